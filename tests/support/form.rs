//! Forms of a page, read and filled in as a browser does.

/// One control that takes part in sending.
#[derive(Debug, Clone)]
struct Control {
    name: String,
    value: String,
    kind: String,
    /// For radios, checkboxes and buttons: whether it is chosen or pressed; others always are.
    on: bool,
}

/// A form with its controls.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    controls: Vec<Control>,
}

impl Form {
    /// The first form of the main part of a page.
    #[track_caller]
    pub fn in_main(page: &str) -> Self {
        let main = page.split_once("<main").expect("a main part").1;
        let from = main.find("<form").unwrap_or_else(|| panic!("no form in {page}"));
        let form = &main[from..main[from..].find("</form>").unwrap() + from];
        let action = attribute(form.split_once('>').unwrap().0, "action").unwrap_or_default();
        Self { action, controls: controls(form) }
    }

    /// Every form of a page.
    pub fn all(page: &str) -> Vec<Self> {
        let forms = page.match_indices("<form").map(|(from, _)| &page[from..from + page[from..].find("</form>").unwrap()]);
        let read = |form: &str| Self { action: attribute(form.split_once('>').unwrap().0, "action").unwrap_or_default(), controls: controls(form) };
        forms.map(read).collect()
    }

    /// What a browser sends.
    pub fn sent(&self) -> Vec<(String, String)> {
        self.controls.iter().filter(|control| control.on).map(|control| (control.name.clone(), control.value.clone())).collect()
    }

    /// Types into a field, chooses an answer or an item of a list, or presses the button of that name and value.
    #[track_caller]
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        let mut found = false;
        for control in self.controls.iter_mut().filter(|control| control.name == name) {
            if control.kind == "radio" || control.kind == "button" {
                control.on = control.value == value;
                found |= control.on;
            } else {
                value.clone_into(&mut control.value);
                found = true;
            }
        }
        assert!(found, "nothing takes {name} = {value} in {:?}", self.names());
        self
    }

    /// Ticks a box or takes the tick away.
    #[track_caller]
    pub fn tick(&mut self, name: &str, value: &str, on: bool) -> &mut Self {
        let control = self.controls.iter_mut().find(|control| control.name == name && control.value == value);
        control.unwrap_or_else(|| panic!("no box {name} = {value}")).on = on;
        self
    }

    /// Adds a field that the page does not have.
    pub fn smuggle(&mut self, name: &str, value: &str) -> &mut Self {
        self.controls.push(Control { name: name.to_owned(), value: value.to_owned(), kind: "hidden".to_owned(), on: true });
        self
    }

    /// The form with one of several fields of the same name changed.
    pub fn with_field(mut self, name: &str, old: &str, new: &str) -> Self {
        let control = self.controls.iter_mut().find(|control| control.name == name && control.value == old);
        new.clone_into(&mut control.unwrap_or_else(|| panic!("no field {name} = {old}")).value);
        self
    }

    /// Leaves out the fields that do not fit, as a script does.
    pub fn keep(&mut self, fits: impl Fn(&str, &str) -> bool) {
        self.controls.retain(|control| fits(&control.name, &control.value));
    }

    /// What stands in a field; for radios the chosen value.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.controls.iter().find(|control| control.name == name && control.on).map(|control| control.value.as_str())
    }

    pub fn names(&self) -> Vec<&str> {
        self.controls.iter().map(|control| control.name.as_str()).collect()
    }
}

fn controls(form: &str) -> Vec<Control> {
    let mut found = Vec::new();
    for (at, _) in form.match_indices('<') {
        let Some((tag, after)) = form[at + 1..].split_once('>') else { continue };
        let Some(name) = attribute(tag, "name") else { continue };
        let kind = attribute(tag, "type").unwrap_or_default();
        if tag.starts_with("input") {
            let is_choice = ["radio", "checkbox"].contains(&kind.as_str());
            let on = !is_choice || tag.split(' ').any(|word| word == "checked");
            found.push(Control { name, value: attribute(tag, "value").unwrap_or_default(), kind, on });
        } else if tag.starts_with("button") {
            found.push(Control { name, value: attribute(tag, "value").unwrap_or_default(), kind: "button".to_owned(), on: false });
        } else if tag.starts_with("textarea") {
            let text = after.split_once("</textarea>").unwrap().0;
            // A browser drops the first line end and sends line ends as CR LF.
            let text = unescape(text.strip_prefix('\n').unwrap_or(text)).replace('\n', "\r\n");
            found.push(Control { name, value: text, kind: "textarea".to_owned(), on: true });
        } else if tag.starts_with("select") {
            let options = after.split_once("</select>").unwrap().0;
            let selected = options.split("<option").find(|option| option.split('>').next().is_some_and(|tag| tag.contains(" selected")));
            let value = selected.and_then(|option| attribute(option.split('>').next()?, "value")).unwrap_or_default();
            found.push(Control { name, value, kind: "select".to_owned(), on: true });
        }
    }
    found
}

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(unescape(&tag[from..from + tag[from..].find('"')?]))
}

/// Text with the four escapes of maud undone.
pub fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

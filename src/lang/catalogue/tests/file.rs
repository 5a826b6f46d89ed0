//! One catalogue file: its messages, and where it breaks the rules of the catalogues.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;

use crate::lang::Lang;

/// A message: the variables that it takes.
#[derive(Debug, Default)]
pub struct Message {
    pub variables: BTreeSet<String>,
}

/// A catalogue file.
#[derive(Debug, Default)]
pub struct File {
    pub messages: BTreeMap<String, Message>,
    pub terms: Vec<String>,
    pub faults: Vec<String>,
}

/// Reads the file of an area.
pub fn read(area: &str, lang: Lang, source: &str) -> File {
    let mut file = File::default();
    let place = format!("locales/{}/{area}.ftl", lang.code());
    let (Ok(resource) | Err((resource, _))) = parser::parse(source);
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                let mut walk = Walk { lang, variables: BTreeSet::new(), faults: Vec::new() };
                match &message.value {
                    Some(pattern) => walk.pattern(pattern),
                    None => walk.faults.push("has no text".to_owned()),
                }
                if !message.attributes.is_empty() {
                    walk.faults.push("has attributes: make them messages".to_owned());
                }
                walk.faults.extend(name_fault(area, key));
                file.faults.extend(walk.faults.iter().map(|fault| format!("{place}: `{key}` {fault}")));
                if file.messages.insert(key.to_owned(), Message { variables: walk.variables }).is_some() {
                    file.faults.push(format!("{place}: `{key}` is there twice"));
                }
            }
            Entry::Term(term) => file.terms.push(format!("-{}", term.id.name)),
            Entry::Junk { content } => file.faults.push(format!("{place}: not understood: {}", content.trim())),
            _ => {}
        }
    }
    file
}

fn name_fault(area: &str, key: &str) -> Option<String> {
    let prefix = area.replace('_', "-") + "-";
    if !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') || !key.contains('-') {
        Some("should be two or more parts of lower-case letters and digits, joined by hyphens".to_owned())
    } else if area != "common" && !key.starts_with(&prefix) {
        Some(format!("should begin with `{prefix}`"))
    } else {
        None
    }
}

/// A walk through the text of a message.
struct Walk {
    lang: Lang,
    variables: BTreeSet<String>,
    faults: Vec<String>,
}

impl Walk {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                self.plural(variants);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::MessageReference { id, .. } => self.faults.push(format!("refers to the message `{}`: make it a term", id.name)),
            InlineExpression::FunctionReference { id, .. } => self.faults.push(format!("calls {}: there are no functions", id.name)),
            _ => {}
        }
    }

    /// Where a number picks the form, every form of the language is there: four in Polish, two in English, `other` the default.
    fn plural(&mut self, variants: &[Variant<&str>]) {
        let names: BTreeSet<&str> = variants.iter().filter_map(|variant| name(&variant.key)).collect();
        if names.is_disjoint(&BTreeSet::from(["one", "few", "many", "other"])) {
            return;
        }
        let wanted: BTreeSet<&str> = match self.lang {
            Lang::Pl => BTreeSet::from(["one", "few", "many", "other"]),
            Lang::En => BTreeSet::from(["one", "other"]),
        };
        let default = variants.iter().find(|variant| variant.default).and_then(|variant| name(&variant.key));
        if names != wanted || default != Some("other") {
            self.faults.push(format!("has the plural forms {names:?}, and should have {wanted:?} with `*[other]`"));
        }
    }
}

fn name<'a>(key: &VariantKey<&'a str>) -> Option<&'a str> {
    match key {
        VariantKey::Identifier { name } => Some(name),
        VariantKey::NumberLiteral { .. } => None,
    }
}

#[test]
fn faults_are_found() {
    let source = r"
results-a = { $x ->
    [one] x
   *[other] y
}
results-b = { results-a }
results-c = { NUMBER($x) }
results-c = z
    .hint = h
search-d = { $x ->
   *[x] { $y }
}
= junk
";
    let file = read("results", Lang::Pl, source);
    insta::assert_snapshot!(file.faults.join("\n"), @r#"
    locales/pl/results.ftl: `results-a` has the plural forms {"one", "other"}, and should have {"few", "many", "one", "other"} with `*[other]`
    locales/pl/results.ftl: `results-b` refers to the message `results-a`: make it a term
    locales/pl/results.ftl: `results-c` calls NUMBER: there are no functions
    locales/pl/results.ftl: `results-c` has attributes: make them messages
    locales/pl/results.ftl: `results-c` is there twice
    locales/pl/results.ftl: `search-d` should begin with `results-`
    locales/pl/results.ftl: not understood: = junk
    "#);
    assert_eq!(file.messages["search-d"].variables, BTreeSet::from(["x".to_owned(), "y".to_owned()]));
}

//! XLSX: the sheets of an Office Open XML workbook (ECMA-376, part 1, section 18).

use std::collections::{HashMap, HashSet};

use super::archive::Archive;
use super::fault::{WorkbookFault, damaged, shared_sheet, too_large};
use super::limits;
use super::shared::{Budget, Strings};
use super::sheet::{Address, Cell, Sheet, Value};
use super::xml::{self, Events, Part, Tag, Xml};

/// Reads every sheet.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookFault> {
    let archive = Archive::open(bytes)?;
    let events = Events::default();
    let root = relations(&archive, "", &events)?;
    let path =
        root.into_iter().find(|relation| relation.kind.ends_with("/officeDocument")).map_or("xl/workbook.xml".to_owned(), |found| found.target);
    let Some(workbook) = archive.read(&path)? else {
        return Err(WorkbookFault::new("not-a-workbook", &path, "the archive holds no workbook", "save it as an Excel workbook (.xlsx)"));
    };
    let relations = relations(&archive, &path, &events)?;
    let strings = match relations.iter().find(|relation| relation.kind.ends_with("/sharedStrings")) {
        Some(relation) => strings(&archive.read(&relation.target)?.unwrap_or_default(), &relation.target, &events)?,
        None => Strings::default(),
    };
    let targets: HashMap<&str, &str> = relations.iter().map(|relation| (relation.id.as_str(), relation.target.as_str())).collect();
    let mut used = HashSet::new();
    let mut places = Vec::new();
    for (name, id) in tabs(&workbook, &path, &events)? {
        let Some(target) = targets.get(id.as_str()) else { return Err(damaged(&path, format!("the sheet `{name}` is nowhere"))) };
        // The archive finds its entries whatever the case of their letters.
        if !used.insert(target.to_ascii_lowercase()) {
            return Err(shared_sheet(&name));
        }
        places.push((name, *target));
    }
    // All sheets are unpacked and their tags counted before the first is read.
    let mut ahead = 0;
    let mut unpacked = Vec::with_capacity(places.len());
    for (name, target) in places {
        let bytes = archive.read(target)?.ok_or_else(|| damaged(target, "a sheet is missing"))?;
        ahead += xml::tags(&bytes);
        events.allow(ahead)?;
        unpacked.push((name, target, bytes));
    }
    let mut budget = Budget::default();
    let read = |(name, target, bytes): (String, &str, Vec<u8>)| {
        let cells = Grid { strings: &strings, budget: &mut budget, events: &events, name: &name, cells: Vec::new() }.read(&bytes, target)?;
        Ok(Sheet::new(name, cells))
    };
    unpacked.into_iter().map(read).collect()
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// What an entry refers to; targets are complete names of entries.
fn relations(archive: &Archive<'_>, of: &str, events: &Events) -> Result<Vec<Relation>, WorkbookFault> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(bytes) = archive.read(&path)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&bytes, &path, events)?;
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Part::Start(tag) | Part::Empty(tag) if tag.name() == b"Relationship" => {
                let target = tag.attribute("Target")?.unwrap_or_default();
                let target = resolved(folder, &target);
                relations.push(Relation { id: tag.attribute("Id")?.unwrap_or_default(), kind: tag.attribute("Type")?.unwrap_or_default(), target });
            }
            Part::Done => return Ok(relations),
            _ => {}
        }
    }
}

/// A target relative to a folder; `/` begins at the top of the archive, `..` goes up.
fn resolved(folder: &str, target: &str) -> String {
    let (mut parts, rest): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(absolute) => (Vec::new(), absolute),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), target),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Names of the sheets and the ids by which their entries are found.
fn tabs(bytes: &[u8], path: &str, events: &Events) -> Result<Vec<(String, String)>, WorkbookFault> {
    let mut xml = Xml::new(bytes, path, events)?;
    let mut tabs = Vec::new();
    loop {
        match xml.next()? {
            Part::Start(tag) | Part::Empty(tag) if tag.name() == b"sheet" => {
                tabs.push((tag.attribute("name")?.unwrap_or_default(), tag.attribute("id")?.unwrap_or_default()));
                if tabs.len() > limits::SHEETS {
                    return Err(too_large("sheets", "more", &limits::SHEETS.to_string()));
                }
            }
            Part::Done => return Ok(tabs),
            _ => {}
        }
    }
}

/// The table of shared strings. Phonetic hints (`rPh`) are not part of a text.
fn strings(bytes: &[u8], path: &str, events: &Events) -> Result<Strings, WorkbookFault> {
    let mut xml = Xml::new(bytes, path, events)?;
    let mut strings = Strings::default();
    loop {
        match xml.next()? {
            Part::Start(tag) if tag.name() == b"si" => strings.push(&rich_text(&mut xml, b"si")?)?,
            Part::Empty(tag) if tag.name() == b"si" => strings.push("")?,
            Part::Done => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of an element that may be in several runs, up to the end of the element.
fn rich_text(xml: &mut Xml<'_>, until: &[u8]) -> Result<String, WorkbookFault> {
    let mut text = String::new();
    let (mut inside, mut phonetic) = (false, false);
    loop {
        match xml.next()? {
            Part::Start(tag) if tag.name() == b"t" => inside = true,
            Part::Start(tag) if tag.name() == b"rPh" => phonetic = true,
            Part::End(name) if *name == *b"t" => inside = false,
            Part::End(name) if *name == *b"rPh" => phonetic = false,
            Part::End(name) if *name == *until => return Ok(unescaped(&text)),
            Part::Text(part) if inside && !phonetic => text.push_str(&part),
            Part::Done => return Ok(text),
            _ => {}
        }
    }
}

/// Excel writes a character that XML cannot hold as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code =
            rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_')).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        match character {
            Some(character) => {
                plain.push(character);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The cells of a sheet while they are read.
struct Grid<'g> {
    strings: &'g Strings,
    budget: &'g mut Budget,
    events: &'g Events,
    name: &'g str,
    cells: Vec<Cell>,
}

impl Grid<'_> {
    fn read(mut self, bytes: &[u8], path: &str) -> Result<Vec<Cell>, WorkbookFault> {
        let mut xml = Xml::new(bytes, path, self.events)?;
        let mut next = Address { row: 0, column: 0 };
        let mut first_row = true;
        loop {
            match xml.next()? {
                Part::Start(tag) | Part::Empty(tag) if tag.name() == b"row" => {
                    let row = if first_row { 0 } else { next.row + 1 };
                    first_row = false;
                    let written = tag.attribute("r")?.and_then(|row| row.parse::<u32>().ok()).filter(|row| (1..=limits::ROWS).contains(row));
                    next = Address { row: written.map_or(row, |row| row - 1), column: 0 };
                }
                Part::Start(tag) if tag.name() == b"c" => {
                    let (address, kind) = cell(&tag, next)?;
                    if let Some(value) = self.value(&mut xml, &kind, address)? {
                        if address.row >= limits::ROWS || address.column >= limits::COLUMNS {
                            return Err(damaged(path, "a cell lies outside the sheet"));
                        }
                        self.budget.add(&mut self.cells, self.name, address, value)?;
                    }
                    next = Address { column: address.column + 1, ..address };
                }
                Part::Empty(tag) if tag.name() == b"c" => {
                    let (address, _) = cell(&tag, next)?;
                    next = Address { column: address.column + 1, ..address };
                }
                Part::Done => return Ok(self.cells),
                _ => {}
            }
        }
    }

    /// The value of a cell, up to its end; an empty text is no value.
    fn value(&self, xml: &mut Xml<'_>, kind: &str, address: Address) -> Result<Option<Value>, WorkbookFault> {
        let mut raw = String::new();
        let mut inside = false;
        let mut inline = None;
        loop {
            match xml.next()? {
                Part::Start(tag) if tag.name() == b"v" => inside = true,
                Part::Start(tag) if tag.name() == b"is" => inline = Some(rich_text(xml, b"is")?),
                Part::End(name) if *name == *b"v" => inside = false,
                Part::End(name) if *name == *b"c" => break,
                Part::Text(part) if inside => raw.push_str(&part),
                Part::Done => break,
                _ => {}
            }
        }
        let place = || format!("{}!{address}", self.name);
        let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.into()));
        if let Some(inline) = inline {
            return Ok(text(&inline));
        }
        if raw.is_empty() {
            return Ok(None);
        }
        match kind {
            "s" => {
                let index = raw.trim().parse().ok();
                let shared = index.and_then(|index| self.strings.get(index)).ok_or_else(|| damaged(&place(), "the text of the cell is missing"))?;
                Ok(text(shared))
            }
            "b" => Ok(Some(Value::Bool(raw.trim() == "1" || raw.trim().eq_ignore_ascii_case("true")))),
            "e" => Ok(Some(Value::Error(raw.into()))),
            "str" | "inlineStr" | "d" => Ok(text(&unescaped(&raw))),
            _ => match raw.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(Value::Number(number))),
                _ => Err(damaged(&place(), "the cell holds a number that is none")),
            },
        }
    }
}

/// Address and type of a cell; a cell without an address follows the one before.
fn cell(tag: &Tag<'_>, next: Address) -> Result<(Address, String), WorkbookFault> {
    let address = tag.attribute("r")?.and_then(|address| Address::parse(&address)).unwrap_or(next);
    Ok((address, tag.attribute("t")?.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_come_back() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_x_x00 _xZZZZ_ _xD800_"), "_x_x00 _xZZZZ_ _xD800_");
        assert_eq!(unescaped("_x12ż4_"), "_x12ż4_");
    }

    #[test]
    fn targets_are_resolved() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(resolved("xl", "../../a.xml"), "a.xml");
    }
}

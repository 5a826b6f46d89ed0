//! XML as workbooks use it: tags with attributes and texts; no document types, so no entities of the file's own; counted and no deeper than [`limits`].

use std::cell::Cell;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::{WorkbookFault, damaged, too_large};
use super::limits;

/// Counts the tags and texts of every document of a workbook: many small documents cost as much as a large one.
#[derive(Debug, Default)]
pub(super) struct Events(Cell<usize>);

impl Events {
    fn count(&self) -> Result<(), WorkbookFault> {
        self.0.set(self.0.get() + 1);
        self.allow(0)
    }

    /// Refuses what has this many more tags before it is read: counting is a hundred times faster.
    pub(super) fn allow(&self, more: usize) -> Result<(), WorkbookFault> {
        if self.0.get() + more > limits::EVENTS {
            return Err(too_large("tags and texts of the workbook", "more", &limits::EVENTS.to_string()));
        }
        Ok(())
    }
}

/// The tags of a document, at least.
pub(super) fn tags(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'<').count()
}

/// A document that is read tag by tag.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    place: &'x str,
    depth: usize,
    events: &'x Events,
}

/// What comes next in a document. An empty element `<a/>` is [`Part::Empty`].
pub(super) enum Part<'x> {
    Start(Tag<'x>),
    Empty(Tag<'x>),
    End(Box<[u8]>),
    Text(String),
    Done,
}

/// A tag.
pub(super) struct Tag<'x> {
    start: BytesStart<'x>,
    place: &'x str,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.start.local_name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<String>, WorkbookFault> {
        for attribute in self.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| damaged(self.place, format!("an attribute is broken: {error}")))?;
            if attribute.key.local_name().into_inner() == name.as_bytes() {
                let value = attribute.unescape_value().map_err(|error| damaged(self.place, format!("an attribute is broken: {error}")))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }
}

impl<'x> Xml<'x> {
    /// Begins a document; refuses it at once if it has more tags than the workbook may still have.
    pub(super) fn new(bytes: &'x [u8], place: &'x str, events: &'x Events) -> Result<Self, WorkbookFault> {
        events.allow(tags(bytes))?;
        Ok(Self { reader: Reader::from_reader(bytes), place, depth: 0, events })
    }

    /// What comes next; comments, declarations and the like are passed over.
    pub(super) fn next(&mut self) -> Result<Part<'x>, WorkbookFault> {
        loop {
            self.events.count()?;
            let event = self.reader.read_event().map_err(|error| damaged(self.place, format!("the XML is broken: {error}")))?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(damaged(self.place, format!("tags nest deeper than {}", limits::DEPTH)));
                    }
                    return Ok(Part::Start(Tag { start, place: self.place }));
                }
                Event::Empty(start) => return Ok(Part::Empty(Tag { start, place: self.place })),
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Part::End(end.local_name().into_inner().into()));
                }
                Event::Text(text) => {
                    let text = text.decode().map_err(|error| damaged(self.place, format!("a text is not UTF-8: {error}")))?;
                    return Ok(Part::Text(one_line_end(&text)));
                }
                Event::CData(text) => {
                    let text = text.decode().map_err(|error| damaged(self.place, format!("a text is not UTF-8: {error}")))?;
                    return Ok(Part::Text(one_line_end(&text)));
                }
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten().or_else(|| named(&reference));
                    let character = character.ok_or_else(|| damaged(self.place, "the XML refers to an entity that workbooks do not use"))?;
                    return Ok(Part::Text(character.to_string()));
                }
                Event::DocType(_) => return Err(damaged(self.place, "the XML has a document type, which workbooks do not use")),
                Event::Eof if self.depth == 0 => return Ok(Part::Done),
                Event::Eof => return Err(damaged(self.place, "the XML ends too early")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

/// Ends of lines as XML 1.0 reads them (section 2.11): whatever was written is a line feed.
fn one_line_end(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The five entities of XML itself.
fn named(name: &[u8]) -> Option<char> {
    match name {
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"amp" => Some('&'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => None,
    }
}

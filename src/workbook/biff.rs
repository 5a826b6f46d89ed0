//! XLS: the records of a BIFF8 stream (MS-XLS) that hold names of sheets, texts and values.

use std::cell::Cell as Count;
use std::collections::HashSet;

use super::fault::{WorkbookFault, damaged, shared_sheet, too_large};
use super::limits;
use super::shared::{Budget, Strings};
use super::sheet::{Address, Cell, Sheet, Value};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const FILE_PASS: u16 = 0x002f;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00fc;
const CONTINUE: u16 = 0x003c;
const LABEL_SHARED: u16 = 0x00fd;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00d6;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027e;
const SEVERAL_RK: u16 = 0x00bd;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;
const BOOL_OR_ERROR: u16 = 0x0205;
/// The version in the first record of a BIFF8 stream.
const VERSION: u16 = 0x0600;

/// Reads every sheet of cells; charts and macro sheets are passed over.
pub(super) fn sheets(stream: &[u8]) -> Result<Vec<Sheet>, WorkbookFault> {
    let read = Read::default();
    let (bound, strings) = globals(stream, &read)?;
    let mut budget = Budget::default();
    let mut used = HashSet::new();
    let mut sheets = Vec::new();
    for (name, offset) in bound {
        if !used.insert(offset) {
            return Err(shared_sheet(&name));
        }
        let records = Records { stream, at: offset, read: &read };
        let cells = Grid { strings: &strings, budget: &mut budget, name: &name, cells: Vec::new() }.read(records)?;
        sheets.push(Sheet::new(name, cells));
    }
    Ok(sheets)
}

/// Names and offsets of the sheets, and the shared strings.
fn globals(stream: &[u8], read: &Read) -> Result<(Vec<(String, usize)>, Strings), WorkbookFault> {
    let mut records = Records { stream, at: 0, read };
    let mut bound = Vec::new();
    let mut strings = Strings::default();
    match records.next()? {
        Some((BOF, body)) if Body(body).short(0)? == VERSION => {}
        Some((BOF, _)) => {
            return Err(WorkbookFault::new("not-a-workbook", "", "the workbook is older than Excel 97", "save it as an Excel workbook (.xlsx)"));
        }
        _ => return Err(damaged("", "the workbook does not begin as one")),
    }
    while let Some((kind, body)) = records.next()? {
        match kind {
            EOF => break,
            FILE_PASS => return Err(WorkbookFault::new("encrypted", "", "the workbook is encrypted", "save it without a password")),
            // Visibility is passed over; a sheet of cells has the type 0.
            BOUND_SHEET if Body(body).byte(5)? == 0 => {
                if bound.len() == limits::SHEETS {
                    return Err(too_large("sheets", "more", &limits::SHEETS.to_string()));
                }
                let length = usize::from(Body(body).byte(6)?);
                let name = Text { pieces: vec![body], piece: 0, at: 7 }.characters(length)?;
                bound.push((name, Body(body).long(0)? as usize));
            }
            SHARED_STRINGS => {
                let mut pieces = vec![body];
                while records.peek() == Some(CONTINUE) {
                    pieces.extend(records.next()?.map(|(_, body)| body));
                }
                strings = shared(pieces)?;
            }
            _ => {}
        }
    }
    Ok((bound, strings))
}

/// The table of shared strings, which may run over several records.
fn shared(pieces: Vec<&[u8]>) -> Result<Strings, WorkbookFault> {
    let count = Body(pieces[0]).long(4)? as usize;
    let mut text = Text { pieces, piece: 0, at: 8 };
    let mut strings = Strings::default();
    for _ in 0..count {
        if text.is_done() {
            // Some programs write the number of uses in place of the number of texts.
            break;
        }
        strings.push(&text.string()?)?;
    }
    Ok(strings)
}

/// Counts the records of all sheets and their bytes: sheets that overlap would be read again and again.
#[derive(Default)]
struct Read {
    records: Count<usize>,
    bytes: Count<usize>,
}

impl Read {
    fn count(&self, bytes: usize) -> Result<(), WorkbookFault> {
        self.records.set(self.records.get() + 1);
        self.bytes.set(self.bytes.get() + bytes);
        if self.records.get() > limits::RECORDS || self.bytes.get() > limits::RECORD_BYTES {
            let limit = format!("{} records of {} MiB in all", limits::RECORDS, limits::RECORD_BYTES >> 20);
            return Err(too_large("records of the workbook", "more", &limit));
        }
        Ok(())
    }
}

/// The records of a stream, one after the other.
struct Records<'b> {
    stream: &'b [u8],
    at: usize,
    read: &'b Read,
}

impl<'b> Records<'b> {
    /// The type of the next record.
    fn peek(&self) -> Option<u16> {
        Body(self.stream).short(self.at).ok()
    }

    /// Type and body of the next record; none at the end of the stream.
    fn next(&mut self) -> Result<Option<(u16, &'b [u8])>, WorkbookFault> {
        let Some(kind) = self.peek() else { return Ok(None) };
        let length = usize::from(Body(self.stream).short(self.at + 2)?);
        let start = self.at + 4;
        let body = self.stream.get(start..start + length).ok_or_else(ends_early)?;
        self.at = start + length;
        self.read.count(4 + length)?;
        Ok(Some((kind, body)))
    }
}

fn ends_early() -> WorkbookFault {
    damaged("", "the workbook ends too early")
}

/// Numbers in the body of a record.
#[derive(Clone, Copy)]
struct Body<'b>(&'b [u8]);

impl Body<'_> {
    fn bytes<const N: usize>(self, at: usize) -> Result<[u8; N], WorkbookFault> {
        let end = at.checked_add(N).ok_or_else(ends_early)?;
        self.0.get(at..end).and_then(|bytes| bytes.try_into().ok()).ok_or_else(ends_early)
    }

    fn byte(self, at: usize) -> Result<u8, WorkbookFault> {
        self.bytes::<1>(at).map(|[byte]| byte)
    }

    fn short(self, at: usize) -> Result<u16, WorkbookFault> {
        self.bytes(at).map(u16::from_le_bytes)
    }

    fn long(self, at: usize) -> Result<u32, WorkbookFault> {
        self.bytes(at).map(u32::from_le_bytes)
    }

    fn address(self) -> Result<Address, WorkbookFault> {
        Ok(Address { row: self.short(0)?.into(), column: self.short(2)?.into() })
    }
}

/// Texts that may go on in the next record.
struct Text<'b> {
    pieces: Vec<&'b [u8]>,
    piece: usize,
    at: usize,
}

impl Text<'_> {
    fn is_done(&self) -> bool {
        self.piece + 1 >= self.pieces.len() && self.pieces.last().is_none_or(|piece| self.at >= piece.len())
    }

    /// Goes on to the next record if this one is read.
    fn turn(&mut self) -> bool {
        let ends = self.pieces.get(self.piece).is_some_and(|piece| self.at >= piece.len());
        if ends {
            self.piece += 1;
            self.at = 0;
        }
        ends
    }

    fn byte(&mut self) -> Result<u8, WorkbookFault> {
        self.turn();
        let byte = self.pieces.get(self.piece).and_then(|piece| piece.get(self.at)).copied().ok_or_else(ends_early)?;
        self.at += 1;
        Ok(byte)
    }

    fn short(&mut self) -> Result<u16, WorkbookFault> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Result<u32, WorkbookFault> {
        Ok(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    /// Passes over bytes, in however many records.
    fn skip(&mut self, mut bytes: usize) -> Result<(), WorkbookFault> {
        while bytes > 0 {
            self.turn();
            let left = self.pieces.get(self.piece).ok_or_else(ends_early)?.len() - self.at;
            let step = left.min(bytes);
            if step == 0 {
                return Err(ends_early());
            }
            self.at += step;
            bytes -= step;
        }
        Ok(())
    }

    /// A text with its length in front, perhaps with runs of formats and phonetic hints behind it.
    fn string(&mut self) -> Result<String, WorkbookFault> {
        let length = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.short()?) * 4 } else { 0 };
        let extension = if flags & 4 != 0 { self.long()? as usize } else { 0 };
        let text = self.units(length, flags & 1 != 0)?;
        self.skip(runs)?;
        self.skip(extension)?;
        Ok(text)
    }

    /// Characters behind a byte that says how wide they are.
    fn characters(&mut self, length: usize) -> Result<String, WorkbookFault> {
        let wide = self.byte()? & 1 != 0;
        self.units(length, wide)
    }

    /// Characters of one or two bytes; where a record ends between two of them, the next one begins with their width.
    fn units(&mut self, length: usize, mut wide: bool) -> Result<String, WorkbookFault> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.turn() {
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Ok(String::from_utf16_lossy(&units))
    }
}

/// The cells of a sheet while they are read.
struct Grid<'g> {
    strings: &'g Strings,
    budget: &'g mut Budget,
    name: &'g str,
    cells: Vec<Cell>,
}

impl Grid<'_> {
    fn read(mut self, mut records: Records<'_>) -> Result<Vec<Cell>, WorkbookFault> {
        if records.next()?.is_none_or(|(kind, _)| kind != BOF) {
            return Err(damaged(self.name, "the sheet is not where the workbook says"));
        }
        // Charts inside a sheet bring a beginning and an end of their own.
        let mut inside = 0;
        let mut formula = None;
        while let Some((kind, bytes)) = records.next()? {
            let body = Body(bytes);
            match kind {
                BOF => inside += 1,
                EOF if inside == 0 => break,
                EOF => inside -= 1,
                _ if inside > 0 => {}
                LABEL_SHARED => {
                    let index = body.long(6)? as usize;
                    let text = self.strings.get(index).ok_or_else(|| damaged(self.name, "the text of a cell is missing"))?;
                    self.add(body.address()?, text_value(text))?;
                }
                LABEL | RICH_LABEL => {
                    let length = usize::from(body.short(6)?);
                    let text = Text { pieces: vec![bytes], piece: 0, at: 8 }.characters(length)?;
                    self.add(body.address()?, text_value(&text))?;
                }
                NUMBER => self.add(body.address()?, number(f64::from_le_bytes(body.bytes(6)?)))?,
                RK => self.add(body.address()?, number(packed_number(body.long(6)?)))?,
                SEVERAL_RK => {
                    let first = body.address()?;
                    for (column, at) in (first.column..).zip((4..bytes.len().saturating_sub(2)).step_by(6)) {
                        self.add(Address { column, ..first }, number(packed_number(body.long(at + 2)?)))?;
                    }
                }
                FORMULA => {
                    formula = Some(body.address()?);
                    self.add(body.address()?, result(body.bytes(6)?))?;
                }
                FORMULA_TEXT => {
                    let length = usize::from(body.short(0)?);
                    let mut pieces = vec![bytes];
                    while records.peek() == Some(CONTINUE) {
                        pieces.extend(records.next()?.map(|(_, body)| body));
                    }
                    let text = Text { pieces, piece: 0, at: 2 }.characters(length)?;
                    if let Some(address) = formula.take() {
                        self.add(address, text_value(&text))?;
                    }
                }
                BOOL_OR_ERROR => {
                    let value = body.byte(6)?;
                    self.add(body.address()?, Some(if body.byte(7)? == 0 { Value::Bool(value != 0) } else { error(value) }))?;
                }
                _ => {}
            }
        }
        Ok(self.cells)
    }

    fn add(&mut self, address: Address, value: Option<Value>) -> Result<(), WorkbookFault> {
        value.map_or(Ok(()), |value| self.budget.add(&mut self.cells, self.name, address, value))
    }
}

fn text_value(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

fn number(value: f64) -> Option<Value> {
    value.is_finite().then_some(Value::Number(value))
}

/// A number in four bytes: an integer of 30 bits or the upper half of a floating-point number, perhaps a hundredth of it (MS-XLS 2.5.217).
fn packed_number(packed: u32) -> f64 {
    let value = if packed & 2 != 0 { f64::from(packed.cast_signed() >> 2) } else { f64::from_bits(u64::from(packed & !3) << 32) };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

/// The stored result of a formula; a text follows in a record of its own.
fn result(bytes: [u8; 8]) -> Option<Value> {
    match bytes {
        [1, _, truth, _, _, _, 0xff, 0xff] => Some(Value::Bool(truth != 0)),
        [2, _, code, _, _, _, 0xff, 0xff] => Some(error(code)),
        [_, _, _, _, _, _, 0xff, 0xff] => None,
        _ => number(f64::from_le_bytes(bytes)),
    }
}

fn error(code: u8) -> Value {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Value::Error(name.into())
}

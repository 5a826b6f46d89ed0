//! The directory of a zip archive, and its entries one at a time.
//!
//! Written here because a library reads the directory as long as it says to be, before anybody can ask how long that is. An archive is accepted only if the
//! directory is short, each entry declares a size within the limits, no two entries share bytes and no name stands twice; an entry is unpacked into as
//! many bytes as it declared, and refused if it holds more, fewer or others (CRC-32). Format: PKWARE APPNOTE 6.3, sections 4.3 and 4.4.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::fault::{WorkbookFault, damaged, too_large};
use super::limits;

const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const END_LENGTH: usize = 22;
const CENTRAL_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;

/// An archive whose directory is in order.
#[derive(Debug)]
pub(super) struct Archive<'b> {
    entries: BTreeMap<String, Entry<'b>>,
}

#[derive(Debug)]
struct Entry<'b> {
    deflated: bool,
    crc: u32,
    packed: &'b [u8],
    size: usize,
}

/// What the directory says of an entry.
struct Declared {
    name: String,
    method: usize,
    crc: u32,
    packed: usize,
    size: usize,
    offset: usize,
}

fn number(bytes: &[u8], at: usize, length: usize) -> Result<usize, WorkbookFault> {
    let bytes = at.checked_add(length).and_then(|end| bytes.get(at..end)).ok_or_else(|| damaged("", "the archive ends too early"))?;
    Ok(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

impl<'b> Archive<'b> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, WorkbookFault> {
        let (end, count, size, offset) = end_record(bytes)?;
        if count > limits::ENTRIES {
            return Err(too_large("entries of the archive", &count.to_string(), &limits::ENTRIES.to_string()));
        }
        if offset.checked_add(size).is_none_or(|directory_end| directory_end > end) {
            return Err(damaged("", "the directory of the archive does not lie within the file"));
        }
        let directory = &bytes[offset..offset + size];
        let mut at = 0;
        let mut declared = Vec::with_capacity(count);
        for _ in 0..count {
            let (entry, length) = central(directory, at)?;
            declared.push(entry);
            at += length;
        }
        if at != size {
            return Err(damaged("", "the directory of the archive is not as long as it says"));
        }
        let total = declared.iter().map(|entry| entry.size).sum::<usize>();
        if total > limits::TOTAL {
            return Err(too_large("the archive unpacked", &format!("{total} bytes"), &format!("{} MiB", limits::TOTAL >> 20)));
        }
        Ok(Self { entries: laid_out(bytes, offset, declared)? })
    }

    /// Unpacks an entry; `None` if there is none with this name.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, WorkbookFault> {
        let found =
            self.entries.get(name).or_else(|| self.entries.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, entry)| entry));
        found.map(|entry| entry.unpack(name)).transpose()
    }
}

impl Entry<'_> {
    fn unpack(&self, name: &str) -> Result<Vec<u8>, WorkbookFault> {
        let mut unpacked = Vec::with_capacity(self.size);
        // One byte more than declared tells whether there is more.
        let most = self.size as u64 + 1;
        let read = if self.deflated {
            DeflateDecoder::new(self.packed).take(most).read_to_end(&mut unpacked)
        } else {
            self.packed.take(most).read_to_end(&mut unpacked)
        };
        read.map_err(|error| damaged(name, format!("the entry cannot be unpacked: {error}")))?;
        if unpacked.len() != self.size {
            return Err(damaged(name, "the entry is not as large as the archive says"));
        }
        let mut crc = Crc::new();
        crc.update(&unpacked);
        if crc.sum() == self.crc { Ok(unpacked) } else { Err(damaged(name, "the entry is not what was packed: its checksum differs")) }
    }
}

/// The record at the end: where it is, the number of entries, size and offset of the directory.
fn end_record(bytes: &[u8]) -> Result<(usize, usize, usize, usize), WorkbookFault> {
    let none = || damaged("", "the archive has no directory: the file is cut off or not an archive");
    let last = bytes.len().checked_sub(END_LENGTH).ok_or_else(none)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let is_end =
        |at: &usize| bytes[*at..].starts_with(&END) && number(bytes, at + 20, 2).is_ok_and(|comment| at + END_LENGTH + comment == bytes.len());
    let end = (first..=last).rev().find(is_end).ok_or_else(none)?;
    let (count, size, offset) = (number(bytes, end + 10, 2)?, number(bytes, end + 12, 4)?, number(bytes, end + 16, 4)?);
    if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff {
        return Err(too_large("entries of the archive", "65535 or more", &limits::ENTRIES.to_string()));
    }
    Ok((end, count, size, offset))
}

/// One record of the directory, and its length.
fn central(directory: &[u8], at: usize) -> Result<(Declared, usize), WorkbookFault> {
    if !directory.get(at..).is_some_and(|rest| rest.starts_with(&CENTRAL)) {
        return Err(damaged("", "the directory of the archive is damaged"));
    }
    let field = |offset, length| number(directory, at + offset, length);
    let name_length = field(28, 2)?;
    let length = CENTRAL_LENGTH + name_length + field(30, 2)? + field(32, 2)?;
    let name = directory.get(at + CENTRAL_LENGTH..at + CENTRAL_LENGTH + name_length).ok_or_else(|| damaged("", "the archive ends too early"))?;
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    if field(8, 2)? & 1 != 0 {
        return Err(WorkbookFault::new("encrypted", &name, "the archive is encrypted", "save the workbook without a password"));
    }
    let (packed, size) = (field(20, 4)?, field(24, 4)?);
    if size > limits::ENTRY {
        let mut fault = too_large("an entry unpacked", &format!("{size} bytes"), &format!("{} MiB", limits::ENTRY >> 20));
        fault.place = name;
        return Err(fault);
    }
    if size > limits::RATIO_FROM && size / limits::RATIO > packed {
        let what = format!("{packed} bytes would unpack into {size}, more than {} times as much", limits::RATIO);
        return Err(WorkbookFault::new(
            "bomb",
            &name,
            what,
            "open the file in a spreadsheet program, remove empty rows and columns, and save it again",
        ));
    }
    let crc = u32::try_from(field(16, 4)?).unwrap_or_default();
    Ok((Declared { name, method: field(10, 2)?, crc, packed, size, offset: field(42, 4)? }, length))
}

/// Finds the bytes of each entry; no two may share any, and none may reach into the directory.
fn laid_out(bytes: &[u8], directory: usize, mut declared: Vec<Declared>) -> Result<BTreeMap<String, Entry<'_>>, WorkbookFault> {
    declared.sort_by_key(|entry| entry.offset);
    let mut entries = BTreeMap::new();
    let mut free = 0;
    for entry in declared {
        let Declared { name, method, crc, packed, size, offset } = entry;
        if offset < free {
            return Err(WorkbookFault::new(
                "bomb",
                &name,
                "entries of the archive overlap",
                "open the file in a spreadsheet program and save it again",
            ));
        }
        if !bytes.get(offset..).is_some_and(|rest| rest.starts_with(&LOCAL)) {
            return Err(damaged(&name, "the entry is not where the archive says"));
        }
        let start = offset + LOCAL_LENGTH + number(bytes, offset + 26, 2)? + number(bytes, offset + 28, 2)?;
        let end = start + packed;
        if end > directory {
            return Err(damaged(&name, "the entry does not lie within the file"));
        }
        free = end;
        let deflated = match method {
            0 if packed == size => false,
            8 => true,
            _ => return Err(damaged(&name, "the entry is packed in a way that workbooks do not use")),
        };
        let twice = entries.insert(name.clone(), Entry { deflated, crc, packed: &bytes[start..end], size }).is_some();
        if twice {
            return Err(damaged(&name, "the entry stands twice in the archive"));
        }
    }
    Ok(entries)
}

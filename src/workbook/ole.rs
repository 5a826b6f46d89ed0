//! An OLE2 file (MS-CFB): chains of sectors, and in one of them the stream `Workbook`.
//!
//! A chain is followed only as long as the file has sectors, so one that runs in a circle ends; a stream is no longer than [`limits::ENTRY`].

use super::fault::{WorkbookFault, damaged, too_large};
use super::limits;

/// The first bytes of every OLE2 file.
pub(super) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const HEADER: usize = 512;
/// Sector numbers from here on end a chain or mark something else than data.
const LAST_SECTOR: u32 = 0xffff_fff9;
const DIRECTORY_ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;

struct File<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// For each sector the one that follows it.
    next: Vec<u32>,
}

/// An entry of the directory.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: usize,
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The stream with the workbook in an OLE2 file.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, WorkbookFault> {
    let cut_off = || damaged("", "the file ends too early");
    let file = File::open(bytes).ok_or_else(cut_off)?;
    let directory = file.chain(long(bytes, 48).ok_or_else(cut_off)?, limits::ENTRY)?;
    let entries: Vec<Entry> = directory.chunks_exact(DIRECTORY_ENTRY).filter_map(entry).collect();
    let find = |name: &str| entries.iter().find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name));
    if find("EncryptedPackage").is_some() {
        return Err(WorkbookFault::new("encrypted", "", "the workbook is encrypted", "save it without a password"));
    }
    let Some(found) = find("Workbook") else {
        let what = if find("Book").is_some() { "the workbook is in the format of Excel 5 or 95" } else { "the file holds no workbook" };
        return Err(WorkbookFault::new("not-a-workbook", "", what, "save it as an Excel workbook (.xlsx)"));
    };
    if found.size > limits::ENTRY {
        return Err(too_large("the workbook", &format!("{} bytes", found.size), &format!("{} MiB", limits::ENTRY >> 20)));
    }
    let smallest = long(bytes, 56).ok_or_else(cut_off)? as usize;
    let mut stream = if found.size >= smallest {
        file.chain(found.start, found.size)?
    } else {
        let root = entries.iter().find(|entry| entry.kind == 5).ok_or_else(|| damaged("", "the file has no root entry"))?;
        file.mini_chain(root, found, long(bytes, 60).ok_or_else(cut_off)?)?
    };
    if stream.len() < found.size {
        return Err(cut_off());
    }
    stream.truncate(found.size);
    Ok(stream)
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(short(bytes, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> = bytes[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some(Entry { name: String::from_utf16_lossy(&units), kind: bytes[66], start: long(bytes, 116)?, size: long(bytes, 120)? as usize })
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector = match short(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self { bytes, sector, next: Vec::new() };
        let sectors = bytes.len() / sector + 1;
        // Where the table of chains stands: 109 sectors in the header, more in sectors that point on.
        let mut tables: Vec<u32> = (0..109).filter_map(|at| long(bytes, 76 + 4 * at)).collect();
        let mut more = long(bytes, 68)?;
        let mut steps = 0;
        while more <= LAST_SECTOR && steps < sectors {
            let list = file.sector(more)?;
            let (listed, on) = list.split_at(sector - 4);
            tables.extend(listed.chunks_exact(4).filter_map(|number| long(number, 0)));
            more = long(on, 0)?;
            steps += 1;
        }
        for table in tables.into_iter().filter(|table| *table <= LAST_SECTOR) {
            if file.next.len() >= sectors {
                break;
            }
            let list = file.sector(table)?;
            file.next.extend(list.chunks_exact(4).filter_map(|number| long(number, 0)));
        }
        Some(file)
    }

    /// The bytes of a sector; the last one of a file may be cut.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?.max(HEADER);
        self.bytes.get(start..start + self.sector)
    }

    /// The sectors of a chain, at most as many as `most` bytes need.
    fn chain(&self, start: u32, most: usize) -> Result<Vec<u8>, WorkbookFault> {
        let mut stream = Vec::new();
        let mut at = start;
        let mut steps = 0;
        while at <= LAST_SECTOR && stream.len() < most {
            steps += 1;
            if steps > self.next.len() {
                return Err(WorkbookFault::new(
                    "bomb",
                    "",
                    "a chain of sectors runs in a circle",
                    "open the file in a spreadsheet program and save it again",
                ));
            }
            // The last sector of a file is sometimes written only as far as it is used.
            let bytes = self.sector(at).or_else(|| self.bytes.get((at as usize + 1).checked_mul(self.sector)?..));
            stream.extend_from_slice(bytes.ok_or_else(|| damaged("", "a chain of sectors leads out of the file"))?);
            at = *self.next.get(at as usize).ok_or_else(|| damaged("", "a chain of sectors leads out of the file"))?;
        }
        Ok(stream)
    }

    /// A short stream, which lies in small sectors inside the stream of the root entry.
    fn mini_chain(&self, root: &Entry, of: &Entry, table: u32) -> Result<Vec<u8>, WorkbookFault> {
        let small = self.chain(root.start, root.size.min(limits::ENTRY))?;
        let table = self.chain(table, limits::ENTRY)?;
        let mut stream = Vec::new();
        let mut at = of.start;
        while at <= LAST_SECTOR && stream.len() < of.size {
            let start = at as usize * MINI_SECTOR;
            let bytes = small.get(start..start + MINI_SECTOR).ok_or_else(|| damaged("", "a chain of sectors leads out of the file"))?;
            stream.extend_from_slice(bytes);
            at = long(&table, at as usize * 4).ok_or_else(|| damaged("", "a chain of sectors leads out of the file"))?;
        }
        Ok(stream)
    }
}

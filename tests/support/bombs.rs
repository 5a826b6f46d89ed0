//! Workbooks that mean harm, made on the spot: each declares or unpacks into far more than it weighs, or is not what it says.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// An entry of an archive that is written by hand, so that it can lie.
pub struct Entry {
    name: String,
    method: u16,
    packed: Vec<u8>,
    /// Declared size and checksum.
    size: u32,
    crc: u32,
}

impl Entry {
    /// An honest entry.
    pub fn deflated(name: &str, content: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(content);
        Self { name: name.to_owned(), method: 8, packed: encoder.finish().unwrap(), size: u32::try_from(content.len()).unwrap(), crc: crc.sum() }
    }

    /// An entry that is not packed; its checksum is only right if it is empty.
    fn stored(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), method: 0, packed: content.to_vec(), size: u32::try_from(content.len()).unwrap(), crc: 0 }
    }

    /// An entry that says it is of another size.
    pub fn declaring(mut self, size: u32) -> Self {
        self.size = size;
        self
    }
}

fn local(entry: &Entry) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    for short in [20, 0, entry.method, 0, 0] {
        bytes.extend(short.to_le_bytes());
    }
    for long in [entry.crc, u32::try_from(entry.packed.len()).unwrap(), entry.size] {
        bytes.extend(long.to_le_bytes());
    }
    bytes.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(entry.name.as_bytes());
    bytes.extend(&entry.packed);
    bytes
}

fn central(entry: &Entry, offset: usize) -> Vec<u8> {
    let mut bytes = b"PK\x01\x02".to_vec();
    for short in [20, 20, 0, entry.method, 0, 0] {
        bytes.extend(short.to_le_bytes());
    }
    for long in [entry.crc, u32::try_from(entry.packed.len()).unwrap(), entry.size] {
        bytes.extend(long.to_le_bytes());
    }
    bytes.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
    bytes.extend([0; 12]);
    bytes.extend(u32::try_from(offset).unwrap().to_le_bytes());
    bytes.extend(entry.name.as_bytes());
    bytes
}

fn end(count: u16, size: usize, offset: usize) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(u32::try_from(size).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(offset).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// An archive; `at` may say for an entry that it stands where another one does.
pub fn archive(entries: &[Entry], at: impl Fn(usize, usize) -> usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut offsets = Vec::new();
    for entry in entries {
        offsets.push(bytes.len());
        bytes.extend(local(entry));
    }
    let start = bytes.len();
    for (number, entry) in entries.iter().enumerate() {
        bytes.extend(central(entry, at(number, offsets[number])));
    }
    let size = bytes.len() - start;
    bytes.extend(end(u16::try_from(entries.len()).unwrap_or(u16::MAX), size, start));
    bytes
}

/// A workbook of one sheet with the given entries for the sheet and the shared texts.
pub fn workbook(sheet: Entry, strings: Option<Entry>) -> Vec<u8> {
    let book = br#"<workbook xmlns:r="r"><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let links = br#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    let mut entries = vec![Entry::deflated("xl/workbook.xml", book), Entry::deflated("xl/_rels/workbook.xml.rels", links), sheet];
    entries.extend(strings);
    archive(&entries, |_, offset| offset)
}

/// A workbook of several sheets; each tab names the number of the entry that it shows.
pub fn tabs(tabs: &[usize], sheets: &[&str]) -> Vec<u8> {
    let tab = |(at, target): (usize, &usize)| format!("<sheet name=\"s{at}\" sheetId=\"{at}\" r:id=\"r{at}t{target}\"/>");
    let link = |(at, target): (usize, &usize)| {
        // Every other link spells the name of the entry in capitals.
        let folder = if at % 2 == 0 { "worksheets" } else { "WorkSheets" };
        format!("<Relationship Id=\"r{at}t{target}\" Type=\"x/worksheet\" Target=\"{folder}/sheet{target}.xml\"/>")
    };
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{}</sheets></workbook>", tabs.iter().enumerate().map(tab).collect::<String>());
    let links = format!("<Relationships>{}</Relationships>", tabs.iter().enumerate().map(link).collect::<String>());
    let mut entries = vec![Entry::deflated("xl/workbook.xml", book.as_bytes()), Entry::deflated("xl/_rels/workbook.xml.rels", links.as_bytes())];
    entries.extend((0..).zip(sheets).map(|(at, sheet): (usize, _)| Entry::deflated(&format!("xl/worksheets/sheet{at}.xml"), sheet.as_bytes())));
    archive(&entries, |_, offset| offset)
}

/// The sheet of a workbook.
pub fn sheet(content: &str) -> Entry {
    Entry::deflated("xl/worksheets/sheet1.xml", content.as_bytes())
}

fn strings(content: &str) -> Entry {
    Entry::deflated("xl/sharedStrings.xml", content.as_bytes())
}

/// Text that packs about twentyfold: small enough a ratio to be let in.
fn varied(length: usize) -> String {
    let mut state = 1_u32;
    let mut text = String::with_capacity(length + 64);
    while text.len() < length {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(&format!("{:08x}", state));
        text.push_str(&"abcdefgh".repeat(20));
    }
    text
}

/// Every bomb with its name and the code of the answer to it.
pub fn bombs() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let rows = |cells: &str| format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let zeros = vec![b' '; 5 << 20];
    let many = |count: usize| (0..count).map(|number| Entry::stored(&number.to_string(), b"")).collect::<Vec<_>>();
    let overlapping = {
        let kernel = Entry::deflated("0", &vec![b' '; 60_000]);
        let entries: Vec<Entry> = (0..100)
            .map(|number| Entry { name: number.to_string(), packed: kernel.packed.clone(), method: 8, size: kernel.size, crc: kernel.crc })
            .collect();
        archive(&entries, |_, _| 0)
    };
    let nested = {
        let mut inner = archive(&[Entry::deflated("xl/workbook.xml", b"<workbook/>")], |_, offset| offset);
        for _ in 0..20 {
            inner = archive(&[Entry::deflated("xl/workbook.xml", &inner)], |_, offset| offset);
        }
        inner
    };
    let entities = format!(
        "<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"{}\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>",
        "a".repeat(1000),
        "&a;".repeat(1000)
    );
    let one_text_many_cells = {
        let text = format!("<sst><si><t>{}</t></si></sst>", varied(30_000).chars().take(30_000).collect::<String>());
        workbook(
            sheet(&rows(&(1..20_000).map(|row| format!("<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>")).collect::<String>())),
            Some(strings(&text)),
        )
    };
    let long_text = workbook(sheet(&rows("")), Some(strings(&format!("<sst><si><t>{}</t></si></sst>", varied(9 << 20)))));
    let texts = format!("<sst>{}</sst>", (0..150_000).map(|number| format!("<si><t>{number}</t></si>")).collect::<String>());
    let cells: String = (0..300_000_u64)
        .map(|number| format!("{}<c><v>{}</v></c>", if number % 100 == 0 { "</row><row>" } else { "" }, number * 7_919 % 99_991))
        .collect();
    let empty_cells: String = (0..600_000_u64).map(|number| format!("<c s=\"{}\"/>", number * 7_919 % 991)).collect();
    let half = rows(&format!("<row>{empty_cells}</row>"));
    vec![
        ("64 tabs over one sheet", "bomb", tabs(&[0; 64], &[&half])),
        ("1,200,000 empty cells in two sheets", "too-large", tabs(&[0, 1], &[&half, &half])),
        ("64 tabs of .xls that overlap", "too-large", overlapping_tabs(&(0..64).collect::<Vec<_>>())),
        ("two tabs of .xls over one sheet", "bomb", overlapping_tabs(&[0, 0])),
        ("5 MiB of blanks in 20 kB", "bomb", workbook(Entry::deflated("xl/worksheets/sheet1.xml", &zeros), None)),
        ("17 MiB in one entry", "too-large", workbook(sheet("").declaring(17 << 20), None)),
        ("a declared size that is too small", "damaged", workbook(Entry::deflated("xl/worksheets/sheet1.xml", &zeros).declaring(60_000), None)),
        ("a declared size that is too large", "damaged", workbook(sheet(&rows("")).declaring(50_000), None)),
        (
            "40 MiB in all",
            "too-large",
            archive(
                &(0..4).map(|number| Entry::stored(&number.to_string(), varied(120_000).as_bytes()).declaring(10 << 20)).collect::<Vec<_>>(),
                |_, offset| offset,
            ),
        ),
        ("60,000 entries", "too-large", archive(&many(60_000), |_, offset| offset)),
        ("1,000,000 entries", "too-large", archive(&many(1_000_000), |_, offset| offset)),
        ("100 entries over the same bytes", "bomb", overlapping),
        ("an archive in an archive, 20 times", "damaged", nested),
        (
            "tags 100,000 deep",
            "damaged",
            workbook(sheet(&(0..100_000_u64).map(|number| format!("<a{}>", number * 7_919 % 99_991)).collect::<String>()), None),
        ),
        ("entities that expand", "damaged", workbook(sheet(&entities), None)),
        ("one text in 20,000 cells", "too-large", one_text_many_cells),
        ("a shared text of 9 MiB", "too-large", long_text),
        ("150,000 shared texts", "too-large", workbook(sheet(&rows("")), Some(strings(&texts)))),
        ("300,000 cells", "too-large", workbook(sheet(&rows(&format!("<row>{cells}</row>"))), None)),
        ("1,200,000 empty cells", "too-large", workbook(sheet(&rows(&format!("<row>{0}</row><row>{0}</row>", empty_cells))), None)),
        ("an OLE2 file whose chain is a circle", "bomb", circle()),
    ]
}

/// An OLE2 file with tabs that begin one record apart and run on together for 20,000 records.
fn overlapping_tabs(begins: &[usize]) -> Vec<u8> {
    const RECORD: usize = 8;
    let record = |kind: u16, body: &[u8]| [kind.to_le_bytes().as_slice(), &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    // The beginning of a sheet, with a version and a kind.
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let globals = begin.len() + begins.len() * (4 + 10) + 4;
    let mut stream = begin.clone();
    for at in begins {
        let offset = u32::try_from(globals + at * RECORD).unwrap().to_le_bytes();
        stream.extend(record(0x0085, &[offset.as_slice(), &[0, 0, 2, 0, b's', b'a' + u8::try_from(at % 26).unwrap()]].concat()));
    }
    stream.extend(record(0x000a, &[]));
    stream.extend(begin.repeat(64));
    stream.extend(record(0x0208, &[]).repeat(20_000));
    ole(stream)
}

/// An OLE2 file with the stream `Workbook`: sectors of chains, one of the directory, then the stream.
fn ole(mut stream: Vec<u8>) -> Vec<u8> {
    let length = u32::try_from(stream.len()).unwrap();
    stream.resize(stream.len().next_multiple_of(512), 0);
    let sectors = stream.len() / 512;
    let tables = (sectors + 20).div_ceil(128);
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    (header[30], header[32], header[57]) = (9, 6, 16);
    header[48..52].copy_from_slice(&u32::try_from(tables).unwrap().to_le_bytes());
    header[68..72].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    header[76..].fill(0xff);
    for table in 0..tables {
        header[76 + 4 * table..80 + 4 * table].copy_from_slice(&u32::try_from(table).unwrap().to_le_bytes());
    }
    let first = tables + 1;
    let mut chains = vec![0xff_u8; tables * 512];
    for at in tables..first + sectors {
        let ends = at == tables || at + 1 == first + sectors;
        let next = if ends { 0xffff_fffe } else { u32::try_from(at + 1).unwrap() };
        chains[4 * at..4 * at + 4].copy_from_slice(&next.to_le_bytes());
    }
    let mut directory = vec![0_u8; 512];
    let name: Vec<u8> = "Workbook\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    directory[..name.len()].copy_from_slice(&name);
    (directory[64], directory[66]) = (u8::try_from(name.len()).unwrap(), 2);
    directory[116..120].copy_from_slice(&u32::try_from(first).unwrap().to_le_bytes());
    directory[120..124].copy_from_slice(&length.to_le_bytes());
    [header, chains, directory, stream].concat()
}

/// An OLE2 file whose directory follows itself.
fn circle() -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 * 4];
    bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes[30] = 9;
    bytes[32] = 6;
    // The directory begins at sector 1; the table of chains is sector 0.
    bytes[48] = 1;
    bytes[57] = 16;
    bytes[68..72].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    bytes[76..512].fill(0xff);
    bytes[76..80].fill(0);
    bytes[512..1024].fill(0xff);
    // Sector 1 follows sector 1.
    bytes[516..520].copy_from_slice(&[1, 0, 0, 0]);
    bytes
}

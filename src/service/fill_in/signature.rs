//! What a file is, by the first bytes of its content and by its name together; and a name that is safe to keep. Pure: nothing is unpacked or decoded.

use crate::engine::entry::turns_text;
use crate::store::evidence::FileKind;

/// So many bytes from the beginning tell what a file is.
pub const HEAD: usize = 512;
/// A name is no longer than this many characters, with its ending.
const LONGEST_NAME: usize = 120;
/// Names that belong to devices on Windows, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The file's own name out of what a browser sent: without folders, without characters that systems forbid, hide or turn round.
///
/// ```
/// use miernik::service::fill_in::safe_name;
///
/// assert_eq!(safe_name("../../etc/uchwała.pdf"), "uchwała.pdf");
/// assert_eq!(safe_name("C:\\temp\\con.txt"), "_con.txt");
/// assert_eq!(safe_name("…\u{202e}fdp.exe"), "…fdp.exe");
/// ```
pub fn safe_name(sent: &str) -> String {
    let own = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let forbidden = |c: char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*');
    let plain: String = own.chars().filter(|c| !c.is_control() && !turns_text(*c)).map(|c| if forbidden(c) { '_' } else { c }).collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = plain.rsplit_once('.').map_or((plain, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let room = LONGEST_NAME.saturating_sub(ending.chars().count());
    let stem: String = stem.chars().take(room).collect();
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = first.len() == 4 && ["com", "lpt"].iter().any(|port| first.starts_with(port)) && first.ends_with(|c: char| c.is_ascii_digit());
    let device = numbered || DEVICES.contains(&first.as_str());
    if device { format!("_{stem}{ending}") } else { stem + &ending }
}

/// The kind of a file with this safe name that begins with these bytes (the first [`HEAD`] of them, or all if there are fewer); none if its name is of no kind
/// that is taken, or its content is of another.
pub fn kind(name: &str, head: &[u8]) -> Option<FileKind> {
    let (stem, ending) = name.rsplit_once('.')?;
    let kind = match ending.to_ascii_lowercase().as_str() {
        "jpg" => FileKind::Jpeg,
        ending => ending.parse().ok()?,
    };
    let agrees = match kind {
        FileKind::Pdf => head.starts_with(b"%PDF-"),
        FileKind::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
        FileKind::Jpeg => head.starts_with(b"\xff\xd8\xff"),
        FileKind::Xlsx => is_office(head, b"xl/"),
        FileKind::Docx => is_office(head, b"word/"),
        FileKind::Ods => is_open_document(head, b"application/vnd.oasis.opendocument.spreadsheet"),
        FileKind::Odt => is_open_document(head, b"application/vnd.oasis.opendocument.text"),
        FileKind::Csv | FileKind::Txt => is_text(head),
    };
    (agrees && !stem.is_empty()).then_some(kind)
}

/// Whether bytes can be part of a text file: no byte that only other kinds of file hold.
pub fn is_text(bytes: &[u8]) -> bool {
    const BINARY: [&[u8]; 7] = [b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF8", b"MZ", b"\x7fELF"];
    !BINARY.iter().any(|start| bytes.starts_with(start)) && !has_binary(bytes)
}

/// Whether there is a byte that no text file holds.
pub fn has_binary(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a))
}

/// The name and the content of the first file in a ZIP archive, if it is one.
fn first_entry(head: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = head.strip_prefix(b"PK\x03\x04")?;
    let length = |at: usize| Some(usize::from(u16::from_le_bytes([*rest.get(at)?, *rest.get(at + 1)?])));
    let (name, extra) = (length(22)?, length(24)?);
    Some((rest.get(26..26 + name)?, rest.get(26 + name + extra..)?))
}

fn is_office(head: &[u8], part: &[u8]) -> bool {
    const COMMON: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/"];
    first_entry(head).is_some_and(|(name, _)| COMMON.iter().any(|common| name.starts_with(common)) || name.starts_with(part))
}

fn is_open_document(head: &[u8], media: &[u8]) -> bool {
    // The media type stands first and uncompressed: <https://docs.oasis-open.org/office/OpenDocument/v1.3/OpenDocument-v1.3-part2-packages.html>, 3.3.
    first_entry(head).is_some_and(|(name, content)| {
        let after = content.strip_prefix(media);
        name == b"mimetype" && after.is_some_and(|after| after.is_empty() || after.starts_with(b"PK"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The local header of the first file of a ZIP archive, and its content.
    fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend([0; 22]);
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        bytes
    }

    /// S14: names.
    #[test]
    fn s14_names_are_made_safe() {
        let long = "ż".repeat(300) + ".pdf";
        let names = [
            ("umowa.pdf", "umowa.pdf"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\x\\y.csv", "y.csv"),
            ("a\0b.pdf", "ab.pdf"),
            ("a\u{202e}fdp.txt", "afdp.txt"),
            ("CON.pdf", "_CON.pdf"),
            ("con.tar.pdf", "_con.tar.pdf"),
            ("lpt1.txt", "_lpt1.txt"),
            (" .hidden.pdf. ", "hidden.pdf"),
            ("<img src=x>.png", "_img src=x_.png"),
            ("", ""),
            ("..", ""),
        ];
        for (sent, safe) in names {
            assert_eq!(safe_name(sent), safe, "{sent:?}");
        }
        assert_eq!(safe_name(&long).chars().count(), LONGEST_NAME);
        assert!(safe_name(&long).ends_with("ż.pdf"), "the ending stays");
    }

    /// S14: content and name must say the same.
    #[test]
    fn s14_content_and_name_say_the_same() {
        let ods = b"application/vnd.oasis.opendocument.spreadsheetPK\x03\x04";
        let odt = b"application/vnd.oasis.opendocument.textPK\x03\x04";
        let template = b"application/vnd.oasis.opendocument.text-templatePK";
        let (office, word) = (archive("[Content_Types].xml", b"x"), archive("word/document.xml", b"x"));
        let cases: [(&str, &[u8], Option<FileKind>); 25] = [
            ("a.pdf", b"%PDF-1.7", Some(FileKind::Pdf)),
            ("a.PDF", b"%PDF-1.7", Some(FileKind::Pdf)),
            ("a.png", b"\x89PNG\r\n\x1a\n..", Some(FileKind::Png)),
            ("a.jpg", b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            ("a.jpeg", b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            ("a.xlsx", &office, Some(FileKind::Xlsx)),
            ("a.docx", &office, Some(FileKind::Docx)),
            ("a.docx", &word, Some(FileKind::Docx)),
            ("a.xlsx", &word, None),
            ("a.ods", &archive("mimetype", ods), Some(FileKind::Ods)),
            ("a.odt", &archive("mimetype", odt), Some(FileKind::Odt)),
            ("a.odt", &archive("mimetype", template), None),
            ("a.ods", &archive("mimetype", odt), None),
            ("a.csv", "gmina;liczba\n".as_bytes(), Some(FileKind::Csv)),
            ("a.txt", "Zażółć".as_bytes(), Some(FileKind::Txt)),
            ("a.txt", b"a\0b", None),
            ("a.txt", b"MZ\x90", None),
            ("a.pdf", b"<html>%PDF-1.7", None),
            ("a.pdf", b"\x89PNG\r\n\x1a\n", None),
            ("a.svg", b"<svg/>", None),
            ("a.html", b"<html>", None),
            ("a.xlsm", &office, None),
            ("a.pdf.exe", b"%PDF-1.7", None),
            (".pdf", b"%PDF-1.7", None),
            ("pdf", b"%PDF-1.7", None),
        ];
        for (name, head, expected) in cases {
            assert_eq!(kind(name, head), expected, "{name} {head:?}");
        }
    }
}

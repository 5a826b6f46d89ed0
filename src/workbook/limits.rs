//! How large a workbook and its parts may be. The largest real questionnaire among the samples needs a tenth of each.

/// Bytes of the file.
pub const FILE: usize = 16 << 20;
/// Entries of the archive.
pub const ENTRIES: usize = 200;
/// Bytes of one entry after unpacking, and of the stream in an OLE2 file.
pub const ENTRY: usize = 16 << 20;
/// Bytes of all entries together after unpacking.
pub const TOTAL: usize = 32 << 20;
/// How many times larger than packed an entry may become.
pub const RATIO: usize = 100;
/// Entries up to this size may be packed as tightly as they like.
pub const RATIO_FROM: usize = 64 << 10;
/// Depth of elements in XML.
pub const DEPTH: usize = 64;
/// Tags and texts of all XML documents of a workbook together.
pub const EVENTS: usize = 900_000;
/// Records that are read of an XLS workbook, in all sheets together.
pub const RECORDS: usize = 1_000_000;
/// Bytes of those records: an honest workbook has none that is read twice, so this is twice what the largest one needs.
pub const RECORD_BYTES: usize = 32 << 20;
/// Sheets.
pub const SHEETS: usize = 64;
/// Cells that are really there, in all sheets together.
pub const CELLS: usize = 150_000;
/// Shared strings.
pub const STRINGS: usize = 100_000;
/// Bytes of text in the table of shared strings, and again in all cells together: one string may be used by many cells.
pub const TEXT: usize = 8 << 20;
/// Characters of one cell: Excel's own limit, in UTF-16 units.
pub const CELL_TEXT: usize = 32_767;
/// Rows and columns of a sheet: Excel's own limits.
pub const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub const COLUMNS: u32 = 16_384;

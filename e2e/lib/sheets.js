// A workbook as a person with a spreadsheet program changes it: finds the row of a question and writes into one of its cells. Reads and writes the archive
// by itself (APPNOTE 4.3), so that the browser tests need no library for it.
import { crc32, inflateRawSync } from "node:zlib";

/** The entries of a workbook by name, unpacked. */
function entries(bytes) {
  const found = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameLength, extra, comment, offset] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + size);
    found.set(name, method === 8 ? inflateRawSync(packed) : packed);
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

/** An archive of entries, not packed. */
function archive(found) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of found) {
    const path = Buffer.from(name);
    const same = Buffer.alloc(26);
    same.writeUInt16LE(20, 0);
    same.writeUInt32LE(crc32(content), 10);
    same.writeUInt32LE(content.length, 14);
    same.writeUInt32LE(content.length, 18);
    same.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), same, path]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), same, rest, path]));
    parts.push(head, content);
    offset += head.length + content.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(found.size, 8);
  end.writeUInt16LE(found.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Writes texts into the one-cell answers of questions: `answers` has the text for each id. Answers with the bytes of the changed workbook. */
export function filledIn(bytes, answers) {
  const found = entries(bytes);
  const shared = [...found.get("xl/sharedStrings.xml").toString().matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>|<si>.*?<\/si>/gs)].map((match) => match[1] ?? "");
  for (const [name, content] of found) {
    if (!name.startsWith("xl/worksheets/sheet")) continue;
    let xml = content.toString();
    for (const [id, text] of Object.entries(answers)) {
      const row = [...xml.matchAll(/<c r="J(\d+)"[^>]*t="s"[^>]*><v>(\d+)<\/v>/g)].find((match) => shared[match[2]] === id)?.[1];
      if (!row) continue;
      const cell = new RegExp(`<c r="E${row}"( s="\\d+")?[^>]*?(/>|>.*?</c>)`, "s");
      if (!cell.test(xml)) throw new Error(`no cell E${row} for ${id}`);
      xml = xml.replace(cell, (_, style) => `<c r="E${row}"${style ?? ""} t="inlineStr"><is><t>${escaped(text)}</t></is></c>`);
    }
    found.set(name, Buffer.from(xml));
  }
  return archive(found);
}

//! How wide a text is, without a font library: advance widths of Noto Sans by kind of character, a little on the wide side so that other sans-serif fonts fit too.

/// Added to every width: system fonts differ from Noto Sans by a few percent.
const CAUTION: f64 = 1.05;
/// Bold letters are this much wider than regular ones.
const BOLD: f64 = 1.07;
/// What does not stand before "…".
const LOOSE_END: [char; 6] = [' ', ',', ';', ':', '–', '-'];
/// Distance of two lines of one label, in units of the drawing.
pub(super) const LINE_HEIGHT: f64 = 18.0;

/// The width of a text in units of the drawing, for a font size in the same units.
pub(super) fn text_width(text: &str, font_size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(advance).sum();
    ems * font_size * CAUTION * if bold { BOLD } else { 1.0 }
}

/// The advance width of one character in ems.
fn advance(character: char) -> f64 {
    match character {
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{2009}' | '\u{202f}' => 0.2,
        'i' | 'j' | 'l' | 'ł' | 'J' | '.' | ',' | ':' | ';' | '!' | '\'' | '’' | '·' | ' ' | '\u{a0}' => 0.28,
        '(' | ')' | '[' | ']' | '-' | 'I' | 'f' | '`' => 0.35,
        't' | 'r' | '/' | '\\' | '{' | '}' | '•' | '"' | '„' | '”' => 0.42,
        'z' | 'ż' | 'ź' | 's' | 'ś' | 'c' | 'ć' | '?' | '°' | '_' | '–' => 0.49,
        'v' | 'y' | 'k' | 'x' | 'F' | 'L' | 'Ł' | 'S' | 'Ś' | '*' | '§' => 0.55,
        'a' | 'ą' | 'e' | 'ę' | 'E' | 'Ę' | 'T' | 'X' | 'Y' | 'Z' | 'Ź' | 'Ż' | '$' | '+' | '<'..='>' | '^' | '~' | '×' | '−' => 0.59,
        'P' | 'V' | 'o' | 'ó' | 'b' | 'd' | 'g' | 'p' | 'q' | 'h' | 'n' | 'u' | 'ń' | 'R' | 'K' | 'C' | 'Ć' => 0.63,
        '0'..='9' => 0.575,
        'A' | 'Ą' | 'B' | '#' | 'G' | 'D' | 'U' | '&' | 'H' => 0.74,
        'N' | 'Ń' | 'O' | 'Ó' | 'Q' | 'w' | '…' => 0.81,
        'M' | 'W' | 'm' | '@' | '%' => 0.95,
        _ if character.is_lowercase() => 0.65,
        _ if character.is_uppercase() => 0.85,
        _ => 1.0,
    }
}

/// The text in at most `most` lines, broken between words only. What does not fit (too many words, or one word wider than a line) ends in "…"; the table beside the
/// chart has the whole text.
pub(super) fn wrap(text: &str, width: f64, most: usize, font_size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if lines_fit(line, word, width, font_size, bold) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let too_many = lines.len() > most;
    lines.truncate(most);
    if too_many && let Some(last) = lines.last_mut() {
        last.truncate(last.trim_end_matches(LOOSE_END).len());
        last.push('…');
    }
    lines.into_iter().map(|line| shorten(&line, width, font_size, bold)).collect()
}

/// Whether a word still fits on a line.
fn lines_fit(line: &str, word: &str, width: f64, font_size: f64, bold: bool) -> bool {
    text_width(line, font_size, bold) + text_width(" ", font_size, bold) + text_width(word, font_size, bold) <= width
}

/// The text cut to a width, with "…" in place of what is gone; between words, if that leaves more than half.
pub(super) fn shorten(text: &str, width: f64, font_size: f64, bold: bool) -> String {
    if text_width(text, font_size, bold) <= width {
        return text.to_owned();
    }
    let mut kept = text.trim_end_matches('…').to_owned();
    while !kept.is_empty() && text_width(&kept, font_size, bold) + text_width("…", font_size, bold) > width {
        kept.pop();
    }
    let cut_within_word = text[kept.len()..].starts_with(|next: char| next.is_alphanumeric());
    let whole_words = kept.rfind(' ').filter(|end| cut_within_word && *end * 2 > kept.len()).map_or(kept.as_str(), |end| &kept[..end]);
    format!("{}…", whole_words.trim_end_matches(LOOSE_END))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_break_between_words() {
        let lines = wrap("Dostępność cyfrowa i włączenie mieszkańców", 180.0, 2, 14.0, false);
        assert_eq!(lines, ["Dostępność cyfrowa i", "włączenie mieszkańców"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap("Konstantynopolitańczykowianeczka i inne bardzo długie nazwy wymiarów", 120.0, 2, 14.0, false);
        assert_eq!(lines.len(), 2);
        for line in lines {
            assert!(line.ends_with('…'), "{line}");
            assert!(text_width(&line, 14.0, false) <= 120.0, "{line}");
        }
    }

    #[test]
    fn no_words_are_no_lines() {
        assert!(wrap("  ", 100.0, 2, 14.0, false).is_empty());
    }
}

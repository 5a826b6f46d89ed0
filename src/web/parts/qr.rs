//! A QR code as SVG, for devices that read an address with their camera.

use fast_qr::QRBuilder;
use maud::{Markup, html};

/// Modules of quiet around the code (ISO/IEC 18004: four).
const QUIET: usize = 4;

/// The QR code of a text, black on white in every colour scheme (cameras expect that), with what it is in words; none if the text is too long for one (about 2,300 bytes).
pub(in crate::web) fn qr(text: &str, label: &str) -> Option<Markup> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut dark = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code[row][column].value() {
                dark.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
            }
        }
    }
    let side = code.size + 2 * QUIET;
    Some(html! {
        svg role="img" aria-label=(label) viewBox={ "0 0 " (side) " " (side) } width="240" height="240" shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) fill="#000" {}
        }
    })
}

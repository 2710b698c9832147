//! Barcodes as pictures that a scanner reads from a screen: EAN-13 and EAN-8 for retail numbers, Code 128 (set B) for other
//! short texts, QR (model 2, error correction M) for the rest. SVG within the page: sharp at any size.

use crate::console::html::Html;
use crate::sheet::code128;
use barcoders::sym::ean8::EAN8;
use barcoders::sym::ean13::EAN13;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white on either side: what EAN-13 wants on its left (GS1 General Specifications, 5.2), and more than the
/// ten of Code 128 (ISO/IEC 15417).
const QUIET: usize = 11;
/// How high bars are, in modules.
const HEIGHT: usize = 40;
/// Pixels of a module: a whole number, or bars of one width would come out in two. Two are half a millimetre on a common
/// screen.
const SCALE: usize = 2;
/// The same for QR codes.
const QR_SCALE: usize = 4;
/// Modules of white around a QR code (ISO/IEC 18004).
const QR_QUIET: usize = 4;
/// What Code 128 still holds in a width that fits a button.
const BARS_MAX: usize = 16;

/// A picture of the code; nothing for a text that no code holds.
pub(super) fn draw(code: &str) -> Html {
    match modules(code) {
        Some(modules) => bars(&modules),
        None => QrCode::with_error_correction_level(code, EcLevel::M).map(|code| qr(&code)).unwrap_or_default(),
    }
}

/// Whether its picture is wider than that of a retail number.
pub(super) fn is_wide(code: &str) -> bool {
    modules(code).is_some_and(|modules| modules.len() > 95)
}

/// The modules of a linear code from the left, 1 for a bar.
fn modules(code: &str) -> Option<Vec<u8>> {
    if code.bytes().all(|byte| byte.is_ascii_digit()) {
        return match code.len() {
            13 => Some(EAN13::new(code).ok()?.encode()),
            // UPC-A is EAN-13 with a zero before it.
            12 => Some(EAN13::new(format!("0{code}")).ok()?.encode()),
            8 => Some(EAN8::new(code).ok()?.encode()),
            _ => None,
        };
    }
    let fits = code.len() <= BARS_MAX && code.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| code128(code))?
}

fn bars(modules: &[u8]) -> Html {
    let mut html = svg(modules.len() + 2 * QUIET, HEIGHT, SCALE);
    let mut at = 0;
    for run in modules.chunk_by(|one, other| one == other) {
        if run[0] == 1 {
            html.raw("M").text(at + QUIET).raw(" 0h").text(run.len()).raw("v").text(HEIGHT);
            html.raw("h-").text(run.len()).raw("z");
        }
        at += run.len();
    }
    html.raw("\"/></svg>");
    html
}

fn qr(code: &QrCode) -> Html {
    let side = code.width();
    let mut html = svg(side + 2 * QR_QUIET, side + 2 * QR_QUIET, QR_SCALE);
    for (place, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (place % side + QR_QUIET, place / side + QR_QUIET);
        html.raw("M").text(x).raw(" ").text(y).raw("h1v1h-1z");
    }
    html.raw("\"/></svg>");
    html
}

/// The beginning of a picture of that many modules, up to its path.
fn svg(width: usize, height: usize, scale: usize) -> Html {
    let mut html = Html::new();
    html.raw("<svg aria-hidden=\"true\" shape-rendering=\"crispEdges\" width=\"").text(width * scale);
    html.raw("\" height=\"").text(height * scale).raw("\" viewBox=\"0 0 ");
    html.text(width).raw(" ").text(height).raw("\"><path fill=\"#fff\" d=\"M0 0h").text(width).raw("v").text(height);
    html.raw("H0z\"/><path d=\"");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(modules: &[u8]) -> String {
        modules.iter().map(|module| char::from(b'0' + module)).collect()
    }

    #[test]
    fn bars_are_those_of_the_standards() {
        // By hand from the tables of GS1 General Specifications, 5.2.1: a leading 3 is the pattern LLGGGL.
        let left = "101 0001101 0011001 0010001 0000101 0011011 0001101";
        let right = "01010 1011100 1101100 1101100 1110010 1110010 1000010 101";
        let by_hand: String = left.split(' ').chain(right.split(' ')).collect();
        assert_eq!(text(&modules("3017620422003").expect("a retail number")), by_hand);
        assert_eq!(modules("682430400102"), modules("0682430400102"), "UPC-A");
        assert_eq!(modules("20724696").expect("EAN-8").len(), 67);
        // ISO/IEC 15417: start B, one symbol of 11 modules for each character, check symbol, stop of 13.
        let code128 = text(&modules("SLIP-UNDO").expect("short"));
        assert_eq!(code128.len(), 11 + 9 * 11 + 11 + 13);
        assert!(code128.starts_with("1101001000011011101000") && code128.ends_with("1100011101011"), "{code128}");
    }

    /// The README shows it.
    #[test]
    fn the_picture_of_the_test_code_is_that_of_the_test_code() {
        let modules = code128(scanslip_hw::scanner::identify::TEST_CODE).expect("set B has all of it");
        let drawn = bars(&modules).into_string().replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ") + "\n";
        let kept = include_str!("../../docs/test-code.svg");
        assert!(kept == drawn, "docs/test-code.svg must be:\n{drawn}");
    }

    #[test]
    fn what_no_bars_hold_becomes_a_qr_code() {
        let drawn = draw("3017620422003").into_string();
        assert!(drawn.contains("width=\"234\" height=\"80\" viewBox=\"0 0 117 40\""), "whole pixels: {drawn}");
        for code in ["CUST-0001-of-this-shop", "Épicerie", "12345"] {
            assert_eq!(modules(code), None, "{code}");
            assert!(draw(code).into_string().starts_with("<svg "), "{code}");
        }
        assert_eq!(draw(&"a".repeat(4_000)), Html::new(), "no code is that large");
    }
}

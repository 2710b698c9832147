//! QR codes for paper: how large, whether they fit, and their dots for printers that cannot draw them.
//!
//! Model 2, error correction M, the whole text in byte mode: a printer that packs it more densely needs no more room.

use super::profile::{Profile, QrWay};
use super::raster::{Dot, bands, packed};
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// Dots of one module where there is room: 0.75 mm at 8 dots a millimetre.
const MODULE: u16 = 6;
/// Below this a phone does not read it.
const MODULE_MIN: u16 = 3;
/// Modules of white that must surround it (ISO/IEC 18004).
const QUIET: u16 = 4;
/// The longest text; a link that long would not fit on the paper anyway.
const TEXT_MAX: usize = 1_000;

/// The size of a QR code on one printer's paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Modules of one side, without the quiet zone.
    pub modules: u16,
    /// Dots of one module, 3 to 6.
    pub dots: u8,
}

/// Why a text cannot be printed as a QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPrintable {
    /// The printer prints none.
    #[error("the printer prints no QR codes")]
    NotByThisPrinter,
    /// It has other characters than the 95 of ASCII that print, or none at all.
    #[error("a QR code holds only letters, digits and signs of ASCII here")]
    Text,
    /// Its modules would be too small to be read.
    #[error("the QR code is too large for the paper")]
    TooLarge,
}

/// The size at which a text is printed.
pub fn plan(text: &str, profile: &Profile) -> Result<Plan, NotPrintable> {
    if profile.qr == QrWay::None {
        return Err(NotPrintable::NotByThisPrinter);
    }
    if text.is_empty() || !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Err(NotPrintable::Text);
    }
    let (_, modules) = version(text).ok_or(NotPrintable::TooLarge)?;
    let dots = (profile.dots / (modules + 2 * QUIET)).min(MODULE);
    match u8::try_from(dots) {
        Ok(dots) if u16::from(dots) >= MODULE_MIN => Ok(Plan { modules, dots }),
        _ => Err(NotPrintable::TooLarge),
    }
}

/// The smallest version that holds the text in byte mode, and its modules a side.
fn version(text: &str) -> Option<(i16, u16)> {
    if text.len() > TEXT_MAX {
        return None;
    }
    (1..=40).find_map(|number: i16| {
        let header = if number < 10 { 4 + 8 } else { 4 + 16 };
        let room = Bits::new(Version::Normal(number)).max_len(EcLevel::M).ok()?;
        let modules = u16::try_from(17 + 4 * number).ok()?;
        (header + 8 * text.len() <= room).then_some((number, modules))
    })
}

/// The modules of a text's QR code, row by row; `true` is black.
pub(super) fn modules(text: &str, level: EcLevel) -> Option<Vec<Vec<bool>>> {
    let code = match version(text) {
        Some((number, _)) if level == EcLevel::M => {
            let mut bits = Bits::new(Version::Normal(number));
            bits.push_byte_data(text.as_bytes()).ok()?;
            bits.push_terminator(level).ok()?;
            QrCode::with_bits(bits, level).ok()?
        }
        _ => QrCode::with_error_correction_level(text, level).ok()?,
    };
    let width = code.width();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    Some(dark.chunks(width).map(<[bool]>::to_vec).collect())
}

/// The `GS v 0` commands that draw a text's QR code, in bands. An even module is drawn at half its size and doubled by
/// the printer: a quarter of the bytes.
pub(super) fn raster(text: &str, plan: Plan) -> Option<Vec<Vec<u8>>> {
    let doubled = plan.dots.is_multiple_of(2) && plan.dots >= 4;
    let (dot, times) =
        if doubled { (Dot::Doubled, usize::from(plan.dots / 2)) } else { (Dot::Single, usize::from(plan.dots)) };
    let mut rows = Vec::new();
    for modules in modules(text, EcLevel::M)? {
        let dots: Vec<bool> = modules.iter().flat_map(|&black| std::iter::repeat_n(black, times)).collect();
        rows.extend(std::iter::repeat_n(packed(&dots), times));
    }
    bands(dot, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::profile::Overrides;

    fn paper(dots: u16) -> Profile {
        let columns = Some(u8::try_from(dots / 12).expect("a narrow paper"));
        let overrides = Overrides { dots: Some(dots), columns, ..Overrides::default() };
        Profile::named("generic-80mm").and_then(|p| p.with(&overrides)).expect("a sane printer")
    }

    #[test]
    fn a_code_is_as_large_as_the_paper_allows_and_no_larger_than_needed() {
        let cases = [
            (58, 576, Ok(Plan { modules: 33, dots: 6 })),
            (58, 384, Ok(Plan { modules: 33, dots: 6 })),
            (300, 384, Ok(Plan { modules: 69, dots: 4 })),
            (300, 576, Ok(Plan { modules: 69, dots: 6 })),
            (400, 240, Err(NotPrintable::TooLarge)),
            (5_000, 576, Err(NotPrintable::TooLarge)),
        ];
        for (length, dots, wanted) in cases {
            assert_eq!(plan(&"a".repeat(length), &paper(dots)), wanted, "{length} characters on {dots} dots");
        }
        for text in ["", "https://exämple.org", "a\u{10}\u{4}\u{1}", "\n"] {
            assert_eq!(plan(text, &paper(576)), Err(NotPrintable::Text), "{text:?}");
        }
    }

    #[test]
    fn the_planned_size_is_the_size_that_is_drawn() {
        for length in [1, 14, 15, 58, 100, 154, 213, 300, 700] {
            let text = "x".repeat(length);
            let plan = plan(&text, &paper(576));
            let drawn = modules(&text, EcLevel::M).expect("it can be drawn");
            if let Ok(plan) = plan {
                assert_eq!(usize::from(plan.modules), drawn.len(), "{length} characters");
            }
        }
    }

    /// No run of black is ever one dot wide, so no byte is 10h, and the guard of pictures leaves the code whole.
    #[test]
    fn no_code_needs_a_dot_less_to_ask_nothing() {
        for dots in [3, 4, 5, 6] {
            for seed in 0..40 {
                let text = format!("https://kash.example/pay/{seed}/{}", seed * 7919);
                let (_, modules) = version(&text).expect("short");
                for band in raster(&text, Plan { modules, dots }).expect("it can be drawn") {
                    assert!(!band[8..].contains(&0x10), "{text} at {dots} dots");
                    assert!(band.len() <= 8 + 24 * 50, "bands are short");
                }
            }
        }
    }
}

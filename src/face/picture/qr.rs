//! The payment link as a QR code, model 2, error correction M: as large as its place allows.

use super::area::Area;
use super::canvas::Canvas;
use super::ink::Ink;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white that must surround it (ISO/IEC 18004).
const QUIET: u32 = 4;

/// The modules of a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    side: u32,
    dark: Vec<bool>,
}

impl Code {
    /// `None` for a text that is too long for any QR code.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let side = u32::try_from(code.width()).ok()?;
        Some(Self { side, dark: code.to_colors().into_iter().map(|color| color == Color::Dark).collect() })
    }

    /// The pixels of a side, quiet zone included, where `room` pixels are to be had; `None` where not even modules of
    /// one pixel fit.
    pub(super) const fn fitting(&self, room: u32) -> Option<u32> {
        let modules = self.side + 2 * QUIET;
        match room / modules {
            0 => None,
            times => Some(modules * times),
        }
    }

    /// Draws it as large as fits into the middle of `area`; the quiet zone is drawn too.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Area) {
        let Some(side) = self.fitting(area.width.min(area.height)) else { return };
        let times = side / (self.side + 2 * QUIET);
        let (left, top) = (area.left + (area.width - side) / 2, area.top + (area.height - side) / 2);
        canvas.fill(left, top, side, side, Ink::Paper);
        let places = (0..self.side).flat_map(|y| (0..self.side).map(move |x| (x, y)));
        for ((x, y), _) in places.zip(&self.dark).filter(|(_, dark)| **dark) {
            canvas.fill(left + (QUIET + x) * times, top + (QUIET + y) * times, times, times, Ink::Text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_takes_whole_modules_and_its_quiet_zone() {
        let code = Code::of("https://kash.click/pay/1042").expect("short");
        assert_eq!(code.side, 25);
        for (room, side) in [(32, None), (33, Some(33)), (65, Some(33)), (66, Some(66)), (480, Some(462))] {
            assert_eq!(code.fitting(room), side, "{room}");
        }
        assert_eq!(Code::of(&"a".repeat(3_000)), None);
    }
}

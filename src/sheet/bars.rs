//! The modules of codes: Code 128 (ISO/IEC 15417) in its set B, and QR (ISO/IEC 18004), model 2, error correction M.

use barcoders::sym::code128::Code128;
use qrcode::{Color, EcLevel, QrCode};

/// How set B begins, in the words of `barcoders`.
const SET_B: char = '\u{181}';

/// The modules of a Code 128 from the left, 1 for a bar, without quiet zones; `None` for a text that set B lacks.
pub(crate) fn code128(text: &str) -> Option<Vec<u8>> {
    Some(Code128::new(format!("{SET_B}{text}")).ok()?.encode())
}

/// The modules of a QR code row by row, without its quiet zone; `None` for a text that is too long for any.
pub(super) fn qr(text: &str) -> Option<Vec<Vec<bool>>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    Some(dark.chunks(code.width()).map(<[bool]>::to_vec).collect())
}

/// The runs of what is dark: where each begins, and how long it is.
pub(super) fn runs(dark: impl IntoIterator<Item = bool>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (at, _) in (0..).zip(dark).filter(|(_, dark)| *dark) {
        match runs.last_mut() {
            Some((from, length)) if *from + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

//! Windows-1252, which Alt+numpad codes are numbers of. Data and one look-up.

/// What stands at 0x80 to 0x9F; the rest is Latin-1. Unassigned ones are the control characters of that number.
const UPPER_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of an Alt code. Windows counts modulo 256, and so do scanners that were made for it.
pub(super) fn character(code: u32) -> char {
    let [byte, ..] = code.to_le_bytes();
    match byte {
        0x80..=0x9f => UPPER_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_windows_1252() {
        for (code, expected) in [(29, '\u{1d}'), (65, 'A'), (128, '€'), (159, 'Ÿ'), (233, 'é'), (255, 'ÿ'), (321, 'A')]
        {
            assert_eq!(character(code), expected, "{code}");
        }
    }
}

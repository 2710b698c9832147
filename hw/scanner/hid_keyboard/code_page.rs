//! The code pages that Alt+numpad codes are numbers of: with a 0 before it a code is one of Windows-1252, without it is
//! one of the code page that DOS had in that country. Data and one look-up.

/// What stands at 0x80 to 0x9F of Windows-1252; the rest is Latin-1. Unassigned ones are the control characters of that
/// number.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What stands at 0x80 to 0xFF of code page 437: the United States.
#[rustfmt::skip]
const DOS_437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', //
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', //
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡', '«', '»', //
    '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐', //
    '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', //
    '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', //
    'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', //
    '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}', //
];

/// The same of code page 850: Western Europe.
#[rustfmt::skip]
const DOS_850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', //
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', //
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', //
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐', //
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', //
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀', //
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', //
    '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}', //
];

/// What was typed on the number pad while Alt was down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AltCode {
    code: u32,
    digits: u8,
    leading_zero: bool,
}

impl AltCode {
    pub(super) fn digit(&mut self, digit: u32) {
        self.leading_zero |= self.digits == 0 && digit == 0;
        self.digits = self.digits.saturating_add(1);
        self.code = self.code.saturating_mul(10).saturating_add(digit).min(0xffff);
    }

    /// The character that Alt types when it is let go. Windows counts modulo 256, and so do scanners that were made for it.
    /// Below 0x20 DOS shows pictures; a scanner means the control character.
    pub(super) fn character(self, american: bool) -> char {
        let [byte, ..] = self.code.to_le_bytes();
        match byte {
            0x80..=0x9f if self.leading_zero => WINDOWS_1252[usize::from(byte - 0x80)],
            0x80.. if !self.leading_zero => {
                let page = if american { &DOS_437 } else { &DOS_850 };
                page[usize::from(byte - 0x80)]
            }
            _ => char::from(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_zero_chooses_the_code_page() {
        let cases = [
            ("029", false, '\u{1d}'),
            ("29", false, '\u{1d}'),
            ("0065", false, 'A'),
            ("065", false, 'A'),
            ("65", true, 'A'),
            ("0128", false, '€'),
            ("0159", true, 'Ÿ'),
            ("0233", false, 'é'),
            ("0255", false, 'ÿ'),
            ("130", true, 'é'),
            ("130", false, 'é'),
            ("155", true, '¢'),
            ("155", false, 'ø'),
            ("255", true, '\u{a0}'),
            ("0321", false, 'A'),
            ("321", false, 'A'),
        ];
        for (digits, american, expected) in cases {
            let mut code = AltCode::default();
            digits.chars().filter_map(|digit| digit.to_digit(10)).for_each(|digit| code.digit(digit));
            assert_eq!(code.character(american), expected, "{digits}");
        }
    }
}

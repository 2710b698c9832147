//! Keyboard layouts as data: which character a key gives at which level. A further layout is a further table in
//! [`tables`] and its name in [`ALL`].

mod tables;

/// One layout, written as its keys stand: four rows from the digits down, the leftmost key first.
#[derive(Debug)]
pub struct Layout {
    /// Its name in the settings: the two letters of its country.
    pub name: &'static str,
    /// For each row the characters of its keys plain, with Shift, with AltGr, with both. A space is a key that gives
    /// nothing at that level. A combining character is a dead key.
    rows: [[&'static str; 4]; 4],
}

/// All that are known.
static ALL: [&Layout; 7] = [&tables::US, &tables::FR, &tables::GB, &tables::DE, &tables::ES, &tables::IT, &tables::BE];

/// The keys of each row as usages of page 0x07. A key that a US board lacks is at its place on an ISO board.
const KEYS: [&[u8]; 4] = [
    &[0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e],
    &[0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30],
    &[0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32],
    &[0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38],
];

/// Which of a key's characters is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) shift: bool,
    pub(super) alt_gr: bool,
}

/// A layout of this name is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The keyboard layout \"{name}\" is not known; use one of {}.", known().collect::<Vec<_>>().join(", "))]
pub struct UnknownLayout {
    name: String,
}

/// The names of all layouts.
pub fn known() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|layout| layout.name)
}

impl Layout {
    /// The layout of this name.
    pub fn named(name: &str) -> Result<&'static Self, UnknownLayout> {
        let layout = ALL.iter().find(|layout| layout.name.eq_ignore_ascii_case(name));
        layout.copied().ok_or_else(|| UnknownLayout { name: name.chars().take(32).collect() })
    }

    /// The layout on which a key that this one gives no control character for is looked up.
    pub(super) fn us() -> &'static Self {
        &tables::US
    }

    /// What a key types.
    pub(super) fn character(&self, key: u8, level: Level) -> Option<char> {
        if key == 0x2c {
            return Some(' ');
        }
        // The key beside Enter has one number on US boards and another on all others.
        let key = if key == 0x31 { 0x32 } else { key };
        let (row, column) = KEYS.iter().zip(&self.rows).find_map(|(keys, row)| {
            let column = keys.iter().position(|&known| known == key)?;
            Some((row, column))
        })?;
        let level = usize::from(level.shift) + 2 * usize::from(level.alt_gr);
        row[level].chars().nth(column).filter(|&character| character != ' ')
    }

    /// Whether Caps Lock stands for Shift on this key: it has a letter and its capital.
    pub(super) fn obeys_caps(&self, key: u8) -> bool {
        let plain = self.character(key, Level::default());
        let shifted = self.character(key, Level { shift: true, alt_gr: false });
        plain.zip(shifted).is_some_and(|(plain, shifted)| plain != shifted && plain.to_uppercase().eq([shifted]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_every_key_and_every_digit_letter_and_sign() {
        for layout in ALL {
            for (row, keys) in layout.rows.iter().zip(KEYS) {
                for level in [0, 1] {
                    assert_eq!(row[level].chars().count(), keys.len(), "{} {:?}", layout.name, row[level]);
                }
                assert!(
                    row.iter().all(|characters| characters.chars().count() <= keys.len()),
                    "{} {row:?}",
                    layout.name
                );
            }
            let all: String = layout.rows.iter().flatten().copied().collect();
            let codes = ('0'..='9').chain('a'..='z').chain('A'..='Z').chain("$-/.+%*:;,_()&'\"!?<>=#@".chars());
            for character in codes {
                assert!(all.contains(character), "{} cannot type {character}", layout.name);
            }
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        assert_eq!(Layout::named("FR").map(|layout| layout.name), Ok("fr"));
        let error = Layout::named("xx").expect_err("there is none").to_string();
        assert_eq!(error, "The keyboard layout \"xx\" is not known; use one of us, fr, gb, de, es, it, be.");
    }

    #[test]
    fn keys_give_what_is_printed_on_them() {
        let plain = Level::default();
        let shift = Level { shift: true, alt_gr: false };
        let alt_gr = Level { shift: false, alt_gr: true };
        let cases = [
            ("us", 0x1e, plain, Some('1')),
            ("us", 0x31, plain, Some('\\')),
            ("us", 0x30, shift, Some('}')),
            ("fr", 0x1e, plain, Some('&')),
            ("fr", 0x1e, shift, Some('1')),
            ("fr", 0x14, plain, Some('a')),
            ("fr", 0x10, plain, Some(',')),
            ("fr", 0x2d, alt_gr, Some(']')),
            ("fr", 0x27, alt_gr, Some('@')),
            ("fr", 0x31, plain, Some('*')),
            ("gb", 0x34, shift, Some('@')),
            ("gb", 0x32, plain, Some('#')),
            ("de", 0x1c, plain, Some('z')),
            ("de", 0x24, shift, Some('/')),
            ("de", 0x14, alt_gr, Some('@')),
            ("es", 0x33, plain, Some('ñ')),
            ("es", 0x30, alt_gr, Some(']')),
            ("it", 0x2f, Level { shift: true, alt_gr: true }, Some('{')),
            ("be", 0x30, alt_gr, Some(']')),
            ("be", 0x38, plain, Some('=')),
            ("us", 0x1e, alt_gr, None),
            ("us", 0x3a, plain, None),
            ("us", 0x2c, shift, Some(' ')),
        ];
        for (name, key, level, expected) in cases {
            let layout = Layout::named(name).expect("known");
            assert_eq!(layout.character(key, level), expected, "{name} {key:#x} {level:?}");
        }
    }
}

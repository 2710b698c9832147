//! Reads the files that `layouts.py` writes; it says there what they look like.

use super::{HIGHEST, Layout};

/// The keys of each row as usages of page 0x07, the leftmost first. A key that a US board lacks is at its place on an ISO
/// board.
pub(super) const KEYS: [&[u8]; 5] = [
    &[0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e],
    &[0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30],
    &[0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32],
    &[0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38],
    &[0x2c],
];

/// The lines of one file that are not empty, without the first, which says what it is.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip(1).filter(|line| !line.is_empty())
}

pub(super) fn read(name: &'static str, text: &str) -> Layout {
    let mut keys = [[None; 4]; HIGHEST + 1];
    let mut lines = lines(text);
    for row in KEYS {
        for (level, line) in lines.by_ref().take(4).enumerate() {
            for (&key, written) in row.iter().zip(line.split(' ')) {
                keys[usize::from(key)][level] = character(written);
            }
        }
    }
    let (mut spaced, mut soft) = (Vec::new(), Vec::new());
    for (what, sign) in lines.filter_map(|line| line.split_once(' ')) {
        match what {
            "AltGr" => soft.extend(character(sign)),
            dead => spaced.extend(character(dead).zip(character(sign))),
        }
    }
    Layout { name, keys, spaced, soft }
}

fn character(written: &str) -> Option<char> {
    let mut characters = written.chars();
    match (characters.next()?, characters.next()) {
        ('·', None) => None,
        ('␣', None) => Some(' '),
        ('◌', Some(combining)) => Some(combining),
        ('U', Some('+')) => u32::from_str_radix(characters.as_str(), 16).ok().and_then(char::from_u32),
        (character, _) => Some(character),
    }
}

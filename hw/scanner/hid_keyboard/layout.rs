//! Keyboard layouts: which character a key gives at which level. The layouts are data, one file each in `layouts/`,
//! written by `layouts.py` from xkeyboard-config; a further one is a further line there and in [`ALL`].

mod file;

use std::sync::LazyLock;

/// The highest usage of page 0x07 that the files know: the key beside the left Shift.
const HIGHEST: usize = 0x64;

/// One layout.
#[derive(Debug)]
pub struct Layout {
    /// Its name in the settings.
    pub name: &'static str,
    /// For each usage of page 0x07 what it gives plain, with Shift, with AltGr, with both. A combining character is a dead
    /// key.
    keys: [[Option<char>; 4]; HIGHEST + 1],
    /// What dead keys give with a space where that is not their accent.
    spaced: Vec<(char, char)>,
    /// Signs that, typed with AltGr, are dead keys on Windows alone.
    soft: Vec<char>,
}

/// Two layouts of one name are one.
impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Layout {}

macro_rules! layouts {
    ($($name:literal),+) => {
        /// All that are known, the commonest first; each is read when it is first asked for.
        static ALL: [(&str, LazyLock<Layout>); [$($name),+].len()] = [
            $(($name, LazyLock::new(|| file::read($name, include_str!(concat!("layouts/", $name, ".txt")))))),+
        ];
    };
}

layouts![
    "us",
    "fr",
    "gb",
    "de",
    "es",
    "it",
    "be",
    "us-intl",
    "fr-oss",
    "fr-bepo",
    "ch-fr",
    "ch-de",
    "ca-fr",
    "de-nodeadkeys",
    "at",
    "pt",
    "nl",
    "pl",
    "cz",
    "dk",
    "no",
    "se",
    "fi",
    "hu",
    "tr"
];

/// Other names by which layouts are known.
const ALIASES: [(&str, &str); 1] = [("uk", "gb")];

/// Which of a key's characters is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) shift: bool,
    pub(super) alt_gr: bool,
}

/// A layout of this name is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The keyboard layout \"{name}\" is not known; use one of {}, or auto.", known().collect::<Vec<_>>().join(", "))]
pub struct UnknownLayout {
    name: String,
}

/// The names of all layouts.
pub fn known() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}

impl Layout {
    /// The layout of this name.
    pub fn named(name: &str) -> Result<&'static Self, UnknownLayout> {
        let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name));
        let meant = alias.map_or(name, |(_, layout)| *layout);
        let layout = ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(meant)).map(|(_, layout)| &**layout);
        layout.ok_or_else(|| UnknownLayout { name: name.chars().take(32).collect() })
    }

    /// All of them, the commonest first.
    pub(in crate::scanner) fn all() -> impl Iterator<Item = &'static Self> {
        ALL.iter().map(|(_, layout)| &**layout)
    }

    /// The layout of who says nothing; a key that another one gives no control character for is looked up here.
    pub fn us() -> &'static Self {
        &ALL[0].1
    }

    /// What a key types.
    pub(super) fn character(&self, key: u8, level: Level) -> Option<char> {
        // The key beside Enter has one number on US boards and another on all others.
        let key = if key == 0x31 { 0x32 } else { key };
        let levels = self.keys.get(usize::from(key))?;
        levels[usize::from(level.shift) + 2 * usize::from(level.alt_gr)]
    }

    /// Whether Caps Lock stands for Shift on this key: it has a letter and its capital.
    pub(super) fn obeys_caps(&self, key: u8) -> bool {
        let plain = self.character(key, Level::default());
        let shifted = self.character(key, Level { shift: true, alt_gr: false });
        // The Turkish i has a capital of its own.
        let is_capital = |(plain, shifted): (char, char)| {
            plain != shifted && (plain.to_uppercase().eq([shifted]) || (plain, shifted) == ('i', 'İ'))
        };
        plain.zip(shifted).is_some_and(is_capital)
    }

    /// Whether a scanner that was made for Windows types a space after this character, which is not data.
    pub(super) fn is_soft(&self, character: char, level: Level) -> bool {
        level.alt_gr && self.soft.contains(&character)
    }

    /// The character that a dead key gives when a space follows; `None` if it is no dead key's.
    pub(super) fn accent(&self, combining: char) -> Option<char> {
        let own = self.spaced.iter().find(|(dead, _)| *dead == combining).map(|(_, sign)| *sign);
        own.or(match combining {
            '\u{300}' => Some('`'),
            '\u{301}' => Some('´'),
            '\u{302}' => Some('^'),
            '\u{303}' => Some('~'),
            '\u{304}' => Some('¯'),
            '\u{306}' => Some('˘'),
            '\u{307}' => Some('˙'),
            '\u{308}' => Some('¨'),
            '\u{30a}' => Some('°'),
            '\u{30b}' => Some('˝'),
            '\u{30c}' => Some('ˇ'),
            '\u{327}' => Some('¸'),
            '\u{328}' => Some('˛'),
            _ => None,
        })
    }
}

/// The layout that a scanner is set to, as the settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How keys are read at first.
    pub layout: &'static Layout,
    /// Whether another one is adopted when scans prove it.
    pub auto: bool,
}

impl Choice {
    /// `auto`, which begins as `us`, or the name of a layout.
    pub fn named(name: &str) -> Result<Self, UnknownLayout> {
        if name.eq_ignore_ascii_case("auto") {
            return Ok(Self { layout: Layout::us(), auto: true });
        }
        Layout::named(name).map(|layout| Self { layout, auto: false })
    }
}

#[cfg(test)]
mod tests;

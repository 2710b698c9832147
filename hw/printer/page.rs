//! Code pages: which byte a printer must get for a character. Knows no command and no profile.

mod tables;

use serde::{Deserialize, Serialize};

/// A code page, in the order in which they are preferred: the first has `€`, `œ`, `’` and `—`, the next ones hold all of
/// Western Europe, the last are for one language each. A line stays on its page as long as that has the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    /// Windows-1252.
    Wpc1252,
    /// Code page 850 with the euro sign.
    Pc858,
    /// Multilingual Latin I.
    Pc850,
    /// The first PC's own.
    Pc437,
    /// Latin 9.
    #[serde(rename = "iso8859-15")]
    Iso8859_15,
    /// Portuguese.
    Pc860,
    /// Canadian French.
    Pc863,
    /// Nordic.
    Pc865,
    /// Latin 2: Polish, Czech, Hungarian and so on.
    Pc852,
    /// Cyrillic.
    Pc866,
    /// Greek, with the euro sign (ISO 8859-7:2003).
    #[serde(rename = "iso8859-7")]
    Iso8859_7,
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Wpc1252,
        Self::Pc858,
        Self::Pc850,
        Self::Pc437,
        Self::Iso8859_15,
        Self::Pc860,
        Self::Pc863,
        Self::Pc865,
        Self::Pc852,
        Self::Pc866,
        Self::Iso8859_7,
    ];

    /// The name it has in profiles and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wpc1252 => "wpc1252",
            Self::Pc858 => "pc858",
            Self::Pc850 => "pc850",
            Self::Pc437 => "pc437",
            Self::Iso8859_15 => "iso8859-15",
            Self::Pc860 => "pc860",
            Self::Pc863 => "pc863",
            Self::Pc865 => "pc865",
            Self::Pc852 => "pc852",
            Self::Pc866 => "pc866",
            Self::Iso8859_7 => "iso8859-7",
        }
    }

    /// By its name, in either case. `cp` may stand for `pc` and `wpc`, as Windows and most manuals call them: `cp858`,
    /// `cp1252`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let number = name.strip_prefix("cp");
        let is_called = |page: &Self| {
            let own = page.name();
            own == name || number.is_some() && number == own.strip_prefix("wpc").or(own.strip_prefix("pc"))
        };
        Self::ALL.into_iter().find(is_called)
    }

    /// The byte for a character, if the page has it.
    pub fn encode(self, c: char) -> Option<Printable> {
        if c.is_ascii() {
            return Printable::ascii(c);
        }
        let index = self.upper_half().iter().position(|&known| known == c)?;
        u8::try_from(index + 0x80).ok().map(Printable)
    }

    /// The character that a byte prints, if it prints one.
    pub fn decode(self, byte: u8) -> Option<char> {
        if byte < 0x80 {
            return Printable::ascii(char::from(byte)).map(|_| char::from(byte));
        }
        self.upper_half().get(usize::from(byte) - 0x80).copied().filter(|&c| c != '\0')
    }

    const fn upper_half(self) -> &'static [char; 128] {
        match self {
            Self::Wpc1252 => &tables::WPC1252,
            Self::Pc858 => &tables::PC858,
            Self::Pc850 => &tables::PC850,
            Self::Pc437 => &tables::PC437,
            Self::Iso8859_15 => &tables::ISO8859_15,
            Self::Pc860 => &tables::PC860,
            Self::Pc863 => &tables::PC863,
            Self::Pc865 => &tables::PC865,
            Self::Pc852 => &tables::PC852,
            Self::Pc866 => &tables::PC866,
            Self::Iso8859_7 => &tables::ISO8859_7,
        }
    }
}

/// A byte that prints a character. No control byte can be one: there is no other way to make one than through a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printable(u8);

impl Printable {
    /// A question mark, for what nothing stands for.
    pub const UNKNOWN: Self = Self(b'?');
    /// A space.
    pub const SPACE: Self = Self(b' ');

    /// The byte itself, where the character is one of ASCII's 95 that print.
    pub fn ascii(c: char) -> Option<Self> {
        u8::try_from(c).ok().filter(|byte| is_plain(*byte)).map(Self)
    }

    /// The bytes that a text begins with and that print as they are on every page, and the rest of it.
    pub fn leading(text: &str) -> (&[u8], &str) {
        let end = text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len());
        let (plain, rest) = text.split_at(end);
        (plain.as_bytes(), rest)
    }

    /// The byte, 20h to 7Eh or 80h to FFh.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// Whether a byte is one of ASCII's 95 that print: the same letter on every page.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_and_its_character_belong_together_on_every_page() {
        for page in Page::ALL {
            assert_eq!(Page::named(page.name()), Some(page));
            for byte in 0..=u8::MAX {
                if let Some(c) = page.decode(byte) {
                    assert_eq!(page.encode(c).map(Printable::get), Some(byte), "{} {byte:02x} {c:?}", page.name());
                }
            }
            assert_eq!(page.encode('\0'), None);
        }
    }

    #[test]
    fn a_page_has_the_name_that_windows_gives_it_too() {
        for (name, page) in [
            ("cp858", Some(Page::Pc858)),
            ("CP437", Some(Page::Pc437)),
            ("cp1252", Some(Page::Wpc1252)),
            ("Wpc1252", Some(Page::Wpc1252)),
            ("PC866", Some(Page::Pc866)),
            ("ISO8859-15", Some(Page::Iso8859_15)),
            ("cp", None),
            ("858", None),
            ("cpiso8859-15", None),
            ("cp1253", None),
        ] {
            assert_eq!(Page::named(name), page, "{name}");
        }
    }

    #[test]
    fn no_character_at_all_becomes_a_control_byte() {
        for page in Page::ALL {
            for c in (0..=0xffff).filter_map(char::from_u32) {
                if let Some(byte) = page.encode(c).map(Printable::get) {
                    assert!(byte >= 0x20 && byte != 0x7f, "{c:?} became {byte:02x} on {}", page.name());
                }
            }
        }
    }

    /// The characters whose place the `escpos` crate has wrong, and those a French shop prints every day.
    #[test]
    fn the_letters_of_a_french_price_list_are_where_the_printers_have_them() {
        let cases = [
            (Page::Pc860, 'ã', 0x84),
            (Page::Pc863, 'Ê', 0x92),
            (Page::Pc865, 'ø', 0x9b),
            (Page::Pc852, 'ł', 0x88),
            (Page::Pc852, 'Ł', 0x9d),
            (Page::Pc866, 'Ж', 0x86),
            (Page::Pc866, 'я', 0xef),
            (Page::Iso8859_7, '€', 0xa4),
            (Page::Iso8859_7, 'Ω', 0xd9),
            (Page::Pc858, 'Ô', 0xe2),
            (Page::Pc858, 'Ò', 0xe3),
            (Page::Pc858, '¿', 0xa8),
            (Page::Pc858, '®', 0xa9),
            (Page::Pc858, '€', 0xd5),
            (Page::Pc858, '-', 0x2d),
            (Page::Pc850, '-', 0x2d),
            (Page::Pc850, 'é', 0x82),
            (Page::Pc437, '─', 0xc4),
            (Page::Wpc1252, '€', 0x80),
            (Page::Wpc1252, 'œ', 0x9c),
            (Page::Wpc1252, '’', 0x92),
            (Page::Wpc1252, '—', 0x97),
            (Page::Wpc1252, 'Ÿ', 0x9f),
            (Page::Iso8859_15, '€', 0xa4),
            (Page::Iso8859_15, 'œ', 0xbd),
        ];
        for (page, c, byte) in cases {
            assert_eq!(page.encode(c).map(Printable::get), Some(byte), "{c} on {}", page.name());
        }
        assert_eq!(Page::Pc858.encode('œ'), None);
        assert_eq!(Page::Pc437.encode('€'), None);
    }
}

//! GS1's own table of its Application Identifiers, read once from the text that GS1 publishes.

use super::lint::{self, Lint};
use std::fmt;
use std::sync::OnceLock;

/// The table, with its licence and where it comes from.
const TEXT: &str = include_str!("dictionary.txt");

/// The number of an Application Identifier: what an element says. `01` is a trade item, `17` a last day of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ai(u16);

impl Ai {
    /// Reads two to four ASCII digits, of a known identifier or not.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = matches!(text.len(), 2..=4) && text.bytes().all(|byte| byte.is_ascii_digit());
        let ai = Self(if digits { text.parse().ok()? } else { return None });
        // `0010` is no other way of writing `10`.
        (ai.to_string() == text).then_some(ai)
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// As it is printed: at least two digits.
impl fmt::Display for Ai {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}", self.0)
    }
}

/// One line of the table: one identifier, or several that differ in their last digit only.
#[derive(Debug)]
pub(super) struct Entry {
    first: u16,
    last: u16,
    /// Whether its length is known from its first two digits, so that no separator need follow.
    pub(super) predefined: bool,
    /// Whether it may stand in the query of a Digital Link.
    pub(super) attribute: bool,
    components: Vec<Component>,
    /// Each: alternatives behind `,` of which one must be there, all parts of it behind `+`.
    pub(super) requires: Vec<&'static str>,
    /// Behind `,` what must not be there.
    pub(super) excludes: &'static str,
    /// Of the main key of a Digital Link, what may follow it: alternatives behind `|`, in order behind `,`.
    pub(super) link_key: Option<&'static str>,
    /// GS1's short title.
    pub(super) title: &'static str,
}

/// A part of an element.
#[derive(Debug)]
struct Component {
    set: Set,
    min: usize,
    max: usize,
    optional: bool,
    lints: Vec<Lint>,
}

/// The characters of a component.
#[derive(Clone, Copy, Debug)]
enum Set {
    Numeric,
    /// CSET 82 of the General Specifications.
    X,
    /// CSET 39.
    Y,
    /// base64url.
    Z,
}

impl Entry {
    /// The length that the element has, where it has only one.
    pub(super) fn fixed_length(&self) -> usize {
        self.components.iter().map(|component| component.max).sum()
    }

    /// Whether `value` has the form and the contents that the table asks for; if not, what is wrong: `length`,
    /// `character`, or the name of a rule.
    pub(super) fn check(&self, value: &str) -> Result<(), &'static str> {
        let mut rest = value;
        for component in &self.components {
            if rest.is_empty() && component.optional {
                break;
            }
            let (part, after) = rest.split_at_checked(component.max.min(rest.len())).ok_or("character")?;
            if part.len() < component.min {
                return Err("length");
            }
            component.check(part)?;
            rest = after;
        }
        if rest.is_empty() { Ok(()) } else { Err("length") }
    }
}

impl Component {
    fn check(&self, part: &str) -> Result<(), &'static str> {
        if !part.bytes().all(|byte| self.set.has(byte)) {
            return Err("character");
        }
        self.lints.iter().find(|lint| !(lint.passes)(part)).map_or(Ok(()), |lint| Err(lint.name))
    }

    /// `N6,yymmd0`, `X..20`, `[N3],iso3166`.
    fn parse(text: &'static str) -> Option<Self> {
        let (form, lints) = text.split_once(',').unwrap_or((text, ""));
        let bare = form.trim_start_matches('[').trim_end_matches(']');
        let set = match bare.get(..1)? {
            "N" => Set::Numeric,
            "X" => Set::X,
            "Y" => Set::Y,
            "Z" => Set::Z,
            _ => return None,
        };
        let length = bare.get(1..)?;
        let (min, max) = match length.strip_prefix("..") {
            Some(max) => (1, max.parse().ok()?),
            None => (length.parse().ok()?, length.parse().ok()?),
        };
        Some(Self {
            set,
            min,
            max,
            optional: bare.len() < form.len(),
            lints: lints.split(',').filter_map(lint::named).collect(),
        })
    }
}

impl Set {
    const fn has(self, byte: u8) -> bool {
        match self {
            Self::Numeric => byte.is_ascii_digit(),
            Self::X => byte.is_ascii_alphanumeric() || matches!(byte, b'!' | b'"' | b'%'..=b'/' | b':'..=b'?' | b'_'),
            Self::Y => byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'#' | b'-' | b'/'),
            Self::Z => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='),
        }
    }
}

/// The whole table.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// By number.
    entries: Vec<Entry>,
    /// By its first two digits, how many digits an identifier has; 0 where there is none.
    lengths: [usize; 100],
}

impl Dictionary {
    /// The table that this program was built with.
    pub(super) fn get() -> &'static Self {
        static READ: OnceLock<Dictionary> = OnceLock::new();
        READ.get_or_init(|| Self::parse(TEXT))
    }

    fn parse(text: &'static str) -> Self {
        let mut lengths = [0; 100];
        let mut entries = Vec::new();
        for line in text.lines() {
            let Some((digits, entry)) = parse_line(line) else { continue };
            if let Some(length) = digits.get(..2).and_then(|two| lengths.get_mut(two.parse::<usize>().ok()?)) {
                *length = digits.len();
            }
            if entry.last < 100 {
                let (first, last) = (usize::from(entry.first), usize::from(entry.last));
                lengths.iter_mut().take(last + 1).skip(first).for_each(|length| *length = 2);
            }
            entries.push(entry);
        }
        entries.sort_by_key(|entry| entry.first);
        Self { entries, lengths }
    }

    /// What this identifier is, if there is one.
    pub(super) fn entry(&self, ai: Ai) -> Option<&Entry> {
        let after = self.entries.partition_point(|entry| entry.first <= ai.0);
        self.entries.get(after.checked_sub(1)?).filter(|entry| ai.0 <= entry.last)
    }

    /// The identifier that a text begins with, and what is behind it.
    pub(super) fn split<'t>(&self, text: &'t str) -> Option<(Ai, &Entry, &'t str)> {
        let length = *self.lengths.get(text.get(..2)?.parse::<usize>().ok()?)?;
        let (digits, rest) = text.split_at_checked(length).filter(|_| length > 0)?;
        let ai = Ai::parse(digits)?;
        Some((ai, self.entry(ai)?, rest))
    }
}

/// One line; `None` for a comment.
fn parse_line(line: &'static str) -> Option<(&'static str, Entry)> {
    let (body, title) = line.split_once('#').unwrap_or((line, ""));
    let mut words = body.split_ascii_whitespace().peekable();
    let range = words.next()?;
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let flags =
        words.next_if(|word| word.bytes().all(|byte| byte.is_ascii_punctuation() && byte != b'[')).unwrap_or_default();
    let mut entry = Entry {
        first: first.parse().ok()?,
        last: last.parse().ok()?,
        predefined: flags.contains('*'),
        attribute: flags.contains('?'),
        components: Vec::new(),
        requires: Vec::new(),
        excludes: "",
        link_key: None,
        title: title.trim(),
    };
    for word in words {
        match word.split_once('=').unwrap_or((word, "")) {
            ("req", groups) => entry.requires.push(groups),
            ("ex", others) => entry.excludes = others,
            ("dlpkey", qualifiers) => entry.link_key = Some(qualifiers),
            _ => entry.components.push(Component::parse(word)?),
        }
    }
    (!entry.components.is_empty()).then_some((first, entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(ai: &str) -> &'static Entry {
        Dictionary::get().entry(Ai::parse(ai).expect("digits")).expect(ai)
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TEXT.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
        assert_eq!((lines, Dictionary::get().entries.len()), (224, 224));
    }

    #[test]
    fn every_rule_that_the_table_names_is_there_but_two() {
        let mut lacking: Vec<&str> = TEXT
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
            .filter_map(|line| line.split('#').next())
            .flat_map(str::split_ascii_whitespace)
            .filter(|word| !word.contains('=') && word.starts_with(['N', 'X', 'Y', 'Z', '[']))
            .flat_map(|word| word.split(',').skip(1))
            .filter(|name| lint::named(name).is_none())
            .collect();
        lacking.sort_unstable();
        lacking.dedup();
        assert_eq!(lacking, ["couponcode", "packagetype"]);
    }

    #[test]
    fn an_entry_says_what_its_line_says() {
        let gtin = entry("01");
        assert!(gtin.predefined && gtin.attribute && gtin.fixed_length() == 14);
        assert_eq!((gtin.excludes, gtin.link_key, gtin.title), ("255,37", Some("22,10,21|235"), "GTIN"));
        let price = entry("3925");
        assert!(!price.predefined && price.attribute);
        assert_eq!(
            (price.requires.as_slice(), price.excludes),
            (&["01+30,01+31nn,01+32nn,01+35nn,01+36nn"][..], "392n,393n")
        );
        let serial = entry("21");
        assert!(!serial.predefined && !serial.attribute);
        assert!(Dictionary::get().entry(Ai(3106)).is_none() && Dictionary::get().entry(Ai(4)).is_none());
    }

    #[test]
    fn an_identifier_is_as_long_as_its_first_two_digits_say() {
        let cases = [
            ("0109", Some("01")),
            ("2109", Some("21")),
            ("2359", Some("235")),
            ("31035", Some("3103")),
            ("4149", Some("414")),
            ("7101", Some("710")),
            ("7003", Some("7003")),
            ("99a", Some("99")),
            ("04", None),
            ("3106", None),
            ("7", None),
            ("ab", None),
            ("31", None),
            ("+1", None),
            ("é1", None),
        ];
        for (text, ai) in cases {
            let found = Dictionary::get().split(text).map(|(ai, ..)| ai.to_string());
            assert_eq!(found.as_deref(), ai, "{text}");
        }
    }

    #[test]
    fn values_have_the_form_of_the_table() {
        let cases = [
            ("10", "ABC-123", Ok(())),
            ("10", "", Err("length")),
            ("10", "123456789012345678901", Err("length")),
            ("10", "AB C", Err("character")),
            ("10", "é", Err("character")),
            ("30", "12345678", Ok(())),
            ("30", "1a", Err("character")),
            ("421", "2501234", Ok(())),
            ("421", "250", Err("length")),
            ("423", "250276", Ok(())),
            ("423", "25027", Err("length")),
            ("423", "250276250276250276", Err("length")),
            ("7007", "261123", Ok(())),
            ("7007", "261123261125", Ok(())),
            ("7007", "261123261131", Err("yymmdd")),
            ("8003", "09521141234561ABC", Err("csum")),
            ("8010", "95201234#A/B-1", Ok(())),
            ("8010", "9520123a", Err("character")),
            ("8030", "aZ09_-=", Ok(())),
        ];
        for (ai, value, expected) in cases {
            assert_eq!(entry(ai).check(value), expected, "{ai} {value:?}");
        }
    }
}

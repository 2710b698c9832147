//! `[[in-store]]`: numbers that the shop's own scales print.

use super::value::{self, Id};
use serde::{Deserialize, Deserializer};

/// One form of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InStore {
    /// Where the digits stand: `21.....{NNDDD}`.
    pub pattern: Pattern,
    /// What the digits between braces measure.
    pub measure: Measure,
    /// What becomes of it.
    #[serde(default)]
    pub line: Line,
}

impl InStore {
    /// The most forms.
    pub const MAX: usize = 50;
}

/// Digits stand for themselves, `.` for a digit of the article, `{` to `}` holds the measure: `N` before, `D` behind the
/// decimal point. 7 to 13 digits in all, the check digit left out or in, at most 7 of them measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// `text` as a pattern, if it is one.
    pub fn new(text: &str) -> Option<Self> {
        let (before, rest) = text.split_once('{')?;
        let (measure, after) = rest.split_once('}')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let decimals = measure.trim_start_matches('N');
        let fits = digits(before)
            && digits(after)
            && decimals.bytes().all(|byte| byte == b'D')
            && (1..=7).contains(&measure.len())
            && before.bytes().any(|byte| byte.is_ascii_digit())
            && (7..=13).contains(&(before.len() + measure.len() + after.len()));
        fits.then(|| Self(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "7 to 13 digits and dots with the measure in braces, such as 21.....{NNDDD}";
        value::text(deserializer, expected, Self::new)
    }
}

/// What a scale printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Kilograms.
    Weight,
    /// The price, in the kiosk's currency.
    Price,
    /// Pieces.
    Count,
}

/// What a number of the scale becomes in the cart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// A line of the article.
    #[default]
    Item,
    /// A free line in this department.
    Department(u64),
    /// A free line.
    Free,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "item, free or department: with the department's number", |text| match text {
            "item" => Some(Self::Item),
            "free" => Some(Self::Free),
            _ => Id::parse(text.strip_prefix("department:")?).map(|id| Self::Department(id.get())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_one_measure_and_a_prefix() {
        for text in ["21.....{NNDDD}", "02.....{NNDDD}.", "2{N}.....", "28....{NNNDD}"] {
            assert!(Pattern::new(text).is_some(), "{text}");
        }
        for text in ["", "21.....", "21.....{}", "21.....{NNDDD", "21.....{DDNNN}", "21{N}..{D}..", "a1.....{NNDDD}"] {
            assert!(Pattern::new(text).is_none(), "{text:?}");
        }
        assert!(Pattern::new("......{NNDDD}").is_none(), "without a prefix it would take every number for the scale's");
        assert!(Pattern::new("21.......{NNDDD}").is_none(), "longer than any retail number");
    }
}

//! Single fields of a request: each at most once, each read as what the page says it is. Knows no field by name.

use super::{Refusal, excerpt};
use std::ops::RangeInclusive;

/// The numbers that a reference (customer, table, register ...) may have.
pub(super) const ID: RangeInclusive<i64> = 1..=999_999_999_999;

/// The single fields of one request.
#[derive(Debug, Default)]
pub(super) struct Fields<'form>(Vec<(&'form str, &'form str)>);

impl<'form> Fields<'form> {
    /// Takes one in; refused if it is there already. PHP would let the last one win.
    pub(super) fn add(&mut self, name: &'form str, value: &'form str) -> Result<(), Refusal> {
        if self.get(name).is_some() {
            return Err(Refusal(format!("{name} is given twice.")));
        }
        self.0.push((name, value));
        Ok(())
    }

    /// The value of a field as it came.
    pub(super) fn get(&self, name: &str) -> Option<&'form str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// All of them, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'form str, &'form str)> {
        self.0.iter().copied()
    }

    /// The value of a field that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&'form str, Refusal> {
        self.get(name).ok_or_else(|| Refusal(format!("{name} is missing.")))
    }

    /// An integer within these bounds.
    pub(super) fn integer(&self, name: &str, within: RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let Some(number) = integer(text) else {
            return Err(Refusal(format!("{name} must be an integer, not {}.", excerpt(text))));
        };
        if !within.contains(&number) {
            return Err(Refusal(format!("{name} must be from {} to {}, not {number}.", within.start(), within.end())));
        }
        Ok(Some(number))
    }

    /// A number that refers to something, greater than zero.
    pub(super) fn id(&self, name: &str) -> Result<Option<u64>, Refusal> {
        Ok(self.integer(name, ID)?.map(i64::cast_unsigned))
    }

    /// A text of at most this many characters; line breaks and tabs are its only control characters.
    pub(super) fn text(&self, name: &str, longest: usize) -> Result<Option<String>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(Refusal(format!("{name} must not hold control characters.")));
        }
        if text.chars().count() > longest {
            return Err(Refusal(format!("{name} must have at most {longest} characters.")));
        }
        Ok(Some(text.to_owned()))
    }
}

/// Digits with at most one minus before them; no plus, no white space, nothing after.
fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_integers() {
        for (text, number) in [("0", 0), ("-2", -2), ("007", 7), ("999999999999999999", 999_999_999_999_999_999)] {
            assert_eq!(integer(text), Some(number), "{text}");
        }
        for text in ["", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "--1", "١", "9999999999999999999"] {
            assert_eq!(integer(text), None, "{text:?}");
        }
    }
}

//! `client[...]`: the sixteen fields by which a sale makes a customer, and no other.
//!
//! The page lists the names; the lengths, the form of an address of mail and of a place are the sandbox's own.

use super::{Refusal, excerpt};

/// A customer of the sandbox shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Its number, greater than zero.
    pub id: u64,
    /// What is known, by the names between the brackets of `client[...]`.
    pub fields: Vec<(String, String)>,
}

impl Customer {
    /// This number, of whom this is known.
    pub fn new(id: u64, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { id, fields }
    }

    /// What is known under a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The longest field in characters.
const LONGEST: usize = 255;

/// The names between the brackets, as the page spells them.
const NAMES: [&str; 16] = [
    "nom",
    "prenom",
    "email",
    "telephone",
    "adresseligne1",
    "adresseligne2",
    "commentaireadresse",
    "codepostal",
    "ville",
    "pays",
    "numtva",
    "rcs",
    "codeBarre",
    "telephone2",
    "lat",
    "lng",
];

/// The name between the brackets of `client[...]`, if it has that form.
pub(super) fn name_of(field: &str) -> Option<&str> {
    field.strip_prefix("client[")?.strip_suffix(']')
}

/// Whether this customer field is one that the page names and holds what it should.
pub(super) fn check(name: &str, value: &str) -> Result<(), Refusal> {
    if !NAMES.contains(&name) {
        return Err(Refusal(format!("client[{}] is not a known field.", name.chars().take(40).collect::<String>())));
    }
    let refuse = |what: &str| Err(Refusal(format!("client[{name}] {what}, not {}.", excerpt(value))));
    if value.chars().count() > LONGEST || value.chars().any(char::is_control) {
        return Err(Refusal(format!("client[{name}] must be one line of at most {LONGEST} characters.")));
    }
    if value.is_empty() {
        return Ok(());
    }
    match name {
        "email" if !is_mail(value) => refuse("must be an address of mail"),
        "pays" if value.len() != 2 || !value.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            refuse("must be a country of two capital letters")
        }
        "lat" if !is_degrees(value, 90) => refuse("must be a latitude in degrees"),
        "lng" if !is_degrees(value, 180) => refuse("must be a longitude in degrees"),
        _ => Ok(()),
    }
}

/// Something, an at sign, something.
fn is_mail(text: &str) -> bool {
    let mut parts = text.split('@');
    let both = parts.next().is_some_and(|part| !part.is_empty()) && parts.next().is_some_and(|part| !part.is_empty());
    both && parts.next().is_none() && !text.contains(char::is_whitespace)
}

/// `48.848`, `-2`: at most this many whole degrees and twelve decimals.
fn is_degrees(text: &str, most: u16) -> bool {
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return false,
        Some(parts) => parts,
        None => (text, ""),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |degrees: u16| degrees < most || (degrees == most && decimals.bytes().all(|byte| byte == b'0'));
    digits(whole) && digits(decimals) && decimals.len() <= 12 && whole.parse().is_ok_and(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_what_it_says() {
        let good = [
            ("nom", "O'Brien"),
            ("email", "zoe.durand@example.com"),
            ("email", ""),
            ("pays", "FR"),
            ("codeBarre", "CUST-0001"),
            ("lat", "48.848"),
            ("lat", "-90.0"),
            ("lng", "180"),
        ];
        for (name, value) in good {
            assert_eq!(check(name, value), Ok(()), "{name} {value}");
        }
        let bad = [
            ("firstname", "Zoé"),
            ("Nom", "Durand"),
            ("nom", "two\nlines"),
            ("email", "nobody"),
            ("email", "a@b@c"),
            ("email", "@b"),
            ("pays", "France"),
            ("pays", "fr"),
            ("lat", "90.1"),
            ("lat", "48,8"),
            ("lat", "48."),
            ("lat", "-"),
            ("lng", "181"),
            ("lng", "1e2"),
        ];
        for (name, value) in bad {
            assert!(check(name, value).is_err(), "{name} {value}");
        }
        assert!(check("ville", &"é".repeat(LONGEST)).is_ok());
        assert!(check("ville", &"é".repeat(LONGEST + 1)).is_err());
    }
}

//! `[staff]`: who may do what shoppers may not, and the checks of their codes.
//!
//! A check is the first 50 bits of HMAC-SHA-256 over `STAFF-` or `AGE-` and the person's name, keyed with a secret that
//! only the shop has: whoever has seen the codes of one person can make none for another. To revoke a code take the
//! person out; to revoke all make a new secret. The secret is read on demand and kept nowhere.

use super::value::{Name, Place, Text};
use super::wrong::Wrong;
use crate::barcode::Pass;
use crate::till::settings as till;
use ring::hmac;
use serde::Deserialize;
use std::fmt;
use std::path::Path;

mod secret;

pub use secret::SecretError;
pub(super) use secret::place;

/// Where the secret is kept unless `key-file` says otherwise.
const KEY_FILE: &str = "/etc/scanslip/staff.key";

/// The most people.
const PEOPLE_MAX: usize = 200;

/// `[staff]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Staff {
    /// The file of the secret that keys the check of staff codes; `/etc/scanslip/staff.key` if absent.
    pub key_file: Option<Place>,
    /// `[[staff.person]]`: each has an own entry, so that one can be revoked.
    pub person: Vec<Person>,
}

/// One of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Person {
    /// 1 to 24 of `a-z 0-9 -`; stands in the codes and in the log.
    pub id: Name,
    /// What the PIN is checked against.
    #[serde(default)]
    pub pin_hash: Option<PinHash>,
}

/// What a PIN is checked against: 1 to 200 characters. Never shown.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct PinHash(Text<200>);

impl PinHash {
    /// The hash. Call this only where a PIN is checked.
    pub fn reveal(&self) -> &str {
        self.0.as_str()
    }
}

/// Says that there is one, not which.
impl fmt::Debug for PinHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PinHash(..)")
    }
}

impl Staff {
    /// Where the secret is.
    pub(super) fn key_path(&self) -> &Path {
        self.key_file.as_ref().map_or(Path::new(KEY_FILE), Place::path)
    }

    /// Each person with the checks of their codes; nobody needs no secret.
    pub(super) fn people(&self, file: &Path) -> Result<Vec<till::Person>, SecretError> {
        if self.person.is_empty() {
            return Ok(Vec::new());
        }
        let secret = secret::read(file)?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        let person = |person: &Person| {
            let id = person.id.as_str();
            till::Person {
                id: id.into(),
                staff_check: check(&key, "STAFF", id).into(),
                age_check: check(&key, "AGE", id).into(),
            }
        };
        Ok(self.person.iter().map(person).collect())
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(&self, say: &mut Vec<String>) {
        let file = self.key_path();
        if !self.person.is_empty() && secret::is_open(file) {
            let shown = file.display();
            say.push(format!(
                "The staff key file {shown} is open to everybody, who can then make staff codes: sudo chmod 640 {shown}."
            ));
        }
        if self.person.is_empty() && self.key_file.is_some() {
            say.push("staff.key-file is set and there is no [[staff.person]]; nobody has a staff code.".to_owned());
        }
    }

    pub(super) fn check(&self) -> Result<(), Wrong> {
        Wrong::at_most("staff.person", self.person.len(), PEOPLE_MAX)?;
        for (index, person) in self.person.iter().enumerate() {
            if self.person[..index].iter().any(|other| other.id == person.id) {
                let why = format!("is {:?}, which another person has; give each an own one", person.id.as_str());
                return Err(Wrong::new(format!("staff.person.{index}.id"), why));
            }
        }
        Ok(())
    }
}

fn check(key: &hmac::Key, what: &str, person: &str) -> String {
    let tag = hmac::sign(key, format!("{what}-{person}").as_bytes());
    let first = tag.as_ref().first_chunk().copied().unwrap_or_default();
    Pass::check_of(u64::from_be_bytes(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_the_same_everywhere_and_another_for_each_use_and_person() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"0123456789abcdef");
        // Computed independently, with Python's hmac.
        assert_eq!(check(&key, "STAFF", "anna"), "KHZWV43CW1");
        assert_eq!(check(&key, "AGE", "anna"), "VYZH0MJJPS");
        let other = hmac::Key::new(hmac::HMAC_SHA256, b"0123456789abcdeg");
        let checks = [
            check(&key, "STAFF", "anna"),
            check(&key, "AGE", "anna"),
            check(&key, "STAFF", "bob"),
            check(&other, "STAFF", "anna"),
        ];
        for (index, one) in checks.iter().enumerate() {
            assert!(!checks[..index].contains(one), "{checks:?}");
        }
    }
}

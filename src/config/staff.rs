//! `[staff]`: who may do what shoppers may not.

use super::value::{Name, Place, Text};
use super::wrong::Wrong;
use serde::Deserialize;
use std::fmt;

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

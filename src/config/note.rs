//! `[[note]]`: comments that a shopper may pick by scanning `SLIP-NOTE-n`.

use super::value::Text;
use serde::Deserialize;

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Note {
    /// What it says, at most 200 characters.
    pub text: Text<200>,
}

impl Note {
    /// The most notes.
    pub const MAX: usize = 99;
}

//! `[[note]]`: comments that a shopper may pick by scanning `SLIP-NOTE-n`.

use super::value::Text;
use super::wrong::Wrong;
use crate::till::article::Title;
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
    const MAX: usize = 99;

    /// A comment of which nothing is left would shift the numbers of those behind it.
    pub(super) fn check(all: &[Self]) -> Result<(), Wrong> {
        Wrong::at_most("note", all.len(), Self::MAX)?;
        match all.iter().position(|note| note.title().is_none()) {
            Some(index) => Err(Wrong::new(format!("note.{index}.text"), "has nothing that can be read")),
            None => Ok(()),
        }
    }

    /// As it is shown and sent.
    pub(super) fn title(&self) -> Option<Title> {
        Title::clean(self.text.as_str())
    }
}

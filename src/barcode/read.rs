//! From a scan to its meaning.

use super::{Meaning, Scan, Why};

/// How codes are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Codes of this form are customer cards, besides Kash's `$3` prefix.
    pub cards: Vec<CardPattern>,
}

/// A pattern such as `CUST-*`: `*` stands for one or more characters, `?` for one; everything else for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPattern(String);

/// What a scan means.
pub fn read(_settings: &Settings, _scan: &Scan) -> Meaning {
    Meaning::Refused(Why::Unreadable)
}

impl CardPattern {
    /// The pattern that `text` writes; `None` if it is empty.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }
}

//! What of a slip is not on paper as it was meant, because the printer cannot print it.

use super::payment;
use crate::till::slip::Slip;
use scanslip_hw::printer::{Encoded, Profile};
use std::fmt;

/// The counts of one slip, of which none tells what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// Characters written otherwise: `oe` for `œ`.
    pub rewritten: u32,
    /// Characters for which a question mark stands.
    pub lost: u32,
    /// QR codes whose text is printed instead.
    pub codes_as_text: u32,
}

impl Shortfall {
    /// What the encoder counted, and the codes that the layout did not even ask it for.
    pub fn of(slip: &Slip, encoded: &Encoded, profile: &Profile) -> Self {
        let codes_as_text = encoded.qr_as_text.saturating_add(payment::codes_as_text(slip, profile));
        Self { rewritten: encoded.replaced.rewritten, lost: encoded.replaced.lost, codes_as_text }
    }

    /// Characters that are not on paper as they were meant.
    pub const fn characters(self) -> u32 {
        self.rewritten.saturating_add(self.lost)
    }

    /// Whether everything is as it was meant.
    pub const fn is_none(self) -> bool {
        self.characters() == 0 && self.codes_as_text == 0
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rewritten, lost, codes_as_text } = self;
        let characters = self.characters();
        write!(out, "not on paper as meant: {characters} characters ({rewritten} written otherwise, {lost} as ?)")?;
        if *codes_as_text > 0 {
            write!(out, ", {codes_as_text} QR codes as text")?;
        }
        Ok(())
    }
}

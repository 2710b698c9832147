//! The kiosk's own control codes: `SLIP-...`. What each of them does is the till's to say.

use crate::till::article::{ChoiceId, DepartmentId};
use crate::till::money::Cents;
use crate::till::order::Delivery;
use crate::till::settings::Language;
use std::fmt;

/// What a control code asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// Order what is in the cart.
    Confirm,
    /// Throw the cart away.
    Cancel,
    /// Remove the last line, or the last pieces added to it.
    Undo,
    /// The next scan counts this often, 2 to 99.
    Quantity(u32),
    /// The next scan only shows its price.
    PriceCheck,
    /// Say how the kiosk works.
    Help,
    /// Print the last slip again, marked as a copy.
    Reprint,
    /// Speak this language.
    Language(Language),
    /// The order is for this table of the shop, a number greater than zero.
    Table(u64),
    /// The shopper was handed this pager, 1 to 9,999.
    Pager(u32),
    /// Lay so many places, 1 to 999.
    Covers(u32),
    /// How the goods leave the shop.
    Delivery(Delivery),
    /// This choice for the last line.
    Choose(ChoiceId),
    /// A free line in a department; staff only.
    Department(DepartmentId, Cents),
    /// A free line; staff only.
    Free(Cents),
    /// This one of the shop's comments, counted from 1.
    Note(u32),
    /// One of the staff is here.
    Staff(Pass),
    /// One of the staff has checked the buyer's age.
    Age(Pass),
}

/// Who shows a staff code, and the check that only the shop can make.
#[derive(Clone, PartialEq, Eq)]
pub struct Pass {
    /// `a-z 0-9 -`, lower case.
    pub person: String,
    /// Upper case.
    pub check: String,
}

/// Tells who, not the check.
impl fmt::Debug for Pass {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pass({})", self.person)
    }
}

/// What every control code begins with, in either case.
const PREFIX: &str = "SLIP-";

impl Control {
    /// Whether `text` is meant as a control code, be it a known one or not.
    pub(super) fn claims(text: &str) -> bool {
        text.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
    }

    /// Reads `SLIP-CONFIRM`, `SLIP-QTY-3`, `slip-lang-en`...; `None` for any other text and for an argument out of bounds.
    pub fn parse(text: &str) -> Option<Self> {
        if !Self::claims(text) {
            return None;
        }
        let word = text.get(PREFIX.len()..)?.to_ascii_uppercase();
        match word.split_once('-') {
            Some(("QTY", count)) => quantity(count).map(Self::Quantity),
            Some(("LANG", code)) => Language::from_code(code).map(Self::Language),
            Some(_) => None,
            None => match word.as_str() {
                "CONFIRM" => Some(Self::Confirm),
                "CANCEL" => Some(Self::Cancel),
                "UNDO" => Some(Self::Undo),
                "PRICE" => Some(Self::PriceCheck),
                "HELP" => Some(Self::Help),
                "REPRINT" => Some(Self::Reprint),
                _ => None,
            },
        }
    }
}

/// One or two digits, 2 to 99.
fn quantity(text: &str) -> Option<u32> {
    if text.len() > 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|count| *count >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_read_in_either_case() {
        let cases = [
            ("SLIP-CONFIRM", Control::Confirm),
            ("slip-cancel", Control::Cancel),
            ("Slip-Undo", Control::Undo),
            ("SLIP-QTY-2", Control::Quantity(2)),
            ("SLIP-QTY-99", Control::Quantity(99)),
            ("SLIP-PRICE", Control::PriceCheck),
            ("SLIP-HELP", Control::Help),
            ("SLIP-REPRINT", Control::Reprint),
            ("SLIP-LANG-EN", Control::Language(Language::En)),
            ("slip-lang-pt", Control::Language(Language::Pt)),
        ];
        for (text, control) in cases {
            assert_eq!(Control::parse(text), Some(control), "{text}");
        }
    }

    #[test]
    fn arguments_out_of_bounds_and_unknown_words_are_no_code() {
        let cases = [
            "SLIP-",
            "SLIP-QTY",
            "SLIP-QTY-",
            "SLIP-QTY-0",
            "SLIP-QTY-1",
            "SLIP-QTY-100",
            "SLIP-QTY--5",
            "SLIP-QTY-+5",
            "SLIP-QTY-2-2",
            "SLIP-QTY-٣",
            "SLIP-LANG-xx",
            "SLIP-LANG-",
            "SLIP-CONFIRM-",
            "SLIP-CONFIRM ",
            "SLIP-TABLE-4",
            "SLIP-STAFF-anna-123",
            "SLIPCONFIRM",
            "CONFIRM",
            "SLİP-CONFIRM",
            "SLI",
        ];
        for text in cases {
            assert_eq!(Control::parse(text), None, "{text}");
        }
    }
}

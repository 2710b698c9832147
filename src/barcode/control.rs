//! The kiosk's own control codes: `SLIP-...`. What each of them does, and for whom, is the till's to say; whether a staff
//! code's check is right, too.

use super::{Pass, gtin};
use crate::till::article::{ChoiceId, DepartmentId};
use crate::till::money::Cents;
use crate::till::order::Delivery;
use crate::till::settings::Language;

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

/// What every control code begins with, in either case.
const PREFIX: &str = "SLIP-";

impl Control {
    /// Whether `text` is meant as a control code, be it a known one or not.
    pub(super) fn claims(text: &str) -> bool {
        text.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
    }

    /// Reads `SLIP-CONFIRM`, `SLIP-QTY-3`, `slip-lang-en`, `SLIP-DEPT-5-1250`...; numbers may have zeros before them. `None` for any other text and for an argument out of bounds.
    pub fn parse(text: &str) -> Option<Self> {
        if !Self::claims(text) {
            return None;
        }
        let word = text.get(PREFIX.len()..)?.to_ascii_uppercase();
        let Some((name, argument)) = word.split_once('-') else { return Self::plain(&word) };
        match name {
            "QTY" => number(argument, 2, 2, 99).map(Self::Quantity),
            "LANG" => Language::from_code(argument).map(Self::Language),
            "TABLE" => id(argument).map(Self::Table),
            "PAGER" => number(argument, 4, 1, 9_999).map(Self::Pager),
            "COVERS" => number(argument, 3, 1, 999).map(Self::Covers),
            "DELIVERY" => number(argument, 1, 0, 6).and_then(Delivery::new).map(Self::Delivery),
            "VAR" => id(argument).map(|id| Self::Choose(ChoiceId(id))),
            "DEPT" => {
                let (department, amount) = argument.split_once('-')?;
                Some(Self::Department(DepartmentId(id(department)?), cents(amount)?))
            }
            "FREE" => cents(argument).map(Self::Free),
            "NOTE" => number(argument, 2, 1, 99).map(Self::Note),
            "STAFF" => Pass::parse(argument).map(Self::Staff),
            "AGE" => Pass::parse(argument).map(Self::Age),
            _ => None,
        }
    }

    /// The code as it is printed: what [`Control::parse`] reads. Upper case as far as it can be, which takes less room in a
    /// QR code.
    pub fn text(&self) -> String {
        let what = match self {
            Self::Confirm => "CONFIRM".to_owned(),
            Self::Cancel => "CANCEL".to_owned(),
            Self::Undo => "UNDO".to_owned(),
            Self::Quantity(quantity) => format!("QTY-{quantity}"),
            Self::PriceCheck => "PRICE".to_owned(),
            Self::Help => "HELP".to_owned(),
            Self::Reprint => "REPRINT".to_owned(),
            Self::Language(language) => format!("LANG-{}", language.code().to_ascii_uppercase()),
            Self::Table(table) => format!("TABLE-{table}"),
            Self::Pager(pager) => format!("PAGER-{pager}"),
            Self::Covers(covers) => format!("COVERS-{covers}"),
            Self::Delivery(delivery) => format!("DELIVERY-{}", delivery.number()),
            Self::Choose(choice) => format!("VAR-{}", choice.0),
            Self::Department(department, amount) => format!("DEPT-{}-{}", department.0, amount.get()),
            Self::Free(amount) => format!("FREE-{}", amount.get()),
            Self::Note(note) => format!("NOTE-{note}"),
            Self::Staff(pass) => format!("STAFF-{}-{}", pass.person, pass.check),
            Self::Age(pass) => format!("AGE-{}-{}", pass.person, pass.check),
        };
        format!("{PREFIX}{what}")
    }

    /// The codes without an argument.
    fn plain(word: &str) -> Option<Self> {
        match word {
            "CONFIRM" => Some(Self::Confirm),
            "CANCEL" => Some(Self::Cancel),
            "UNDO" => Some(Self::Undo),
            "PRICE" => Some(Self::PriceCheck),
            "HELP" => Some(Self::Help),
            "REPRINT" => Some(Self::Reprint),
            _ => None,
        }
    }
}

/// The greatest number that Kash gives to something.
const ID_MAX: u64 = 999_999_999_999;

/// At most so many ASCII digits, as a number from `min` to `max`.
fn number<T: TryFrom<u64>>(text: &str, digits: usize, min: u64, max: u64) -> Option<T> {
    if text.len() > digits {
        return None;
    }
    gtin::number(text).filter(|number| (min..=max).contains(number)).and_then(|number| T::try_from(number).ok())
}

/// A number that Kash gave: 1 to 999,999,999,999.
fn id(text: &str) -> Option<u64> {
    number(text, 12, 1, ID_MAX)
}

/// A price in cents: 1 to [`Cents::MAX`].
fn cents(text: &str) -> Option<Cents> {
    let cents = Cents::new(number(text, 8, 1, 99_999_999)?);
    (cents <= Cents::MAX).then_some(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(person: &str, check: &str) -> Pass {
        Pass { person: person.to_owned(), check: check.to_owned() }
    }

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
            ("SLIP-TABLE-1", Control::Table(1)),
            ("slip-table-999999999999", Control::Table(999_999_999_999)),
            ("SLIP-PAGER-1", Control::Pager(1)),
            ("SLIP-PAGER-9999", Control::Pager(9_999)),
            ("SLIP-COVERS-999", Control::Covers(999)),
            ("SLIP-COVERS-02", Control::Covers(2)),
            ("SLIP-DELIVERY-0", Control::Delivery(Delivery::new(0).expect("a method"))),
            ("SLIP-DELIVERY-6", Control::Delivery(Delivery::new(6).expect("a method"))),
            ("SLIP-VAR-8", Control::Choose(ChoiceId(8))),
            ("SLIP-DEPT-5-999", Control::Department(DepartmentId(5), Cents::new(999))),
            ("SLIP-FREE-1", Control::Free(Cents::new(1))),
            ("SLIP-FREE-99999999", Control::Free(Cents::MAX)),
            ("SLIP-NOTE-1", Control::Note(1)),
            ("SLIP-NOTE-99", Control::Note(99)),
            ("SLIP-STAFF-anna-maria-0123456789", Control::Staff(pass("anna-maria", "0123456789"))),
            ("slip-age-bob-abcdefghjo", Control::Age(pass("bob", "ABCDEFGHJ0"))),
        ];
        for (text, control) in cases {
            assert_eq!(Control::parse(text).as_ref(), Some(&control), "{text}");
            assert_eq!(Control::parse(&control.text()), Some(control), "{text}, as it is printed");
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
            "SLIP-TABLE",
            "SLIP-TABLE-0",
            "SLIP-TABLE-1000000000000",
            "SLIP-TABLE-0000000000001",
            "SLIP-TABLE-T4",
            "SLIP-TABLE--4",
            "SLIP-PAGER-0",
            "SLIP-PAGER-10000",
            "SLIP-COVERS-0",
            "SLIP-COVERS-1000",
            "SLIP-DELIVERY-7",
            "SLIP-DELIVERY-00",
            "SLIP-DELIVERY-",
            "SLIP-VAR-0",
            "SLIP-VAR-3-8",
            "SLIP-DEPT-5",
            "SLIP-DEPT-5-",
            "SLIP-DEPT-5-0",
            "SLIP-DEPT-0-100",
            "SLIP-DEPT-5-100000000",
            "SLIP-DEPT-5--100",
            "SLIP-DEPT-5-1.00",
            "SLIP-FREE-0",
            "SLIP-FREE-100000000",
            "SLIP-FREE--1",
            "SLIP-FREE-1e3",
            "SLIP-NOTE-0",
            "SLIP-NOTE-100",
            "SLIP-STAFF-anna",
            "SLIP-STAFF-0123456789",
            "SLIP-STAFF-anna-123",
            "SLIP-STAFF-anna-012345678U",
            "SLIP-AGE--0123456789",
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

//! What a scan means: text in, meaning out. Pure; knows no catalogue, no cart, no clock.

use std::fmt;
use std::sync::Arc;

mod add_on;
mod card;
mod contact;
mod control;
mod gathering;
mod gs1;
mod gtin;
mod in_store;
mod invisible;
mod pass;
mod read;
mod symbology;
mod upc_e;

pub use add_on::add_on;
pub use card::CardPattern;
pub use contact::{Contact, Detail, map};
pub use control::Control;
pub use gathering::{Gathered, Gathering};
pub use gs1::{Ai, Day, Element, Fault, Freshness, Package, Price, Warning, currency_number};
pub use gtin::{Gtin, check_digit};
pub use in_store::{InStore, InStorePattern, Layout, Measure, Measured, Scale, countries, national};
pub use pass::Pass;
pub use read::{LONGEST, Settings, read};
pub use symbology::Symbology;

/// One completed scan as a scanner delivered it: no suffix, no identifier in the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Scan {
    /// What the symbol holds.
    pub text: String,
    /// The AIM symbology identifier (ISO/IEC 15424) the scanner sent before it, `]E0` say.
    pub aim: Option<String>,
}

impl Scan {
    /// Takes what a scanner sent, with the AIM identifier still before it if there is one: `]`, a letter, and a letter or
    /// digit.
    pub fn split(data: &str) -> Self {
        let identified = matches!(data.as_bytes(), [b']', letter, modifier, ..]
            if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric());
        if identified && let Some((aim, text)) = data.split_at_checked(3) {
            return Self { text: text.to_owned(), aim: Some(aim.to_owned()) };
        }
        Self { text: data.to_owned(), aim: None }
    }
}

/// A scan may be a customer card: only its length is told.
impl fmt::Debug for Scan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Scan({} characters, {:?})", self.text.chars().count(), self.aim)
    }
}

/// What a scan means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A product of the catalogue, by this key.
    Product(Key),
    /// A product of the catalogue, and what its own code of GS1 says of this one package.
    Package(Box<Package>),
    /// An add-on symbol by itself: the issue of a magazine, or the price of a book. Its product is a scan of its own.
    AddOn(String),
    /// A customer card, by the code on it.
    Customer(Card),
    /// A number that the shop's own scale printed, by one of the shop's patterns.
    InStore(InStore),
    /// A customer who brings name and address: a vCard or MECARD.
    Contact(Arc<Contact>),
    /// One of the kiosk's own control codes.
    Control(Control),
    /// Understood, and not for a self-service kiosk, or misread.
    Refused(Why),
}

/// What the catalogue is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A GTIN of any length whose check digit is right, padded to 14 digits.
    Gtin(Gtin),
    /// Any other code, as it stands (the shop's own numbering).
    Text(String),
}

/// The code on a customer's card. Appears in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Card(pub String);

/// Says that there is one, not which.
impl fmt::Debug for Card {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Card(..)")
    }
}

/// Why a scan is refused without asking the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A retail number whose check digit is wrong: a misread. Scan again.
    CheckDigit,
    /// Kash's `$1`, `$2`, `$4`...: department, user, discount. Not at a self-service kiosk.
    NotForShoppers,
    /// Empty, longer than any code, or with characters no code has.
    Unreadable,
    /// A control code that does not exist or whose argument is out of bounds.
    UnknownControl,
    /// A code of GS1 that breaks GS1's own table.
    Gs1(Fault),
    /// A code of GS1 that names no product: a pallet, a place, a coupon.
    NoProduct,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_is_split_off_and_nothing_else() {
        let cases = [
            ("]E03017620422003", Some("]E0"), "3017620422003"),
            ("]Xk01234565", Some("]Xk"), "01234565"),
            ("]C1", Some("]C1"), ""),
            ("3017620422003", None, "3017620422003"),
            ("]", None, "]"),
            ("]E", None, "]E"),
            ("]12abc", None, "]12abc"),
            ("]Eéabc", None, "]Eéabc"),
        ];
        for (data, aim, text) in cases {
            let scan = Scan::split(data);
            assert_eq!((scan.aim.as_deref(), scan.text.as_str()), (aim, text), "{data}");
        }
    }
}

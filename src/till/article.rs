//! What the shop sells, and who it knows.

use super::money::{Cents, VatRate};
use std::fmt;
use std::sync::Arc;

/// Kash's number of an article, greater than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

/// Kash's number of a department, greater than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DepartmentId(pub u64);

/// Kash's number of a choice of a variation, greater than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceId(pub u64);

/// Kash's number of a customer, greater than zero. Never logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CustomerId(pub u64);

/// Says that there is one, not which.
impl fmt::Debug for CustomerId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("CustomerId(..)")
    }
}

/// An article's name, fit to be shown, printed and sent: no control character, no `_` (Kash's separator), no white space
/// at either end, 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(Arc<str>);

impl Title {
    /// The longest title in characters.
    pub const MAX: usize = 200;

    /// Makes any text fit; `None` if nothing is left of it. Control, format and separator characters become a space.
    pub fn clean(text: &str) -> Option<Self> {
        let spaced = text.chars().map(|c| if is_unfit(c) { ' ' } else { c });
        let mut clean = String::with_capacity(text.len().min(Self::MAX * 4));
        let mut length = 0;
        for c in spaced {
            if length == Self::MAX {
                break;
            }
            if c == ' ' && (clean.is_empty() || clean.ends_with(' ')) {
                continue;
            }
            clean.push(c);
            length += 1;
        }
        let clean = clean.trim_end();
        (!clean.is_empty()).then(|| Self(clean.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that could shift a field of the order form, and those that [`commands`] knows.
fn is_unfit(c: char) -> bool {
    c == '_' || commands(c)
}

/// Characters that could command a printer or turn the text around on a screen.
pub(super) fn commands(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// How an article is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Counted; the price is for one.
    Piece,
    /// Weighed; the price is for a kilogram.
    Kilogram,
}

/// One article as the catalogue knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Kash's number.
    pub id: ArticleId,
    /// Its name.
    pub title: Title,
    /// What one piece or one kilogram costs, taxes included.
    pub price: Cents,
    /// Its VAT rate, where the shop said.
    pub vat: Option<VatRate>,
    /// Piece or kilogram.
    pub unit: Unit,
    /// The age in years that a shopper must have, 0 for none.
    pub min_age: u8,
    /// Whether it is for sale at all.
    pub active: bool,
    /// What may be chosen with it, in the order of Kash's slots.
    pub variations: Vec<Variation>,
    /// What is sold along with each one of it: a deposit, a bag. Counted articles, whose own linked ones do not count.
    pub linked: Vec<Arc<Article>>,
}

impl Article {
    /// The most variations of one article: Kash has five slots.
    pub const VARIATIONS_MAX: usize = 5;
    /// The most articles that are sold along with one.
    pub const LINKED_MAX: usize = 5;

    /// One that is sold by the piece to anybody: no VAT rate, no age, nothing to choose, nothing along with it.
    pub const fn piece(id: ArticleId, title: Title, price: Cents) -> Self {
        Self {
            id,
            title,
            price,
            vat: None,
            unit: Unit::Piece,
            min_age: 0,
            active: true,
            variations: Vec::new(),
            linked: Vec::new(),
        }
    }

    /// The age in years that its buyer must have, for what is sold along with it too; 0 for none.
    pub fn age(&self) -> u8 {
        self.linked.iter().map(|linked| linked.min_age).fold(self.min_age, u8::max)
    }
}

/// Something to choose with an article: one of several, size S, M or L.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// What is chosen: "Size". Absent where the catalogue only knows the choices.
    pub title: Option<Title>,
    /// Whether the article cannot be ordered without.
    pub required: bool,
    /// Of which one can be had; at least one.
    pub choices: Vec<Choice>,
}

/// One of the choices of a variation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Kash's number.
    pub id: ChoiceId,
    /// Its name.
    pub title: Title,
    /// What it adds to the price of one; may be negative.
    pub delta: Cents,
    /// Whether it is to be had at the moment.
    pub available: bool,
    /// Whether nothing more is to be chosen after it.
    pub ends: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_can_shift_no_field_and_command_no_printer() {
        let cases = [
            ("Café crème", "Café crème"),
            ("12_2_Free_0.01", "12 2 Free 0.01"),
            ("\u{1b}@reset\u{1d}V\u{0}", "@reset V"),
            ("  two\r\nlines\t ", "two lines"),
            ("gnp\u{202e}.exe", "gnp .exe"),
        ];
        for (raw, clean) in cases {
            assert_eq!(Title::clean(raw).expect("something is left").as_str(), clean);
        }
        for empty in ["", " ", "___", "\u{0}\u{1b}", "\u{200b}"] {
            assert_eq!(Title::clean(empty), None, "{empty:?} is no title");
        }
        let long = Title::clean(&"é".repeat(10_000)).expect("something is left");
        assert_eq!(long.as_str().chars().count(), Title::MAX);
    }
}

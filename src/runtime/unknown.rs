//! The codes that the catalogue did not know, for whoever keeps it. Only numbers of goods: anything else may be the card of
//! a person, and is counted alone. So are the numbers of GS1 that a shop gives out by itself, of which many cards have one; a
//! card that bears the number of a product cannot be told from it.

use crate::barcode::Gtin;
use crate::till::Wall;
use std::collections::VecDeque;

/// How many different ones are kept, the latest.
const MOST: usize = 50;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// As it was scanned: 8, 12, 13 or 14 digits whose check digit is right.
    pub code: String,
    /// How often it was scanned since the start.
    pub times: u64,
    /// When last, if the clock was right.
    pub last: Option<Wall>,
}

/// What the catalogue lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unknown {
    codes: VecDeque<UnknownCode>,
    others: u64,
}

impl Unknown {
    /// One more; says whether it is a number of goods.
    pub(super) fn note(&mut self, code: &str, at: Option<Wall>) -> bool {
        if !Gtin::parse(code).is_some_and(is_of_goods) {
            self.others += 1;
            return false;
        }
        let known = self.codes.iter().position(|known| known.code == code).and_then(|place| self.codes.remove(place));
        let times = known.map_or(0, |known| known.times) + 1;
        self.codes.push_front(UnknownCode { code: code.to_owned(), times, last: at });
        self.codes.truncate(MOST);
        true
    }

    /// The numbers of goods, latest first.
    pub fn codes(&self) -> impl Iterator<Item = &UnknownCode> {
        self.codes.iter()
    }

    /// How many scans were of codes that are no numbers of goods.
    pub const fn others(&self) -> u64 {
        self.others
    }
}

/// Whether a maker gave it to a product: not a company's own number, a coupon or a refund (GS1 General Specifications,
/// section 1.4: the prefixes 02, 04, 20 to 29, 98 and 99, and for eight digits 0 and 2).
const fn is_of_goods(gtin: Gtin) -> bool {
    let thirteen = gtin.get() % 10_000_000_000_000;
    if gtin.get() < 100_000_000 {
        return !matches!(thirteen / 10_000_000, 0 | 2);
    }
    !matches!(thirteen / 100_000_000_000, 2 | 4 | 20..=29 | 98 | 99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_goods_are_kept_the_latest_first_and_nothing_else_is() {
        let mut unknown = Unknown::default();
        for (code, kept) in [
            ("4006381333931", true),
            ("CUST-0001", false),
            ("96385074", true),
            ("4006381333931", true),
            ("4006381333932", false),
            ("BEGIN:VCARD", false),
            ("2912345678906", false),
            ("9800000000007", false),
            ("212345678992", false),
            ("20123451", false),
        ] {
            assert_eq!(unknown.note(code, Some(Wall(7))), kept, "{code}");
        }
        let codes: Vec<_> = unknown.codes().map(|code| (code.code.as_str(), code.times)).collect();
        assert_eq!(codes, [("4006381333931", 2), ("96385074", 1)]);
        assert_eq!(unknown.others(), 7);
    }

    #[test]
    fn there_is_an_end_to_the_list() {
        let mut unknown = Unknown::default();
        for number in 0..200_u64 {
            let body = format!("{:012}", number + 400_000_000_000);
            let sum: u32 = body.bytes().zip([1, 3].into_iter().cycle()).map(|(d, w)| u32::from(d - b'0') * w).sum();
            unknown.note(&format!("{body}{}", (10 - sum % 10) % 10), None);
        }
        assert_eq!((unknown.codes().count(), unknown.others()), (MOST, 0));
    }
}

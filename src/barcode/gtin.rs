//! Retail numbers: GTIN-8, -12, -13 and -14, and the short UPC-E form of a GTIN-12. Knows digits and lengths, no
//! symbology and no catalogue.
//!
//! Source: GS1 General Specifications, sections 7.9 (check digit) and 5.2.2.4 (UPC-E zero suppression).

use super::upc_e;
use std::fmt;

/// A GTIN whose check digit is right, as 14 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin(u64);

impl Gtin {
    /// One more than the greatest GTIN.
    const END: u64 = 100_000_000_000_000;

    /// This number, if it is below 10^14 and its last digit is the right check digit.
    pub const fn new(number: u64) -> Option<Self> {
        if number < Self::END && check_digit(number / 10) as u64 == number % 10 { Some(Self(number)) } else { None }
    }

    /// Reads 8, 12, 13 or 14 ASCII digits of which the last is the right check digit. The same product in another of
    /// these lengths gives the same value.
    pub fn parse(text: &str) -> Option<Self> {
        if matches!(text.len(), 8 | 12 | 13 | 14) { Self::new(number(text)?) } else { None }
    }

    /// Reads the short form UPC-E, number systems 0 and 1, and gives the GTIN it stands for.
    ///
    /// Eight digits are number system, six digits and check digit. Seven that begin with 0 or 1 are number
    /// system and six digits (a scanner set to leave the check digit out), other seven are the six and their check digit
    /// (set to leave the number system out). Six stand for themselves in number system 0.
    pub fn parse_upc_e(text: &str) -> Option<Self> {
        Self::new(upc_e::expand(text)?)
    }

    /// The number, below 10^14.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// 14 digits.
impl fmt::Display for Gtin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:014}", self.0)
    }
}

/// The check digit, 0 to 9, that belongs behind the digits of `body`: weights 3 and 1 in turn from the right, made up to
/// the next multiple of ten. Zeros on the left change nothing.
pub const fn check_digit(body: u64) -> u8 {
    let (mut rest, mut weight, mut sum) = (body, 3, 0);
    while rest > 0 {
        sum += (rest % 10) * weight;
        rest /= 10;
        weight = 4 - weight;
    }
    // Below ten, so nothing is cut off.
    ((10 - sum % 10) % 10) as u8
}

/// The value of up to 18 ASCII digits; `None` for anything else.
pub(super) fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 18 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_numbers_of_each_length_are_read() {
        let cases = [
            ("96385074", "00000096385074"),
            ("042100005264", "00042100005264"),
            ("3017620422003", "03017620422003"),
            ("0042100005264", "00042100005264"),
            ("13017620422000", "13017620422000"),
        ];
        for (text, gtin14) in cases {
            assert_eq!(Gtin::parse(text).expect(text).to_string(), gtin14);
        }
    }

    #[test]
    fn other_lengths_other_digits_and_wrong_check_digits_are_not() {
        let cases = [
            "",
            "0",
            "3017620422004",
            "301762042200",
            "30176204220031",
            "٣٠١٧٦٢٠٤٢٢٠٠٣",
            "301762042200 ",
            "+017620422003",
        ];
        for text in cases {
            assert_eq!(Gtin::parse(text), None, "{text:?}");
        }
        assert_eq!(Gtin::new(100_000_000_000_000), None, "fifteen digits");
        assert_eq!(Gtin::new(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = Gtin::parse(&text);
            let _ = Gtin::parse_upc_e(&text);
        }

        #[test]
        fn zeros_on_the_left_name_the_same_product(body in 0_u64..10_000_000) {
            let number = body * 10 + u64::from(check_digit(body));
            let same: Vec<_> = [8, 12, 13, 14].map(|length| Gtin::parse(&format!("{number:0length$}"))).into();
            prop_assert!(same.iter().all(|gtin| *gtin == Gtin::new(number)));
            prop_assert!(same[0].is_some());
        }

        #[test]
        fn every_single_wrong_digit_is_caught(body in 0_u64..1_000_000_000_000, place in 0_usize..13, wrong in 1_u8..10) {
            let mut digits = format!("{body:012}{}", check_digit(body)).into_bytes();
            prop_assert!(Gtin::parse(std::str::from_utf8(&digits).expect("digits")).is_some());
            digits[place] = b'0' + (digits[place] - b'0' + wrong) % 10;
            prop_assert_eq!(Gtin::parse(std::str::from_utf8(&digits).expect("digits")), None);
        }
    }
}

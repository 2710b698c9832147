//! The check digit that some scales print for the price or weight itself, besides that of the whole number.
//!
//! Source: GS1 General Specifications, section 7.9 (price verifier digit of four- and five-digit fields).

/// How one digit weighs. The sign says whether the tens of the product are added to it or taken from it.
#[derive(Clone, Copy)]
enum Weight {
    TwoMinus,
    Three,
    FivePlus,
    FiveMinus,
}

impl Weight {
    /// The units of the weighted digit; `digit` is 0 to 9.
    const fn of(self, digit: u32) -> u32 {
        let (product, minus) = match self {
            Self::TwoMinus => (digit * 2, true),
            Self::Three => return digit * 3 % 10,
            Self::FivePlus => (digit * 5, false),
            Self::FiveMinus => (digit * 5, true),
        };
        let tens = product / 10;
        (if minus { product - tens } else { product + tens }) % 10
    }
}

/// The check digit, 0 to 9, of a field of four or five digits; `None` for another length and for what is no digit.
pub(super) fn price_check(field: &str) -> Option<u32> {
    let digits: Vec<u32> = field.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let sum = |weights: &[Weight]| weights.iter().zip(&digits).map(|(weight, digit)| weight.of(*digit)).sum::<u32>();
    match digits.len() {
        4 => Some(sum(&[Weight::TwoMinus, Weight::TwoMinus, Weight::Three, Weight::FiveMinus]) * 3 % 10),
        5 => {
            let weights = [Weight::FivePlus, Weight::TwoMinus, Weight::FiveMinus, Weight::FivePlus, Weight::TwoMinus];
            let missing = (10 - sum(&weights) % 10) % 10;
            (0..10).find(|digit| Weight::FiveMinus.of(*digit) == missing)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_four_and_five_digits_have_one() {
        let cases = [
            ("2875", Some(9)),
            // The field of 2011122912346, a British price.
            ("1234", Some(9)),
            ("0000", Some(0)),
            ("14685", Some(6)),
            ("00000", Some(0)),
            ("123", None),
            ("123456", None),
            ("12a4", None),
            ("", None),
        ];
        for (field, digit) in cases {
            assert_eq!(price_check(field), digit, "{field:?}");
        }
    }

    #[test]
    fn every_single_wrong_digit_is_caught() {
        for field in ["2875", "0999", "14685", "90210"] {
            for place in 0..field.len() {
                for wrong in ('0'..='9').filter(|wrong| field.chars().nth(place) != Some(*wrong)) {
                    let mut other = field.to_owned();
                    other.replace_range(place..=place, &wrong.to_string());
                    assert_ne!(price_check(&other), price_check(field), "{other} for {field}");
                }
            }
        }
    }
}

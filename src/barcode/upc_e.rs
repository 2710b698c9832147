//! UPC-E: twelve digits with zeros left out, printed as six bars. Turns them back into the twelve.
//!
//! Source: GS1 General Specifications, section 5.2.2.4.

use super::gtin::{check_digit, number};

/// The GTIN-12 that 6, 7 or 8 digits of UPC-E stand for; `None` where they stand for none. What the lengths mean is told
/// at [`super::Gtin::parse_upc_e`].
pub(super) fn expand(text: &str) -> Option<u64> {
    let digits = number(text)?;
    match text.len() {
        8 => {
            let whole = complete(digits / 10_000_000, digits / 10 % 1_000_000)?;
            (whole % 10 == digits % 10).then_some(whole)
        }
        7 if digits < 2_000_000 => complete(digits / 1_000_000, digits % 1_000_000),
        7 => complete(0, digits / 10).filter(|whole| whole % 10 == digits % 10),
        6 => complete(0, digits),
        _ => None,
    }
}

/// The twelve digits of a number system, 0 or 1, and the six printed digits. The last of the six says where the zeros
/// were taken out.
fn complete(number_system: u64, six: u64) -> Option<u64> {
    let (five, last) = (six / 10, six % 10);
    let body = match last {
        0..=2 => five / 1_000 * 100_000_000 + last * 10_000_000 + five % 1_000,
        3 => five / 100 * 10_000_000 + five % 100,
        4 => five / 10 * 1_000_000 + five % 10,
        _ => five * 100_000 + last,
    };
    let body = number_system * 10_000_000_000 + body;
    (number_system <= 1).then(|| body * 10 + u64::from(check_digit(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_digit_says_where_the_zeros_were() {
        // One row for each row of the specification's table, the twelve digits written out.
        let cases = [
            ("123450", "0012000003455"),
            ("123451", "0012100003454"),
            ("123452", "0012200003453"),
            ("123453", "0012300000451"),
            ("123454", "0012340000053"),
            ("123455", "0012345000058"),
            ("123459", "0012345000096"),
        ];
        for (six, whole) in cases {
            assert_eq!(expand(six).map(|number| format!("{number:013}")).as_deref(), Some(whole), "{six}");
        }
    }

    #[test]
    fn six_seven_and_eight_digits_are_the_same_number() {
        for text in ["425261", "0425261", "4252614", "04252614"] {
            assert_eq!(expand(text), Some(42_100_005_264), "{text}");
        }
        assert_eq!(expand("14252611"), Some(142_100_005_261), "number system 1");
        assert_eq!(expand("1425261"), Some(142_100_005_261), "number system 1 without its check digit");
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "12345", "123456789", "04252615", "24252614", "4252615", "42526a", "٤٢٥٢٦١"] {
            assert_eq!(expand(text), None, "{text:?}");
        }
    }
}

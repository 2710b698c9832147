//! The longer ones of the rules: check characters of letters and digits, account numbers, percent signs, coupons.

use super::world;
use crate::barcode::gtin::number;

/// The 82 characters of GS1 in order of their weight, and the 32 of check characters.
const WEIGHTS: &[u8] = b"!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const CHECKS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// The weights of the places, from the right; no part with such a check is longer than 25 characters.
const PRIMES: [usize; 23] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/// Whether the last two characters check the others.
///
/// Source: GS1 General Specifications, section 7.9.5 (check character pair).
pub(super) fn pair(part: &str) -> bool {
    let Some((body, check)) = part.len().checked_sub(2).and_then(|at| part.as_bytes().split_at_checked(at)) else {
        return false;
    };
    let mut sum = 0;
    for (place, byte) in body.iter().rev().enumerate() {
        let weight = WEIGHTS.iter().position(|known| known == byte);
        let (Some(weight), Some(prime)) = (weight, PRIMES.get(place)) else { return false };
        sum += weight * prime;
    }
    let sum = sum % 1_021;
    check == [CHECKS[sum >> 5 & 31], CHECKS[sum & 31]]
}

/// Whether it is an account number by ISO 13616.
pub(super) fn iban(part: &str) -> bool {
    let known = part.get(..2).is_some_and(world::has_country_letters);
    if !known || part.len() <= 10 {
        return false;
    }
    let mut rest = 0;
    for byte in part.bytes().cycle().skip(4).take(part.len()) {
        rest = match byte {
            b'0'..=b'9' => rest * 10 + u32::from(byte - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(byte - b'A') + 10,
            _ => return false,
        } % 97;
    }
    rest == 1
}

/// Whether two hexadecimal digits follow each percent sign.
pub(super) fn percent_encoding(part: &str) -> bool {
    let is_coded = |coded: &str| coded.get(..2).is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()));
    part.split('%').skip(1).all(is_coded)
}

/// `2/3`: which one, a slash, of how many.
pub(super) fn place_in_sequence(part: &str) -> bool {
    part.split_once('/').is_some_and(|(place, of)| {
        let (place, of) = (number(place).filter(|_| !place.starts_with('0')), number(of));
        matches!((place, of), (Some(place), Some(of)) if place <= of)
    })
}

/// The digits of a positive offer coupon (AI 8112): form, funder, offer, serial number, the lengths of two of them before
/// them.
pub(super) fn coupon_offer(part: &str) -> bool {
    let parsed = || {
        let rest = part.strip_prefix(['0', '1'])?;
        let rest = counted(rest, 6)?.get(6..)?;
        counted(rest, 9)
    };
    part.bytes().all(|byte| byte.is_ascii_digit()) && parsed() == Some("")
}

/// What is behind a field of six digits and as many more as the digit before it says, at most `more`.
fn counted(text: &str, more: usize) -> Option<&str> {
    let length: usize = text.get(..1)?.parse().ok().filter(|length| *length <= more)?;
    text.get(1 + 6 + length..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_every_character_check() {
        for right in [
            "22",
            "!22",
            "!!22",
            "12345678901234567890123NT",
            "12345_ABCDEFGHIJKLMCP",
            "12345_nopqrstuvwxyzP2",
            "12345_!\"%&'()*+,-./LC",
            "12345_0123456789:;<=>?62",
            "99999zzzzzzzzzzzzzzzzzzT2",
        ] {
            assert!(pair(right), "{right}");
        }
        for wrong in ["", "2", "33", " 2345678901234567890123NT", "123456789012345678901234567N"] {
            assert!(!pair(wrong), "{wrong}");
        }
    }

    #[test]
    fn account_numbers_of_several_countries_check() {
        for right in ["DE91100000000123456789", "BE71096123456769", "GB98MIDL07009312345678"] {
            assert!(iban(right), "{right}");
        }
        for wrong in ["BE71096123456760", "BE71", "", "LC14BOSLxx3456789012345678901230"] {
            assert!(!iban(wrong), "{wrong}");
        }
    }
}

//! Staff codes: who shows one, and the check that tells it from a code that a shopper made up. Knows how a check is
//! written and read, not how it is computed: the secret is no business of a barcode's.

use std::fmt;

/// Who shows a staff code, and the check that only the shop can make.
#[derive(Clone, PartialEq, Eq)]
pub struct Pass {
    /// `a-z 0-9 -`, lower case.
    pub person: String,
    /// Upper case.
    pub check: String,
}

/// Crockford's base 32: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The longest name of a person in characters.
const PERSON_MAX: usize = 24;

impl Pass {
    /// Characters of a check; each is five bits.
    pub const CHECK: usize = 10;

    /// Reads `person-check`. The check is the last part, since a person's name may hold `-` itself. Upper and lower case
    /// are the same in both; in the check `I` and `L` are read as 1 and `O` as 0, as Crockford has it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (person, check) = text.rsplit_once('-')?;
        let named = (1..=PERSON_MAX).contains(&person.len())
            && person.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let check: Option<String> = check.chars().map(digit).collect();
        let check = check.filter(|check| check.len() == Self::CHECK);
        check.filter(|_| named).map(|check| Self { person: person.to_ascii_lowercase(), check })
    }

    /// The first 50 bits of `bits`, the highest first, as a check is written.
    pub fn check_of(bits: u64) -> String {
        let digits = (0..Self::CHECK).map(|place| bits >> (64 - 5 * (place + 1)) & 31);
        digits.filter_map(|digit| ALPHABET.get(usize::try_from(digit).ok()?)).map(|byte| char::from(*byte)).collect()
    }
}

/// One character of a check in its one form; `None` for what is none.
fn digit(c: char) -> Option<char> {
    let upper = match c.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    ALPHABET.iter().any(|known| char::from(*known) == upper).then_some(upper)
}

/// Tells who, not the check.
impl fmt::Debug for Pass {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pass({})", self.person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_is_read_in_either_case_and_with_look_alikes() {
        let cases = [
            ("anna-0123456789", "anna", "0123456789"),
            ("ANNA-ABCDEFGHJK", "anna", "ABCDEFGHJK"),
            ("anna-abcdefghjk", "anna", "ABCDEFGHJK"),
            ("anna-maria-2-OILoil0000", "anna-maria-2", "0110110000"),
            ("--0000000000", "-", "0000000000"),
        ];
        for (text, person, check) in cases {
            let expected = Pass { person: person.to_owned(), check: check.to_owned() };
            assert_eq!(Pass::parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_pass() {
        let cases = [
            "",
            "anna",
            "-0123456789",
            "anna-012345678",
            "anna-01234567890",
            "anna-012345678U",
            "anna-012345678é",
            "an na-0123456789",
            "änna-0123456789",
            "anna_0123456789",
            "abcdefghijklmnopqrstuvwxy-0123456789",
        ];
        for text in cases {
            assert_eq!(Pass::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_check_is_the_first_fifty_bits_and_reads_back() {
        assert_eq!(Pass::check_of(0), "0000000000");
        assert_eq!(Pass::check_of(u64::MAX), "ZZZZZZZZZZ");
        assert_eq!(Pass::check_of((1 << 14) - 1), "0000000000", "the last fourteen bits are not in it");
        assert_eq!(Pass::check_of(0b00001_00010_00011_00100_00101_00110_00111_01000_01001_01010 << 14), "123456789A");
        let check = Pass::check_of(0x0123_4567_89ab_cdef);
        assert_eq!(Pass::parse(&format!("anna-{check}")).map(|pass| pass.check), Some(check));
    }

    #[test]
    fn nobody_reads_the_check_from_a_log() {
        let pass = Pass::parse("anna-ABCDEFGHJK").expect("a pass");
        assert_eq!(format!("{pass:?}"), "Pass(anna)");
    }
}

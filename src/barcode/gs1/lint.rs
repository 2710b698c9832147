//! The rules that GS1's table names for the parts of an element, by GS1's own names.
//!
//! Source: GS1 Barcode Syntax Tests, whose descriptions are the rules here. Two of the table's rules are left out:
//! `couponcode` (the North American coupon of AI 8110, no business of a shop on Kash) and `packagetype` (a list of a few
//! hundred codes for freight). `gcppos1` and `gcppos2` look at the form of a company prefix only, as GS1's own tests do
//! without a list of prefixes.

use super::day::{may_be_day, two};
use super::{lint_check, world};
use crate::barcode::gtin;

/// A rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lint {
    /// GS1's name of it.
    pub(super) name: &'static str,
    /// Whether a part of an element, of the right characters, keeps it.
    pub(super) passes: fn(&str) -> bool,
}

/// All of them.
const LINTS: &[Lint] = &[
    Lint { name: "couponposoffer", passes: lint_check::coupon_offer },
    Lint { name: "csum", passes: check_digit },
    Lint { name: "csumalpha", passes: lint_check::pair },
    Lint { name: "gcppos1", passes: |part| company_prefix(part, 0) },
    Lint { name: "gcppos2", passes: |part| company_prefix(part, 1) },
    Lint { name: "hasnondigit", passes: |part| part.bytes().any(|byte| !byte.is_ascii_digit()) },
    Lint { name: "hh", passes: |part| part.len() == 2 && below(part, 0, 24) },
    Lint { name: "hhmi", passes: |part| part.len() == 4 && below(part, 0, 24) && below(part, 2, 60) },
    Lint { name: "hyphen", passes: |part| part == "-" },
    Lint { name: "iban", passes: lint_check::iban },
    Lint { name: "importeridx", passes: |part| part.len() == 1 && part.bytes().all(is_base64) },
    Lint { name: "iso3166", passes: world::has_country },
    Lint { name: "iso3166999", passes: |part| part == "999" || world::has_country(part) },
    Lint { name: "iso3166alpha2", passes: world::has_country_letters },
    Lint { name: "iso4217", passes: world::has_currency },
    Lint { name: "iso5218", passes: |part| matches!(part, "0" | "1" | "2" | "9") },
    Lint { name: "latitude", passes: |part| at_most(part, 1_800_000_000) },
    Lint { name: "longitude", passes: |part| at_most(part, 3_600_000_000) },
    Lint { name: "mediatype", passes: |part| part.len() == 2 && matches!(two(part, 0), Some(1..=10 | 80..=99)) },
    Lint { name: "mi", passes: |part| part.len() == 2 && below(part, 0, 60) },
    Lint { name: "nonzero", passes: |part| part.bytes().any(|byte| byte != b'0') },
    Lint { name: "nozeroprefix", passes: |part| part == "0" || !part.starts_with('0') },
    Lint { name: "pcenc", passes: lint_check::percent_encoding },
    Lint { name: "pieceoftotal", passes: piece_of_total },
    Lint { name: "posinseqslash", passes: lint_check::place_in_sequence },
    Lint { name: "ss", passes: |part| part.len() == 2 && below(part, 0, 60) },
    Lint { name: "winding", passes: |part| matches!(part, "0" | "1" | "9") },
    Lint { name: "yesno", passes: |part| matches!(part, "0" | "1") },
    Lint { name: "yymmd0", passes: |part| may_be_day(part, true) },
    Lint { name: "yymmdd", passes: |part| may_be_day(part, false) },
    Lint { name: "yyyymmdd", passes: full_date },
    Lint { name: "zero", passes: |part| part.bytes().all(|byte| byte == b'0') },
];

/// The rule of this name.
pub(super) fn named(name: &str) -> Option<Lint> {
    LINTS.iter().find(|lint| lint.name == name).copied()
}

/// The last digit is the check digit of the others.
fn check_digit(part: &str) -> bool {
    gtin::number(part).is_some_and(|number| u64::from(gtin::check_digit(number / 10)) == number % 10)
}

/// A company prefix has at least four digits.
fn company_prefix(part: &str, at: usize) -> bool {
    part.get(at..at + 4).is_some_and(|prefix| prefix.bytes().all(|byte| byte.is_ascii_digit()))
}

fn below(part: &str, at: usize, limit: u8) -> bool {
    two(part, at).is_some_and(|number| number < limit)
}

fn at_most(part: &str, limit: u64) -> bool {
    gtin::number(part).is_some_and(|number| number <= limit)
}

/// Piece and total, two digits each, counted from 1.
fn piece_of_total(part: &str) -> bool {
    matches!((two(part, 0), two(part, 2)), (Some(piece @ 1..), Some(total)) if piece <= total && part.len() == 4)
}

fn full_date(part: &str) -> bool {
    let date = || super::Day::new(part.get(..4)?.parse().ok()?, two(part, 4)?, two(part, 6)?);
    part.len() == 8 && date().is_some()
}

/// The characters of base64url, file and address safe.
const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_takes_what_is_right_and_refuses_what_is_wrong() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (
                "couponposoffer",
                &["001234561234560123456"],
                &["201234561234560123456", "00123456", "0012345612345601234567"],
            ),
            ("csum", &["09506000134352", "9506000134352", "006141411234567890"], &["09506000134353", ""]),
            ("csumalpha", &["1987654Ad4X4bL5ttr2310c2K"], &["1987654Ad4X4bL5ttr2310c2X", "2"]),
            ("gcppos1", &["1234", "1234A"], &["123", "123A"]),
            ("gcppos2", &["01234"], &["0123", "0A234"]),
            ("hasnondigit", &["12a"], &["12"]),
            ("hh", &["00", "23"], &["24"]),
            ("hhmi", &["0000", "2359"], &["2400", "0060"]),
            ("hyphen", &["-"], &["+", "--"]),
            ("iban", &["FR7630006000011234567890189"], &["FR7630006000011234567890188", "XX361234567890"]),
            ("importeridx", &["A", "_", "-"], &["AA", "/"]),
            ("iso3166", &["250"], &["999"]),
            ("iso3166999", &["250", "999"], &["998"]),
            ("iso3166alpha2", &["FR"], &["XX"]),
            ("iso4217", &["978"], &["000"]),
            ("iso5218", &["0", "9"], &["3"]),
            ("latitude", &["0000000000", "1800000000"], &["1800000001"]),
            ("longitude", &["3600000000"], &["3600000001"]),
            ("mediatype", &["01", "10", "80", "99"], &["00", "11", "79"]),
            ("mi", &["59"], &["60"]),
            ("nonzero", &["0001"], &["0000"]),
            ("nozeroprefix", &["0", "12"], &["01"]),
            ("pcenc", &["Caf%C3%A9", "plain"], &["100%", "%0", "%GG"]),
            ("pieceoftotal", &["0102", "0202"], &["0302", "0002", "0100"]),
            ("posinseqslash", &["1/3", "3/3"], &["4/3", "0/3", "1-3"]),
            ("ss", &["00", "59"], &["60"]),
            ("winding", &["0", "1", "9"], &["2"]),
            ("yesno", &["0", "1"], &["2"]),
            ("yymmd0", &["261100", "280229"], &["261131", "260001"]),
            ("yymmdd", &["261130"], &["261100"]),
            ("yyyymmdd", &["20000229"], &["19000229", "20001301"]),
            ("zero", &["0"], &["1"]),
        ];
        assert_eq!(cases.len(), LINTS.len());
        for (name, right, wrong) in cases {
            let lint = named(name).expect(name);
            assert!(right.iter().all(|part| (lint.passes)(part)), "{name} {right:?}");
            for part in *wrong {
                assert!(!(lint.passes)(part), "{name} {part:?}");
            }
        }
    }
}

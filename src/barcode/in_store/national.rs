//! What the GS1 organisations of some countries recommend to their shops for the numbers that scales print. France has no
//! such rules: there each chain has its own.
//!
//! Sources, each as its organisation publishes it: GS1 Denmark ("GTIN-13 pris", "GTIN-13 vægt"), GS1 Finland ("How to
//! identify a product, GTIN"), GS1 Germany ("Globale Artikelnummer GTIN in der Anwendung", SAN-4-Konzept), GS1 UK ("How to
//! barcode variable measure items"), GS1 Latvia ("Variable measure in Latvia", shared with Estonia and Lithuania), GS1
//! Sweden ("How do I create my variable weight numbers"). Norway publishes none; its products follow Sweden's.

use super::{InStorePattern, Layout, Measure, Scale};

/// Forms of numbers: where the digits stand, and what they measure.
type Forms = &'static [(&'static str, Measure)];

/// Of which countries rules are known, by the two letters of ISO 3166.
const COUNTRIES: [(&str, Forms); 9] = [
    ("de", GERMANY),
    ("dk", DENMARK),
    ("ee", BALTICS),
    ("fi", BALTICS),
    ("gb", GREAT_BRITAIN),
    ("lt", BALTICS),
    ("lv", BALTICS),
    ("no", SWEDEN),
    ("se", SWEDEN),
];

const DENMARK: Forms = &[
    ("21....{NNNNDD}", Measure::Price),
    ("22....{NNNNDD}", Measure::Price),
    ("23....{NNNNDD}", Measure::Price),
    ("24....{NNNNDD}", Measure::Price),
    ("26....{NNNDDD}", Measure::Weight),
    ("27.....{NNDDD}", Measure::Weight),
    ("28....{NNNDDD}", Measure::Weight),
];

/// Finland has the same.
const BALTICS: Forms =
    &[("23......{NDDD}", Measure::Weight), ("24......{NNDD}", Measure::Weight), ("25......{NNND}", Measure::Weight)];

const GERMANY: Forms = &[
    ("22....C{NNNDD}", Measure::Price),
    ("23....C{NNNDD}", Measure::Price),
    ("25....C{NNNNN}", Measure::Count),
    ("26....C{NNNNN}", Measure::Count),
    ("28....C{NNDDD}", Measure::Weight),
    ("29....C{NNDDD}", Measure::Weight),
];

const GREAT_BRITAIN: Forms = &[("20.....C{NNDD}", Measure::Price)];

const SWEDEN: Forms = &[
    ("20......{NNDD}", Measure::Price),
    ("21......{NNND}", Measure::Price),
    ("22......{NNNN}", Measure::Price),
    ("23......{NDDD}", Measure::Weight),
    ("24......{NNDD}", Measure::Weight),
    ("25......{NNND}", Measure::Weight),
];

/// The countries of which rules are known.
pub fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(country, _)| *country)
}

/// The forms that scales of this country print, each of which becomes `scale`; `None` where no rules are known.
pub fn national(country: &str, scale: Scale) -> Option<Vec<InStorePattern>> {
    let (_, forms) = COUNTRIES.iter().find(|(known, _)| *known == country)?;
    forms.iter().map(|(places, measure)| InStorePattern::new(Layout::parse(places)?, *measure, scale)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::in_store::Measured;
    use crate::barcode::{Gtin, Key, Why};
    use crate::till::money::{Cents, Quantity};

    fn read(country: &str, code: &str) -> Option<Result<(Measured, Key), Why>> {
        let gtin = Gtin::parse(code).expect("a retail number");
        let forms = national(country, Scale::Item).expect("a country");
        let read = forms.iter().find_map(|form| form.read(gtin))?;
        Some(read.map(|number| (number.measured, number.keys[0].clone())))
    }

    fn grams(grams: u32) -> Measured {
        Measured::Weight(Quantity::thousandths(grams).expect("a weight"))
    }

    fn cents(cents: i64) -> Measured {
        Measured::Price(Cents::new(cents))
    }

    /// Numbers from shelves and from the organisations' own papers, as the library biip (Apache-2.0) quotes them.
    #[test]
    fn each_country_reads_its_own_numbers_and_finds_the_article() {
        let cases = [
            ("dk", "2135040039753", cents(3_975), "2135040000005"),
            ("dk", "2623570001505", grams(150), "2623570000003"),
            ("dk", "2712341002251", grams(225), "2712341000004"),
            ("ee", "2311111112345", grams(1_234), "2311111100007"),
            ("lv", "2411111112342", grams(12_340), "2411111100004"),
            ("lt", "2511111112349", grams(123_400), "2511111100001"),
            ("fi", "2388060112344", grams(1_234), "2388060100006"),
            ("de", "2211114002394", cents(239), "2211110000004"),
            ("de", "2511119000129", Measured::Count(12), "2511110000005"),
            ("de", "2811111068708", grams(6_870), "2811110000006"),
            ("gb", "2011122912346", cents(1_234), "2011122000005"),
            ("no", "2302148210869", grams(1_086), "2302148200006"),
            ("se", "2088060112343", cents(1_234), "2088060100005"),
            ("se", "2188060112340", cents(12_340), "2188060100002"),
            ("se", "2288060112347", cents(123_400), "2288060100009"),
        ];
        for (country, code, measured, article) in cases {
            let key = Key::Gtin(Gtin::parse(article).unwrap_or_else(|| panic!("{article} checks")));
            assert_eq!(read(country, code), Some(Ok((measured, key))), "{country} {code}");
        }
    }

    #[test]
    fn a_wrong_inner_digit_is_a_misread_and_other_prefixes_are_left_alone() {
        // 9 would be right for 00012.
        assert_eq!(read("de", "2511118000120"), Some(Err(Why::CheckDigit)));
        for country in countries() {
            assert_eq!(read(country, "3017620422003"), None, "{country}");
        }
        for country in ["dk", "ee", "fi", "se", "no"] {
            assert_eq!(read(country, "2911111111111"), None, "{country}");
        }
        assert_eq!(national("fr", Scale::Item), None, "France has none");
    }
}

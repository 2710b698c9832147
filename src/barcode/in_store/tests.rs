//! Numbers of scales, by the patterns that shops use.

use super::*;
use crate::barcode::{Gtin, Why, check_digit};

fn gtin(body: u64) -> Gtin {
    Gtin::new(body * 10 + u64::from(check_digit(body))).expect("a GTIN")
}

fn read(pattern: &str, measure: Measure, body: u64) -> Option<Result<InStore, Why>> {
    let layout = Layout::parse(pattern).expect(pattern);
    InStorePattern::new(layout, measure, Scale::Item).expect("as many decimals as it can have").read(gtin(body))
}

fn measured(pattern: &str, measure: Measure, body: u64) -> Result<Measured, Why> {
    read(pattern, measure, body).expect("it fits").map(|read| read.measured)
}

fn weight(thousandths: u32) -> Measured {
    Measured::Weight(Quantity::thousandths(thousandths).expect("a quantity"))
}

#[test]
fn weights_prices_and_counts_are_read_with_their_decimals() {
    let price = |cents| Measured::Price(Cents::new(cents));
    let cases = [
        ("21.....{NNDDD}", Measure::Weight, 211_234_501_250, weight(1_250)),
        ("21.....{NNDDD}.", Measure::Weight, 211_234_501_250, weight(1_250)),
        ("25.....{NNNDD}", Measure::Weight, 251_234_500_150, weight(1_500)),
        ("24.....{NNNND}", Measure::Weight, 241_234_500_015, weight(1_500)),
        ("24.....{NNNNN}", Measure::Weight, 241_234_500_015, weight(15_000)),
        ("26....{NNNNDD}", Measure::Price, 261_100_000_321, price(321)),
        ("23.....{NNNND}", Measure::Price, 231_234_500_105, price(1_050)),
        ("23.....{NNNNN}", Measure::Price, 231_234_500_012, price(1_200)),
        ("25.....{NNNNN}", Measure::Count, 251_234_500_006, Measured::Count(6)),
        // A UPC-A that begins with 2, as an EAN-13.
        ("2.....{NNNDD}.", Measure::Price, 212_345_009_991, price(999)),
        ("2.....{NNNDD}", Measure::Price, 21_234_500_999, price(999)),
        ("02.....{NNNDD}", Measure::Price, 21_234_500_999, price(999)),
        ("20.....C{NNDD}", Measure::Price, 201_112_291_234, price(1_234)),
        ("2....C{NNNDD}.", Measure::Price, 212_346_146_850, price(14_685)),
        ("28{NNDDD}.....", Measure::Weight, 280_125_012_345, weight(1_250)),
    ];
    for (pattern, measure, body, expected) in cases {
        assert_eq!(measured(pattern, measure, body), Ok(expected), "{pattern} on {body}");
    }
}

#[test]
fn nothing_too_much_and_misread_are_refused() {
    let cases = [
        ("21.....{NNDDD}", Measure::Weight, 211_234_500_000, Why::Unreadable),
        ("21...{NNNNDDD}", Measure::Weight, 211_239_990_001, Why::Unreadable),
        ("21...{NNNNNNN}", Measure::Price, 211_239_999_999, Why::Unreadable),
        ("21.....{NNNNN}", Measure::Count, 211_234_501_000, Why::Unreadable),
        ("20.....C{NNDD}", Measure::Price, 201_112_281_234, Why::CheckDigit),
        ("20.....C{NNDD}", Measure::Price, 201_112_291_235, Why::CheckDigit),
    ];
    for (pattern, measure, body, why) in cases {
        assert_eq!(measured(pattern, measure, body), Err(why), "{pattern} on {body}");
    }
}

#[test]
fn another_form_is_let_be() {
    for body in [221_234_501_250, 301_762_042_200, 21_123_450_125, 2_112_345_012_500, 0] {
        assert_eq!(read("21.....{NNDDD}", Measure::Weight, body), None, "{body}");
    }
}

#[test]
fn an_article_is_sought_under_every_form_that_shops_register() {
    let text = |text: &str| Key::Text(text.to_owned());
    let whole = |body| Key::Gtin(gtin(body));
    let cases = [
        (
            "21.....{NNDDD}",
            211_234_501_250,
            vec![whole(211_234_500_000), text("2112345000000"), text("2112345"), text("12345")],
        ),
        (
            "21.....{NNDDD}",
            210_004_201_250,
            vec![whole(210_004_200_000), text("2100042000000"), text("2100042"), text("00042"), text("42")],
        ),
        // What stands before the measure is not the whole article.
        (
            "28{NNDDD}.....",
            280_125_000_007,
            vec![whole(280_000_000_007), text("2800000000070"), text("00007"), text("7")],
        ),
        // The check digit of the price changes with it.
        (
            "20.....C{NNDD}",
            201_112_291_234,
            vec![whole(201_112_200_000), text("2011122000000"), text("2011122"), text("11122")],
        ),
        // Eight digits that check are a retail number to an import.
        (
            "21......{NDDD}",
            211_234_501_250,
            vec![whole(211_234_500_000), text("2112345000000"), whole(2_112_345), text("123450")],
        ),
        ("2112345{NNDDD}", 211_234_501_250, vec![whole(211_234_500_000), text("2112345000000"), text("2112345")]),
    ];
    for (pattern, body, keys) in cases {
        let read = read(pattern, Measure::Weight, body).expect("it fits").expect("it weighs something");
        assert_eq!(read.keys, keys, "{pattern} on {body}");
    }
}

#[test]
fn a_pattern_has_one_measure_and_a_prefix() {
    for text in ["21.....{NNDDD}", "02.....{NNDDD}.", "2.....{NNNDD}", "28....{NNNDD}", "20.....C{NNDD}"] {
        assert!(Layout::parse(text).is_some(), "{text}");
    }
    let wrong = [
        "",
        "21.....",
        "21.....{}",
        "21.....{NNDDD",
        "21.....{DDNNN}",
        "21{N}.....{D}.....",
        "a1.....{NNDDD}",
        "21.....{NNDDD}7",
        "21......{NNDDD}",
        "21.......{NNDDD}",
        "21..{NNNNNNDD}",
        "2{N}.....",
        "20....CC{NNDD}",
        "20......C{NDD}",
        ".21....{NNDDD}",
        "C1.....{NNDDD}",
        "é1.....{NNDDD}",
    ];
    for text in wrong {
        assert!(Layout::parse(text).is_none(), "{text:?}");
    }
    assert!(Layout::parse("......{NNDDD}.").is_none(), "without a prefix it would take every number for the scale's");
}

#[test]
fn a_pattern_has_no_more_decimals_than_its_measure() {
    for (pattern, measure, fits) in [
        ("21.....{NNDDD}", Measure::Weight, true),
        ("21.....{NDDDD}", Measure::Weight, false),
        ("21.....{NNNDD}", Measure::Price, true),
        ("21.....{NNDDD}", Measure::Price, false),
        ("21.....{NNNND}", Measure::Count, false),
    ] {
        let layout = Layout::parse(pattern).expect(pattern);
        assert_eq!(InStorePattern::new(layout, measure, Scale::Free).is_some(), fits, "{pattern} {measure:?}");
    }
}

#[test]
fn numbers_that_are_none_of_gs1s_for_shops_are_told_apart() {
    for (pattern, restricted) in [
        ("21.....{NNDDD}", true),
        ("02.....{NNDDD}", true),
        ("2.....{NNNDD}", true),
        ("30.....{NNDDD}", false),
        ("0......{NNDDD}", false),
    ] {
        assert_eq!(Layout::parse(pattern).expect(pattern).is_restricted(), restricted, "{pattern}");
    }
}

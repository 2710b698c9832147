//! Element strings: what real symbols hold, what scanners make of it, and whatever else may come.

use super::*;
use crate::till::money::{Cents, Quantity};
use proptest::prelude::*;

fn said(text: &str) -> String {
    match element_string::read(text) {
        Err(fault) => format!("! {fault}"),
        Ok(elements) => elements.iter().fold(String::new(), |all, one| all + &format!("({}){}", one.ai, one.value)),
    }
}

fn package(text: &str) -> Package {
    Package::of(element_string::read(text).expect("elements")).expect("a product")
}

#[test]
fn strings_are_cut_by_the_table() {
    let cases = [
        ("0109506000134352", "(01)09506000134352"),
        ("010950600013435217261130", "(01)09506000134352(17)261130"),
        ("01095060001343521726113010ABC123", "(01)09506000134352(17)261130(10)ABC123"),
        ("010950600013435210ABC123\u{1d}17261130", "(01)09506000134352(10)ABC123(17)261130"),
        ("010950600013435210ABC12317261130", "(01)09506000134352(10)ABC12317261130"),
        ("01095060001343523103001250392259921A", "! (3922): character"),
        ("010950600013435231030012503922599\u{1d}21A", "(01)09506000134352(3103)001250(3922)599(21)A"),
        ("019950600013435531030012503932978599", "(01)99506000134355(3103)001250(3932)978599"),
        ("00006141411234567890", "(00)006141411234567890"),
        ("02095060001343523748", "(02)09506000134352(37)48"),
        ("2112345\u{1d}0109506000134352", "(21)12345(01)09506000134352"),
        ("8006095060001343520102", "(8006)095060001343520102"),
        ("01095060001343527003261130 ", "! (7003): length"),
        ("010950600013435270032611301200", "(01)09506000134352(7003)2611301200"),
    ];
    for (text, elements) in cases {
        assert_eq!(said(text), elements, "{text:?}");
    }
}

#[test]
fn separators_that_need_not_be_there_are_passed_over() {
    let expected = "(01)09506000134352(17)261130(10)ABC123(21)9";
    for text in [
        "01095060001343521726113010ABC123\u{1d}219",
        "\u{1d}01095060001343521726113010ABC123\u{1d}219",
        "0109506000134352\u{1d}1726113010ABC123\u{1d}219",
        "0109506000134352\u{1d}17261130\u{1d}10ABC123\u{1d}219\u{1d}",
        "\u{1d}\u{1d}0109506000134352\u{1d}\u{1d}17261130\u{1d}10ABC123\u{1d}\u{1d}219\u{1d}\u{1d}",
        "01095060001343520109506000134352\u{1d}1726113010ABC123\u{1d}219",
    ] {
        assert_eq!(said(text), expected, "{text:?}");
    }
}

#[test]
fn what_breaks_the_table_is_named() {
    let cases = [
        ("", "! length"),
        ("\u{1d}", "! length"),
        ("0", "! identifier"),
        ("0409506000134352", "! identifier"),
        ("0109506000134353", "! (01): csum"),
        ("010950600013435", "! (01): length"),
        ("0109506000\u{1d}134352", "! (01): length"),
        ("010950600013435é", "! (01): character"),
        ("010950600013435217261331", "! (17): yymmd0"),
        ("010950600013435210", "! (10): length"),
        ("010950600013435210AB C", "! (10): character"),
        ("01095060001343523106000001", "! identifier"),
        ("0109506000134352422999", "! (422): iso3166"),
        ("010950600013435210A\u{1d}10B", "! (10): twice"),
        ("01095060001343524309", "! (4309): length"),
    ];
    for (text, fault) in cases {
        assert_eq!(said(text), fault, "{text:?}");
    }
}

#[test]
fn only_what_is_meant_as_gs1_is_read_as_such() {
    let meant = |code: &str, symbology| read(code, symbology).map(|read| read.is_ok());
    let lot = "010950600013435210ABC";
    assert_eq!(meant(lot, None), Some(true));
    assert_eq!(meant(lot, Some(Symbology::Code128)), Some(true), "no identifier overrules a number that checks");
    assert_eq!(meant("10ABC", None), None, "the shop's own code");
    assert_eq!(meant("10ABC", Some(Symbology::Gs1_128)), Some(true));
    assert_eq!(meant("010950600013435299999", None), Some(true), "an internal element");
    assert_eq!(meant("0109506000134352AB", None), None, "the shop's own code");
    assert_eq!(meant("0109506000134352AB", Some(Symbology::Gs1DataMatrix)), Some(false));
    assert_eq!(meant("0109506000134352\u{1d}AB", None), Some(false));
    assert_eq!(meant("0109506000134353", None), None);
    let long = format!("{lot}\u{1d}{}", "\u{1d}".repeat(LONGEST));
    assert_eq!(meant(&long, None), None);
}

#[test]
fn a_package_tells_product_lot_serial_weight_price_and_count() {
    let cheese = package("019950600013435531030012503922599\u{1d}10L7\u{1d}21S9");
    assert_eq!(cheese.gtin.to_string(), "99506000134355");
    assert_eq!((cheese.lot(), cheese.serial(), cheese.count()), (Some("L7"), Some("S9"), None));
    assert_eq!(cheese.weight().map(Quantity::get), Some(1_250));
    assert_eq!(cheese.measure(), Some(("1.250".to_owned(), "kg")));
    let price = cheese.price().expect("a price");
    assert_eq!((price.amount(), price.currency), ("5.99".to_owned(), None));
    let case = package("02095060001343523748");
    assert_eq!((case.count(), case.weight(), case.price()), (Some(48), None, None));
    assert_eq!(
        package("010950600013435232040001203933978012345").price().map(Price::amount).as_deref(),
        Some("12.345")
    );
    assert_eq!(package("01095060001343523204000120").measure(), Some(("0.0120".to_owned(), "lb")));
    assert_eq!(package("8006095060001343520102").gtin.to_string(), "09506000134352");
    assert!(Package::of(element_string::read("00006141411234567890").expect("elements")).is_none());
}

#[test]
fn weights_are_whole_grams_and_prices_whole_cents() {
    let grams = |element: &str| package(&format!("0109506000134352{element}")).weight().map(Quantity::get);
    for (element, expected) in [
        ("3100000012", Some(12_000)),
        ("3101000012", Some(1_200)),
        ("3102000012", Some(120)),
        ("3103000012", Some(12)),
        ("3104000015", Some(2)),
        ("3104000014", Some(1)),
        ("3105000049", None),
        ("3105000050", Some(1)),
        ("3103000000", None),
        ("3100999999", None),
    ] {
        assert_eq!(grams(element), expected, "{element}");
    }
    let cents = |amount, decimals| Price { amount, decimals, currency: None }.cents().map(Cents::get);
    for (amount, decimals, expected) in [
        (12, 0, Some(1_200)),
        (12, 1, Some(120)),
        (12, 2, Some(12)),
        (1_230, 3, Some(123)),
        (1_234, 3, None),
        (0, 2, None),
        (999_999_999_999_999, 0, None),
        (5, 9, None),
    ] {
        assert_eq!(cents(amount, decimals), expected, "{amount} with {decimals}");
    }
}

#[test]
fn a_day_is_good_to_its_end() {
    let today = Day::new(2026, 11, 23).expect("a day");
    let past = |day: u8| Day::new(2026, 11, day).expect("a day");
    for (element, freshness) in [
        ("17261123", Freshness::Good),
        ("17261122", Freshness::UseByPast(past(22))),
        ("15261122", Freshness::BestBeforePast(past(22))),
        ("15261123", Freshness::Good),
        ("1726112215261101", Freshness::UseByPast(past(22))),
        ("1727010115261101", Freshness::BestBeforePast(past(1))),
        ("17261100", Freshness::Good),
        ("70032611221200", Freshness::UseByPast(past(22))),
        ("172701017003261122120017270101", Freshness::UseByPast(past(22))),
        ("16200101", Freshness::Good),
        ("11200101", Freshness::Good),
    ] {
        let text = format!("0109506000134352{}", element.replace("0017270101", "00\u{1d}17270101"));
        assert_eq!(package(&text).freshness(today), freshness, "{element}");
    }
}

/// Valid elements, each identifier once.
fn elements() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let gtin =
        (0_u64..10_000_000_000_000).prop_map(|body| ("01", format!("{body:013}{}", crate::barcode::check_digit(body))));
    let date = |ai| (0_u8..100, 1_u8..13, 0_u8..29).prop_map(move |(y, m, d)| (ai, format!("{y:02}{m:02}{d:02}")));
    let text = |ai, form: &'static str| form.prop_map(move |value| (ai, value));
    let all = (
        gtin,
        text("10", "[!\"%-?A-Z_a-z]{1,20}"),
        text("21", "[!\"%-?A-Z_a-z]{1,20}"),
        date("17"),
        date("15"),
        text("30", "[0-9]{1,8}"),
        text("3103", "[0-9]{6}"),
        text("3922", "[0-9]{1,15}"),
        text("423", "(250|276){1,5}"),
        text("8008", "26112322(59(00)?)?"),
    );
    let list = all.prop_map(|(a, b, c, d, e, f, g, h, i, j)| vec![a, b, c, d, e, f, g, h, i, j]);
    list.prop_shuffle().prop_flat_map(|list| (0..=list.len()).prop_map(move |count| list[..count].to_vec()))
}

/// The string of them, with separators where they must be, and `more` of them where they may be.
fn written(elements: &[(&str, String)], more: &[bool]) -> String {
    let mut text = String::new();
    let mut spare = more.iter().cycle();
    if spare.next() == Some(&true) {
        text.push(SEPARATOR);
    }
    for (place, (ai, value)) in elements.iter().enumerate() {
        text += &format!("{ai}{value}");
        let entry = dictionary::Dictionary::get().entry(Ai::parse(ai).expect("digits")).expect("of the table");
        let needed = !entry.predefined && place + 1 < elements.len();
        if needed || spare.next() == Some(&true) {
            text.push(SEPARATOR);
        }
    }
    text
}

proptest! {
    #[test]
    fn valid_elements_come_back_as_they_were(elements in elements(), more in proptest::collection::vec(any::<bool>(), 1..12)) {
        prop_assume!(!elements.is_empty());
        let read = element_string::read(&written(&elements, &more)).expect("valid");
        let read: Vec<(String, String)> = read.into_iter().map(|element| (element.ai.to_string(), element.value)).collect();
        let elements: Vec<(String, String)> = elements.into_iter().map(|(ai, value)| (ai.to_owned(), value)).collect();
        prop_assert_eq!(read, elements);
    }

    #[test]
    fn no_cut_and_no_wrong_byte_makes_it_stumble(elements in elements(), cut in any::<prop::sample::Index>(), wrong in any::<char>()) {
        let text = written(&elements, &[false]);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (before, after) = text.split_at(*cut.get(&places));
        for text in [before.to_owned(), after.to_owned(), format!("{before}{wrong}{after}")] {
            if let Ok(elements) = element_string::read(&text) {
                let _ = Package::of(elements).map(|package| (package.weight(), package.price(), package.measure()));
            }
        }
    }

    #[test]
    fn no_text_makes_it_stumble(text in "\\PC*|.*|[0-9\u{1d}]{0,60}|https?://[a-z/0-9%?=&+]{0,60}") {
        for symbology in [None, Some(Symbology::Gs1DataMatrix)] {
            let _ = read(&text, symbology);
        }
    }

    #[test]
    fn a_link_says_what_the_string_says(lot in "[!\"%-?A-Z_a-z]{1,20}", serial in "[!\"%-?A-Z_a-z]{1,20}") {
        let coded = |text: &str| text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"));
        let link = format!("https://example.com/01/09506000134352/10/{}/21/{}?17=261130", coded(&lot), coded(&serial));
        let string = format!("010950600013435210{lot}\u{1d}21{serial}\u{1d}17261130");
        prop_assert_eq!(read(&link, None), read(&string, None));
    }
}

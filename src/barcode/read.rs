//! From a scan to its meaning.
//!
//! The order of questions is: is it a vCard or MECARD, can it be a code at all, is it a control code, does it bear one of Kash's `$` prefixes, is
//! it a customer card by the shop's patterns, is it GS1 data, is it a number of the shop's scales, is it a retail number.
//! What is left is the shop's own numbering.
//!
//! A number of 12 or 13 digits that does not check is taken for a misread, unless the identifier says that it came from
//! a symbol without a check digit of its own (Code 128 say), where a shop may number as it likes. Any other length is
//! refused only if the identifier says EAN, UPC or ITF: shops do use codes of 8 and 14 digits.
//!
//! Source of the prefixes: Kash's page "Codes-barres" (`$0` article, `$1` department, `$2` user, `$3` customer,
//! `$4` discount, `$5` to `$7` coupons, tables, menus). Of these only articles and customers are for shoppers. That `$6`
//! is on the labels of tables is nowhere said for certain, nor whether the shop's number of the table stands behind it:
//! such a label is refused rather than an order sent to a table that somebody guessed; `SLIP-TABLE-` says it plainly.

use super::invisible::is_invisible;
use super::{
    Card, CardPattern, Control, Gtin, InStorePattern, Key, Meaning, Package, Scan, Symbology, Why, add_on, contact, gs1,
};
use std::sync::Arc;

/// How codes are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Codes of this form are customer cards, besides Kash's `$3` prefix.
    pub cards: Vec<CardPattern>,
    /// Numbers of these forms are those of the shop's scales; the first that fits is taken.
    pub in_store: Vec<InStorePattern>,
    /// The number of the shop's currency (ISO 4217), if a price in a code of GS1 counts as one that a scale printed. None by
    /// default: whoever prints a code would make the price.
    pub gs1_price: Option<u16>,
    /// Whether a weight in a code of GS1 counts for what is sold by the kilogram. Whoever prints a code makes the weight.
    pub gs1_weight: bool,
}

/// The longest code in characters; a vCard or MECARD may have 4,096, GS1 data 2,953.
pub const LONGEST: usize = 200;

/// What a scan means. Never fails: what cannot be read is refused with the reason.
pub fn read(settings: &Settings, scan: &Scan) -> Meaning {
    let whole = scan.text.trim();
    // Some scanners are set to send `$0` before everything they read, Kash's own labels and cards included.
    let code = whole.trim_start_matches("$0").trim_start();
    let explicit = code.len() < whole.len();
    if let Some(card) = contact::read(code) {
        return card.map_or_else(Meaning::Refused, |contact| Meaning::Contact(Arc::new(contact)));
    }
    let is_code = is_code(code);
    if is_code {
        if Control::claims(code) {
            return Control::parse(code).map_or(Meaning::Refused(Why::UnknownControl), Meaning::Control);
        }
        if let Some(prefixed) = code.strip_prefix('$') {
            return kash_prefix(prefixed);
        }
        if !explicit && settings.cards.iter().any(|pattern| pattern.matches(code)) {
            return Meaning::Customer(Card(code.to_owned()));
        }
    }
    let symbology = scan.aim.as_deref().and_then(Symbology::of);
    if let Some(meaning) = elements(settings, code, symbology) {
        return meaning;
    }
    if !is_code {
        return Meaning::Refused(Why::Unreadable);
    }
    weighed(&settings.in_store, code).unwrap_or_else(|| product(code, symbology))
}

/// GS1 data. `None` where it is none, and for a retail number in a symbol that should hold GS1 data: no identifier
/// overrules a number that checks.
fn elements(settings: &Settings, code: &str, symbology: Option<Symbology>) -> Option<Meaning> {
    let read = gs1::read(code, symbology)?;
    let is_retail = retail_number(code, symbology).is_some();
    let elements = match read {
        Ok(elements) => elements,
        Err(_) if is_retail => return None,
        Err(fault) if fault.is_misread() => return Some(Meaning::Refused(Why::CheckDigit)),
        Err(fault) => return Some(Meaning::Refused(Why::Gs1(fault))),
    };
    let Some(package) = Package::of(elements) else {
        return (!is_retail).then_some(Meaning::Refused(Why::NoProduct));
    };
    // The number alone says no more than the bars of a retail number, and may be one of the scale's as those may.
    let alone = || weighed(&settings.in_store, &package.gtin.to_string()).filter(|_| package.elements.len() == 1);
    Some(alone().unwrap_or_else(|| Meaning::Package(Box::new(package))))
}

/// A number of the shop's scales: 12 to 14 digits that check and have one of the shop's forms.
fn weighed(patterns: &[InStorePattern], code: &str) -> Option<Meaning> {
    let gtin = Gtin::parse(code).filter(|_| code.len() >= 12)?;
    let read = patterns.iter().find_map(|pattern| pattern.read(gtin))?;
    Some(read.map_or_else(Meaning::Refused, Meaning::InStore))
}

/// Whether some symbol could hold it and a person could be shown it.
fn is_code(text: &str) -> bool {
    let length = text.chars().take(LONGEST + 1).count();
    (1..=LONGEST).contains(&length) && text.chars().all(|c| !c.is_control() && !is_invisible(c))
}

/// Everything with a `$` that is not an article. `text` is what follows the `$`.
fn kash_prefix(text: &str) -> Meaning {
    match text.strip_prefix('3').map(str::trim) {
        Some("") => Meaning::Refused(Why::Unreadable),
        Some(card) => Meaning::Customer(Card(card.to_owned())),
        None => Meaning::Refused(Why::NotForShoppers),
    }
}

/// A retail number, or a code of the shop's own.
fn product(code: &str, symbology: Option<Symbology>) -> Meaning {
    let text = || Meaning::Product(Key::Text(code.to_owned()));
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return text();
    }
    if let Some(gtin) = retail_number(code, symbology) {
        return Meaning::Product(Key::Gtin(gtin));
    }
    if add_on::is_alone(code, symbology) {
        return Meaning::AddOn(code.to_owned());
    }
    let misread = match symbology {
        Some(symbology) => symbology.carries_gtin() && matches!(code.len(), 8 | 12..=15 | 17 | 18),
        // An unknown identifier is no reason to believe in other numbers than without one.
        None => matches!(code.len(), 12 | 13),
    };
    if misread { Meaning::Refused(Why::CheckDigit) } else { text() }
}

/// The GTIN that digits stand for.
fn retail_number(digits: &str, symbology: Option<Symbology>) -> Option<Gtin> {
    let upc_e_first = symbology.is_some_and(Symbology::may_be_upc_e);
    match digits.len() {
        // Without a word from the scanner six or seven digits are the shop's own numbering.
        6 | 7 if upc_e_first => Gtin::parse_upc_e(digits),
        8 if upc_e_first => Gtin::parse_upc_e(digits).or_else(|| Gtin::parse(digits)),
        8 => Gtin::parse(digits).or_else(|| Gtin::parse_upc_e(digits)),
        _ => Gtin::parse(digits),
    }
    .or_else(|| add_on::split(digits, symbology).map(|(gtin, _)| gtin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::{Layout, Measure, Scale};
    use crate::till::settings::Language;
    use proptest::prelude::*;

    fn meaning(text: &str, aim: Option<&str>) -> Meaning {
        let cards = vec![CardPattern::new("CUST-*").expect("a pattern")];
        let layout = Layout::parse("22.....{NNDDD}").expect("a layout");
        let in_store = InStorePattern::new(layout, Measure::Weight, Scale::Item).into_iter().collect();
        let settings = Settings { cards, in_store, gs1_price: None, gs1_weight: false };
        read(&settings, &Scan { text: text.to_owned(), aim: aim.map(str::to_owned) })
    }

    fn gtin(number: u64) -> Meaning {
        Meaning::Product(Key::Gtin(Gtin::new(number).expect("a GTIN")))
    }

    fn text(code: &str) -> Meaning {
        Meaning::Product(Key::Text(code.to_owned()))
    }

    fn card(code: &str) -> Meaning {
        Meaning::Customer(Card(code.to_owned()))
    }

    #[test]
    fn products_cards_and_controls_are_told_apart() {
        let cases = [
            ("3017620422003", gtin(3_017_620_422_003)),
            ("  3017620422003\r\n", gtin(3_017_620_422_003)),
            ("$03017620422003", gtin(3_017_620_422_003)),
            ("$0$0POMME", text("POMME")),
            ("POMME", text("POMME")),
            ("12345", text("12345")),
            ("2100001012342", gtin(2_100_001_012_342)),
            ("$3CUST-0001", card("CUST-0001")),
            ("$3 42 ", card("42")),
            ("$0$342", card("42")),
            ("CUST-0001", card("CUST-0001")),
            ("$0CUST-0001", text("CUST-0001")),
            ("slip-confirm", Meaning::Control(Control::Confirm)),
            ("$0SLIP-LANG-de", Meaning::Control(Control::Language(Language::De))),
            ("SLIP-QTY-100", Meaning::Refused(Why::UnknownControl)),
            ("$0SLIP-TABLE-4", Meaning::Control(Control::Table(4))),
            ("SLIP-STAFF-anna-1234", Meaning::Refused(Why::UnknownControl)),
        ];
        for (code, expected) in cases {
            assert_eq!(meaning(code, None), expected, "{code:?}");
        }
    }

    #[test]
    fn a_number_of_the_scales_is_one_only_if_it_checks_and_fits() {
        let is_weighed = |code| matches!(meaning(code, None), Meaning::InStore(_));
        for code in ["2212345012503", "$02212345012503", "02212345012503"] {
            assert!(is_weighed(code), "{code}");
        }
        assert_eq!(meaning("2212345012506", None), Meaning::Refused(Why::CheckDigit));
        assert_eq!(meaning("2212345012506", Some("]C0")), text("2212345012506"), "the shop's own number");
        assert_eq!(meaning("2212345000005", None), Meaning::Refused(Why::Unreadable), "it weighs nothing");
        assert_eq!(meaning("2100001012342", None), gtin(2_100_001_012_342), "no pattern of the shop's");
        assert_eq!(meaning("22123450", None), text("22123450"), "eight digits are none of a scale's");
    }

    #[test]
    fn prefixes_for_staff_are_refused() {
        for code in ["$", "$1", "$112", "$2anna", "$410", "$5", "$6T4", "$7", "$8", "$x", "$$3A", "$0$2anna"] {
            assert_eq!(meaning(code, None), Meaning::Refused(Why::NotForShoppers), "{code}");
        }
    }

    #[test]
    fn what_no_code_holds_is_unreadable() {
        let cases = [
            "",
            " ",
            "$0",
            "$3",
            "$3 ",
            "a\u{0}b",
            "\u{1b}@",
            "01\u{1d}21",
            "a\u{202e}b",
            "\u{feff}1",
            &"x".repeat(201),
        ];
        for code in cases {
            assert_eq!(meaning(code, None), Meaning::Refused(Why::Unreadable), "{code:?}");
        }
        assert_eq!(meaning(&"é".repeat(200), None), text(&"é".repeat(200)), "characters are counted, not bytes");
    }

    #[test]
    fn a_wrong_check_digit_is_a_misread_where_there_should_be_a_right_one() {
        let wrong = |code, aim| meaning(code, aim) == Meaning::Refused(Why::CheckDigit);
        for aim in [None, Some("]E0"), Some("]X9"), Some("]X0"), Some("nonsense")] {
            assert!(wrong("3017620422004", aim) && wrong("042100005265", aim), "{aim:?}");
        }
        for aim in ["]C0", "]A0", "]Q1", "]d1"] {
            assert_eq!(meaning("3017620422004", Some(aim)), text("3017620422004"), "{aim}");
        }
        for (code, aim) in [("96385075", "]E4"), ("96385075", "]E0"), ("13017620422001", "]I1")] {
            assert!(wrong(code, Some(aim)), "{code} {aim}");
            assert_eq!(meaning(code, None), text(code), "{code} may be the shop's own");
        }
        assert_eq!(
            meaning("3017620422003", Some("]C0")),
            gtin(3_017_620_422_003),
            "no identifier overrules a right digit"
        );
    }

    #[test]
    fn the_identifier_decides_between_ean_8_and_upc_e() {
        // 01234565 is right as both.
        let (ean_8, upc_e) = (gtin(1_234_565), gtin(12_345_000_065));
        for (aim, expected) in [
            (None, &ean_8),
            (Some("]E4"), &ean_8),
            (Some("]XC"), &ean_8),
            (Some("]C0"), &ean_8),
            (Some("]E0"), &upc_e),
            (Some("]Xk"), &upc_e),
        ] {
            assert_eq!(&meaning("01234565", aim), expected, "{aim:?}");
        }
        assert_eq!(meaning("04252614", None), gtin(42_100_005_264), "right only as UPC-E");
        assert_eq!(meaning("96385074", Some("]E0")), gtin(96_385_074), "right only as EAN-8");
        assert_eq!(meaning("425261", Some("]E0")), gtin(42_100_005_264));
        assert_eq!(meaning("425261", None), text("425261"), "six digits alone are the shop's own");
    }

    #[test]
    fn packages_are_products_whatever_their_symbol_is_called() {
        let lot = "010301762042200310L7\u{1d}17261130";
        for (text, aim) in [
            (lot, None),
            (lot, Some("]C1")),
            (lot, Some("]e0")),
            (lot, Some("]d2")),
            (lot, Some("]Q3")),
            (lot, Some("]J1")),
            (lot, Some("]C0")),
            (lot, Some("]d1")),
            (lot, Some("]Xr")),
            (lot, Some("]X0")),
            (lot, Some("nonsense")),
            ("$0010301762042200310L7\u{1d}17261130", None),
            ("\u{1d}010301762042200310L7\u{1d}17261130\u{1d}", Some("]C1")),
            ("17261130010301762042200310L7", Some("]C1")),
            ("https://example.com/01/3017620422003/10/L7?17=261130", Some("]Q1")),
            ("HTTPS://EXAMPLE.COM/x/01/03017620422003/10/L7?17=261130&u=1", None),
        ] {
            let Meaning::Package(package) = meaning(text, aim) else { panic!("{text} {aim:?}") };
            assert_eq!((package.gtin.get(), package.lot()), (3_017_620_422_003, Some("L7")), "{text} {aim:?}");
        }
        let Meaning::Package(alone) = meaning("0103017620422003", None) else { panic!("no package") };
        assert_eq!(alone.elements.len(), 1);
        assert!(matches!(meaning("0102212345012503", Some("]e0")), Meaning::InStore(_)), "the scale's own number");
    }

    #[test]
    fn what_only_looks_like_gs1_is_the_shops_own() {
        for code in
            ["0103017620422004", "01030176204220031", "0103017620422003AB", "https://example.com/2026/01/23", "10L7"]
        {
            assert_eq!(meaning(code, None), text(code), "{code}");
        }
        for (code, number) in [("3017620422003", 3_017_620_422_003), ("13017620422000", 13_017_620_422_000)] {
            for aim in ["]C1", "]e0", "]d2", "]Q3"] {
                assert_eq!(meaning(code, Some(aim)), gtin(number), "{code} {aim}: it checks");
            }
        }
    }

    #[test]
    fn gs1_that_is_wrong_or_names_no_product_is_refused_with_the_reason() {
        let fault = |text, aim| match meaning(text, aim) {
            Meaning::Refused(Why::Gs1(fault)) => fault.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(fault("0103017620422003\u{1d}17261331", None), "(17): yymmd0");
        assert_eq!(fault("010301762042200310AB CD", Some("]d2")), "(10): character");
        assert_eq!(fault("POMME", Some("]C1")), "identifier");
        assert_eq!(fault("https://example.com/01/3017620422003?10=A", None), "(10): place");
        let misread = Meaning::Refused(Why::CheckDigit);
        assert_eq!(meaning("0103017620422004", Some("]d2")), misread);
        assert_eq!(meaning("https://example.com/01/3017620422004", None), misread);
        for (code, aim) in [("00006141411234567890", Some("]C1")), ("10L7\u{1d}21S", Some("]d2"))] {
            assert_eq!(meaning(code, aim), Meaning::Refused(Why::NoProduct), "{code}");
        }
        assert_eq!(meaning("https://example.com/414/9506000134376", None), Meaning::Refused(Why::NoProduct));
    }

    #[test]
    fn magazines_and_books_are_their_number_with_or_without_their_add_on() {
        for (code, aim) in [
            ("9780143007234", Some("]E0")),
            ("9780143007234", Some("]X0")),
            ("978014300723451299", Some("]E3")),
            ("978014300723451299", Some("]X0")),
            ("978014300723451299", None),
            ("978014300723405", Some("]E3")),
        ] {
            assert_eq!(meaning(code, aim), gtin(9_780_143_007_234), "{code} {aim:?}");
        }
        assert_eq!(meaning("977147396801205", Some("]E3")), gtin(9_771_473_968_012));
        assert_eq!(meaning("05", Some("]E1")), Meaning::AddOn("05".to_owned()));
        assert_eq!(meaning("51299", Some("]E2")), Meaning::AddOn("51299".to_owned()));
        assert_eq!(meaning("05", None), text("05"), "the shop's own");
        assert_eq!(meaning("978014300723551299", Some("]E3")), Meaning::Refused(Why::CheckDigit));
    }

    #[test]
    fn no_makers_identifier_overrules_a_number_that_checks() {
        // Zebra's own, Honeywell's, and what neither documents.
        for aim in
            ["]X9", "]XC", "]Xg", "]Xk", "]Xr", "]Xs", "]Xt", "]X0", "]X5", "]E1", "]E2", "]E3", "]I1", "]A0", "]?x"]
        {
            for (code, number) in [
                ("3017620422003", 3_017_620_422_003),
                ("042100005264", 42_100_005_264),
                ("13017620422000", 13_017_620_422_000),
                ("96385074", 96_385_074),
                ("04252614", 42_100_005_264),
                ("14252611", 142_100_005_261),
            ] {
                assert_eq!(meaning(code, Some(aim)), gtin(number), "{code} {aim}");
            }
        }
        for (code, aim) in [("425261", "]Xk"), ("0425261", "]Xk"), ("4252614", "]Xk"), ("0425261", "]E0")] {
            assert_eq!(meaning(code, Some(aim)), gtin(42_100_005_264), "{code} {aim}");
        }
        assert_eq!(meaning("13017620422000", Some("]I1")), gtin(13_017_620_422_000), "a case is not its item");
    }

    proptest! {
        #[test]
        fn no_text_and_no_identifier_makes_it_stumble(code in "\\PC*|.*|[$0-9]{0,20}|SLIP-.*", aim in proptest::option::of(".{0,4}")) {
            let _ = meaning(&code, aim.as_deref());
        }
    }
}

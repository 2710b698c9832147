//! Add-on symbols: the two digits (an issue of a magazine) or five (the price of a book) beside an EAN or UPC.
//!
//! Scanners send them joined to the number or as a scan of their own. They tell copies apart and are never looked up.
//!
//! Source: GS1 General Specifications, sections 5.2.2.5 and 5.2.2.6.

use super::{Gtin, Scan, Symbology};

/// Whether these digits are an add-on by itself: two or five, by the word of the scanner.
pub(super) fn is_alone(digits: &str, symbology: Option<Symbology>) -> bool {
    symbology == Some(Symbology::AddOn) && matches!(digits.len(), 2 | 5)
}

/// A number and the add-on that was joined to it.
///
/// EAN-13 of magazines and books (977 to 979) also where the scanner does not say what it read; EAN-13, UPC-A and UPC-E
/// with any number where it does.
pub(super) fn split(digits: &str, symbology: Option<Symbology>) -> Option<(Gtin, &str)> {
    let said = symbology.is_some_and(Symbology::may_have_add_on);
    let print = digits.starts_with("977") || digits.starts_with("978") || digits.starts_with("979");
    let length = match digits.len() {
        15 | 18 if said || print => 13,
        14 | 17 if said => 12,
        10 if said => 8,
        // Thirteen digits are an EAN-13 that was misread, unless the scanner says otherwise.
        13 if matches!(symbology, Some(Symbology::UpcE | Symbology::AddOn)) => 8,
        _ => return None,
    };
    let (number, add_on) = digits.split_at_checked(length)?;
    let gtin = if length == 8 { Gtin::parse_upc_e(number) } else { Gtin::parse(number) };
    let numeric = add_on.bytes().all(|byte| byte.is_ascii_digit());
    gtin.filter(|_| numeric).map(|gtin| (gtin, add_on))
}

/// The add-on of a scan, be it joined to a number or alone.
pub fn add_on(scan: &Scan) -> Option<&str> {
    let digits = scan.text.trim().trim_start_matches("$0").trim_start();
    let symbology = scan.aim.as_deref().and_then(Symbology::of);
    if is_alone(digits, symbology) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(digits);
    }
    // A whole number that checks has none.
    let joined = split(digits, symbology).filter(|_| Gtin::parse(digits).is_none());
    joined.map(|(_, add_on)| add_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magazines_and_books_come_with_and_without_identifier() {
        let cases = [
            ("977147396801205", None, Some(("09771473968012", "05"))),
            ("978014300723451299", None, Some(("09780143007234", "51299"))),
            ("978014300723451299", Some("]E3"), Some(("09780143007234", "51299"))),
            ("978014300723451299", Some("]E0"), Some(("09780143007234", "51299"))),
            ("978014300723451299", Some("]X0"), Some(("09780143007234", "51299"))),
            ("978014300723451299", Some("]X9"), Some(("09780143007234", "51299"))),
            ("301762042200312", Some("]E3"), Some(("03017620422003", "12"))),
            ("301762042200312", None, None),
            ("04210000526412", Some("]E3"), Some(("00042100005264", "12"))),
            ("04210000526412", None, None),
            ("04210000526412345", Some("]Xg"), Some(("00042100005264", "12345"))),
            ("0425261412", Some("]E3"), Some(("00042100005264", "12"))),
            ("0425261412345", Some("]Xk"), Some(("00042100005264", "12345"))),
            ("977147396801305", Some("]E3"), None),
            ("9780143007234", Some("]E0"), None),
            ("0425261412345", Some("]E0"), None),
            ("0425261412345", Some("]E3"), Some(("00042100005264", "12345"))),
            ("97801430072345129a", Some("]E3"), None),
        ];
        for (digits, aim, expected) in cases {
            let found = split(digits, aim.and_then(Symbology::of)).map(|(gtin, add_on)| (gtin.to_string(), add_on));
            let found = found.as_ref().map(|(gtin, add_on)| (gtin.as_str(), *add_on));
            assert_eq!(found, expected, "{digits} {aim:?}");
        }
    }

    #[test]
    fn alone_it_is_one_by_the_word_of_the_scanner_only() {
        let of = |text: &str, aim: Option<&str>| {
            add_on(&Scan { text: text.to_owned(), aim: aim.map(str::to_owned) }).map(str::to_owned)
        };
        assert_eq!(of("05", Some("]E1")).as_deref(), Some("05"));
        assert_eq!(of("51299", Some("]E2")).as_deref(), Some("51299"));
        assert_eq!(of("$0978014300723451299", None).as_deref(), Some("51299"));
        for (text, aim) in [("05", None), ("5a", Some("]E1")), ("123", Some("]E1")), ("3017620422003", Some("]E3"))] {
            assert_eq!(of(text, aim), None, "{text} {aim:?}");
        }
    }
}

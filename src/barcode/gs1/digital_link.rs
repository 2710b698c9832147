//! GS1 Digital Link: an address whose path or query holds elements. It is read and never fetched, and whose it is does not
//! matter: `https://example.com/any/path/01/09506000134352/10/ABC?17=261130`.
//!
//! Source: GS1 Digital Link Standard: URI Syntax 1.4. Taken beyond it: product numbers of 8, 12 and 13 digits (the standard
//! had them once), a slash at the end, `;` between the parts of a query.

use super::dictionary::{Ai, Dictionary, Entry};
use super::{Element, Fault, push};

/// An address without its scheme, which may be in upper or lower case.
pub(super) fn address(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(rest)
}

/// The elements of an address; none if it is an address like any other.
pub(super) fn read(address: &str) -> Option<Result<Vec<Element>, Fault>> {
    let address = address.split('#').next().unwrap_or(address);
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let (_domain, path) = place.split_once('/').filter(|(domain, _)| !domain.is_empty())?;
    let parts: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
    let (at, key) = primary_key(&parts)?;
    Some(elements(&parts[at..], key, query))
}

/// Where the main key of the path stands: the last pair of which the first is one, and the second fits or was meant to.
fn primary_key(parts: &[&str]) -> Option<(usize, Ai)> {
    let places = (0..parts.len().saturating_sub(1)).rev();
    places.filter_map(|at| Some((at, Ai::parse(parts.get(at)?)?))).find(|(at, ai)| {
        let entry = Dictionary::get().entry(*ai).filter(|entry| entry.link_key.is_some());
        let value = parts.get(at + 1).and_then(|part| decoded(part, false));
        let (Some(entry), Some(value)) = (entry, value) else { return false };
        match entry.check(&full(*ai, &value)) {
            Ok(()) => true,
            // As many digits as a product's number has are one that was misread, not a month of a magazine.
            Err(what) => what == "csum" && ai.get() == 1,
        }
    })
}

fn elements(parts: &[&str], key: Ai, query: &str) -> Result<Vec<Element>, Fault> {
    let dictionary = Dictionary::get();
    let mut elements = Vec::new();
    let mut qualifiers = Vec::new();
    for pair in parts.chunks(2) {
        let [name, value] = pair else { return Err(Fault { ai: None, what: "length" }) };
        let ai = Ai::parse(name).ok_or(Fault { ai: None, what: "identifier" })?;
        let entry = dictionary.entry(ai).ok_or(Fault { ai: None, what: "identifier" })?;
        take(&mut elements, ai, entry, value, false)?;
        if ai != key {
            qualifiers.push(ai);
        }
    }
    let allowed = dictionary.entry(key).and_then(|entry| entry.link_key).unwrap_or_default();
    if let Some(last) = qualifiers.last().filter(|_| !allowed.split('|').any(|order| in_order(&qualifiers, order))) {
        return Err(Fault::of(*last, "order"));
    }
    for pair in query.split(['&', ';']) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let ai = decoded(name, true).and_then(|name| Ai::parse(&name));
        // Whatever else stands there is for whoever the address leads to.
        let Some((ai, entry)) = ai.and_then(|ai| Some((ai, dictionary.entry(ai)?))) else { continue };
        // Lot and serial number belong into the path, of which they are a part of the name.
        if !entry.attribute || allowed.split(['|', ',']).any(|place| Ai::parse(place) == Some(ai)) {
            return Err(Fault::of(ai, "place"));
        }
        take(&mut elements, ai, entry, value, true)?;
    }
    Ok(elements)
}

fn take(elements: &mut Vec<Element>, ai: Ai, entry: &Entry, coded: &str, in_query: bool) -> Result<(), Fault> {
    let value = decoded(coded, in_query).ok_or(Fault::of(ai, "encoding"))?;
    let value = full(ai, &value);
    entry.check(&value).map_err(|what| Fault::of(ai, what))?;
    push(elements, ai, &value)
}

/// Whether all of these stand in `22,10,21` in this order, each once.
fn in_order(qualifiers: &[Ai], order: &str) -> bool {
    let mut places = order.split(',');
    qualifiers.iter().all(|ai| places.any(|place| Ai::parse(place) == Some(*ai)))
}

/// A product's number of 8, 12 or 13 digits in 14; anything else as it is.
fn full(ai: Ai, value: &str) -> String {
    if ai.get() == 1 && matches!(value.len(), 8 | 12 | 13) { format!("{value:0>14}") } else { value.to_owned() }
}

/// Text without its percent signs; `None` where one of them means nothing, and for what is no UTF-8. In a query `+` is a
/// blank.
fn decoded(text: &str, in_query: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        bytes.push(match byte {
            b'%' => {
                let (two, after) = rest.split_at_checked(2)?;
                rest = after;
                let digit = |at: usize| two.get(at).and_then(|byte| char::from(*byte).to_digit(16));
                u8::try_from(digit(0)? * 16 + digit(1)?).ok()?
            }
            b'+' if in_query => b' ',
            other => *other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an address says, in brackets; `-` if it says nothing, `!` and the fault if it is wrong.
    fn said(text: &str) -> String {
        match address(text).and_then(read) {
            None => "-".to_owned(),
            Some(Err(fault)) => format!("! {fault}"),
            Some(Ok(elements)) => {
                elements.iter().fold(String::new(), |all, one| all + &format!("({}){}", one.ai, one.value))
            }
        }
    }

    #[test]
    fn any_domain_and_path_and_any_writing_of_it() {
        let product = "(01)09506000134352";
        for text in [
            "https://id.gs1.org/01/09506000134352",
            "HTTPS://ID.GS1.ORG/01/09506000134352",
            "http://example.com:8080/some/other/path/01/09506000134352",
            "https://example.com/01/9506000134352",
            "https://example.com/01/09506000134352/",
            "https://example.com/01/09506000134352?linkType=gs1:pip&lang=fr",
            "https://example.com/01/09506000134352?",
            "https://example.com/01/09506000134352#01/123",
            "https://example.com/01/%30950600013435%32",
            "https://example.com/8004/950600013435/01/09506000134352",
            "https://example.com/01/09506000134352?4=5&3106=1&xyz",
            "https://example.com/01/09506000134352?01=9506000134352",
        ] {
            assert_eq!(said(text), product, "{text}");
        }
        assert_eq!(said("https://example.com/01/96385074"), "(01)00000096385074");
        assert_eq!(said("https://example.com/01/614141123452"), "(01)00614141123452");
    }

    #[test]
    fn qualifiers_follow_in_their_order_and_attributes_stand_in_the_query() {
        let cases = [
            ("/22/2A/10/1234AB/21/9876", "(01)09506000134352(22)2A(10)1234AB(21)9876"),
            ("/22/2A/21/9876", "(01)09506000134352(22)2A(21)9876"),
            ("/235/TPX", "(01)09506000134352(235)TPX"),
            ("/10/AB%2F12%25", "(01)09506000134352(10)AB/12%"),
            ("/10/A+B", "(01)09506000134352(10)A+B"),
            ("?17=261130&3103=001250&3922=599", "(01)09506000134352(17)261130(3103)001250(3922)599"),
            ("?17=261130;15=261101", "(01)09506000134352(17)261130(15)261101"),
            ("?%31%37=261130", "(01)09506000134352(17)261130"),
            ("?240=A%2BB", "(01)09506000134352(240)A+B"),
            ("/10/A?99=B%26C&utm_source=x", "(01)09506000134352(10)A(99)B&C"),
        ];
        for (tail, elements) in cases {
            assert_eq!(said(&format!("https://example.com/01/09506000134352{tail}")), elements, "{tail}");
        }
    }

    #[test]
    fn what_breaks_the_standard_is_named() {
        let cases = [
            ("/10/1/22/2", "! (22): order"),
            ("/22/2/235/T", "! (235): order"),
            ("/10/1/10/2", "! (10): twice"),
            ("/17/261130", "! (17): order"),
            ("?10=ABC", "! (10): place"),
            ("?21=1", "! (21): place"),
            ("?22=1", "! (22): place"),
            ("?17=261131", "! (17): yymmd0"),
            ("?17", "! (17): length"),
            ("?3103=1250", "! (3103): length"),
            ("?01=96385074", "! (01): twice"),
            ("?240=A+B", "! (240): character"),
            ("/10/%", "! (10): encoding"),
            ("/10/%2", "! (10): encoding"),
            ("/10/%zz", "! (10): encoding"),
            ("/10/%C3%A9", "! (10): character"),
            ("/10/%ff", "! (10): encoding"),
            ("/10/", "! length"),
            ("/10", "! length"),
            ("/lot/12", "! identifier"),
            ("/10/123456789012345678901", "! (10): length"),
        ];
        for (tail, fault) in cases {
            assert_eq!(said(&format!("https://example.com/01/09506000134352{tail}")), fault, "{tail}");
        }
        assert_eq!(said("https://example.com/01/09506000134353"), "! (01): csum");
        assert_eq!(said("https://example.com/01/9506000134353"), "! (01): csum");
    }

    #[test]
    fn other_addresses_say_nothing() {
        for text in [
            "https://example.com",
            "https://example.com/",
            "https://example.com/01",
            "https://example.com/2026/01/23/news",
            "https://example.com/?01=09506000134352",
            "https:///01/09506000134352",
            "ftp://example.com/01/09506000134352",
            "example.com/01/09506000134352",
            "https://example.com/10/ABC",
            "https://example.com/gtin/09506000134352",
            "https://example.com/01/0950600013435a",
            "://",
        ] {
            assert_eq!(said(text), "-", "{text}");
        }
        assert_eq!(said("https://example.com/414/9506000134376"), "(414)9506000134376", "a place, no product");
    }
}

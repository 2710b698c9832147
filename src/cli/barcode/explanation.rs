//! What is said of one scan, for programs and for people. Adding a field is free; changing one is not. Of a customer's
//! vCard only the names of its fields are told.

use crate::barcode::{Gtin, InStore, Key, Meaning, Measured, Scan, Settings, Symbology, Why, read};
use serde::Serialize;

/// What is said of one scan. Every field is always there, `null` where it has nothing to say.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
pub(super) struct Explanation {
    /// `product`, `in-store`, `customer`, `vcard`, `control`, `refused`, or `unknown`: a code that only the shop's own
    /// catalogue can explain.
    kind: &'static str,
    /// 14 digits.
    gtin14: Option<String>,
    /// By the AIM identifier.
    symbology: Option<&'static str>,
    /// What the catalogue is asked for, first.
    lookup: Option<String>,
    /// What a scale weighed, in grams.
    weight_g: Option<u32>,
    /// The price that a scale printed, in cents.
    price_cents: Option<i64>,
    /// The pieces that a scale counted.
    count: Option<u32>,
    /// The fields of a customer that a vCard or MECARD fills, by Kash's names.
    fields: Option<Vec<&'static str>>,
    /// Whether the number's check digit is right; `null` where there is no number that should have one.
    valid: Option<bool>,
    /// Why it is refused.
    why: Option<&'static str>,
}

impl Explanation {
    /// What there is to say, for people.
    pub(super) fn rows(&self) -> Vec<(&'static str, String)> {
        let text = |value: &Option<String>| value.clone();
        let word = |value: Option<&str>| value.map(str::to_owned);
        let rows = [
            ("kind", Some(self.kind.to_owned())),
            ("gtin14", text(&self.gtin14)),
            ("symbology", word(self.symbology)),
            ("lookup", text(&self.lookup)),
            ("weight_g", self.weight_g.map(|grams| grams.to_string())),
            ("price_cents", self.price_cents.map(|cents| cents.to_string())),
            ("count", self.count.map(|count| count.to_string())),
            ("fields", self.fields.as_ref().map(|fields| fields.join(", "))),
            ("valid", word(self.valid.map(|valid| if valid { "yes" } else { "no" }))),
            ("why", word(self.why.map(sentence))),
        ];
        rows.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Explains a scan as a kiosk with these settings reads it.
pub(super) fn explain(settings: &Settings, scan: &Scan) -> Explanation {
    let symbology = scan.aim.as_deref().and_then(Symbology::of).map(Symbology::name);
    let found = |kind| Explanation { kind, symbology, ..Explanation::default() };
    match read(settings, scan) {
        Meaning::Product(Key::Gtin(gtin)) => {
            let gtin14 = Some(gtin.to_string());
            Explanation { gtin14: gtin14.clone(), lookup: gtin14, valid: Some(true), ..found("product") }
        }
        Meaning::Product(Key::Text(text)) => {
            let said_so = scan.text.trim_start().starts_with("$0");
            Explanation { lookup: Some(text), ..found(if said_so { "product" } else { "unknown" }) }
        }
        Meaning::Customer(card) => Explanation { lookup: Some(card.0), ..found("customer") },
        Meaning::InStore(in_store) => weighed(&in_store, &scan.text, found("in-store")),
        Meaning::Contact(contact) => {
            let fields = contact.fields().map(|(detail, _)| detail.name()).collect();
            Explanation { fields: Some(fields), ..found("vcard") }
        }
        Meaning::Control(_) => found("control"),
        Meaning::Refused(why) => refused(symbology, word(why)),
    }
}

fn weighed(in_store: &InStore, text: &str, found: Explanation) -> Explanation {
    let number = Gtin::parse(text.trim().trim_start_matches("$0").trim());
    let lookup = in_store.keys.first().map(|key| match key {
        Key::Gtin(gtin) => gtin.to_string(),
        Key::Text(text) => text.clone(),
    });
    let found = Explanation { gtin14: number.map(|gtin| gtin.to_string()), lookup, valid: Some(true), ..found };
    match in_store.measured {
        Measured::Weight(weight) => Explanation { weight_g: Some(weight.get()), ..found },
        Measured::Price(price) => Explanation { price_cents: Some(price.get()), ..found },
        Measured::Count(count) => Explanation { count: Some(count), ..found },
    }
}

/// A scan, or a line of a stream, that means nothing.
pub(super) fn refused(symbology: Option<&'static str>, why: &'static str) -> Explanation {
    let valid = (why == word(Why::CheckDigit)).then_some(false);
    Explanation { kind: "refused", symbology, valid, why: Some(why), ..Explanation::default() }
}

/// The reason as programs read it; never changes.
const fn word(why: Why) -> &'static str {
    match why {
        Why::CheckDigit => "check-digit",
        Why::NotForShoppers => "not-for-shoppers",
        Why::Unreadable => "unreadable",
        Why::UnknownControl => "unknown-control",
    }
}

/// The reason as people read it.
fn sentence(word: &'static str) -> &'static str {
    match word {
        "check-digit" => "the check digit is wrong, so the code was misread or mistyped",
        "not-for-shoppers" => "a Kash code for staff, such as a user, a department or a discount",
        "unreadable" => {
            "empty, longer than 200 characters, with characters that no code has, a scale's number that measures nothing, or a \
             customer's card without name, email address and telephone"
        }
        "unknown-control" => "no such control code, or its number is out of bounds",
        other => other,
    }
}

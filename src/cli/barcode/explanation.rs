//! What is said of one scan, for programs and for people. Adding a field is free; changing one is not. Of a customer's
//! vCard only the names of its fields are told.

use super::package::{DateVerdict, Elements, fill};
use crate::barcode::{Day, Gtin, InStore, Key, Meaning, Measured, Scan, Settings, Symbology, Why, add_on, read};
use serde::Serialize;

/// What is said of one scan. Every field is always there, `null` where it has nothing to say.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
pub(super) struct Explanation {
    /// `product`, `in-store`, `customer`, `vcard`, `control`, `add-on`, `refused`, or `unknown`: a code that only the shop's
    /// own catalogue can explain.
    pub(super) kind: &'static str,
    /// 14 digits.
    pub(super) gtin14: Option<String>,
    /// By the AIM identifier.
    pub(super) symbology: Option<&'static str>,
    /// All that a code of GS1 says, by identifier, in its order.
    pub(super) elements: Option<Elements>,
    /// What the catalogue is asked for, first.
    pub(super) lookup: Option<String>,
    /// What it weighs by its code, in grams.
    pub(super) weight_g: Option<u32>,
    /// The price that its code names, in cents.
    pub(super) price_cents: Option<i64>,
    /// The pieces that its code counts.
    pub(super) count: Option<u32>,
    /// The measure of a code of GS1 with its unit: `1.250 kg`.
    pub(super) measure: Option<String>,
    /// The price of a code of GS1 with its decimals: `5.99`.
    pub(super) price: Option<String>,
    /// The number of that price's currency (ISO 4217); `null` for the shop's own.
    pub(super) currency: Option<u16>,
    /// The use-by and best-before dates of a code of GS1, and what a kiosk makes of them today.
    pub(super) dates: Option<Vec<DateVerdict>>,
    /// What GS1 would have otherwise.
    pub(super) warnings: Option<Vec<String>>,
    /// The add-on symbol of a magazine or book.
    pub(super) add_on: Option<String>,
    /// The fields of a customer that a vCard or MECARD fills, by Kash's names.
    pub(super) fields: Option<Vec<&'static str>>,
    /// Whether the number's check digit is right; `null` where there is no number that should have one.
    pub(super) valid: Option<bool>,
    /// Why it is refused.
    pub(super) why: Option<&'static str>,
    /// Of a code of GS1 that is refused, in which element and by which rule: `(17): yymmd0`.
    pub(super) fault: Option<String>,
}

impl Explanation {
    /// What there is to say, for people.
    pub(super) fn rows(&self) -> Vec<(&'static str, String)> {
        let text = |value: &Option<String>| value.clone();
        let word = |value: Option<&str>| value.map(str::to_owned);
        let dates = self.dates.iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
        let rows = [
            ("kind", Some(self.kind.to_owned())),
            ("gtin14", text(&self.gtin14)),
            ("symbology", word(self.symbology)),
            ("elements", self.elements.as_ref().map(ToString::to_string)),
            ("lookup", text(&self.lookup)),
            ("weight_g", self.weight_g.map(|grams| grams.to_string())),
            ("price_cents", self.price_cents.map(|cents| cents.to_string())),
            ("count", self.count.map(|count| count.to_string())),
            ("measure", text(&self.measure)),
            ("price", text(&self.price)),
            ("currency", self.currency.map(|number| format!("{number:03}"))),
            ("dates", (!dates.is_empty()).then(|| dates.join(", "))),
            ("warnings", self.warnings.as_ref().map(|warnings| warnings.join("; "))),
            ("add_on", text(&self.add_on)),
            ("fields", self.fields.as_ref().map(|fields| fields.join(", "))),
            ("valid", word(self.valid.map(|valid| if valid { "yes" } else { "no" }))),
            ("why", word(self.why.map(sentence))),
            ("fault", text(&self.fault)),
        ];
        rows.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Explains a scan as a kiosk with these settings reads it; `today` is for what may be past.
pub(super) fn explain(settings: &Settings, scan: &Scan, today: Option<Day>) -> Explanation {
    let symbology = scan.aim.as_deref().and_then(Symbology::of).map(Symbology::name);
    let found = |kind| Explanation { kind, symbology, ..Explanation::default() };
    match read(settings, scan) {
        Meaning::Product(Key::Gtin(gtin)) => {
            let gtin14 = Some(gtin.to_string());
            let add_on = add_on(scan).map(str::to_owned);
            Explanation { gtin14: gtin14.clone(), lookup: gtin14, add_on, valid: Some(true), ..found("product") }
        }
        Meaning::Product(Key::Text(text)) => {
            let said_so = scan.text.trim_start().starts_with("$0");
            Explanation { lookup: Some(text), ..found(if said_so { "product" } else { "unknown" }) }
        }
        Meaning::Package(package) => fill(*package, today, found("product")),
        Meaning::AddOn(digits) => Explanation { add_on: Some(digits), ..found("add-on") },
        Meaning::Customer(card) => Explanation { lookup: Some(card.0), ..found("customer") },
        Meaning::InStore(in_store) => weighed(&in_store, &scan.text, found("in-store")),
        Meaning::Contact(contact) => {
            let fields = contact.fields().map(|(detail, _)| detail.name()).collect();
            Explanation { fields: Some(fields), ..found("vcard") }
        }
        Meaning::Control(_) => found("control"),
        Meaning::Refused(why) => {
            let fault = if let Why::Gs1(fault) = why { Some(fault.to_string()) } else { None };
            Explanation { fault, ..refused(symbology, word(why)) }
        }
    }
}

fn weighed(in_store: &InStore, text: &str, found: Explanation) -> Explanation {
    let digits = text.trim().trim_start_matches("$0").trim();
    // In an element string of GS1 the number stands behind its identifier.
    let number = Gtin::parse(digits).or_else(|| Gtin::parse(digits.trim_matches('\u{1d}').strip_prefix("01")?));
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
        Why::Gs1(_) => "gs1",
        Why::NoProduct => "no-product",
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
        "gs1" => "a code of GS1 that breaks GS1's own table; its maker should mend it",
        "no-product" => "a code of GS1 that names no product: a pallet, a place or a coupon",
        other => other,
    }
}

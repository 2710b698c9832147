//! vCards 2.1, 3.0 and 4.0, through the `calcard` crate. Of a card only the properties of [`super::map`] are looked at;
//! everything else, pictures and keys above all, is left behind.
//!
//! Source: RFC 6350 (4.0), RFC 2426 (3.0), vCard: The Electronic Business Card, version 2.1.

use super::fill::Filling;
use super::{Contact, claims};
use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardParameterValue, VCardType, VCardValue};
use calcard::{Entry, Parser};
use zeroize::{Zeroize, Zeroizing};

/// What every card begins and ends with, in either case.
pub(super) const BEGIN: &str = "BEGIN:VCARD";
/// The last line.
pub(super) const END: &str = "END:VCARD";

/// Reads the first card of `text`, which must have its last line: one that was cut may bear half an address.
///
/// The reader is handed what follows the first line and told that it is a vCard, so that no text makes it read a calendar.
pub(super) fn read(text: &str) -> Option<Contact> {
    let below = text.get(BEGIN.len()..).filter(|_| claims(text, BEGIN))?;
    let body = Zeroizing::new(below.replace("\r\n", "\n").replace('\r', "\n"));
    let (rest, body) = body.split_once('\n')?;
    let ended = body.lines().any(|line| line.trim().eq_ignore_ascii_case(END));
    if !rest.trim().is_empty() || !ended {
        return None;
    }
    let Entry::VCard(mut card) = Parser::new(body).vcard() else { return None };
    let contact = fill(&card);
    wipe(&mut card);
    contact
}

fn fill(card: &VCard) -> Option<Contact> {
    let mut filling = Filling::default();
    for entry in card.entries.iter().filter(|entry| !is_fax(entry)) {
        let mut parts: Vec<String> = entry.values.iter().map(text).collect();
        filling.put(&entry.name.as_str().to_ascii_uppercase(), &parts);
        parts.zeroize();
    }
    filling.finish()
}

/// One part of a property as text; parts of a part are joined.
fn text(value: &VCardValue) -> String {
    match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(", "),
        _ => String::new(),
    }
}

/// Whether it is the number of a machine, which nobody answers.
fn is_fax(entry: &VCardEntry) -> bool {
    entry.params.iter().any(|param| {
        param.name == VCardParameterName::Type
            && matches!(param.value, VCardParameterValue::Type(VCardType::Fax | VCardType::Pager))
    })
}

fn wipe(card: &mut VCard) {
    for value in card.entries.iter_mut().flat_map(|entry| entry.values.iter_mut()) {
        match value {
            VCardValue::Text(text) => text.zeroize(),
            VCardValue::Component(parts) => parts.zeroize(),
            _ => {}
        }
    }
}

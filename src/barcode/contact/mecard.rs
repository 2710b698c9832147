//! MECARD: the short form of a card that telephones show as a QR code.
//!
//! `MECARD:N:Durand,Zoé;TEL:0612345678;EMAIL:zoe@example.com;;`, a backslash before what stands for itself.
//!
//! Source: NTT DOCOMO, "QR Code: registration to the phone book" (the names of its fields are those of a vCard).

use super::fill::Filling;
use super::{Contact, claims};
use zeroize::Zeroize;

/// What every one begins with, in either case.
pub(super) const BEGIN: &str = "MECARD:";
/// Parts of an `ADR` that is written part by part; with fewer it is a street in words.
const ADDRESS_PARTS: usize = 7;

/// Reads one.
pub(super) fn read(text: &str) -> Option<Contact> {
    let body = text.get(BEGIN.len()..).filter(|_| claims(text, BEGIN))?;
    let mut filling = Filling::default();
    for field in split(body, ';') {
        let Some((name, value)) = field.split_once(':') else { continue };
        let name = name.trim().to_ascii_uppercase();
        let mut parts: Vec<String> = match name.as_str() {
            "N" => split(value, ',').map(unescaped).collect(),
            "ADR" => {
                let parts: Vec<String> = split(value, ',').map(unescaped).collect();
                if parts.len() >= ADDRESS_PARTS { parts } else { vec![String::new(), String::new(), unescaped(value)] }
            }
            _ => vec![unescaped(value)],
        };
        filling.put(&name, &parts);
        parts.zeroize();
    }
    filling.finish()
}

/// The parts between those `mark`s that no backslash precedes.
fn split(text: &str, mark: char) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    text.split(move |c: char| {
        let here = !escaped && c == mark;
        escaped = !escaped && c == '\\';
        here
    })
}

/// The text without the backslashes that stood before what stands for itself.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        escaped = !escaped && c == '\\';
        if !escaped {
            plain.push(c);
        }
    }
    plain
}

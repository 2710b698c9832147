//! Whether the shop's list of customers has somebody already. Pure; the client asks for the list.
//!
//! A customer who is made twice is two customers, so one is made only if a whole list has nobody of that card, address of
//! mail or telephone, and shows these fields at all: where they do not stand, nobody could be found a second time. Field
//! names: nothing of `getClients.php`'s answer is documented; the names are those of the
//! documented forms (`client[...]`, `data[...]` of `addClient.php`) and their English forms, all of them inferred.

use super::fields::without_bom;
use crate::barcode::{Contact, Detail};
use serde_json::{Map, Value};

/// The longest list that is read, in bytes.
pub(super) const LONGEST: usize = 4 * 1024 * 1024;

const ID: [&str; 4] = ["id", "clientid", "idclient", "client_id"];
const CARD: [&str; 3] = ["codebarre", "barcode", "code_barre"];
const EMAIL: [&str; 3] = ["email", "mail", "e-mail"];
const PHONE: [&str; 6] = ["telephone", "phone", "tel", "telephone2", "phone2", "mobile"];
const LAST_NAME: [&str; 3] = ["nom", "name", "lastname"];
const FIRST_NAME: [&str; 3] = ["prenom", "surname", "firstname"];

/// What the list says of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nobody there is them.
    No,
    /// The customer of this number is.
    As(u64),
    /// The list cannot be read, or several may be.
    Unclear,
}

/// Looks somebody up in the answer of `getClients.php`.
pub(super) fn find(status: u16, body: &[u8], contact: &Contact) -> Known {
    let list = serde_json::from_slice::<Value>(without_bom(body)).ok().filter(|_| (200..300).contains(&status));
    let Some(rows) = list.and_then(rows) else { return Known::Unclear };
    let keys = keys(contact);
    let is_shown = |names: &[&str]| rows.iter().any(|row| has(row, names));
    if keys.is_empty() || !(rows.is_empty() || keys.iter().all(|names| is_shown(names))) {
        return Known::Unclear;
    }
    let mut found: Option<u64> = None;
    for row in rows {
        let Value::Object(row) = row else { return Known::Unclear };
        if !is(&row, contact) {
            continue;
        }
        match (number(&row), found) {
            (Some(id), None) => found = Some(id),
            (Some(id), Some(before)) if id == before => {}
            _ => return Known::Unclear,
        }
    }
    found.map_or(Known::No, Known::As)
}

/// The rows of a bare list, or of an object with one list in it that says of nothing that it failed.
fn rows(list: Value) -> Option<Vec<Value>> {
    match list {
        Value::Array(rows) => Some(rows),
        Value::Object(around) if around.get("success") != Some(&Value::Bool(false)) => {
            let mut lists = around.into_iter().filter_map(|(_, value)| match value {
                Value::Array(rows) => Some(rows),
                _ => None,
            });
            lists.next().filter(|_| lists.next().is_none())
        }
        _ => None,
    }
}

/// The names of the fields by which the contact can be told from others; none if there is no such field.
fn keys(contact: &Contact) -> Vec<&'static [&'static str]> {
    let keys = |details: &[(Detail, &'static [&'static str])]| {
        let given = details.iter().filter(|(detail, _)| match (contact.get(*detail), detail) {
            (Some(_), Detail::Telephone) => has_line(contact),
            (text, _) => text.is_some(),
        });
        given.map(|(_, names)| *names).collect::<Vec<_>>()
    };
    let strong = keys(&[(Detail::CodeBarre, &CARD), (Detail::Email, &EMAIL), (Detail::Telephone, &PHONE)]);
    if strong.is_empty() { keys(&[(Detail::Nom, &LAST_NAME), (Detail::Prenom, &FIRST_NAME)]) } else { strong }
}

/// Whether a row has a field of any of these names, filled or not.
fn has(row: &Value, names: &[&str]) -> bool {
    row.as_object().is_some_and(|row| row.keys().any(|key| names.contains(&key.to_lowercase().as_str())))
}

/// By card, else by mail, else by telephone, else by both names: the first that the contact has decides, with any other
/// that speaks for them.
fn is(row: &Map<String, Value>, contact: &Contact) -> bool {
    let same = |names: &[&str], detail, alike: fn(&str, &str) -> bool| {
        let own = contact.get(detail)?;
        Some(texts(row, names).iter().any(|text| alike(text, own)))
    };
    let strong = [
        same(&CARD, Detail::CodeBarre, |a, b| a == b),
        same(&EMAIL, Detail::Email, str::eq_ignore_ascii_case),
        same(&PHONE, Detail::Telephone, same_phone).filter(|_| has_line(contact)),
    ];
    if strong.iter().any(Option::is_some) {
        return strong.contains(&Some(true));
    }
    let named = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let names = [same(&LAST_NAME, Detail::Nom, named), same(&FIRST_NAME, Detail::Prenom, named)];
    names.contains(&Some(true)) && !names.contains(&Some(false))
}

/// Whether the telephone is a number at all.
fn has_line(contact: &Contact) -> bool {
    contact.get(Detail::Telephone).is_some_and(|text| !line_of(text).is_empty())
}

/// The same line in any way of writing its number.
fn same_phone(one: &str, other: &str) -> bool {
    let line = line_of(one);
    !line.is_empty() && line == line_of(other)
}

/// What tells a telephone's line from others: the last nine digits, or all where a country has fewer; nothing of what has
/// too few to be a number.
fn line_of(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let line = digits.get(digits.len().saturating_sub(9)..).unwrap_or_default();
    if line.len() < 6 { String::new() } else { line.to_owned() }
}

/// What stands under any of these names, numbers as they are written.
fn texts(row: &Map<String, Value>, names: &[&str]) -> Vec<String> {
    let named = row.iter().filter(|(key, _)| names.contains(&key.to_lowercase().as_str()));
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    named.filter_map(|(_, value)| text(value)).filter(|text| !text.is_empty()).collect()
}

fn number(row: &Map<String, Value>) -> Option<u64> {
    texts(row, &ID).first()?.parse().ok().filter(|id| *id > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(fields: &[(Detail, &str)]) -> Contact {
        let mut contact = Contact::default();
        for (detail, text) in fields {
            contact.set(*detail, text);
        }
        contact
    }

    const LIST: &str = r#"[{"id":7,"name":"Durand","surname":"Zoé","email":"Zoe@example.com","telephone":"0612345678","barcode":"CUST-1"},
        {"ID":"8","nom":"Petit","prenom":"Jean","codeBarre":4711,"tel":"+33 1 23 45 67 89"}]"#;

    #[test]
    fn somebody_is_known_by_card_mail_telephone_or_name() {
        use Detail::{CodeBarre, Email, Nom, Prenom, Telephone};
        let cases: [(&[(Detail, &str)], Known); 9] = [
            (&[(CodeBarre, "CUST-1")], Known::As(7)),
            (&[(CodeBarre, "4711")], Known::As(8)),
            (&[(CodeBarre, "CUST-2")], Known::No),
            (&[(CodeBarre, "CUST-2"), (Email, "zoe@EXAMPLE.com")], Known::As(7)),
            (&[(Nom, "Petit"), (Telephone, "01 23 45 67 89")], Known::As(8)),
            (&[(Nom, "petit"), (Prenom, "JEAN")], Known::As(8)),
            (&[(Nom, "Petit"), (Prenom, "Marie")], Known::No),
            (&[(Nom, "Durand"), (Email, "other@example.com")], Known::No),
            (&[(CodeBarre, "CUST-1"), (Telephone, "0123456789")], Known::Unclear),
        ];
        for (fields, known) in cases {
            assert_eq!(find(200, LIST.as_bytes(), &contact(fields)), known, "{fields:?}");
            let around = format!(r#"{{"success":true,"clients":{LIST}}}"#);
            assert_eq!(find(200, around.as_bytes(), &contact(fields)), known, "within an object: {fields:?}");
        }
    }

    #[test]
    fn nobody_is_missing_from_a_list_that_is_not_whole() {
        let nobody = contact(&[(Detail::CodeBarre, "CUST-2")]);
        for end in 0..LIST.len() {
            assert_eq!(find(200, &LIST.as_bytes()[..end], &nobody), Known::Unclear, "cut after {end} bytes");
        }
        for body in ["", "{}", "null", "[1]", r#"{"success":false,"data":[]}"#, r#"{"a":[],"b":[]}"#, "<html>"] {
            assert_eq!(find(200, body.as_bytes(), &nobody), Known::Unclear, "{body}");
        }
        assert_eq!(find(500, b"[]", &nobody), Known::Unclear);
        assert_eq!(find(200, b"[]", &nobody), Known::No);
        for shows_no_card in [r#"[{"id":1,"email":"a@example.com"}]"#, "[{}]"] {
            assert_eq!(find(200, shows_no_card.as_bytes(), &nobody), Known::Unclear, "{shows_no_card}");
        }
        assert_eq!(find(200, br#"[{"id":1,"codeBarre":null}]"#, &nobody), Known::No, "an empty field is shown");
        for nameless in [&[][..], &[(Detail::Ville, "Paris")], &[(Detail::Telephone, "n/a")]] {
            assert_eq!(
                find(200, b"[]", &contact(nameless)),
                Known::Unclear,
                "could never be found again: {nameless:?}"
            );
        }
        let short = contact(&[(Detail::Telephone, "+12 34 56 78")]);
        let list = r#"[{"id":3,"phone":"12345678","phone2":null},{"id":4,"phone":"1"}]"#;
        assert_eq!(find(200, list.as_bytes(), &short), Known::As(3), "a country with eight digits");
        let without_number = r#"[{"barcode":"CUST-2"}]"#;
        assert_eq!(find(200, without_number.as_bytes(), &nobody), Known::Unclear);
    }
}

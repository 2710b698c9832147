//! Whether the kiosk's cash register is open, as the shop's list of them tells. Pure.
//!
//! Source: Kash's page "api_data" says that `getCashbox.php` tells ids and whether each is open; the names of the fields
//! are **inferred**. Whatever is not plainly said is not known, and then the kiosk sells.

use super::fields::{Fields, order_number, without_bom};
use super::listing::whole::word;
use super::text::one_line;
use serde::Deserialize;

/// The longest answer that is read, in bytes.
pub(super) const LONGEST: usize = 64 * 1024;
/// By which names a register's number may go.
const NUMBERS: [&str; 5] = ["id", "ID", "cashBoxID", "idcaisse", "idCaisse"];
/// By which names it may be said that it is open, and that it is closed.
const OPEN: [&str; 5] = ["open", "isOpen", "is_open", "opened", "ouverte"];
const CLOSED: [&str; 4] = ["closed", "isClosed", "is_closed", "fermee"];
/// By which names its state may go, as a word.
const STATES: [&str; 3] = ["state", "status", "etat"];
/// By which names it may be called, and the most characters that are shown of it.
const TITLES: [&str; 5] = ["title", "name", "nom", "titre", "label"];
const TITLE_MAX: usize = 40;
/// Where the list may stand in an object around it.
const WITHIN: [&str; 3] = ["data", "result", "cashboxes"];

/// A cash register of the shop's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Its number.
    pub number: u64,
    /// What the shop calls it, if it says: one line without anything that commands a terminal.
    pub title: Option<String>,
    /// Whether it is open, if the shop says.
    pub is_open: Option<bool>,
}

/// Whether the register of this number is open, if the answer says so.
pub(super) fn is_open(status: u16, body: &[u8], register: u64) -> Option<bool> {
    list(status, body)?.into_iter().find(|row| row.number == register)?.is_open
}

/// The shop's registers, if the answer is a list of them; those without a number are left out.
pub(super) fn list(status: u16, body: &[u8]) -> Option<Vec<Register>> {
    let text = std::str::from_utf8(without_bom(body)).ok().filter(|_| (200..=299).contains(&status))?;
    let rows = match serde_json::from_str::<List>(text).ok()? {
        List::Rows(rows) => rows,
        List::Within(object) => {
            let list = WITHIN.into_iter().find_map(|name| object.get(name).filter(|list| list.is_array()))?;
            serde_json::from_value(list.clone()).ok()?
        }
    };
    Some(rows.iter().filter_map(register).collect())
}

fn register(row: &Fields) -> Option<Register> {
    let number = NUMBERS.into_iter().filter_map(|name| row.get(name)).find_map(order_number)?;
    let said = |names: &[&str]| names.iter().filter_map(|name| row.get(name)).find_map(word);
    let in_words = || match STATES.into_iter().find_map(|name| row.text(name))?.to_ascii_lowercase().as_str() {
        "open" | "opened" | "ouverte" | "ouvert" => Some(true),
        "closed" | "close" | "fermee" | "fermée" | "ferme" => Some(false),
        _ => None,
    };
    let is_open = said(&OPEN).or_else(|| said(&CLOSED).map(|closed| !closed)).or_else(in_words);
    let title = TITLES.into_iter().find_map(|name| row.text(name)).map(|title| one_line(title, TITLE_MAX));
    Some(Register { number, title: title.filter(|title| !title.is_empty()), is_open })
}

/// A bare list, or an object that holds one.
#[derive(Deserialize)]
#[serde(untagged)]
enum List {
    Rows(Vec<Fields>),
    Within(Fields),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_are_listed_by_number_and_name() {
        let body = r#"[{"id":"1","title":"Comptoir","open":true},{"ID":2,"nom":"Bor\u001bne"},{"title":"?"}]"#;
        let register = |number, title: &str, is_open| Register { number, title: Some(title.to_owned()), is_open };
        let expected = vec![register(1, "Comptoir", Some(true)), register(2, "Bor ne", None)];
        assert_eq!(list(200, body.as_bytes()), Some(expected), "and nothing of theirs commands the terminal");
        assert_eq!(list(200, b"{}"), None);
    }

    #[test]
    fn a_register_is_open_or_closed_or_nobody_knows() {
        for (body, expected) in [
            (r#"[{"id":1,"open":false},{"id":2,"open":true}]"#, Some(true)),
            (r#"[{"id":"2","open":"0"}]"#, Some(false)),
            (r#"{"success":true,"data":[{"cashBoxID":2,"isOpen":1}]}"#, Some(true)),
            (r#"[{"id":2,"closed":true}]"#, Some(false)),
            (r#"[{"id":2,"etat":"fermée"}]"#, Some(false)),
            (r#"[{"id":2,"state":"open"}]"#, Some(true)),
            (r#"[{"id":2}]"#, None),
            (r#"[{"id":2,"open":"since Monday"}]"#, None),
            (r#"[{"id":1,"open":false}]"#, None),
            (r#"{"success":false,"result":"wrong key"}"#, None),
            ("<html>", None),
            ("", None),
        ] {
            assert_eq!(is_open(200, body.as_bytes(), 2), expected, "{body}");
        }
        assert_eq!(is_open(500, br#"[{"id":2,"open":false}]"#, 2), None);
    }
}

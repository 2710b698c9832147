//! An answer of the shop's as rows: where the list stands in JSON, and the same of CSV. Knows no article.
//!
//! No page shows an answer, so its shape is inferred: an array of objects, bare or somewhere in an object, or an object
//! of objects (how PHP writes an array whose keys are numbers). JSON shows that it is whole; a page of HTML, a refusal, a
//! blank or cut answer is no list.

use super::csv;
use super::row::{Columns, Members, Row};
use crate::kash::fields::without_bom;
use serde_json::value::RawValue;

/// Where a list may stand in an object, besides under its own name.
const ANYWHERE: [&str; 6] = ["data", "result", "results", "list", "rows", "items"];

/// How deep a list is sought in objects.
const DEPTH_MAX: usize = 3;

/// Why an answer is no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// The shop says no, in its own words.
    Refused(String),
    /// A page for people.
    Page,
    /// JSON without a list in it.
    NoList,
    /// No JSON, or not the whole of it.
    Broken,
    /// CSV that lacks its header or its last line's end.
    BrokenCsv(&'static str),
}

/// Takes the rows, from 1. A row that is none comes with its reason.
pub(super) type Each<'e> = dyn FnMut(u64, Result<Row<'_>, String>) + 'e;

/// Reads JSON. `each` gets nothing unless the answer is whole.
pub(super) fn json(body: &[u8], names: &[&str], each: &mut Each<'_>) -> Result<(), Unread> {
    let text = std::str::from_utf8(without_bom(body)).map_err(|_| page_or(body, Unread::Broken))?.trim();
    let rows = elements(text, names, DEPTH_MAX).map_err(|why| page_or(body, why))?;
    for (number, row) in (1..).zip(rows) {
        each(number, Row::of_json(row));
    }
    Ok(())
}

/// The rows of a list within a row.
pub(super) fn within<'a>(json: &'a str, names: &[&str]) -> Vec<Row<'a>> {
    let rows = elements(json, names, DEPTH_MAX).unwrap_or_default();
    rows.into_iter().filter_map(|row| Row::of_json(row).ok()).collect()
}

/// Reads CSV, in UTF-8 or Windows-1252.
pub(super) fn csv(body: &[u8], columns: &Columns, each: &mut Each<'_>) -> Result<(), Unread> {
    if without_bom(body).trim_ascii_start().starts_with(b"<") {
        return Err(Unread::Page);
    }
    // A refusal comes as JSON whatever was asked for.
    if let Ok(text) = std::str::from_utf8(without_bom(body))
        && let Err(Unread::Refused(why)) = elements(text.trim(), &[], DEPTH_MAX)
    {
        return Err(Unread::Refused(why));
    }
    csv::read(without_bom(body), columns, each).map_err(Unread::BrokenCsv)
}

fn page_or(body: &[u8], otherwise: Unread) -> Unread {
    if without_bom(body).trim_ascii_start().starts_with(b"<") { Unread::Page } else { otherwise }
}

/// The elements of the list in this JSON.
fn elements<'a>(json: &'a str, names: &[&str], depth: usize) -> Result<Vec<&'a RawValue>, Unread> {
    if json.starts_with('[') {
        return serde_json::from_str(json).map_err(|_| Unread::Broken);
    }
    if !json.starts_with('{') {
        // A text, a number, nothing: whole JSON and no list, or no JSON at all.
        let whole = serde_json::from_str::<&RawValue>(json).is_ok();
        return Err(if whole { Unread::NoList } else { Unread::Broken });
    }
    let Members(members) = serde_json::from_str(json).map_err(|_| Unread::Broken)?;
    if let Some(why) = refusal(&members) {
        return Err(Unread::Refused(why));
    }
    let holds = |value: &&RawValue| value.get().starts_with(['[', '{']);
    let named = names.iter().chain(&ANYWHERE).find_map(|name| {
        let member = members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        member.map(|(_, value)| *value).filter(holds)
    });
    if let Some(value) = named {
        return if depth == 0 { Err(Unread::NoList) } else { elements(value.get(), names, depth - 1) };
    }
    let mut arrays = members.iter().filter(|(_, value)| value.get().starts_with('['));
    if let (Some((_, only)), None) = (arrays.next(), arrays.next()) {
        return serde_json::from_str(only.get()).map_err(|_| Unread::Broken);
    }
    let by_number = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let keyed =
        !members.is_empty() && members.iter().all(|(name, value)| by_number(name) && value.get().starts_with('{'));
    if keyed { Ok(members.into_iter().map(|(_, value)| value).collect()) } else { Err(Unread::NoList) }
}

/// What the shop says where it says no: `success` false, or the older `result` "KO".
fn refusal(members: &[(String, &RawValue)]) -> Option<String> {
    let get = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, value)| value.get());
    let text = |name| get(name).and_then(|json| serde_json::from_str::<String>(json).ok());
    let no = matches!(get("success"), Some("false" | "0" | "\"0\"" | "\"false\""))
        || text("result").is_some_and(|result| result.eq_ignore_ascii_case("KO"))
        || get("error").is_some_and(|error| !matches!(error, "null" | "false" | "0" | "\"\""));
    let mut words = ["result", "errorMessage", "error", "message"].into_iter().filter_map(text);
    no.then(|| words.find(|word| !matches!(word.as_str(), "KO" | "OK" | "")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::names::{ID, TITLE};
    use super::*;

    /// `1:Apple 2:Pear`, or what is wrong.
    fn told(read: impl FnOnce(&mut Each<'_>) -> Result<(), Unread>) -> String {
        let mut rows = Vec::new();
        let none = Columns::new();
        let outcome = read(&mut |_, row| {
            rows.push(row.map_or_else(
                |why| why,
                |row| [ID, TITLE].map(|field| row.text(&field, &none).unwrap_or_default()).join(":"),
            ));
        });
        outcome.map_or_else(|why| format!("{why:?}"), |()| rows.join(" "))
    }

    fn as_json(body: &[u8]) -> String {
        told(|each| json(body, &["plus", "articles"], each))
    }

    #[test]
    fn a_list_is_found_wherever_it_stands() {
        for body in [
            r#"[{"id":1,"title":"Apple"},{"id":"2","nom":"Pear"}]"#,
            "\u{feff}\n [{\"ID\":1,\"Title\":\"Apple\"},{\"i_d\":2,\"na me\":\" Pear \"}]\n",
            r#"{"plus":[{"id":1,"title":"Apple"},{"id":2,"title":"Pear"}]}"#,
            r#"{"success":true,"data":[{"id":1,"title":"Apple"},{"id":2,"title":"Pear"}],"page":[]}"#,
            r#"{"result":"OK","whatever":[{"id":1,"title":"Apple"},{"id":2,"title":"Pear"}]}"#,
            r#"{"success":true,"result":{"articles":[{"id":1,"title":"Apple"},{"id":2,"title":"Pear"}]}}"#,
            r#"{"1":{"id":1,"title":"Apple"},"2":{"id":2,"title":"Pear"}}"#,
        ] {
            assert_eq!(as_json(body.as_bytes()), "1:Apple 2:Pear", "{body}");
        }
        assert_eq!(as_json(b"[]"), "");
        assert_eq!(as_json(br#"[7,{"id":1,"id":2},{"id":3}]"#), "it is not an object it is not an object 3:");
    }

    #[test]
    fn what_is_no_list_is_told() {
        let refused = |why: &str| format!("Refused({why:?})");
        for (body, expected) in [
            ("", "Broken".to_owned()),
            ("  \n", "Broken".to_owned()),
            ("<!doctype html><p>Error", "Page".to_owned()),
            ("\n<br />\n<b>Warning</b>: x\n[{\"id\":1}]", "Page".to_owned()),
            ("null", "NoList".to_owned()),
            ("7", "NoList".to_owned()),
            ("\"key\"", "NoList".to_owned()),
            ("{}", "NoList".to_owned()),
            (r#"{"a":[],"b":[]}"#, "NoList".to_owned()),
            (r#"{"data":{"data":{"data":{"data":{"data":[]}}}}}"#, "NoList".to_owned()),
            (r#"{"success":false,"result":"bad key"}"#, refused("bad key")),
            (r#"{"success":false,"plus":[{"id":1}]}"#, refused("")),
            (r#"{"result":"KO","errorMessage":"no"}"#, refused("no")),
            (r#"{"error":"no rights"}"#, refused("no rights")),
            ("[{}]]", "Broken".to_owned()),
            ("id;title\n1;Apple\n", "Broken".to_owned()),
        ] {
            assert_eq!(as_json(body.as_bytes()), expected, "{body}");
        }
        assert_eq!(as_json(b"[{\"id\":1,\"title\":\"\xe9\"}]"), "Broken", "no UTF-8");
        assert_eq!(as_json("[".repeat(100_000).as_bytes()), "Broken");
    }

    #[test]
    fn a_list_cut_anywhere_is_none() {
        let whole = r#"{"success":true,"data":[{"id":1,"title":"Apple","price":3.95},{"id":2,"title":"P\u00eache"}]}"#;
        assert_eq!(as_json(whole.as_bytes()), "1:Apple 2:Pêche");
        for end in 0..whole.len() {
            assert_eq!(as_json(&whole.as_bytes()[..end]), "Broken", "cut after {end} bytes");
        }
    }

    #[test]
    fn csv_is_read_in_each_of_its_dialects() {
        let read = |body: &[u8]| told(|each| csv(body, &Columns::new(), each));
        for body in [
            b"id;title\n1;Apple\n2;P\xeache\n".as_slice(),
            "id;title\r\n1;Apple\r\n2;Pêche\r\n".as_bytes(),
            "\u{feff}\"ID\",\"Nom\",x\n1,Apple,\"a\nb\"\n\n2,Pêche,\n".as_bytes(),
            "title\tid\nApple\t1\nPêche\t2\n".as_bytes(),
        ] {
            assert_eq!(read(body), "1:Apple 2:Pêche", "{}", String::from_utf8_lossy(body));
        }
        assert_eq!(read(b"id;title\n1;\x80 \x9cuf\n"), "1:€ œuf", "Windows-1252");
        assert!(read(b"id;title\n1;a;b\n").contains("cells"));
        for broken in ["", "id;title\n1;App", "[{\"id\":1}]", "[{\"id\":1", "a;b\n1;2\n", "id\n1\n"] {
            assert!(read(broken.as_bytes()).starts_with("BrokenCsv"), "{broken:?}");
        }
        let own = Columns::from([("id", "ref".to_owned())]);
        assert_eq!(told(|each| csv(b"Ref;title\n1;Apple\n", &own, each)), ":Apple", "the settings name the number");
        assert!(read(b"Ref;title\n1;Apple\n").starts_with("BrokenCsv"));
        assert_eq!(read(b"<html>"), "Page");
        assert_eq!(read(br#"{"success":false,"result":"bad key"}"#), "Refused(\"bad key\")");
        assert_eq!(read(b"id;title\n"), "");
    }
}

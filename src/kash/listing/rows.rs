//! The rows of a listing, one by one: a busy day's listing is never held in memory as a tree.
//!
//! Knows nothing of orders and marks; a row is any JSON object without a doubled key.

use crate::kash::fields::{Fields, without_bom};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Where the array may stand in an object.
const LISTS: [&str; 4] = ["orders", "data", "result", "list"];

/// Why a body is no listing.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is an object that says no, or that holds no list; with what it says.
    NoList(Fields),
    /// It is no whole JSON, no list, or has rows that are not objects.
    Broken,
}

/// Hands every row to `each`. Only after `Ok` does what was handed over count: a listing may break at its last byte.
pub(super) fn read(body: &[u8], each: &mut dyn FnMut(&Fields)) -> Result<(), Unread> {
    let text = std::str::from_utf8(without_bom(body)).map_err(|_| Unread::Broken)?;
    let mut json = serde_json::Deserializer::from_str(text);
    let whole = Whole(each).deserialize(&mut json).map_err(|_| Unread::Broken)?;
    json.end().map_err(|_| Unread::Broken)?;
    whole.map_err(Unread::NoList)
}

/// The whole body: rows, or an object that holds them.
struct Whole<'e>(&'e mut dyn FnMut(&Fields));

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Result<(), Fields>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Result<(), Fields>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of orders")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rows: A) -> Result<Self::Value, A::Error> {
        hand_over(rows, self.0).map(Ok)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let (mut has_list, mut said) = (false, Map::new());
        while let Some(key) = object.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                match object.next_value_seed(Member(&mut *self.0))? {
                    Some(text) => drop(said.insert(key, Value::String(text))),
                    None => has_list = true,
                }
            } else if matches!(key.as_str(), "success" | "errorMessage" | "error" | "message") {
                said.insert(key, object.next_value()?);
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        let refused = said.get("success") == Some(&Value::Bool(false)) || said.get("result") == Some(&"KO".into());
        Ok(if has_list && !refused { Ok(()) } else { Err(Fields(said)) })
    }
}

/// A member that may be the list: `None` if it was, else the text that stands there (empty if it is none).
struct Member<'e>(&'e mut dyn FnMut(&Fields));

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<String>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("anything")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rows: A) -> Result<Self::Value, A::Error> {
        hand_over(rows, self.0).map(|()| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some(String::new()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Some(String::new()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Some(String::new()))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Some(String::new()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Some(String::new()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(String::new()))
    }
}

fn hand_over<'de, A: SeqAccess<'de>>(mut rows: A, each: &mut dyn FnMut(&Fields)) -> Result<(), A::Error> {
    while let Some(Row(row)) = rows.next_element()? {
        each(&row);
    }
    Ok(())
}

/// One row.
struct Row(Fields);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Fields::deserialize(json).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of rows, or what is wrong.
    fn told(body: &[u8]) -> String {
        let mut rows = 0;
        match read(body, &mut |_| rows += 1) {
            Ok(()) => rows.to_string(),
            Err(Unread::NoList(said)) => format!("no list {}", Value::Object(said.0)),
            Err(Unread::Broken) => "broken".to_owned(),
        }
    }

    #[test]
    fn a_listing_has_one_of_a_few_shapes() {
        for (body, expected) in [
            ("[]", "0"),
            ("\u{feff} [ {} , {\"id\":1} ]\n", "2"),
            (r#"{"orders":[{}]}"#, "1"),
            (r#"{"data":[{}]}"#, "1"),
            (r#"{"list":[]}"#, "0"),
            (r#"{"success":true,"result":[{},{}],"page":{"next":null}}"#, "2"),
            (r#"{"result":"OK","orders":[{}]}"#, "1"),
            (r#"{"success":false,"orders":[]}"#, r#"no list {"success":false}"#),
            (r#"{"success":false,"result":"bad key"}"#, r#"no list {"result":"bad key","success":false}"#),
            (r#"{"result":"KO","data":[]}"#, r#"no list {"result":"KO"}"#),
            (r#"{"orders":null}"#, r#"no list {"orders":""}"#),
            (r#"{"orders":{"1":{}}}"#, r#"no list {"orders":""}"#),
            (
                r#"{"orders":1.5,"data":-1,"list":true,"result":7}"#,
                r#"no list {"data":"","list":"","orders":"","result":""}"#,
            ),
            (r#"{"rows":[{}]}"#, "no list {}"),
            ("{}", "no list {}"),
            ("", "broken"),
            ("[1]", "broken"),
            ("[null]", "broken"),
            ("[[]]", "broken"),
            (r#"[{"id":1,"id":2}]"#, "broken"),
            ("[]]", "broken"),
            ("[{}]<html>", "broken"),
            ("7", "broken"),
            ("null", "broken"),
            ("<html></html>", "broken"),
        ] {
            assert_eq!(told(body.as_bytes()), expected, "{body}");
        }
        assert_eq!(told(b"[{\"a\":\"\xe9\"}]"), "broken", "Latin-1");
        assert_eq!(told("[".repeat(100_000).as_bytes()), "broken");
        assert_eq!(told(format!("{{\"x\":{}{}}}", "[".repeat(9_999), "]".repeat(9_999)).as_bytes()), "no list {}");
    }
}

//! One row of a list: named values, read leniently. Which names mean what stands in [`super::names`].

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The longest value that is read, in bytes. Nothing that is asked for is longer.
const VALUE_MAX: usize = 10_000;

/// The most fields of a row.
const FIELDS_MAX: usize = 500;

/// Which of the shop's names stands for one of ours, said by the settings: ours -> the shop's, [`plain`].
pub(super) type Columns = BTreeMap<&'static str, String>;

/// A name as the tables have it: lower case, letters, digits and dots only.
pub(super) fn plain(name: &str) -> String {
    let kept = name.chars().take(64).filter(|c| c.is_alphanumeric() || *c == '.');
    kept.flat_map(char::to_lowercase).collect()
}

/// Something that a row may tell: our name of it, and the names by which shops may call it, the likeliest first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field(pub(super) &'static str, pub(super) &'static [&'static str]);

/// A value as it came.
#[derive(Clone, Debug)]
enum Value<'a> {
    Json(&'a RawValue),
    Text(String),
}

/// A row: each plain name once.
#[derive(Clone, Debug, Default)]
pub(super) struct Row<'a> {
    fields: Vec<(String, Value<'a>)>,
}

impl<'a> Row<'a> {
    /// A row of CSV.
    pub(super) fn of_cells<'n>(cells: impl Iterator<Item = (&'n str, &'n str)>) -> Self {
        let fields = cells.map(|(name, text)| (name.to_owned(), Value::Text(text.to_owned())));
        Self { fields: fields.take(FIELDS_MAX).collect() }
    }

    /// An object of JSON; the reason if it is none.
    pub(super) fn of_json(json: &'a RawValue) -> Result<Self, String> {
        let members: Members<'a> = serde_json::from_str(json.get()).map_err(|_| "it is not an object".to_owned())?;
        if members.0.len() > FIELDS_MAX {
            return Err(format!("it has more than {FIELDS_MAX} fields"));
        }
        let fields = members.0.into_iter().map(|(name, value)| (plain(&name), Value::Json(value))).collect();
        Ok(Self { fields })
    }

    /// The text or number of a field, trimmed; `None` if there is none, or nothing in it.
    pub(super) fn text(&self, field: &Field, columns: &Columns) -> Option<String> {
        let own = columns.get(field.0).map(String::as_str);
        own.into_iter().chain(field.1.iter().copied()).find_map(|name| self.named(name))
    }

    fn named(&self, name: &str) -> Option<String> {
        let text = match self.value(name)? {
            Value::Text(text) => Cow::Borrowed(text.as_str()),
            Value::Json(json) => scalar(json.get())?,
        };
        let text = text.trim();
        (!text.is_empty() && text.len() <= VALUE_MAX).then(|| text.to_owned())
    }

    fn value(&self, name: &str) -> Option<&Value<'a>> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The JSON of a list or object within the row.
    pub(super) fn nested(&self, field: &Field) -> Option<&'a str> {
        field.1.iter().find_map(|name| match self.value(name)? {
            Value::Json(json) => Some(json.get()).filter(|json| json.starts_with(['[', '{'])),
            Value::Text(_) => None,
        })
    }

    /// The fields below one of these names, as CSV writes a row within a row: `choices.id`.
    pub(super) fn below(&self, field: &Field) -> Option<Row<'a>> {
        field.1.iter().find_map(|name| {
            let below = |known: &str| known.strip_prefix(name)?.strip_prefix('.').map(str::to_owned);
            let fields = self.fields.iter().filter_map(|(known, value)| Some((below(known)?, value.clone())));
            let fields: Vec<_> = fields.collect();
            (!fields.is_empty()).then_some(Row { fields })
        })
    }

    /// Whether there is such a field, filled or not.
    pub(super) fn has(&self, field: &Field, columns: &Columns) -> bool {
        let own = columns.get(field.0).map(String::as_str);
        own.into_iter().chain(field.1.iter().copied()).any(|name| self.value(name).is_some())
    }
}

/// A text or number of JSON as text, yes and no as 1 and 0.
fn scalar(json: &str) -> Option<Cow<'_, str>> {
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str::<String>(json).ok().map(Cow::Owned),
        b't' => Some(Cow::Borrowed("1")),
        b'f' => Some(Cow::Borrowed("0")),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(json)),
        _ => None,
    }
}

/// The members of an object, each name once: of two answers to one question neither is believed.
pub(super) struct Members<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;
        impl<'de> Visitor<'de> for Once {
            type Value = Members<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Members<'de>, A::Error> {
                let (mut members, mut names) = (Vec::new(), std::collections::BTreeSet::new());
                while let Some((name, value)) = object.next_entry::<String, &'de RawValue>()? {
                    if !names.insert(name.clone()) {
                        return Err(A::Error::custom("a name stands twice"));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Once)
    }
}

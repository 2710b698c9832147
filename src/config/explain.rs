//! From what the TOML reader reports to a sentence that names the key, the value and what it may be.
//!
//! serde reports in words only ("unknown field `x`, expected one of ..."); the wording is taken apart here, in one
//! place. Where it cannot be (another version, another wording) the words are passed on as they are.

use super::wrong::{Error, Wrong, readable};
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys whose value is never repeated: it is a secret, or where a secret is easily pasted by mistake.
const SECRET: [&str; 3] = ["key-file", "token-file", "pin-hash"];
/// The longest value that is repeated, in characters.
const VALUE_MAX: usize = 60;

/// Explains why `text` could not be read.
pub(super) fn explain(file: &Path, text: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map(|span| position(text, span.start));
    let message = error.message().trim().replace('\n', ", ");
    let path = error.span().and_then(|span| path_of(text, &span)).unwrap_or_default();
    let why = unknown_key(&message, &path)
        .or_else(|| missing_key(&message, &path))
        .or_else(|| wrong_value(&message, &path))
        .unwrap_or_else(|| format!("this cannot be read as settings: {message}"));
    Error::new(file, at, why)
}

/// Finds where in `text` the settings that do not fit together are.
pub(super) fn locate(file: &Path, text: &str, wrong: &Wrong) -> Error {
    let at = DeTable::parse(text).ok().and_then(|table| {
        let mut steps = wrong.path.split('.');
        let (key, first) = table.get_ref().get_key_value(steps.next()?)?;
        let (mut start, mut value) = (key.span().start, first);
        for step in steps {
            match value.get_ref() {
                DeValue::Table(table) => {
                    let Some((key, next)) = table.get_key_value(step) else { break };
                    (start, value) = (key.span().start, next);
                }
                DeValue::Array(array) => {
                    let Some(next) = step.parse().ok().and_then(|index: usize| array.get(index)) else { break };
                    (start, value) = (next.span().start, next);
                }
                _ => break,
            }
        }
        Some(position(text, start))
    });
    Error::new(file, at, format!("{} {}", readable(&wrong.path), wrong.why))
}

/// Line and column, both from 1, columns in characters.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count().saturating_add(1), line.chars().count().saturating_add(1))
}

/// The dotted path of the innermost key or value that holds `span`.
fn path_of(text: &str, span: &Range<usize>) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let mut path = Vec::new();
    in_table(table.get_ref(), span, &mut path);
    (!path.is_empty()).then(|| path.join("."))
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Follows `span` down; true when it was found at or below this table.
fn in_table(table: &DeTable<'_>, span: &Range<usize>, path: &mut Vec<String>) -> bool {
    table.iter().any(|(key, value)| {
        path.push(key.get_ref().to_string());
        let found = holds(&key.span(), span) || in_value(value, span, path);
        if !found {
            path.pop();
        }
        found
    })
}

/// The span of a `[table]` is that of its header, so a table is searched even where its span does not hold `span`.
fn in_value(value: &Spanned<DeValue<'_>>, span: &Range<usize>, path: &mut Vec<String>) -> bool {
    let below = match value.get_ref() {
        DeValue::Table(table) => in_table(table, span, path),
        DeValue::Array(array) => array.iter().enumerate().any(|(index, value)| {
            path.push(index.to_string());
            let found = in_value(value, span, path);
            if !found {
                path.pop();
            }
            found
        }),
        _ => false,
    };
    below || holds(&value.span(), span)
}

/// What stands between backticks, and the rest behind them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = text.split_once('`')?;
    rest.split_once('`')
}

/// Every name between backticks.
fn names(mut text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    while let Some((name, rest)) = quoted(text) {
        names.push(name);
        text = rest;
    }
    names
}

fn unknown_key(message: &str, path: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ")?;
    // A key may itself hold a backtick, so the names are counted from behind.
    let (key, known) = rest.rsplit_once(", expected ")?;
    let key = key.trim_matches('`');
    let known = names(known);
    let section = path.rsplit_once('.').map_or("", |(section, _)| section);
    let shown: String = key.escape_debug().take(VALUE_MAX).collect();
    let whose = match section {
        "" => format!("there is no section or setting {shown}"),
        section => format!("{} has no setting {shown}", readable(section)),
    };
    Some(match nearest(key, &known) {
        Some(near) => format!("{whose}; the nearest is {near}"),
        None => format!("{whose}; known ones are {}", known.join(", ")),
    })
}

fn missing_key(message: &str, path: &str) -> Option<String> {
    let (key, _) = quoted(message.strip_prefix("missing field ")?)?;
    Some(format!("{} lacks {key}", readable(path)))
}

fn wrong_value(message: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    let key = readable(path);
    let secret = path.rsplit('.').find(|step| step.parse::<usize>().is_err()).is_some_and(|key| SECRET.contains(&key));
    let (found, expected) = if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (found, known) = rest.rsplit_once(", expected ")?;
        (format!("{:?}", found.trim_matches('`')), names(known).join(", "))
    } else {
        let rest = message.strip_prefix("invalid value: ").or_else(|| message.strip_prefix("invalid type: "))?;
        let (found, expected) = rest.rsplit_once(", expected ")?;
        (plain(found), wanted(expected, found, &key))
    };
    if secret {
        return Some(format!(
            "{key} must be {expected} (what stands there is not repeated here, it may be the secret)"
        ));
    }
    let shown: String = found.chars().take(VALUE_MAX).collect();
    let cut = if shown.len() < found.len() { "..." } else { "" };
    Some(format!("{key} is {shown}{cut}, but must be {expected}"))
}

/// What must stand there, in the words of whoever writes settings and no program.
fn wanted(expected: &str, found: &str, key: &str) -> String {
    match (expected, found) {
        ("a sequence", "map") => format!("a list of sections, each begun by [[{key}]]"),
        ("a sequence", _) => "a list in brackets, [...]".to_owned(),
        _ if expected.starts_with("struct ") => format!("a section, begun by [{key}]"),
        _ => expected.to_owned(),
    }
}

/// "integer `5`" -> "5", "string "x"" -> ""x"", "map" -> "a table".
fn plain(found: &str) -> String {
    match found {
        "map" => "a table or a date".to_owned(),
        "sequence" => "a list".to_owned(),
        _ => match (quoted(found), found.strip_prefix("string ")) {
            (_, Some(text)) => text.to_owned(),
            (Some((value, _)), None) => value.to_owned(),
            (None, None) => found.to_owned(),
        },
    }
}

/// The known key that is most like `key`, if one is like enough to be meant.
pub(crate) fn nearest<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    let key = key.to_ascii_lowercase().replace('_', "-");
    let (distance, near) = known.iter().map(|name| (strsim::damerau_levenshtein(&key, name), *name)).min()?;
    let begins = |name: &&&str| key.len() >= 3 && (name.starts_with(&key) || key.starts_with(**name));
    if distance <= near.len().min(key.len()) / 3 {
        return Some(near);
    }
    known.iter().find(begins).copied()
}

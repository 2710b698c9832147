//! Element strings: identifiers and values one behind the other, some ended by a separator.

use super::dictionary::{Dictionary, Entry};
use super::{Element, Fault, push};

/// FNC1 as scanners send it: the ASCII character GS.
pub(in crate::barcode) const SEPARATOR: char = '\u{1d}';

/// Cuts an element string.
///
/// A separator must follow what has no predefined length, unless it is the last. One that need not be there is passed
/// over: before the first element (scanners send the symbol's own first FNC1 so), behind a predefined length, at the end.
pub(super) fn read(text: &str) -> Result<Vec<Element>, Fault> {
    let dictionary = Dictionary::get();
    let mut elements = Vec::new();
    let mut rest = text.trim_start_matches(SEPARATOR);
    if rest.is_empty() {
        return Err(Fault { ai: None, what: "length" });
    }
    while !rest.is_empty() {
        let (ai, entry, after) = dictionary.split(rest).ok_or(Fault { ai: None, what: "identifier" })?;
        let (value, after) = cut(entry, after);
        entry.check(value).map_err(|what| Fault::of(ai, what))?;
        push(&mut elements, ai, value)?;
        rest = after.trim_start_matches(SEPARATOR);
    }
    Ok(elements)
}

/// The value of an element and what is behind it.
fn cut<'t>(entry: &Entry, text: &'t str) -> (&'t str, &'t str) {
    let end = text.find(SEPARATOR).unwrap_or(text.len());
    let length = if entry.predefined { entry.fixed_length().min(end) } else { end };
    // Within a character of several bytes it is cut at the end instead, and then refused for that character.
    text.split_at_checked(length).unwrap_or((text, ""))
}

//! What is in one cell: text in, value or the reason out. A reason is the end of a sentence that begins with the line.

use super::super::slot;
use crate::barcode::{self, Key, Meaning, Scan, Why};
use crate::till::article::Title;
use crate::till::money::Cents;
use unicode_normalization::UnicodeNormalization;

/// The longest cell in characters.
pub(super) const CELL_MAX: usize = 10_000;

/// The most codes of one article, variations of one article and so on.
pub(super) const LIST_MAX: usize = 50;

/// Text of a file within a sentence: cut, on one line, in quotation marks, commanding no terminal.
pub(in crate::catalogue) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

/// A number of Kash's, greater than zero.
pub(super) fn id(column: &str, text: &str) -> Result<i64, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten().filter(|number| *number > 0);
    number.ok_or_else(|| format!("{column} {} is not a whole number above zero", quoted(text)))
}

/// Something that may be left out.
pub(super) fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// An amount of money.
pub(super) fn price(column: &str, text: &str) -> Result<Cents, String> {
    Cents::parse(text).ok_or_else(|| {
        let with_dot = text.replace(',', ".");
        match Cents::parse(&with_dot) {
            Some(_) => format!("{column} {} has a decimal comma; write {with_dot}, not {text}", quoted(text)),
            None => format!("{column} {} is not an amount such as 12.50, at most {}", quoted(text), Cents::MAX),
        }
    })
}

/// A title fit for screen, slip and order form, and whether it had to be changed in a way that shows.
pub(in crate::catalogue) fn title(text: &str) -> Result<(Title, bool), String> {
    let composed: String = text.nfc().collect();
    let title =
        Title::clean(&composed).ok_or_else(|| format!("title {} has nothing that can be shown", quoted(text)))?;
    let changed = !composed.split(' ').filter(|word| !word.is_empty()).eq(title.as_str().split(' '));
    Ok((title, changed))
}

/// Yes or no; yes if nothing is said.
pub(super) fn yes_or_no(column: &str, text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "" | "1" | "true" | "yes" | "oui" => Ok(true),
        "0" | "false" | "no" | "non" => Ok(false),
        _ => Err(format!("{column} {} is neither 1 nor 0", quoted(text))),
    }
}

/// What may be chosen with an article, in one form.
pub(super) fn slots(column: &str, text: &str) -> Result<String, String> {
    let wrong = |word| {
        format!(
            "{column} {}: {} is no choice; write up to five slots such as 3|4|5! 8, a bar between the choices of one slot, \
             ! behind one that is required",
            quoted(text),
            quoted(word)
        )
    };
    slot::parse(text).map(|slots| slot::write(&slots)).map_err(wrong)
}

/// Numbers of Kash's with white space between them, in one form.
pub(super) fn ids(column: &str, text: &str) -> Result<String, String> {
    let mut list = String::new();
    for (place, word) in text.split_whitespace().enumerate() {
        if place == LIST_MAX {
            return Err(format!("{column} lists more than {LIST_MAX} numbers"));
        }
        let number = id(column, word)?;
        if place > 0 {
            list.push(' ');
        }
        list.push_str(&number.to_string());
    }
    Ok(list)
}

/// The codes of an article, each once, and those among them that a scanner would refuse to read.
pub(in crate::catalogue) fn codes(text: &str) -> Result<(Vec<Key>, Vec<&str>), String> {
    let (mut keys, mut doubtful) = (Vec::new(), Vec::new());
    for (place, word) in text.split_whitespace().enumerate() {
        if place == LIST_MAX {
            return Err(format!("barcode lists more than {LIST_MAX} codes"));
        }
        let key = match barcode::read(&barcode::Settings::default(), &Scan { text: word.to_owned(), aim: None }) {
            Meaning::Product(key) => key,
            Meaning::Package(package) => Key::Gtin(package.gtin),
            Meaning::Refused(Why::CheckDigit) => {
                doubtful.push(word);
                Key::Text(word.trim_start_matches("$0").to_owned())
            }
            Meaning::InStore(_)
            | Meaning::AddOn(_)
            | Meaning::Contact(_)
            | Meaning::Customer(_)
            | Meaning::Control(_)
            | Meaning::Refused(_) => {
                return Err(format!("barcode {} cannot be an article's: the kiosk reads it otherwise", quoted(word)));
            }
        };
        if shortened(word) {
            return Err(format!("barcode {} was shortened by a spreadsheet; make the column text", quoted(word)));
        }
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok((keys, doubtful))
}

/// Whether this is what spreadsheets make of long numbers: `3.01762E+12`.
fn shortened(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','));
    number(digits) && exponent.strip_prefix('+').is_some_and(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::Gtin;

    #[test]
    fn a_title_is_told_changed_only_if_it_shows() {
        let cases = [
            ("Café crème", "Café crème", false),
            ("Cafe\u{301}", "Café", false),
            ("two  spaces", "two spaces", false),
            ("a_b", "a b", true),
            ("a\tb", "a b", true),
            ("\u{1b}[2J", "[2J", true),
        ];
        for (raw, expected, told) in cases {
            let (title, changed) = title(raw).expect("a title");
            assert_eq!((title.as_str(), changed), (expected, told), "{raw:?}");
        }
        assert!(title(&"é".repeat(CELL_MAX)).expect("a title").1, "cutting shows");
    }

    #[test]
    fn codes_are_keys_however_they_are_written() {
        let nutella = Key::Gtin(Gtin::parse("3017620422003").expect("a GTIN"));
        let (keys, doubtful) = codes("3017620422003 03017620422003 $03017620422003 $0POMME").expect("codes");
        assert_eq!((keys, doubtful.len()), (vec![nutella, Key::Text("POMME".to_owned())], 0));
        let (keys, doubtful) = codes("$03017620422004").expect("codes");
        assert_eq!((keys, doubtful), (vec![Key::Text("3017620422004".to_owned())], vec!["$03017620422004"]));
        for bad in
            ["SLIP-CONFIRM", "$3CUST-1", "$2anna", "3.01762E+12", "3,01762E+12", &"1 ".repeat(51), &"x".repeat(201)]
        {
            assert!(codes(bad).is_err(), "{bad}");
        }
        assert_eq!(codes("").expect("no codes").0, []);
    }

    #[test]
    fn what_is_quoted_commands_no_terminal() {
        assert_eq!(quoted("a\u{1b}[2J\n\"b"), r#""a\u{1b}[2J\n\"b""#);
        assert_eq!(quoted(&"x".repeat(1000)).chars().count(), 43);
    }
}

//! Text in lines that fit: spelled with the letters there are, broken between words, cut with an ellipsis.

use scanslip_hw::printer::page::Page;
use scanslip_hw::printer::text::Pages;
use std::collections::BTreeMap;

/// The longest text that is looked at, in characters; no screen could show more.
const TEXT_MAX: usize = 600;

/// A text in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrapped {
    pub(crate) lines: Vec<String>,
    /// Whether some word is longer than a line and was broken.
    pub(crate) broken: bool,
}

/// The text in the letters of Latin 9: what it lacks is written otherwise as on slips, or becomes a question mark.
/// A no-break space becomes a space, so break lines before.
fn spell(text: &str) -> String {
    let pages = BTreeMap::from([(Page::Iso8859_15, 0)]);
    let mut bytes = Vec::with_capacity(text.len());
    Pages::new(&pages).write(text, &mut Some(Page::Iso8859_15), &mut bytes);
    bytes.into_iter().map(|byte| Page::Iso8859_15.decode(byte).unwrap_or('?')).collect()
}

/// The words of a text, spelled; what a no-break space holds together is one word.
fn words(text: &str) -> impl Iterator<Item = String> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let words: Vec<String> = text.split([' ', '\n', '\t', '\r']).map(spell).collect();
    words.into_iter().filter(|word| !word.trim().is_empty())
}

/// The text on one line, however long.
pub(super) fn one(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// Breaks a text into lines of at most `columns` letters.
pub(crate) fn wrap(text: &str, columns: usize) -> Wrapped {
    let columns = columns.max(1);
    let mut wrapped = Wrapped { lines: Vec::new(), broken: false };
    let mut line = String::new();
    let mut used = 0;
    for word in words(text) {
        let letters: Vec<char> = word.chars().collect();
        if used > 0 && used + 1 + letters.len() > columns {
            wrapped.lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for c in letters {
            if used == columns {
                wrapped.broken = true;
                wrapped.lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += 1;
        }
    }
    if used > 0 {
        wrapped.lines.push(line);
    }
    wrapped
}

/// The line, or its beginning and an ellipsis.
pub(super) fn cut(line: &str, columns: usize) -> String {
    if line.chars().count() <= columns { line.to_owned() } else { shortened(line, columns) }
}

/// The beginning of a line that goes on, and an ellipsis.
pub(crate) fn shortened(line: &str, columns: usize) -> String {
    let kept: String = line.chars().take(columns.saturating_sub(1)).collect();
    if columns == 0 { String::new() } else { format!("{}…", kept.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_spelled_with_the_letters_there_are() {
        let cases = [
            ("Bœuf à 12,50\u{a0}€", "Bœuf à 12,50 €"),
            ("1\u{202f}234", "1 234"),
            ("l’été", "l'été"),
            ("日本 ok", "?? ok"),
            ("\u{1b}[2J a\u{0}b", "[2J a b"),
            ("cafe\u{301}", "café"),
        ];
        for (text, spelled) in cases {
            assert_eq!(one(text).trim(), spelled, "{text:?}");
        }
    }

    #[test]
    fn lines_break_between_words_where_they_can() {
        let cases: [(&str, usize, &[&str], bool); 5] = [
            ("", 10, &[], false),
            ("Crème brûlée", 12, &["Crème brûlée"], false),
            ("  Crème   brûlée", 11, &["Crème", "brûlée"], false),
            ("Donaudampfschiff", 6, &["Donaud", "ampfsc", "hiff"], true),
            ("a 12\u{a0}kg", 5, &["a", "12 kg"], false),
        ];
        for (text, columns, lines, broken) in cases {
            let wrapped = wrap(text, columns);
            assert_eq!(
                (wrapped.lines.as_slice(), wrapped.broken),
                (lines.map_strings().as_slice(), broken),
                "{text:?}"
            );
        }
        assert!(wrap(&"a ".repeat(100_000), 0).lines.len() <= TEXT_MAX);
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(cut("Crème", 5), "Crème");
        assert_eq!(cut("Crème brûlée", 7), "Crème…");
        assert_eq!(shortened("Crème", 5), "Crèm…");
        assert_eq!((cut("ab", 1), cut("ab", 0)), ("…".to_owned(), String::new()));
    }

    trait MapStrings {
        fn map_strings(&self) -> Vec<String>;
    }

    impl MapStrings for &[&str] {
        fn map_strings(&self) -> Vec<String> {
            self.iter().map(|&text| text.to_owned()).collect()
        }
    }
}

//! Text in lines that fit: spelled with the letters there are, broken between words, cut with an ellipsis.

use super::letters::Letters;
use super::smooth::QUARTERS;
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
pub(super) fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let words: Vec<String> = text.split([' ', '\n', '\t', '\r']).map(spell).collect();
    words.into_iter().filter(|word| !word.trim().is_empty()).collect()
}

/// The text on one line, however long.
pub(super) fn one(text: &str) -> String {
    words(text).join(" ")
}

/// Breaks a text into lines of at most `columns` letters.
pub(crate) fn wrap(text: &str, columns: usize) -> Wrapped {
    set(&words(text), u32::try_from(columns.max(1)).unwrap_or(u32::MAX), |_| 1)
}

/// Breaks the words of a text into lines of at most so many pixels.
pub(super) fn wrap_in(words: &[String], letters: Letters, width: u32) -> Wrapped {
    set(words, width.saturating_mul(QUARTERS), |c| letters.advance(c))
}

/// Breaks words into lines that are at most so wide; a single letter is set however wide it is.
fn set(words: &[String], width: u32, advance: impl Fn(char) -> u32) -> Wrapped {
    let mut wrapped = Wrapped { lines: Vec::new(), broken: false };
    let (mut line, mut used) = (String::new(), 0);
    let space = advance(' ');
    for word in words {
        let across = word.chars().fold(0, |sum, c| sum + advance(c));
        if !line.is_empty() && used + space + across > width {
            wrapped.lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += space;
        }
        for c in word.chars() {
            if used + advance(c) > width && !line.is_empty() {
                wrapped.broken = true;
                wrapped.lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += advance(c);
        }
    }
    if !line.is_empty() {
        wrapped.lines.push(line);
    }
    wrapped
}

/// The line, or its beginning and an ellipsis; nothing where not even that fits.
pub(super) fn cut(line: &str, letters: Letters, width: u32) -> String {
    if letters.across(line) <= width { line.to_owned() } else { cut_off(line, letters, width) }
}

/// The beginning of a line that goes on, and an ellipsis.
pub(super) fn cut_off(line: &str, letters: Letters, width: u32) -> String {
    let mut room = width.saturating_mul(QUARTERS).checked_sub(letters.advance('…'));
    let mut kept = String::new();
    for c in line.chars() {
        room = room.and_then(|room| room.checked_sub(letters.advance(c)));
        if room.is_none() {
            break;
        }
        kept.push(c);
    }
    if kept.is_empty() { String::new() } else { format!("{}…", kept.trim_end()) }
}

/// The beginning of a line that goes on, and an ellipsis.
pub(crate) fn shortened(line: &str, columns: usize) -> String {
    let kept: String = line.chars().take(columns.saturating_sub(1)).collect();
    if columns == 0 { String::new() } else { format!("{}…", kept.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::super::dots::Dots;
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
        let letters = Letters::Dots(Dots::at_most(6, false));
        let cut = |line, columns: u32| cut(line, letters, columns * 4);
        assert_eq!(cut("Crème", 5), "Crème");
        assert_eq!(cut("Crème brûlée", 7), "Crème…");
        assert_eq!((cut("abc", 2), cut("ab", 1), cut("ab", 0)), ("a…".to_owned(), String::new(), String::new()));
        assert_eq!(shortened("Crème", 5), "Crèm…");
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

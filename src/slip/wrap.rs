//! Lines that fit: text is broken between words, or within a word that is longer than a line.
//!
//! Width is what the printer will make of a character: `…` takes three columns where no code page has it.

use scanslip_hw::printer::text::{Pages, composed};

/// Breaks a text into at least one line of at most `columns` columns. White space at a break goes.
pub(super) fn wrap(text: &str, columns: usize, pages: &Pages<'_>) -> Vec<String> {
    wrap_beside(text, columns, columns, pages)
}

/// The same with a first line of `first` columns, beside which something else stands, and further ones of `rest`.
pub(super) fn wrap_beside(text: &str, first: usize, rest: usize, pages: &Pages<'_>) -> Vec<String> {
    let (first, rest) = (first.max(1), rest.max(1));
    let text = composed(text);
    let mut lines = vec![String::new()];
    let mut used = 0;
    // A no-break space is a white space to Rust; "12 kg" must stay together.
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        let needed = pages.width(word);
        let columns = if lines.len() == 1 { first } else { rest };
        if used > 0 && used + 1 + needed > columns {
            lines.push(String::new());
            used = 0;
        }
        if used > 0 {
            push(&mut lines, ' ');
            used += 1;
        }
        for c in word.chars() {
            let more = pages.columns(c);
            let columns = if lines.len() == 1 { first } else { rest };
            if used > 0 && used + more > columns {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, c);
            used += more;
        }
    }
    lines
}

fn push(lines: &mut [String], c: char) {
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::printer::Profile;

    #[test]
    fn lines_break_between_words_where_they_can() {
        let profile = Profile::named("generic-58mm").expect("it is shipped");
        let pages = Pages::new(&profile.code_pages);
        let cases: [(&str, usize, &[&str]); 7] = [
            ("", 10, &[""]),
            ("Crème brûlée", 12, &["Crème brûlée"]),
            ("Crème brûlée", 11, &["Crème", "brûlée"]),
            ("  two   spaces  ", 20, &["two spaces"]),
            ("Donaudampfschiff", 6, &["Donaud", "ampfsc", "hiff"]),
            ("a 12\u{a0}kg", 6, &["a", "12\u{a0}kg"]),
            ("cafe\u{301} noir", 4, &["café", "noir"]),
        ];
        for (text, columns, lines) in cases {
            assert_eq!(wrap(text, columns, &pages), lines, "{text:?} in {columns}");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_column_whatever_the_text() {
        let none = std::collections::BTreeMap::new();
        let pages = Pages::new(&none);
        for text in ["……… …………", "½½½ ¼¼", "œuvre €€€€ bœuf", &"a".repeat(10_000), "\u{1b}\u{1b} \u{0}x"]
        {
            for columns in [4, 7, 20] {
                for line in wrap(text, columns, &pages) {
                    assert!(pages.width(&line) <= columns, "{line:?} in {columns}");
                }
            }
        }
    }
}

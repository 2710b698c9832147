//! Free text on its way to the shop or back: one line, bounded, without what commands or deceives, without the key.
//!
//! It does not escape anything: whoever prints, stores or shows the text does that.

use super::Key;

/// The text on one line of at most `most` characters; control, format and direction characters become a space, runs of
/// spaces become one.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::with_capacity(text.len().min(most * 4));
    let mut length = 0;
    for c in text.chars().map(|c| if is_unfit(c) { ' ' } else { c }) {
        if length == most {
            break;
        }
        if c == ' ' && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        line.push(c);
        length += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

/// Characters that end a line, command a printer, or turn the text around on a screen.
fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Below this many bytes a key is no secret, and could be a part of any word.
const SHORTEST_SECRET: usize = 8;

/// Whether the text tells the key, as it stands or as a URL writes it.
pub(super) fn tells(text: &str, key: &Key) -> bool {
    forms(key).iter().any(|form| text.contains(form.as_str()))
}

/// What the shop or a library said, fit for a log: without the key, on one line of at most `most` characters.
pub(super) fn told(text: &str, key: &Key, most: usize) -> String {
    // The key goes first: a cut must not leave the half of it that no search would find.
    let text = forms(key).iter().fold(text.to_owned(), |text, form| text.replace(form.as_str(), "(key)"));
    one_line(&text, most)
}

/// The key as it stands and as a URL writes it; nothing for a key too short to be one.
fn forms(key: &Key) -> Vec<String> {
    let plain = key.reveal();
    if plain.len() < SHORTEST_SECRET {
        return Vec::new();
    }
    let in_url = form_urlencoded::byte_serialize(plain.as_bytes()).collect();
    vec![plain.to_owned(), in_url]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_nothing_that_commands() {
        let cases = [
            ("Sans couverts", "Sans couverts"),
            ("  deux\r\nlignes\t", "deux lignes"),
            ("\u{1b}@\u{1d}V\u{0}", "@ V"),
            ("ab\u{202e}dc", "ab dc"),
            ("under_score", "under_score"),
            ("\u{0}\u{1b} ", ""),
        ];
        for (raw, line) in cases {
            assert_eq!(one_line(raw, 200), line, "{raw:?}");
        }
        assert_eq!(one_line(&"é".repeat(9_000), 200).chars().count(), 200);
        assert_eq!(one_line("abc def", 4), "abc", "no space is left at a cut");
    }

    #[test]
    fn the_key_is_taken_out_before_the_cut() {
        let key = Key::new("s3cr3t+key/0123456789").expect("a key");
        for echo in ["bad key s3cr3t+key/0123456789", "?key=s3cr3t%2Bkey%2F0123456789&x=1"] {
            assert!(tells(echo, &key), "{echo}");
            for most in 1..60 {
                assert!(!told(echo, &key, most).contains("s3cr"), "{most} characters of {echo}");
            }
        }
        let short = Key::new("demo").expect("a key");
        assert_eq!(told("the demo shop", &short, 200), "the demo shop", "a short key is no secret");
    }
}

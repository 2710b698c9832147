//! Text -> the bytes that print it: one normal form, the code pages that the printer has, and something near where
//! no page has the character. No byte of anybody's text can be a control byte: what is pushed is a [`Printable`].

use super::page::{Page, Printable};
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How many characters of a text are not on paper as they were meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Written otherwise: `oe` for `œ`, a space for a control character.
    pub rewritten: u32,
    /// A question mark stands for them.
    pub lost: u32,
}

impl Replaced {
    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { rewritten: self.rewritten.saturating_add(other.rewritten), lost: self.lost.saturating_add(other.lost) }
    }
}

/// The code pages of one printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages<'a>(&'a BTreeMap<Page, u8>);

/// What one character becomes.
enum Glyph {
    /// A character of a page.
    On(Page, Printable),
    /// A character of every page.
    Ascii(Printable),
    /// Nothing: it only joined others.
    Nothing,
    /// Other characters.
    Rewritten(Cow<'static, str>),
    /// A question mark.
    Lost,
}

impl<'a> Pages<'a> {
    /// These pages, with the numbers that `ESC t` selects them by.
    pub const fn new(numbers: &'a BTreeMap<Page, u8>) -> Self {
        Self(numbers)
    }

    /// The page that is selected first.
    pub fn first(&self) -> Option<Page> {
        self.0.keys().next().copied()
    }

    /// The number of a page.
    pub fn number(&self, page: Page) -> Option<u8> {
        self.0.get(&page).copied()
    }

    /// Whether some page has the character.
    pub fn have(&self, c: char) -> bool {
        c.is_ascii() && !c.is_control() || self.find(c, None).is_some()
    }

    /// How many columns a text takes in its normal size, once printed, whatever its normal form.
    pub fn width(&self, text: &str) -> usize {
        composed(text).chars().map(|c| self.columns(c)).sum()
    }

    /// How many columns a character of a [`composed`] text takes in its normal size, once printed.
    pub fn columns(&self, c: char) -> usize {
        match self.glyph(c, None) {
            Glyph::On(..) | Glyph::Ascii(_) | Glyph::Lost => 1,
            Glyph::Nothing => 0,
            Glyph::Rewritten(text) => text.len(),
        }
    }

    /// Appends the bytes that print `text` to `out`, and the `ESC t n` that it needs on the way. `selected` is the page
    /// that the printer has now, and will have afterwards.
    pub fn write(&self, text: &str, selected: &mut Option<Page>, out: &mut Vec<u8>) -> Replaced {
        let mut replaced = Replaced::default();
        let text = composed(text);
        let mut rest = &*text;
        while !rest.is_empty() {
            let (plain, other) = Printable::leading(rest);
            out.extend_from_slice(plain);
            let mut others = other.chars();
            others.by_ref().take(1).for_each(|c| self.push(c, selected, out, &mut replaced));
            rest = others.as_str();
        }
        replaced
    }

    fn push(&self, c: char, selected: &mut Option<Page>, out: &mut Vec<u8>, replaced: &mut Replaced) {
        match self.glyph(c, *selected) {
            Glyph::Ascii(byte) => out.push(byte.get()),
            Glyph::On(page, byte) => {
                if *selected != Some(page)
                    && let Some(number) = self.number(page)
                {
                    out.extend([0x1b, b't', number]);
                    *selected = Some(page);
                }
                out.push(byte.get());
            }
            Glyph::Nothing => replaced.rewritten = replaced.rewritten.saturating_add(u32::from(!is_silent(c))),
            Glyph::Rewritten(text) => {
                out.extend(text.chars().filter_map(Printable::ascii).map(Printable::get));
                replaced.rewritten = replaced.rewritten.saturating_add(u32::from(!is_space(c)));
            }
            Glyph::Lost => {
                out.push(Printable::UNKNOWN.get());
                replaced.lost = replaced.lost.saturating_add(1);
            }
        }
    }

    fn glyph(&self, c: char, selected: Option<Page>) -> Glyph {
        if let Some(byte) = Printable::ascii(c) {
            return Glyph::Ascii(byte);
        }
        if is_space(c) || c.is_control() {
            return Glyph::Rewritten(Cow::Borrowed(" "));
        }
        if is_silent(c) {
            return Glyph::Nothing;
        }
        if let Some((page, byte)) = self.find(c, selected) {
            return Glyph::On(page, byte);
        }
        match rewrite(c) {
            Some(text) if text.is_empty() => Glyph::Nothing,
            Some(text) => Glyph::Rewritten(text),
            None => Glyph::Lost,
        }
    }

    /// On the page that is selected if it has it, else on the first that does.
    fn find(&self, c: char, selected: Option<Page>) -> Option<(Page, Printable)> {
        let known = selected.into_iter().chain(self.0.keys().copied());
        known.filter(|page| self.0.contains_key(page)).find_map(|page| page.encode(c).map(|byte| (page, byte)))
    }
}

/// A text in the composed normal form.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a text is in the composed normal form already. All characters below U+0300 are, and join with none before
/// them (DerivedNormalizationProps.txt, `NFC_QC`), so a line of letters and digits is not looked up one by one.
fn is_composed(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars().filter(|&c| c >= '\u{300}')) == IsNormalized::Yes
}

/// Spaces of any width, which paper shows as one column.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !c.is_control()
}

/// Characters that show nothing themselves: soft hyphens, joiners, directions, variation selectors.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Something in ASCII that a reader takes for the character; empty for a mark that belonged to one.
fn rewrite(c: char) -> Option<Cow<'static, str>> {
    let near = match c {
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        'Æ' => "AE",
        'ß' => "ss",
        'ø' | '°' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' => "d",
        'Đ' => "D",
        'ı' => "i",
        '€' => "EUR",
        '£' => "GBP",
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => "'",
        '“' | '”' | '„' | '″' | '«' | '»' => "\"",
        '‹' => "<",
        '›' => ">",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => "-",
        '…' => "...",
        '•' | '·' => "*",
        '×' => "x",
        '÷' | '⁄' => "/",
        '©' => "(c)",
        '®' => "(R)",
        _ => return bare(c).map(Cow::Owned),
    };
    Some(Cow::Borrowed(near))
}

/// The character without its marks, if what is left is ASCII.
fn bare(c: char) -> Option<String> {
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}');
    let text: String =
        std::iter::once(c).nfkd().filter(|c| !is_mark(c)).map(|c| if c == '⁄' { '/' } else { c }).collect();
    text.chars().all(|c| Printable::ascii(c).is_some()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(pages: &[(Page, u8)], text: &str) -> (Vec<u8>, Replaced) {
        let numbers = pages.iter().copied().collect();
        let pages = Pages::new(&numbers);
        let mut out = Vec::new();
        let replaced = pages.write(text, &mut pages.first(), &mut out);
        (out, replaced)
    }

    const EPSON: [(Page, u8); 4] = [(Page::Wpc1252, 16), (Page::Pc858, 19), (Page::Pc850, 2), (Page::Pc437, 0)];

    #[test]
    fn a_french_line_needs_one_page_and_loses_nothing() {
        let (out, replaced) = bytes(&EPSON, "L’œuf à 2,50\u{202f}€ — CÔTE");
        assert_eq!(out, b"L\x92\x9cuf \xe0 2,50 \x80 \x97 C\xd4TE");
        assert_eq!(replaced, Replaced::default(), "a narrow space is a space");
        let (decomposed, _) = bytes(&EPSON, "cafe\u{301}");
        assert_eq!(decomposed, b"caf\xe9", "composed before it is looked up");
    }

    /// Two marks in the wrong order, a mark behind a space, a letter that composes with the next: looked at or not, the text
    /// that is printed is the composed one.
    #[test]
    fn a_text_is_printed_as_its_composed_form_would_be() {
        let characters =
            [' ', 'e', 'é', 'ạ', 'ÿ', '\u{2ff}', '\u{300}', '\u{301}', '\u{323}', '\u{345}', 'Α', '\u{2126}', '€'];
        for a in characters {
            for b in characters {
                for c in characters {
                    let text = String::from_iter([a, b, c]);
                    assert!(!is_composed(&text) || text.chars().eq(text.nfc()), "{text:?}");
                    let composed: String = text.nfc().collect();
                    assert_eq!(bytes(&EPSON, &text), bytes(&EPSON, &composed), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn the_page_is_switched_only_where_it_must_be() {
        let (out, _) = bytes(&EPSON, "é─é€œ");
        // ─ is on PC858; é and € are there too; œ is not.
        assert_eq!(out, b"\xe9\x1bt\x13\xc4\x82\xd5\x1bt\x10\x9c");
    }

    #[test]
    fn what_no_page_has_is_written_otherwise_and_counted() {
        let cases: [(&str, &str, u32, u32); 8] = [
            ("œuf’s…", "oeuf's...", 3, 0),
            ("12 €", "12 EUR", 1, 0),
            ("ÀŐş½", "AOs1/2", 4, 0),
            ("茶☕", "??", 0, 2),
            ("a\u{200b}\u{ad}b", "ab", 0, 0),
            ("x\u{338}y", "xy", 1, 0),
            ("a\u{1b}@\u{0}\u{7f}\u{9b}b", "a @   b", 4, 0),
            ("a\u{a0}b\u{3000}c", "a b c", 0, 0),
        ];
        for (text, printed, rewritten, lost) in cases {
            let (out, replaced) = bytes(&[], text);
            assert_eq!(String::from_utf8_lossy(&out), printed, "{text:?}");
            assert_eq!(replaced, Replaced { rewritten, lost }, "{text:?}");
        }
    }

    #[test]
    fn no_text_at_all_makes_a_control_byte_of_its_own() {
        let numbers = EPSON.into_iter().collect();
        let pages = Pages::new(&numbers);
        for c in (0..=0xffff).filter_map(char::from_u32) {
            let mut out = Vec::new();
            let mut selected = pages.first();
            pages.write(c.encode_utf8(&mut [0; 4]), &mut selected, &mut out);
            let text = match out.strip_prefix(&[0x1b, b't']) {
                Some([number, text @ ..]) if EPSON.iter().any(|(_, known)| known == number) => text,
                _ => &out,
            };
            assert!(text.iter().all(|&byte| byte >= 0x20 && byte != 0x7f), "{c:?} became {out:02x?}");
            assert_eq!(text.len(), c.nfc().map(|c| pages.columns(c)).sum::<usize>(), "columns of {c:?}");
        }
        for byte in 0..=u8::MAX {
            let (out, _) = bytes(&[], &String::from_utf8_lossy(&[byte]));
            assert!(out.iter().all(|byte| (0x20..0x7f).contains(byte)), "{byte:02x}");
        }
    }
}

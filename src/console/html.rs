//! Markup that can hold nothing foreign but as text: what is not written in our own sources gets in by
//! [`Html::text`] alone, which escapes it.

use std::fmt::{self, Display, Write as _};

/// A piece of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Markup of our own, as it stands in the sources.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Anything as text: in an element, or in an attribute between double quotation marks.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        // A String takes whatever fits into memory.
        let _ = write!(Escaped(&mut self.0), "{text}");
        self
    }

    /// Another piece, which is escaped already.
    pub fn add(&mut self, piece: &Self) -> &mut Self {
        self.0.push_str(&piece.0);
        self
    }

    /// The markup.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// What is written through it loses its meaning as markup. Control characters become a replacement character, for a
/// page may not hold them.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(c),
                c if c.is_control() => self.0.push(char::REPLACEMENT_CHARACTER),
                c => self.0.push(c),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_foreign_stays_text() {
        let cases = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"><img src=x onerror='a()'>", "&quot;&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a\u{0}b\u{1b}[2Jc\u{9b}", "a\u{fffd}b\u{fffd}[2Jc\u{fffd}"),
            ("two\nlines\tof 1 €", "two\nlines\tof 1 €"),
        ];
        for (foreign, safe) in cases {
            let mut html = Html::new();
            html.raw("<p>").text(foreign).raw("</p>");
            assert_eq!(html.into_string(), format!("<p>{safe}</p>"));
        }
        let mut outer = Html::new();
        outer.text(12).add(Html::new().text('<'));
        assert_eq!(outer.into_string(), "12&lt;", "a piece is not escaped twice");
    }
}

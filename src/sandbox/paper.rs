//! The sandbox's invoice and quote: a PDF of one A4 page. Not a legal document, and it says so.
//!
//! Courier, one of the fonts that every reader has (PDF 32000-1, 9.6.2.2), in WinAnsiEncoding (annex D): columns are
//! counted in characters, and what WinAnsi lacks becomes a question mark.

use super::clock;
use super::order::Order;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

/// The lines of an order that fit the page; the others are counted.
const LINES: usize = 40;
/// The columns of a title.
const TITLE: usize = 44;

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of a validated order.
    Invoice,
    /// Of one that is not, or was not.
    Quote,
}

/// The paper as a PDF file.
pub(super) fn pdf(kind: Kind, shop: &str, order: &Order) -> Vec<u8> {
    let (catalog, pages, page, font, text) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
    let name = Name(b"F1");
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    // A4 in points.
    sheet.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(pages).contents(text);
    sheet.resources().fonts().pair(name, font);
    sheet.finish();
    pdf.type1_font(font).base_font(Name(b"Courier")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let mut content = Content::new();
    content.begin_text().set_font(name, 11.0).set_leading(15.0).next_line(50.0, 780.0);
    for line in text_of(kind, shop, order) {
        content.show(Str(&win_ansi(&line))).next_line_using_leading();
    }
    content.end_text();
    pdf.stream(text, &content.finish());
    pdf.finish()
}

/// What it says, line by line, at most 75 columns.
fn text_of(kind: Kind, shop: &str, order: &Order) -> Vec<String> {
    let (title, dated) = match kind {
        Kind::Invoice => (format!("INVOICE {}", order.number), order.validated_s.unwrap_or(order.created_s)),
        Kind::Quote => ("QUOTE".to_owned(), order.created_s),
    };
    let mut text = vec![cut(shop, 70), String::new(), title, clock::iso(dated), String::new()];
    for line in order.lines.iter().take(LINES) {
        text.push(format!(
            "{:>7} {:<TITLE$} {:>10}",
            line.quantity.to_string(),
            cut(&line.title, TITLE),
            line.total.to_string()
        ));
    }
    if let Some(more @ 1..) = order.lines.len().checked_sub(LINES) {
        text.push(format!("{:>7} more lines", format!("+{more}")));
    }
    text.push(format!("{:>7} {:<TITLE$} {:>10}", "", "Total, taxes included", order.total.to_string()));
    text.push(String::new());
    text.push(if order.paid { "Paid." } else { "Not paid." }.to_owned());
    text.push("Sandbox: no goods, no money, no legal document.".to_owned());
    text
}

/// The first so many characters.
fn cut(text: &str, columns: usize) -> String {
    text.chars().take(columns).collect()
}

/// The text in WinAnsiEncoding (Windows code page 1252).
fn win_ansi(text: &str) -> Vec<u8> {
    /// 0x80 to 0x9f, where code page 1252 differs from Latin-1; a question mark where it has nothing.
    const HIGH: &str = "€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ";
    let byte = |c: char| match (c, u8::try_from(c)) {
        (' '..='~' | '\u{a0}'..='\u{ff}', Ok(byte)) => byte,
        _ => (0x80..=0x9f).zip(HIGH.chars()).find(|(_, high)| *high == c && c != '?').map_or(b'?', |(byte, _)| byte),
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn win_ansi_has_the_euro_and_nothing_unforeseen() {
        assert_eq!(win_ansi("Café 3 €"), b"Caf\xe9 3 \x80");
        assert_eq!(win_ansi("Ÿ ž œ ™"), b"\x9f \x9e \x9c \x99");
        assert_eq!(win_ansi("漢\u{1b}\n?\u{81}"), b"?????");
    }
}

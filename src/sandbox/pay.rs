//! The page behind a payment link, as HTML text. Everything that came from outside is escaped; no script, no picture.

use super::order::Order;
use std::fmt::Write as _;

/// The page's style sheet, served apart so that the page needs no inline style.
pub(super) const STYLE: &str = "body{font:1.1rem/1.5 sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}\
    table{width:100%;border-collapse:collapse}td{padding:.25rem 0;border-bottom:1px solid #ccc}\
    td:last-child{text-align:right}button{font:inherit;width:100%;padding:1rem}";

/// What a browser may do on the page: load its style sheet, send its form back here.
pub(super) const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The order, and a button that pays it.
pub(super) fn page(shop: &str, order: &Order) -> String {
    let mut rows = String::new();
    for line in &order.lines {
        // Writing to a String does not fail.
        let _ = writeln!(rows, "<tr><td>{} × {}<td>{}", line.quantity, escaped(&line.title), line.total);
    }
    let (shop, number, total) = (escaped(shop), order.number, order.total);
    let comment = order.public_comment.as_deref().map(|text| format!("<p>{}</p>\n", escaped(text))).unwrap_or_default();
    let state = if order.paid {
        "<p><strong>Paid.</strong> Thank you.</p>".to_owned()
    } else {
        let due = total.checked_sub(order.paid_amount).unwrap_or(total);
        format!("<form method=\"post\"><button>Pay {due} (sandbox, no real money)</button></form>")
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Order {number}</title>\n<link rel=\"stylesheet\" href=\"/pay.css\">\n\
         <h1>{shop}</h1>\n<p>Order <strong>{number}</strong></p>\n{comment}\
         <table>\n{rows}<tr><td><strong>Total</strong><td><strong>{total}</strong>\n</table>\n{state}\n</html>\n"
    )
}

/// Text that is nothing but text, in an element and in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escaped("<b a=\"1\" b='2'>&amp;"), "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;");
    }
}

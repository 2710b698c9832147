//! The page: made here as a whole, so that it works without a script. Its sections are made anew by `/live`.

mod devices;
mod kiosk;
pub(super) mod order;
pub(super) mod orders;

use super::html::Html;
use super::pictures::SCREEN;
use super::seen::{Seen, kind};
use super::state;
use super::stock::Stock;
use super::{Equipment, Stall};
use crate::face;
use crate::runtime::Report;
use crate::till::money::Cents;
use crate::till::settings::Language;
use crate::till::slip::{Outcome, Slip};
use crate::words;
use orders::Listed;
use serde_json::Value;

/// Everything that the page says.
pub(super) struct Glance<'a> {
    pub(super) kiosk: &'a str,
    pub(super) currency: &'a str,
    pub(super) seen: Seen,
    /// None if the loop does not answer.
    pub(super) report: Option<Report>,
    /// None if the loop does not answer: the time is the loop's to tell.
    pub(super) stock: Option<Stock>,
    pub(super) equipment: &'a Equipment,
    /// The orders, or why they cannot be read.
    pub(super) orders: Result<Listed, String>,
    /// What the last slip says.
    pub(super) slip_text: Option<String>,
    /// The last lines of the log, oldest first.
    pub(super) log: Vec<String>,
    pub(super) stall: Option<&'a dyn Stall>,
}

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>scanslip</title>\n\
    <link rel=\"icon\" href=\"/icon.svg\">\n<link rel=\"stylesheet\" href=\"/console.css\">\n";

/// The whole page.
pub(super) fn whole(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    html.raw(HEAD)
        .raw("<script src=\"/console.js\" defer></script>\n<h1>")
        .text(glance.kiosk)
        .raw("</h1>\n")
        .add(&navigation(glance.stall.is_some()))
        .raw("<main>\n")
        .add(&screen(glance));
    if let Some(stall) = glance.stall {
        html.raw("<section id=\"keys\">\n<h2>Keypad</h2>\n").raw(KEYPAD).raw("</section>\n");
        html.raw("<section id=\"goods\">\n<h2>Products</h2>\n");
        html.raw("<p class=\"why\">Click one, or hold a scanner to its code. After the last come a label of the scale, a customer’s card and the codes that act.</p>\n");
        html.raw("<form method=\"post\" action=\"/api/scan\">\n").add(&stall.goods()).raw("</form>\n</section>\n");
    }
    html.add(&below(glance)).raw("</main>\n</html>\n");
    html
}

/// The sections that change.
pub(super) fn live(glance: &Glance<'_>) -> Html {
    let mut html = screen(glance);
    html.add(&below(glance));
    html
}

/// Those of them that stand below screen and keys.
fn below(glance: &Glance<'_>) -> Html {
    let mut html = slip(glance);
    html.add(&orders::section(glance));
    if let Some(stall) = glance.stall {
        html.raw("<section id=\"shop\">\n<h2>The shop’s side</h2>\n").add(&stall.orders()).raw("</section>\n");
    }
    html.add(&devices::section(glance)).add(&kiosk::latency(glance)).add(&kiosk::unknown(glance));
    html.add(&kiosk::log(glance));
    html
}

/// What a browser without the token sees.
pub(super) fn login() -> Html {
    let mut html = Html::new();
    html.raw(HEAD).raw(
        "<main>\n<form method=\"post\" action=\"/login\">\n<label>Token \
         <input type=\"password\" name=\"token\" autocomplete=\"current-password\" required autofocus></label>\n\
         <button>Open</button>\n</form>\n</main>\n</html>\n",
    );
    html
}

/// Leads to every part of the page, by keys too.
fn navigation(is_demo: bool) -> Html {
    let mut html = Html::new();
    html.raw("<nav aria-label=\"Parts of the page\"><a href=\"#screen\">Screen</a> ");
    if is_demo {
        html.raw("<a href=\"#keys\">Keypad</a> <a href=\"#goods\">Products</a> ");
    }
    html.raw("<a href=\"#slip\">Slip</a> <a href=\"#orders\">Orders</a> ");
    if is_demo {
        html.raw("<a href=\"#shop\">Shop</a> ");
    }
    html.raw(
        "<a href=\"#kiosk\">Kiosk</a> <a href=\"#latency\">Latency</a> <a href=\"#unknown\">Unknown codes</a> \
         <a href=\"#log\">Log</a></nav>\n",
    );
    html
}

/// One form of buttons, and one for codes that are typed, by hand or by a scanner that is a keyboard.
const KEYPAD: &str = "<form method=\"post\" action=\"/api/scan\">\n\
    <input name=\"code\" aria-label=\"Code\" placeholder=\"Code\" maxlength=\"400\" autocomplete=\"off\" required>\n\
    <button>Scan</button>\n</form>\n\
    <form method=\"post\" action=\"/api/key\" class=\"pad\">\n\
    <button name=\"key\" value=\"7\">7</button><button name=\"key\" value=\"8\">8</button>\
    <button name=\"key\" value=\"9\">9</button><button name=\"key\" value=\"undo\">Undo</button>\n\
    <button name=\"key\" value=\"4\">4</button><button name=\"key\" value=\"5\">5</button>\
    <button name=\"key\" value=\"6\">6</button><button name=\"key\" value=\"more\">+</button>\n\
    <button name=\"key\" value=\"1\">1</button><button name=\"key\" value=\"2\">2</button>\
    <button name=\"key\" value=\"3\">3</button><button name=\"key\" value=\"cancel\">Cancel</button>\n\
    <button name=\"key\" value=\"0\">0</button><button name=\"key\" value=\"times\">*</button>\
    <button name=\"key\" value=\"confirm\" class=\"wide\">Confirm</button>\n\
    <button name=\"key\" value=\"price\">Price</button><button name=\"key\" value=\"help\">Help</button>\
    <button name=\"key\" value=\"language\">Language</button><button name=\"key\" value=\"copy\">Copy</button>\n</form>\n";

fn screen(glance: &Glance<'_>) -> Html {
    let Seen { screen, screens, .. } = &glance.seen;
    let mut html = Html::new();
    html.raw("<section id=\"screen\" data-view=\"");
    html.text(screen.as_ref().map_or("none", |screen| state::view(&screen.view)));
    html.raw("\">\n<h2>Screen</h2>\n");
    if let Some(screen) = screen {
        html.raw("<img width=\"").text(SCREEN.0).raw("\" height=\"").text(SCREEN.1);
        html.raw("\" alt=\"The screen; its text is below\" src=\"/screen.png?n=").text(screens).raw("\">\n<pre>");
        for line in face::lines(screen, glance.currency) {
            html.text(line).raw("\n");
        }
        html.raw("</pre>\n");
    }
    html.raw("</section>\n");
    html
}

fn slip(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    html.raw("<section id=\"slip\">\n<h2>Last slip</h2>\n");
    match (&glance.seen.slip, glance.seen.last_slip) {
        (None, None) => {
            html.raw("<p>None yet.</p>\n");
        }
        (None, Some(id)) => {
            html.raw("<p>Put away: its shopper has gone. <a href=\"/orders/").text(id.order);
            html.raw("\">Its order</a></p>\n");
        }
        (Some(slip), _) => {
            if glance.stall.is_some() {
                html.raw("<p class=\"why\">Its code and its link lead to the sandbox shop: open the link on this computer. In a shop the slip is put away once its shopper has gone; the demo leaves it here until the next one.</p>\n");
            }
            html.raw("<img alt=\"The slip; its text is behind it\" data-kind=\"").text(kind(slip.id));
            html.raw("\" src=\"/slips/latest.png?n=").text(glance.seen.slips).raw("\">\n");
            if let Some(link) = link(slip) {
                html.raw("<p><a id=\"pay\" rel=\"noopener noreferrer\" target=\"_blank\" href=\"").text(link);
                html.raw("\">").text(link).raw("</a></p>\n");
            }
            if let Some(text) = &glance.slip_text {
                html.raw("<details><summary>As text</summary><pre>").text(text).raw("</pre></details>\n");
            }
        }
    }
    html.raw("</section>\n");
    html
}

/// The payment link. It was held against the allowed hosts; that it is a link to a page is seen once more.
fn link(slip: &Slip) -> Option<&str> {
    let Outcome::Accepted { payment, .. } = &slip.outcome else { return None };
    payment.allowed().filter(|link| link.starts_with("https://") || link.starts_with("http://"))
}

/// A member of an order as text.
fn cell(order: &Value, name: &str) -> String {
    match &order[name] {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn amount(order: &Value, currency: &str) -> String {
    words::amount(Cents::new(order["total_cents"].as_i64().unwrap_or_default()), Language::En, currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::till::event::PrinterTrouble;
    use serde_json::json;

    const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror='a()'>";

    static EQUIPMENT: Equipment =
        Equipment { scanners: Vec::new(), keypads: Vec::new(), display: None, shop: String::new() };

    #[derive(Debug)]
    struct Nothing;

    impl Stall for Nothing {
        fn goods(&self) -> Html {
            Html::new()
        }

        fn orders(&self) -> Html {
            Html::new()
        }
    }

    fn glance(seen: Seen) -> Glance<'static> {
        let order = json!({ "id": HOSTILE, "state": "held", "why": HOSTILE, "total_cents": 900 });
        let orders = Ok(Listed::of(vec![order], Vec::new(), orders::Wanted::default(), None, &jiff::tz::TimeZone::UTC));
        Glance {
            kiosk: "kiosk-1",
            currency: "EUR",
            seen,
            report: None,
            stock: None,
            equipment: &EQUIPMENT,
            orders,
            slip_text: Some(HOSTILE.to_owned()),
            log: vec![HOSTILE.to_owned()],
            stall: Some(&Nothing),
        }
    }

    #[test]
    fn hostile_text_is_text_wherever_it_stands() {
        let slip = crate::slip::sample();
        for (name, mut screen) in face::samples(Language::Fr) {
            screen.notice = Some(crate::till::screen::Notice::unknown(HOSTILE));
            screen.printer_trouble = Some(PrinterTrouble::Gone);
            let seen = Seen { screen: Some(screen), screens: 1, slip: Some(slip.clone()), slips: 1, ..Seen::default() };
            let page = whole(&glance(seen)).into_string();
            assert_eq!(page.matches("<script").count(), 1, "{name}: our own");
            assert!(!page.contains("onerror='") && page.contains("&lt;script&gt;"), "{name}");
            assert!(!page.contains("style=") && !page.contains(" onclick"), "{name}");
        }
    }

    #[test]
    fn only_a_link_to_a_page_is_a_link() {
        let slip = |link: &str| {
            let payment = crate::till::order::PaymentLink::Allowed(link.to_owned());
            Slip {
                outcome: Outcome::Accepted { number: 1, payment, shop_total: None, paid: false, document: None },
                ..crate::slip::sample()
            }
        };
        assert_eq!(link(&slip("https://kash.click/pay/1")), Some("https://kash.click/pay/1"));
        assert_eq!(link(&slip("javascript:alert(1)")), None);
    }

    #[test]
    fn a_loop_that_does_not_answer_is_told() {
        let page = whole(&glance(Seen::default())).into_string();
        assert!(page.contains("does not answer") && page.contains("None yet."), "{page}");
    }
}

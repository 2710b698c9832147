//! Once a shopper has their slip, or has left, nothing on any page, in any answer, event or log tells who it was; and once
//! they have left, nothing leads to their payment.

use super::browser::code_on;
use super::demo::Demo;
use super::http::{self, get};
use super::service::free;
use super::stream::Events;
use crate::kiosk::parts::{Kiosk, Parts};

const CARD: &str = "CUST-0001";
const VCARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Durand;Zoé;;;\r\nFN:Zoé Durand\r\nEMAIL:zoe@example.com\r\n\
                     TEL:+33612345678\r\nEND:VCARD";
/// A code that nobody knows may be the card of some other shop.
const OTHER_CARD: &str = "MEMBER-555-0192";
/// What tells who it was; the number is the customer's.
const SECRETS: [&str; 9] = [
    CARD,
    "9001",
    "Durand",
    "Zoé",
    "zoe@example.com",
    "612345678",
    OTHER_CARD,
    "VCARD",
    scanslip::sandbox::Settings::KEY,
];

/// The page without the shop's own side, which is no part of a kiosk, and without the goods: what can be scanned in the demo
/// is no shopper's either.
fn kiosks_side(page: &str) -> String {
    ["shop", "goods"].iter().fold(page.to_owned(), |page, part| {
        let Some((before, rest)) = page.split_once(&format!("<section id=\"{part}\">")) else { return page };
        let (_, after) = rest.split_once("</section>").expect("its end");
        format!("{before}{after}")
    })
}

fn tells_nobody(demo: &Demo, events: &str) {
    let mut told = vec![("the events".to_owned(), events.to_owned()), ("the log".to_owned(), demo.log())];
    let orders = get(demo.address, "/api/orders").json();
    let pages = orders
        .as_array()
        .expect("a list")
        .iter()
        .map(|order| format!("/orders/{}", order["id"].as_str().expect("a name")));
    for path in
        ["/", "/live", "/api/state", "/api/orders", "/metrics", "/healthz"].map(str::to_owned).into_iter().chain(pages)
    {
        let reply = get(demo.address, &path);
        assert!(reply.status == 200 && !reply.text().is_empty(), "{path}");
        let text = if path == "/" || path == "/live" { kiosks_side(reply.text()) } else { reply.text().to_owned() };
        told.push((path, text));
    }
    for (what, text) in told {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{what} tells {secret}: {text}");
        }
    }
}

/// Everything that is told until the wanted event.
fn until(events: &mut Events, wanted: impl Fn(&str, &serde_json::Value) -> bool) -> String {
    let mut told = String::new();
    loop {
        let (kind, data) = events.next();
        told.push_str(&format!("{kind} {data}\n"));
        if wanted(&kind, &data) {
            return told;
        }
    }
}

#[test]
fn nothing_of_a_shopper_is_left_after_the_slip() {
    let demo = Demo::start();
    let mut events = Events::open(demo.address);
    let log = demo.log();
    demo.order(&["3017620422003", OTHER_CARD, VCARD, CARD]);
    let told = until(&mut events, |kind, data| kind == "order" && data["step"] == "slip-printed");
    // It was told, so that there is something to leave out.
    let shops = get(demo.address, "/");
    assert!(shops.text().contains("9001"), "the shop knows who it was");
    assert!(demo.log().len() > log.len(), "there is a log");
    tells_nobody(&demo, &told);
    // The next one comes.
    http::post(demo.address, "/api/scan", "5449000000996");
    let told = until(&mut events, |kind, data| kind == "screen" && data["view"] == "cart");
    let state = get(demo.address, "/api/state").json();
    assert_eq!((&state["screen"]["customer"], &state["screen"]["link"]), (&false.into(), &serde_json::Value::Null));
    tells_nobody(&demo, &told);
}

#[test]
fn nothing_of_a_shopper_is_left_who_goes_without_a_word() {
    let demo = Demo::start_idle_after(1);
    let mut events = Events::open(demo.address);
    for code in [OTHER_CARD, VCARD, CARD, "3017620422003"] {
        assert_eq!(http::post(demo.address, "/api/scan", code).status, 204);
    }
    let seen = until(&mut events, |kind, data| kind == "screen" && data["view"] == "cart");
    // However slow the machine is: the last that is scanned is wiped, too.
    let gone = until(&mut events, |kind, data| {
        let is_welcome = kind == "screen" && data["view"] == "welcome";
        let state = get(demo.address, "/api/state").json();
        is_welcome && state["scans"] == 4 && state["screen"]["view"] == "welcome"
    });
    tells_nobody(&demo, &(seen + &gone));
    let state = get(demo.address, "/api/state").json();
    assert_eq!((&state["screen"]["view"], &state["screen"]["notice"]), (&"welcome".into(), &serde_json::Value::Null));
}

#[test]
fn nothing_leads_to_a_shoppers_payment_once_they_have_gone() {
    let address = free();
    let mut parts = Parts::lay_out("");
    parts.add_settings(&format!("[console]\nlisten = \"{address}\"\n"));
    let mut kiosk = Kiosk::start(&parts);
    let mut events = Events::open(address);
    let welcome = |kind: &str, data: &serde_json::Value| kind == "screen" && data["view"] == "welcome";
    // The next one may come at once, or the screen is at rest in between.
    for code in ["SLIP-PRICE", "5449000000996"] {
        for scan in ["3017620422003", CARD, "SLIP-CONFIRM"] {
            parts.scan(scan);
        }
        until(&mut events, |kind, data| kind == "order" && data["step"] == "slip-printed");
        let state = get(address, "/api/state").json();
        let (link, order) = (state["screen"]["link"].as_str().expect("a link"), &state["last_slip"]["order"]);
        let order = order.as_str().expect("a name");
        let token = link.rsplit(['/', '=']).next().expect("its end");
        // While they are there, whoever helps them sees what they see.
        assert_eq!(code_on(&get(address, "/slips/latest.png").body), link);
        assert!(get(address, "/").text().contains(link) && token.len() >= 8, "{link}");

        parts.scan(code);
        let told = until(&mut events, |kind, data| welcome(kind, data) || kind == "screen" && data["view"] == "cart");
        assert_eq!(get(address, "/slips/latest.png").status, 404, "after {code}");
        let orders = ["/", "/live", "/?orders=all", "/api/state", "/api/orders", "/metrics"].map(str::to_owned);
        for path in orders.into_iter().chain([format!("/orders/{order}")]) {
            let reply = get(address, &path);
            assert_eq!(reply.status, 200, "{path}");
            for secret in [link, token, CARD, "9001"] {
                assert!(!reply.text().contains(secret), "{path} tells {secret} after {code}: {}", reply.text());
            }
        }
        assert!(!told.contains(token), "{told}");
        assert!(
            get(address, "/").text().contains(&format!("Put away: its shopper has gone. <a href=\"/orders/{order}\">"))
        );
        parts.scan("SLIP-CANCEL");
        if code == "5449000000996" {
            until(&mut events, welcome);
        }
    }
    kiosk.wait_for("slip done");
    kiosk.stop();
}

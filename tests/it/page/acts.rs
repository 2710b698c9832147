//! What staff do by the page, with a browser that has no script: settle what is held, print a slip once more, each in two
//! steps.

use super::demo::Demo;
use super::http::{self, Reply, get, post_as};
use super::service::{Service, free};
use super::stream::Events;
use crate::orders::{self, vouch};
use scanslip::journal::{Journal, Stamp};
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::money::Cents;
use scanslip::till::order::{Order, OrderId, Request, Service as Serving};
use scanslip::till::settings::Language;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

const FORM: &str = "application/x-www-form-urlencoded";

fn id(number: u32) -> OrderId {
    OrderId::parse(&format!("{number:025}X")).expect("an order id")
}

/// As many orders that are held.
pub(super) fn hold(journal: &Path, orders: u32) {
    let mut journal = Journal::open(journal).expect("a journal");
    let stamp = Stamp { wall: None, boot: "b".to_owned(), uptime_ms: 1 };
    for number in 1..=orders {
        let order = id(number);
        let confirmed = Entry::Confirmed(Arc::new(Order {
            id: order,
            number,
            lines: Vec::new(),
            total: Cents::new(900),
            customer: None,
            service: Serving::default(),
            staff: None,
            age_checks: Vec::new(),
            confirmed_at: None,
            language: Language::Fr,
        }));
        let sending = Entry::Sending { order, attempt: 1, request: Request::Whole };
        let doubt = Entry::InDoubt { order, why: "no answer".to_owned() };
        let held = Entry::Held { order, why: "two are like it".to_owned() };
        journal.append(&stamp, &[confirmed, sending, doubt, held]).expect("it is written");
    }
}

/// The value of a hidden field.
fn field<'a>(page: &'a Reply, name: &str) -> &'a str {
    let start = format!("name=\"{name}\" value=\"");
    page.text()
        .split(&start)
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("no {name}: {page:?}"))
}

fn asked(at: SocketAddr, order: &str, query: &str) -> Reply {
    get(at, &format!("/orders/{order}/sure?{query}"))
}

fn sealed(page: &Reply) -> String {
    format!("as={}&ticket={}", field(page, "as"), field(page, "ticket"))
}

fn act(at: SocketAddr, order: &str, form: &str) -> Reply {
    post_as(at, &format!("/orders/{order}"), FORM, form)
}

fn state(at: SocketAddr, number: u64) -> String {
    let orders = get(at, "/api/orders").json();
    let orders = orders.as_array().expect("a list");
    let order = orders.iter().find(|order| order["local_number"] == number).expect("the order");
    order["state"].as_str().expect("a state").to_owned()
}

#[test]
fn held_orders_come_first_and_are_settled_in_two_steps_once_each() {
    let address = free();
    let service = Service::start_with(&format!("listen = \"{address}\""), |folder| hold(&folder.join("journal.db"), 3));
    service.wait_for("ready");
    let page = get(address, "/");
    assert_eq!(page.text().matches("data-state=\"held\"").count(), 3, "{}", page.text());
    assert!(page.text().contains(&format!("href=\"/orders/{}\"", id(1))), "each leads to its page");
    let order = get(address, &format!("/orders/{}", id(1)));
    assert!(order.text().contains("two are like it") && !order.text().contains("<script"), "{}", order.text());

    let sure = asked(address, id(1).as_str(), "as=accepted&number=7001");
    assert!(sure.text().contains("<strong>7001</strong>"), "{}", sure.text());
    assert!(sure.text().contains("The shop did not say so: "), "nobody serves it: {}", sure.text());
    assert_eq!(state(address, 1), "held", "asking does nothing");
    let form = sealed(&sure);
    assert_eq!(act(address, id(2).as_str(), &form).status, 409, "a ticket is for one order");
    assert_eq!(act(address, id(1).as_str(), &form.replace("7001", "7002")).status, 409, "and for one act");
    assert_eq!(act(address, id(1).as_str(), "as=accepted:7001").status, 409, "no step can be left out");
    assert_eq!(state(address, 1), "held");
    let done = act(address, id(1).as_str(), &form);
    assert_eq!((done.status, done.header("location")), (303, Some(format!("/orders/{}", id(1)).as_str())), "{done:?}");
    assert_eq!(state(address, 1), "accepted");
    let told = service.wait_for("staff settle an order");
    assert!(told.contains("by=\"page\"") && told.contains(id(1).as_str()), "{told}");
    assert_eq!(act(address, id(1).as_str(), &form).status, 409, "sent twice, done once");

    let same = act(address, id(2).as_str(), &sealed(&asked(address, id(2).as_str(), "as=accepted&number=7001")));
    assert!(same.status == 409 && same.text().contains("another order of this kiosk"), "{}", same.text());
    assert_eq!(act(address, id(2).as_str(), &sealed(&asked(address, id(2).as_str(), "as=refused"))).status, 303);
    assert_eq!(act(address, id(3).as_str(), &sealed(&asked(address, id(3).as_str(), "as=resend"))).status, 303);
    assert_eq!((state(address, 2).as_str(), service.resolutions(id(3))), ("refused", vec![Resolution::Resend]));
    assert!(get(address, "/").text().contains("by=&quot;page&quot;"), "the log on the page tells it");
}

#[test]
fn the_shop_is_asked_for_the_number_before_anybody_says_that_it_has_it() {
    let shop = vouch::shop();
    let [first, second] = [1, 2].map(|number| vouch::sold(shop, "kiosk-1", number));
    let address = free();
    let service = Service::start_for(&shop.to_string(), &format!("listen = \"{address}\""), |folder| {
        let mut journal = Journal::open(&folder.join("journal.db")).expect("a journal");
        let stamp = Stamp { wall: None, boot: "b".to_owned(), uptime_ms: 1 };
        let order = orders::id(1);
        let sending = Entry::Sending { order, attempt: 1, request: Request::Whole };
        let held = Entry::Held { order, why: "two are like it".to_owned() };
        journal.append(&stamp, &[orders::confirmed(1), sending, held]).expect("it is written");
    });
    service.wait_for("ready");
    let sure = |number: u64| {
        let page = asked(address, orders::id(1).as_str(), &format!("as=accepted&number={number}"));
        page.text().split("id=\"sure\"").nth(1).expect("the question").to_owned()
    };
    assert!(sure(first).contains("<p>The shop says so too.</p>"), "{}", sure(first));
    let other = sure(second);
    assert!(other.contains("<strong>The shop has another order under") && !other.contains("says so too"), "{other}");
    assert!(sure(999_999).contains("shows no order 999999"), "{}", sure(999_999));
    let off = asked(address, orders::id(1).as_str(), "as=refused");
    assert!(!off.text().contains("The shop says so"), "{}", off.text());
}

#[test]
fn a_page_from_elsewhere_and_a_wrong_question_settle_nothing() {
    let address = free();
    let service = Service::start_with(&format!("listen = \"{address}\""), |folder| hold(&folder.join("journal.db"), 1));
    service.wait_for("ready");
    let order = id(1);
    for (query, status) in [("", 400), ("as=accepted", 400), ("as=accepted&number=-1", 400), ("as=sell", 400)] {
        assert_eq!(asked(address, order.as_str(), query).status, status, "{query}");
    }
    for unknown in ["0000000000000000000000009X", "x", "..%2f..%2fkash.key"] {
        assert_eq!(get(address, &format!("/orders/{unknown}")).status, 404, "{unknown}");
    }
    let form = sealed(&asked(address, order.as_str(), "as=refused"));
    let line = format!("POST /orders/{order}");
    for foreign in [("Origin", "http://elsewhere.example"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "null")] {
        let reply = http::request(address, &line, &address.to_string(), &[("Content-Type", FORM), foreign], &form);
        assert_eq!(reply.status, 403, "{foreign:?}");
    }
    assert_eq!(post_as(address, &format!("/orders/{order}"), "text/plain", &form).status, 415);
    assert_eq!(state(address, 1), "held");
}

#[test]
fn nobody_acts_where_the_settings_let_nobody() {
    let address = free();
    let service = Service::start_with(&format!("listen = \"{address}\"\nread-only = true"), |folder| {
        hold(&folder.join("journal.db"), 1);
    });
    service.wait_for("ready");
    let page = get(address, &format!("/orders/{}", id(1)));
    assert!(page.status == 200 && !page.text().contains("<form"), "{}", page.text());
    assert_eq!(asked(address, id(1).as_str(), "as=refused").status, 403);
    assert_eq!(act(address, id(1).as_str(), "as=refused&ticket=00").status, 403);
}

#[test]
fn a_slip_comes_once_more_and_says_that_it_is_a_copy() {
    let demo = Demo::start();
    let mut events = Events::open(demo.address);
    demo.order(&["3017620422003"]);
    events.wait_for(|kind, data| kind == "order" && data["step"] == "slip-printed");
    // The shopper goes, and the till forgets the order.
    http::post(demo.address, "/api/scan", "5449000000996");
    http::post(demo.address, "/api/key", "cancel");
    let order = get(demo.address, "/api/orders").json()[0]["id"].as_str().expect("a name").to_owned();
    for copy in 1..=2 {
        let sure = asked(demo.address, &order, "as=reprint");
        let form = sealed(&sure);
        assert_eq!(act(demo.address, &order, &form).status, 303);
        let slip = events.wait_for(|kind, _| kind == "slip");
        assert_eq!((&slip["order"], &slip["copy"]), (&order.as_str().into(), &copy.into()));
        events.wait_for(|kind, data| kind == "order" && data["step"] == "slip-printed");
        assert_eq!(act(demo.address, &order, &form).status, 409, "sent twice, printed once");
    }
    let told = get(demo.address, "/api/orders").json();
    assert_eq!(told[0]["slip_told"], "sent, copy 2", "{told}");
}

//! The search for an order in doubt, over the wire.

use super::peer::{Closed, Peer, Request, reply};
use super::{Finding, KEYS, MARK, seek, settings, shop};
use scanslip::kash::{Payment, Settings};

/// What is found in these listings, and the requests that were made, in order.
fn search(listings: &[Vec<u8>], payment: Payment) -> (Finding, Vec<Request>) {
    let peer = Peer::new();
    let served = peer.answer_each(listings.to_vec());
    let finding = seek(&Settings { payment, ..shop(&peer) });
    let requests = served.outcome();
    assert!(peer.is_deserted(), "no listing more than expected");
    (finding, requests)
}

fn listing(body: &str) -> Vec<u8> {
    reply("200 OK", "Content-Type: text/html\r\n", body)
}

fn with_our_order() -> Vec<u8> {
    listing(&format!(r#"[{{"orderID":"7","privateComment":"{MARK}","paymentLink":"https://kash.click/pay/7"}}]"#))
}

#[test]
fn every_listing_is_asked_before_an_order_is_missing() {
    for (payment, first, second) in [(Payment::Validated, "true", "false"), (Payment::Quote, "false", "true")] {
        let (finding, requests) = search(&[listing("[]"), listing("[]"), listing("[]")], payment);
        assert_eq!(finding, Finding::Missing);
        let lines: Vec<_> = requests.iter().map(Request::line).collect();
        let orders =
            |validated: &str| format!("&validatedOrders={validated}&from_date_ISO8601=2025-10-25T00%3A00%3A00Z");
        assert!(lines[0].contains("/workers/getOrders.php?") && lines[0].contains(&orders(first)), "{}", lines[0]);
        assert!(lines[1].contains("/workers/getOrders.php?") && lines[1].contains(&orders(second)), "{}", lines[1]);
        assert!(lines[2].contains("/workers/getPending.php?"), "{}", lines[2]);
        for request in &requests {
            assert!(request.line().starts_with("GET ") && request.line().ends_with(" HTTP/1.1"), "{}", request.line());
            assert!(request.line().contains("idboutique=12345&shopID=12345"), "{}", request.line());
            assert!(request.line().contains(KEYS[1]) && !request.line().contains("webapp"), "{}", request.line());
            assert_eq!((request.header("cache-control"), request.header("referer")), (Some("no-cache"), None));
        }
    }
}

#[test]
fn the_search_ends_where_the_order_is() {
    for before in 0..3 {
        let mut listings = vec![listing("[]"); before];
        listings.push(with_our_order());
        let (finding, _) = search(&listings, Payment::Validated);
        let Finding::There(acceptance) = finding else { panic!("after {before} empty ones: {finding:?}") };
        assert_eq!((acceptance.number, acceptance.payment.allowed()), (7, Some("https://kash.click/pay/7")));
    }
}

#[test]
fn a_listing_that_does_not_come_is_not_an_empty_one() {
    let elsewhere = Peer::new();
    let location = format!("Location: http://{}/\r\n", elsewhere.address());
    let whole = with_our_order();
    let bad = [
        reply("302 Found", &location, "[]"),
        reply("500 Internal Server Error", "", "[]"),
        listing("<html></html>"),
        listing(r#"{"success":false,"result":"Clef inconnue"}"#),
        listing(&format!("[{}]", " ".repeat(3_000_000))),
        whole[..whole.len() - 1].to_vec(),
        Vec::new(),
    ];
    for bad in bad {
        for place in 0..3 {
            let mut listings = vec![listing("[]"); 3];
            listings[place] = bad.clone();
            let (finding, _) = search(&listings, Payment::Validated);
            let Finding::Unknown(why) = finding else { panic!("{finding:?}") };
            assert!(!why.is_empty() && !why.contains("key="), "{why}");
        }
        let (finding, _) = search(&[bad, with_our_order()], Payment::Validated);
        assert!(matches!(finding, Finding::There(_)), "{finding:?}");
    }
    assert!(elsewhere.is_deserted(), "no redirect is followed with the key in hand");
}

#[test]
fn a_shop_out_of_reach_says_nothing() {
    let closed = Closed::new();
    let finding = seek(&settings(&closed.url()));
    let Finding::Unknown(why) = finding else { panic!("{finding:?}") };
    assert!(why.starts_with("the shop could not be asked: "), "{why}");
}

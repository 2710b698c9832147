//! Drafts first: what goes over the wire, and what is made of the answers; and a shop that asks to be left alone.

use super::peer::{Peer, reply};
use super::{on_one_thread, order, shop, told};
use scanslip::kash::{Client, PaidAmount, Payment, Settings, request};
use scanslip::till::event::Answer;
use scanslip::till::order::Request;

const DRAFT: &str =
    r#"{"success":true,"orderID":71,"paymentLink":"https://kash.click/pay/71","quote":"https://kash.click/q"}"#;

fn ask(settings: &Settings, asked: Request) -> Answer {
    let client = Client::new(settings.clone()).expect("a client");
    on_one_thread(client.send(&order(), asked))
}

#[test]
fn a_draft_is_the_whole_form_with_another_payment() {
    let peer = Peer::new();
    let served = peer.answer(vec![reply("200 OK", "", DRAFT)]);
    let settings = Settings { payment: Payment::Method { id: 7, amount: None }, ..shop(&peer) };
    assert_eq!(told(&ask(&settings, Request::Draft)), "drafted 71");
    let request = served.outcome();
    assert_eq!(request.line(), "POST /workers/webapp.php HTTP/1.1");
    assert_eq!(request.body, request::draft(&settings, &order(), request::Bearer::Nobody));
    let quote = Settings { payment: Payment::Quote, ..settings };
    assert_eq!(request.body, request::sale(&quote, &order(), request::Bearer::Nobody), "mark and all");
}

#[test]
fn a_validation_names_the_draft_and_no_line() {
    let peer = Peer::new();
    let paid = Payment::Method { id: 7, amount: Some(PaidAmount::Total) };
    for (payment, wanted) in [
        (Payment::Validated, "orderID=71&payment=-1&idUser=31"),
        (paid, "orderID=71&payment=7&paymentAmount=35&idUser=31"),
    ] {
        let served = peer.answer(vec![reply("200 OK", "", r#"{"success":true,"orderID":71}"#)]);
        let settings = Settings { payment, ..shop(&peer) };
        assert_eq!(told(&ask(&settings, Request::Validation(71))), "accepted 71");
        let request = served.outcome();
        assert_eq!(request.line(), "POST /workers/editOrder.php HTTP/1.1");
        assert_eq!(request.body, format!("shopID=12345&key={}&{wanted}", super::KEYS[1]));
    }
    assert!(peer.is_deserted());
}

#[test]
fn the_number_of_another_order_validates_nothing() {
    let peer = Peer::new();
    let served = peer.answer(vec![reply("200 OK", "", r#"{"success":true,"orderID":72}"#)]);
    assert_eq!(told(&ask(&shop(&peer), Request::Validation(71))), "in doubt");
    served.outcome();
}

#[test]
fn a_shop_that_asks_for_it_is_left_alone() {
    let cases = [
        ("503 Busy", "Retry-After: 30\r\n", Some(30)),
        ("429 Too Many", "retry-after:  7 \r\n", Some(7)),
        ("503 Busy", "", None),
        ("503 Busy", "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n", None),
        ("503 Busy", "Retry-After: -1\r\n", None),
        ("200 OK", "Retry-After: 30\r\n", None),
    ];
    for (status, header, expected) in cases {
        let peer = Peer::new();
        let served = peer.answer(vec![reply(status, header, "later")]);
        let client = Client::new(shop(&peer)).expect("a client");
        let answer = on_one_thread(client.send(&order(), Request::Whole));
        served.outcome();
        assert_eq!(told(&answer), "in doubt", "{status}: the order was there when the shop said so");
        assert_eq!(client.take_rest_s(), expected, "{status} {header}");
        assert_eq!(client.take_rest_s(), None, "told once");
    }
}

#[test]
fn the_shop_is_asked_what_the_order_comes_to() {
    let total = |body: &str| {
        let peer = Peer::new();
        let answers = [r#"{"success":true,"orderID":71}"#, body].map(|body| reply("200 OK", "", body));
        let served = peer.answer_each(answers.into());
        let settings = Settings { check_total: true, ..shop(&peer) };
        let answer = ask(&settings, Request::Whole);
        let asked = served.outcome().remove(1);
        assert!(asked.line().starts_with("GET /workers/getOrder.php?") && asked.line().contains("order_id=71"));
        match answer {
            Answer::Accepted(acceptance) => acceptance.total.map(scanslip::till::money::Cents::get),
            other => panic!("the shop has it: {other:?}"),
        }
    };
    assert_eq!(total(r#"{"orderID":71,"total":"34.20"}"#), Some(3_420));
    assert_eq!(total(r#"{"orderID":72,"total":"34.20"}"#), None, "another order");
    assert_eq!(total("<html>"), None, "the order is accepted all the same");
}

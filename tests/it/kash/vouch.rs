//! Whether the shop has an order under a number, over the wire.

use super::peer::{Closed, Peer, Request, reply};
use super::{KEYS, MARK, NOW, keyless, on_one_thread, order, settings, shop};
use scanslip::kash::listing::claim::Verdict;
use scanslip::kash::{Client, Settings};
use std::collections::BTreeSet;

fn vouch(settings: &Settings) -> Verdict {
    let client = Client::new(settings.clone()).expect("a client");
    keyless(on_one_thread(client.vouch(&order(), 7, false, &BTreeSet::new(), NOW)))
}

/// What is made of these answers, and the scripts that were asked, in order.
fn told(answers: &[&str]) -> (Verdict, Vec<String>) {
    let peer = Peer::new();
    let served = peer.answer_each(answers.iter().map(|body| reply("200 OK", "", body)).collect());
    let verdict = vouch(&shop(&peer));
    let requests: Vec<Request> = served.outcome();
    assert!(peer.is_deserted(), "nothing more is asked");
    let script = |request: &Request| {
        let line = request.line();
        assert!(line.starts_with("GET /workers/get") && line.contains(KEYS[1]), "{line}");
        line.split(['/', '?']).nth(2).unwrap_or_default().to_owned()
    };
    (verdict, requests.iter().map(script).collect())
}

const NO: &str = r#"{"success":false,"result":"Not found"}"#;
const LISTS: [&str; 4] = ["getOrder.php", "getOrders.php", "getOrders.php", "getPending.php"];

#[test]
fn the_order_itself_is_asked_for_and_then_each_list() {
    let ours = format!(r#"{{"orderID":"7","privateComment":"{MARK}"}}"#);
    let listed = format!("[{ours}]");
    assert_eq!(told(&[&ours]), (Verdict::Right, vec![LISTS[0].to_owned()]));
    for lists in 1..=3 {
        let mut answers = vec![NO];
        answers.resize(lists, "[]");
        answers.push(&listed);
        assert_eq!(told(&answers), (Verdict::Right, LISTS[..=lists].iter().map(ToString::to_string).collect()));
    }
    let (verdict, asked) = told(&[NO, "[]", "[]", "[]"]);
    assert_eq!(
        (verdict, asked.as_slice()),
        (Verdict::Wrong("shows no order 7".to_owned()), &LISTS.map(str::to_owned)[..])
    );
}

#[test]
fn a_shop_that_cannot_be_asked_or_understood_says_nothing() {
    let answer = vouch(&settings(&Closed::new().url()));
    assert!(matches!(&answer, Verdict::Unknown(why) if why.contains("could not be asked")), "{answer:?}");
    for answers in [&[NO, NO][..], &[NO, "[]", "<html>"], &[NO, "[]", "[]", "[{"]] {
        let (verdict, _) = told(answers);
        assert!(matches!(verdict, Verdict::Unknown(_)), "{answers:?}: {verdict:?}");
    }
}

//! The shop's client against a raw TCP peer on the loopback: what leaves the kiosk, how often, and what is made of
//! whatever comes back.

mod customers;
mod drafts;
mod hostile;
mod listings;
mod peer;
mod sale;
mod tls;
mod vouch;

use peer::Peer;
use scanslip::kash::{Client, Key, Settings};
use scanslip::till::Wall;
use scanslip::till::article::{ArticleId, Title};
use scanslip::till::event::{Answer, Finding};
use scanslip::till::marks::Marks;
use scanslip::till::money::{Cents, Quantity};
use scanslip::till::order::{Goods, Line, Order, OrderId, PriceRule, Service};
use std::fmt::Debug;
use std::future::Future;
use std::process::Command;
use url::Url;

/// As it is, and as a form writes it.
const KEYS: [&str; 2] = ["k3y+0123456789abcdef/=", "k3y%2B0123456789abcdef%2F%3D"];

const MARK: &str = "kiosk-1:01JZX5N4Q8M0T7V2B3C4D5E6F7:3cf3c892";

const NOW: Option<Wall> = Some(Wall(1_761_436_860));

fn settings(url: &str) -> Settings {
    let url = Url::parse(url).expect("an address");
    Settings {
        user_id: Some(31),
        payment_link_hosts: vec!["kash.click".to_owned()],
        timeout_s: 10,
        ..Settings::new(url, "12345".to_owned(), Key::new(KEYS[0]).expect("a key"))
    }
}

/// The same two lines as in the fixtures of the form.
fn order() -> Order {
    let line = |article, thousandths, total| Line {
        goods: Goods::Article { id: ArticleId(article), choices: Vec::new(), price: PriceRule::Shop },
        title: Title::clean("Comté").expect("a title"),
        unit_price: Cents::new(1_450),
        quantity: Quantity::thousandths(thousandths).expect("a quantity"),
        total: Cents::new(total),
        vat: None,
        marks: Marks::default(),
        linked: false,
    };
    Order {
        id: OrderId::parse("01JZX5N4Q8M0T7V2B3C4D5E6F7").expect("an id"),
        number: 42,
        lines: vec![line(12, 2_000, 2_900), line(345, 250, 600)],
        total: Cents::new(3_500),
        customer: None,
        service: Service::default(),
        staff: None,
        age_checks: Vec::new(),
        confirmed_at: Some(Wall(1_761_436_800)),
        language: scanslip::till::settings::Language::Fr,
    }
}

/// Runs on a runtime as the kiosk has it: one thread.
fn on_one_thread<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(work)
}

fn send(settings: &Settings) -> Answer {
    let client = keyless(Client::new(settings.clone())).expect("a client");
    keyless(on_one_thread(client.send(&order(), scanslip::till::order::Request::Whole)))
}

fn seek(settings: &Settings) -> Finding {
    let client = keyless(Client::new(settings.clone())).expect("a client");
    keyless(on_one_thread(client.seek(
        &order(),
        scanslip::till::order::Request::Whole,
        &std::collections::BTreeSet::new(),
        NOW,
    )))
}

/// Passes a value on, once it is clear that it does not tell the key.
fn keyless<T: Debug>(value: T) -> T {
    let text = format!("{value:?} {value:#?}");
    assert!(KEYS.iter().all(|key| !text.contains(key)), "the key stands in {text}");
    value
}

/// `accepted 7`, `refused why`, `not sent`, `in doubt`.
fn told(answer: &Answer) -> String {
    match answer {
        Answer::Accepted(acceptance) => format!("accepted {}", acceptance.number),
        Answer::Drafted(number) => format!("drafted {number}"),
        Answer::Refused(why) => format!("refused {why}"),
        Answer::NotSent(_) => "not sent".to_owned(),
        Answer::InDoubt(_) => "in doubt".to_owned(),
    }
}

/// Runs one test of this binary in a process of its own with other environment variables.
fn in_a_process_with(test: &str, variables: &[(&str, &str)]) {
    let mut child = Command::new(std::env::current_exe().expect("this binary"));
    child.args([test, "--exact", "--nocapture"]).env_remove("NO_PROXY").env_remove("no_proxy");
    let output = child.envs(variables.iter().copied()).output().expect("this binary runs again");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{test} is not the name of a test: {said}");
}

#[test]
fn no_client_lets_the_key_travel_readable() {
    for url in ["http://kash.click", "http://10.0.0.1:8080", "ftp://127.0.0.1", "https://user:pass@kash.click"] {
        let refusal = keyless(Client::new(settings(url))).expect_err(url).to_string();
        assert!(!refusal.contains("pass"), "{refusal}");
    }
}

#[test]
fn nothing_that_can_be_printed_tells_the_key() {
    let settings = settings("http://127.0.0.1:1/shop");
    keyless(&settings);
    keyless(Client::new(settings)).expect("a client");
}

/// A kiosk's own address for a peer.
fn shop(peer: &Peer) -> Settings {
    settings(&format!("http://{}", peer.address()))
}

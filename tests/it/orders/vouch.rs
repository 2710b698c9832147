//! `scanslip orders resolve --as accepted:NUMBER` asks the shop for the number before it is recorded.

use super::resolve::{held, steps};
use super::{Kiosk, confirmed, id};
use crate::setup::person::Person;
use scanslip::kash::{Client, Key, Settings as Kash};
use scanslip::sandbox::{Settings, Shop};
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::event::Answer;
use scanslip::till::order::Request;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::thread;
use url::Url;

const KEY: &str = "sandbox-key";

/// A shop that is served until the test ends.
pub(crate) fn shop() -> SocketAddr {
    let shop = Shop::open(Settings::default()).expect("a shop");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    let serve = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(shop.serve(listener))
    };
    thread::Builder::new().name("shop".to_owned()).spawn(serve).expect("a thread");
    address
}

/// The shop's number of this order of `kiosk-1` or another kiosk, once it was sent.
pub(crate) fn sold(shop: SocketAddr, kiosk: &str, number: u32) -> u64 {
    let Entry::Confirmed(order) = confirmed(number) else { panic!("an order") };
    let url = Url::parse(&format!("http://{shop}")).expect("an address");
    let kash = Kash::new(url, "12345".to_owned(), Key::new(KEY).expect("a key"));
    let client = Client::new(Kash { kiosk_id: kiosk.to_owned(), ..kash }).expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let order = scanslip::till::order::Order { customer: None, ..(*order).clone() };
    match runtime.block_on(client.send(&order, Request::Whole)) {
        Answer::Accepted(acceptance) => acceptance.number,
        other => panic!("not accepted: {other:?}"),
    }
}

/// Three orders that are held, and this shop.
fn kiosk(shop: &str) -> Kiosk {
    let kiosk = held();
    let place = kiosk.folder.path().join("scanslip.toml");
    let text = fs::read_to_string(&place).expect("settings");
    let text = text.replace("[kash]", &format!("[kash]\nurl = \"http://{shop}\"")).replace("\"77\"", "\"12345\"");
    fs::write(&place, text).expect("written");
    fs::write(kiosk.folder.path().join("key"), KEY).expect("written");
    kiosk
}

fn resolve(kiosk: &Kiosk, number: u32, shops: u64, more: &[&str]) -> Result<String, (u8, String)> {
    let (id, what) = (id(number), format!("accepted:{shops}"));
    let told = kiosk.orders(&[&["resolve", id.as_str(), "--as", &what], more].concat());
    told.map_err(|failure| (failure.exit_code(), failure.to_string()))
}

fn is_recorded(kiosk: &Kiosk, number: u32) -> bool {
    steps(kiosk, id(number)).iter().any(|entry| matches!(entry, Entry::Resolved { .. }))
}

#[test]
fn a_number_that_the_shop_has_for_this_order_is_recorded_and_no_other_is() {
    let shop = shop();
    let kiosk = kiosk(&shop.to_string());
    let [first, second] = [1, 2].map(|number| sold(shop, "kiosk-1", number));
    let elsewhere = sold(shop, "kiosk-2", 9);
    for (shops, words) in [
        (second, format!("has another order under {second}: it bears the mark kiosk-1:{}", id(2))),
        (elsewhere, format!("it bears the mark kiosk-2:{}", id(9))),
        (999_999, "The shop shows no order 999999; nothing was recorded".to_owned()),
    ] {
        let (code, why) = resolve(&kiosk, 1, shops, &[]).expect_err("it is none of this order");
        assert!(code == 1 && why.contains(&words) && why.contains("add --unchecked"), "{why}");
        assert!(!is_recorded(&kiosk, 1), "{why}");
    }
    let said = resolve(&kiosk, 1, first, &[]).expect("it is there");
    assert_eq!(said, format!("Order {} is settled; the shop has it as {first}.\n", id(1)));
    let resolved = Entry::Resolved { order: id(1), resolution: Resolution::Accepted(first) };
    assert!(steps(&kiosk, id(1)).contains(&resolved));
    let (_, why) = resolve(&kiosk, 2, first, &[]).expect_err("that is the first one's");
    assert!(why.contains("is another order of this kiosk"), "{why}");
    let (_, why) = resolve(&kiosk, 4, second, &[]).expect_err("the service looks after it");
    assert!(why.contains("is not held for staff"), "{why}");
    let json = resolve(&kiosk, 2, second, &["--json"]).expect("it is there");
    assert_eq!(json, format!("{{\"checked\":true,\"id\":\"{}\",\"resolved\":true}}\n", id(2)));
    // Whoever knows better says so.
    let said = resolve(&kiosk, 3, 999_999, &["--unchecked"]).expect("it was said");
    assert!(said.ends_with("was not checked.\n") && is_recorded(&kiosk, 3), "{said}");
}

#[test]
fn without_the_shop_nothing_is_recorded_unless_somebody_says_so() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let kiosk = kiosk(&closed.to_string());
    let (code, why) = resolve(&kiosk, 1, 7_001, &[]).expect_err("nobody can say");
    assert!(code == 3 && why.starts_with("It was not checked") && why.contains("could not be asked"), "{why}");
    assert!(why.contains("add --unchecked") && !why.contains(KEY) && !is_recorded(&kiosk, 1), "{why}");
    fs::remove_file(kiosk.folder.path().join("key")).expect("it is ours");
    let (code, why) = resolve(&kiosk, 1, 7_001, &[]).expect_err("nobody can ask");
    assert!(code == 3 && why.contains("There is no key file") && !is_recorded(&kiosk, 1), "{why}");
    let json = resolve(&kiosk, 1, 7_001, &["--unchecked", "--json"]).expect("it was said");
    assert!(json.contains("\"checked\":false") && is_recorded(&kiosk, 1), "{json}");
}

#[test]
fn what_the_shop_shows_is_not_sent_once_more() {
    let shop = shop();
    let kiosk = kiosk(&shop.to_string());
    let first = sold(shop, "kiosk-1", 1);
    let resend = |number: u32, more: &[&str]| {
        let id = id(number);
        kiosk.orders(&[&["resolve", id.as_str(), "--as", "resend"], more].concat())
    };
    let why = resend(1, &[]).expect_err("there would be two").to_string();
    assert!(why.contains(&first.to_string()) && why.contains("add --unchecked") && !is_recorded(&kiosk, 1), "{why}");
    resend(1, &["--unchecked"]).expect("it was said");
    let json = resend(2, &["--json", "--unchecked"]).expect("it was said");
    assert!(json.contains("\"checked\":false") && is_recorded(&kiosk, 2), "{json}");
}

#[test]
fn at_a_terminal_a_person_is_asked() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let kiosk = kiosk(&closed.to_string());
    let settings = kiosk.folder.path().join("scanslip.toml").display().to_string();
    let order = id(1);
    let words = ["--config", &settings, "orders", "resolve", order.as_str(), "--as", "accepted:7001"];
    for (answer, recorded) in [("n", false), ("\r", false), ("y", true)] {
        let mut staff = Person::at(&words);
        staff.sees("It was not checked whether the shop has order");
        staff.sees("shall it be recorded?");
        staff.keys(answer);
        let (status, seen) = staff.leaves();
        assert_eq!((status.success(), is_recorded(&kiosk, 1)), (recorded, recorded), "{seen}");
    }
}

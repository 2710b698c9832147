//! Every field of the page "Record sales": each row of the README's table is a case here. A case is a story on the stage
//! (settings, scans, confirm); its order's form is held against a recorded body, and then sent by the real client to the
//! sandbox shop, whose own view must show the field. `FIELDS=rewrite cargo test fields` records the bodies anew; the
//! difference is for a person to read.

mod cases;

use crate::stage::Stage;
use cases::{Case, cases};
use scanslip::kash::{Client, Key, Settings as ShopSettings, request};
use scanslip::sandbox::{Settings, Shop};
use scanslip::till::event::{Answer, Event};
use scanslip::till::order::Order;
use scanslip::till::{Effect, Till};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::{Url, form_urlencoded};

/// The order that the story ends with.
fn order_of(case: &Case) -> Arc<Order> {
    let mut settings = Stage::settings();
    (case.till)(&mut settings);
    let mut stage = Stage::set(settings.clone());
    stage.till = Till::restore(settings, stage.now(), 0, []);
    stage.tell(Event::Tick);
    let mut effects = Vec::new();
    for scan in case.scans {
        stage.moment = stage.moment.after_ms(1_000);
        effects.extend(stage.scan(scan));
    }
    effects.extend(stage.scan("SLIP-CONFIRM"));
    let sent = effects
        .iter()
        .find_map(|effect| if let Effect::Send { order, .. } = effect { Some(order.clone()) } else { None });
    sent.unwrap_or_else(|| panic!("{}: nothing was ordered: {effects:?}", case.name))
}

fn shop_of(case: &Case, url: &str) -> ShopSettings {
    let url = Url::parse(url).expect("an address");
    let mut settings = ShopSettings::new(url, Settings::SHOP_ID.to_owned(), Key::new(Settings::KEY).expect("a key"));
    (case.shop)(&mut settings);
    settings
}

fn pairs(form: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn recorded(case: &Case) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/kash/fields/{}.txt", case.name))
}

#[test]
fn every_field_stands_in_the_recorded_body() {
    let rewrite = crate::environment("FIELDS").is_some_and(|value| value == "rewrite");
    for case in cases() {
        let order = order_of(&case);
        let bearer = match &order.customer {
            Some(scanslip::till::order::Customer::New(contact)) => request::Bearer::New(contact),
            _ => request::Bearer::of(&order),
        };
        let body = request::sale(&shop_of(&case, "https://kash.click"), &order, bearer);
        if rewrite {
            fs::write(recorded(&case), &body).expect("a body can be recorded");
        }
        let file = fs::read_to_string(recorded(&case)).expect("a recorded body");
        assert_eq!(body, file, "{}", case.name);
        for (field, value) in case.expected {
            assert!(pairs(&file).contains(&((*field).to_owned(), (*value).to_owned())), "{}: {file}", case.name);
        }
    }
}

#[test]
fn every_field_reaches_the_shop() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for case in cases() {
        let order = order_of(&case);
        let shop = Shop::open(Settings::default()).expect("a shop");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let client = Client::new(shop_of(&case, &format!("http://{address}"))).expect("a client");
        let answer = runtime.block_on(async {
            tokio::select! {
                served = shop.clone().serve(listener) => panic!("the shop stopped: {served:?}"),
                answer = client.send(&order, scanslip::till::order::Request::Whole) => answer,
            }
        });
        assert!(matches!(answer, Answer::Accepted(_)), "{}: {answer:?}", case.name);
        let orders = shop.orders().expect("its orders");
        let [kept] = orders.as_slice() else { panic!("{}: one order, not {}", case.name, orders.len()) };
        // The shop keeps everything but the key.
        for (field, value) in case.expected.iter().filter(|(field, _)| *field != "key") {
            let kept = kept.fields.iter().any(|(name, text)| name == field && text == value);
            assert!(kept, "{}: the shop did not get {field} {value}", case.name);
        }
    }
}

#[test]
fn the_readme_tells_every_field_and_no_other() {
    let readme = include_str!("../../README.md");
    let rows: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `") && line.contains("`fields::")).collect();
    let cases = cases();
    for case in &cases {
        let told = rows.iter().any(|row| row.contains(&format!("`fields::{}`", case.name)));
        assert!(told, "the README's table lacks the case {}", case.name);
    }
    for row in &rows {
        for name in row.split('`').filter_map(|word| word.strip_prefix("fields::")) {
            let case = cases.iter().find(|case| case.name == name);
            let case = case.unwrap_or_else(|| panic!("the README names a case {name} that is not there"));
            let field = row.split('`').nth(1).expect("a field").trim_end_matches("[...]");
            assert!(case.expected.iter().any(|(name, _)| name.starts_with(field)), "{row}");
        }
    }
    for field in cases::PAGE {
        assert!(rows.iter().any(|row| row.starts_with(&format!("| `{field}` |"))), "the README's table lacks {field}");
    }
}

//! The catalogue from the shop's own lists, against the sandbox shop in each of its dialects, over HTTP.

#![expect(clippy::disallowed_methods, reason = "reading the lists blocks, so the shop has a thread of its own")]

mod bodies;
mod command;
mod swap;

use scanslip::barcode::{Gtin, Key as Code};
use scanslip::catalogue::Catalogue;
use scanslip::kash::reference::{List, Rules, Shop as Lists, Trouble, gather};
use scanslip::kash::{Client, Key, Settings as ShopSettings, lists};
use scanslip::sandbox::{Settings, Shop};
use scanslip::till::article::{Article, CustomerId};
use scanslip::till::effect::Query;
use scanslip::till::event::Found;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use url::Url;

const DIALECTS: [&str; 7] =
    ["english", "french", "strings", "before-tax", "object", "french,strings,before-tax", "latin-1"];

/// Serves a shop until the test process ends, and says how to reach it.
fn served(dialect: &str, key: &str) -> ShopSettings {
    let settings = Settings { dialect: dialect.parse().expect("a dialect"), ..Settings::sample() };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = Url::parse(&format!("http://{}", listener.local_addr().expect("its address"))).expect("an address");
    let shop = ShopSettings::new(url, settings.shop_id.clone(), Key::new(key).expect("a key"));
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(Shop::open(settings).expect("a shop").serve(listener)).expect("it is served");
    });
    shop
}

fn read(shop: &ShopSettings) -> Result<scanslip::kash::reference::Reference, Trouble> {
    let client = Client::new(shop.clone()).expect("a client");
    lists::gather(&client, shop, &Rules::default(), &mut |_| ())
}

fn article(catalogue: &Catalogue, code: &str) -> Option<Arc<Article>> {
    let key = Gtin::parse(code).map_or_else(|| Code::Text(code.to_owned()), Code::Gtin);
    match catalogue.find(&Query::Article(key)).expect("an answer") {
        Found::Article(article) => Some(article),
        _ => None,
    }
}

#[test]
fn every_dialect_gives_the_same_goods() {
    let mut first: Option<Vec<Arc<Article>>> = None;
    for dialect in DIALECTS {
        let lists = read(&served(dialect, Settings::KEY)).unwrap_or_else(|trouble| panic!("{dialect}: {trouble}"));
        let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
        let synced = catalogue.sync(&lists, false, None).expect("taken over");
        assert!(synced.articles >= 74, "{dialect}: {synced:?}");
        let nutella = article(&catalogue, "3017620422003").expect("on the shelf");
        assert_eq!((nutella.title.as_str(), nutella.price.get()), ("Nutella 400 g", 395), "{dialect}");
        assert_eq!(nutella.vat.map(scanslip::till::money::VatRate::get), Some(550), "{dialect}");
        let codes = lists.articles.iter().filter_map(|article| article.barcode.split(' ').next());
        let shelf: Vec<Arc<Article>> = codes.filter_map(|code| article(&catalogue, code)).collect();
        assert!(shelf.iter().any(|article| !article.variations.is_empty()), "something can be chosen");
        let first = first.get_or_insert_with(|| shelf.clone());
        assert!(*first == shelf, "{dialect} differs");
        let card = catalogue.find(&Query::Customer(scanslip::barcode::Card("CUST-0001".to_owned())));
        assert_eq!(card.expect("an answer"), Found::Customer(CustomerId(9_001)), "{dialect}");
    }
}

#[test]
fn a_wrong_key_and_a_shop_that_is_away_change_nothing() {
    let refused = read(&served("english", "another-key")).expect_err("refused").to_string();
    assert!(refused.contains("kash.shop-id") && !refused.contains("another-key"), "{refused}");
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let url = Url::parse(&format!("http://{nobody}")).expect("an address");
    let away = ShopSettings::new(url, "12345".to_owned(), Key::new("sandbox-key").expect("a key"));
    assert!(matches!(read(&away), Err(Trouble::Unreachable(..))));
}

/// A shop that answers every list with these bytes.
struct Cut(Vec<u8>);

impl Lists for Cut {
    fn ask(&mut self, list: List, _: &str) -> Result<(u16, Vec<u8>), String> {
        Ok((200, if list == List::Articles { self.0.clone() } else { b"[]".to_vec() }))
    }

    fn clean(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// A shop that has these articles and nothing else.
fn whole_shop(articles: String) -> impl Lists {
    Cut(articles.into_bytes())
}

#[test]
fn a_list_that_is_cut_anywhere_is_no_list() {
    let whole =
        r#"[{"id":1,"title":"A","price":1.5,"barcode":"A1"},{"id":2,"title":"B","price":"2,50","barcode":"B2"}]"#;
    let read = |body: &str| gather(&mut Cut(body.as_bytes().to_vec()), &Rules::default(), &mut |_| ());
    let articles = read(whole).expect("a whole list").articles;
    assert_eq!(articles.iter().map(|article| article.price.get()).collect::<Vec<_>>(), [150, 250]);
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err(), "cut after {end} bytes: {}", &whole[..end]);
    }
    for page in ["<html><body>Maintenance</body></html>", r#"{"success":false,"result":"wrong key"}"#, "[]", "null"] {
        assert!(read(page).is_err(), "{page}");
    }
}

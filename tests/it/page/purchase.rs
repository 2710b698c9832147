//! A whole purchase in a headless browser: a card, a quantity, an undo, a weighed item, a price check, a language, a cancel,
//! a shopper who leaves. Slip and form say exactly what the screen said.

use super::demo::Demo;
use super::driver::Browser;
use super::http::get;
use super::stream::Events;
use scanslip::sandbox::{self, Shop};
use scanslip::till::money::Cents;
use scanslip::till::settings::Language;
use scanslip::words;
use serde_json::Value;

const SCREEN: &str = "//section[@id='screen']";

/// Waits until the screen says this.
fn see(browser: &Browser, view: &str, text: &str) {
    browser.wait_for(&format!("{SCREEN}[@data-view='{view}']/pre[contains(., '{text}')]"));
}

fn scan(browser: &Browser, code: &str) {
    browser.wait_for(&format!("//section[@id='goods']//button[@value='{code}']")).click();
}

fn press(browser: &Browser, key: &str) {
    browser.wait_for(&format!("//section[@id='keys']//button[@value='{key}']")).click();
}

fn text_of(browser: &Browser, path: &str) -> String {
    browser.wait_for(path).property("textContent").as_str().expect("text").to_owned()
}

/// Nothing of how it is set.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What stands in the cart: title, thousandths, cents.
fn cart(screen: &Value) -> Vec<(String, u64, i64)> {
    let line = |line: &Value| {
        let title = line["title"].as_str().expect("a title").to_owned();
        (title, line["quantity"].as_u64().expect("a quantity"), line["total_cents"].as_i64().expect("a total"))
    };
    screen["lines"].as_array().expect("lines").iter().map(line).collect()
}

/// Everything that a shopper does before the confirm.
fn shop_around(browser: &Browser) {
    scan(browser, "CUST-0001");
    browser.wait_for(&format!("{SCREEN}[@data-view='cart']"));
    scan(browser, "SLIP-QTY-3");
    scan(browser, "3017620422003");
    see(browser, "cart", "11.85");
    scan(browser, "5449000000996");
    see(browser, "cart", "12.80");
    press(browser, "undo");
    browser.wait_for(&format!("{SCREEN}/pre[contains(., '11.85') and not(contains(., 'Coca-Cola'))]"));
    scan(browser, "2100169012505");
    see(browser, "cart", "14.96");
    scan(browser, "SLIP-PRICE");
    scan(browser, "5449000000996");
    see(browser, "cart", "0.95");
    see(browser, "cart", "14.96");
    scan(browser, "SLIP-LANG-fr");
    see(browser, "cart", "14,96");
}

#[test]
fn slip_and_form_say_what_the_screen_said() {
    let Some(browser) = Browser::start() else { return };
    let demo = Demo::start();
    browser.open(&demo.page());
    shop_around(&browser);
    let screen = get(demo.address, "/api/state").json()["screen"].take();
    let shown = cart(&screen);
    assert_eq!(
        shown,
        [("Nutella 400 g".to_owned(), 3_000, 1_185), ("Pommes Golden, cœur de Limousin".to_owned(), 1_250, 311)]
    );
    let lines = screen["text"].as_array().expect("lines").iter().map(|line| line.as_str().expect("text"));
    let text: Vec<&str> = lines.collect();
    assert_eq!(
        text_of(&browser, &format!("{SCREEN}/pre")).trim_end(),
        text.join("\n").trim_end(),
        "page and script agree"
    );

    press(&browser, "confirm");
    browser.wait_for("//section[@id='slip']/img[@data-kind='final']");
    let done = get(demo.address, "/api/state").json()["screen"].take();
    see(&browser, "done", &done["number"].to_string());
    let slip = dense(&text_of(&browser, "//section[@id='slip']//pre"));
    let total: i64 = shown.iter().map(|(.., cents)| cents).sum();
    for (title, _, cents) in &shown {
        let amount = words::amount(Cents::new(*cents), Language::Fr, "EUR");
        assert!(slip.contains(&dense(title)) && dense(&text.join(" ")).contains(&dense(&amount)), "{title}: {text:?}");
        assert!(slip.contains(dense(&amount).trim_end_matches('€')), "{title} for {amount}: {slip}");
    }
    let paid = dense(&words::amount(Cents::new(total), Language::Fr, "EUR"));
    assert!(slip.contains(paid.trim_end_matches('€')) && slip.contains(&done["number"].to_string()), "{slip}");
    assert!(!slip.contains("Coca-Cola"), "what was undone or only asked about is nowhere: {slip}");
    assert_eq!(done["total_cents"], total);

    let form = browser.wait_for("//section[@id='shop']//article").text();
    for field in ["101_3", "169_1.25", "9001"] {
        assert!(form.contains(field), "the form lacks {field}: {form}");
    }
    let data = Some(demo.folder.path().join("shop"));
    let shop = Shop::open(sandbox::Settings { data, ..sandbox::Settings::default() }).expect("the demo's shop");
    let [order] = &shop.orders().expect("its orders")[..] else { panic!("one order") };
    let sold = order.lines.iter().map(|line| (line.title.clone(), line.quantity.get().into(), line.total.get()));
    assert_eq!(sold.collect::<Vec<_>>(), shown, "what the shop sold is what the screen showed");
    assert_eq!(
        (order.total.get(), order.client_id, order.number),
        (total, Some(9_001), done["number"].as_u64().expect("a number"))
    );

    scan(&browser, "3017620422003");
    see(&browser, "cart", "3.95");
    press(&browser, "cancel");
    browser.wait_for(&format!("{SCREEN}[@data-view='welcome']"));
    assert_eq!(shop.orders().expect("its orders").len(), 1, "what was given up is no order");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_shopper_who_leaves_is_wiped_off_the_screen() {
    let Some(browser) = Browser::start() else { return };
    let demo = Demo::start_idle_after(1);
    browser.open(&demo.page());
    let mut events = Events::open(demo.address);
    scan(&browser, "3017620422003");
    events.wait_for(|kind, data| kind == "screen" && data["view"] == "cart");
    events.wait_for(|kind, data| kind == "screen" && data["view"] == "welcome");
    browser.wait_for(&format!("{SCREEN}[@data-view='welcome']/pre[not(contains(., 'Nutella'))]"));
    assert_eq!(get(demo.address, "/api/orders").text(), "[]");
    let metrics = get(demo.address, "/metrics");
    assert!(metrics.text().contains("\nscanslip_abandoned_carts_total 1\n"), "{}", metrics.text());
}

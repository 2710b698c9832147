//! How the page is to look at and to use: on a desk and on a phone, by day and by night, by eye and by keys alone.

use super::acts::hold;
use super::demo::Demo;
use super::driver::Browser;
use super::http;
use super::service::{Service, free};
use super::stream::Events;
use serde_json::Value;

/// Widths and heights in CSS pixels: a desk's, a phone's, and the smallest that EN 301 549 (9.1.4.10) asks for.
const SIZES: [(u32, u32); 3] = [(1280, 900), (390, 844), (320, 640)];

/// Answers with each text and border that does not stand out enough by WCAG 2.1: 4.5 to 1 for text (1.4.3), 3 to 1 for
/// the edge of what can be used (1.4.11). From the computed styles of every element that is there.
const CONTRAST: &str = r#"
const parse = (color) => (color.match(/[\d.]+/g) || []).map(Number);
const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const ratio = (one, other) => {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = parse(getComputedStyle(at).backgroundColor);
    if (color.length === 3 || color[3] === 1) return color;
    if (color[3] !== 0) throw new Error("half transparent: " + at.tagName);
  }
  return [255, 255, 255];
};
const wrong = [];
let seen = 0;
for (const element of document.querySelectorAll("body, body *")) {
  const style = getComputedStyle(element);
  if (element.closest("svg") || style.display === "none") continue;
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
  const told = (what, value) => wrong.push(`${what} ${value.toFixed(2)}: ${element.outerHTML.slice(0, 80)}`);
  if (own) {
    seen += 1;
    const value = ratio(parse(style.color), ground(element));
    if (value < 4.5) told("text", value);
  }
  if (element.matches("input:not([type=hidden]), button")) {
    const around = ground(element.parentElement);
    const value = Math.max(ratio(parse(style.borderTopColor), around), ratio(ground(element), around));
    if (value < 3) told("edge", value);
  }
  if (element.placeholder) {
    const value = ratio(parse(getComputedStyle(element, "::placeholder").color), ground(element));
    if (value < 4.5) told("placeholder", value);
  }
}
if (seen < 2) wrong.push(`only ${seen} texts were seen`);
return wrong;
"#;

/// By how much the page is wider than its window, and what sticks out of it or is cut off in its own box.
const TOO_WIDE: &str = "
const root = document.documentElement;
const wrong = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
for (const element of document.querySelectorAll('body *')) {
  const box = element.getBoundingClientRect();
  const hidden = getComputedStyle(element).clipPath !== 'none' || element.closest('thead');
  if (!hidden && box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5)) {
    wrong.push(element.outerHTML.slice(0, 80));
  }
}
return wrong;
";

fn looks_well(browser: &Browser, what: &str) {
    for dark in [false, true] {
        for (width, height) in SIZES {
            browser.look(width, height, dark);
            assert_eq!(browser.run("return innerWidth"), width, "{what}: the size is taken");
            assert_eq!(browser.run(TOO_WIDE), Value::Array(Vec::new()), "{what} at {width}");
        }
        assert_eq!(browser.run(CONTRAST), Value::Array(Vec::new()), "{what}, dark: {dark}");
    }
    let night = "return getComputedStyle(document.body).backgroundColor";
    let dark = browser.run(night);
    browser.look(1280, 900, false);
    assert_ne!(browser.run(night), dark, "{what}: the night is dark");
}

#[test]
fn every_page_fits_and_stands_out_by_day_and_by_night() {
    let Some(browser) = Browser::start() else { return };
    let demo = Demo::start();
    demo.order(&["4006381333931", "CUST-0001", "3017620422003"]);
    let order = http::get(demo.address, "/api/orders").json()[0]["id"].as_str().expect("a name").to_owned();
    browser.open(&demo.page());
    browser.wait_for("//section[@id='unknown']//td[contains(., '4006381333931')]");
    looks_well(&browser, "the page of the demo");
    browser.open(&format!("{}orders/{order}", demo.page()));
    browser.wait_for("//section[@id='do']//button");
    looks_well(&browser, "the page of an order");
    browser.open(&format!("{}orders/{order}/sure?as=reprint", demo.page()));
    browser.wait_for("//section[@id='sure']//button");
    looks_well(&browser, "the question whether it is meant");
    assert_eq!(browser.complaints(), Vec::<String>::new());

    let address = free();
    let console = format!("listen = \"{address}\"\ntoken-file = \"FOLDER/console.token\"");
    let service = Service::start_with(&console, |folder| hold(&folder.join("journal.db"), 2));
    service.wait_for("ready");
    browser.open(&format!("http://{address}/"));
    browser.wait_for("//input[@name='token']").write("correct-horse-battery");
    looks_well(&browser, "the question for the token");
    // What is not open yet says so once; that is all there is to complain of.
    let others: Vec<String> = browser.complaints().into_iter().filter(|told| !told.contains("401")).collect();
    assert_eq!(others, Vec::<String>::new());
    browser.press("Enter", false);
    browser.wait_for("//tr[@data-state='held']");
    looks_well(&browser, "the page of a service");
    browser.wait_for("//tr[@data-state='held']//a").click();
    browser.wait_for("//section[@id='do']//input[@name='number']");
    looks_well(&browser, "the page of an order that is held");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Where the focus is; empty on nothing.
fn focus(browser: &Browser) -> String {
    let script = "const at = document.activeElement; return at === document.body ? '' : \
                  [at.tagName, at.name || '', at.value || at.getAttribute('href') || ''].join(' ')";
    browser.run(script).as_str().expect("text").to_owned()
}

/// Presses Tab until the focus is there; every place on the way is seen to have it.
fn tab_to(browser: &Browser, wanted: &str, back: bool) {
    for _ in 0..60 {
        let at = focus(browser);
        let seen = "const style = getComputedStyle(document.activeElement); \
                    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2";
        assert!(at.is_empty() || browser.run(seen) == true, "the focus cannot be seen on {at}");
        if at.starts_with(wanted) {
            return;
        }
        browser.press("Tab", back);
    }
    panic!("no way by keys to {wanted}");
}

#[test]
fn everything_is_done_by_keys_alone() {
    let Some(browser) = Browser::start() else { return };
    let demo = Demo::start();
    let mut events = Events::open(demo.address);
    browser.open(&demo.page());
    tab_to(&browser, "INPUT code", false);
    for key in "3017620422003".chars() {
        browser.press(&key.to_string(), false);
    }
    browser.press("Enter", false);
    browser.wait_for("//section[@id='screen'][@data-view='cart']/pre[contains(., '3.95')]");
    tab_to(&browser, "BUTTON key confirm", false);
    browser.press("Enter", false);
    events.wait_for(|kind, data| kind == "order" && data["step"] == "slip-printed");
    browser.wait_for("//section[@id='orders']//td[.='sent']");
    tab_to(&browser, "A  /orders/", true);
    let on = focus(&browser);
    // The table is made anew around whoever is on it.
    demo.order(&["5449000000996"]);
    browser.wait_for("//section[@id='orders']//tr[@data-state][2]");
    assert_eq!(focus(&browser), on, "the focus stays where it was");
    browser.press("Enter", false);
    tab_to(&browser, "BUTTON as reprint", false);
    browser.press("Enter", false);
    browser.wait_for("//section[@id='sure']");
    tab_to(&browser, "BUTTON", false);
    browser.press("Enter", false);
    let copy = events.wait_for(|kind, data| kind == "slip" && data["copy"] == 1);
    assert!(on.ends_with(copy["order"].as_str().expect("a name")), "the slip of that order");
    browser.wait_for("//ol/li[contains(., 'copy 1')]");
}

//! The pictures of the page in the README are of today's page. A browser's letters differ from version to version, so the
//! pixels are not compared: each picture bears the fingerprint of what it was made of (the markup, style sheet and script
//! that the program serves after one small story, and the pixels of the kiosk's own screen), and that is made anew here,
//! without a browser. `PICTURES=rewrite cargo test --test it -- page::pictures` takes them anew.

use super::demo::Demo;
use super::driver::Browser;
use super::http::{self, get};
use super::stream::Events;
use ring::digest::{SHA256, digest};
use serde_json::json;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Name, width and height in CSS pixels.
const PICTURES: [(&str, u32, u32); 2] = [("page-desktop.png", 1280, 1600), ("page-phone.png", 390, 1600)];
/// Where a picture bears its fingerprint.
const KEYWORD: &str = "Fingerprint";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// One order, a code that nobody knows, and a cart.
fn story() -> Demo {
    let demo = Demo::start();
    let mut events = Events::open(demo.address);
    demo.order(&["CUST-0001", "3017620422003", "2100169012505"]);
    events.wait_for(|kind, data| kind == "order" && data["step"] == "slip-printed");
    for (code, shown) in [("4006381333931", 0), ("5449000000996", 95), ("3017620422003", 490)] {
        assert_eq!(http::post(demo.address, "/api/scan", code).status, 204);
        events.wait_for(|kind, _| {
            kind == "screen" && get(demo.address, "/api/state").json()["screen"]["total_cents"] == shown
        });
    }
    demo
}

/// Without what is another one each time: numbers, names of orders and links, the lines of the log, how long things took,
/// and the text of the slip, which bears the order's reference (the slip has pictures of its own in the README).
fn steady(page: &str) -> String {
    let mut page = page.to_owned();
    for (start, end) in [
        ("<section id=\"log\">", "</section>"),
        ("<section id=\"latency\">", "</section>"),
        ("<details>", "</details>"),
        ("id=\"catalogue\">", "\n"),
    ] {
        let (before, rest) = page.split_once(start).expect("it is there");
        let (_, after) = rest.split_once(end).expect("its end");
        page = format!("{before}{after}");
    }
    let mut steady = String::new();
    for word in page.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let (name, end) = word.split_at(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len());
        if name.len() < 16 {
            let digits: String = name.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            steady.push_str(&digits);
        }
        steady.push_str(end);
    }
    while steady.contains("00") {
        steady = steady.replace("00", "0");
    }
    steady
}

fn fingerprint(demo: &Demo) -> String {
    let page = get(demo.address, "/");
    let mut made_of = steady(page.text()).into_bytes();
    for path in ["/console.css", "/console.js", "/screen.png"] {
        made_of.extend(get(demo.address, path).body);
    }
    digest(&SHA256, &made_of).as_ref().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// What a picture says it was made of.
fn borne(name: &str) -> Option<String> {
    let file = BufReader::new(fs::File::open(path(name)).ok()?);
    let reader = png::Decoder::new(file).read_info().ok()?;
    let texts = &reader.info().uncompressed_latin1_text;
    texts.iter().find(|text| text.keyword == KEYWORD).map(|text| text.text.clone())
}

/// Takes one, with its fingerprint in it.
fn take(browser: &Browser, demo: &Demo, (name, width, height): (&str, u32, u32), fingerprint: &str) {
    browser.look(width, height, false);
    browser.open(&demo.page());
    browser.wait_for("//section[@id='screen'][@data-view='cart']");
    browser.run("document.activeElement.blur(); scrollTo(0, 0)");
    browser.command("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
    let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
    let shot = browser
        .command("Page.captureScreenshot", &json!({ "format": "png", "clip": clip, "captureBeyondViewport": true }));
    let picture =
        image::load_from_memory(&bytes(shot["data"].as_str().expect("base64"))).expect("a picture").into_rgb8();
    let file = fs::File::create(path(name)).expect("it can be written");
    let mut encoder = png::Encoder::new(file, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.add_text_chunk(KEYWORD.to_owned(), fingerprint.to_owned()).expect("Latin-1");
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&picture)).expect("written");
}

/// Base64 (RFC 4648, 4).
fn bytes(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte));
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_usize, 0);
    for digit in digits {
        (bits, held) = (bits << 6 | digit, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).expect("eight bits"));
        }
        bits &= 0xffff;
    }
    bytes
}

#[test]
fn the_pictures_in_the_readme_are_of_todays_page() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("text");
    let demo = story();
    let today = fingerprint(&demo);
    if crate::environment("PICTURES").is_some_and(|said| said == "rewrite") {
        let browser = Browser::start().expect("a browser takes them");
        for picture in PICTURES {
            take(&browser, &demo, picture, &today);
        }
    }
    for (name, ..) in PICTURES {
        assert!(readme.contains(&format!("docs/{name}")), "{name} is not shown");
        let anew = "take it anew with `PICTURES=rewrite cargo test --test it -- page::pictures`";
        assert_eq!(borne(name).as_deref(), Some(today.as_str()), "{name} is of yesterday; {anew}");
    }
}

#[test]
fn what_is_another_one_each_time_does_not_count_and_everything_else_does() {
    let page = |order: &str, words: &str| {
        format!(
            "<section id=\"latency\">1</section><details>{order}</details><dd id=\"catalogue\">74 articles\n<a href=\"/orders/{order}\">1</a> {words} \
             <section id=\"log\">{order}</section>"
        )
    };
    let one = steady(&page("01KAVXQ0E4M8Z5T7R2W9HC3F7K", "12:30"));
    assert_eq!(one, steady(&page("01KB0000000000000000000000", "9:05")));
    assert_ne!(one, steady(&page("01KAVXQ0E4M8Z5T7R2W9HC3F7K", "12:30 Copy")));
    assert_eq!(bytes("c2NhbnNsaXA="), b"scanslip");
}

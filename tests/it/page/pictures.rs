//! The pictures of the page in the README are of today's page: after one small story the page is taken anew, and held against
//! them, pixel by pixel. What is another one each time (times, references, ports) is written over in both, and the slip, which
//! has pictures of its own in the README, is held against its size alone.
//!
//! A browser's letters differ from version to version and with the fonts of a machine. Each picture bears by what browser and
//! letters it was taken; by others it is only held against how light each small part of it is. Without any browser the
//! fingerprint of what it was made of is left, which each picture bears too: markup, style sheet and script, and the kiosk's
//! own screen. `PICTURES=rewrite cargo test --test it -- page::pictures` takes them anew.

use super::demo::Demo;
use super::driver::Browser;
use super::http::{self, get};
use super::stream::Events;
use image::RgbImage;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Name, width and height in CSS pixels.
const PICTURES: [(&str, u32, u32); 2] = [("page-desktop.png", 1280, 1600), ("page-phone.png", 390, 1600)];
/// Where a picture bears its fingerprint, and by what it was taken.
const FINGERPRINT: &str = "Fingerprint";
const BROWSER: &str = "Browser";
/// How many pixels may differ by the same browser with the same letters: fewer than a digit has.
const STRAY: usize = 12;
/// How many of a thousand small parts may differ by another browser or other letters.
const STRAY_PARTS: usize = 50;
/// The side of such a part, in pixels.
const PART: u32 = 16;

/// Writes over what is another one each time, within texts alone, so that all stays where it is; and tells where the slip is.
const WRITE_OVER: &str = r#"
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  texts.currentNode.data = texts.currentNode.data
    .replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b(:[0-9a-f]{8})?/g, (all, sum) => "01ARZ3NDEKTSV4RRFFQ69G5FAV" + (sum ? ":0f1e2d3c" : ""))
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:40000")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "2026-08-31 12:30")
    .replace(/(less than a|\d+) minutes?/g, "less than a minute");
}
document.activeElement.blur();
scrollTo(0, 0);
const { left, top, right, bottom } = document.querySelector("section[id=slip] img").getBoundingClientRect();
return [left, top, right, bottom].map(Math.round);
"#;

/// By what it is taken: the version, and how wide it makes some text in the two fonts of the page.
const TAKEN_BY: &str = r#"
const pen = document.createElement("canvas").getContext("2d");
const wide = (font) => { pen.font = `100px ${font}`; return pen.measureText("Nutella 400 g Ω œ @").width.toFixed(2); };
return `${navigator.userAgent.split(" ").find((part) => part.includes("Chrome/"))} ${wide("sans-serif")} ${wide("monospace")}`;
"#;

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

/// The page without what is another one each time.
fn steady(page: &str) -> String {
    let mut page = page.to_owned();
    for (start, end) in [
        ("<section id=\"log\">", "</section>"),
        ("<section id=\"latency\">", "</section>"),
        // The text of the slip bears the order's reference.
        ("<details>", "</details>"),
    ] {
        let (before, rest) = page.split_once(start).expect("it is there");
        let (_, after) = rest.split_once(end).expect("its end");
        page = format!("{before}{after}");
    }
    // Ages, the time of an order, that of a code, a port, the number of a picture: `d` is a digit.
    let mut page = page.replace("less than a minute", "~");
    for shape in
        ["dd minutes", "d minutes", "d minute", "dddd-dd-dd dd:dd", "<td>dd:dd", ".1:ddddd", ".1:dddd", "?n=dd", "?n=d"]
    {
        page = without(&page, shape);
    }
    let is_reference =
        |word: &str| word.len() == 26 && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let mut steady = String::new();
    for word in page.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let name = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let after_one = steady.ends_with("~:");
        let is_sum = after_one && name.len() == 8;
        steady.push_str(if is_reference(name) || is_sum { "~" } else { name });
        steady.push_str(&word[name.len()..]);
    }
    steady
}

/// Whatever has this shape becomes `~`.
fn without(text: &str, shape: &str) -> String {
    let (mut rest, mut left) = (text, String::new());
    let fits = |text: &str| {
        text.len() >= shape.len()
            && text
                .bytes()
                .zip(shape.bytes())
                .all(|(b, wanted)| if wanted == b'd' { b.is_ascii_digit() } else { b == wanted })
    };
    while let Some(c) = rest.chars().next() {
        if fits(rest) {
            left.push('~');
            rest = &rest[shape.len()..];
        } else {
            left.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    left
}

fn fingerprint(demo: &Demo) -> String {
    let page = get(demo.address, "/");
    let mut made_of = steady(page.text()).into_bytes();
    for path in ["/console.css", "/console.js", "/screen.png"] {
        made_of.extend(get(demo.address, path).body);
    }
    digest(&SHA256, &made_of).as_ref().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// A picture, and what it says of itself.
struct Picture {
    pixels: RgbImage,
    /// Where the slip is: left, top, right, bottom.
    slip: [u32; 4],
    taken_by: String,
    fingerprint: String,
}

impl Picture {
    /// The one in the README.
    fn read(name: &str) -> Option<Self> {
        let file = BufReader::new(fs::File::open(path(name)).ok()?);
        let reader = png::Decoder::new(file).read_info().ok()?;
        let texts = &reader.info().uncompressed_latin1_text;
        let text = |keyword| texts.iter().find(|text| text.keyword == keyword).map(|text| text.text.clone());
        let (taken_by, fingerprint) = (text(BROWSER)?, text(FINGERPRINT)?);
        let (taken_by, slip) = taken_by.split_once(" slip ")?;
        let slip: Vec<u32> = slip.split(',').filter_map(|number| number.parse().ok()).collect();
        let pixels = image::open(path(name)).ok()?.into_rgb8();
        Some(Self { pixels, slip: slip.try_into().ok()?, taken_by: taken_by.to_owned(), fingerprint })
    }

    /// The page of today in this size. Its script would make parts of it anew meanwhile; it works without.
    fn take(browser: &Browser, demo: &Demo, (width, height): (u32, u32), fingerprint: &str) -> Self {
        browser.look(width, height, false);
        browser.command("Network.enable", &json!({}));
        browser.command("Network.setBlockedURLs", &json!({ "urls": ["*/console.js"] }));
        browser.command("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
        browser.open(&demo.page());
        browser.wait_for("//section[@id='screen'][@data-view='cart']");
        Self::shoot(browser, (width, height), fingerprint)
    }

    /// The page that the browser shows.
    fn shoot(browser: &Browser, (width, height): (u32, u32), fingerprint: &str) -> Self {
        let slip = serde_json::from_value(browser.run(WRITE_OVER)).expect("four numbers");
        let taken_by = browser.run(TAKEN_BY).as_str().expect("a text").to_owned();
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let shot = browser.command(
            "Page.captureScreenshot",
            &json!({ "format": "png", "clip": clip, "captureBeyondViewport": true }),
        );
        let pixels = image::load_from_memory(&bytes(shot["data"].as_str().expect("base64"))).expect("a picture");
        Self { pixels: pixels.into_rgb8(), slip, taken_by, fingerprint: fingerprint.to_owned() }
    }

    fn write(&self, name: &str) {
        let file = fs::File::create(path(name)).expect("it can be written");
        let mut encoder = png::Encoder::new(file, self.pixels.width(), self.pixels.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        let slip = self.slip.map(|side| side.to_string()).join(",");
        encoder.add_text_chunk(FINGERPRINT.to_owned(), self.fingerprint.clone()).expect("Latin-1");
        encoder.add_text_chunk(BROWSER.to_owned(), format!("{} slip {slip}", self.taken_by)).expect("Latin-1");
        encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels)).expect("written");
    }

    fn is_slip(&self, x: u32, y: u32) -> bool {
        let [left, top, right, bottom] = self.slip;
        (left..right).contains(&x) && (top..bottom).contains(&y)
    }

    /// How many pixels are others than there, outside of the slips.
    fn stray(&self, other: &Self) -> usize {
        let differ =
            |one: &image::Rgb<u8>, other: &image::Rgb<u8>| one.0.iter().zip(other.0).any(|(a, b)| a.abs_diff(b) > 16);
        let pixels = self.pixels.enumerate_pixels().zip(other.pixels.pixels());
        pixels.filter(|((x, y, one), two)| !self.is_slip(*x, *y) && !other.is_slip(*x, *y) && differ(one, two)).count()
    }

    /// How many of a thousand small parts are lighter or darker than there, the slips again left out.
    fn stray_parts(&self, other: &Self) -> usize {
        let light = |picture: &RgbImage, left: u32, top: u32| -> u32 {
            let pixels = (top..top + PART).flat_map(|y| (left..left + PART).map(move |x| (x, y)));
            pixels.map(|(x, y)| picture.get_pixel(x, y).0.map(u32::from).iter().sum::<u32>()).sum::<u32>()
                / (3 * PART * PART)
        };
        let (width, height) = self.pixels.dimensions();
        let corners =
            (0..height / PART).flat_map(|row| (0..width / PART).map(move |column| (column * PART, row * PART)));
        let corners: Vec<_> = corners.filter(|(x, y)| !self.is_slip(*x, *y) && !other.is_slip(*x, *y)).collect();
        let stray =
            corners.iter().filter(|(x, y)| light(&self.pixels, *x, *y).abs_diff(light(&other.pixels, *x, *y)) > 16);
        stray.count() * 1_000 / corners.len()
    }

    /// Why it is not the same page.
    fn differs(&self, other: &Self) -> Option<String> {
        if self.pixels.dimensions() != other.pixels.dimensions() {
            return Some("another size".to_owned());
        }
        if self.taken_by == other.taken_by {
            let stray = self.stray(other);
            return (stray > STRAY || self.slip != other.slip)
                .then(|| format!("{stray} pixels, slips at {:?} and {:?}", self.slip, other.slip));
        }
        let stray = self.stray_parts(other);
        (stray > STRAY_PARTS).then(|| format!("{stray} of 1000 parts, by {} and {}", self.taken_by, other.taken_by))
    }
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
    let anew = "take it anew with `PICTURES=rewrite cargo test --test it -- page::pictures`";
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("text");
    let demo = story();
    let today = fingerprint(&demo);
    let browser = Browser::start();
    for (name, width, height) in PICTURES {
        assert!(readme.contains(&format!("docs/{name}")), "{name} is not shown");
        let taken = browser.as_ref().map(|browser| Picture::take(browser, &demo, (width, height), &today));
        if crate::environment("PICTURES").is_some_and(|said| said == "rewrite") {
            taken.as_ref().expect("a browser takes them").write(name);
        }
        let shown = Picture::read(name).unwrap_or_else(|| panic!("{name} does not say what it is; {anew}"));
        // What is seen decides, where anything can be.
        assert!(taken.is_some() || shown.fingerprint == today, "{name} is of yesterday; {anew}");
        let differs = taken.and_then(|taken| shown.differs(&taken));
        assert_eq!(differs, None, "{name} is not what the page looks like; {anew}");
    }
}

#[test]
fn a_picture_of_another_page_is_told_from_this_one() {
    let Some(browser) = Browser::start() else { return };
    let demo = story();
    let size = (1280, 1600);
    let page = Picture::take(&browser, &demo, size, "");
    let again = Picture::take(&browser, &demo, size, "");
    assert_eq!(page.differs(&again), None, "it is the same one");
    let elsewhere = |mut picture: Picture| {
        picture.taken_by = "another browser".to_owned();
        picture
    };
    // Whoever reads the page must see it, and so must this: one digit, then a part that is missing.
    for (what, change) in [
        ("a digit", "document.querySelector('#orders td:nth-child(5)').textContent = '€8.06'"),
        ("a part", "document.querySelector('#goods').remove()"),
        ("a colour", "document.querySelector('.pad .wide').style.background = '#a40e26'"),
    ] {
        browser.open(&demo.page());
        browser.wait_for("//section[@id='screen'][@data-view='cart']");
        assert_eq!(browser.run(change), Value::Null);
        let changed = Picture::shoot(&browser, size, "");
        assert!(page.differs(&changed).is_some(), "{what}");
        assert!(what != "a part" || page.differs(&elsewhere(changed)).is_some(), "{what}, by another browser");
    }
    // Other letters, and nothing else.
    browser.open(&demo.page());
    browser.wait_for("//section[@id='screen'][@data-view='cart']");
    browser.run("document.body.style.fontFamily = 'serif'");
    let letters = Picture::shoot(&browser, size, "");
    assert!(page.differs(&letters).is_some(), "by the same browser they would be another page");
    assert_eq!(page.differs(&elsewhere(letters)), None);
}

#[test]
fn what_is_another_one_each_time_does_not_count_and_everything_else_does() {
    let page = |order: &str, time: &str, words: &str| {
        format!(
            "<section id=\"latency\">{time}</section><details>{order}</details><img src=\"/screen.png?n=7\"> 4006381333931 \
             <a href=\"/orders/{order}\">1</a> 2026-08-31 {time} demo:{order}:0f1e2d3c {words} <section id=\"log\">{order}</section>"
        )
    };
    let one = steady(&page("01KAVXQ0E4M8Z5T7R2W9HC3F7K", "12:30", "€7.06"));
    assert_eq!(one, steady(&page("01KB0000000000000000000000", "09:05", "€7.06")));
    assert!(one.contains("4006381333931") && one.contains("demo:~:~"), "{one}");
    for words in ["€8.06", "€7.06 Copy"] {
        assert_ne!(one, steady(&page("01KAVXQ0E4M8Z5T7R2W9HC3F7K", "12:30", words)));
    }
    assert_eq!(bytes("c2NhbnNsaXA="), b"scanslip");
}

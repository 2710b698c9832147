//! Every screen is, pixel by pixel, what it was when somebody looked at it last: in each language, at a size of each layout.
//! `SCREENS=rewrite cargo test --test it -- screens` writes down what is drawn today; look at it before, with
//! `scanslip screens`.

use scanslip::face::{self, picture};
use scanslip::till::settings::Language;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// One of each layout: tiny, small, large.
const SIZES: [(u32, u32); 3] = [(128, 64), (320, 240), (800, 480)];

/// A line for each screen in each language: its name, and a checksum of its pixels at each size.
fn drawn() -> String {
    let mut text = String::new();
    for language in Language::ALL {
        for (name, screen) in face::samples(language) {
            write!(text, "{language:?} {name}").expect("a text");
            for size in SIZES {
                let picture = picture::draw(&screen, "EUR", size);
                write!(text, " {:08x}", crc32fast::hash(picture.pixels())).expect("a text");
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn every_screen_is_what_it_was_when_somebody_looked_at_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/screens.txt");
    let today = drawn();
    if crate::environment("SCREENS").is_some_and(|value| value == "rewrite") {
        fs::write(&path, today).expect("it can be written");
        return;
    }
    let known = fs::read_to_string(&path).expect("the checksums");
    let known: Vec<&str> = known.lines().collect();
    let other: Vec<&str> = today.lines().filter(|line| !known.contains(line)).collect();
    assert!(other.is_empty(), "look at these screens, then rewrite tests/data/screens.txt:\n{}", other.join("\n"));
    assert_eq!(known.len(), today.lines().count(), "a screen is gone");
}

//! Any text as a scan, with any identifier before it: it means something or is refused, and a number that means a
//! product checks.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scanslip::barcode::{Key, Meaning, Scan, Settings, read};

fuzz_target!(|text: &str| {
    let settings = Settings::default();
    let scan = Scan::split(text);
    match read(&settings, &scan) {
        Meaning::Product(Key::Text(key)) => assert!(!key.is_empty() && !key.contains(char::is_control)),
        meaning => assert!(meaning == read(&settings, &scan), "the same scan means the same"),
    }
});

//! What may stand in a GS1 Digital Link and in an element string, behind a beginning that gets it read as one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scanslip::barcode::{Scan, Settings, read};

/// Ways into the reader: a link, a short one, an element string, a vCard, a control code, Kash's prefix.
const BEGINNINGS: [(&str, &str); 7] = [
    ("]Q1", "https://id.gs1.org/01/04006381333931"),
    ("]Q1", "https://example.org/some/path/"),
    ("]d2", "0104006381333931"),
    ("]C1", ""),
    ("]Q1", "BEGIN:VCARD\n"),
    ("]C0", "SLIP-"),
    ("]C0", "$"),
];

fuzz_target!(|input: (u8, &str)| {
    let (way, rest) = input;
    let (aim, beginning) = BEGINNINGS[usize::from(way) % BEGINNINGS.len()];
    let scan = Scan { text: format!("{beginning}{rest}"), aim: Some(aim.to_owned()) };
    let settings = Settings::default();
    assert!(read(&settings, &scan) == read(&settings, &scan), "the same scan means the same");
});

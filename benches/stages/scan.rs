//! From a scanner's report to what it means. The report is what a Honeywell Xenon 1900 sends for an EAN-13.

use crate::Stage;
use scanslip::barcode::{Scan, Settings, read};
use scanslip_hw::scanner::Suffix;
use scanslip_hw::scanner::descriptor::Descriptor;
use scanslip_hw::scanner::hid_keyboard::HidKeyboard;
use scanslip_hw::scanner::hid_keyboard::layout::Choice;
use scanslip_hw::scanner::hid_pos::HidPos;
use std::hint::black_box;

/// Report 2: count, identifier, 56 bytes of data, two bytes of the maker's, "continued" as eight bits.
const XENON: &[u8] = &[
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x09, 0x12, 0xa1, 0x02, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75,
    0x08, //
    0x05, 0x01, 0x09, 0x3b, 0x95, 0x01, 0x81, 0x02, //
    0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x95, 0x03, 0x81, 0x02, //
    0x09, 0xfe, 0x95, 0x38, 0x82, 0x02, 0x02, //
    0x06, 0x66, 0xff, 0x09, 0x04, 0x09, 0x00, 0x95, 0x02, 0x81, 0x02, //
    0x05, 0x8c, 0x25, 0x01, 0x75, 0x01, 0x09, 0xff, 0x95, 0x08, 0x81, 0x02, //
    0xc0, 0xc0,
];

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("an EAN-13: HID POS report -> scan", hid_pos),
        Stage::counted("an EAN-13: 28 keyboard reports -> scan", keyboard),
        Stage::counted("an EAN-13: text -> meaning", || meaning("]E04006381333931")),
        Stage::counted("a GS1-128 with four elements: text -> meaning", || {
            meaning("]C10104006381333931172801011012345\u{1d}3103000750")
        }),
        Stage::counted("a GS1 Digital Link: text -> meaning", || {
            meaning("https://id.gs1.org/01/04006381333931/10/AB12?17=280101")
        }),
    ]
}

fn hid_pos() -> Box<dyn FnMut()> {
    let mut report = b"\x02\x0d]E04006381333931".to_vec();
    report.resize(64, 0);
    let descriptor = Descriptor::parse(XENON).expect("a descriptor");
    let mut decoder = HidPos::new(&descriptor).expect("a scanner's");
    let (mut scans, mut now) = (Vec::new(), 0);
    Box::new(move || {
        now += 1000;
        decoder.take(now, black_box(&report), &mut scans);
        assert!(black_box(scans.pop()).is_some());
    })
}

fn keyboard() -> Box<dyn FnMut()> {
    let digits = b"4006381333931".map(|digit| if digit == b'0' { 0x27 } else { 0x1e + digit - b'1' });
    let reports: Vec<[u8; 8]> =
        digits.into_iter().chain([0x28]).flat_map(|key| [[0, 0, key, 0, 0, 0, 0, 0], [0; 8]]).collect();
    let choice = Choice::named("us").expect("known");
    let mut keyboard = HidKeyboard::boot(choice, Suffix::Newline, 50);
    let (mut scans, mut now) = (Vec::new(), 0);
    Box::new(move || {
        now += 1000;
        for report in &reports {
            keyboard.take(now, black_box(report), &mut scans);
        }
        assert!(black_box(scans.pop()).is_some());
    })
}

fn meaning(text: &'static str) -> Box<dyn FnMut()> {
    let settings = Settings::default();
    Box::new(move || {
        black_box(read(&settings, &Scan::split(black_box(text))));
    })
}

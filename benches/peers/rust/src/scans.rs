//! Our decoders, for the very scans that `python/scans.py` reads.

use scanslip::barcode::{Scan, Settings, read};
use scanslip_hw::scanner::Suffix;
use scanslip_hw::scanner::hid_keyboard::HidKeyboard;
use scanslip_hw::scanner::hid_keyboard::layout::Choice;

const GS1_128: &str = "]C10104006381333931172801011012345\u{1d}3103000750";

pub fn measure() {
    let digits = b"4006381333931".map(|digit| if digit == b'0' { 0x27 } else { 0x1e + digit - b'1' });
    let reports: Vec<[u8; 8]> =
        digits.into_iter().chain([0x28]).flat_map(|key| [[0, 0, key, 0, 0, 0, 0, 0], [0; 8]]).collect();
    let mut keyboard = HidKeyboard::boot(Choice::named("us").expect("known"), Suffix::Newline, 50);
    let (mut found, mut now) = (Vec::new(), 0);
    crate::measure("keyboard reports -> text (scanslip)", || {
        now += 1000;
        for report in &reports {
            keyboard.take(now, report, &mut found);
        }
        found.pop().expect("a scan")
    });
    let settings = Settings::default();
    for (name, text) in [("EAN-13 -> meaning (scanslip)", "]E04006381333931"), ("GS1-128 with four elements -> meaning (scanslip)", GS1_128)] {
        crate::measure(name, || read(&settings, &Scan::split(text)));
    }
}

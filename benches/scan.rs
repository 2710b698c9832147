//! How long a scan takes from a scanner's report to what it means. The report is what a Honeywell Xenon 1900 sends for an
//! EAN-13; the README quotes the figure.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
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

fn meaning(scan: scanslip_hw::scanner::Scan, settings: &Settings) -> scanslip::barcode::Meaning {
    read(settings, &Scan { text: scan.text, aim: scan.aim })
}

/// One report in, one meaning out; then the same number typed on a keyboard, in 28 reports.
fn scans(criterion: &mut Criterion) {
    let settings = Settings::default();
    let mut report = b"\x02\x0d]E04006381333931".to_vec();
    report.resize(64, 0);
    let descriptor = Descriptor::parse(XENON).expect("a descriptor");
    let mut decoder = HidPos::new(&descriptor).expect("a scanner's");
    let mut scans = Vec::new();
    let mut now = 0;
    criterion.bench_function("an EAN-13 from HID POS report to meaning", |run| {
        run.iter(|| {
            now += 1000;
            decoder.take(now, black_box(&report), &mut scans);
            scans.pop().map(|scan| meaning(scan, &settings))
        });
    });
    let digits = b"4006381333931".map(|digit| if digit == b'0' { 0x27 } else { 0x1e + digit - b'1' });
    let reports: Vec<[u8; 8]> =
        digits.into_iter().chain([0x28]).flat_map(|key| [[0, 0, key, 0, 0, 0, 0, 0], [0; 8]]).collect();
    let choice = Choice::named("us").expect("known");
    criterion.bench_function("an EAN-13 typed on a keyboard to meaning", |run| {
        run.iter_batched_ref(
            || (HidKeyboard::boot(choice, Suffix::Newline, 50), Vec::new()),
            |(keyboard, scans)| {
                for report in &reports {
                    keyboard.take(0, black_box(report), scans);
                }
                scans.pop().map(|scan| meaning(scan, &settings))
            },
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, scans);
criterion_main!(benches);

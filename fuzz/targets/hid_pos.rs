//! A HID POS scanner that says anything of itself and sends anything: no panic, no scan larger than any, and the next
//! scan after garbage is whole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scanslip_hw::scanner::MAX_BYTES;
use scanslip_hw::scanner::descriptor::Descriptor;
use scanslip_hw::scanner::hid_pos::HidPos;

/// A count, 32 bytes of Decoded Data, no ids.
const PLAIN: &[u8] = &[
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x05, 0x01, 0x09, 0x3b, 0x95, 0x01, 0x81,
    0x02, 0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x95, 0x03, 0x81, 0x02, 0x09, 0xfe, 0x95, 0x20, 0x81, 0x02, 0x09,
    0xff, 0x95, 0x01, 0x81, 0x02, 0xc0,
];

/// The first byte is the length of the descriptor, 0 for ours; then reports, each after its length and the time.
fn replay(data: &[u8]) -> Option<()> {
    let (&length, data) = data.split_first()?;
    let (own, mut data) = data.split_at_checked(length.into())?;
    let descriptor = Descriptor::parse(if own.is_empty() { PLAIN } else { own }).ok()?;
    let mut decoder = HidPos::new(&descriptor).ok()?;
    let (mut now, mut scans) = (0, Vec::new());
    while let [length, wait, rest @ ..] = data {
        let (report, rest) = rest.split_at_checked((*length).into())?;
        now += u64::from(*wait) * 4;
        decoder.take(now, report, &mut scans);
        data = rest;
    }
    decoder.finish(&mut scans);
    assert!(scans.iter().all(|scan| !scan.text.is_empty() && scan.text.len() <= 2 * MAX_BYTES));
    if own.is_empty() {
        scans.clear();
        let mut good = b"\x0d]E04006381333931".to_vec();
        good.resize(37, 0);
        decoder.take(now + 1000, &good, &mut scans);
        assert!(matches!(&scans[..], [scan] if scan.text == "4006381333931"));
    }
    Some(())
}

fuzz_target!(|data: &[u8]| {
    replay(data);
});

//! A scanner in keyboard mode that says anything of itself and types anything, in any layout: no panic, no scan larger
//! than any, and the next scan after garbage is whole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scanslip_hw::scanner::descriptor::Descriptor;
use scanslip_hw::scanner::hid_keyboard::HidKeyboard;
use scanslip_hw::scanner::hid_keyboard::layout::{Choice, known};
use scanslip_hw::scanner::{MAX_BYTES, Suffix};

/// The first three bytes are layout, suffix and the length of a descriptor, 0 for a boot keyboard; then reports of 8
/// bytes, each after the time.
fn replay(data: &[u8]) -> Option<()> {
    let ([layout, suffix, length], data) = data.split_first_chunk::<3>()?;
    let (own, data) = data.split_at_checked((*length).into())?;
    let name = known().chain(["auto"]).nth((*layout).into())?;
    let choice = Choice::named(name).expect("it is known");
    let suffix = [Suffix::Newline, Suffix::Tab, Suffix::None][usize::from(suffix % 3)];
    let mut keyboard = if own.is_empty() {
        HidKeyboard::boot(choice, suffix, 50)
    } else {
        HidKeyboard::new(Descriptor::parse(own).ok()?, choice, suffix, 50).ok()?
    };
    let (mut now, mut scans) = (0, Vec::new());
    for stroke in data.chunks(9) {
        now += u64::from(stroke[0]);
        keyboard.take(now, &stroke[1..], &mut scans);
        keyboard.hint();
    }
    keyboard.finish(&mut scans);
    assert!(scans.iter().all(|scan| !scan.text.is_empty() && scan.text.len() <= 2 * MAX_BYTES));
    if own.is_empty() && suffix == Suffix::Newline {
        scans.clear();
        for key in [0x59, 0x60, 0x62, 0x58] {
            keyboard.take(now + 1000, &[0, 0, key, 0, 0, 0, 0, 0], &mut scans);
        }
        assert!(matches!(&scans[..], [scan] if scan.text == "180"));
    }
    Some(())
}

fuzz_target!(|data: &[u8]| {
    replay(data);
});

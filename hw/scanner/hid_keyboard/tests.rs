//! Reports as real scanners send them, and worse.

use super::*;
use crate::scanner::samples;
use proptest::prelude::*;

const CTRL: u8 = 0x01;
const SHIFT: u8 = 0x02;
const ALT: u8 = 0x04;
const RIGHT_SHIFT: u8 = 0x20;
const ALT_GR: u8 = 0x40;
const ENTER: u8 = 0x28;

fn keyboard(layout: &str, suffix: Suffix) -> HidKeyboard {
    HidKeyboard::boot(Choice::named(layout).expect("known"), suffix, 50)
}

fn report(modifiers: u8, keys: &[u8]) -> Vec<u8> {
    let mut report = vec![modifiers, 0];
    report.extend(keys);
    report.resize(8, 0);
    report
}

/// Each stroke is pressed and let go; then nothing more comes.
fn typed(layout: &str, suffix: Suffix, strokes: &[(u8, u8)]) -> Vec<String> {
    let mut keyboard = keyboard(layout, suffix);
    let mut scans = Vec::new();
    for &(modifiers, key) in strokes {
        keyboard.take(0, &report(modifiers, &[key]), &mut scans);
        keyboard.take(0, &report(0, &[]), &mut scans);
    }
    keyboard.finish(&mut scans);
    scans.into_iter().map(|scan| scan.text).collect()
}

/// The reports of Alt+digits.
fn alt_code(digits: &str) -> Vec<Vec<u8>> {
    let mut reports = vec![report(ALT, &[])];
    for digit in digits.bytes() {
        let key = if digit == b'0' { 0x62 } else { 0x58 + digit - b'0' };
        reports.extend([report(ALT, &[key]), report(ALT, &[])]);
    }
    reports.push(report(0, &[]));
    reports
}

fn replay(keyboard: &mut HidKeyboard, reports: &[Vec<u8>]) -> Vec<String> {
    let mut scans = Vec::new();
    for report in reports {
        keyboard.take(0, report, &mut scans);
    }
    keyboard.finish(&mut scans);
    scans.into_iter().map(|scan| scan.text).collect()
}

/// Layout, what it is about, suffix, strokes, scans.
type Case = (&'static str, &'static str, Suffix, Vec<(u8, u8)>, &'static [&'static str]);

#[test]
fn layouts_modifiers_and_suffixes() {
    let plain = |keys: &[u8]| keys.iter().map(|&key| (0, key)).collect::<Vec<_>>();
    let cases: [Case; 18] = [
        ("us", "digits", Suffix::Newline, plain(&[0x1e, 0x1f, 0x27, ENTER]), &["120"]),
        ("us", "doubled", Suffix::Newline, plain(&[0x1e, 0x1e, 0x1e, ENTER]), &["111"]),
        ("us", "two scans, CR LF", Suffix::Newline, plain(&[0x1e, ENTER, ENTER, 0x1f, 0x58]), &["1", "2"]),
        ("us", "tab", Suffix::Tab, plain(&[0x1e, 0x2b, 0x1f, 0x2b]), &["1", "2"]),
        ("us", "another suffix than set", Suffix::Newline, plain(&[0x1e, 0x2b]), &["1"]),
        ("us", "none", Suffix::None, plain(&[0x1e, 0x1f]), &["12"]),
        ("us", "none, Enter sent", Suffix::None, plain(&[0x1e, ENTER]), &["1"]),
        ("us", "both shifts", Suffix::None, vec![(SHIFT, 0x04), (RIGHT_SHIFT, 0x05), (0, 0x06)], &["ABc"]),
        ("us", "caps lock", Suffix::None, vec![(0, 0x39), (0, 4), (SHIFT, 4), (0, 0x1e), (0, 0x39), (0, 4)], &["Aa1a"]),
        ("us", "keypad", Suffix::None, plain(&[0x53, 0x59, 0x62, 0x53, 0x63, 0xb0, 0x54]), &["10.00/"]),
        (
            "us",
            "GS",
            Suffix::Newline,
            vec![(0, 0x1e), (CTRL, 0x30), (0, 0x1f), (0, 0x41), (0, ENTER)],
            &["1\u{1d}2\u{1d}"],
        ),
        ("fr", "GS by its US place", Suffix::None, vec![(SHIFT, 0x1e), (CTRL, 0x30), (SHIFT, 0x1f)], &["1\u{1d}2"]),
        ("fr", "digits", Suffix::Newline, vec![(SHIFT, 0x21), (SHIFT, 0x27), (0, 0x1e), (0, ENTER)], &["40&"]),
        ("fr", "AltGr and Ctrl+Alt", Suffix::None, vec![(ALT_GR, 0x2d), (CTRL | ALT, 0x27)], &["]@"]),
        (
            "fr",
            "dead keys",
            Suffix::None,
            vec![(0, 0x2f), (0, 8), (0, 0x2f), (0, 0x2c), (SHIFT, 0x2f), (0, 0x1b)],
            &["ê^¨x"],
        ),
        ("fr", "a dead key at the end", Suffix::None, vec![(0, 0x14), (0, 0x2f)], &["a^"]),
        ("us", "carriage return by Ctrl+M", Suffix::Newline, vec![(0, 0x1e), (CTRL, 0x10), (0, 0x1f)], &["1", "2"]),
        ("us", "nothing", Suffix::Newline, plain(&[ENTER, 0x3a, 0xe8, ENTER]), &[]),
    ];
    for (layout, what, suffix, strokes, expected) in cases {
        assert_eq!(typed(layout, suffix, &strokes), expected, "{layout}: {what}");
    }
}

#[test]
fn an_identifier_is_split_off() {
    let mut keyboard = keyboard("us", Suffix::Newline);
    let mut scans = Vec::new();
    for (modifiers, key) in [(0, 0x30), (SHIFT, 0x08), (0, 0x27), (0, 0x21), (0, ENTER)] {
        keyboard.take(0, &report(modifiers, &[key]), &mut scans);
        keyboard.take(0, &report(0, &[]), &mut scans);
    }
    let scan = scans.pop().expect("a scan");
    assert_eq!((scan.text.as_str(), scan.aim.as_deref()), ("4", Some("]E0")));
}

#[test]
fn alt_codes_of_three_and_four_digits() {
    for (codes, expected) in [
        (&["029"][..], "\u{1d}"),
        (&["0052"], "4"),
        (&["052", "0128", "0233", "065"], "4€éA"),
        (&["52", "130", "65"], "4éA"),
    ] {
        let mut reports: Vec<_> = codes.iter().flat_map(|code| alt_code(code)).collect();
        assert_eq!(replay(&mut keyboard("fr", Suffix::Newline), &reports), [expected]);
        // A scanner that puts Num Lock around each.
        reports.insert(0, report(0, &[0x53]));
        reports.insert(1, report(0, &[]));
        reports.push(report(0, &[0x53]));
        assert_eq!(replay(&mut keyboard("us", Suffix::Newline), &reports), [expected]);
    }
}

#[test]
fn keys_that_roll_over_and_modifiers_that_come_first() {
    let reports = [
        report(0, &[0x1e]),
        report(0, &[0x1f]),
        report(0, &[0x1f, 0x20]),
        report(0, &[1, 1, 1, 1, 1, 1]),
        report(0, &[0x1f, 0x20]),
        report(SHIFT, &[]),
        report(SHIFT, &[0x04]),
        report(0, &[]),
    ];
    assert_eq!(replay(&mut keyboard("us", Suffix::Newline), &reports), ["123A"]);
}

#[test]
fn descriptors_say_where_the_keys_are() {
    let layout = Choice::named("us").expect("known");
    let with_id = Descriptor::parse(samples::KEYBOARD_WITH_ID).expect("a descriptor");
    let mut keyboard = HidKeyboard::new(with_id, layout, Suffix::Newline, 50).expect("a keyboard");
    let reports = [
        vec![1, 2, 0, 0x04, 0, 0, 0, 0, 0],
        vec![2, 0, 0, 0x05, 0, 0, 0, 0, 0],
        vec![1; 3],
        vec![1, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    assert_eq!(replay(&mut keyboard, &reports), ["A"]);

    let of_bits = Descriptor::parse(samples::KEYBOARD_OF_BITS).expect("a descriptor");
    let mut keyboard = HidKeyboard::new(of_bits, layout, Suffix::Newline, 50).expect("a keyboard");
    let mut two = vec![0; 15];
    two[0] = 3;
    let empty = two.clone();
    two[1] = SHIFT;
    two[2] = 1 << 4;
    assert_eq!(replay(&mut keyboard, &[two.clone(), empty, two]), ["AA"]);

    let scanner = Descriptor::parse(samples::XENON).expect("a descriptor");
    assert!(HidKeyboard::new(scanner, layout, Suffix::Newline, 50).is_err());
}

#[test]
fn silence_ends_a_scan_and_slow_alt_codes_are_no_silence() {
    let mut keyboard = keyboard("us", Suffix::None);
    let mut scans = Vec::new();
    assert_eq!(keyboard.deadline(), None);
    let mut now = 0;
    for report in [alt_code("049"), alt_code("050")].concat() {
        keyboard.take(now, &report, &mut scans);
        now += 20;
    }
    let last = now - 20;
    assert_eq!((scans.len(), keyboard.deadline()), (0, Some(last + 50)));
    keyboard.expire(last + 49, &mut scans);
    assert!(scans.is_empty());
    keyboard.expire(last + 50, &mut scans);
    assert_eq!((scans.pop().map(|scan| scan.text), keyboard.deadline()), (Some("12".to_owned()), None));
}

proptest! {
    #[test]
    fn any_reports_spare_the_next_scan(
        reports in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..60),
        layout in prop::sample::select(layout::known().collect::<Vec<_>>()),
    ) {
        let mut keyboard = keyboard(layout, Suffix::Newline);
        let mut scans = Vec::new();
        for report in &reports {
            keyboard.take(0, report, &mut scans);
            prop_assert!(keyboard.guess.held() < 32);
        }
        keyboard.take(0, &report(0, &[0x59]), &mut scans);
        scans.clear();
        // The release was lost, and the next scan begins with the same key.
        for (at, key) in [0x59, 0x60, 0x62, 0x58].into_iter().enumerate() {
            keyboard.take(1000 + at as u64, &report(0, &[key]), &mut scans);
        }
        prop_assert_eq!(scans.pop().map(|scan| scan.text), Some("180".to_owned()));
    }
}

//! Every layout against itself and against every other one.

use super::typewriter;
use super::*;
use proptest::prelude::*;
use proptest::sample::select;

fn scan(keyboard: &mut HidKeyboard, typed_in: &Layout, text: &str) -> Vec<String> {
    let mut scans = Vec::new();
    for report in typewriter::reports(typed_in, text).expect("the layout has all of it") {
        keyboard.take(0, &report, &mut scans);
    }
    scans.into_iter().map(|scan| scan.text).collect()
}

fn keyboard(layout: &'static Layout, auto: bool) -> HidKeyboard {
    HidKeyboard::boot(Choice { layout, auto }, Suffix::Newline, 50)
}

fn named(name: &str) -> &'static Layout {
    Layout::named(name).expect("known")
}

/// Each printable character of ASCII once, then the digits.
fn ascii() -> String {
    (' '..='~').chain('0'..='9').collect()
}

#[test]
fn every_layout_types_all_of_ascii() {
    for layout in Layout::all() {
        for character in ascii().chars() {
            assert!(typewriter::reports(layout, &character.to_string()).is_some(), "{} {character:?}", layout.name);
        }
        assert_eq!(scan(&mut keyboard(layout, false), layout, &ascii()), [ascii()], "{}", layout.name);
    }
}

#[test]
fn dead_keys_compose_and_give_their_accents() {
    let cases = [
        ("fr", "ê", &[(0, 0x2f), (0, 0x08)][..]),
        ("fr", "^", &[(0, 0x2f), (0, 0x2c)]),
        ("fr", "¨", &[(2, 0x2f), (0, 0x2c)]),
        ("de", "´", &[(0, 0x2e), (0, 0x2c)]),
        ("de", "`", &[(2, 0x2e), (0, 0x2c)]),
        ("es", "´", &[(0, 0x34), (0, 0x2c)]),
        ("pt", "~", &[(0, 0x32), (0, 0x2c)]),
        ("pt", "ã", &[(0, 0x32), (0, 0x04)]),
        ("us-intl", "'", &[(0, 0x34), (0, 0x2c)]),
        ("us-intl", "\"", &[(2, 0x34), (0, 0x2c)]),
        ("us-intl", "é", &[(0, 0x34), (0, 0x08)]),
        ("us-intl", "ś", &[(0, 0x34), (0, 0x16)]),
        ("us-intl", "'t", &[(0, 0x34), (0, 0x17)]),
        ("cz", "Č", &[(2, 0x2e), (2, 0x06)]),
        ("fr", "~n", &[(0x40, 0x1f), (0, 0x2c), (0, 0x11)]),
        ("fr", "~n", &[(0x40, 0x1f), (0, 0x11)]),
        ("fr", "~ n", &[(2, 0x35), (0, 0x2c), (0, 0x11)]),
        ("es", "~", &[(0x40, 0x21), (0, 0x2c)]),
        ("fr", "^^", &[(0, 0x2f), (0, 0x2f)]),
    ];
    for (layout, expected, strokes) in cases {
        let mut keyboard = keyboard(named(layout), false);
        let mut scans = Vec::new();
        for &(modifiers, key) in strokes {
            keyboard.take(0, &[modifiers, 0, key, 0, 0, 0, 0, 0], &mut scans);
            keyboard.take(0, &[0; 8], &mut scans);
        }
        keyboard.finish(&mut scans);
        assert_eq!(scans.first().map(|scan| scan.text.as_str()), Some(expected), "{layout}");
    }
}

const NUMBERS: [&str; 4] = ["4006381333931", "3017620422003", "96385074", "036000291452"];

#[test]
fn each_layout_read_in_each_other_is_hinted_at_and_adopted_after_three_scans() {
    for typed_in in Layout::all() {
        for read_in in Layout::all() {
            let what = format!("typed in {}, read in {}", typed_in.name, read_in.name);
            let mut fixed = keyboard(read_in, false);
            let mut auto = keyboard(read_in, true);
            let right = scan(&mut fixed, typed_in, NUMBERS[0]) == [NUMBERS[0]];
            match fixed.hint() {
                None => assert!(right, "{what}"),
                Some(Hint { layouts, adopted }) => {
                    assert!(!right && !adopted && layouts.contains(&typed_in.name), "{what}: {layouts:?}");
                    assert!(!layouts.contains(&read_in.name), "{what}");
                }
            }
            for (number, text) in NUMBERS.iter().cycle().take(9).enumerate() {
                let read = scan(&mut auto, typed_in, text);
                assert_eq!(read == [*text], right || number >= 2, "{what}: scan {number}, {read:?}");
                let adopted = auto.hint().is_some_and(|hint| hint.adopted);
                assert_eq!(adopted, !right && number == 2, "{what}: scan {number}");
            }
        }
    }
}

#[test]
fn a_hint_is_given_once_and_only_three_in_a_row_are_proof() {
    let (us, fr) = (named("us"), named("fr"));
    let mut fixed = keyboard(us, false);
    for (n, text) in NUMBERS.iter().enumerate() {
        scan(&mut fixed, fr, text);
        assert_eq!(fixed.hint().is_some(), n == 0, "{text}");
    }
    let mut auto = keyboard(us, true);
    for (typed_in, text, right) in [
        (fr, NUMBERS[0], false),
        (fr, NUMBERS[1], false),
        (us, "SLIP-UNDO", true),
        (fr, NUMBERS[0], false),
        (fr, NUMBERS[1], false),
        (us, NUMBERS[2], true),
        (fr, "4006381333932", false),
        (fr, NUMBERS[0], false),
        (fr, NUMBERS[1], false),
        (fr, NUMBERS[2], true),
        (fr, NUMBERS[3], true),
        (fr, "CUST-0042", true),
        (us, NUMBERS[0], false),
        (us, NUMBERS[1], false),
        (us, NUMBERS[2], true),
    ] {
        assert_eq!(scan(&mut auto, typed_in, text) == [text], right, "{text} in {}", typed_in.name);
    }
}

#[test]
fn an_identifier_and_alt_codes_do_not_hide_a_wrong_layout() {
    let mut keyboard = keyboard(named("us"), true);
    for n in 0..3 {
        let read = scan(&mut keyboard, named("de"), "]E04006381333931");
        // German types digits as American does; only the bracket differs.
        assert_eq!(read == ["4006381333931"], n == 2, "{read:?}");
    }
    assert_eq!(keyboard.hint().map(|hint| hint.adopted), Some(true));
}

proptest! {
    #[test]
    fn what_a_layout_types_it_reads(
        layout in select(Layout::all().collect::<Vec<_>>()),
        text in "[ -~]{1,40}",
        modifiers_first in any::<bool>(),
        rolling in any::<bool>(),
    ) {
        let mut keyboard = keyboard(layout, false);
        let mut scans = Vec::new();
        let reports = typewriter::reports(layout, &text).expect("all of ASCII");
        let mut last = [0; 8];
        for report in &reports {
            // A scanner that rolls over says so only when the next key is another, with the same modifiers.
            if rolling && *report == [0; 8] {
                continue;
            }
            if rolling && (report[2] == last[2] || report[0] != last[0]) {
                keyboard.take(0, &[0; 8], &mut scans);
            }
            if modifiers_first && report[0] != 0 {
                keyboard.take(0, &[report[0], 0, 0, 0, 0, 0, 0, 0], &mut scans);
            }
            keyboard.take(0, report, &mut scans);
            last = *report;
        }
        keyboard.finish(&mut scans);
        let identified = Scan::of(text.as_bytes()).map(|scan| scan.text);
        prop_assert_eq!(scans.into_iter().map(|scan| scan.text).collect::<Vec<_>>(), identified.into_iter().collect::<Vec<_>>());
    }
}

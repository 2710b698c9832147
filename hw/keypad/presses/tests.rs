//! Tables of events as devices send them, with the keys that they are.

use super::*;
use Key::{Clear, Digit, Enter, Help, Info, Language, Minus, Plus, Print, Times};
use proptest::prelude::*;

/// Milliseconds, key, value; a value of 1 is a press, 0 a release, 2 a repetition.
type Row = (u64, u16, i32);

fn keys(rows: &[Row]) -> Vec<Key> {
    let mut presses = Presses::default();
    let rows = rows.iter().map(|&(at_ms, code, value)| Event { at_us: at_ms * 1_000, kind: EV_KEY, code, value });
    rows.flat_map(|event| presses.take(event)).collect()
}

/// A press and its release, with time before the next.
fn taps(codes: &[u16]) -> Vec<Row> {
    codes.iter().zip(0u64..).flat_map(|(&code, n)| [(n * 200, code, 1), (n * 200 + 80, code, 0)]).collect()
}

#[test]
fn keypad_digits_are_digits_whatever_the_lock_says() {
    let with_lock = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73];
    let without_lock = [110, 107, 108, 109, 105, 76, 106, 102, 103, 104];
    let main_block = [11, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    let telephone: Vec<u16> = (0x200..=0x209).collect();
    let expected: Vec<Key> = (0..=9).map(Digit).collect();
    for codes in [&with_lock[..], &without_lock, &main_block, &telephone] {
        assert_eq!(keys(&taps(codes)), expected, "{codes:?}");
    }
}

#[test]
fn num_lock_around_a_press_is_nothing() {
    let rows = [(0, 69, 1), (2, 69, 0), (4, 79, 1), (60, 79, 0), (62, 69, 1), (64, 69, 0)];
    assert_eq!(keys(&rows), [Digit(1)]);
}

#[test]
fn the_other_keys() {
    assert_eq!(keys(&taps(&[55, 74, 78, 96, 28])), [Times, Minus, Plus, Enter, Enter]);
    assert_eq!(keys(&taps(&[83, 121, 111, 52, 51])), [Language; 5], "points and commas");
    assert_eq!(keys(&taps(&[0x160, 131, 223, 1])), [Enter, Minus, Clear, Clear], "buttons with a name");
    assert_eq!(keys(&taps(&[138, 0x170, 0x166, 210])), [Help, Language, Info, Print], "buttons with a name");
    assert_eq!(keys(&taps(&[69, 15, 57, 30, 115, 240])), [], "keys of no meaning");
}

#[test]
fn a_bouncing_confirm_is_one() {
    let bounce = [(0, 96, 1), (1, 96, 0), (3, 96, 1), (4, 96, 0), (7, 96, 1), (90, 96, 0), (92, 96, 1), (95, 96, 0)];
    assert_eq!(keys(&bounce), [Enter]);
    let twice = [(0, 96, 1), (50, 96, 0), (110, 96, 1), (150, 96, 0)];
    assert_eq!(keys(&twice), [Enter, Enter], "two by hand");
    let rolling = [(0, 79, 1), (5, 80, 1), (20, 79, 0), (30, 80, 0)];
    assert_eq!(keys(&rolling), [Digit(1), Digit(2)], "one key does not silence another");
    assert_eq!(keys(&[(0, 28, 1), (39, 28, 0), (78, 28, 1)]), [Enter]);
    assert_eq!(keys(&[(0, 28, 1), (39, 28, 0), (79, 28, 1)]), [Enter, Enter]);
}

#[test]
fn a_clock_that_went_back_silences_nothing() {
    assert_eq!(keys(&[(1_000, 96, 1), (1_050, 96, 0), (10, 96, 1), (20, 96, 0)]), [Enter, Enter]);
}

#[test]
fn a_key_that_repeats_was_pressed_once() {
    assert_eq!(keys(&[(0, 74, 1), (250, 74, 2), (283, 74, 2), (900, 74, 2), (910, 74, 0)]), [Minus]);
}

#[test]
fn only_a_held_slash_or_backspace_clears_and_any_other_helps() {
    for code in [98, 53, 14] {
        assert_eq!(keys(&[(0, code, 1), (200, code, 0)]), [Help], "a tap");
        assert_eq!(keys(&[(0, code, 1), (200, code, 0), (203, code, 1), (206, code, 0)]), [Help], "that bounces");
        let cases: [&[Row]; 4] = [
            &[(0, code, 1), (250, code, 2), (790, code, 2), (823, code, 2), (856, code, 2), (900, code, 0)],
            &[(0, code, 1), (800, code, 0)],
            &[(0, code, 1), (6, code, 0), (9, code, 1), (805, code, 0)],
            &[(0, code, 1), (850, code, 0), (853, code, 1), (856, code, 0)],
        ];
        for rows in cases {
            assert_eq!(keys(rows), [Clear], "{rows:?}");
        }
        assert_eq!(keys(&[(0, code, 1), (799, code, 0)]), [Help]);
        let two_taps = [(0, code, 1), (100, code, 0), (700, code, 1), (900, code, 0)];
        assert_eq!(keys(&two_taps), [Help, Help], "not held in between");
    }
}

#[test]
fn it_clears_while_the_key_is_still_down() {
    assert_eq!(keys(&[(0, 98, 1), (250, 98, 2), (810, 98, 2)]), [Clear]);
}

/// A press as a USB pad sends it: the usage, the key, the end of the report.
fn usb(usage: i32, code: u16, at_us: u64) -> [Event; 3] {
    let event = |kind, code, value| Event { at_us, kind, code, value };
    [event(EV_MSC, MSC_SCAN, usage), event(EV_KEY, code, 1), event(EV_SYN, SYN_REPORT, 0)]
}

#[test]
fn several_zeros_on_one_key() {
    let mut presses = Presses::default();
    let mut keys = |events: &[Event]| events.iter().flat_map(|event| presses.take(*event)).collect::<Vec<_>>();
    assert_eq!(keys(&usb(DOUBLE_ZERO, KEY_UNKNOWN, 0)), [Digit(0); 2]);
    assert_eq!(keys(&usb(TRIPLE_ZERO, KEY_UNKNOWN, 500_000)), [Digit(0); 3]);
    assert_eq!(keys(&usb(0x0007_00b6, KEY_UNKNOWN, 900_000)), [], "a parenthesis");
    assert_eq!(keys(&usb(0x0007_0059, 79, 1_900_000)), [Digit(1)]);
    let unnamed = Event { at_us: 2_900_000, kind: EV_KEY, code: KEY_UNKNOWN, value: 1 };
    assert_eq!(keys(&[unnamed]), [], "the usage was another key's");
}

#[test]
fn zeros_that_a_pad_sends_at_once_all_count() {
    assert_eq!(keys(&[(0, 82, 1), (1, 82, 0), (2, 82, 1), (3, 82, 0)]), [Digit(0), Digit(0)]);
}

#[test]
fn what_follows_lost_events_is_not_guessed() {
    let mut presses = Presses::default();
    let mut keys = |kind, code, value, at_us| presses.take(Event { at_us, kind, code, value });
    assert_eq!(keys(EV_KEY, 98, 1, 0), []);
    assert_eq!(keys(EV_SYN, SYN_DROPPED, 0, 10), []);
    assert_eq!(keys(EV_KEY, 96, 1, 20), [], "half a report");
    assert_eq!(keys(EV_SYN, SYN_REPORT, 0, 20), []);
    assert_eq!(keys(EV_KEY, 98, 0, 900_000), [], "it may have been released in between");
    assert_eq!(keys(EV_KEY, 96, 1, 950_000), [Enter]);
}

proptest! {
    #[test]
    fn any_events_give_at_most_what_was_pressed(
        rows in prop::collection::vec((any::<u64>(), prop::sample::select(vec![EV_SYN, EV_KEY, EV_MSC]),
            prop_oneof![0u16..12, 60u16..120, Just(KEY_UNKNOWN)],
            prop_oneof![-1..4, Just(DOUBLE_ZERO), Just(TRIPLE_ZERO)]), 0..200),
    ) {
        let mut presses = Presses::default();
        let mut count = 0;
        for (at_us, kind, code, value) in rows {
            count += presses.take(Event { at_us, kind, code, value }).len();
            prop_assert!(presses.edges.len() < 80);
            prop_assert!(count <= 600);
        }
    }
}

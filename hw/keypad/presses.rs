//! Input events become keys. Pure: all times are the stamps that the kernel gave.
//!
//! Lock keys mean nothing: keypad 1 is 1, also where the pad itself sends End because it believes that Num Lock is off. A
//! key that bounces was pressed once; a zero may come twice at once, because pads send `00` so.

use super::Key;
use super::event::Event;

// Linux, include/uapi/linux/input-event-codes.h.
const EV_SYN: u16 = 0;
const EV_KEY: u16 = 1;
const EV_MSC: u16 = 4;
const SYN_REPORT: u16 = 0;
const SYN_DROPPED: u16 = 3;
const MSC_SCAN: u16 = 4;
const KEY_UNKNOWN: u16 = 240;
const RELEASED: i32 = 0;
const PRESSED: i32 = 1;
const REPEATED: i32 = 2;

/// HID usages that the kernel has no key for: `00` and `000` (HID Usage Tables, page 0x07).
const DOUBLE_ZERO: i32 = 0x0007_00b0;
const TRIPLE_ZERO: i32 = 0x0007_00b1;

/// A key is not pressed again by hand within this time of its last press or release, in microseconds. Contacts bounce for
/// 5 to 20 ms; a fast finger leaves 60.
const BOUNCE_US: u64 = 40_000;
/// How long a key is held that throws the cart away, in microseconds. Who does not hold it so long is helped.
const HOLD_US: u64 = 800_000;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Press(Key),
    Zeros(usize),
    /// The first if it is held, the second if it is not.
    Hold(Key, Key),
}

/// A key that means something when it is held.
#[derive(Clone, Copy, Debug)]
struct Held {
    code: u16,
    since_us: u64,
    told: bool,
}

/// Remembers what a device did a moment ago.
#[derive(Debug, Default)]
pub(super) struct Presses {
    /// The last press or release of each key that means something.
    edges: Vec<(u16, u64)>,
    held: Option<Held>,
    /// The usage behind the next key of this report, if the device tells.
    usage: Option<i32>,
    /// The kernel lost events: nothing is known up to the end of this report.
    dropped: bool,
}

impl Presses {
    /// Takes one event; says which keys it completes.
    pub(super) fn take(&mut self, event: Event) -> Vec<Key> {
        match (event.kind, event.code) {
            (EV_SYN, SYN_REPORT) => (self.usage, self.dropped) = (None, false),
            (EV_SYN, SYN_DROPPED) => *self = Self { dropped: true, ..Self::default() },
            _ if self.dropped => {}
            (EV_MSC, MSC_SCAN) => self.usage = Some(event.value),
            (EV_KEY, code) => {
                let usage = self.usage.take();
                if let Some(meaning) = meaning(code, usage) {
                    return self.key(event, meaning);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, Event { at_us, code, value, .. }: Event, meaning: Meaning) -> Vec<Key> {
        let bounces = value != REPEATED && self.bounces(code, at_us);
        match (value, meaning) {
            (PRESSED, Meaning::Press(Key::Digit(0))) => vec![Key::Digit(0)],
            (PRESSED, _) if bounces => Vec::new(),
            (PRESSED, Meaning::Press(key)) => vec![key],
            (PRESSED, Meaning::Zeros(count)) => vec![Key::Digit(0); count],
            (PRESSED, Meaning::Hold(..)) => {
                self.held = Some(Held { code, since_us: at_us, told: false });
                Vec::new()
            }
            // Where the kernel does not repeat, the release tells how long it was held.
            (RELEASED | REPEATED, Meaning::Hold(key, _)) if self.held_long(code, at_us) => vec![key],
            (RELEASED, Meaning::Hold(_, key)) if !bounces => {
                let held = self.held.take_if(|held| held.code == code && !held.told);
                held.map(|_| key).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether the key moved a moment ago. It moves now.
    fn bounces(&mut self, code: u16, at_us: u64) -> bool {
        let Some((_, last)) = self.edges.iter_mut().find(|(known, _)| *known == code) else {
            self.edges.push((code, at_us));
            return false;
        };
        let since = at_us.checked_sub(std::mem::replace(last, at_us));
        since.is_some_and(|since| since < BOUNCE_US)
    }

    /// Whether it is seen now, and was not before, that this key is held for long.
    fn held_long(&mut self, code: u16, at_us: u64) -> bool {
        let Some(held) = self.held.as_mut().filter(|held| held.code == code && !held.told) else { return false };
        held.told = at_us.saturating_sub(held.since_us) >= HOLD_US;
        held.told
    }
}

const fn meaning(code: u16, usage: Option<i32>) -> Option<Meaning> {
    let key = match code {
        // KEY_1 to KEY_9.
        2..=10 => digit(code - 1),
        // KEY_0; then KEY_KP0 and its neighbours, or what they are without Num Lock.
        11 | 82 | 110 => digit(0),
        79 | 107 => digit(1),
        80 | 108 => digit(2),
        81 | 109 => digit(3),
        75 | 105 => digit(4),
        76 => digit(5),
        77 | 106 => digit(6),
        71 | 102 => digit(7),
        72 | 103 => digit(8),
        73 | 104 => digit(9),
        // KEY_NUMERIC_0 to KEY_NUMERIC_9 of telephone pads, KEY_NUMERIC_STAR, KEY_KPASTERISK.
        0x200..=0x209 => digit(code - 0x200),
        0x20a | 55 => Key::Times,
        // KEY_KPMINUS, KEY_MINUS, KEY_UNDO.
        74 | 12 | 131 => Key::Minus,
        // KEY_KPPLUS.
        78 => Key::Plus,
        // KEY_KPENTER, KEY_ENTER, KEY_OK, KEY_SELECT.
        96 | 28 | 0x160 | 0x161 => Key::Enter,
        // KEY_CANCEL and KEY_ESC: a button of its own.
        223 | 1 => Key::Clear,
        // KEY_KPSLASH, KEY_SLASH, KEY_BACKSPACE.
        98 | 53 | 14 => return Some(Meaning::Hold(Key::Clear, Key::Help)),
        // KEY_HELP.
        138 => Key::Help,
        // KEY_KPDOT, KEY_KPCOMMA, what they are without Num Lock, KEY_DOT, KEY_COMMA, KEY_LANGUAGE.
        83 | 121 | 111 | 52 | 51 | 0x170 => Key::Language,
        // KEY_INFO.
        0x166 => Key::Info,
        // KEY_PRINT.
        210 => Key::Print,
        KEY_UNKNOWN => {
            return match usage {
                Some(DOUBLE_ZERO) => Some(Meaning::Zeros(2)),
                Some(TRIPLE_ZERO) => Some(Meaning::Zeros(3)),
                _ => None,
            };
        }
        _ => return None,
    };
    Some(Meaning::Press(key))
}

/// Of a number that has one digit.
#[expect(clippy::cast_possible_truncation, reason = "0 to 9, by the table above")]
const fn digit(number: u16) -> Key {
    Key::Digit(number as u8)
}

#[cfg(test)]
mod tests;

//! Keyboard reports become presses (HID 1.11, appendices B.1 and C; page 0x07 of the HID Usage Tables). Pure.

use crate::scanner::descriptor::{Descriptor, Part, Shape, Unusable, value};
use std::ops::Range;

/// The keyboard page in the upper 16 bits of a usage.
const PAGE: u32 = 0x07;
/// Rollover error, self-test failure, undefined error: no keys.
const ERRORS: std::ops::RangeInclusive<u8> = 0x01..=0x03;
const MODIFIERS: std::ops::RangeInclusive<u8> = 0xe0..=0xe7;

/// The modifier keys that are down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Modifiers(u8);

impl Modifiers {
    pub(super) const fn ctrl(self) -> bool {
        self.0 & 0x11 != 0
    }

    pub(super) const fn shift(self) -> bool {
        self.0 & 0x22 != 0
    }

    pub(super) const fn alt(self) -> bool {
        self.0 & 0x44 != 0
    }

    pub(super) const fn left_alt(self) -> bool {
        self.0 & 0x04 != 0
    }

    pub(super) const fn right_alt(self) -> bool {
        self.0 & 0x40 != 0
    }
}

/// What one report changed.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) modifiers: Modifiers,
    /// Usages of page 0x07, in the order of the report.
    pub(super) pressed: Vec<u8>,
}

/// Compares each report with the one before.
#[derive(Debug)]
pub(super) struct Keys {
    layouts: Vec<Layout>,
}

#[derive(Debug)]
struct Layout {
    id: Option<u8>,
    size: usize,
    parts: Vec<Part>,
    down: Vec<u8>,
}

impl Keys {
    /// For the 8 bytes of a boot keyboard.
    pub(super) fn boot() -> Self {
        let modifiers = (0..8).map(|n| Part::Value { usage: (PAGE << 16) | (0xe0 + n), bits: bits(n as usize, 1) });
        let slots = (2..8).map(|byte| bits(byte * 8, 8)).collect();
        let usages = (0..=0xff).map(|usage| (PAGE << 16) | usage).collect();
        let parts = modifiers.chain([Part::Slots { usages, minimum: 0, slots }]).collect();
        Self { layouts: vec![Layout { id: None, size: 8, parts, down: Vec::new() }] }
    }

    /// For a device with this descriptor, which must have keyboard usages in an input report.
    pub(super) fn new(descriptor: Descriptor) -> Result<Self, Unusable> {
        let layouts: Vec<Layout> = descriptor.inputs.into_iter().filter_map(Layout::of).collect();
        if layouts.is_empty() { Err(Unusable::Lacks("usage of the keyboard page")) } else { Ok(Self { layouts }) }
    }

    /// What this report changed; `None` if it is not one of this keyboard's.
    pub(super) fn take(&mut self, report: &[u8]) -> Option<Change> {
        let layout = self.layouts.iter_mut().find(|layout| layout.fits(report))?;
        let mut now = Vec::new();
        for part in &layout.parts {
            part.collect(report, &mut now);
        }
        let held = layout.remember(now);
        let pressed = layout.down.iter().copied().filter(|key| !held.contains(key) && !MODIFIERS.contains(key));
        let pressed = pressed.collect();
        let down = self.layouts.iter().flat_map(|layout| &layout.down);
        let modifiers = down.filter(|key| MODIFIERS.contains(key)).fold(0, |all, key| all | 1 << (key - 0xe0));
        Some(Change { modifiers: Modifiers(modifiers), pressed })
    }

    /// Forgets which keys are down. A scanner holds none for long: their release was lost.
    pub(super) fn release(&mut self) {
        for layout in &mut self.layouts {
            layout.down.clear();
        }
    }
}

const fn bits(start: usize, width: usize) -> Range<usize> {
    start..start + width
}

impl Layout {
    fn of(input: Shape) -> Option<Self> {
        let Shape { id, size, mut parts } = input;
        parts.retain(|part| match part {
            Part::Value { usage, .. } => usage >> 16 == PAGE,
            Part::Slots { usages, .. } => usages.iter().any(|usage| usage >> 16 == PAGE),
        });
        (!parts.is_empty()).then_some(Self { id, size, parts, down: Vec::new() })
    }

    fn fits(&self, report: &[u8]) -> bool {
        let whole =
            report.split_at_checked(self.size).is_some_and(|(_, surplus)| surplus.iter().all(|&byte| byte == 0));
        whole && (self.id.is_none() || self.id == report.first().copied())
    }

    /// Takes what is down now and gives back what was.
    fn remember(&mut self, mut now: Vec<u8>) -> Vec<u8> {
        let before = self.down.clone();
        if now.iter().any(|key| ERRORS.contains(key)) {
            // Too many keys at once: those that are not named are not released.
            now.retain(|key| !ERRORS.contains(key));
            let unnamed: Vec<u8> = before.iter().copied().filter(|key| !now.contains(key)).collect();
            now.extend(unnamed.into_iter().filter(|key| !MODIFIERS.contains(key)));
        }
        self.down = now;
        before
    }
}

impl Part {
    /// Adds the keys that this part of a report says are down, each once.
    fn collect(&self, report: &[u8], keys: &mut Vec<u8>) {
        let mut add = |usage: u32| {
            if let Ok(key) = u8::try_from(usage & 0xffff)
                && usage >> 16 == PAGE
                && key != 0
                && !keys.contains(&key)
            {
                keys.push(key);
            }
        };
        match self {
            Self::Value { usage, bits } => {
                if value(report, bits).is_some_and(|value| value != 0) {
                    add(*usage);
                }
            }
            Self::Slots { usages, minimum, slots } => {
                for slot in slots {
                    let index = value(report, slot).map(|value| i64::from(value) - i64::from(*minimum));
                    let index = index.and_then(|index| usize::try_from(index).ok());
                    if let Some(usage) = index.and_then(|index| usages.get(index)) {
                        add(*usage);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presses(reports: &[[u8; 8]]) -> Vec<u8> {
        let mut keys = Keys::boot();
        reports.iter().flat_map(|report| keys.take(report).expect("a boot report").pressed).collect()
    }

    fn slots(slots: &[u8]) -> [u8; 8] {
        let mut report = [0; 8];
        report[2..2 + slots.len()].copy_from_slice(slots);
        report
    }

    #[test]
    fn a_press_is_what_was_not_down_before() {
        let cases: [(&[&[u8]], &[u8]); 8] = [
            (&[&[0x1e], &[], &[0x1f], &[]], &[0x1e, 0x1f]),
            (&[&[0x1e], &[0x1f], &[]], &[0x1e, 0x1f]),
            (&[&[0x1e], &[0x1e, 0x1f], &[0x1f], &[]], &[0x1e, 0x1f]),
            (&[&[0x1e], &[0x1e], &[]], &[0x1e]),
            (&[&[0x1e], &[], &[0x1e], &[]], &[0x1e, 0x1e]),
            (&[&[0x1f, 0x1e], &[]], &[0x1f, 0x1e]),
            (&[&[0x1e], &[1, 1, 1, 1, 1, 1], &[0x1e], &[]], &[0x1e]),
            (&[&[2, 0x1e, 3], &[]], &[0x1e]),
        ];
        for (reports, expected) in cases {
            let reports: Vec<_> = reports.iter().map(|keys| slots(keys)).collect();
            assert_eq!(presses(&reports), expected, "{reports:?}");
        }
    }

    #[test]
    fn reports_of_another_size_are_not_this_keyboards() {
        let mut keys = Keys::boot();
        assert!(keys.take(&[]).is_none());
        assert!(keys.take(&[0, 0, 0x1e]).is_none());
        assert!(keys.take(&[1, 0, 0, 0x1e, 0, 0, 0, 0, 1]).is_none());
        assert!(keys.take(&[0, 0, 0x1e, 0, 0, 0, 0, 0, 0, 0]).is_some(), "a padded one is");
    }
}

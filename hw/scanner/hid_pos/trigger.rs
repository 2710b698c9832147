//! The report by which a HID POS scanner is told something: to beep, to read no more for a while (Trigger Report, usage
//! 0x14 of page 0x8C). Pure: every report id and bit comes from the descriptor.

use crate::scanner::descriptor::{Descriptor, Part, Shape};
use crate::scanner::voice::Cue;
use hut::{AsUsage, BarcodeScanner};
use std::ops::Range;

/// Where a scanner has which bit.
#[derive(Debug)]
pub(crate) struct Trigger {
    /// Its first byte; 0 where the device has no ids, as hidraw wants it.
    id: u8,
    /// With the id, in bytes.
    size: usize,
    prevent: Option<Range<usize>>,
    good: Option<Range<usize>>,
    not_on_file: Option<Range<usize>>,
    error: Option<Range<usize>>,
}

impl Trigger {
    /// The first output report that has any of these bits; `None` if none has.
    pub(crate) fn of(descriptor: &Descriptor) -> Option<Self> {
        descriptor.outputs.iter().find_map(Self::in_report)
    }

    fn in_report(report: &Shape) -> Option<Self> {
        let bit = |wanted: BarcodeScanner| {
            report.parts.iter().find_map(|part| match part {
                Part::Value { usage, bits } if *usage == wanted.usage_value() && !bits.is_empty() => Some(bits.clone()),
                _ => None,
            })
        };
        let trigger = Self {
            id: report.id.unwrap_or(0),
            size: report.size,
            prevent: bit(BarcodeScanner::PreventReadofBarcodes),
            good: bit(BarcodeScanner::SoundGoodReadBeep),
            not_on_file: bit(BarcodeScanner::SoundNotOnFileBeep),
            error: bit(BarcodeScanner::SoundErrorBeep),
        };
        let any =
            [&trigger.prevent, &trigger.good, &trigger.not_on_file, &trigger.error].iter().any(|bits| bits.is_some());
        // The bits count from the id byte, which hidraw has also where the device has not.
        any.then(|| if report.id.is_some() { trigger } else { trigger.moved_by_a_byte() })
    }

    fn moved_by_a_byte(self) -> Self {
        let moved = |bits: Option<Range<usize>>| bits.map(|bits| bits.start + 8..bits.end + 8);
        Self {
            size: self.size + 1,
            prevent: moved(self.prevent),
            good: moved(self.good),
            not_on_file: moved(self.not_on_file),
            error: moved(self.error),
            ..self
        }
    }

    /// Whether it can be told to read no more for a while.
    pub(crate) const fn can_hold(&self) -> bool {
        self.prevent.is_some()
    }

    /// What to write to hidraw for this; `None` if the scanner has no bit for it.
    pub(crate) fn report(&self, cue: Option<Cue>, held: bool) -> Option<Vec<u8>> {
        let beep = match cue {
            None => &None,
            Some(Cue::Good) => &self.good,
            Some(Cue::Unknown) => self.not_on_file.as_ref().map_or(&self.error, |_| &self.not_on_file),
            Some(Cue::Refused) => self.error.as_ref().map_or(&self.not_on_file, |_| &self.error),
        };
        if beep.is_none() && (cue.is_some() || !self.can_hold()) {
            return None;
        }
        let mut report = vec![0; self.size];
        *report.first_mut()? = self.id;
        for bits in [beep.as_ref(), self.prevent.as_ref().filter(|_| held)].into_iter().flatten() {
            *report.get_mut(bits.start / 8)? |= 1 << (bits.start % 8);
        }
        Some(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::samples::{DS2208, KEYBOARD_WITH_ID, TALKATIVE, XENON};

    fn trigger(descriptor: &[u8]) -> Option<Trigger> {
        Trigger::of(&Descriptor::parse(descriptor).expect("a descriptor"))
    }

    #[test]
    fn each_bit_is_where_the_descriptor_says() {
        let all = trigger(TALKATIVE).expect("it has one");
        let cases = [
            (None, false, 0b0),
            (None, true, 0b10),
            (Some(Cue::Refused), false, 0b1000),
            (Some(Cue::Good), false, 0b1_0000),
            (Some(Cue::Unknown), false, 0b10_0000),
            (Some(Cue::Good), true, 0b1_0010),
        ];
        for (cue, held, expected) in cases {
            assert_eq!(all.report(cue, held), Some(vec![3, expected]), "{cue:?} {held}");
        }
        let xenon = trigger(XENON).expect("it has one");
        assert_eq!(xenon.report(None, true), Some(vec![4, 0b1]), "bit 0 of this one");
        assert_eq!(xenon.report(None, false), Some(vec![4, 0]));
        assert_eq!(xenon.report(Some(Cue::Good), false), None, "it has no beeper");
    }

    #[test]
    fn a_scanner_without_such_a_report_is_told_nothing() {
        assert!(trigger(DS2208).is_none());
        assert!(trigger(KEYBOARD_WITH_ID).is_none());
    }

    #[test]
    fn one_beep_stands_for_the_other_and_no_id_is_zero() {
        // Output report without id: error beep in bit 3.
        let descriptor = [
            0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x03, 0x91, 0x03, //
            0x09, 0x85, 0x95, 0x01, 0x91, 0x02, 0x95, 0x04, 0x91, 0x03, 0xc0,
        ];
        let trigger = trigger(&descriptor).expect("it has one");
        assert_eq!(trigger.report(Some(Cue::Unknown), true), Some(vec![0, 0b1000]));
        assert_eq!(trigger.report(Some(Cue::Refused), false), Some(vec![0, 0b1000]));
        assert_eq!((trigger.report(None, true), trigger.report(Some(Cue::Good), false)), (None, None));
    }
}

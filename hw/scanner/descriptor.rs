//! HID report descriptors: which bits of a report mean what (USB-IF, Device Class Definition for HID 1.11, section 6.2.2).
//!
//! The parsing is `hidreport`'s. It trusts what it reads, and a descriptor comes from whatever is plugged in, so
//! [`screening`] looks at the bytes first.

mod screening;

use hidreport::{Field, ReportDescriptor};
use std::ops::Range;

/// Why a report descriptor is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Not a descriptor, or one larger than any device has.
    #[error(
        "The report descriptor cannot be read ({0}); take it from /sys/class/hidraw/hidrawN/device/report_descriptor."
    )]
    Malformed(String),
    /// A descriptor of something else.
    #[error("The report descriptor has no {0}; this is not such a device, or it is in another mode.")]
    Lacks(&'static str),
}

/// What a device sends and takes.
#[derive(Debug)]
pub struct Descriptor {
    pub(super) inputs: Vec<Shape>,
    pub(super) outputs: Vec<Shape>,
}

/// One kind of report.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its first byte, where the device has several.
    pub(super) id: Option<u8>,
    /// With the id, in bytes.
    pub(super) size: usize,
    pub(super) parts: Vec<Part>,
}

/// A piece of a report.
#[derive(Debug)]
pub(super) enum Part {
    /// Bits that are the value of one usage.
    Value { usage: u32, bits: Range<usize> },
    /// Slots that name usages by number.
    Slots { usages: Vec<u32>, minimum: i32, slots: Vec<Range<usize>> },
}

impl Descriptor {
    /// Reads a descriptor of at most 4096 bytes, the kernel's own limit.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unusable> {
        screening::screen(bytes).map_err(|why| Unusable::Malformed(why.to_owned()))?;
        let parsed = ReportDescriptor::try_from(bytes).map_err(|why| Unusable::Malformed(why.to_string()))?;
        let inputs = parsed.input_reports().iter().map(shape).collect();
        Ok(Self { inputs, outputs: parsed.output_reports().iter().map(shape).collect() })
    }

    /// Whether any input report carries this usage (page in the upper 16 bits).
    pub fn has_input(&self, usage: u32) -> bool {
        self.usages().any(|known| known == usage)
    }

    /// Whether any input report carries a usage of this page.
    pub fn has_input_page(&self, page: u16) -> bool {
        self.usages().any(|known| known >> 16 == u32::from(page))
    }

    fn usages(&self) -> impl Iterator<Item = u32> {
        self.inputs.iter().flat_map(|input| &input.parts).flat_map(|part| match part {
            Part::Value { usage, .. } => std::slice::from_ref(usage).iter().copied(),
            Part::Slots { usages, .. } => usages.as_slice().iter().copied(),
        })
    }
}

fn shape(report: &impl hidreport::Report) -> Shape {
    Shape {
        id: report.report_id().as_ref().map(u8::from),
        size: report.size_in_bytes(),
        parts: report.fields().iter().filter_map(part).collect(),
    }
}

fn part(field: &Field) -> Option<Part> {
    match field {
        Field::Variable(field) => Some(Part::Value { usage: u32::from(&field.usage), bits: field.bits.clone() }),
        Field::Array(field) => {
            let count = usize::from(field.report_count);
            let width = field.bits.len().checked_div(count)?;
            let slots = (0..count).map(|n| field.bits.start + n * width..field.bits.start + (n + 1) * width).collect();
            let usages = field.usages().iter().map(u32::from).collect();
            Some(Part::Slots { usages, minimum: i32::from(&field.logical_minimum), slots })
        }
        Field::Constant(_) => None,
    }
}

/// The value of some bits of a report, least significant first; `None` where the report is too short or the value has
/// more than 32 bits.
pub(super) fn value(report: &[u8], bits: &Range<usize>) -> Option<u32> {
    if bits.is_empty() || bits.len() > 32 {
        return None;
    }
    let bytes = report.get(bits.start / 8..=(bits.end - 1) / 8)?;
    let wide = bytes.iter().rev().fold(0u64, |wide, &byte| wide << 8 | u64::from(byte));
    let mask = (1u64 << bits.len()) - 1;
    u32::try_from(wide >> (bits.start % 8) & mask).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::samples;
    use proptest::prelude::*;

    #[test]
    fn bits_are_read_where_they_are() {
        let report = [0x02, 0x34, 0x12, 0x80, 0xff];
        let cases = [
            (0..8, Some(2)),
            (8..24, Some(0x1234)),
            (31..32, Some(1)),
            (12..20, Some(0x23)),
            (4..36, Some(0xf801_2340)),
            (32..40, Some(0xff)),
            (32..41, None),
            (0..33, None),
            (8..8, None),
        ];
        for (bits, expected) in cases {
            assert_eq!(value(&report, &bits), expected, "{bits:?}");
        }
    }

    #[test]
    fn what_would_bring_the_parser_down_is_refused_before_it() {
        let cases: [(&[u8], &str); 8] = [
            (&[], "empty"),
            (&[0x05], "an item without its data"),
            (&[0x09, 0x02, 0xa1, 0x01], "a usage before any page"),
            (&[0xfe, 0x02, 0x00, 0x00, 0x00], "a long item"),
            (&[0x05, 0x07, 0x19, 0x00, 0x2b, 0xff, 0xff, 0xff, 0xff, 0x75, 1, 0x95, 1, 0x81, 0], "four billion usages"),
            (&[0x05, 0x07, 0x09, 1, 0x77, 0xff, 0xff, 0xff, 0xff, 0x97, 0xff, 0xff, 0xff, 0xff, 0x81, 2], "too wide"),
            (&[0x05, 0x07, 0xb4], "a pop without a push"),
            (&[0x05, 0x07, 0xc0], "an end without a collection"),
        ];
        for (bytes, what) in cases {
            assert!(matches!(Descriptor::parse(bytes), Err(Unusable::Malformed(_))), "{what}");
        }
        assert!(Descriptor::parse(&[0x05, 0x07].repeat(3000)).is_err(), "longer than the kernel takes");
    }

    #[test]
    fn the_samples_are_what_they_say() {
        let parse = |bytes: &[u8]| Descriptor::parse(bytes).expect("a descriptor");
        assert!(parse(samples::XENON).has_input(0x008c_00fe));
        assert!(parse(samples::DS2208).has_input(0x008c_00fe));
        assert!(parse(samples::KEYBOARD_WITH_ID).has_input_page(7));
        assert_eq!(parse(samples::XENON).inputs[0].size, 64);
        assert_eq!(parse(samples::DS2208).inputs[0].size, 64);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_descriptor_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Descriptor::parse(&bytes);
        }

        #[test]
        fn a_spoilt_descriptor_is_one_or_an_error(
            sample in prop::sample::select(vec![samples::XENON, samples::DS2208, samples::KEYBOARD_WITH_ID]),
            spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let mut bytes = sample.to_vec();
            for (place, byte) in spoilt {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let _ = Descriptor::parse(&bytes);
        }
    }
}

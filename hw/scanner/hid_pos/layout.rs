//! Where one scanner's report has its count, identifier, data and "continued": taken from the descriptor.

use crate::scanner::descriptor::{Part, Shape, value};
use crate::scanner::scan;
use hut::{AsUsage, BarcodeScanner, GenericDesktop};
use std::ops::Range;

/// The fields of one kind of report.
#[derive(Debug, Default)]
pub(super) struct Layout {
    id: Option<u8>,
    count: Option<Range<usize>>,
    aim: [Option<Range<usize>>; 3],
    /// One for each byte.
    data: Vec<Range<usize>>,
    /// Some devices declare it as eight bits of one usage.
    continued: Vec<Range<usize>>,
}

/// What one report holds.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) aim: Option<String>,
    pub(super) data: Vec<u8>,
    pub(super) continued: bool,
}

impl Layout {
    /// The layout of a report; `None` if it has no Decoded Data.
    pub(super) fn of(input: &Shape) -> Option<Self> {
        let mut layout = Self { id: input.id, ..Self::default() };
        for part in &input.parts {
            match part {
                Part::Value { usage, bits } => layout.put(*usage, bits),
                // Fields that a maker declared as an array: the usages go to the slots in their order, the last one
                // to all that remain.
                Part::Slots { usages, slots, .. } => {
                    for (n, bits) in slots.iter().enumerate() {
                        if let Some(usage) = usages.get(n).or(usages.last()) {
                            layout.put(*usage, bits);
                        }
                    }
                }
            }
        }
        (!layout.data.is_empty()).then_some(layout)
    }

    fn put(&mut self, usage: u32, bits: &Range<usize>) {
        let first_free = |place: &mut Option<Range<usize>>| {
            place.get_or_insert_with(|| bits.clone());
        };
        if usage == GenericDesktop::ByteCount.usage_value() {
            first_free(&mut self.count);
        } else if usage == BarcodeScanner::SymbologyIdentifier1.usage_value() {
            first_free(&mut self.aim[0]);
        } else if usage == BarcodeScanner::SymbologyIdentifier2.usage_value() {
            first_free(&mut self.aim[1]);
        } else if usage == BarcodeScanner::SymbologyIdentifier3.usage_value() {
            first_free(&mut self.aim[2]);
        } else if usage == BarcodeScanner::DecodedData.usage_value() {
            self.data.extend(bits.clone().step_by(8).map(|start| start..start + 8).filter(|byte| byte.end <= bits.end));
        } else if usage == BarcodeScanner::DecodeDataContinued.usage_value() {
            self.continued.push(bits.clone());
        }
    }

    /// Reads a report of this layout; `None` if it is of another, or shorter than the data it says it has.
    pub(super) fn read(&self, report: &[u8]) -> Option<Piece> {
        if self.id.is_some() && self.id != report.first().copied() {
            return None;
        }
        let byte = |bits: &Range<usize>| value(report, bits).and_then(|value| u8::try_from(value).ok());
        let data: Vec<u8> = if let Some(count) = &self.count {
            let count = usize::try_from(value(report, count)?).ok()?;
            self.data.get(..count)?.iter().map(byte).collect::<Option<_>>()?
        } else {
            let mut all: Vec<u8> = self.data.iter().map_while(byte).collect();
            all.truncate(all.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1));
            all
        };
        let [flag, code, modifier] = self.aim.each_ref().map(|bits| bits.as_ref().and_then(byte).unwrap_or(0));
        let continued = self.continued.iter().any(|bits| value(report, bits).unwrap_or(0) != 0);
        Some(Piece { aim: scan::aim([flag, code, modifier]), data, continued })
    }
}

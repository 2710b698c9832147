//! What stands on a page once it is laid out, each thing in its place. Lengths are dots at 300 dpi.

use super::bars::{code128, qr, runs};
use crate::face::picture::Dots;

/// Dots of a module of bars: 0.339 mm, which a scanner for 0.13 mm (5 mil) reads from the distance of an arm.
const BAR: u32 = 4;
/// Modules of white that must stand on either side of a Code 128 (ISO/IEC 15417).
pub(super) const BAR_QUIET: u32 = 10;
/// Dots of a module of a QR code: 0.5 mm.
const MODULE: u32 = 6;
/// Modules of white that must surround a QR code (ISO/IEC 18004).
const QR_QUIET: u32 = 4;
/// Dots of a step of a pictogram's grid.
const STEP: u32 = 4;

/// A rectangle of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// From the left edge of the page.
    pub left: u32,
    /// From its upper edge.
    pub top: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// One thing on a page.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its place, quiet zones included: nothing else stands there.
    pub area: Area,
    pub(super) what: What,
}

/// What a mark shows.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Rectangles, from the mark's upper left corner: a code or a rule.
    Black(Vec<Area>),
    /// A drawing of [`super::pictogram`], and the dots of a step of its grid.
    Pictogram(&'static str, u32),
    /// A line of text.
    Text(String, Dots),
}

impl Mark {
    /// The bars of a text, so many dots high.
    pub(super) fn bars(text: &str, height: u32) -> Option<Self> {
        let modules = code128(text)?;
        let bar = |(at, length)| Area { left: (at + BAR_QUIET) * BAR, top: 0, width: length * BAR, height };
        let width = (count(modules.len()) + 2 * BAR_QUIET) * BAR;
        let black = runs(modules.iter().map(|module| *module == 1)).into_iter().map(bar).collect();
        Some(Self { area: Area { left: 0, top: 0, width, height }, what: What::Black(black) })
    }

    /// The QR code of a text.
    pub(super) fn qr(text: &str) -> Option<Self> {
        let rows = qr(text)?;
        let side = (count(rows.len()) + 2 * QR_QUIET) * MODULE;
        let mut black = Vec::new();
        for (y, row) in (QR_QUIET..).zip(rows) {
            black.extend(runs(row).into_iter().map(|(x, length)| Area {
                left: (x + QR_QUIET) * MODULE,
                top: y * MODULE,
                width: length * MODULE,
                height: MODULE,
            }));
        }
        Some(Self { area: Area { left: 0, top: 0, width: side, height: side }, what: What::Black(black) })
    }

    pub(super) const fn pictogram(drawing: &'static str) -> Self {
        let side = super::pictogram::GRID * STEP;
        let area = Area { left: 0, top: 0, width: side, height: side };
        Self { area, what: What::Pictogram(drawing, STEP) }
    }

    pub(super) fn text(line: String, letters: Dots) -> Self {
        let width = letters.across(line.chars().count());
        let area = Area { left: 0, top: 0, width, height: letters.height() };
        Self { area, what: What::Text(line, letters) }
    }

    /// A thin line.
    pub(super) fn rule(width: u32) -> Self {
        let area = Area { left: 0, top: 0, width, height: 4 };
        Self { area, what: What::Black(vec![area]) }
    }

    /// The same with its upper left corner there.
    pub(super) const fn at(mut self, left: u32, top: u32) -> Self {
        (self.area.left, self.area.top) = (left, top);
        self
    }
}

/// No code has so many modules that they could not be counted so.
fn count(modules: usize) -> u32 {
    u32::try_from(modules).unwrap_or(u32::MAX >> 8)
}

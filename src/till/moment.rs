//! Time as the till knows it: a moment to reckon with, a wall time to print, and the shop's day.

use crate::barcode::Day;

/// Milliseconds since the process started; negative for what happened before it (an order found in the journal).
///
/// Our own type and not `std::time::Instant`, which cannot be made from a number: tests start at zero, session scripts
/// write `+61s`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

impl Moment {
    /// This much later.
    #[must_use]
    pub const fn after_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// This much later.
    #[must_use]
    pub const fn after_s(self, s: u32) -> Self {
        self.after_ms(s as i64 * 1_000)
    }

    /// How many milliseconds have gone by since `earlier`; negative if it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Wall time in seconds since 1970, as the clock says. Printed and recorded, never compared to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall(pub i64);

/// What the clocks say at one turn of the loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Since the process started.
    pub moment: Moment,
    /// The wall time, if the clock is known to be right. A Raspberry Pi has no clock battery.
    pub wall: Option<Wall>,
    /// The day it is in the shop, known as `wall` is. Only dates on packages are held against it, and only while the clock is
    /// known to be right.
    pub today: Option<Day>,
}

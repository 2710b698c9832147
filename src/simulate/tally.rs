//! What happened, counted: faults by kind, and what became of the orders.

use std::fmt;

macro_rules! faults {
    ($($name:ident $words:literal)*) => {
        /// A kind of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Fault { $($name),* }

        const FAULTS: &[(Fault, &str)] = &[$((Fault::$name, $words)),*];
    };
}

faults! {
    LostRequest "requests lost"
    LostAnswer "answers lost"
    LateCommit "orders registered late"
    Refusal "orders refused by the shop"
    Unreachable "requests without a network"
    Rest "requests to be left alone"
    Twin "requests registered twice by the shop itself"
    ListingLost "listings lost"
    ListingStale "listings out of date"
    ListingBlind "listings without comments"
    PowerCut "power cuts"
    TornAppend "power cuts inside a commit"
    Kill "kills of the process"
    DiskFull "commits refused by a full disk"
    SyncFailed "commits lost to a failed sync"
    Ghost "turns taken back that a crash made real"
    NoPaper "slips not begun"
    BrokenPaper "slips broken off"
    SilentPrinter "printers that never answered"
    PrinterTrouble "spells of printer trouble"
    ClockUnknown "starts without a clock"
    ClockJump "jumps of the clock"
    Catalogue "look-ups without an answer"
}

/// The count of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    faults: [u64; FAULTS.len()],
    /// Orders that were confirmed.
    pub orders: u64,
    /// Of these, taken by the shop.
    pub accepted: u64,
    /// Refused, by the shop or by staff.
    pub refused: u64,
    /// Held for staff at one time or another.
    pub held: u64,
    /// Turns of the loop.
    pub turns: u64,
    /// Starts of the process.
    pub starts: u64,
    /// Slips on paper.
    pub slips: u64,
}

impl Tally {
    pub(super) fn fault(&mut self, fault: Fault) {
        let place = FAULTS.iter().position(|(kind, _)| *kind == fault);
        if let Some(count) = place.and_then(|place| self.faults.get_mut(place)) {
            *count += 1;
        }
    }

    /// Takes another's counts in.
    pub(super) fn add(&mut self, other: &Self) {
        for (count, more) in self.faults.iter_mut().zip(other.faults) {
            *count += more;
        }
        self.orders += other.orders;
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.held += other.held;
        self.turns += other.turns;
        self.starts += other.starts;
        self.slips += other.slips;
    }

    /// All faults together.
    pub fn faults(&self) -> u64 {
        self.faults.iter().sum()
    }
}

/// A table for people.
impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            (self.orders, "orders confirmed"),
            (self.accepted, "  taken by the shop"),
            (self.refused, "  refused"),
            (self.held, "  held for staff on the way"),
            (self.slips, "slips on paper"),
            (self.turns, "turns of the loop"),
            (self.starts, "starts of the process"),
            (self.faults(), "faults"),
        ];
        for (count, what) in rows {
            writeln!(out, "{count:>12}  {what}")?;
        }
        for (count, (_, what)) in self.faults.iter().zip(FAULTS) {
            writeln!(out, "{count:>12}    {what}")?;
        }
        Ok(())
    }
}

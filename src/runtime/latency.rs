//! How long what a shopper waits for takes: measured by the loop, where it happens. Nothing is decided by it.
//!
//! | what | from | to |
//! | --- | --- | --- |
//! | scan to screen | the last byte of a scan | the screen that it makes is handed to whoever shows it |
//! | confirm to disk | the key or code that confirms | the order is on the medium |
//! | answer to paper | the shop takes the order | the printer has the slip on paper, or took all of it if it proves nothing |
//!
//! A slip that waits for something else than the printer (the shopper is asked, another slip comes first) is not measured.

use crate::till::entry::Entry;
use crate::till::event::Printing;
use crate::till::slip::SlipId;
use crate::till::{Effect, Event};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

/// How many of the latest durations are kept for the quantiles.
const RECENT: usize = 1_000;
/// Bounds of each histogram.
const BOUNDS: usize = 11;
/// Scans under way that are remembered; the till itself holds fewer.
const UNDER_WAY: usize = 64;

const MS: u32 = 1_000;
const SCAN_US: [u32; BOUNDS] =
    [500, MS, 2 * MS, 5 * MS, 10 * MS, 20 * MS, 50 * MS, 100 * MS, 250 * MS, 500 * MS, 1_000 * MS];
const DISK_US: [u32; BOUNDS] =
    [MS, 2 * MS, 5 * MS, 10 * MS, 20 * MS, 50 * MS, 100 * MS, 250 * MS, 500 * MS, 1_000 * MS, 5_000 * MS];
const PAPER_US: [u32; BOUNDS] = [
    50 * MS,
    100 * MS,
    250 * MS,
    500 * MS,
    1_000 * MS,
    2_000 * MS,
    3_000 * MS,
    5_000 * MS,
    10_000 * MS,
    30_000 * MS,
    60_000 * MS,
];

/// Durations counted by their length. Microseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    bounds: [u32; BOUNDS],
    /// By the bounds, then those above the last.
    counts: [u64; BOUNDS + 1],
    sum_us: u64,
    recent: VecDeque<u32>,
}

impl Histogram {
    const fn new(bounds: [u32; BOUNDS]) -> Self {
        Self { bounds, counts: [0; BOUNDS + 1], sum_us: 0, recent: VecDeque::new() }
    }

    fn observe(&mut self, took: Duration) {
        let us = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        let place = self.bounds.iter().position(|bound| us <= *bound).unwrap_or(BOUNDS);
        if let Some(count) = self.counts.get_mut(place) {
            *count += 1;
        }
        self.sum_us = self.sum_us.saturating_add(u64::from(us));
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(us);
    }

    /// Each bound with how many were not longer; no bound at last, with all.
    pub fn buckets(&self) -> impl Iterator<Item = (Option<u32>, u64)> {
        let bounds = self.bounds.iter().copied().map(Some).chain([None]);
        bounds.zip(self.counts.iter().scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        }))
    }

    /// How many there were.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// All of them together.
    pub const fn sum_us(&self) -> u64 {
        self.sum_us
    }

    /// The duration that so many of a thousand of the latest did not exceed (nearest rank); `None` before the first.
    pub fn quantile_us(&self, per_mille: usize) -> Option<u32> {
        let mut sorted: Vec<u32> = self.recent.iter().copied().collect();
        sorted.sort_unstable();
        let rank = (sorted.len() * per_mille).div_ceil(1_000);
        sorted.get(rank.saturating_sub(1)).copied()
    }
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latency {
    /// From the last byte of a scan to the screen that it makes.
    pub scan_to_screen: Histogram,
    /// From the confirming key or code to the order on the medium.
    pub confirm_to_disk: Histogram,
    /// From the shop's answer to the slip on paper.
    pub answer_to_paper: Histogram,
}

impl Default for Latency {
    fn default() -> Self {
        Self {
            scan_to_screen: Histogram::new(SCAN_US),
            confirm_to_disk: Histogram::new(DISK_US),
            answer_to_paper: Histogram::new(PAPER_US),
        }
    }
}

/// What a turn came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Scan,
    LookUp,
    Answer,
    Other,
}

/// What one turn did, as far as it is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    by: Cause,
    shows: bool,
    prints: Option<SlipId>,
}

impl Turn {
    pub(super) fn of(event: &Event, effects: &[Effect]) -> Self {
        Self {
            by: match event {
                Event::Scanned { .. } => Cause::Scan,
                Event::LookedUp { .. } => Cause::LookUp,
                Event::Answered { .. } => Cause::Answer,
                _ => Cause::Other,
            },
            shows: effects.iter().any(|effect| matches!(effect, Effect::Show(_))),
            prints: effects
                .iter()
                .find_map(|effect| if let Effect::Print(slip) = effect { Some(slip.id) } else { None }),
        }
    }
}

/// Takes the times of what is under way.
#[derive(Debug, Default)]
pub(super) struct Stopwatch {
    pub(super) latency: Latency,
    /// Scans whose screen has not come yet, oldest first.
    scans: VecDeque<Instant>,
    /// The last scan or key.
    acted: Option<Instant>,
    /// Slips with the printer whose order the shop has just taken.
    slips: BTreeMap<SlipId, Instant>,
}

impl Stopwatch {
    /// A scan's last byte had come.
    pub(super) fn scanned(&mut self, at: Instant) {
        if self.scans.len() < UNDER_WAY {
            self.scans.push_back(at);
        }
        self.acted = Some(at);
    }

    /// A key was pressed.
    pub(super) const fn pressed(&mut self, at: Instant) {
        self.acted = Some(at);
    }

    /// These are on the medium now.
    pub(super) fn recorded(&mut self, records: &[Entry], now: Instant) {
        let confirms = records.iter().any(|entry| matches!(entry, Entry::Confirmed(_)));
        if let Some(acted) = self.acted.filter(|_| confirms) {
            self.latency.confirm_to_disk.observe(now.saturating_duration_since(acted));
        }
    }

    /// A turn that began then has been carried out; the shopper sees what came of every scan if the till `listens`.
    pub(super) fn turned(&mut self, turn: Turn, listens: bool, began: Instant, now: Instant) {
        // A scan that is looked up changes the screen only once it is found.
        let is_seen = turn.shows && (turn.by == Cause::LookUp || turn.by == Cause::Scan && listens);
        if let Some(scanned) = is_seen.then(|| self.scans.pop_front()).flatten() {
            self.latency.scan_to_screen.observe(now.saturating_duration_since(scanned));
        }
        if listens {
            // They changed nothing that is to be seen.
            self.scans.clear();
        }
        if let Some(slip) = turn.prints.filter(|_| turn.by == Cause::Answer) {
            self.slips.insert(slip, began);
        }
    }

    /// The printer is done with a slip.
    pub(super) fn printed(&mut self, slip: SlipId, outcome: &Printing, now: Instant) {
        if let Some(answered) = self.slips.remove(&slip)
            && matches!(outcome, Printing::Proven | Printing::Sent)
        {
            self.latency.answer_to_paper.observe(now.saturating_duration_since(answered));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(by: Cause, shows: bool) -> Turn {
        Turn { by, shows, prints: None }
    }

    #[test]
    fn durations_are_counted_by_their_length_and_the_latest_give_the_quantiles() {
        let mut histogram = Histogram::new(SCAN_US);
        assert_eq!(histogram.quantile_us(500), None);
        for us in 1..=2_000 {
            histogram.observe(Duration::from_micros(us));
        }
        histogram.observe(Duration::from_secs(10));
        let buckets: Vec<_> = histogram.buckets().take(3).collect();
        assert_eq!(buckets, [(Some(500), 500), (Some(1_000), 1_000), (Some(2_000), 2_000)]);
        assert_eq!(histogram.buckets().last(), Some((None, 2_001)));
        assert_eq!((histogram.count(), histogram.sum_us()), (2_001, 2_001_000 + 10_000_000));
        // Of the last thousand: 1,002 to 2,000, and the long one.
        assert_eq!((histogram.quantile_us(500), histogram.quantile_us(990)), (Some(1_501), Some(1_991)));
        assert_eq!(histogram.quantile_us(1_000), Some(10_000_000));
    }

    #[test]
    fn every_scan_ends_at_its_own_screen_and_one_that_shows_nothing_at_none() {
        let began = super::super::clock::instant();
        let at = |ms: u64| began + Duration::from_millis(ms);
        let mut watch = Stopwatch::default();
        // Two scans come before the first is found; a screen between them is neither's.
        watch.scanned(at(0));
        watch.turned(turn(Cause::Scan, true), false, at(0), at(1));
        watch.scanned(at(2));
        watch.turned(turn(Cause::Scan, false), false, at(2), at(2));
        watch.turned(turn(Cause::LookUp, true), false, at(3), at(4));
        watch.turned(turn(Cause::LookUp, true), true, at(9), at(10));
        assert_eq!((watch.latency.scan_to_screen.count(), watch.latency.scan_to_screen.sum_us()), (2, 12_000));
        watch.scanned(at(20));
        watch.turned(turn(Cause::Scan, false), true, at(20), at(20));
        watch.turned(turn(Cause::Other, true), true, at(900), at(900));
        assert_eq!(watch.latency.scan_to_screen.count(), 2, "a double read shows nothing");
    }

    #[test]
    fn a_slip_counts_from_the_answer_if_it_went_to_the_printer_with_it() {
        let began = super::super::clock::instant();
        let slip = crate::slip::sample().id;
        let mut watch = Stopwatch::default();
        let later = Turn { prints: Some(slip), ..turn(Cause::Other, false) };
        watch.turned(later, true, began, began);
        watch.printed(slip, &Printing::Proven, began);
        assert_eq!(watch.latency.answer_to_paper.count(), 0, "it waited for somebody");
        let at_once = Turn { by: Cause::Answer, ..later };
        for (outcome, count) in [(Printing::Broken("off".to_owned()), 0), (Printing::Sent, 1)] {
            watch.turned(at_once, true, began, began);
            watch.printed(slip, &outcome, began + Duration::from_millis(700));
            assert_eq!(watch.latency.answer_to_paper.count(), count, "{outcome:?}");
        }
        assert_eq!(watch.latency.answer_to_paper.sum_us(), 700_000);
    }
}

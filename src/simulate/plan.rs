//! What one seed has in store: how the kiosk is set, how bad the world is, and for how long. Drawn once, at the start.

use super::chance::Chance;
use crate::till::Settings;
use crate::till::paper::{PaperPolicy, Papers};
use crate::till::settings::Protocol;

/// A minute in milliseconds.
pub(super) const MINUTE: i64 = 60_000;

/// Longest time between an attempt and the moment at which the shop registers it, in milliseconds. With [`STALE_MAX`] it
/// stays below `absent-after-s`: who registers later than that can double, and the owner is told so.
pub(super) const LATE_MAX: i64 = 40_000;
/// The longest time by which a listing of the shop lags behind, in milliseconds.
pub(super) const STALE_MAX: i64 = 15_000;

/// What the shop's listings show of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listings {
    /// Its comment, and in it the mark.
    Marked,
    /// No comment, but lines, total and register.
    Alike,
    /// Too little to tell one order from another.
    Blind,
}

/// Faults in a thousand chances each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rates {
    pub(super) crash: u32,
    pub(super) lost_request: u32,
    pub(super) lost_answer: u32,
    pub(super) late_commit: u32,
    pub(super) refusal: u32,
    pub(super) unreachable: u32,
    pub(super) rest: u32,
    pub(super) twin: u32,
    pub(super) listing_lost: u32,
    pub(super) listing_stale: u32,
    pub(super) paper: u32,
    pub(super) catalogue: u32,
}

/// One seed's world.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) settings: Settings,
    pub(super) orders: u32,
    pub(super) rates: Rates,
    pub(super) listings: Listings,
    /// Whether the shop says no when a draft that is validated already is to be validated again.
    pub(super) refuses_twice: bool,
    pub(super) has_printer: bool,
    /// When all faults end, in milliseconds.
    pub(super) heals_at: i64,
    /// How long after a start the wall clock is known, in milliseconds.
    pub(super) wall_after: i64,
    /// How many spells each of bad network, disk, printer and clock there are.
    pub(super) spells: [u32; 4],
    /// Milliseconds from one shopper to the next, at least and at most.
    pub(super) gap: (i64, i64),
    /// A crash at this boundary, counted from 1, besides those of chance.
    pub(super) crash_at: Option<u32>,
    /// So many answers of the shop are lost in a row, to orders and to searches alike.
    pub(super) answers_lost: u32,
    /// A reboot every so many milliseconds.
    pub(super) reboots_every: Option<i64>,
}

impl Plan {
    /// What this seed has in store.
    pub(super) fn of(seed: u64, orders: u32, chance: &mut Chance) -> Self {
        let protocol = if seed.is_multiple_of(2) { Protocol::Direct } else { Protocol::DraftFirst };
        let policies = [PaperPolicy::Always, PaperPolicy::Always, PaperPolicy::Ask, PaperPolicy::Never];
        let mut policy = || one(chance, &policies, PaperPolicy::Always);
        let paper = Papers { provisional: policy(), late: policy(), ..Papers::all(policy()) };
        let listings = [Listings::Marked, Listings::Marked, Listings::Marked, Listings::Alike, Listings::Alike];
        let listings = if chance.per_mille(30) { Listings::Blind } else { one(chance, &listings, Listings::Marked) };
        let hours = if listings == Listings::Blind { 1 } else { 6 };
        let settings = Settings { protocol, paper, max_age_s: hours * 3_600, max_orders: 500, ..Settings::default() };
        let settings = Settings { staff: vec![super::shopper::anna()], ..settings };
        let spell = MINUTE * i64::from(orders);
        Self {
            settings,
            orders,
            rates: Rates::of(chance),
            listings,
            refuses_twice: chance.per_mille(500),
            has_printer: !chance.per_mille(50),
            heals_at: one(chance, &[MINUTE, 5 * MINUTE, 20 * MINUTE, 90 * MINUTE], MINUTE) + spell,
            wall_after: one(chance, &[0, 0, 20_000, 3 * MINUTE, i64::MAX / 4], 0),
            spells: [0; 4].map(|_: u32| one(chance, &[0, 0, 0, 0, 1, 1, 2, 3], 0)),
            gap: (2_000, 60_000),
            crash_at: chance.per_mille(400).then(|| 1 + chance.below(40 * orders)),
            answers_lost: 0,
            reboots_every: None,
        }
    }

    /// One order in a world where only so many answers of the shop are lost, in a row.
    pub(super) fn deaf(answers_lost: u32, protocol: Protocol, marked: bool) -> Self {
        let listings = if marked { Listings::Marked } else { Listings::Alike };
        let settings = Settings { protocol, staff: vec![super::shopper::anna()], ..Settings::default() };
        let quiet = Self::offline(1, 1);
        Self { settings, listings, answers_lost, reboots_every: None, gap: (2_000, 2_000), ..quiet }
    }

    /// Days without network, so many orders, a reboot each hour, and a world that is otherwise well.
    pub(super) fn offline(days: u32, orders: u32) -> Self {
        let length = i64::from(days) * 24 * 60 * MINUTE;
        let gap = length / i64::from(orders.max(1)) - 20_000;
        Self {
            settings: Settings {
                max_orders: usize::MAX,
                max_age_s: days * 2 * 86_400 + 86_400,
                staff: vec![super::shopper::anna()],
                ..Settings::default()
            },
            orders,
            rates: Rates::default(),
            listings: Listings::Marked,
            refuses_twice: false,
            has_printer: true,
            // Whoever came to a kiosk that was just starting comes again later.
            heals_at: length + 6 * 60 * MINUTE,
            wall_after: 0,
            spells: [0; 4],
            gap: (gap.max(2_000), gap.max(2_000)),
            crash_at: None,
            answers_lost: 0,
            reboots_every: Some(60 * MINUTE),
        }
    }
}

impl Rates {
    /// Most seeds are bad at a few things, and good at the rest.
    fn of(chance: &mut Chance) -> Self {
        let mut rate = |worst: u32| if chance.per_mille(550) { chance.below(worst) } else { 0 };
        Self {
            crash: rate(200),
            lost_request: rate(300),
            lost_answer: rate(950),
            late_commit: rate(500),
            refusal: rate(300),
            unreachable: rate(400),
            rest: rate(100),
            twin: rate(40),
            listing_lost: rate(500),
            listing_stale: rate(900),
            paper: rate(700),
            catalogue: rate(100),
        }
    }
}

fn one<T: Copy>(chance: &mut Chance, all: &[T], otherwise: T) -> T {
    chance.one_of(all).unwrap_or(otherwise)
}

//! The world of one seed: a time line of happenings, the disk, the shop, and the kiosk's process when there is one.

use super::Mutation;
use super::chance::Chance;
use super::judge::{Judge, Shopper};
use super::plan::{MINUTE, Plan};
use super::shell::Process;
use super::shop::Shop;
use super::shopper::Step;
use super::tally::{Fault, Tally};
use super::trace::Trace;
use crate::till::event::{PrinterState, PrinterTrouble};
use crate::till::order::{Order, Request};
use crate::till::{Event, Now, Wall};
use scanslip_simdisk::{Disk, Image, Trouble};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The wall time at which each world begins.
const WALL: i64 = 1_790_000_000;
/// After the world is well, everything must be over within so much more than an order may wait at most.
const PATIENCE: i64 = 3 * 60 * MINUTE;

/// More than can be under way at once, but for a till that asks again and again.
const UNDER_WAY_MAX: usize = 2_000;

/// Something that is going to happen.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    /// One of the process's workers has something to tell it; nobody hears it once that process is gone.
    Told(u32, Event),
    /// A request reaches the shop, and its answer the process so much later, if ever.
    Request(Arc<Order>, Request, Option<i64>, u32),
    /// A search reaches the shop; its answer comes at that moment.
    Search {
        order: Arc<Order>,
        request: Request,
        taken: Arc<BTreeSet<u64>>,
        lag: i64,
        told_at: i64,
        process: u32,
    },
    Shopper(Step),
    Start,
    Reboot,
    Network(bool),
    Disk(Trouble),
    Printer(PrinterState),
    ClockJumps(i64),
    Heal,
    Staff,
}

/// Why the process is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Down {
    Kill,
    PowerCut,
}

#[derive(Debug)]
pub(super) struct World {
    pub(super) plan: Plan,
    pub(super) mutation: Mutation,
    pub(super) chance: Chance,
    /// Milliseconds since the world began.
    pub(super) time: i64,
    agenda: BTreeMap<(i64, u64), Happening>,
    last_entry: u64,
    pub(super) disk: Disk,
    pub(super) trouble: Trouble,
    pub(super) process: Option<Process>,
    /// Counts processes.
    pub(super) generation: u32,
    pub(super) boot: u32,
    pub(super) booted_at: i64,
    pub(super) wall_offset: i64,
    pub(super) network: bool,
    pub(super) printer: PrinterState,
    pub(super) healed: bool,
    /// Boundaries between effects passed so far.
    pub(super) boundaries: u32,
    pub(super) shop: Shop,
    pub(super) shopper: Shopper,
    /// Shoppers yet to come, the one who is there included.
    pub(super) shoppers_left: u32,
    pub(super) judge: Judge,
    pub(super) tally: Tally,
    pub(super) trace: Trace,
}

impl World {
    pub(super) fn new(plan: Plan, image: &Image, chance: Chance, mutation: Mutation, keep_trace: bool) -> Self {
        let printer = if plan.has_printer { PrinterState::Ready } else { PrinterState::Absent };
        let mut world = Self {
            shoppers_left: plan.orders,
            plan,
            mutation,
            chance,
            time: 0,
            agenda: BTreeMap::new(),
            last_entry: 0,
            disk: Disk::new(image),
            trouble: Trouble::None,
            process: None,
            generation: 0,
            boot: 1,
            booted_at: 0,
            wall_offset: 0,
            network: true,
            printer,
            healed: false,
            boundaries: 0,
            shop: Shop::default(),
            shopper: Shopper::default(),
            judge: Judge::default(),
            tally: Tally::default(),
            trace: Trace::new(keep_trace),
        };
        world.foresee();
        world
    }

    /// The spells of bad weather, and their end.
    fn foresee(&mut self) {
        if self.mutation == Mutation::LyingSync {
            self.trouble = Trouble::SyncLies;
        }
        self.at(self.chance.clone().between(0, 1), Happening::Start);
        let first = self.chance.between(3_000, 20_000);
        self.at(first, Happening::Shopper(Step::Come));
        let end = self.plan.heals_at;
        if let Some(every) = self.plan.reboots_every {
            self.network = false;
            for reboot in 1..end / every {
                self.at(reboot * every, Happening::Reboot);
            }
        }
        let [network, disk, printer, clock] = self.plan.spells;
        for _ in 0..network {
            self.spell(end, Happening::Network(false), Happening::Network(true));
        }
        for _ in 0..disk {
            let all = [Trouble::Full, Trouble::SyncFails, Trouble::SyncForgets];
            let trouble = self.chance.one_of(&all).unwrap_or_default();
            self.spell(end / 4, Happening::Disk(trouble), Happening::Disk(Trouble::None));
        }
        for _ in 0..printer {
            let trouble = PrinterState::Trouble(PrinterTrouble::NoPaper);
            self.spell(end, Happening::Printer(trouble), Happening::Printer(PrinterState::Ready));
        }
        for _ in 0..clock {
            let (at, by) = (self.chance.between(0, end), self.chance.between(-7_200, 7_200));
            self.at(at, Happening::ClockJumps(by));
        }
        self.at(end, Happening::Heal);
    }

    fn spell(&mut self, longest: i64, begins: Happening, ends: Happening) {
        // Half of them fall upon the first shopper.
        let latest = if self.chance.per_mille(500) { MINUTE / 2 } else { self.plan.heals_at - 1 };
        let from = self.chance.between(0, latest);
        let to = (from + self.chance.between(500, longest.max(1_000))).min(self.plan.heals_at);
        self.at(from, begins);
        self.at(to, ends);
    }

    /// Puts something onto the time line.
    pub(super) fn at(&mut self, when: i64, what: Happening) {
        self.last_entry += 1;
        self.agenda.insert((when.max(self.time), self.last_entry), what);
    }

    pub(super) fn after(&mut self, ms: i64, what: Happening) {
        self.at(self.time + ms, what);
    }

    /// What the process is told later, if it lives.
    pub(super) fn tell(&mut self, ms: i64, event: Event) {
        self.after(ms, Happening::Told(self.generation, event));
    }

    /// Runs until everything is over.
    pub(super) fn run(&mut self) {
        let end = self.plan.heals_at + i64::from(self.plan.settings.max_age_s) * 1_000 + PATIENCE;
        let (mut wakes, mut last_wake) = (0_u32, -1);
        while self.judge.violations.is_empty() {
            let next = self.agenda.first_key_value().map(|((when, _), _)| *when);
            let wake = self.process.as_ref().and_then(Process::deadline).map(|due| due.max(self.time));
            match (next, wake) {
                (None, None) => break,
                (next, Some(wake)) if next.is_none_or(|next| wake < next) => {
                    if self.is_over() {
                        break;
                    }
                    wakes = if wake == last_wake { wakes + 1 } else { 0 };
                    (self.time, last_wake) = (wake, wake);
                    if wakes > 1_000 {
                        self.judge.accuse("the till asks again and again to be woken at once".to_owned());
                    }
                    self.live(Self::woken);
                }
                _ => {
                    let Some(((when, _), happening)) = self.agenda.pop_first() else { break };
                    self.time = when;
                    self.happen(happening);
                }
            }
            if self.agenda.len() + self.process.as_ref().map_or(0, Process::untold) > UNDER_WAY_MAX {
                self.judge.accuse("answers pile up without an end".to_owned());
            }
            if self.time > end {
                self.judge.accuse("the world is well, and orders are still not settled".to_owned());
            }
        }
        self.end();
    }

    fn is_over(&self) -> bool {
        self.healed && self.shoppers_left == 0 && self.process.as_ref().is_some_and(Process::is_at_rest)
    }

    fn end(&mut self) {
        if !self.judge.violations.is_empty() {
            return;
        }
        self.judge.end(&self.shop);
        if self.plan.reboots_every.is_some() {
            self.judge.in_order(&self.shop);
        }
        let rows = self.process.as_ref().map(Process::verify);
        match rows {
            Some(Ok(rows)) if rows == self.judge.entries.len() => {}
            other => self.judge.accuse(format!("the journal does not verify at the end: {other:?}")),
        }
        self.tally.orders += self.judge.lives.len() as u64;
        self.tally.held += self.judge.held;
        for life in self.judge.lives.values() {
            match life.stage {
                super::judge::Stage::Accepted(_) => self.tally.accepted += 1,
                super::judge::Stage::Refused => self.tally.refused += 1,
                super::judge::Stage::Waiting | super::judge::Stage::Held => {}
            }
        }
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Told(process, event) => {
                if process == self.generation {
                    self.live(|world| world.told(event));
                }
            }
            Happening::Request(order, request, answer, process) => self.arrive(&order, request, answer, process),
            Happening::Search { order, request, taken, lag, told_at, process } => {
                let finding = self.shop.seek(&order, request, &taken, self.time - lag, self.plan.listings);
                let event = Event::Sought { order: order.id, finding };
                self.at(told_at, Happening::Told(process, event));
            }
            Happening::Shopper(step) => self.shop_on(step),
            Happening::Start => self.start(),
            Happening::Reboot => {
                if self.process.is_some() {
                    self.fall(Down::PowerCut);
                }
            }
            Happening::Network(up) => {
                self.note(format_args!("network {up}"));
                self.network = up;
            }
            Happening::Disk(trouble) => self.trouble_disk(trouble),
            Happening::Printer(state) => self.trouble_printer(state),
            Happening::ClockJumps(by) => {
                self.tally.fault(Fault::ClockJump);
                self.wall_offset += by;
            }
            Happening::Heal => self.heal(),
            Happening::Staff => self.resolve(),
        }
    }

    fn trouble_disk(&mut self, trouble: Trouble) {
        if self.mutation != Mutation::LyingSync {
            self.note(format_args!("disk {trouble:?}"));
            self.trouble = trouble;
            self.disk.suffer(trouble);
        }
    }

    fn trouble_printer(&mut self, state: PrinterState) {
        if self.plan.has_printer {
            if state != PrinterState::Ready {
                self.tally.fault(Fault::PrinterTrouble);
            }
            self.printer = state;
            self.live(|world| world.told(Event::PrinterChanged(state)));
        }
    }

    fn heal(&mut self) {
        self.note(format_args!("the world heals"));
        self.healed = true;
        self.network = true;
        self.wall_offset = 0;
        self.trouble_disk(Trouble::None);
        self.trouble_printer(PrinterState::Ready);
        self.after(5 * MINUTE, Happening::Staff);
    }

    /// Does something with the process, if there is one, which it may not survive.
    pub(super) fn live(&mut self, act: impl FnOnce(&mut Self) -> Result<(), Down>) {
        if self.process.is_some()
            && let Err(down) = act(self)
        {
            self.fall(down);
        }
    }

    /// The process is gone, and comes back after a while.
    pub(super) fn fall(&mut self, down: Down) {
        self.note(format_args!("{down:?}"));
        let chance = &mut self.chance;
        self.disk = match down {
            Down::Kill => self.disk.after_kill(),
            Down::PowerCut => self.disk.after_power_cut(&mut |below| chance.below(below)),
        };
        // What the connection still wants to write reaches nothing any more.
        self.process = None;
        self.generation += 1;
        self.disk.suffer(self.trouble);
        let away = match down {
            Down::Kill => self.chance.between(500, 5_000),
            Down::PowerCut => {
                self.boot += 1;
                let away = if self.chance.per_mille(100) { 30 * MINUTE } else { 90_000 };
                self.chance.between(10_000, away)
            }
        };
        self.tally.fault(if down == Down::Kill { Fault::Kill } else { Fault::PowerCut });
        if down == Down::PowerCut {
            self.booted_at = self.time + away - 10_000;
        }
        self.after(away, Happening::Start);
    }

    /// What the clocks say to a process that began then.
    pub(super) fn now(&self, began: i64) -> Now {
        let known = self.healed || self.time - self.booted_at >= self.plan.wall_after;
        let wall = known.then(|| Wall(WALL + self.time / 1_000 + self.wall_offset));
        Now { moment: crate::till::Moment(self.time - began), wall, today: None }
    }

    pub(super) fn note(&mut self, what: std::fmt::Arguments<'_>) {
        self.trace.note(self.time, what);
    }
}

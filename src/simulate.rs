//! The fault simulator: the real core and the real journal in a world that is drawn from a seed and fails wherever it can.
//!
//! Real are [`crate::till::Till`], [`crate::journal::Journal`] with SQLite, and the rule of the loop that a turn is
//! decided, recorded, done. Simulated are the disk (`scanslip-simdisk`: what was not synced may be lost), the shop, the
//! network, the printer, the clocks, the shoppers and the staff. The process is killed, or the power cut, between any two
//! effects and inside commits. After each step the judge (`simulate/judge.rs`) holds the world against what must be true;
//! at the end the world heals, and every order must be registered once, refused, or settled by staff.
//!
//! The shop is simulated at the till's own words (`Send`, `Seek` and their answers): forms, listings and HTTP are tested
//! elsewhere, against the sandbox. What the owner is told of the protocol's limits holds here too: an order reaches
//! the shop within `absent-after-s`, listings not older than that included.
//!
//! One seed gives one course of events, to the millisecond, on every machine.

mod chance;
mod goods;
mod judge;
mod outside;
mod plan;
mod shell;
mod shop;
mod shopper;
mod tally;
mod trace;
mod world;

pub use tally::Tally;

use crate::journal::{self, Journal};
use crate::till::settings::Protocol;
use chance::Chance;
use plan::Plan;
use scanslip_simdisk::{Disk, Image, VFS};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use world::World;

/// How many failing seeds are told.
const FAILURES_MAX: usize = 500;

/// A rule that is switched off, to see whether its loss is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mutation {
    /// None: the product as it is.
    #[default]
    None,
    /// Orders are sent before that is on disk.
    ActFirst,
    /// A lost answer counts as a request that was never sent.
    LostIsNotSent,
    /// The disk says that it has synced, and has not.
    LyingSync,
}

/// What came of one seed.
#[derive(Debug)]
pub struct Course {
    /// Which seed.
    pub seed: u64,
    /// What must not be; empty if all is well.
    pub violations: Vec<String>,
    /// The same for the same course of events.
    pub hash: u64,
    /// The course of events, if it was asked for.
    pub lines: Vec<String>,
    /// Counts.
    pub tally: Tally,
    /// How many places there were at which the process could have fallen.
    pub boundaries: u32,
}

/// What came of many seeds.
#[derive(Debug, Default)]
pub struct Report {
    /// How many there were.
    pub seeds: u64,
    /// How many of them broke a rule.
    pub failed: u64,
    /// The first of these.
    pub failures: Vec<Course>,
    /// Counts over all of them.
    pub tally: Tally,
}

/// A simulator: it knows what a fresh journal looks like.
#[derive(Debug)]
pub struct Simulator {
    image: Image,
}

impl Simulator {
    /// Makes a fresh journal, which every seed begins with.
    pub fn new() -> Result<Self, journal::Error> {
        let disk = Disk::new(&Image::new());
        disk.mount();
        // Closing it in peace puts all of it into the one file.
        drop(Journal::open_on(VFS, Path::new(shell::JOURNAL))?);
        Ok(Self { image: disk.image() })
    }

    /// One seed.
    pub fn course(&self, seed: u64, orders: u32, mutation: Mutation, keep_trace: bool) -> Course {
        self.course_with(seed, orders, mutation, keep_trace, None)
    }

    /// One seed, and besides its own crashes one at this boundary, counted from 1.
    pub fn course_with(
        &self,
        seed: u64,
        orders: u32,
        mutation: Mutation,
        keep_trace: bool,
        crash_at: Option<u32>,
    ) -> Course {
        let mut chance = Chance::of(seed);
        let mut plan = Plan::of(seed, orders, &mut chance);
        plan.crash_at = crash_at.or(plan.crash_at);
        self.run(seed, plan, chance, mutation, keep_trace)
    }

    /// Days without network, so many orders meanwhile, a reboot each hour; then the network comes back.
    pub fn offline(&self, days: u32, orders: u32) -> Course {
        self.run(0, Plan::offline(days, orders), Chance::of(0), Mutation::None, false)
    }

    /// One order, and so many answers of the shop lost in a row; its listings show the mark or do not.
    pub fn deaf(&self, answers_lost: u32, protocol: Protocol, marked: bool) -> Course {
        let plan = Plan::deaf(answers_lost, protocol, marked);
        self.run(0, plan, Chance::of(answers_lost.into()), Mutation::None, false)
    }

    fn run(&self, seed: u64, plan: Plan, chance: Chance, mutation: Mutation, keep_trace: bool) -> Course {
        let mut world = World::new(plan, &self.image, chance, mutation, keep_trace);
        world.run();
        let World { judge, tally, trace, boundaries, .. } = world;
        let (hash, lines) = trace.end();
        Course { seed, violations: judge.violations, hash, lines, tally, boundaries }
    }

    /// Many seeds, on so many threads.
    pub fn seeds(&self, from: u64, seeds: u64, orders: u32, mutation: Mutation, threads: usize) -> Report {
        let next = AtomicU64::new(0);
        let work = || {
            let mut report = Report::default();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                if place >= seeds {
                    return report;
                }
                report.take(self.course(from.wrapping_add(place), orders, mutation, false));
            }
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads.max(1))
                .filter_map(|_| thread::Builder::new().name("simulate".to_owned()).spawn_scoped(scope, work).ok())
                .collect();
            let mut report = work();
            for other in others {
                // A panic ends the process (`panic = "abort"`), or the test.
                if let Ok(more) = other.join() {
                    report.merge(more);
                }
            }
            report.failures.sort_by_key(|course| course.seed);
            report.failures.truncate(FAILURES_MAX);
            report
        })
    }
}

impl Report {
    pub(crate) fn take(&mut self, course: Course) {
        self.seeds += 1;
        self.tally.add(&course.tally);
        if !course.violations.is_empty() {
            self.failed += 1;
            if self.failures.len() < FAILURES_MAX {
                self.failures.push(course);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.seeds += other.seeds;
        self.failed += other.failed;
        self.tally.add(&other.tally);
        self.failures.extend(other.failures);
    }
}

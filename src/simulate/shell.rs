//! The kiosk's process as the real loop runs it (`runtime::Shell`): one turn is decide, record, act; a turn that could not
//! be recorded did not happen. Between any two of these the process may be gone.

use super::Mutation;
use super::tally::Fault;
use super::world::{Down, World};
use crate::journal::{self, Journal, Stamp};
use crate::till::effect::Sound;
use crate::till::entry::Entry;
use crate::till::event::PrinterState;
use crate::till::{Effect, Event, Moment, Now, Till};
use scanslip_simdisk::{Trouble, VFS};
use std::collections::VecDeque;
use std::path::Path;

/// The journal's file on the simulated disk.
pub(super) const JOURNAL: &str = "journal.db";
/// How long the disk is left alone after it failed, in milliseconds.
const DISK_REST_MS: i64 = 1_000;
/// How many orders there may be for the whole journal to be compared at each start.
const COMPARED_MAX: usize = 100;
/// The most operations of the disk that one commit may take.
const COMMIT_OPERATIONS: u32 = 12;

/// What of the kiosk is gone with its process.
#[derive(Debug)]
pub(super) struct Process {
    till: Till,
    journal: Journal,
    began: i64,
    untold: VecDeque<Event>,
    disk_rests_until: Option<Moment>,
}

impl Process {
    /// When it must be woken, in the world's milliseconds.
    pub(super) fn deadline(&self) -> Option<i64> {
        self.disk_rests_until.or_else(|| self.till.deadline()).map(|moment| self.began.saturating_add(moment.0))
    }

    pub(super) fn is_at_rest(&self) -> bool {
        self.untold.is_empty() && self.disk_rests_until.is_none() && self.till.is_at_rest()
    }

    /// How many events wait for the disk.
    pub(super) fn untold(&self) -> usize {
        self.untold.len()
    }

    pub(super) fn verify(&self) -> Result<usize, journal::Error> {
        self.journal.verify()
    }
}

impl World {
    /// The process starts, or tries to.
    pub(super) fn start(&mut self) {
        if self.process.is_some() {
            return;
        }
        self.tally.starts += 1;
        self.disk.suffer(self.trouble);
        self.disk.mount();
        let recovered = Journal::open_on(VFS, Path::new(JOURNAL)).and_then(|journal| {
            let recovered = journal.recover()?;
            let numbers = journal.latest_numbers()?;
            Ok((journal, recovered, numbers))
        });
        let (journal, recovered, numbers) = match recovered {
            Ok(all) => all,
            Err(_) if self.trouble != Trouble::None => {
                // The service manager tries again.
                return self.after(5_000, super::world::Happening::Start);
            }
            Err(error) => return self.judge.accuse(format!("the journal cannot be read at the start: {error}")),
        };
        self.compare(&journal);
        self.judge.started();
        let (began, now) = (self.time, self.now(self.time));
        if now.wall.is_none() {
            self.tally.fault(Fault::ClockUnknown);
        }
        let at: Vec<_> = recovered.entries.iter().map(|(_, stamp)| self.moment_of(stamp, now)).collect();
        let entries = recovered.entries.iter().zip(at).map(|((entry, _), at)| (entry, at));
        let mut till = Till::restore(self.plan.settings.clone(), now, recovered.last_number, entries);
        till.know_numbers(numbers);
        self.note(format_args!("start, {} entries", recovered.entries.len()));
        self.process = Some(Process { till, journal, began, untold: VecDeque::new(), disk_rests_until: None });
        let printer = self.printer;
        self.live(|world| {
            world.turn(Event::PrinterChanged(printer))?;
            world.turn(Event::ScannersChanged { open: 1 })?;
            world.turn(Event::Tick)
        });
    }

    /// Holds the journal against what was acknowledged.
    fn compare(&mut self, journal: &Journal) {
        if self.judge.lives.len() > COMPARED_MAX {
            // Of the last turn nobody knows; of all others `recover` has counted the entries.
            let certain = self.judge.entries.len();
            match journal.verify() {
                Ok(rows) if rows == certain => self.judge.unsure.clear(),
                _ => self.judge.accuse(format!("the journal does not verify with {certain} entries")),
            }
            return;
        }
        match journal.newest(u32::MAX) {
            Ok(read) => {
                let read: Vec<Entry> = read.into_iter().map(|(entry, _)| entry).collect();
                if self.judge.recovered(&read) {
                    self.tally.fault(Fault::Ghost);
                }
            }
            Err(error) => self.judge.accuse(format!("the journal cannot be read back: {error}")),
        }
    }

    fn stamp(&self, now: Now) -> Stamp {
        let uptime_ms = self.time - self.booted_at;
        Stamp { wall: now.wall, boot: self.boot.to_string(), uptime_ms }
    }

    /// As `runtime::clock` reckons it.
    fn moment_of(&self, stamp: &Stamp, now: Now) -> Option<Moment> {
        if stamp.boot == self.boot.to_string() {
            return Some(Moment(stamp.uptime_ms - (self.time - self.booted_at)));
        }
        let seconds_ago = now.wall?.0.saturating_sub(stamp.wall?.0).max(0);
        Some(now.moment.after_ms(seconds_ago.saturating_mul(-1_000)))
    }

    /// The deadline came.
    pub(super) fn woken(&mut self) -> Result<(), Down> {
        self.try_disk()?;
        self.turn(Event::Tick)
    }

    /// A worker or a shopper has something to tell.
    pub(super) fn told(&mut self, event: Event) -> Result<(), Down> {
        self.turn(event)
    }

    fn process(&mut self) -> Option<&mut Process> {
        self.process.as_mut()
    }

    fn try_disk(&mut self) -> Result<(), Down> {
        let Some(process) = self.process().filter(|process| process.disk_rests_until.is_some()) else { return Ok(()) };
        process.disk_rests_until = None;
        let tried = process.journal.probe();
        let untold = std::mem::take(&mut process.untold);
        if tried.is_err() {
            self.rest_disk();
            // The answer to a look-up needs no disk.
            let is_look_up = |event: &Event| matches!(event, Event::LookedUp { .. });
            let (look_ups, rest): (VecDeque<_>, _) = untold.into_iter().partition(is_look_up);
            if let Some(process) = self.process() {
                process.untold = rest;
            }
            for event in look_ups {
                self.turn(event)?;
            }
            return Ok(());
        }
        self.turn(Event::Recordable)?;
        for event in untold {
            self.turn(event)?;
        }
        Ok(())
    }

    fn rest_disk(&mut self) {
        let time = self.time;
        if let Some(process) = self.process() {
            process.disk_rests_until = Some(Moment(time - process.began + DISK_REST_MS));
        }
    }

    /// One turn: decide, record, act.
    fn turn(&mut self, event: Event) -> Result<(), Down> {
        let Some(began) = self.process().map(|process| process.began) else { return Ok(()) };
        self.tally.turns += 1;
        let now = self.now(began);
        self.note(format_args!("{}", told(&event)));
        let Some(process) = self.process() else { return Ok(()) };
        if matches!(event, Event::PrinterChanged(_) | Event::ScannersChanged { .. }) {
            let same = std::mem::discriminant(&event);
            process.untold.retain(|untold| std::mem::discriminant(untold) != same);
        }
        let before = process.till.clone();
        let effects = process.till.handle(now, event.clone());
        let records: Vec<Entry> = effects.iter().filter_map(record).collect();
        if self.mutation == Mutation::ActFirst {
            let (sends, others) = effects.into_iter().partition(|effect| matches!(effect, Effect::Send { .. }));
            self.act_all(sends)?;
            if !self.append(now, &records)? {
                return self.undo(now, before, event);
            }
            return self.act_all(others);
        }
        if !self.append(now, &records)? {
            return self.undo(now, before, event);
        }
        self.act_all(effects)
    }

    fn act_all(&mut self, effects: Vec<Effect>) -> Result<(), Down> {
        for effect in effects {
            self.act(effect);
            self.boundary()?;
        }
        Ok(())
    }

    /// Writes the records of a turn. Says whether they are on disk.
    fn append(&mut self, now: Now, records: &[Entry]) -> Result<bool, Down> {
        if records.is_empty() {
            return Ok(true);
        }
        self.boundary()?;
        let tears = !self.healed && self.chance.per_mille(self.plan.rates.crash);
        if tears {
            self.disk.fail_power_after(self.chance.below(COMMIT_OPERATIONS));
        }
        let stamp = self.stamp(now);
        let Some(process) = self.process() else { return Ok(false) };
        let written = process.journal.append(&stamp, records);
        if self.disk.is_dead() {
            self.judge.unsure.push(records.to_vec());
            self.tally.fault(Fault::TornAppend);
            return Err(Down::PowerCut);
        }
        self.disk.keep_power();
        if let Err(error) = written {
            self.note(format_args!("not recorded: {error}"));
            self.judge.unsure.push(records.to_vec());
            let full = self.trouble == Trouble::Full;
            self.tally.fault(if full { Fault::DiskFull } else { Fault::SyncFailed });
            if self.trouble == Trouble::None {
                self.judge.accuse(format!("a disk that is well does not take records: {error}"));
            }
            return Ok(false);
        }
        for entry in records {
            self.note(format_args!("  {}", recorded(entry)));
        }
        self.judge.recorded(records, Some(self.shopper));
        self.boundary()?;
        Ok(true)
    }

    fn undo(&mut self, now: Now, before: Till, event: Event) -> Result<(), Down> {
        self.rest_disk();
        let Some(process) = self.process() else { return Ok(()) };
        process.till = before;
        let by_shopper = matches!(event, Event::Scanned { .. } | Event::Pressed { .. });
        let effects = process.till.handle(now, Event::NotRecorded);
        match event {
            Event::Scanned { .. } | Event::Pressed { .. } | Event::NotRecorded | Event::Recordable | Event::Tick => {}
            told => process.untold.push_back(told),
        }
        let loud = |effect: &Effect| by_shopper || !matches!(effect, Effect::Sound(Sound::Refused));
        self.act_all(effects.into_iter().filter(loud).collect())
    }

    /// A place at which the process may be gone.
    fn boundary(&mut self) -> Result<(), Down> {
        self.boundaries += 1;
        let falls = self.plan.crash_at == Some(self.boundaries)
            || (!self.healed && self.plan.rates.crash > 0 && self.chance.per_mille(self.plan.rates.crash));
        match falls {
            false => Ok(()),
            true if self.chance.per_mille(500) => Err(Down::Kill),
            true => Err(Down::PowerCut),
        }
    }
}

fn record(effect: &Effect) -> Option<Entry> {
    if let Effect::Record(entry) = effect { Some(entry.clone()) } else { None }
}

/// An event in a word or two for the trace.
fn told(event: &Event) -> String {
    match event {
        Event::Scanned { scan, .. } => format!("scan {}", scan.text),
        Event::Pressed { key, .. } => format!("key {key:?}"),
        Event::LookedUp { .. } => "looked up".to_owned(),
        Event::Answered { order, answer } => format!("answer for {}: {answer:?}", order.short()),
        Event::Sought { order, finding } => format!("finding for {}: {finding:?}", order.short()),
        Event::Printed { slip, outcome } => format!("slip {}: {outcome:?}", named(*slip)),
        Event::PrinterChanged(PrinterState::Trouble(_)) => "printer in trouble".to_owned(),
        other => format!("{other:?}"),
    }
}

fn recorded(entry: &Entry) -> String {
    let order = entry.order();
    let order = order.short();
    match entry {
        Entry::Confirmed(what) => format!("confirmed {order}, {}", what.total.get()),
        Entry::Sending { attempt, request, .. } => format!("sending {order}, {request:?}, attempt {attempt}"),
        Entry::Drafted { number, .. } => format!("drafted {order} as {number}"),
        Entry::Accepted { acceptance, .. } => format!("accepted {order} as {}", acceptance.number),
        Entry::Refused { .. } => format!("refused {order}"),
        Entry::NotSent { .. } => format!("not sent {order}"),
        Entry::InDoubt { .. } => format!("in doubt {order}"),
        Entry::Absent { .. } => format!("absent {order}"),
        Entry::Held { why, .. } => format!("held {order}: {why}"),
        Entry::Resolved { resolution, .. } => format!("resolved {order}: {resolution:?}"),
        Entry::Printing { slip } => format!("printing {}", named(*slip)),
        Entry::Printed { slip, outcome } => format!("printed {}: {outcome:?}", named(*slip)),
        Entry::SlipWithheld { why, .. } => format!("no slip {order}: {why:?}"),
    }
}

fn named(slip: crate::till::slip::SlipId) -> String {
    format!("{:?} {} of {}", slip.kind, slip.copy, slip.order.short())
}

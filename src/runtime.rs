//! The loop: the only clock and the only spawner.
//!
//! One task on one thread takes the next input (or the till's deadline), reads the clock once, lets the till decide,
//! waits until the journal says that all records of the turn are on disk, and only then hands the other effects to the
//! workers' inboxes, which never block it. Workers that block in the kernel are named threads; the shop is two tasks, so
//! that a search never holds up a sale.
//!
//! A turn whose records cannot be written did not happen: the till goes back to what it was before. The journal is then
//! tried every second; once it takes records again the till hears of it, and of what workers reported meanwhile. A
//! worker that ends is a bug; the loop ends with its name.

mod act;
pub mod clock;
mod disk;
mod draw;
pub mod figures;
pub mod health;
mod herald;
mod journalist;
pub mod latency;
pub mod lobby;
mod log;
pub mod renewal;
mod report;
pub mod roll;
mod scanners;
pub mod screens;
pub mod service;
mod shop;
pub mod socket;
mod sounds;
mod staff;
mod status;
pub mod tail;
pub mod unknown;
mod wait;
mod workers;

pub use report::Report;

use crate::catalogue::Catalogue;
use crate::devices::Press;
use crate::journal::{self, Journal};
use crate::kash;
use crate::till::effect::Sound;
use crate::till::entry::Entry;
use crate::till::event::PrinterState;
use crate::till::screen::Screen;
use crate::till::settings::Settings;
use crate::till::slip::{Slip, SlipId};
use crate::till::{Effect, Event, Moment, Till};
use clock::Clock;
use draw::fresh;
use figures::Figures;
use health::Healths;
use journalist::Journalist;
use latency::{Stopwatch, Turn};
use lobby::{Input, Lobby};
use roll::Roll;
use scanslip_hw::{Presence, keypad, printer, scanner, tone};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::mpsc;
use tokio::sync::{mpsc as inbox, oneshot};
use unknown::Unknown;
use wait::{asked_to_stop, sleep_until};

/// Everything a kiosk is made of, opened and ready.
#[derive(Debug)]
pub struct Kiosk {
    /// What the till needs to know.
    pub settings: Settings,
    /// Whether the wall clock is right without a time service to say so (a clock battery).
    pub trusts_clock: bool,
    /// Where orders are written before anything is done.
    pub journal: Journal,
    /// What the shop sells.
    pub catalogue: Catalogue,
    /// The shop.
    pub shop: kash::Client,
    /// Each gets a thread.
    pub scanners: Vec<scanner::Settings>,
    /// Whether scanners that can be told so beep for what became of a scan.
    pub scanners_beep: bool,
    /// Each gets a thread.
    pub keypads: Vec<keypad::Settings>,
    /// Where slips go, and how they are pressed into bytes.
    pub printer: Option<(printer::Port, Press)>,
    /// What of the machine itself sounds, if anything.
    pub loudspeaker: Option<tone::Settings>,
    /// Whoever shows screens and slips: each takes everything.
    pub watchers: Vec<mpsc::Sender<Sight>>,
}

/// Something to be seen or heard.
#[derive(Clone, Debug)]
pub enum Sight {
    /// The screen changed.
    Screen(Screen),
    /// A sound.
    Sound(Sound),
    /// A slip went to the printer.
    Slip(Slip),
    /// A step in the life of an order is on disk.
    Recorded(Entry),
    /// The roll is called; nothing is to be seen.
    Called,
    /// The kiosk is about to end.
    End,
}

/// Why the loop ended otherwise than by being asked to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The journal could not be read at the start.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// A worker ended.
    #[error(
        "The {0} worker ended, which is a bug in scanslip; it will be started anew, please report it with the log."
    )]
    WorkerEnded(&'static str),
    /// A thread could not be started.
    #[error("The {0} worker could not be started ({1}); the machine is short of memory or threads.")]
    NotStarted(&'static str, std::io::Error),
}

/// Runs the kiosk until the process is asked to stop, or until the lobby's door was closed and nothing is under way.
pub async fn run(kiosk: Kiosk, lobby: Lobby) -> Result<(), Error> {
    let Lobby { events, mut inputs, roll } = lobby;
    let mut shell = Shell::start(kiosk, &events, roll)?;
    let mut asked_to_stop = std::pin::pin!(asked_to_stop());
    if shell.printer.is_none() {
        shell.turn(Event::PrinterChanged(PrinterState::Absent)).await?;
    } else {
        // What the last process left unprinted is not begun before somebody knows that it can be.
        shell.turn(Event::PrinterChanged(PrinterState::Unseen)).await?;
    }
    shell.turn(Event::Tick).await?;
    tracing::info!("ready");
    loop {
        shell.tell_facts();
        let deadline = shell.deadline().map(|moment| tokio::time::Instant::from_std(shell.clock.instant(moment)));
        let input = tokio::select! {
            biased;
            () = &mut asked_to_stop => break,
            input = inputs.recv() => input,
            () = sleep_until(deadline) => None,
        };
        shell.take(input).await?;
        if shell.is_done() {
            break;
        }
    }
    if shell.roll.is_called() {
        service::stopping();
    }
    shell.watch(&Sight::End);
    Ok(())
}

/// The till and the ways to its workers.
struct Shell {
    till: Till,
    clock: Clock,
    journalist: Journalist,
    look_ups: mpsc::Sender<workers::Errand>,
    roll: Roll,
    /// The loop's own place in it.
    presence: Presence,
    scanners: scanners::Scanners,
    loudspeaker: Option<sounds::Loudspeaker>,
    shop: shop::Shop,
    printer: Option<workers::Printer>,
    watchers: Vec<mpsc::Sender<Sight>>,
    figures: Figures,
    stopwatch: Stopwatch,
    unknown: Unknown,
    /// What the printer said of itself last.
    printer_state: PrinterState,
    /// Why it cannot print, in a sentence for the owner.
    printer_why: Option<String>,
    /// Its roll comes to its end.
    paper_low: bool,
    /// As the catalogue's worker said last.
    articles: Option<u32>,
    /// A shopper is there: the printer's troubles must be noticed soon.
    attended: bool,
    /// Slips that the printer's worker has, by the number of the job.
    jobs: BTreeMap<u64, SlipId>,
    last_job: u64,
    /// Events of a turn that could not be recorded, and when to tell the till again.
    untold: VecDeque<Event>,
    disk_rests_until: Option<Moment>,
    /// Which scanners can read. Each says that it cannot also when it never could.
    open_scanners: BTreeSet<usize>,
    /// Why one could not be read, as was said last.
    scanner_why: Option<String>,
    healths: Healths,
    door_is_closed: bool,
    /// Whoever came in by the door and waits for an answer.
    waiting: Vec<oneshot::Sender<()>>,
}

impl Shell {
    fn start(kiosk: Kiosk, events: &inbox::Sender<Input>, mut roll: Roll) -> Result<Self, Error> {
        let clock = Clock::start(kiosk.trusts_clock);
        let now = clock.now();
        let recovered = kiosk.journal.recover()?;
        let remembered = recovered.entries.iter().map(|(entry, stamp)| (entry, clock.moment_of(stamp, now)));
        let mut till = Till::restore(kiosk.settings, now, recovered.last_number, remembered);
        till.know_numbers(kiosk.journal.latest_numbers()?);
        tracing::info!(orders = till.waiting_orders(), "orders taken up from the journal");
        workers::start_keypads(kiosk.keypads, events, &mut roll)?;
        let presence = roll.enter(roll::LOOP, || ())?;
        let mut shell = Self {
            presence,
            scanners: scanners::Scanners::start(kiosk.scanners, kiosk.scanners_beep, events, &mut roll)?,
            loudspeaker: kiosk
                .loudspeaker
                .map(|settings| sounds::Loudspeaker::start(settings, &mut roll))
                .transpose()?,
            till,
            journalist: Journalist::start(kiosk.journal, clock.clone(), &mut roll)?,
            clock,
            look_ups: workers::start_catalogue(kiosk.catalogue, events, &mut roll)?,
            shop: shop::Shop::start(kiosk.shop, events, &mut roll)?,
            printer: kiosk
                .printer
                .map(|(port, press)| workers::start_printer(port, press, events, &mut roll))
                .transpose()?,
            watchers: kiosk.watchers,
            figures: Figures::default(),
            stopwatch: Stopwatch::default(),
            unknown: Unknown::default(),
            printer_state: PrinterState::Unseen,
            printer_why: None,
            paper_low: false,
            articles: None,
            attended: false,
            jobs: BTreeMap::new(),
            last_job: 0,
            untold: VecDeque::new(),
            disk_rests_until: None,
            open_scanners: BTreeSet::new(),
            scanner_why: None,
            healths: Healths::default(),
            door_is_closed: false,
            waiting: Vec::new(),
            roll,
        };
        shell.roll.begin(events)?;
        Ok(shell)
    }

    /// When the loop must wake: the till's deadline, but not while the disk rests.
    fn deadline(&self) -> Option<Moment> {
        match self.disk_rests_until {
            Some(rest) => Some(rest),
            None => self.till.deadline(),
        }
    }

    fn is_done(&self) -> bool {
        self.door_is_closed && self.untold.is_empty() && self.till.is_at_rest()
    }

    async fn take(&mut self, input: Option<Input>) -> Result<(), Error> {
        let event = match input {
            None => {
                self.try_disk().await?;
                Event::Tick
            }
            Some(Input::Scanned { scanner, scan, at }) => {
                self.figures.scans += 1;
                self.stopwatch.scanned(at);
                Event::Scanned { scanner, scan, fresh: fresh() }
            }
            Some(Input::Pressed { key, at }) => {
                self.stopwatch.pressed(at);
                Event::Pressed { key, fresh: fresh() }
            }
            Some(Input::Scanner { scanner, open, why }) => {
                self.scanner_why = why.or_else(|| self.scanner_why.take());
                let _ = if open { self.open_scanners.insert(scanner) } else { self.open_scanners.remove(&scanner) };
                Event::ScannersChanged { open: self.open_scanners.len() }
            }
            Some(Input::DoorClosed) => {
                self.door_is_closed = true;
                Event::Tick
            }
            Some(Input::Waiting(answered)) => {
                self.waiting.push(answered);
                Event::Tick
            }
            Some(Input::Asked(asked)) => {
                // Whoever does not wait any more has ended.
                let _ = asked.send(self.report());
                return Ok(());
            }
            Some(Input::Resolved { order, resolution, by, done }) => {
                let _ = done.send(self.resolve(order, resolution, by).await?);
                return Ok(());
            }
            Some(Input::CopyWanted { order, by, done }) => {
                let _ = done.send(self.reprint(order, by).await?);
                return Ok(());
            }
            Some(Input::LookedUp { look_up, found }) => Event::LookedUp { look_up, found },
            Some(Input::Answered { order, answer }) => Event::Answered { order, answer },
            Some(Input::Sought { order, finding }) => Event::Sought { order, finding },
            Some(Input::News(news)) => {
                self.learn(news);
                return Ok(());
            }
            Some(Input::Register { open }) => Event::RegisterChanged { open },
            Some(Input::ShopRests { for_s }) => Event::ShopRests { for_s },
            Some(Input::Printed { job, outcome }) => self.printed(job, workers::printing(outcome)),
            Some(Input::Printer { state, why }) => {
                (self.printer_state, self.printer_why) = (state, why);
                Event::PrinterChanged(state)
            }
            Some(Input::Called) => {
                self.call_roll();
                return Ok(());
            }
            Some(Input::Ended(worker)) => return Err(Error::WorkerEnded(worker)),
        };
        self.hear_shop(&event);
        self.turn(event).await
    }

    /// One turn: decide, record, act.
    async fn turn(&mut self, event: Event) -> Result<(), Error> {
        let (now, began) = (self.clock.now(), clock::instant());
        self.supersede(&event);
        let before = self.till.clone();
        log::event(&event);
        let effects = self.till.handle(now, event.clone());
        let turn = Turn::of(&event, &effects);
        let records: Vec<Entry> = effects.iter().filter_map(record).collect();
        if !records.is_empty() {
            if let Err(error) = self.journalist.append(self.clock.stamp(now), records.clone()).await? {
                tracing::error!(%error, "the turn was not recorded and did not happen");
                self.till = before;
                self.undo(now, event);
                return Ok(());
            }
            self.stopwatch.recorded(&records, clock::instant());
            for entry in records {
                log::entry(&entry);
                self.figures.record(&entry);
                self.watch(&Sight::Recorded(entry));
            }
        }
        for effect in effects {
            self.act(effect);
        }
        self.stopwatch.turned(turn, self.till.is_listening(), began, clock::instant());
        if self.till.is_listening() {
            for answered in self.waiting.drain(..) {
                // Whoever does not wait any more has ended.
                let _ = answered.send(());
            }
        }
        Ok(())
    }

    /// Shows something to whoever watches, and forgets who is gone.
    fn watch(&mut self, sight: &Sight) {
        self.watchers.retain(|watcher| watcher.send(sight.clone()).is_ok());
    }
}

fn record(effect: &Effect) -> Option<Entry> {
    if let Effect::Record(entry) = effect { Some(entry.clone()) } else { None }
}

#[cfg(test)]
mod tests;

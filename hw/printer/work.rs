//! One printer's worker: prints one slip after another, proves what can be proven, and looks for a printer that went away.
//!
//! A slip: is the printer well (`DLE EOT`)? -> its body -> a fence, whose answer proves that the body is on paper -> the
//! cut -> a fence, after which the cutter is asked. A printer that answers no question prints all the same: then the slip
//! counts as sent once every byte was taken. Out of paper in the middle, the slip is held: printers keep what they have
//! and go on by themselves, so nothing is decided until the fence comes or the printer's memory is known to be gone.

mod deliver;
mod line;
mod patience;
mod probe;
mod prove;

pub(super) use patience::Patience;
pub use probe::Found;
pub(super) use probe::probe;

use super::profile::{Fence, Status};
use super::status::{Fault, TELL_CHANGES};
use super::wire::{self, Wire};
use super::{Job, Manner, Outcome, Report, Task};
use crate::{Listening, Presence};
use line::{Asked, Line, Talks};
use patience::Since;
use std::io;
use std::ops::ControlFlow::Break;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// What an interrupted command may still wait for, and then a fresh start. A printer that waits for nothing prints
/// nothing of it. More than a band of a picture, or a QR code's text.
const FRESH_START: [u8; 8_194] = {
    let mut bytes = [0; 8_194];
    bytes[8_192] = 0x1b;
    bytes[8_193] = b'@';
    bytes
};

/// How many slips a printer is refused that has never yet said anything but that it is in trouble.
const REFUSALS_MAX: u32 = 3;

/// Opens the way to a printer, within some time.
pub(super) type Open<'a> = &'a mut dyn FnMut(Duration) -> io::Result<Box<dyn Wire>>;

/// Serves one printer until nobody sends tasks or nobody listens.
pub(super) fn work(
    open: Open<'_>,
    manner: Manner,
    tasks: &Receiver<Task>,
    presence: &Presence,
    emit: impl FnMut(Report) -> Listening,
    patience: Patience,
) {
    let retry = patience.retry;
    let mut worker = Worker {
        open,
        manner,
        patience,
        emit,
        presence,
        line: None,
        told: None,
        told_low: false,
        is_over: false,
        is_interrupted: false,
        is_freed: false,
        is_attended: false,
        retry,
        name: None,
        has_talked: false,
        was_well: false,
        refusals: 0,
        begun: Since::now(),
        fences: 0,
    };
    worker.serve(tasks);
}

#[expect(clippy::struct_excessive_bools, reason = "each was seen by itself, and any may come with any")]
struct Worker<'a, E> {
    open: Open<'a>,
    manner: Manner,
    patience: Patience,
    emit: E,
    presence: &'a Presence,
    line: Option<Line>,
    /// The last `Ready` or `Trouble`: only changes are told.
    told: Option<Report>,
    told_low: bool,
    /// Nobody listens any more.
    is_over: bool,
    /// A print broke off; the printer may wait for the rest of a command.
    is_interrupted: bool,
    /// It is known that it waits for no rest of what a process before this one sent.
    is_freed: bool,
    /// Somebody may soon want a slip.
    is_attended: bool,
    /// How long the next wait for a printer in trouble is.
    retry: Duration,
    /// What the last printer was called.
    name: Option<String>,
    /// It has answered a question once: from then on its silence is a fault.
    has_talked: bool,
    /// It has said once that it is well: from then on it is believed that it is not.
    was_well: bool,
    /// Slips in a row that it refused while it never was well.
    refusals: u32,
    /// When the slip in flight began.
    begun: Since,
    /// The number of the last fence.
    fences: u64,
}

impl<E: FnMut(Report) -> Listening> Worker<'_, E> {
    fn serve(&mut self, tasks: &Receiver<Task>) {
        let (mut wait, mut since) = (self.look(), Since::now());
        while !self.is_over {
            self.presence.answer();
            wait = match tasks.recv_timeout(since.left_of(wait)) {
                Ok(Task::Call) => continue,
                Ok(Task::Print(job)) => {
                    self.print(&job);
                    self.next_look()
                }
                Ok(Task::Attend(attended)) => {
                    self.is_attended = attended;
                    self.look()
                }
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            since = Since::now();
        }
    }

    /// Looks whether a print could begin, tells, and says when to look again.
    fn look(&mut self) -> Duration {
        let reached = self.reach();
        self.tell(reached.err());
        self.next_look()
    }

    /// The one place of all waits between attempts. They grow until a whole print went out: a printer that takes a fresh
    /// start and then chokes on every slip is not fed one copy after another.
    fn next_look(&mut self) -> Duration {
        let is_well = self.told == Some(Report::Ready);
        match &self.line {
            Some(line) if is_well && self.is_attended && line.tells() => self.patience.attended,
            Some(_) if is_well => self.patience.idle,
            Some(_) => self.patience.step,
            None if self.is_attended => self.patience.attended,
            None => {
                let longer = (self.retry * 2).min(self.patience.retry_max);
                std::mem::replace(&mut self.retry, longer)
            }
        }
    }

    fn print(&mut self, job: &Job) {
        let (fault, outcome) = self.slip(job);
        match outcome {
            Outcome::Broken(_) => self.is_interrupted = true,
            Outcome::Sent | Outcome::Proven => self.retry = self.patience.retry,
            Outcome::Nothing(_) => {}
        }
        // The state comes first: whoever holds jobs back must know before it sends the next.
        self.tell(fault);
        self.report(Report::Done { id: job.id, outcome });
    }

    /// Makes sure of a way to a printer on which a print can begin.
    fn reach(&mut self) -> Result<(), Fault> {
        if let Some(line) = &mut self.line {
            let heard = line.hear(Duration::ZERO).and_then(|()| line.wire.check());
            if heard.is_err() || line.is_deaf {
                self.line = None;
            }
        }
        if self.line.is_none() {
            let wire = (self.open)(self.patience.connect).map_err(|error| gone(&error))?;
            self.recognise(wire.name());
            self.line = Some(Line::new(wire));
        }
        if self.is_interrupted && self.line.as_ref().is_some_and(|line| line.wire.is_printer()) {
            self.free()?;
        }
        self.is_interrupted = false;
        let met = self.meet();
        if matches!(met, Err(Fault::Gone(_) | Fault::Silent)) {
            self.line = None;
        }
        met
    }

    /// Another printer in the place of the one before is not judged by what that one did.
    fn recognise(&mut self, name: Option<&str>) {
        if let Some(name) = name
            && let Some(before) = self.name.replace(name.to_owned())
            && before != name
        {
            (self.has_talked, self.was_well, self.is_freed, self.refusals) = (false, false, false, 0);
        }
    }

    /// Asks a printer how it is, and learns what it answers.
    fn meet(&mut self) -> Result<(), Fault> {
        let Some(line) = &mut self.line else { return Ok(()) };
        let patience = &self.patience;
        let asks = self.manner.status == Status::DleEot && line.talks != Talks::No && line.can_speak();
        if asks {
            match line.survey(patience).map_err(|error| gone(&error))? {
                Asked::Answered => {
                    if line.talks == Talks::Unknown {
                        line.say(&TELL_CHANGES, patience).map_err(|error| gone(&error))?;
                    }
                    line.talks = Talks::Yes;
                    self.has_talked = true;
                    self.was_well |= line.fault().is_none();
                }
                Asked::Silent if self.has_talked => return Err(Fault::Silent),
                Asked::Silent => line.talks = Talks::No,
                Asked::Blocked => {}
            }
        }
        if line.talks != Talks::Yes {
            line.look_at_port();
            self.was_well |= line.tells() && line.fault().is_none();
        }
        let doubted = line.fault().is_some() && !self.was_well;
        if line.fence.is_none() && (line.fault().is_none() || doubted) {
            self.learn_fence()?;
            self.log_proof();
        }
        let Some(line) = &mut self.line else { return Ok(()) };
        // Whoever prints a fence is not off-line, whatever it says.
        line.lies |= doubted && (line.fence.is_some_and(|fence| fence != Fence::None) || self.refusals >= REFUSALS_MAX);
        line.fault().map_or(Ok(()), Err)
    }

    /// Says for the owner how far this printer's slips are known to be on paper.
    fn log_proof(&self) {
        match self.line.as_ref().and_then(|line| line.fence) {
            Some(Fence::GsH) => tracing::info!("the printer proves each slip by its number (GS ( H)"),
            Some(Fence::GsR) => tracing::info!("the printer proves each slip (GS r)"),
            Some(Fence::None) => tracing::warn!("the printer proves no slip: what it takes counts as sent"),
            // It is off-line, and is asked again once it is not.
            None => {}
        }
    }

    /// Ends whatever command it may be in the middle of.
    fn free(&mut self) -> Result<(), Fault> {
        self.deliver(&FRESH_START, deliver::Pace::Quick).map_err(|stopped| stopped.fault)?;
        self.is_freed = true;
        Ok(())
    }

    /// Finds the fence that the printer knows, from the one its profile names downwards. One that answers none may be in
    /// the middle of a command that was cut off, now or when a process before this one was killed: it gets a fresh start,
    /// and is asked again.
    fn learn_fence(&mut self) -> Result<(), Fault> {
        let kinds: &[Fence] = match self.manner.fence {
            Fence::GsH => &[Fence::GsH, Fence::GsR],
            Fence::GsR => &[Fence::GsR],
            Fence::None => &[],
        };
        for is_fresh in [false, true] {
            let Some(line) = &mut self.line else { return Ok(()) };
            let (talks, is_off_line) = (line.talks == Talks::Yes, line.fault().is_some());
            for &kind in kinds {
                self.fences += 1;
                if line.knows(kind, self.fences, &self.patience).map_err(|error| gone(&error))? {
                    line.fence = Some(kind);
                    // Whoever comes to a command is in the middle of none.
                    self.is_freed = true;
                    return line.run_out(&self.patience).map_err(|error| gone(&error));
                }
            }
            if is_off_line {
                // It keeps the question; what it knows is found out once it is on-line.
                return Ok(());
            }
            let may_wait = line.wire.is_printer() && (!self.is_freed || (talks && !kinds.is_empty()));
            if is_fresh || !may_wait {
                line.fence = Some(Fence::None);
                return Ok(());
            }
            if !kinds.is_empty() {
                line.run_out(&self.patience).map_err(|error| gone(&error))?;
            }
            self.free()?;
        }
        Ok(())
    }

    fn tell(&mut self, fault: Option<Fault>) {
        let low = self.line.as_ref().is_some_and(|line| line.health().paper_is_low());
        if self.line.is_some() && low != std::mem::replace(&mut self.told_low, low) {
            self.report(Report::PaperLow(low));
        }
        let report = fault.map_or(Report::Ready, Report::Trouble);
        if self.told.as_ref() != Some(&report) {
            self.told = Some(report.clone());
            self.report(report);
        }
    }

    fn report(&mut self, report: Report) {
        self.is_over |= (self.emit)(report) == Break(());
    }
}

fn gone(error: &io::Error) -> Fault {
    if error.kind() == io::ErrorKind::TimedOut { Fault::Wedged } else { Fault::Gone(wire::why(error)) }
}

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;

//! One printer's worker: prints one job after another, and looks for a printer that went away.
//!
//! What became of a job is told by how many of its bytes were taken, never by what the printer says of itself: a wrong
//! or missing status must not stop a print.

use super::wire::{self, Wire};
use super::{Job, Outcome, Port, Report};
use crate::Listening;
use std::io;
use std::ops::ControlFlow::{Break, Continue};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// What an interrupted command may still wait for, and then a fresh start. A printer that waits for nothing prints
/// nothing of it. More than a band of a picture, or a QR code's text.
const FRESH_START: [u8; 2_050] = {
    let mut bytes = [0; 2_050];
    bytes[2_048] = 0x1b;
    bytes[2_049] = b'@';
    bytes
};

/// How long a worker waits for what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For a printer to take some more, before trouble is told.
    pub step: Duration,
    /// How many steps in a row without a byte taken end a print.
    pub steps: u32,
    /// Before a printer in trouble is tried again; doubles each time.
    pub retry: Duration,
    /// The longest wait before it is tried again.
    pub retry_max: Duration,
    /// Between looks at a printer that nobody uses.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            step: Duration::from_secs(2),
            steps: 10,
            retry: Duration::from_secs(1),
            retry_max: Duration::from_secs(30),
            idle: Duration::from_secs(30),
        }
    }
}

/// Serves one printer until nobody sends jobs or nobody listens.
pub(super) fn work(port: &Port, jobs: &Receiver<Job>, emit: impl FnMut(Report) -> Listening, patience: Patience) {
    let mut worker = Worker { port, patience, emit, wire: None, told: None, interrupted: false, retry: patience.retry };
    let _ = worker.serve(jobs);
}

struct Worker<'a, E> {
    port: &'a Port,
    patience: Patience,
    emit: E,
    wire: Option<Box<dyn Wire>>,
    /// The last `Ready` or `Trouble`: only changes are told.
    told: Option<Report>,
    /// A print broke off; the printer may wait for the rest of a command.
    interrupted: bool,
    /// How long the next wait for a printer in trouble is.
    retry: Duration,
}

/// Why bytes did not go out.
struct Stopped {
    /// Whether any was taken.
    begun: bool,
    why: String,
}

impl<E: FnMut(Report) -> Listening> Worker<'_, E> {
    fn serve(&mut self, jobs: &Receiver<Job>) -> Listening {
        let mut wait = self.look()?;
        loop {
            wait = match jobs.recv_timeout(wait) {
                Ok(job) => {
                    self.print(&job)?;
                    self.next_look()
                }
                Err(RecvTimeoutError::Timeout) => self.look()?,
                Err(RecvTimeoutError::Disconnected) => return Break(()),
            }
        }
    }

    /// Looks whether a print could begin, tells, and says when to look again.
    fn look(&mut self) -> std::ops::ControlFlow<(), Duration> {
        let reached = self.reach();
        self.tell(reached)?;
        Continue(self.next_look())
    }

    /// The one place of all waits between attempts. They grow until a whole print went out: a printer that takes a fresh
    /// start and then chokes on every slip is not fed one copy after another.
    fn next_look(&mut self) -> Duration {
        if self.wire.is_some() {
            return self.patience.idle;
        }
        let longer = (self.retry * 2).min(self.patience.retry_max);
        std::mem::replace(&mut self.retry, longer)
    }

    fn print(&mut self, job: &Job) -> Listening {
        let outcome = match self.reach() {
            Err(why) => Err(Stopped { begun: false, why }),
            Ok(()) => self.deliver(&job.bytes, true)?,
        };
        let (state, outcome) = match outcome {
            Ok(()) => (Ok(()), Outcome::Sent),
            Err(Stopped { begun: false, why }) => (Err(why.clone()), Outcome::Nothing(why)),
            Err(Stopped { begun: true, why }) => (Err(why.clone()), Outcome::Broken(why)),
        };
        match outcome {
            Outcome::Broken(_) => self.interrupted = true,
            Outcome::Sent => self.retry = self.patience.retry,
            Outcome::Nothing(_) | Outcome::Proven => {}
        }
        // The state comes first: whoever holds jobs back must know before it sends the next.
        self.tell(state)?;
        (self.emit)(Report::Done { id: job.id, outcome })
    }

    /// Makes sure of a way to the printer on which a print can begin.
    fn reach(&mut self) -> Result<(), String> {
        if self.wire.as_mut().is_some_and(|wire| wire.check().is_err()) {
            self.wire = None;
        }
        if self.wire.is_none() {
            self.wire = Some(wire::open(self.port, self.patience.connect).map_err(|error| wire::why(&error))?);
        }
        if self.interrupted && self.wire.as_ref().is_some_and(|wire| wire.is_printer()) {
            match self.deliver(&FRESH_START, false) {
                Continue(Ok(())) => {}
                Continue(Err(stopped)) => return Err(stopped.why),
                Break(()) => return Err("nobody listens".to_owned()),
            }
        }
        self.interrupted = false;
        Ok(())
    }

    /// Hands bytes over until all are out or nothing moves any more; then there is no way to the printer left. Breaks
    /// if nobody listens. `patient` prints wait their time, and trouble is told as soon as nothing moves.
    fn deliver(&mut self, bytes: &[u8], patient: bool) -> std::ops::ControlFlow<(), Result<(), Stopped>> {
        let Some(mut wire) = self.wire.take() else {
            return Continue(Err(Stopped { begun: false, why: "it is not there".to_owned() }));
        };
        let steps = if patient { self.patience.steps } else { 1 };
        let (mut taken, mut left, mut still) = (0, usize::MAX, 0);
        loop {
            let moved = match advance(wire.as_mut(), bytes, &mut taken, &mut left, self.patience.step) {
                Ok(true) => {
                    self.wire = Some(wire);
                    return Continue(Ok(()));
                }
                Ok(false) => Ok(()),
                Err(error) => Err(error),
            };
            match moved {
                Ok(()) => still = 0,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    still += 1;
                    let why = wire::why(&error);
                    if error.kind() != io::ErrorKind::TimedOut || still >= steps {
                        return Continue(Err(Stopped { begun: taken > 0, why }));
                    }
                    self.tell(Err(why))?;
                }
            }
        }
    }

    fn tell(&mut self, state: Result<(), String>) -> Listening {
        let report = state.map_or_else(Report::Trouble, |()| Report::Ready);
        if self.told.as_ref() == Some(&report) {
            return Continue(());
        }
        self.told = Some(report.clone());
        (self.emit)(report)
    }
}

/// One step of a print: `true` once all is out, `TimedOut` if nothing moved.
fn advance(wire: &mut dyn Wire, bytes: &[u8], taken: &mut usize, left: &mut usize, step: Duration) -> io::Result<bool> {
    let rest = bytes.get(*taken..).unwrap_or_default();
    if !rest.is_empty() {
        let written = wire.write(rest, step)?;
        *taken += written;
        return if written == 0 { Err(io::ErrorKind::WriteZero.into()) } else { Ok(false) };
    }
    let unsent = wire.unsent(step)?;
    let moved = unsent < std::mem::replace(left, unsent);
    if unsent > 0 && !moved { Err(io::ErrorKind::TimedOut.into()) } else { Ok(unsent == 0) }
}

#[cfg(test)]
mod tests;

//! The thread that writes the journal: SQLite's sync blocks for as long as the medium takes.
//!
//! When nobody orders it tidies the journal, a small step at a time, so that an order never waits for more than one step.

use super::Error;
use super::clock::Clock;
use super::roll::{JOURNAL, Roll};
use crate::journal::{self, Journal, Stamp};
use crate::till::Moment;
use crate::till::entry::Entry;
use crate::till::order::OrderId;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use tokio::sync::oneshot;

/// How long nothing has been written before the journal is tidied, in milliseconds.
const QUIET_MS: i64 = 60_000;

/// How long a journal stays tidy, in milliseconds: what goes, goes by the day.
const TIDY_MS: i64 = 6 * 3_600_000;

/// The way to the journal's thread; when this is gone the journal is closed, so that the next who opens it can.
#[derive(Debug)]
pub(super) struct Journalist {
    /// `None` only while this is dropped.
    tasks: Option<mpsc::Sender<Task>>,
    thread: Option<thread::JoinHandle<()>>,
}

struct Task {
    what: What,
    done: oneshot::Sender<Result<(), journal::Error>>,
}

enum What {
    Append(Stamp, Vec<Entry>),
    Probe,
    Recall(OrderId, oneshot::Sender<Vec<(Entry, Stamp)>>),
    /// The roll is called.
    Call,
}

impl Journalist {
    #[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
    pub(super) fn start(mut journal: Journal, clock: Clock, roll: &mut Roll) -> Result<Self, Error> {
        // Called through [`Self::call`]: another way to the inbox would keep the journal open.
        let presence = roll.enter(JOURNAL, || ())?;
        let (tasks, inbox) = mpsc::channel::<Task>();
        let write = move || {
            let mut rest = clock.now().moment.after_ms(QUIET_MS);
            loop {
                let Task { what, done } = match inbox.recv_timeout(clock.until(rest)) {
                    Ok(task) => task,
                    Err(RecvTimeoutError::Timeout) => {
                        rest = tidy(&mut journal, &clock);
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                };
                let outcome = match what {
                    What::Append(stamp, entries) => {
                        rest = rest.max(clock.now().moment.after_ms(QUIET_MS));
                        journal.append(&stamp, &entries)
                    }
                    What::Probe => journal.probe(),
                    What::Recall(order, told) => journal.kept(order).map(|entries| drop(told.send(entries))),
                    What::Call => {
                        presence.answer();
                        Ok(())
                    }
                };
                // Whoever asked is gone only when the process ends.
                let _ = done.send(outcome);
            }
        };
        let thread = thread::Builder::new()
            .name(JOURNAL.to_owned())
            .spawn(write)
            .map_err(|error| Error::NotStarted(JOURNAL, error))?;
        Ok(Self { tasks: Some(tasks), thread: Some(thread) })
    }

    /// Comes back when the entries are on the medium, or when it is clear that they are not; fails if the thread has ended.
    pub(super) async fn append(&self, stamp: Stamp, entries: Vec<Entry>) -> Result<Result<(), journal::Error>, Error> {
        self.ask(What::Append(stamp, entries)).await
    }

    /// Whether entries could be written now; fails if the thread has ended.
    pub(super) async fn probe(&self) -> Result<Result<(), journal::Error>, Error> {
        self.ask(What::Probe).await
    }

    /// All that the journal still has of an order, oldest first; fails if the thread has ended.
    pub(super) async fn recall(&self, order: OrderId) -> Result<Result<Vec<(Entry, Stamp)>, journal::Error>, Error> {
        let (told, mut entries) = oneshot::channel();
        let read = self.ask(What::Recall(order, told)).await?;
        Ok(read.map(|()| entries.try_recv().unwrap_or_default()))
    }

    /// As [`Self::probe`], for somebody else than the loop, which does not wait; an ended thread answers with an error.
    pub(super) fn ask_to_probe(&self) -> oneshot::Receiver<Result<(), journal::Error>> {
        let (done, outcome) = oneshot::channel();
        // If the thread has ended, `done` is dropped here and the receiver hears of it.
        let _ = self.send(What::Probe, done);
        outcome
    }

    /// Calls the thread, which answers between two tasks. Does not wait.
    pub(super) fn call(&self) {
        // A thread that has ended answers nothing.
        let _ = self.send(What::Call, oneshot::channel().0);
    }

    async fn ask(&self, what: What) -> Result<Result<(), journal::Error>, Error> {
        let (done, outcome) = oneshot::channel();
        self.send(what, done)?;
        outcome.await.map_err(|_| ended())
    }

    fn send(&self, what: What, done: oneshot::Sender<Result<(), journal::Error>>) -> Result<(), Error> {
        let sent = self.tasks.as_ref().map(|tasks| tasks.send(Task { what, done }));
        if let Some(Ok(())) = sent { Ok(()) } else { Err(ended()) }
    }
}

impl Drop for Journalist {
    fn drop(&mut self) {
        drop(self.tasks.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so.
            let _ = thread.join();
        }
    }
}

const fn ended() -> Error {
    Error::WorkerEnded("journal")
}

/// One step; until when the journal is left alone then. Without the time nobody knows what is old.
fn tidy(journal: &mut Journal, clock: &Clock) -> Moment {
    let now = clock.now();
    let Some(wall) = now.wall else { return now.moment.after_ms(QUIET_MS) };
    match journal.tidy(wall) {
        Ok(true) => now.moment,
        Ok(false) => now.moment.after_ms(TIDY_MS),
        Err(error) => {
            tracing::warn!(%error, "old orders could not be put into the archive; they stay in the journal");
            now.moment.after_ms(TIDY_MS)
        }
    }
}

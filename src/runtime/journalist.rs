//! The thread that writes the journal: SQLite's sync blocks for as long as the medium takes.

use super::Error;
use crate::journal::{self, Journal, Stamp};
use crate::till::entry::Entry;
use std::sync::mpsc;
use std::thread;
use tokio::sync::oneshot;

/// The way to the journal's thread.
#[derive(Debug)]
pub(super) struct Journalist {
    tasks: mpsc::Sender<Task>,
}

struct Task {
    what: What,
    done: oneshot::Sender<Result<(), journal::Error>>,
}

enum What {
    Append(Stamp, Vec<Entry>),
    Probe,
}

impl Journalist {
    #[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
    pub(super) fn start(mut journal: Journal) -> Result<Self, Error> {
        let (tasks, inbox) = mpsc::channel::<Task>();
        let write = move || {
            while let Ok(Task { what, done }) = inbox.recv() {
                let outcome = match what {
                    What::Append(stamp, entries) => journal.append(&stamp, &entries),
                    What::Probe => journal.probe(),
                };
                // Whoever asked is gone only when the process ends.
                let _ = done.send(outcome);
            }
        };
        thread::Builder::new()
            .name("journal".to_owned())
            .spawn(write)
            .map_err(|error| Error::NotStarted("journal", error))?;
        Ok(Self { tasks })
    }

    /// Comes back when the entries are on the medium, or when it is clear that they are not; fails if the thread has ended.
    pub(super) async fn append(&self, stamp: Stamp, entries: Vec<Entry>) -> Result<Result<(), journal::Error>, Error> {
        self.ask(What::Append(stamp, entries)).await
    }

    /// Whether entries could be written now; fails if the thread has ended.
    pub(super) async fn probe(&self) -> Result<Result<(), journal::Error>, Error> {
        self.ask(What::Probe).await
    }

    /// The same for somebody else than the loop, which does not wait; an ended thread answers with an error.
    pub(super) fn ask_to_probe(&self) -> oneshot::Receiver<Result<(), journal::Error>> {
        let (done, outcome) = oneshot::channel();
        // If the thread has ended, `done` is dropped here and the receiver hears of it.
        let _ = self.tasks.send(Task { what: What::Probe, done });
        outcome
    }

    async fn ask(&self, what: What) -> Result<Result<(), journal::Error>, Error> {
        let (done, outcome) = oneshot::channel();
        let gone = || Error::WorkerEnded("journal");
        self.tasks.send(Task { what, done }).map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())
    }
}

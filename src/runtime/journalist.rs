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
    turns: mpsc::Sender<Turn>,
}

struct Turn {
    stamp: Stamp,
    entries: Vec<Entry>,
    written: oneshot::Sender<Result<(), journal::Error>>,
}

/// Why a turn was not recorded.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotWritten {
    #[error(transparent)]
    Journal(#[from] journal::Error),
    #[error("The journal's thread has ended.")]
    Gone,
}

impl Journalist {
    #[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
    pub(super) fn start(mut journal: Journal) -> Result<Self, Error> {
        let (turns, inbox) = mpsc::channel::<Turn>();
        let write = move || {
            while let Ok(turn) = inbox.recv() {
                // Whoever asked is gone only when the process ends.
                let _ = turn.written.send(journal.append(&turn.stamp, &turn.entries));
            }
        };
        thread::Builder::new()
            .name("journal".to_owned())
            .spawn(write)
            .map_err(|error| Error::NotStarted("journal", error))?;
        Ok(Self { turns })
    }

    /// Comes back when the entries are on the medium.
    pub(super) async fn append(&self, stamp: Stamp, entries: Vec<Entry>) -> Result<(), NotWritten> {
        let (written, answer) = oneshot::channel();
        self.turns.send(Turn { stamp, entries, written }).map_err(|_| NotWritten::Gone)?;
        Ok(answer.await.map_err(|_| NotWritten::Gone)??)
    }
}

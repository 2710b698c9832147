//! Where inputs wait for the loop, and the door by which those come in that no device sends: a terminal, a page.

use super::Report;
use super::clock;
use super::health::News;
use super::roll::Roll;
use crate::barcode::Scan;
use crate::till::entry::Resolution;
use crate::till::event::{Answer, Finding, Found, Key, LookUpId, PrinterState};
use crate::till::order::OrderId;
use scanslip_hw::printer;
use std::fmt;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};

/// How many inputs may wait for the loop while the disk is busy; workers wait beyond that.
const INPUTS: usize = 1_024;

/// What reaches the loop from workers.
#[derive(Debug)]
pub(super) enum Input {
    Scanned {
        /// Which scanner, by its place in the settings; none for a code that was typed or picked.
        scanner: Option<usize>,
        /// What it read.
        scan: Scan,
        /// When its last byte had come.
        at: Instant,
    },
    Pressed {
        key: Key,
        at: Instant,
    },
    Scanner {
        scanner: usize,
        open: bool,
        /// Why it cannot read, in a sentence for whoever looks after the device.
        why: Option<String>,
    },
    /// Something is well, or is not; the till need not know.
    News(News),
    DoorClosed,
    Waiting(oneshot::Sender<()>),
    Asked(oneshot::Sender<Report>),
    Resolved {
        order: OrderId,
        resolution: Resolution,
        /// By which way they say so, for the log.
        by: &'static str,
        done: oneshot::Sender<Result<(), String>>,
    },
    #[cfg_attr(not(feature = "console"), expect(dead_code, reason = "it is the page that asks for it"))]
    CopyWanted {
        order: OrderId,
        /// By which way it was asked for, for the log.
        by: &'static str,
        done: oneshot::Sender<Result<(), String>>,
    },
    LookedUp {
        look_up: LookUpId,
        found: Found,
    },
    Answered {
        order: OrderId,
        answer: Answer,
    },
    Sought {
        order: OrderId,
        finding: Finding,
    },
    Register {
        open: bool,
    },
    ShopRests {
        for_s: u32,
    },
    Printed {
        job: u64,
        outcome: printer::Outcome,
    },
    Printer {
        state: PrinterState,
        /// The trouble in the words of whoever looks after the device.
        why: Option<String>,
    },
    /// The roll is called.
    Called,
    Ended(&'static str),
}

/// The inputs on their way to the loop.
pub struct Lobby {
    pub(super) events: mpsc::Sender<Input>,
    pub(super) inputs: mpsc::Receiver<Input>,
    /// Whoever works for the kiosk enters here.
    pub roll: Roll,
}

impl Lobby {
    /// Empty.
    pub fn open() -> Self {
        let (events, inputs) = mpsc::channel(INPUTS);
        Self { events, inputs, roll: Roll::default() }
    }

    /// A way in.
    pub fn door(&self) -> Door {
        Door { events: self.events.clone() }
    }
}

impl fmt::Debug for Lobby {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Lobby({} waiting)", self.inputs.len())
    }
}

/// A way in for scans and keys that no device sends. What is not `async` blocks while the lobby is full and is not for
/// a thread that runs a loop of its own.
#[derive(Clone)]
pub struct Door {
    events: mpsc::Sender<Input>,
}

impl Door {
    /// A code was typed or clicked. Says whether the kiosk still runs.
    pub fn scan(&self, text: &str) -> bool {
        self.events.blocking_send(typed(text)).is_ok()
    }

    /// A key was pressed. Says whether the kiosk still runs.
    pub fn press(&self, key: Key) -> bool {
        self.events.blocking_send(Input::Pressed { key, at: clock::instant() }).is_ok()
    }

    /// Comes back when what came in before has been answered: no look-up and no order is under way.
    pub fn wait_for_answer(&self) {
        let (answered, answer) = oneshot::channel();
        if self.events.blocking_send(Input::Waiting(answered)).is_ok() {
            // An error means that the kiosk has ended, which is an answer too.
            let _ = answer.blocking_recv();
        }
    }

    /// As [`Door::scan`]; waits without blocking.
    pub async fn hand_in_scan(&self, text: &str) -> bool {
        self.events.send(typed(text)).await.is_ok()
    }

    /// As [`Door::press`]; waits without blocking.
    pub async fn hand_in_key(&self, key: Key) -> bool {
        self.events.send(Input::Pressed { key, at: clock::instant() }).await.is_ok()
    }

    /// As [`Door::wait_for_answer`]; waits without blocking.
    pub async fn answered(&self) {
        let (answered, answer) = oneshot::channel();
        if self.events.send(Input::Waiting(answered)).await.is_ok() {
            let _ = answer.await;
        }
    }

    /// Asks the loop how it is; `None` once the kiosk has ended. A loop that does not turn does not answer: bound the wait.
    pub async fn report(&self) -> Option<Report> {
        let (asked, report) = oneshot::channel();
        self.events.send(Input::Asked(asked)).await.ok()?;
        report.await.ok()
    }

    /// One of the staff settles an order that is held, by the way that is named in the log. The reason if that cannot be.
    pub(crate) async fn resolve(&self, order: OrderId, resolution: Resolution, by: &'static str) -> Result<(), String> {
        self.ask(|done| Input::Resolved { order, resolution, by, done }).await
    }

    /// One of the staff wants one more slip of an order. The reason if there is none to be had.
    #[cfg(feature = "console")]
    pub(crate) async fn reprint(&self, order: OrderId, by: &'static str) -> Result<(), String> {
        self.ask(|done| Input::CopyWanted { order, by, done }).await
    }

    async fn ask(&self, input: impl FnOnce(oneshot::Sender<Result<(), String>>) -> Input) -> Result<(), String> {
        let (done, outcome) = oneshot::channel();
        let ended = || "The service is about to end; try again in a moment.".to_owned();
        self.events.send(input(done)).await.map_err(|_| ended())?;
        outcome.await.map_err(|_| ended())?
    }

    /// A worker that stands at the door has ended, which is a bug: the loop ends with its name.
    #[cfg(feature = "console")]
    pub(crate) fn worker_ended(&self, worker: &'static str) {
        let _ = self.events.blocking_send(Input::Ended(worker));
    }

    /// Nobody will come any more: the kiosk ends when nothing is under way.
    pub fn close(&self) {
        // If the kiosk has ended already, all is well.
        let _ = self.events.blocking_send(Input::DoorClosed);
    }
}

/// A code that no scanner sent.
fn typed(text: &str) -> Input {
    Input::Scanned { scanner: None, scan: Scan { text: text.to_owned(), aim: None }, at: clock::instant() }
}

impl fmt::Debug for Door {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Door")
    }
}

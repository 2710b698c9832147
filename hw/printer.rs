//! Receipt printers: blocks become bytes, bytes get onto paper.
//!
//! [`encode()`] is pure, and so is [`paper`], which reads the bytes back as the printer would. [`run`] brings bytes to a
//! printer and says what became of them; it does not look into them.

pub mod block;
mod encode;
pub mod page;
pub mod paper;
pub mod picture;
pub mod profile;
pub mod qr;
mod raster;
mod status;
pub mod text;
mod wire;
mod work;

pub use block::Block;
pub use encode::{EncodeError, Encoded, encode};
pub use profile::Profile;
pub use status::Fault;
pub use work::Found;

use crate::{Listening, Presence};
use std::fmt;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

/// Where a printer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Port {
    /// `/dev/usb/lp0`.
    Usb(PathBuf),
    /// A tty, its speed, and who says when to wait.
    Serial(PathBuf, u32, Flow),
    /// `host:port`.
    Tcp(String),
    /// A file to which slips are appended.
    File(PathBuf),
}

impl fmt::Display for Port {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usb(path) | Self::Serial(path, ..) | Self::File(path) => write!(out, "{}", path.display()),
            Self::Tcp(address) => out.write_str(address),
        }
    }
}

/// How a serial printer says that it takes no more for now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    /// By a byte that it sends. It does no harm where the printer sends none.
    #[default]
    XonXoff,
    /// By a wire that reaches the host's CTS.
    RtsCts,
    /// Not at all: its memory must be larger than any slip.
    None,
}

/// How a printer is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The fence to try first.
    pub fence: profile::Fence,
    /// Whether it is asked how it is.
    pub status: profile::Status,
}

impl Manner {
    /// It is asked nothing.
    pub const MUTE: Self = Self { fence: profile::Fence::None, status: profile::Status::None };
}

/// What a printer's worker is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Print this.
    Print(Job),
    /// Somebody may soon want a slip, or nobody any more: whether trouble must be noticed within 2 s.
    Attend(bool),
    /// The roll is called: answer, if that is not done yet.
    Call,
}

/// One thing to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// The caller's name for it; comes back in the report.
    pub id: u64,
    /// What the printer gets.
    pub body: Vec<u8>,
    /// The cut, which is made once the body is known to be on paper.
    pub cut: Vec<u8>,
}

/// What a printer's worker reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It would print now, as far as it can tell.
    Ready,
    /// It cannot print now, and why.
    Trouble(Fault),
    /// Its roll comes to its end, or does not any more.
    PaperLow(bool),
    /// It is done with a job.
    Done {
        /// Which.
        id: u64,
        /// How it went.
        outcome: Outcome,
    },
}

/// What became of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The printer proved that it is on paper.
    Proven,
    /// Every byte was taken.
    Sent,
    /// Not one byte was taken.
    Nothing(String),
    /// Some bytes were taken.
    Broken(String),
}

/// Serves one printer until the caller drops the other end of `tasks` or `emit` breaks, and answers the roll call, in the
/// middle of a slip too. Blocks; give it a thread.
///
/// The first `Ready` or `Trouble` comes by itself; later ones tell of changes only. A printer in trouble is looked for
/// at growing intervals of 1 to 30 s, so a caller that holds jobs back gets `Ready` once they can go out. A print ends as
/// `Broken` once nothing has moved for 20 s, or after 14 minutes if the printer says what it waits for.
pub fn run(
    port: &Port,
    manner: Manner,
    tasks: &Receiver<Task>,
    presence: &Presence,
    emit: impl FnMut(Report) -> Listening,
) {
    work::work(&mut |wait| wire::open(port, wait), manner, tasks, presence, emit, work::Patience::default());
}

/// Finds out what a printer answers; it prints nothing of it, or some letters if it does not know a question.
///
/// Fails if there is no way to the printer, or if it takes nothing.
pub fn probe(port: &Port) -> Result<Found, Fault> {
    work::probe(&mut |wait| wire::open(port, wait), &work::Patience::default())
}

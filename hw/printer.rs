//! Receipt printers: blocks become bytes, bytes get onto paper.
//!
//! [`encode()`] is pure, and so is [`paper`], which reads the bytes back as the printer would. [`run`] brings bytes to a
//! printer and says what became of them; it does not look into them.

pub mod block;
mod encode;
pub mod page;
pub mod paper;
pub mod profile;
pub mod qr;
pub mod text;

pub use block::Block;
pub use encode::{EncodeError, Encoded, encode};
pub use profile::Profile;

use crate::Listening;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

/// Where a printer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Port {
    /// `/dev/usb/lp0`.
    Usb(PathBuf),
    /// A tty and its speed.
    Serial(PathBuf, u32),
    /// `host:port`.
    Tcp(String),
    /// A file to which slips are appended.
    File(PathBuf),
}

/// One thing to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The caller's name for it; comes back in the report.
    pub id: u64,
    /// What the printer gets.
    pub bytes: Vec<u8>,
}

/// What a printer's worker reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It would print now, as far as it can tell.
    Ready,
    /// It cannot print now, and why, in a few words.
    Trouble(String),
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

/// Serves one printer until the caller drops the other end of `jobs` or `emit` breaks. Blocks; give it a thread.
pub fn run(_port: &Port, _jobs: &Receiver<Job>, _emit: impl FnMut(Report) -> Listening) {}

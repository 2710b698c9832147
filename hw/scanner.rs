//! Barcode scanners: bytes or reports in, scans out.
//!
//! Three pure decoders ([`framing`], [`hid_pos`], [`hid_keyboard`]) turn what a device sends into scans; [`decoder`] is the
//! one face they have. [`run`] is the worker that owns a device: it reads, asks the clock, and reports.

pub mod audition;
mod clock;
pub mod decoder;
pub mod descriptor;
pub mod framing;
mod hid;
pub mod hid_keyboard;
pub mod hid_pos;
pub mod identify;
#[cfg(test)]
pub(crate) mod samples;
mod scan;
mod serial;
mod service;
mod sighting;
mod silence;
mod stdin;
mod voice;

pub use crate::devices::Match;
pub use hid_keyboard::Hint;
pub use scan::{MAX_BYTES, Scan};
pub use sighting::Sighting;
pub use voice::{Cue, Voice};

use crate::devices::Roots;
use crate::hotplug::Hotplug;
use crate::{Listening, Presence};
use hid_keyboard::layout::{Choice, UnknownLayout};
use std::fmt;
use std::path::PathBuf;

/// One scanner, as the settings describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which device.
    pub source: Source,
    /// What ends a scan.
    pub suffix: Suffix,
    /// Keyboard layout that a scanner in keyboard mode is set to: `us`, `fr`... or `auto`.
    pub layout: String,
    /// Silence that ends a scan where no suffix does, in milliseconds.
    pub idle_ms: u32,
}

/// Where scans come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A HID scanner through hidraw, in POS or keyboard mode, found by what is known of it.
    Hid(Match),
    /// A tty.
    Serial {
        /// Its device file.
        path: PathBuf,
        /// Its speed; of no meaning to USB.
        baud: u32,
    },
    /// Lines on standard input.
    Stdin,
}

/// What ends a scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suffix {
    /// Carriage return or line feed, whichever comes; both together are one.
    #[default]
    Newline,
    /// Tab.
    Tab,
    /// Nothing but silence.
    None,
}

/// What a scanner's worker reports.
#[derive(Clone, PartialEq, Eq)]
pub enum Report {
    /// It is open and can read.
    Found {
        /// How it calls itself, for the log.
        name: String,
    },
    /// It went away, or could not be opened; the worker goes on trying.
    Lost {
        /// One sentence.
        why: String,
    },
    /// It read a code.
    Scanned {
        /// What the symbol holds, without suffix and identifier.
        text: String,
        /// The AIM identifier, `]E0` say, if it sent one.
        aim: Option<String>,
    },
    /// It types in another layout than it is read in.
    Layout(Hint),
    /// No more will come, for the reason that `Lost` gave before (standard input is at its end, say).
    Ended,
}

/// A scan may be a customer card: only its length is told.
impl fmt::Debug for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found { name } => write!(out, "Found({name:?})"),
            Self::Lost { why } => write!(out, "Lost({why:?})"),
            Self::Scanned { text, aim } => write!(out, "Scanned({} characters, {aim:?})", text.chars().count()),
            Self::Layout(hint) => write!(out, "Layout({hint:?})"),
            Self::Ended => out.write_str("Ended"),
        }
    }
}

impl From<Scan> for Report {
    fn from(Scan { text, aim }: Scan) -> Self {
        Self::Scanned { text, aim }
    }
}

/// Serves one scanner until `emit` breaks, or until standard input ends. Blocks; give it a thread of its own.
///
/// `voice` speaks to the scanner while it is open, and `presence` answers the roll call. `emit` is only heard when there is something to report: a worker whose device says nothing stays where it is. A
/// layout that is not known (see [`Settings::check`]) is reported as `Lost` and `Ended`.
pub fn run(settings: &Settings, voice: &Voice, presence: &Presence, mut emit: impl FnMut(Report) -> Listening) {
    let _ = match (&settings.source, settings.check()) {
        (Source::Stdin, _) => {
            let wait = || presence.wait_for(rustix::stdio::stdin());
            stdin::run(std::io::stdin().lock(), wait, &mut emit)
        }
        (Source::Serial { path, baud }, _) => serial::run(settings, path, *baud, presence, &mut emit),
        (Source::Hid(wanted), Ok(choice)) => {
            let way = hid::Way { roots: &Roots::default(), voice };
            hid::run(settings, wanted, choice, &way, Hotplug::open(&["hidraw"], None).answering(presence), &mut emit)
        }
        (Source::Hid(_), Err(unknown)) => {
            emit_all(&mut emit, [Report::Lost { why: unknown.to_string() }, Report::Ended])
        }
    };
}

impl Settings {
    /// Whether the layout is known, and which it is.
    pub fn check(&self) -> Result<Choice, UnknownLayout> {
        Choice::named(&self.layout)
    }
}

/// Reports as long as somebody listens.
fn emit_all(
    emit: &mut impl FnMut(Report) -> Listening,
    reports: impl IntoIterator<Item = impl Into<Report>>,
) -> Listening {
    reports.into_iter().try_for_each(|report| emit(report.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn a_layout_that_is_not_known_reads_nothing() {
        let source = Source::Hid(Match::default());
        let settings = Settings { source, suffix: Suffix::Newline, layout: "xx".to_owned(), idle_ms: 50 };
        let mut reports = Vec::new();
        run(&settings, &Voice::default(), &Presence::default(), |report| {
            reports.push(report);
            ControlFlow::Continue(())
        });
        assert!(matches!(&reports[..], [Report::Lost { why }, Report::Ended] if why.contains("use one of us, fr")));
    }

    #[test]
    fn a_report_tells_a_log_no_card_number() {
        let report = Report::Scanned { text: "CUST-0042".to_owned(), aim: None };
        assert_eq!(format!("{report:?}"), "Scanned(9 characters, None)");
    }
}

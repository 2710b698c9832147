//! Barcode scanners: bytes or reports in, scans out.

use crate::Listening;
use std::path::PathBuf;

/// One scanner, as the settings describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which device.
    pub source: Source,
    /// What ends a scan.
    pub suffix: Suffix,
    /// Keyboard layout that a scanner in keyboard mode is set to: `us`, `fr`...
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

/// By what a HID scanner is recognised; what is absent matches any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// USB serial number.
    pub serial: Option<String>,
    /// USB port path.
    pub port: Option<String>,
    /// USB vendor.
    pub vid: Option<u16>,
    /// USB product.
    pub pid: Option<u16>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// No more will come (standard input is at its end).
    Ended,
}

/// Serves one scanner until `emit` breaks, or until standard input ends. Blocks; give it a thread of its own.
pub fn run(_settings: &Settings, mut emit: impl FnMut(Report) -> Listening) {
    let _ = emit(Report::Ended);
}

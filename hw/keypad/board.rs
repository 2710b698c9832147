//! One key device: opened, grabbed, read.

use super::Key;
use super::event::{EVENT_BYTES, events};
use super::presses::Presses;
use crate::devices::keypad::Pad;
use crate::grab;
use rustix::io::Errno;
use rustix::ioctl::{Opcode, Setter, ioctl, opcode};
use std::ffi::c_int;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

/// How many events are read at once: as many as the kernel keeps for a keyboard.
const READ_EVENTS: usize = 64;

/// How a node is opened.
pub(super) type Opener<'a> = &'a dyn Fn(&Path) -> Result<OwnedFd, Errno>;

/// A device that is open.
pub(super) struct Board {
    pub(super) path: PathBuf,
    /// What it is called, whatever its path.
    pub(super) called: String,
    /// The same, with its path.
    pub(super) name: String,
    node: OwnedFd,
    presses: Presses,
}

impl Board {
    pub(super) fn open(pad: &Pad, open: Opener<'_>) -> Result<Self, String> {
        let path = pad.path.clone();
        let called = pad.identity.distinct();
        let name = format!("{called} ({})", path.display());
        let node = open(&path).map_err(|error| cannot_open(&name, error))?;
        Ok(Self { path, called, name, node, presses: Presses::default() })
    }

    /// Reads what is there. An error, one sentence, means that the device is gone.
    pub(super) fn read(&mut self) -> Result<Vec<Key>, String> {
        let mut buffer = [0; READ_EVENTS * EVENT_BYTES];
        match rustix::io::read(&self.node, &mut buffer) {
            Ok(0) => Err(format!("{} went away; plug it in again.", self.name)),
            Ok(length) => {
                let bytes = buffer.get(..length).unwrap_or_default();
                Ok(events(bytes).flat_map(|event| self.presses.take(event)).collect())
            }
            Err(Errno::AGAIN | Errno::INTR) => Ok(Vec::new()),
            Err(error) => Err(format!("{} went away ({error}); plug it in again.", self.name)),
        }
    }
}

impl AsFd for Board {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.node.as_fd()
    }
}

/// Opens a node for us alone, with stamps of a clock that is never set.
pub(super) fn open(path: &Path) -> Result<OwnedFd, Errno> {
    let node = grab::open(path)?;
    stamp_by_monotonic_clock(&node)?;
    Ok(node)
}

#[expect(unsafe_code, reason = "EVIOCSCLOCKID is the only way to do this, and rustix has no safe call for it")]
fn stamp_by_monotonic_clock(node: &OwnedFd) -> Result<(), Errno> {
    const EVIOCSCLOCKID: Opcode = opcode::write::<c_int>(b'E', 0xa0);
    // SAFETY: EVIOCSCLOCKID reads one int and nothing else (Linux, drivers/input/evdev.c, evdev_do_ioctl).
    unsafe { ioctl(node, Setter::<EVIOCSCLOCKID, c_int>::new(libc::CLOCK_MONOTONIC)) }
}

fn cannot_open(name: &str, error: Errno) -> String {
    match error {
        Errno::ACCESS | Errno::PERM => {
            format!("{name} may not be opened by this user; install the udev rules and plug it in again.")
        }
        Errno::BUSY => {
            format!("{name} is grabbed by another [[keypad]] of the settings or by another program; use `match`.")
        }
        other => format!("{name} cannot be opened ({other}); plug it in again."),
    }
}

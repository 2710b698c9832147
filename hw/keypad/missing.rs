//! Which devices of a keypad could not be opened, or went away: each is told once, and remembered until it is back.

use std::path::{Path, PathBuf};

/// What is wished for and not there.
#[derive(Debug, Default)]
pub(super) struct Missing {
    devices: Vec<Device>,
    /// It has been told that there is none at all, or that the last one went.
    is_emptiness_told: bool,
}

#[derive(Debug)]
struct Device {
    path: PathBuf,
    called: String,
    why: String,
}

impl Missing {
    /// A device is not to be had, for that reason. Whether this is new.
    pub(super) fn lack(&mut self, path: &Path, called: &str, why: &str) -> bool {
        let is_new = !self.devices.iter().any(|device| device.path == path);
        if is_new {
            self.devices.push(Device { path: path.to_owned(), called: called.to_owned(), why: why.to_owned() });
        }
        is_new
    }

    /// The same, of one that was open; if it was the last, that is known by this.
    pub(super) fn lose(&mut self, path: &Path, called: &str, why: &str) {
        self.lack(path, called, why);
        self.is_emptiness_told = true;
    }

    /// There is none at all. Whether this is new.
    pub(super) fn lack_all(&mut self) -> bool {
        !std::mem::replace(&mut self.is_emptiness_told, true)
    }

    /// A device is open: what is missing no more is the one at its path, and one that is called alike, for a device that is
    /// plugged in again may get another path.
    pub(super) fn find(&mut self, path: &Path, called: &str) {
        self.is_emptiness_told = false;
        self.devices.retain(|device| device.path != path);
        if let Some(back) = self.devices.iter().position(|device| device.called == called) {
            self.devices.remove(back);
        }
    }

    /// Why one that is still missing is.
    pub(super) fn why(&self) -> Option<&str> {
        self.devices.first().map(|device| device.why.as_str())
    }
}

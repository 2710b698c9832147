//! A file to which prints are appended; a named pipe will do as well.

use super::{Wire, descriptor};
use rustix::fs::{Mode, OFlags};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::Duration;

/// An open file.
pub(super) struct File(OwnedFd);

impl File {
    /// Opens or makes it. Does not wait for the reader of a pipe: without one it is not there.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::open(path, flags, Mode::from_raw_mode(0o640))?))
    }
}

impl Wire for File {
    fn check(&mut self) -> io::Result<()> {
        descriptor::check(&self.0)
    }

    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        descriptor::write(&self.0, bytes, wait)
    }

    fn unsent(&mut self, _: Duration) -> io::Result<usize> {
        match rustix::fs::fdatasync(&self.0) {
            // A pipe or a device has nothing to sync.
            Ok(()) | Err(rustix::io::Errno::INVAL) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    fn read(&mut self, _: &mut [u8], _: Duration) -> io::Result<usize> {
        Ok(0)
    }

    fn can_speak(&self) -> bool {
        false
    }

    fn is_printer(&self) -> bool {
        false
    }
}

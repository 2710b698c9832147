//! USB printers through the kernel's usblp driver: `/dev/usb/lp0`.
//!
//! A blocking write would wait for ever without paper, so the descriptor does not block. Then usblp takes one chunk,
//! says that it was written, and is writable again once the printer has really taken it; to close it before that throws
//! the chunk away. Source: Linux, drivers/usb/class/usblp.c.

use super::{Wire, descriptor};
use rustix::event::PollFlags;
use rustix::fs::{Mode, OFlags};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::Duration;

/// An open USB printer; the kernel lets no other program open it meanwhile.
pub(super) struct Usb(OwnedFd);

impl Usb {
    /// Opens it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        match rustix::fs::open(path, flags, Mode::empty()) {
            // The device file outlives the printer for a moment.
            Err(rustix::io::Errno::NODEV | rustix::io::Errno::NXIO) => Err(io::ErrorKind::NotFound.into()),
            opened => Ok(Self(opened?)),
        }
    }
}

impl Wire for Usb {
    fn check(&mut self) -> io::Result<()> {
        descriptor::check(&self.0)
    }

    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        descriptor::write(&self.0, bytes, wait)
    }

    fn unsent(&mut self, wait: Duration) -> io::Result<usize> {
        let events = descriptor::wait_for(&self.0, PollFlags::OUT, wait)?;
        if events.intersects(PollFlags::ERR | PollFlags::HUP) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(usize::from(!events.contains(PollFlags::OUT)))
    }
}

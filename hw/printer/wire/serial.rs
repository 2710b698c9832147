//! Printers on a serial line, 8N1.
//!
//! XON/XOFF from the printer is obeyed: it does no harm where the printer sends none, and without any flow control a
//! slip overruns small buffers. A printer that is set to DTR/DSR must be set to XON/XOFF.

use super::{Wire, descriptor};
use rustix::event::PollFlags;
use rustix::fs::{Mode, OFlags};
use serialport::{FlowControl, SerialPort, TTYPort};
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::Duration;

/// How often the line's queue is looked at while it empties.
const LOOK: Duration = Duration::from_millis(20);

/// An open serial line.
pub(super) struct Serial {
    /// Its settings and its queue.
    port: TTYPort,
    /// The same line, for writing: the port's own descriptor blocks without a limit once the queue is full.
    output: OwnedFd,
}

impl Serial {
    /// Opens it and keeps other programs out.
    pub(super) fn open(path: &Path, baud: u32) -> io::Result<Self> {
        let settings = serialport::new(path.to_string_lossy(), baud).flow_control(FlowControl::Software).timeout(LOOK);
        let mut port = settings.exclusive(false).open_native()?;
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let output = rustix::fs::open(path, flags, Mode::empty())?;
        port.set_exclusive(true)?;
        Ok(Self { port, output })
    }
}

impl Wire for Serial {
    fn check(&mut self) -> io::Result<()> {
        descriptor::check(&self.output)
    }

    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        descriptor::write(&self.output, bytes, wait)
    }

    fn unsent(&mut self, wait: Duration) -> io::Result<usize> {
        let looks = (wait.as_millis() / LOOK.as_millis()).max(1);
        for _ in 0..looks {
            let left = self.port.bytes_to_write()?;
            if left == 0 {
                // The queue is empty; what the line itself still holds follows at its own speed.
                rustix::termios::tcdrain(&self.output)?;
                return Ok(0);
            }
            descriptor::wait_for(&self.output, PollFlags::empty(), LOOK)?;
        }
        Ok(usize::try_from(self.port.bytes_to_write()?).unwrap_or(usize::MAX))
    }

    fn read(&mut self, into: &mut [u8], wait: Duration) -> io::Result<usize> {
        self.port.set_timeout(wait)?;
        match self.port.read(into) {
            Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::Interrupted) => Ok(0),
            read => read,
        }
    }

    fn can_speak(&self) -> bool {
        true
    }

    fn shows_restarts(&self) -> bool {
        false
    }
}

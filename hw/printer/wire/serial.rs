//! Printers on a serial line, 8N1.
//!
//! Without flow control a slip overruns small memories. Linux obeys XON/XOFF and CTS, and no DSR: a printer that is set to
//! DTR/DSR, as Epson's are, needs a cable that brings its DTR to the host's CTS, or must be set to XON/XOFF.

use super::{Wire, descriptor};
use crate::printer::Flow;
use rustix::event::PollFlags;
use rustix::fs::{Mode, OFlags};
use rustix::termios::{InputModes, OptionalActions};
use serialport::{ClearBuffer, FlowControl, SerialPort, TTYPort};
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
    /// Whether its hardware tells when it is empty. One that is said to send before anything was written never does (some
    /// converters): every slip would wait for it in vain.
    tells: bool,
}

impl Serial {
    /// Opens it and keeps other programs out.
    pub(super) fn open(path: &Path, baud: u32, flow: Flow) -> io::Result<Self> {
        let flow = match flow {
            Flow::XonXoff => FlowControl::Software,
            Flow::RtsCts => FlowControl::Hardware,
            Flow::None => FlowControl::None,
        };
        let settings = serialport::new(path.to_string_lossy(), baud).flow_control(flow).timeout(LOOK);
        let mut port = settings.exclusive(false).open_native()?;
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let output = rustix::fs::open(path, flags, Mode::empty())?;
        port.set_exclusive(true)?;
        ignore_noise(&output)?;
        // What was said before nobody asked for here.
        port.clear(ClearBuffer::Input)?;
        let tells = !is_sending(&output);
        Ok(Self { port, output, tells })
    }
}

impl Serial {
    /// What is not out. `tcdrain` would wait for ever while a printer without paper keeps CTS down.
    fn left(&self) -> io::Result<usize> {
        let queued = usize::try_from(self.port.bytes_to_write()?).unwrap_or(usize::MAX);
        Ok(if queued == 0 { usize::from(self.tells && is_sending(&self.output)) } else { queued })
    }
}

/// A line whose far end loses its power reads as a break, and a break as a byte of zero: for a printer's "printed".
fn ignore_noise(line: &OwnedFd) -> io::Result<()> {
    let mut settings = rustix::termios::tcgetattr(line)?;
    settings.input_modes.insert(InputModes::IGNBRK | InputModes::IGNPAR);
    Ok(rustix::termios::tcsetattr(line, OptionalActions::Now, &settings)?)
}

/// Whether the line's own hardware still holds something. Where it does not tell, the queue is all that is known.
#[expect(unsafe_code, reason = "TIOCSERGETLSR is the only way to learn this without waiting, and rustix has no call")]
fn is_sending(line: &OwnedFd) -> bool {
    const TIOCSERGETLSR: rustix::ioctl::Opcode = 0x5459;
    const TIOCSER_TEMT: std::ffi::c_int = 1;
    // SAFETY: TIOCSERGETLSR writes one int and nothing else (Linux, drivers/tty/serial/serial_core.c).
    let state = unsafe { rustix::ioctl::ioctl(line, rustix::ioctl::Getter::<TIOCSERGETLSR, std::ffi::c_int>::new()) };
    state.is_ok_and(|state| state & TIOCSER_TEMT == 0)
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
            let left = self.left()?;
            if left == 0 {
                return Ok(0);
            }
            descriptor::wait_for(&self.output, PollFlags::empty(), LOOK)?;
        }
        self.left()
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

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::termios::{ControlModes, InputModes, tcgetattr};

    #[test]
    fn a_line_is_set_to_the_flow_control_that_is_asked_for() {
        let (_printer, line) = TTYPort::pair().expect("a pty");
        let path = line.name().expect("its path");
        for (flow, by_byte, by_wire) in
            [(Flow::RtsCts, false, true), (Flow::XonXoff, true, false), (Flow::None, false, false)]
        {
            let open = Serial::open(Path::new(&path), 38_400, flow).expect("it opens");
            let set = tcgetattr(&open.output).expect("a tty");
            let found = (set.input_modes.contains(InputModes::IXON), set.control_modes.contains(ControlModes::CRTSCTS));
            assert_eq!(found, (by_byte, by_wire), "{flow:?}");
        }
    }

    #[test]
    fn a_printer_that_says_wait_is_waited_for_and_one_without_flow_control_is_not() {
        for (flow, waits) in [(Flow::XonXoff, true), (Flow::RtsCts, false), (Flow::None, false)] {
            let (mut printer, line) = TTYPort::pair().expect("a pty");
            let mut open = Serial::open(Path::new(&line.name().expect("its path")), 38_400, flow).expect("it opens");
            // Once its byte has been read, so has what came before it.
            io::Write::write_all(&mut printer, &[0x13, b'!']).expect("the line takes it");
            let mut said = [0; 2];
            let heard = open.read(&mut said, Duration::from_secs(30)).expect("it says something");
            assert_eq!(&said[..heard], if waits { b"!".as_slice() } else { b"\x13!" }, "{flow:?}");
            let written = open.write(b"slip", Duration::from_millis(1)).map_err(|error| error.kind());
            assert_eq!(written, if waits { Err(io::ErrorKind::TimedOut) } else { Ok(4) }, "{flow:?}");
        }
    }

    #[test]
    fn what_was_said_to_somebody_else_is_no_answer() {
        let (mut printer, line) = TTYPort::pair().expect("a pty");
        io::Write::write_all(&mut printer, b"old").expect("the line takes it");
        let mut open =
            Serial::open(Path::new(&line.name().expect("its path")), 38_400, Flow::XonXoff).expect("it opens");
        io::Write::write_all(&mut printer, b"new").expect("the line takes it");
        let mut said = [0; 8];
        let heard = open.read(&mut said, Duration::from_secs(30)).expect("it says something");
        assert_eq!(&said[..heard], b"new");
    }
}

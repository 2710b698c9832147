//! The ways to a printer, each with the same questions: is it there, does it take this, is it all out, what does it say.
//!
//! None of them waits longer than it is told to, and none retries: that is [`super::work`]'s.

mod descriptor;
mod file;
mod serial;
mod tcp;
mod usb;

use super::Port;
use std::io;
use std::time::Duration;

/// How many bytes go out at once: small enough for a printer that has just woken up.
const CHUNK: usize = 4 * 1_024;

/// An open way to a printer.
pub(super) trait Wire {
    /// An error if the far end is known to have gone. Takes no byte to find out.
    fn check(&mut self) -> io::Result<()>;

    /// Hands over some of `bytes` and returns how many. `TimedOut` if none was taken within `wait`.
    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize>;

    /// Waits up to `wait` until all is out, and returns how much is not: bytes, or some number that shrinks.
    fn unsent(&mut self, wait: Duration) -> io::Result<usize>;

    /// What the printer says, waiting up to `wait` for it; 0 if nothing came. `UnexpectedEof` once it can say no more.
    fn read(&mut self, into: &mut [u8], wait: Duration) -> io::Result<usize>;

    /// Whether anything can ever be read.
    fn can_speak(&self) -> bool;

    /// What the port itself says of the printer (USB printer class, port status).
    fn port_status(&mut self) -> Option<u8> {
        None
    }

    /// What the far end is called, where the way tells without asking it; another name is another printer.
    fn name(&self) -> Option<&str> {
        None
    }

    /// Whether a printer that was switched off and on shows by an error of this way.
    fn shows_restarts(&self) -> bool {
        true
    }

    /// Whether a printer at the far end may wait for the rest of an interrupted command.
    fn is_printer(&self) -> bool {
        true
    }
}

/// Opens the way to a printer; `wait` bounds each attempt to connect.
pub(super) fn open(port: &Port, wait: Duration) -> io::Result<Box<dyn Wire>> {
    Ok(match port {
        Port::Usb(path) => Box::new(usb::Usb::open(path)?),
        Port::Serial(path, baud, flow) => Box::new(serial::Serial::open(path, *baud, *flow)?),
        Port::Tcp(address) => Box::new(tcp::Tcp::open(address, wait)?),
        Port::File(path) => Box::new(file::File::open(path)?),
    })
}

/// What went wrong, in a few words for a person; a sentence may go on behind them.
pub(super) fn why(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "it is not there; see that it is switched on and plugged in",
        Kind::PermissionDenied => "the kiosk may not use it; put its user into the group of the device",
        Kind::ConnectionRefused => "it refuses the connection; see that its address is right",
        Kind::HostUnreachable | Kind::NetworkUnreachable => "there is no way to it in the network",
        Kind::TimedOut => "it takes no data; see to paper, cover and cable",
        Kind::ResourceBusy => "another program uses it",
        Kind::StorageFull => "there is no room left to write to",
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => "it hung up",
        _ => return error.to_string(),
    };
    words.to_owned()
}

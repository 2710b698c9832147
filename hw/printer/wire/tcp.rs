//! Network printers: raw bytes over TCP, port 9100 unless another is named.
//!
//! One connection is kept. Before each print it is checked whether the printer hung up, and after it the print counts as
//! out only once the printer's side has acknowledged every byte: a connection that died in silence takes a whole slip
//! into its buffer without an error.

use super::{Wire, descriptor};
use rustix::event::PollFlags;
use rustix::net::sockopt;
use std::io::{self, Read};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// The port of raw printing.
const PORT: u16 = 9_100;
/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 4;
/// How often the acknowledgements are looked at.
const LOOK: Duration = Duration::from_millis(10);

/// A connection.
pub(super) struct Tcp(TcpStream);

impl Tcp {
    /// Connects to `host:port` by name or address, each address within `wait`.
    pub(super) fn open(address: &str, wait: Duration) -> io::Result<Self> {
        let mut why = io::Error::from(io::ErrorKind::HostUnreachable);
        for address in resolve(address)?.take(ADDRESSES_MAX) {
            match TcpStream::connect_timeout(&address, wait) {
                Ok(stream) => return Self::new(stream),
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        // The kernel finds out while nobody prints that the printer lost its power.
        sockopt::set_socket_keepalive(&stream, true)?;
        sockopt::set_tcp_keepidle(&stream, Duration::from_secs(30))?;
        sockopt::set_tcp_keepintvl(&stream, Duration::from_secs(10))?;
        sockopt::set_tcp_keepcnt(&stream, 3)?;
        Ok(Self(stream))
    }
}

fn resolve(address: &str) -> io::Result<std::vec::IntoIter<std::net::SocketAddr>> {
    let bare_v6 = address.parse::<std::net::Ipv6Addr>().is_ok();
    let has_port = !bare_v6 && address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    if has_port { address.to_socket_addrs() } else { (address, PORT).to_socket_addrs() }
}

impl Wire for Tcp {
    fn check(&mut self) -> io::Result<()> {
        match self.0.peek(&mut [0]) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Err(error) if !is_nothing(&error) => Err(error),
            _ => Ok(()),
        }
    }

    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        descriptor::write(&self.0, bytes, wait)
    }

    fn unsent(&mut self, wait: Duration) -> io::Result<usize> {
        let looks = (wait.as_millis() / LOOK.as_millis()).max(1);
        for _ in 0..looks {
            let left = unacknowledged(&self.0)?;
            if left == 0 {
                return Ok(0);
            }
            descriptor::wait_for(&self.0, PollFlags::empty(), LOOK)?;
        }
        unacknowledged(&self.0)
    }

    fn read(&mut self, into: &mut [u8], wait: Duration) -> io::Result<usize> {
        if descriptor::wait_for(&self.0, PollFlags::IN, wait)?.is_empty() {
            return Ok(0);
        }
        match self.0.read(into) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Err(error) if is_nothing(&error) => Ok(0),
            read => read,
        }
    }

    fn can_speak(&self) -> bool {
        true
    }
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// Bytes that the far end has not acknowledged.
#[expect(unsafe_code, reason = "SIOCOUTQ is the only way to learn this, and rustix has no safe call for it")]
fn unacknowledged(stream: &TcpStream) -> io::Result<usize> {
    const SIOCOUTQ: rustix::ioctl::Opcode = 0x5411;
    // SAFETY: SIOCOUTQ writes one int and nothing else (Linux, Documentation of tcp(7)).
    let left = unsafe { rustix::ioctl::ioctl(stream, rustix::ioctl::Getter::<SIOCOUTQ, std::ffi::c_int>::new()) }?;
    Ok(usize::try_from(left).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_leave_out_the_port() {
        for (address, wanted) in [
            ("192.0.2.7", "192.0.2.7:9100"),
            ("192.0.2.7:9101", "192.0.2.7:9101"),
            ("2001:db8::7", "[2001:db8::7]:9100"),
            ("[2001:db8::7]:515", "[2001:db8::7]:515"),
        ] {
            let found = resolve(address).expect("a literal needs no name server").next().map(|a| a.to_string());
            assert_eq!(found.as_deref(), Some(wanted));
        }
    }
}

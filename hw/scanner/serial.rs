//! Serial scanners: any tty, USB (CDC-ACM and adapters) or UART.

use super::decoder::Decoder;
use super::framing::Framing;
use super::service::{self, Device, Opened};
use super::{Report, Settings};
use crate::hotplug::Hotplug;
use crate::{Listening, Presence};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, isatty, tcgetattr, tcsetattr};
use serialport::TTYPort;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::Duration;

/// Serves the scanner at `path` until nobody listens.
pub(super) fn run(
    settings: &Settings,
    path: &Path,
    baud: u32,
    presence: &Presence,
    emit: &mut impl FnMut(Report) -> Listening,
) -> Listening {
    let open = || {
        let device = Port::open(path, baud)?;
        let decoder = Decoder::Serial(Framing::new(settings.suffix, settings.idle_ms));
        Ok(Opened { device, decoder, name: path.display().to_string(), stale_ms: 0 })
    };
    service::keep(open, Hotplug::open(&["tty"], Some(path)).answering(presence), emit)
}

/// Opens a tty to be read alone, with no more of a service around it.
pub(super) fn open(path: &Path, baud: u32) -> Result<OwnedFd, String> {
    Port::open(path, baud).map(|port| port.tty)
}

/// An open tty.
struct Port {
    /// What is read: our own, because `serialport` opens nothing that does not take all of its settings.
    tty: OwnedFd,
    /// Speed, raw mode and the locks that tell others it is taken; absent where the tty has no such settings.
    _settings: Option<TTYPort>,
}

impl Port {
    fn open(path: &Path, baud: u32) -> Result<Self, String> {
        let shown = path.display();
        // Without waiting for a carrier, which a scanner does not give.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let tty = rustix::fs::open(path, flags, Mode::empty()).map_err(|error| cannot_open(path, error))?;
        if !isatty(&tty) {
            return Err(format!("{shown} is not a serial port; set `path` to one that `scanslip devices` lists."));
        }
        let settings = serialport::new(path.to_string_lossy(), baud).open_native();
        let settings = match settings {
            Ok(port) => Some(port),
            Err(error) if error.kind == serialport::ErrorKind::NoDevice => {
                return Err(format!(
                    "{shown} is in use by another program; stop that one, or take {shown} out of its settings."
                ));
            }
            // A pseudo terminal may refuse speeds and locks. It needs neither, only raw mode.
            Err(error) => match make_raw(&tty) {
                Ok(()) => None,
                Err(_) => {
                    return Err(format!("{shown} does not take its settings ({error}); check `baud` and the cable."));
                }
            },
        };
        Ok(Self { tty, _settings: settings })
    }
}

fn cannot_open(path: &Path, error: Errno) -> String {
    let shown = path.display();
    match error {
        Errno::NOENT | Errno::NODEV | Errno::NXIO => {
            format!("{shown} is not there; plug the scanner in or correct `path`.")
        }
        Errno::ACCESS | Errno::PERM => {
            format!(
                "{shown} may not be opened by this user; install the udev rules or add the user to the group dialout."
            )
        }
        Errno::BUSY => format!("{shown} is in use by another program; stop that one."),
        other => format!("{shown} cannot be opened ({other}); check the cable and `path`."),
    }
}

fn make_raw(tty: &OwnedFd) -> Result<(), Errno> {
    let mut settings = tcgetattr(tty)?;
    settings.make_raw();
    tcsetattr(tty, OptionalActions::Now, &settings)
}

impl Device for Port {
    fn read(&mut self, wait: Option<Duration>, presence: &Presence, into: &mut [u8]) -> Result<Option<usize>, String> {
        let timeout = wait.and_then(|wait| Timespec::try_from(wait).ok());
        let tty = PollFd::new(&self.tty, PollFlags::IN);
        // Without a roll call the tty is waited for twice, which is once.
        let bell = presence.bell().map_or(tty.clone(), |bell| PollFd::from_borrowed_fd(bell, PollFlags::IN));
        let mut polled = [tty, bell];
        match poll(&mut polled, timeout.as_ref()) {
            Ok(0) | Err(Errno::INTR) => return Ok(None),
            Ok(_) if polled[0].revents().is_empty() => {
                presence.heard();
                return Ok(None);
            }
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
        match rustix::io::read(&self.tty, into) {
            // Readable and nothing to read: the line has hung up.
            Ok(0) => Err("the line hung up".to_owned()),
            Ok(length) => Ok(Some(length)),
            Err(Errno::INTR | Errno::AGAIN) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;

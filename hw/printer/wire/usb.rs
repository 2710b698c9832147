//! USB printers through the kernel's usblp driver: `/dev/usb/lp0`.
//!
//! A blocking write would wait for ever without paper, so the descriptor does not block. Then usblp takes one chunk,
//! says that it was written, and is writable again once the printer has really taken it; to close it before that throws
//! the chunk away. Source: Linux, drivers/usb/class/usblp.c.

use super::{Wire, descriptor};
use rustix::event::PollFlags;
use rustix::fs::{FileType, Mode, OFlags};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::Duration;

/// How long a printer that answers with nothing is left alone.
const EMPTY_ANSWER: Duration = Duration::from_millis(50);

/// An open USB printer; the kernel lets no other program open it meanwhile.
pub(super) struct Usb {
    fd: OwnedFd,
    /// Whether it was opened for reading: some printers have no way back.
    can_speak: bool,
    /// Its IEEE 1284 device id: maker and model.
    name: Option<String>,
}

impl Usb {
    /// Opens it, for reading too where it is a device that can be read.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let rest = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let is_device = rustix::fs::stat(path).is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode).is_char_device());
        if is_device && let Ok(fd) = rustix::fs::open(path, OFlags::RDWR | rest, Mode::empty()) {
            return Ok(Self { name: name(&fd), fd, can_speak: true });
        }
        match rustix::fs::open(path, OFlags::WRONLY | rest, Mode::empty()) {
            // The device file outlives the printer for a moment.
            Err(rustix::io::Errno::NODEV | rustix::io::Errno::NXIO) => Err(io::ErrorKind::NotFound.into()),
            opened => {
                let fd = opened?;
                Ok(Self { name: name(&fd), fd, can_speak: false })
            }
        }
    }
}

/// As the driver read it when the printer was plugged in.
fn name(fd: &OwnedFd) -> Option<String> {
    let device = rustix::fs::fstat(fd).ok()?.st_rdev;
    let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
    std::fs::read_to_string(format!("/sys/dev/char/{major}:{minor}/device/ieee1284_id")).ok()
}

impl Wire for Usb {
    fn check(&mut self) -> io::Result<()> {
        descriptor::check(&self.fd)
    }

    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        descriptor::write(&self.fd, bytes, wait)
    }

    fn unsent(&mut self, wait: Duration) -> io::Result<usize> {
        let events = descriptor::wait_for(&self.fd, PollFlags::OUT, wait)?;
        if events.intersects(PollFlags::ERR | PollFlags::HUP) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(usize::from(!events.contains(PollFlags::OUT)))
    }

    fn read(&mut self, into: &mut [u8], wait: Duration) -> io::Result<usize> {
        if !descriptor::wait_for(&self.fd, PollFlags::IN, wait)?.contains(PollFlags::IN) {
            return Ok(0);
        }
        match rustix::io::read(&self.fd, into) {
            // An empty packet is an answer to USB and none to us; some printers send nothing else.
            Ok(0) | Err(rustix::io::Errno::AGAIN) => {
                descriptor::wait_for(&self.fd, PollFlags::empty(), wait.min(EMPTY_ANSWER))?;
                Ok(0)
            }
            read => Ok(read?),
        }
    }

    fn can_speak(&self) -> bool {
        self.can_speak
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// `LPGETSTATUS`: takes another lock than a write, so it is answered while one is under way.
    #[expect(unsafe_code, reason = "LPGETSTATUS is the only way to learn this, and rustix has no safe call for it")]
    fn port_status(&mut self) -> Option<u8> {
        const LPGETSTATUS: rustix::ioctl::Opcode = 0x060b;
        // SAFETY: LPGETSTATUS writes one int and nothing else (Linux, drivers/usb/class/usblp.c, usblp_ioctl).
        let status =
            unsafe { rustix::ioctl::ioctl(&self.fd, rustix::ioctl::Getter::<LPGETSTATUS, std::ffi::c_int>::new()) };
        status.ok().and_then(|status| u8::try_from(status & 0xff).ok())
    }
}

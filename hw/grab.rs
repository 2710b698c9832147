//! Taking a key device for ourselves.

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::ioctl::{IntegerSetter, Opcode, ioctl, opcode};
use std::ffi::c_int;
use std::os::fd::OwnedFd;
use std::path::Path;

/// Opens an event node that nobody else hears from then on, until it is closed.
pub(crate) fn open(path: &Path) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let node = rustix::fs::open(path, flags, Mode::empty())?;
    grab(&node)?;
    Ok(node)
}

#[expect(unsafe_code, reason = "EVIOCGRAB is the only way to do this, and rustix has no safe call for it")]
fn grab(node: &OwnedFd) -> Result<(), Errno> {
    const EVIOCGRAB: Opcode = opcode::write::<c_int>(b'E', 0x90);
    // SAFETY: EVIOCGRAB takes its argument by value and touches no memory of ours (Linux, drivers/input/evdev.c,
    // evdev_do_ioctl).
    unsafe { ioctl(node, IntegerSetter::<EVIOCGRAB>::new_usize(1)) }
}

//! The kernel's device: found by what it can, opened, written to.

use crate::devices::{Roots, speaker};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

// Linux, include/uapi/linux/input-event-codes.h.
const EV_SND: u16 = 0x12;
const SND_TONE: u16 = 2;

/// A loudspeaker that is open.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    node: OwnedFd,
}

impl Node {
    /// Opens the one at `path`, or else the first one that there is. An error is one sentence.
    pub(super) fn open(roots: &Roots, path: Option<&Path>) -> Result<Self, String> {
        let path = path.map(Path::to_owned).or_else(|| speaker::nodes(roots).into_iter().next());
        let path: PathBuf =
            path.ok_or("No loudspeaker or buzzer is there that the kernel knows; sounds come from elsewhere.")?;
        let name = path.display().to_string();
        // Never waits: neither for it nor for room in it.
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        match rustix::fs::open(&path, flags, Mode::empty()) {
            Ok(node) => Ok(Self { name, node }),
            Err(Errno::ACCESS | Errno::PERM) => {
                Err(format!("The loudspeaker {name} may not be opened by this user; add the user to the group input."))
            }
            Err(error) => Err(format!("The loudspeaker {name} cannot be opened ({error}); compare with [sound] tone.")),
        }
    }

    /// Sounds a tone of that many hertz until told otherwise; 0 is silence.
    pub(super) fn sound(&mut self, hz: u16) -> Result<(), String> {
        match rustix::io::write(&self.node, &event(hz)) {
            Ok(_) | Err(Errno::AGAIN | Errno::INTR) => Ok(()),
            Err(error) => Err(format!("The loudspeaker {} went away ({error}); plug it in again.", self.name)),
        }
    }
}

/// `struct input_event`: two words for a time, which the kernel sets itself, then type, code and value.
fn event(hz: u16) -> Vec<u8> {
    let mut bytes = vec![0; 2 * size_of::<usize>()];
    bytes.extend(EV_SND.to_ne_bytes());
    bytes.extend(SND_TONE.to_ne_bytes());
    bytes.extend(i32::from(hz).to_ne_bytes());
    bytes
}

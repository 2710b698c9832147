//! The kernel's input devices that can sound a tone.

use super::keypad::has_bit;
use super::{Roots, sysfs};
use std::path::PathBuf;

// Linux, include/uapi/linux/input-event-codes.h.
const SND_TONE: usize = 2;

/// The nodes of all of them, by number.
pub(crate) fn nodes(roots: &Roots) -> Vec<PathBuf> {
    let can_sound = |name: &String| {
        let device = sysfs::device(roots, "input", name);
        let sounds = device.and_then(|device| sysfs::text(&device.join("capabilities/snd")));
        sounds.is_some_and(|sounds| has_bit(&sounds, SND_TONE))
    };
    let names = sysfs::numbered(&roots.sys.join("class/input"), "event").into_iter().filter(can_sound);
    names.map(|name| roots.dev.join("input").join(name)).collect()
}

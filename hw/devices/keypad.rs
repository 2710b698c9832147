//! The kernel's key devices (evdev) that can serve as a keypad: number pads and buttons.

use super::{Identity, Roots, sysfs};
use std::path::{Path, PathBuf};

// Linux, include/uapi/linux/input-event-codes.h.
const KEY_ENTER: usize = 28;
const KEY_KP1: usize = 79;
const KEY_KPENTER: usize = 96;

// The main block's letters, which no number pad has although some claim them: Q and A.
const LETTERS: [usize; 2] = [16, 30];

/// One key device.
#[derive(Clone, Debug)]
pub(crate) struct Pad {
    pub(crate) path: PathBuf,
    pub(crate) identity: Identity,
    /// Where the kernel says it is, interface included.
    pub(crate) phys: Option<String>,
    /// It says that it has letters: a keyboard, a scanner in keyboard mode, or a number pad that claims to be one.
    pub(crate) has_letters: bool,
}

/// All of them, by number.
pub(crate) fn nodes(roots: &Roots) -> Vec<Pad> {
    let names = sysfs::numbered(&roots.sys.join("class/input"), "event");
    names.into_iter().filter_map(|name| pad(roots, &name)).collect()
}

fn pad(roots: &Roots, name: &str) -> Option<Pad> {
    let device = sysfs::device(roots, "input", name)?;
    // Longer than any name.
    let keys = sysfs::bytes(&device.join("capabilities/key")).unwrap_or_default();
    let keys = String::from_utf8_lossy(&keys);
    let phys = sysfs::text(&device.join("phys"));
    let buttons = phys.as_deref().is_some_and(|phys| phys.starts_with("gpio-keys"));
    let has = |key| has_bit(&keys, key);
    let is_keypad = buttons || [KEY_ENTER, KEY_KP1, KEY_KPENTER].into_iter().any(has);
    is_keypad.then(|| Pad {
        path: roots.dev.join("input").join(name),
        identity: identity(&device),
        phys,
        has_letters: LETTERS.into_iter().all(has),
    })
}

/// Whether a bit is set in a bitmap as the kernel prints it: words of the machine in hexadecimal, the highest first.
pub(super) fn has_bit(bitmap: &str, key: usize) -> bool {
    let width = usize::BITS as usize;
    let word = bitmap.split_whitespace().rev().nth(key / width);
    word.and_then(|word| usize::from_str_radix(word, 16).ok()).is_some_and(|word| word >> (key % width) & 1 == 1)
}

fn identity(device: &Path) -> Identity {
    let usb = sysfs::usb_identity(device);
    Identity { name: sysfs::text(&device.join("name")).unwrap_or(usb.name), ..usb }
}

//! The kernel's key devices (evdev) that can serve as a keypad: number pads and buttons.

use super::{Identity, Roots, sysfs};
use std::path::{Path, PathBuf};

// Linux, include/uapi/linux/input-event-codes.h.
const KEY_ENTER: usize = 28;
const KEY_KP1: usize = 79;
const KEY_KPENTER: usize = 96;

/// All of them, by number.
pub(super) fn nodes(roots: &Roots) -> Vec<(PathBuf, Identity)> {
    let names = sysfs::numbered(&roots.sys.join("class/input"), "event");
    names
        .into_iter()
        .filter_map(|name| {
            let device = sysfs::device(roots, "input", &name)?;
            is_keypad(&device).then(|| (roots.dev.join("input").join(&name), identity(&device)))
        })
        .collect()
}

fn is_keypad(device: &Path) -> bool {
    let buttons = sysfs::text(&device.join("phys")).is_some_and(|phys| phys.starts_with("gpio-keys"));
    let keys = sysfs::text(&device.join("capabilities/key")).unwrap_or_default();
    buttons || [KEY_ENTER, KEY_KP1, KEY_KPENTER].into_iter().any(|key| has_key(&keys, key))
}

/// Whether a bit is set in a bitmap as the kernel prints it: words of the machine in hexadecimal, the highest first.
fn has_key(bitmap: &str, key: usize) -> bool {
    let width = usize::BITS as usize;
    let word = bitmap.split_whitespace().rev().nth(key / width);
    word.and_then(|word| usize::from_str_radix(word, 16).ok()).is_some_and(|word| word >> (key % width) & 1 == 1)
}

fn identity(device: &Path) -> Identity {
    let usb = sysfs::usb_identity(device);
    Identity { name: sysfs::text(&device.join("name")).unwrap_or(usb.name), ..usb }
}

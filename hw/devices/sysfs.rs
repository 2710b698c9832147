//! Reading small files of `/sys`, and climbing from a device to the USB device it belongs to.

use super::{Identity, Roots};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No file that is read here is larger, report descriptors included.
const MAX_BYTES: u64 = 4096;
/// Devices of one class that are looked at.
const MAX_DEVICES: usize = 256;
const MAX_NAME: usize = 128;

/// Up to 4096 bytes of a file; `None` if it cannot be read.
pub(super) fn bytes(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A file's text, fit to be shown; `None` if there is none or it is empty.
pub(super) fn text(path: &Path) -> Option<String> {
    clean(&String::from_utf8_lossy(&bytes(path)?))
}

/// What a device says of itself must not command a terminal.
pub(super) fn clean(text: &str) -> Option<String> {
    let plain: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_NAME).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

/// The names in a folder that begin with `prefix` and go on with digits, by number.
pub(super) fn numbered(folder: &Path, prefix: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<(u32, String)> = entries
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            let digits = name.strip_prefix(prefix)?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            Some((digits.parse().ok().filter(|_| plain)?, name))
        })
        .collect();
    names.sort();
    names.truncate(MAX_DEVICES);
    names.into_iter().map(|(_, name)| name).collect()
}

/// Where the kernel keeps the device behind `/sys/class/CLASS/NAME`.
pub(super) fn device(roots: &Roots, class: &str, name: &str) -> Option<PathBuf> {
    roots.sys.join("class").join(class).join(name).join("device").canonicalize().ok()
}

/// What the USB device says that `device` belongs to; empty if it belongs to none.
pub(super) fn usb_identity(device: &Path) -> Identity {
    let Some(usb) = device.ancestors().find(|folder| folder.join("idVendor").is_file()) else {
        return Identity::default();
    };
    let number = |file| text(&usb.join(file)).and_then(|text| u16::from_str_radix(&text, 16).ok());
    Identity {
        name: text(&usb.join("product")).unwrap_or_default(),
        serial: text(&usb.join("serial")),
        port: usb.file_name().and_then(|name| clean(&name.to_string_lossy())),
        vid: number("idVendor"),
        pid: number("idProduct"),
    }
}

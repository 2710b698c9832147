//! Devices that are known by the name of their node: serial ports, USB printers, framebuffers.

use super::{Identity, Kind, Roots, sysfs};
use std::path::PathBuf;

/// Kind, folder below `/dev`, how the names begin, class below `/sys/class`.
const FAMILIES: [(Kind, &str, &str, &str); 5] = [
    // `/dev/serial0` of a Raspberry Pi is a link to whichever UART is on the pins.
    (Kind::Serial, "", "serial", "tty"),
    (Kind::Serial, "", "ttyACM", "tty"),
    (Kind::Serial, "", "ttyUSB", "tty"),
    (Kind::Printer, "usb", "lp", "usbmisc"),
    (Kind::Display, "", "fb", "graphics"),
];

/// All of them, by family, then by number.
pub(super) fn nodes(roots: &Roots) -> Vec<(Kind, PathBuf, Identity)> {
    let mut nodes = Vec::new();
    for (kind, folder, prefix, class) in FAMILIES {
        let folder = roots.dev.join(folder);
        for name in sysfs::numbered(&folder, prefix) {
            let mut identity = sysfs::device(roots, class, &name)
                .map_or_else(Identity::default, |device| sysfs::usb_identity(&device));
            if kind == Kind::Display {
                identity.name =
                    sysfs::text(&roots.sys.join("class").join(class).join(&name).join("name")).unwrap_or_default();
            }
            nodes.push((kind, folder.join(&name), identity));
        }
    }
    nodes
}

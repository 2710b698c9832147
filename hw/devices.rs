//! What is plugged into this machine: scanners, keypads, serial ports, printers, displays. Reads `/sys` and the names in
//! `/dev`; opens nothing.

#[cfg(test)]
pub(crate) mod bench;
pub(crate) mod hidraw;
pub(crate) mod keypad;
mod node;
mod rule;
pub(crate) mod speaker;
mod sysfs;
mod wanted;

pub use wanted::Match;

use rustix::fs::{AtFlags, CWD, accessat};
use std::path::{Path, PathBuf};

/// Where the two trees are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// `/dev`.
    pub dev: PathBuf,
    /// `/sys`.
    pub sys: PathBuf,
}

impl Default for Roots {
    fn default() -> Self {
        Self { dev: "/dev".into(), sys: "/sys".into() }
    }
}

/// One device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What it is good for.
    pub kind: Kind,
    /// Its node.
    pub path: PathBuf,
    /// By what it is known again.
    pub identity: Identity,
    /// Whether this process may use it.
    pub access: Access,
    /// Whether the console hears what it types; `None` if it does not type.
    pub console: Option<Console>,
}

/// What of a keyboard, or of a scanner in keyboard mode, reaches the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// Nothing: the kernel was told to hand nothing on.
    Silent,
    /// All of it, unless somebody has grabbed it meanwhile.
    Hears,
}

impl Console {
    /// One word, for people and for `--json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Hears => "hears",
        }
    }
}

/// What a device is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A barcode scanner in HID POS mode.
    Scanner,
    /// Something that types: a scanner in keyboard mode, a number pad, a keyboard.
    Keyboard,
    /// The keys of such a thing, or buttons, as the kernel hands them on.
    Keypad,
    /// A serial port: a scanner or a printer may be behind it.
    Serial,
    /// A USB printer.
    Printer,
    /// A framebuffer.
    Display,
}

impl Kind {
    /// One word, for people and for `--json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scanner => "scanner",
            Self::Keyboard => "keyboard",
            Self::Keypad => "keypad",
            Self::Serial => "serial",
            Self::Printer => "printer",
            Self::Display => "display",
        }
    }
}

/// By what a device is known again. Text is without control characters, at most 128 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// How it calls itself; may be empty.
    pub name: String,
    /// USB serial number.
    pub serial: Option<String>,
    /// USB port as the kernel names it, `1-1.2` say.
    pub port: Option<String>,
    /// USB vendor.
    pub vid: Option<u16>,
    /// USB product.
    pub pid: Option<u16>,
}

impl Identity {
    /// The name, and what tells a device from its equals.
    pub(crate) fn distinct(&self) -> String {
        match (&self.serial, &self.port) {
            (Some(serial), _) => format!("{}, serial {serial}", self.name),
            (None, Some(port)) => format!("{}, port {port}", self.name),
            (None, None) => self.name.clone(),
        }
    }
}

/// Whether this process may use a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Allowed,
    /// Its permissions are for others.
    Denied,
    /// The kernel knows it, and it has no node.
    Missing,
}

impl Access {
    /// One word, for people and for `--json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Missing => "missing",
        }
    }

    fn to(path: &Path, how: rustix::fs::Access) -> Self {
        match accessat(CWD, path, how, AtFlags::EACCESS) {
            Ok(()) => Self::Allowed,
            Err(rustix::io::Errno::NOENT) => Self::Missing,
            Err(_) => Self::Denied,
        }
    }
}

/// How a HID device sends what it scans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HidMode {
    Pos,
    Keyboard,
}

/// Every device of the kinds above, by kind, then by number. Reads that fail are devices that are not listed.
pub fn list(roots: &Roots) -> Vec<Device> {
    let both = rustix::fs::Access::READ_OK | rustix::fs::Access::WRITE_OK;
    let device = |kind, path: PathBuf, identity, how| {
        let access = Access::to(&path, how);
        Device { kind, path, identity, access, console: None }
    };
    let hid = hidraw::nodes(roots).into_iter().filter_map(|node| {
        let kind = match node.mode()? {
            HidMode::Pos => Kind::Scanner,
            HidMode::Keyboard => Kind::Keyboard,
        };
        let is_silent = node.inputs.iter().all(|input| input.is_inhibited);
        let console = (kind == Kind::Keyboard).then_some(if is_silent { Console::Silent } else { Console::Hears });
        Some(Device { console, ..device(kind, node.path, node.identity, both) })
    });
    let keypads = keypad::nodes(roots)
        .into_iter()
        .map(|pad| device(Kind::Keypad, pad.path, pad.identity, rustix::fs::Access::READ_OK));
    let others = node::nodes(roots).into_iter().map(|(kind, path, identity)| device(kind, path, identity, both));
    let mut devices: Vec<Device> = hid.chain(keypads).chain(others).collect();
    devices.sort_by_key(|device| device.kind);
    devices
}

#[cfg(test)]
mod tests {
    use super::bench::Bench;
    use super::*;
    use crate::scanner::samples::{DS2208, KEYBOARD_WITH_ID};

    #[test]
    fn every_kind_is_listed_with_what_is_known_of_it() {
        let bench = Bench::new();
        bench.hidraw(10, "1-1.1", (0x05e0, 0x2100), "Zebra", "S2", DS2208);
        bench.hidraw(2, "1-1.2", (0x046d, 0xc31c), "Pad\u{1b}[2J", "", KEYBOARD_WITH_ID);
        bench.hidraw(3, "1-1.3", (1, 2), "Mouse", "", &[0x05, 0x01, 0x09, 0x02, 0xa1, 0x01, 0xc0]);
        bench.event(4, "1-1.2", "Pad", &[79]);
        bench.event(5, "1-1.3", "Mouse", &[0x110]);
        bench.usb("tty", "ttyACM0", "ttyACM0", "1-1.4", (0x0c2e, 0x0720), "Voyager");
        bench.usb("usbmisc", "lp0", "usb/lp0", "1-1.5", (0x04b8, 0x0e15), "TM-T20II");
        bench.node("serial0");
        bench.node("ttyS0");
        bench.framebuffer("fb0", "vc4drmfb");
        let devices = list(&bench.roots);
        let seen: Vec<_> = devices
            .iter()
            .map(|device| {
                let path = device.path.strip_prefix(&bench.roots.dev).expect("below /dev").display().to_string();
                let Identity { name, port, vid, .. } = &device.identity;
                (device.kind.word(), path, name.as_str(), port.as_deref().unwrap_or("-"), vid.unwrap_or(0))
            })
            .collect();
        let expected = [
            ("scanner", "hidraw10", "Zebra", "1-1.1", 0x05e0),
            ("keyboard", "hidraw2", "Pad [2J", "1-1.2", 0x046d),
            ("keypad", "input/event4", "Pad", "1-1.2", 0x046d),
            ("serial", "serial0", "", "-", 0),
            ("serial", "ttyACM0", "Voyager", "1-1.4", 0x0c2e),
            ("printer", "usb/lp0", "TM-T20II", "1-1.5", 0x04b8),
            ("display", "fb0", "vc4drmfb", "-", 0),
        ];
        let expected = expected.map(|(kind, path, name, port, vid)| (kind, path.to_owned(), name, port, vid));
        assert_eq!(seen, expected);
        assert!(devices.iter().all(|device| device.access == Access::Allowed));
        assert_eq!(devices[0].identity.serial.as_deref(), Some("S2"));
    }

    #[test]
    fn the_console_hears_what_types_unless_every_part_of_it_is_inhibited() {
        let bench = Bench::new();
        let cases: [(&[Option<&str>], Console); 5] = [
            (&[Some("1")], Console::Silent),
            (&[Some("0")], Console::Hears),
            (&[None], Console::Hears),
            (&[Some("1"), Some("0")], Console::Hears),
            (&[], Console::Silent),
        ];
        for ((inputs, _), number) in cases.iter().zip(0..) {
            bench.hidraw(number, &format!("1-1.{number}"), (1, 2), "Wedge", "", KEYBOARD_WITH_ID);
            for (inhibited, input) in inputs.iter().zip(10 * number..) {
                bench.input_of(number, input, *inhibited);
            }
        }
        bench.hidraw(9, "1-1.9", (0x05e0, 0x2100), "Zebra", "", DS2208);
        let seen: Vec<_> = list(&bench.roots).into_iter().map(|device| device.console).collect();
        let expected: Vec<_> = [None].into_iter().chain(cases.map(|(_, console)| Some(console))).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_device_without_a_node_is_missing() {
        let bench = Bench::new();
        bench.hidraw(0, "1-1.1", (0x05e0, 0x2100), "Zebra", "S2", DS2208);
        std::fs::remove_file(bench.roots.dev.join("hidraw0")).expect("it was there");
        assert_eq!(list(&bench.roots)[0].access, Access::Missing);
    }

    #[test]
    fn a_machine_without_anything_has_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let roots = Roots { dev: folder.path().join("dev"), sys: folder.path().join("sys") };
        assert_eq!(list(&roots), []);
    }
}

//! The hidraw devices of this machine, with their report descriptors.

use super::{HidMode, Identity, Roots, sysfs};
use crate::scanner::descriptor::Descriptor;
use hut::{AsUsage, BarcodeScanner};
use std::path::{Path, PathBuf};

/// HID Usage Tables, Keyboard/Keypad page.
const KEYBOARD_PAGE: u16 = 0x07;

/// One hidraw device.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) path: PathBuf,
    pub(crate) identity: Identity,
    /// Where HID says it is, interface included.
    pub(crate) phys: Option<String>,
    pub(crate) descriptor: Vec<u8>,
    /// What the kernel hands its keys on as.
    pub(crate) inputs: Vec<Input>,
}

/// A key device that the kernel made of a HID device: by it the console hears what a keyboard types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Its event node, if it has one.
    pub(crate) event: Option<PathBuf>,
    /// Whether the kernel was told to hand nothing on (Linux 5.11 and later).
    pub(crate) is_inhibited: bool,
}

impl Node {
    /// How it would send scans; `None` if it is neither a HID POS scanner nor a keyboard, or cannot be understood.
    pub(crate) fn mode(&self) -> Option<HidMode> {
        let descriptor = Descriptor::parse(&self.descriptor).ok()?;
        if descriptor.has_input(BarcodeScanner::DecodedData.usage_value()) {
            Some(HidMode::Pos)
        } else {
            descriptor.has_input_page(KEYBOARD_PAGE).then_some(HidMode::Keyboard)
        }
    }
}

/// All of them, by number.
pub(crate) fn nodes(roots: &Roots) -> Vec<Node> {
    let names = sysfs::numbered(&roots.sys.join("class/hidraw"), "hidraw");
    names.into_iter().filter_map(|name| node(roots, &name)).collect()
}

fn node(roots: &Roots, name: &str) -> Option<Node> {
    let device = sysfs::device(roots, "hidraw", name)?;
    let uevent = String::from_utf8_lossy(&sysfs::bytes(&device.join("uevent"))?).into_owned();
    let property = |key: &str| {
        let value = uevent.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        value.and_then(sysfs::clean)
    };
    // HID_ID=0003:00000C2E:00001007 is bus, vendor, product.
    let id = property("HID_ID").unwrap_or_default();
    let mut numbers = id.split(':').skip(1).map(|part| u32::from_str_radix(part, 16).ok());
    let mut next = || numbers.next().flatten().and_then(|number| u16::try_from(number).ok());
    let usb = sysfs::usb_identity(&device);
    let identity = Identity {
        name: property("HID_NAME").unwrap_or(usb.name),
        serial: property("HID_UNIQ").or(usb.serial),
        port: usb.port,
        vid: next().or(usb.vid),
        pid: next().or(usb.pid),
    };
    let descriptor = sysfs::bytes(&device.join("report_descriptor"))?;
    let inputs = inputs(roots, &device);
    Some(Node { path: roots.dev.join(name), identity, phys: property("HID_PHYS"), descriptor, inputs })
}

fn inputs(roots: &Roots, device: &Path) -> Vec<Input> {
    let folder = device.join("input");
    let names = sysfs::numbered(&folder, "input").into_iter();
    let input = |name: String| {
        let input = folder.join(name);
        let event = sysfs::numbered(&input, "event").into_iter().next();
        Input {
            event: event.map(|event| roots.dev.join("input").join(event)),
            is_inhibited: sysfs::text(&input.join("inhibited")).as_deref() == Some("1"),
        }
    };
    names.map(input).collect()
}

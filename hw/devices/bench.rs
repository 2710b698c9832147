//! A machine for the tests: folders that look like `/dev` and `/sys`.

use super::Roots;
use std::fs::{create_dir_all, write};
use std::os::unix::fs::symlink;
use std::path::PathBuf;

pub(crate) struct Bench {
    pub(crate) roots: Roots,
    _folder: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let roots = Roots { dev: folder.path().join("dev"), sys: folder.path().join("sys") };
        create_dir_all(&roots.dev).expect("a folder");
        Self { roots, _folder: folder }
    }

    /// A file as a device's node.
    pub(crate) fn node(&self, name: &str) {
        let path = self.roots.dev.join(name);
        create_dir_all(path.parent().expect("a parent")).expect("a folder");
        write(path, "").expect("a node");
    }

    /// Plugs a USB device into a port; the result is its interface's folder.
    fn plug(&self, port: &str, (vid, pid): (u16, u16), product: &str) -> PathBuf {
        let usb = self.roots.sys.join("devices/platform/usb1").join(port);
        let interface = usb.join(format!("{port}:1.0"));
        create_dir_all(&interface).expect("a folder");
        write(usb.join("idVendor"), format!("{vid:04x}\n")).expect("a file");
        write(usb.join("idProduct"), format!("{pid:04x}\n")).expect("a file");
        write(usb.join("product"), format!("{product}\n")).expect("a file");
        interface
    }

    /// The class entry of a device.
    fn enter(&self, class: &str, name: &str, device: &PathBuf) {
        let entry = self.roots.sys.join("class").join(class).join(name);
        create_dir_all(&entry).expect("a folder");
        symlink(device, entry.join("device")).expect("a link");
    }

    pub(crate) fn hidraw(&self, number: u32, port: &str, id: (u16, u16), name: &str, serial: &str, descriptor: &[u8]) {
        let (vid, pid) = id;
        let device = self.plug(port, id, name).join(format!("0003:{vid:04X}:{pid:04X}.{number:04X}"));
        create_dir_all(&device).expect("a folder");
        let tail = port.rsplit('-').next().unwrap_or_default();
        let uevent = format!(
            "DRIVER=hid-generic\nHID_ID=0003:{vid:08X}:{pid:08X}\nHID_NAME={name}\nHID_PHYS=usb-host-{tail}/input0\nHID_UNIQ={serial}\n"
        );
        write(device.join("uevent"), uevent).expect("a file");
        write(device.join("report_descriptor"), descriptor).expect("a file");
        self.enter("hidraw", &format!("hidraw{number}"), &device);
        self.node(&format!("hidraw{number}"));
    }

    /// What the kernel hands the keys of a HID device on as.
    pub(crate) fn input_of(&self, hidraw: u32, number: u32, inhibited: Option<&str>) {
        let device = self.roots.sys.join(format!("class/hidraw/hidraw{hidraw}/device"));
        let input = device.join(format!("input/input{number}"));
        create_dir_all(input.join(format!("event{number}"))).expect("a folder");
        if let Some(inhibited) = inhibited {
            write(input.join("inhibited"), format!("{inhibited}\n")).expect("a file");
        }
        self.node(&format!("input/event{number}"));
    }

    /// A key device that has these keys, at most 1,023.
    pub(crate) fn event(&self, number: u32, port: &str, name: &str, keys: &[usize]) {
        let usb = self.roots.sys.join("devices/platform/usb1").join(port);
        if !usb.join("idVendor").is_file() {
            self.plug(port, (1, 2), name);
        }
        self.keys(number, &usb.join(format!("{port}:1.0/input/input{number}")), name, keys);
    }

    /// Buttons on the pins of the machine.
    pub(crate) fn buttons(&self, number: u32, name: &str, keys: &[usize]) {
        let device = self.roots.sys.join(format!("devices/platform/{name}/input/input{number}"));
        self.keys(number, &device, name, keys);
        write(device.join("phys"), "gpio-keys/input0\n").expect("a file");
    }

    fn keys(&self, number: u32, device: &PathBuf, name: &str, keys: &[usize]) {
        create_dir_all(device.join("capabilities")).expect("a folder");
        let width = usize::BITS as usize;
        let mut words = vec![0usize; 1024 / width];
        let last = words.len() - 1;
        for key in keys {
            words[last - key / width] |= 1 << (key % width);
        }
        let words: Vec<String> = words.iter().map(|word| format!("{word:x}")).collect();
        write(device.join("capabilities/key"), words.join(" ") + "\n").expect("a file");
        write(device.join("name"), format!("{name}\n")).expect("a file");
        self.enter("input", &format!("event{number}"), device);
        self.node(&format!("input/event{number}"));
    }

    pub(crate) fn usb(&self, class: &str, name: &str, node: &str, port: &str, id: (u16, u16), product: &str) {
        let interface = self.plug(port, id, product);
        self.enter(class, name, &interface);
        self.node(node);
    }

    pub(crate) fn framebuffer(&self, name: &str, driver: &str) {
        let entry = self.roots.sys.join("class/graphics").join(name);
        create_dir_all(&entry).expect("a folder");
        write(entry.join("name"), driver).expect("a file");
        self.node(name);
    }
}

//! The lines of udev rules that a device needs and that no rule of ours can know beforehand.

use super::{Device, Kind};

impl Device {
    /// Lines for a file in `/etc/udev/rules.d` that let the service open this device and, if it types, keep the console
    /// from hearing it. None where nothing of the kind is needed or too little is known of the device.
    pub fn udev_rules(&self) -> Vec<String> {
        let (Some(vid), Some(pid)) = (self.identity.vid, self.identity.pid) else { return Vec::new() };
        // A HID device is named BUS:VENDOR:PRODUCT.NUMBER, whatever it is connected by.
        let open =
            format!("SUBSYSTEM==\"hidraw\", KERNELS==\"*:{vid:04X}:{pid:04X}.*\", GROUP=\"scanslip\", MODE=\"0660\"");
        let silence = format!(
            "SUBSYSTEM==\"input\", KERNEL==\"input[0-9]*\", ATTR{{id/vendor}}==\"{vid:04x}\", \
             ATTR{{id/product}}==\"{pid:04x}\", ATTR{{inhibited}}=\"1\""
        );
        match self.kind {
            Kind::Scanner => vec![open],
            Kind::Keyboard => vec![silence, open],
            Kind::Keypad | Kind::Serial | Kind::Printer | Kind::Display => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Access, Console, Identity};
    use super::*;

    #[test]
    fn what_types_is_silenced_and_what_is_hid_can_be_opened() {
        let identity = Identity { vid: Some(0x05e0), pid: Some(0x12ab), ..Identity::default() };
        let of = |kind, identity: &Identity| {
            let (path, identity) = ("/dev/hidraw0".into(), identity.clone());
            Device { kind, path, identity, access: Access::Denied, console: Some(Console::Hears) }.udev_rules()
        };
        let open = r#"SUBSYSTEM=="hidraw", KERNELS=="*:05E0:12AB.*", GROUP="scanslip", MODE="0660""#;
        let silence = r#"SUBSYSTEM=="input", KERNEL=="input[0-9]*", ATTR{id/vendor}=="05e0", ATTR{id/product}=="12ab", ATTR{inhibited}="1""#;
        assert_eq!(of(Kind::Scanner, &identity), [open]);
        assert_eq!(of(Kind::Keyboard, &identity), [silence, open]);
        assert_eq!(of(Kind::Serial, &identity), [""; 0]);
        assert_eq!(of(Kind::Keyboard, &Identity::default()), [""; 0]);
    }
}

//! What the kernel and udev say when a device comes or goes. Pure.
//!
//! The kernel: `ACTION@DEVPATH`, then `KEY=VALUE`, each ended by a zero byte (Linux, lib/kobject_uevent.c). udev: a header
//! with the place of the same properties (systemd, libsystemd/sd-device/device-monitor.c).

/// How udev's messages begin; its mark follows, in network byte order.
const UDEV: &[u8] = b"libudev\0";
const UDEV_MARK: u32 = 0xfeed_cafe;

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Uevent<'a> {
    action: &'a [u8],
    subsystem: &'a [u8],
}

impl<'a> Uevent<'a> {
    /// Reads a message; `None` if it is none, or says too little.
    pub(super) fn parse(message: &'a [u8]) -> Option<Self> {
        let properties = if message.starts_with(UDEV) { udev(message)? } else { kernel(message)? };
        let property = |key: &[u8]| properties.split(|&byte| byte == 0).find_map(|line| line.strip_prefix(key));
        Some(Self { action: property(b"ACTION=")?, subsystem: property(b"SUBSYSTEM=")? })
    }

    /// Whether a device of one of these subsystems may be usable now that was not before.
    pub(super) fn brings(self, subsystems: &[&str]) -> bool {
        let goes = matches!(self.action, b"remove" | b"unbind" | b"offline");
        !goes && subsystems.iter().any(|subsystem| subsystem.as_bytes() == self.subsystem)
    }
}

/// The properties of a kernel's message: what follows its first line.
fn kernel(message: &[u8]) -> Option<&[u8]> {
    let end = message.iter().position(|&byte| byte == 0)?;
    message.get(..end)?.contains(&b'@').then(|| message.get(end + 1..))?
}

/// The properties of udev's message. After the mark: size of the header, place and length of the properties, each 32 bits
/// of this machine.
fn udev(message: &[u8]) -> Option<&[u8]> {
    let word = |at: usize| message.get(at..)?.first_chunk::<4>().copied();
    if u32::from_be_bytes(word(8)?) != UDEV_MARK {
        return None;
    }
    let [from, length] = [16, 20].map(|at| word(at).map(u32::from_ne_bytes));
    let from = usize::try_from(from?).ok()?;
    message.get(from..from.checked_add(usize::try_from(length?).ok()?)?)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    const HIDRAW: &[u8] = b"add@/devices/platform/usb1/1-1/1-1:1.0/0003:05E0:1200.0001/hidraw/hidraw0\0ACTION=add\0\
        DEVPATH=/devices/platform/usb1/1-1/1-1:1.0/0003:05E0:1200.0001/hidraw/hidraw0\0SUBSYSTEM=hidraw\0\
        MAJOR=240\0MINOR=0\0DEVNAME=hidraw0\0SEQNUM=2310\0";

    /// What udev sends of the same device.
    fn of_udev(properties: &[u8]) -> Vec<u8> {
        let mut message = UDEV.to_vec();
        message.extend(UDEV_MARK.to_be_bytes());
        for word in [40, 40, u32::try_from(properties.len()).expect("short"), 0, 0, 0, 0] {
            message.extend(u32::to_ne_bytes(word));
        }
        message.extend(properties);
        message
    }

    #[test]
    fn both_forms_are_read() {
        let properties = &HIDRAW[HIDRAW.iter().position(|&byte| byte == 0).expect("a line") + 1..];
        let expected = Some(Uevent { action: b"add", subsystem: b"hidraw" });
        assert_eq!(Uevent::parse(HIDRAW), expected);
        assert_eq!(Uevent::parse(&of_udev(properties)), expected);
    }

    #[test]
    fn only_what_comes_is_a_reason_to_look() {
        let cases = [
            ("add", "hidraw", true),
            ("change", "tty", true),
            ("bind", "hidraw", true),
            ("remove", "hidraw", false),
            ("unbind", "hidraw", false),
            ("add", "block", false),
            ("add", "hidraw2", false),
        ];
        for (action, subsystem, expected) in cases {
            let message = format!("{action}@/devices/a\0ACTION={action}\0SUBSYSTEM={subsystem}\0");
            let uevent = Uevent::parse(message.as_bytes()).expect("a message");
            assert_eq!(uevent.brings(&["hidraw", "tty"]), expected, "{action} {subsystem}");
        }
    }

    #[test]
    fn what_is_no_message_is_none() {
        let mut other_mark = of_udev(b"ACTION=add\0SUBSYSTEM=tty\0");
        other_mark[8] = 0;
        let mut too_long = of_udev(b"ACTION=add\0SUBSYSTEM=tty\0");
        too_long[20..24].copy_from_slice(&u32::MAX.to_ne_bytes());
        let cases: [&[u8]; 8] = [
            b"",
            b"add@/a",
            b"add\0ACTION=add\0SUBSYSTEM=tty\0",
            b"add@/a\0ACTION=add\0",
            b"add@/a\0SUBSYSTEM=tty\0",
            b"libudev\0",
            &other_mark,
            &too_long,
        ];
        for message in cases {
            assert_eq!(Uevent::parse(message), None, "{}", message.escape_ascii());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..300), udev in any::<bool>()) {
            let message = if udev { of_udev(&bytes) } else { bytes };
            let _ = Uevent::parse(&message);
            for length in 0..message.len().min(60) {
                let _ = Uevent::parse(&message[..length]);
            }
        }
    }
}

//! Which of the machine's devices the settings mean.

use super::Identity;

/// By what a device is recognised; what is absent matches any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// USB serial number.
    pub serial: Option<String>,
    /// USB port path, as the kernel names it (`1-1.2`) or as HID does (`usb-0000:01:00.0-1.2/input0`, `/input0` or not).
    pub port: Option<String>,
    /// USB vendor.
    pub vid: Option<u16>,
    /// USB product.
    pub pid: Option<u16>,
}

impl Match {
    /// Whether a device is meant, of which the driver says that it is at `phys`.
    pub(crate) fn fits(&self, identity: &Identity, phys: Option<&str>) -> bool {
        let same = |wanted: &Option<String>, known: &Option<String>| wanted.is_none() || wanted == known;
        let port = self.port.as_ref().is_none_or(|port| {
            let phys = phys.unwrap_or_default();
            identity.port.as_ref() == Some(port) || phys == port || phys.split("/input").next() == Some(port)
        });
        same(&self.serial, &identity.serial)
            && port
            && (self.vid.is_none() || self.vid == identity.vid)
            && (self.pid.is_none() || self.pid == identity.pid)
    }
}

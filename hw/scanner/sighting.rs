//! Whether the HID scanner that the settings mean could be read now, without touching it.

use super::{Match, hid};
use crate::devices::{self, Access, Device, Kind, Roots};

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sighting {
    /// It is there, and this process may open it.
    Usable(Device),
    /// It is there, and its permissions are for others.
    Denied(Device),
    /// None is there in POS mode, and this one types. Nobody's keyboard is taken for a scanner unless it is named.
    Unnamed(Device),
    /// None is there.
    Absent,
}

impl Sighting {
    /// Looks for it.
    pub fn of(roots: &Roots, wanted: &Match) -> Self {
        let listed = devices::list(roots);
        let candidates = hid::candidates(roots, wanted).into_iter();
        let devices = candidates.filter_map(|(node, _)| listed.iter().find(|device| device.path == node.path));
        let meant: Vec<&Device> = devices.filter(|device| device.access != Access::Missing).collect();
        let usable = meant.iter().find(|device| device.access == Access::Allowed);
        let types = |device: &&Device| device.kind == Kind::Keyboard && *wanted == Match::default();
        match (usable, meant.first(), listed.iter().find(types)) {
            (Some(device), ..) => Self::Usable((*device).clone()),
            (None, Some(device), _) => Self::Denied((*device).clone()),
            (None, None, Some(device)) => Self::Unnamed(device.clone()),
            (None, None, None) => Self::Absent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::bench::Bench;
    use crate::scanner::samples::{DS2208, KEYBOARD_WITH_ID};

    fn seen(bench: &Bench, vid: Option<u16>) -> (&'static str, String) {
        let (what, device) = match Sighting::of(&bench.roots, &Match { vid, ..Match::default() }) {
            Sighting::Usable(device) => ("usable", device),
            Sighting::Denied(device) => ("denied", device),
            Sighting::Unnamed(device) => ("unnamed", device),
            Sighting::Absent => return ("absent", String::new()),
        };
        (what, device.identity.name)
    }

    #[test]
    fn a_scanner_is_seen_as_the_service_would_see_it() {
        let bench = Bench::new();
        assert_eq!(seen(&bench, None).0, "absent");
        bench.hidraw(0, "1-1.1", (0x046d, 0xc31c), "Keyboard", "", KEYBOARD_WITH_ID);
        assert_eq!(seen(&bench, None), ("unnamed", "Keyboard".to_owned()));
        assert_eq!(seen(&bench, Some(0x046d)), ("usable", "Keyboard".to_owned()));
        assert_eq!(seen(&bench, Some(0x05e0)).0, "absent", "another one is wanted");
        bench.hidraw(1, "1-1.2", (0x05e0, 0x2100), "Zebra", "S2", DS2208);
        assert_eq!(seen(&bench, None), ("usable", "Zebra".to_owned()));
        std::fs::remove_file(bench.roots.dev.join("hidraw1")).expect("it was there");
        assert_eq!(seen(&bench, None).0, "unnamed", "it has no node");
    }

    #[test]
    fn a_scanner_whose_node_cannot_be_opened_is_denied() {
        let bench = Bench::new();
        bench.hidraw(1, "1-1.2", (0x05e0, 0x2100), "Zebra", "S2", DS2208);
        let node = bench.roots.dev.join("hidraw1");
        std::fs::remove_file(&node).expect("it was there");
        // A link to itself refuses whoever it is, root as well.
        std::os::unix::fs::symlink(&node, &node).expect("a link");
        assert_eq!(seen(&bench, None), ("denied", "Zebra".to_owned()));
    }
}

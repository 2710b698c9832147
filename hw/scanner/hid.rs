//! HID scanners through hidraw, in POS or keyboard mode: which of the machine's devices is meant, and reading it.

use super::decoder::Decoder;
use super::descriptor::Descriptor;
use super::hid_keyboard::HidKeyboard;
use super::hid_keyboard::layout::{Choice, Layout};
use super::hid_pos::{HidPos, Trigger};
use super::service::{self, Device, Opened};
use super::silence::Silence;
use super::voice::Voice;
use super::{Match, Report, Settings};
use crate::devices::hidraw::{self, Node};
use crate::devices::{HidMode, Roots};
use crate::hotplug::Hotplug;
use crate::{Listening, Presence};
use hidapi::{HidApi, HidDevice};
use rustix::fs::{FlockOperation, flock};
use std::cell::Cell;
use std::ffi::CString;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

/// A scanner that nobody read keeps what it scanned and sends it all when it is opened. Milliseconds.
const STALE_MS: u64 = 250;
/// Honeywell, and Hand Held Products before it.
const HONEYWELL: [u16; 2] = [0x0c2e, 0x23d0];
/// Their feature report that says to which interface of a composite device the scans go; 1 is HID POS.
const HONEYWELL_ROUTE: [u8; 2] = [254, 1];

/// Where the devices are, and who wants to speak to one.
pub(super) struct Way<'a> {
    pub(super) roots: &'a Roots,
    pub(super) voice: &'a Voice,
}

/// Serves the wanted scanner until nobody listens.
pub(super) fn run(
    settings: &Settings,
    wanted: &Match,
    choice: Choice,
    way: &Way<'_>,
    hotplug: Hotplug,
    emit: &mut impl FnMut(Report) -> Listening,
) -> Listening {
    // A layout that was adopted outlives the cable being pulled.
    let choice = Cell::new(choice);
    let open = || {
        let mut why = None;
        for (node, mode) in candidates(way.roots, wanted) {
            match open(&node, mode, settings, choice.get(), way.voice) {
                Ok(opened) => return Ok(opened),
                Err(error) => {
                    why.get_or_insert(error);
                }
            }
        }
        Err(why.unwrap_or_else(|| absent(wanted)))
    };
    service::keep(open, hotplug, &mut |report| {
        if let Report::Layout(hint) = &report
            && let Some(layout) = hint.layouts.first().filter(|_| hint.adopted)
            && let Ok(layout) = Layout::named(layout)
        {
            choice.set(Choice { layout, ..choice.get() });
        }
        emit(report)
    })
}

/// The devices that may be meant, the likeliest first: HID POS before keyboards, and a keyboard only if the settings say
/// something of it, because it may be somebody's keyboard.
pub(super) fn candidates(roots: &Roots, wanted: &Match) -> Vec<(Node, HidMode)> {
    let named = *wanted != Match::default();
    let nodes = hidraw::nodes(roots).into_iter().filter(|node| wanted.fits(&node.identity, node.phys.as_deref()));
    let mut candidates: Vec<_> = nodes
        .filter_map(|node| match node.mode() {
            Some(HidMode::Pos) => Some((node, HidMode::Pos)),
            Some(HidMode::Keyboard) if named => Some((node, HidMode::Keyboard)),
            _ => None,
        })
        .collect();
    candidates.sort_by_key(|(_, mode)| *mode);
    candidates
}

fn absent(wanted: &Match) -> String {
    if *wanted == Match::default() {
        "No HID POS scanner is there; plug one in, or name a scanner in keyboard mode by `match` (see `scanslip devices`)."
    } else {
        "No HID scanner is there that fits `match`; plug it in, or compare with `scanslip devices`."
    }
    .to_owned()
}

/// An open hidraw node.
struct Hidraw {
    device: HidDevice,
    /// Locked, so that two workers do not both report what one scanner read.
    _claim: File,
    /// A scanner in keyboard mode is heard by nobody else.
    _silence: Option<Silence>,
    /// Has no scanner to speak to when this one is closed.
    voice: Voice,
}

impl Drop for Hidraw {
    fn drop(&mut self) {
        self.voice.disconnect();
    }
}

fn open(
    node: &Node,
    mode: HidMode,
    settings: &Settings,
    choice: Choice,
    voice: &Voice,
) -> Result<Opened<Hidraw>, String> {
    let shown = node.path.display();
    let claim = claim(&node.path)?;
    let descriptor = Descriptor::parse(&node.descriptor).map_err(|why| format!("{shown}: {why}"))?;
    let trigger = Trigger::of(&descriptor).filter(|_| mode == HidMode::Pos);
    let decoder = match mode {
        HidMode::Pos => HidPos::new(&descriptor).map(Decoder::Pos),
        HidMode::Keyboard => {
            HidKeyboard::new(descriptor, choice, settings.suffix, settings.idle_ms).map(Decoder::Keyboard)
        }
    };
    let decoder = decoder.map_err(|why| format!("{shown}: {why}"))?;
    let path = CString::new(node.path.as_os_str().as_bytes()).map_err(|_| format!("{shown} is no path."))?;
    let device = HidApi::new()
        .and_then(|api| api.open_path(&path))
        .map_err(|error| format!("{shown} cannot be opened ({error}); install the udev rules."))?;
    if let Some(route) = route(node, mode) {
        // A device that is nothing but HID POS refuses it, and needs it not.
        let _ = device.send_feature_report(&route);
    }
    if let Some(trigger) = trigger
        && let Ok(node) = File::options().write(true).open(&node.path)
    {
        voice.connect(node, trigger);
    }
    let silence = (mode == HidMode::Keyboard).then(|| Silence::of(node));
    if let Some(silence) = &silence {
        silence.log(node);
    }
    let name = format!("{} ({shown})", node.identity.distinct());
    let device = Hidraw { device, _claim: claim, _silence: silence, voice: voice.clone() };
    Ok(Opened { device, decoder, name, stale_ms: STALE_MS })
}

/// What a device must be told before it sends its scans here.
fn route(node: &Node, mode: HidMode) -> Option<[u8; 2]> {
    let honeywell = node.identity.vid.is_some_and(|vid| HONEYWELL.contains(&vid));
    (honeywell && mode == HidMode::Pos).then_some(HONEYWELL_ROUTE)
}

fn claim(path: &Path) -> Result<File, String> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            format!("{shown} may not be opened by this user; install the udev rules and plug the scanner in again.")
        }
        _ => format!("{shown} cannot be opened ({error}); plug the scanner in again."),
    })?;
    flock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|_| {
        format!("{shown} is in use by another scanner of the settings, or by another program; use `match`.")
    })?;
    Ok(file)
}

impl Device for Hidraw {
    fn read(&mut self, wait: Option<Duration>, presence: &Presence, into: &mut [u8]) -> Result<Option<usize>, String> {
        // `hidapi` hands out no descriptor with which the bell could be waited for.
        let timeout = presence.at_most(wait).map_or(-1, |wait| i32::try_from(wait.as_millis()).unwrap_or(i32::MAX));
        match self.device.read_timeout(into, timeout) {
            Ok(0) => Ok(None),
            Ok(length) => Ok(Some(length)),
            Err(error) => Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::bench::Bench;
    use crate::scanner::samples::{DS2208, KEYBOARD_WITH_ID, XENON};
    use crate::scanner::{Source, Suffix};

    fn bench() -> Bench {
        let bench = Bench::new();
        bench.hidraw(0, "1-1.1", (0x046d, 0xc31c), "Somebody's keyboard", "", KEYBOARD_WITH_ID);
        bench.hidraw(1, "1-1.2", (0x05e0, 0x1200), "Wedge", "S1", KEYBOARD_WITH_ID);
        bench.hidraw(2, "1-1.3", (0x05e0, 0x2100), "Zebra", "S2", DS2208);
        bench.hidraw(10, "1-1.4", (0x0c2e, 0x1007), "Honeywell", "", XENON);
        bench
    }

    fn settings() -> Settings {
        let source = Source::Hid(Match::default());
        Settings { source, suffix: Suffix::Newline, layout: "us".to_owned(), idle_ms: 50 }
    }

    fn found(wanted: &Match) -> Vec<String> {
        let bench = bench();
        let candidates = candidates(&bench.roots, wanted);
        candidates.into_iter().map(|(node, _)| node.identity.name).collect()
    }

    #[test]
    fn nobodys_keyboard_is_taken_unless_it_is_named() {
        let text = |text: &str| Some(text.to_owned());
        let cases: [(Match, &[&str]); 8] = [
            (Match::default(), &["Zebra", "Honeywell"]),
            (Match { vid: Some(0x05e0), ..Match::default() }, &["Zebra", "Wedge"]),
            (Match { vid: Some(0x05e0), pid: Some(0x1200), ..Match::default() }, &["Wedge"]),
            (Match { serial: text("S1"), ..Match::default() }, &["Wedge"]),
            (Match { port: text("1-1.4"), ..Match::default() }, &["Honeywell"]),
            (Match { port: text("usb-host-1.1"), ..Match::default() }, &["Somebody's keyboard"]),
            (Match { port: text("usb-host-1.1/input0"), ..Match::default() }, &["Somebody's keyboard"]),
            (Match { serial: text(""), ..Match::default() }, &[]),
        ];
        for (wanted, expected) in cases {
            assert_eq!(found(&wanted), expected, "{wanted:?}");
        }
    }

    #[test]
    fn scans_of_a_honeywell_composite_are_routed_to_hid_pos() {
        let bench = Bench::new();
        let devices =
            [(0x0c2e, XENON, true), (0x23d0, XENON, true), (0x05e0, DS2208, false), (0x0c2e, KEYBOARD_WITH_ID, false)];
        for (number, (vid, descriptor, _)) in (0..).zip(devices) {
            bench.hidraw(number, &format!("1-1.{}", number + 1), (vid, 0x1007), "Scanner", "", descriptor);
        }
        for (node, (vid, _, routed)) in hidraw::nodes(&bench.roots).into_iter().zip(devices) {
            let mode = node.mode().expect("a scanner");
            assert_eq!(route(&node, mode), routed.then_some([254, 1]), "{vid:04x} {mode:?}");
        }
    }

    #[test]
    fn of_two_interfaces_the_one_on_the_barcode_page_is_read() {
        // The same report, but on a page of the maker's own.
        let vendor = DS2208.iter().scan(0, |before, &byte| Some((std::mem::replace(before, byte), byte)));
        let mut of_maker = Vec::new();
        for (before, byte) in vendor {
            match (before, byte) {
                (0x05, 0x8c) => {
                    of_maker.pop();
                    of_maker.extend([0x06, 0x8c, 0xff]);
                }
                _ => of_maker.push(byte),
            }
        }
        let bench = Bench::new();
        bench.hidraw(0, "1-1.1", (0x05e0, 0x2100), "Vendor's", "", &of_maker);
        bench.hidraw(1, "1-1.2", (0x05e0, 0x2100), "POS", "", DS2208);
        assert!(Descriptor::parse(&of_maker).is_ok(), "it is a descriptor");
        let known = Match { vid: Some(0x05e0), pid: Some(0x2100), ..Match::default() };
        for wanted in [Match::default(), known] {
            let found: Vec<_> = candidates(&bench.roots, &wanted).into_iter().map(|(node, _)| node.path).collect();
            assert_eq!(found, [bench.roots.dev.join("hidraw1")], "{wanted:?}");
        }
    }

    #[test]
    fn two_equal_scanners_are_told_apart_by_their_ports() {
        let bench = Bench::new();
        for (number, port) in [(0, "1-1.1"), (1, "1-1.2")] {
            bench.hidraw(number, port, (0x05e0, 0x1200), "Wedge", "", KEYBOARD_WITH_ID);
        }
        let of = |port: Option<&str>| {
            let wanted = Match { vid: Some(0x05e0), port: port.map(str::to_owned), ..Match::default() };
            let found = candidates(&bench.roots, &wanted).into_iter();
            found.map(|(node, _)| node.identity.distinct()).collect::<Vec<_>>()
        };
        assert_eq!(of(Some("1-1.2")), ["Wedge, port 1-1.2"]);
        assert_eq!(of(None), ["Wedge, port 1-1.1", "Wedge, port 1-1.2"], "each is claimed by one worker");
    }

    #[test]
    fn a_node_is_claimed_once() {
        let bench = bench();
        let path = bench.roots.dev.join("hidraw2");
        let first = claim(&path).expect("free");
        assert!(claim(&path).is_err_and(|why| why.contains("in use")));
        drop(first);
        assert!(claim(&path).is_ok());
    }

    #[test]
    fn a_scanner_that_is_not_there_is_told_once() {
        let bench = Bench::new();
        let layout = settings().check().expect("known");
        for (wanted, what) in
            [(Match::default(), "name a scanner"), (Match { vid: Some(1), ..Match::default() }, "fits")]
        {
            let mut reports = Vec::new();
            let left = run(
                &settings(),
                &wanted,
                layout,
                &Way { roots: &bench.roots, voice: &Voice::default() },
                Hotplug::hearing(&[], None),
                &mut |report| {
                    reports.push(report);
                    std::ops::ControlFlow::Break(())
                },
            );
            assert!(left.is_break());
            assert!(matches!(&reports[..], [Report::Lost { why }] if why.contains(what)), "{reports:?}");
        }
    }

    #[test]
    fn a_file_that_is_no_device_is_told_and_not_read() {
        let bench = bench();
        let settings = settings();
        let (node, mode) = candidates(&bench.roots, &Match::default()).remove(0);
        let layout = settings.check().expect("known");
        assert!(
            open(&node, mode, &settings, layout, &Voice::default())
                .err()
                .is_some_and(|why| why.contains("cannot be opened"))
        );
    }
}

//! `/healthz`: whether the kiosk can do its work. The loop answers, the journal goes to its medium and back, and each
//! scanner that is plugged in is open. A printer or a shop that is down does not matter: orders are kept.

use super::{PATIENCE, Site};
use crate::runtime::Report;
use axum::extract::State;
use axum::http::StatusCode;
use scanslip_hw::devices::{self, Access, Device, Kind, Roots};
use scanslip_hw::scanner::{Match, Settings, Source};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use tokio::time::timeout;

/// 200 and `ok`, or 503 and a sentence.
pub(super) async fn healthz(State(site): State<Arc<Site>>) -> (StatusCode, String) {
    match check(&site).await {
        Ok(()) => (StatusCode::OK, "ok\n".to_owned()),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}

async fn check(site: &Site) -> Result<(), String> {
    let slow = "The health of the kiosk is being asked for too often.";
    let _one_at_a_time = timeout(PATIENCE * 2, site.probing.lock()).await.map_err(|_| slow)?;
    let Report { journal, open_scanners, disk_fails, .. } =
        site.report().await.ok_or("The loop of the kiosk does not turn.")?;
    if disk_fails {
        return Err("The journal could not be written last; see the log.".to_owned());
    }
    match timeout(PATIENCE, journal).await {
        Ok(Ok(probed)) => probed.map_err(|error| error.to_string())?,
        Ok(Err(_)) => return Err("The journal's worker has ended.".to_owned()),
        Err(_) => return Err("The journal does not answer; the disk may be failing.".to_owned()),
    }
    match shut(&site.equipment.scanners, &open_scanners, &devices::list(&Roots::default()), Path::exists) {
        Some(name) => Err(format!("The scanner {name} cannot be read; see the log.")),
        None => Ok(()),
    }
}

/// A scanner that is plugged in and that nobody reads.
fn shut(
    scanners: &[Settings],
    open: &BTreeSet<usize>,
    plugged: &[Device],
    exists: impl Fn(&Path) -> bool,
) -> Option<String> {
    let wanted_by_open = |device: &Device| {
        let of_open = scanners.iter().enumerate().filter(|(number, _)| open.contains(number));
        of_open.into_iter().any(|(_, scanner)| is_meant(&scanner.source, device))
    };
    let shut = scanners.iter().enumerate().filter(|(number, _)| !open.contains(number));
    shut.into_iter().find_map(|(_, scanner)| match &scanner.source {
        Source::Serial { path, .. } => exists(path).then(|| path.display().to_string()),
        // Several of the settings may fit one device, which one of them has.
        Source::Hid(_) => {
            let device = plugged.iter().find(|device| is_meant(&scanner.source, device) && !wanted_by_open(device));
            device.map(|device| device.path.display().to_string())
        }
        // It was there, or will be in a moment; of what ended only a start makes another.
        Source::Stdin => Some("standard input".to_owned()),
    })
}

/// Whether the settings mean this device. A keyboard is somebody's unless they say something of it.
fn is_meant(source: &Source, device: &Device) -> bool {
    let Source::Hid(wanted) = source else { return false };
    let kind = match device.kind {
        Kind::Scanner => true,
        Kind::Keyboard => *wanted != Match::default(),
        _ => false,
    };
    let Match { serial, port, vid, pid } = wanted;
    let identity = &device.identity;
    kind && device.access != Access::Missing
        && (serial.is_none() || *serial == identity.serial)
        && port.as_ref().is_none_or(|port| identity.port.as_deref().is_some_and(|known| is_same_port(port, known)))
        && (vid.is_none() || *vid == identity.vid)
        && (pid.is_none() || *pid == identity.pid)
}

/// Whether the port of the settings, as the kernel names it (`1-1.2`) or as HID does (`usb-0000:01:00.0-1.2/input0`), is
/// the one that the kernel calls `known`. HID names the controller instead of the bus, so only what is behind it counts.
fn is_same_port(wanted: &str, known: &str) -> bool {
    let tail = |port: &str| {
        port.split("/input").next().and_then(|port| port.rsplit_once('-').map(|(_, tail)| tail.to_owned()))
    };
    wanted == known || wanted.starts_with("usb-") && tail(wanted).is_some_and(|wanted| tail(known) == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::devices::Identity;
    use scanslip_hw::scanner::Suffix;

    /// What it is about, the scanners of the settings, which are open, what is plugged in, which one is told.
    type Case = (&'static str, Vec<Settings>, &'static [usize], Vec<Device>, Option<&'static str>);

    fn scanner(source: Source) -> Settings {
        Settings { source, suffix: Suffix::Newline, layout: "us".to_owned(), idle_ms: 50 }
    }

    fn hid(vid: Option<u16>) -> Settings {
        scanner(Source::Hid(Match { vid, ..Match::default() }))
    }

    fn device(path: &str, kind: Kind, vid: u16, access: Access) -> Device {
        let identity = Identity { vid: Some(vid), ..Identity::default() };
        Device { kind, path: path.into(), identity, access, console: None }
    }

    #[test]
    fn a_scanner_that_is_there_must_be_open_and_one_that_is_not_need_not() {
        let zebra = || device("zebra", Kind::Scanner, 1, Access::Denied);
        let wedge = || device("wedge", Kind::Keyboard, 2, Access::Allowed);
        let tty = scanner(Source::Serial { path: "tty".into(), baud: 9_600 });
        let cases: [Case; 12] = [
            ("nothing is wanted", vec![], &[], vec![zebra()], None),
            ("nothing is there", vec![hid(None)], &[], vec![], None),
            ("it may not be opened", vec![hid(None)], &[], vec![zebra()], Some("zebra")),
            ("it is open", vec![hid(None)], &[0], vec![zebra()], None),
            ("another one is wanted", vec![hid(Some(9))], &[], vec![zebra(), wedge()], None),
            ("a keyboard is somebody's", vec![hid(None)], &[], vec![wedge()], None),
            ("a keyboard that is named", vec![hid(Some(2))], &[], vec![wedge()], Some("wedge")),
            ("the other entry has it", vec![hid(Some(1)), hid(None)], &[0], vec![zebra()], None),
            ("each has one", vec![hid(Some(2)), hid(None)], &[1], vec![zebra(), wedge()], Some("wedge")),
            ("no such tty", vec![scanner(Source::Serial { path: "none".into(), baud: 9_600 })], &[], vec![], None),
            ("a tty that is not open", vec![scanner(Source::Stdin), tty], &[0], vec![], Some("tty")),
            ("standard input that ended", vec![scanner(Source::Stdin)], &[], vec![], Some("standard input")),
        ];
        for (what, scanners, open, plugged, expected) in cases {
            let open = open.iter().copied().collect();
            let found = shut(&scanners, &open, &plugged, |path| path == Path::new("tty"));
            assert_eq!(found.as_deref(), expected, "{what}");
        }
        let gone = device("gone", Kind::Scanner, 1, Access::Missing);
        assert_eq!(shut(&[hid(None)], &BTreeSet::new(), &[gone], |_| false), None);
    }
    #[test]
    fn a_port_is_known_by_either_of_its_names() {
        let cases = [
            ("1-1.2", "1-1.2", true),
            ("1-1.2", "2-1.2", false),
            ("usb-0000:01:00.0-1.2/input0", "1-1.2", true),
            ("usb-0000:01:00.0-1.2", "1-1.2", true),
            ("usb-0000:01:00.0-1.3/input0", "1-1.2", false),
            ("usb-", "1-1.2", false),
            ("", "1-1.2", false),
        ];
        for (wanted, known, same) in cases {
            assert_eq!(is_same_port(wanted, known), same, "{wanted} and {known}");
            let wanted = Source::Hid(Match { port: Some(wanted.to_owned()), ..Match::default() });
            let mut scanner = device("zebra", Kind::Scanner, 1, Access::Allowed);
            assert!(!is_meant(&wanted, &scanner), "a device without a port");
            scanner.identity.port = Some(known.to_owned());
            assert_eq!(is_meant(&wanted, &scanner), same, "{known}");
        }
    }
}

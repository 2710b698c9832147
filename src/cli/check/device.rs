//! Whether the devices that the settings name are there. Sends nothing to any of them; what they can do is asked by
//! `scanslip devices` and `scanslip printer probe`.

use super::Finding;
use crate::cli::devices::LOCAL_RULES;
use crate::config::Config;
use scanslip_hw::devices::{Device, Roots};
use scanslip_hw::printer::Port;
use scanslip_hw::scanner::{Match, Sighting, Source};
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

/// Checks scanners and printer. `all` wants those too that the settings do not name.
pub(super) fn check(config: &Config, all: bool, found: &mut Vec<Finding>) {
    for scanner in config.scanners() {
        match scanner.source {
            Source::Serial { path, .. } => found.push(tty("scanner", &path)),
            Source::Hid(wanted) => found.push(hid(&Sighting::of(&Roots::default(), &wanted), &wanted, all)),
            Source::Stdin => {}
        }
    }
    let named = all || config.printer.as_ref().is_some_and(|printer| printer.path.is_some());
    match config.printer() {
        Some((Port::Usb(path), ..)) => found.push(usb_printer(&path, named)),
        Some((Port::Serial(path, ..), ..)) => found.push(tty("printer", &path)),
        Some((Port::File(path), ..)) => found.push(slip_file(&path)),
        // Its address was checked with the settings; to connect is for `printer probe`.
        Some((Port::Tcp(_), ..)) | None => {}
    }
}

/// A scanner that the settings do not name may be plugged in later.
fn hid(seen: &Sighting, wanted: &Match, all: bool) -> Finding {
    let is_named = *wanted != Match::default();
    let shown = |device: &Device| format!("{} ({})", device.identity.name, device.path.display());
    let what = match seen {
        Sighting::Usable(device) => return Finding::Fine(format!("The scanner {} may be opened.", shown(device))),
        Sighting::Denied(device) => format!(
            "The scanner {} may not be opened by you; see what the service may: sudo -u scanslip scanslip check; if it may not \
             either, put the lines of `scanslip devices` into {LOCAL_RULES}, then: sudo udevadm control --reload && sudo \
             udevadm trigger.",
            shown(device)
        ),
        Sighting::Unnamed(device) => format!(
            "No scanner in POS mode is there; if {} is a scanner in keyboard mode, the settings must name it by `match`, and \
             this writes the lines: scanslip check --scan.",
            shown(device)
        ),
        Sighting::Absent if is_named => {
            "No HID scanner is there that fits `match`; plug it in, or compare: scanslip devices.".to_owned()
        }
        Sighting::Absent if all => "No HID scanner is there; plug one in, then see: scanslip devices.".to_owned(),
        // The settings may be checked on another machine.
        Sighting::Absent => {
            let what =
                "No HID scanner is there yet, and the service waits for one; plug it in, then see: scanslip devices.";
            return Finding::Fine(what.to_owned());
        }
    };
    Finding::if_named(all || is_named, Finding::Unusable, what)
}

/// A tty is looked at and not opened: to open it can reset what is connected, or take it from the service.
fn tty(what: &str, path: &Path) -> Finding {
    let shown = path.display();
    match fs::metadata(path) {
        Ok(is) if is.file_type().is_char_device() => Finding::Fine(format!("The {what} {shown} is there.")),
        Ok(_) => {
            Finding::Unusable(format!("The {what} {shown} is not a tty; see which there are: ls /dev/serial/by-id."))
        }
        Err(error) => Finding::Unusable(format!(
            "The {what} {shown} is not there ({error}); plug it in, or see which there are: ls /dev/serial/by-id."
        )),
    }
}

/// The kernel's printer device can be opened by one process at a time; nothing happens on paper.
fn usb_printer(path: &Path, named: bool) -> Finding {
    let shown = path.display();
    match fs::metadata(path) {
        Ok(is) if is.file_type().is_char_device() => {}
        Ok(_) => {
            return Finding::Unusable(format!("The printer {shown} is not a device; for a file set kind = \"file\"."));
        }
        Err(error) => {
            let what = format!(
                "The printer {shown} is not there ({error}); plug it in and switch it on, then see: ls /dev/usb, or load \
                 its driver: sudo modprobe usblp."
            );
            return Finding::if_named(named, Finding::Unusable, what);
        }
    }
    match OpenOptions::new().write(true).open(path) {
        Ok(_) => Finding::Fine(format!("The printer {shown} can be opened.")),
        Err(error) if error.kind() == ErrorKind::ResourceBusy => Finding::Fine(format!(
            "The printer {shown} is in use, by the service if that runs: systemctl status scanslip."
        )),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Finding::if_named(
            named,
            Finding::Unusable,
            format!("The printer {shown} may not be opened by you; join its group: sudo usermod -aG lp $USER."),
        ),
        Err(error) => {
            Finding::Unusable(format!("The printer {shown} cannot be opened: {error}; switch it off and on."))
        }
    }
}

fn slip_file(path: &Path) -> Finding {
    let shown = path.display();
    match path.parent() {
        Some(folder) if folder.is_dir() && !path.is_dir() => Finding::Fine(format!("Slips are appended to {shown}.")),
        Some(folder) if !folder.is_dir() => Finding::Unusable(format!(
            "Slips cannot be written to {shown}, its folder is not there: mkdir -p {}.",
            folder.display()
        )),
        _ => Finding::Unusable(format!(
            "Slips cannot be written to {shown}, it is a folder; set printer.path to a file."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_printer_may_be_missing_and_a_named_one_may_not() {
        let nowhere = Path::new("/nowhere/usb/lp0");
        assert!(matches!(usb_printer(nowhere, false), Finding::Warning(_)));
        assert!(matches!(usb_printer(nowhere, true), Finding::Unusable(_)));
        assert!(matches!(usb_printer(Path::new("/dev/null"), true), Finding::Fine(_)), "a device that can be opened");
    }

    #[test]
    fn a_scanner_that_cannot_be_read_is_told_with_what_mends_it() {
        use scanslip_hw::devices::{Access, Identity, Kind};
        let device = || Device {
            kind: Kind::Scanner,
            path: "/dev/hidraw3".into(),
            identity: Identity { name: "Zebra".to_owned(), ..Identity::default() },
            access: Access::Denied,
            console: None,
        };
        let (any, named) = (Match::default(), Match { vid: Some(1), ..Match::default() });
        assert!(matches!(hid(&Sighting::Usable(device()), &named, true), Finding::Fine(_)));
        let cases = [
            (Sighting::Denied(device()), &any, "Zebra (/dev/hidraw3) may not be opened by you"),
            (Sighting::Denied(device()), &named, "udevadm trigger"),
            (Sighting::Unnamed(device()), &any, "by `match`"),
            (Sighting::Absent, &any, "plug one in"),
            (Sighting::Absent, &named, "fits `match`"),
        ];
        for (seen, wanted, words) in cases {
            for all in [false, true] {
                match hid(&seen, wanted, all) {
                    Finding::Fine(what) if !all && seen == Sighting::Absent => assert!(what.contains("waits for one")),
                    Finding::Warning(what) if !all && *wanted == any => assert!(what.contains(words), "{what}"),
                    Finding::Unusable(what) if all || *wanted == named => assert!(what.contains(words), "{what}"),
                    other => panic!("{other:?}"),
                }
            }
        }
    }

    #[test]
    fn a_path_that_is_no_device_is_told() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("it can be written");
        assert!(matches!(usb_printer(&file, false), Finding::Unusable(_)));
        assert!(matches!(tty("scanner", &file), Finding::Unusable(_)));
        assert!(matches!(tty("scanner", Path::new("/dev/null")), Finding::Fine(_)), "a character device");
        assert!(matches!(slip_file(&file), Finding::Fine(_)));
        assert!(matches!(slip_file(folder.path()), Finding::Unusable(_)));
        assert!(matches!(slip_file(&folder.path().join("not/there")), Finding::Unusable(_)));
    }
}

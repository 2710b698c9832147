//! Whether the devices that the settings name are there. Sends nothing to any of them; what they can do is asked by
//! `scanslip devices` and `scanslip printer probe`.

use super::Finding;
use crate::config::Config;
use scanslip_hw::printer::Port;
use scanslip_hw::scanner::Source;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

/// Checks scanners and printer. `all` wants the default printer too; a scanner that is known by what it is, not by a
/// path, is for `scanslip devices` to find.
pub(super) fn check(config: &Config, all: bool, found: &mut Vec<Finding>) {
    for scanner in config.scanners() {
        if let Source::Serial { path, .. } = scanner.source {
            found.push(tty("scanner", &path));
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

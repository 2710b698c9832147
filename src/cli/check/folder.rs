//! Whether the journal and the catalogue can be written.

use super::Finding;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

/// Checks the state folder. One that is not there yet is a warning: systemd makes it for the service.
pub(super) fn check(folder: &Path) -> Finding {
    let shown = folder.display();
    match fs::metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Finding::Warning(format!(
            "The state folder {shown} is not there yet; the service makes it, by hand: \
             sudo install -d -m 700 -o scanslip -g scanslip {shown}."
        )),
        Err(error) => Finding::Settings(format!("The state folder {shown} cannot be seen: {error}; {}.", mend(folder))),
        Ok(is) if !is.is_dir() => {
            Finding::Settings(format!("The state folder {shown} is not a folder; set kiosk.state-dir to one."))
        }
        Ok(_) => writable(folder),
    }
}

fn writable(folder: &Path) -> Finding {
    let shown = folder.display();
    // A new file, never one that is there: another user's link must lead nowhere.
    let trial = folder.join(format!(".scanslip-check-{}", std::process::id()));
    let made = OpenOptions::new().write(true).create_new(true).open(&trial);
    match made.and_then(|_| fs::remove_file(&trial)) {
        Ok(()) => Finding::Fine(format!("The state folder {shown} can be written.")),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Finding::Settings(format!(
            "The state folder {shown} cannot be written by you; to check it as the service's user: \
             sudo -u scanslip scanslip check; to give it to that user: {}.",
            mend(folder)
        )),
        Err(error) => Finding::Settings(format!(
            "The state folder {shown} cannot be written: {error}; see what is mounted there: findmnt -T {shown}."
        )),
    }
}

fn mend(folder: &Path) -> String {
    format!("sudo chown -R scanslip:scanslip {}", folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_tried_and_left_as_it_was() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        assert!(matches!(check(scratch.path()), Finding::Fine(_)));
        assert_eq!(fs::read_dir(scratch.path()).expect("it can be read").count(), 0, "nothing is left behind");
        assert!(matches!(check(&scratch.path().join("not-yet")), Finding::Warning(_)));
        let file = scratch.path().join("file");
        fs::write(&file, "").expect("it can be written");
        assert!(matches!(check(&file), Finding::Settings(_)), "a file is no folder");
    }
}

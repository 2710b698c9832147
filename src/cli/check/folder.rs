//! Whether the journal and the catalogue can be written.

use super::Finding;
use crate::config::kiosk::Kiosk;
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

/// Checks the state folder. If the usual one is not there yet, that is a warning: systemd makes it for the service, and no
/// other.
pub(super) fn check(folder: &Path) -> Finding {
    let shown = folder.display();
    match fs::metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound && folder == Kiosk::default().state_dir.path() => {
            Finding::Warning(format!(
                "The state folder {shown} is not there yet; systemd makes it for the service. By hand: {}.",
                make(folder)
            ))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Finding::Settings(is_missing(folder)),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => denied(folder),
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
        Err(error) if error.kind() == ErrorKind::PermissionDenied => denied(folder),
        Err(error) => Finding::Settings(format!(
            "The state folder {shown} cannot be written: {error}; see what is mounted there: findmnt -T {shown}."
        )),
    }
}

fn denied(folder: &Path) -> Finding {
    Finding::Settings(format!(
        "The state folder {} cannot be written by you; to check it as the service's user: sudo -u scanslip scanslip check; to \
         give it to that user: {}.",
        folder.display(),
        mend(folder)
    ))
}

/// Why nothing can be kept in this folder, if it is not there. It is never made in passing: where a medium should be mounted
/// and is not, orders would go where nobody finds them.
pub(in crate::cli) fn missing(folder: &Path) -> Option<String> {
    let is_there = !fs::metadata(folder).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    (!is_there).then(|| is_missing(folder))
}

fn is_missing(folder: &Path) -> String {
    format!("The state folder {} is not there; make it, or mount what holds it: {}.", folder.display(), make(folder))
}

/// Who the service is has it, where there is such a user.
fn make(folder: &Path) -> String {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let has_user = users.lines().any(|line| line.starts_with("scanslip:"));
    let (sudo, whose) = if has_user { ("sudo ", "-o scanslip -g scanslip ") } else { ("", "") };
    format!("{sudo}install -d -m 700 {whose}{}", folder.display())
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
        let not_yet = scratch.path().join("not-yet");
        assert!(matches!(check(&not_yet), Finding::Settings(why) if why.contains("install -d -m 700")));
        assert!(missing(&not_yet).is_some() && missing(scratch.path()).is_none());
        let file = scratch.path().join("file");
        fs::write(&file, "").expect("it can be written");
        assert!(matches!(check(&file), Finding::Settings(_)), "a file is no folder");
    }
}

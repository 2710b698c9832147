//! Files that are there, and that whoever asks may not read: they are never told as if there were none.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The user of the service.
    Service,
    /// Root, whose the shop's key is too.
    Root,
}

/// Why this file or folder cannot be read by whoever started the program, with the command by which it can; nothing if it
/// can, or for another reason cannot.
pub(super) fn denied(what: &str, path: &Path, by: By, command: &str) -> Option<String> {
    let error = File::open(path).err().filter(|error| error.kind() == ErrorKind::PermissionDenied)?;
    let how = match by {
        By::Service => "the user of the service may: sudo -u scanslip",
        By::Root => "root may: sudo",
    };
    Some(format!("{what} {} may not be read by you ({error}); {how} scanslip {command}.", path.display()))
}

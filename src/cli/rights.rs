//! Files that are there, and that whoever asks may not read: they are never told as if there were none.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

/// Why this file or folder cannot be read by whoever started the program, with the command by which it can; nothing if it
/// can, or for another reason cannot.
pub(super) fn denied(what: &str, path: &Path, command: &str) -> Option<String> {
    let error = File::open(path).err().filter(|error| error.kind() == ErrorKind::PermissionDenied)?;
    Some(format!(
        "{what} {} may not be read by you ({error}); the user of the service may: sudo -u scanslip scanslip {command}.",
        path.display()
    ))
}

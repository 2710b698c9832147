//! Reading the secret that keys the check of staff codes. It leaves this file only into a key, and is wiped behind it.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What the secret's credential is called.
const CREDENTIAL: &str = "staff.key";
/// Bytes of a secret, without the line end that an editor puts behind it.
const BYTES: std::ops::RangeInclusive<usize> = 16..=4_096;
/// The permission bits of everybody else.
const OTHERS: u32 = 0o007;

/// Why there is no secret. Names the file and the command that makes one, never what is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The file is not there.
    #[error("There is no staff key file {}, so no staff code can be told from a forged one; make one: {}.", .0.display(), make_command(.0))]
    Missing(PathBuf),
    /// It is there and cannot be read.
    #[error("The staff key file {} cannot be read by you: {why}; root may: sudo scanslip check; or let the service read it: sudo chgrp scanslip {}.", .file.display(), .file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system says.
        why: String,
    },
    /// It holds too few or too many bytes to be a secret.
    #[error("The staff key file {} must hold a secret of 16 to 4096 bytes; make a new one: {}.", .0.display(), make_command(.0))]
    Size(PathBuf),
}

/// The command that puts a new secret into `file`, where the service may read it and nobody else may.
fn make_command(file: &Path) -> String {
    format!("head -c 24 /dev/urandom | base64 | sudo install -m 640 -g scanslip /dev/stdin {}", file.display())
}

/// Where the secret is looked for: the credential that systemd handed over, if there is one, else `key_file`.
pub(in crate::config) fn place(key_file: &Path, credentials: Option<&Path>) -> PathBuf {
    let handed_over = credentials.map(|folder| folder.join(CREDENTIAL)).filter(|file| file.exists());
    handed_over.unwrap_or_else(|| key_file.to_owned())
}

/// Whether everybody may read or write `file`.
pub(super) fn is_open(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|is| is.permissions().mode() & OTHERS != 0)
}

/// Reads the secret from `file`.
pub(super) fn read(file: &Path) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    let most = BYTES.end() + 2;
    // Room for all of it, so that growing leaves no copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 1));
    let outcome = File::open(file).and_then(|open| open.take(most as u64 + 1).read_to_end(&mut bytes));
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(SecretError::Missing(file.to_owned())),
        Err(error) => return Err(SecretError::Unreadable { file: file.to_owned(), why: error.to_string() }),
        Ok(_) => {}
    }
    for end in [b'\n', b'\r'] {
        if bytes.last() == Some(&end) {
            bytes.pop();
        }
    }
    if BYTES.contains(&bytes.len()) { Ok(bytes) } else { Err(SecretError::Size(file.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_enough_and_read_without_its_line_end() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("staff.key");
        let read_back = |bytes: &[u8]| {
            fs::write(&file, bytes).expect("it can be written");
            read(&file).map(|secret| secret.to_vec())
        };
        for bytes in [&b"0123456789abcdef"[..], b"0123456789abcdef\n", b"0123456789abcdef\r\n"] {
            assert_eq!(read_back(bytes).expect("a secret"), b"0123456789abcdef");
        }
        assert_eq!(read_back(&[7; 4_096]).expect("a secret").len(), 4_096);
        for bytes in [&b""[..], b"0123456789abcde\n", &[7; 4_097], &[7; 10_000]] {
            assert_eq!(read_back(bytes), Err(SecretError::Size(file.clone())));
        }
        fs::remove_file(&file).expect("it can be removed");
        let missing = read(&file).expect_err("it is gone");
        assert!(missing.to_string().contains("/dev/urandom"), "{missing}");
        assert!(matches!(read(folder.path()), Err(SecretError::Unreadable { .. })), "a folder is no file");
    }

    #[test]
    fn a_credential_goes_before_the_key_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("by-hand.key");
        assert_eq!(place(&file, Some(folder.path())), file, "no credential was handed over");
        fs::write(folder.path().join("staff.key"), "0123456789abcdef").expect("it can be written");
        assert_eq!(place(&file, Some(folder.path())), folder.path().join("staff.key"));
        assert_eq!(place(&file, None), file);
    }

    #[test]
    fn a_file_that_everybody_may_read_is_seen() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("staff.key");
        fs::write(&file, "0123456789abcdef").expect("it can be written");
        for (mode, open) in [(0o600, false), (0o640, false), (0o644, true), (0o606, true)] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("it is ours");
            assert_eq!(is_open(&file), open, "{mode:o}");
        }
        assert!(!is_open(&folder.path().join("nowhere")));
    }
}

//! Reading the shop's API key. The key leaves this file only as a [`Key`], which shows itself to nobody.

use crate::kash::Key;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What the key's credential is called.
const CREDENTIAL: &str = "kash.key";
/// The most bytes that are read; a key is far shorter.
const BYTES_MAX: u64 = 4_096;

/// Why there is no key. Names the file, never what is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The file is not there.
    #[error("There is no key file {}, without which scanslip run does not start; put the API key of your shop there: sudo install -m 600 /dev/stdin {}.", .0.display(), .0.display())]
    Missing(PathBuf),
    /// It is there and cannot be read.
    #[error("The key file {} cannot be read by you: {why}; root may: sudo scanslip check --online; or give it to the user of the service: sudo chown scanslip {}.", .file.display(), .file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system says.
        why: String,
    },
    /// It holds something else than a key.
    #[error("The key file {} holds no key; it must hold the API key of your shop and nothing else.", .0.display())]
    NoKey(PathBuf),
}

/// Where the key is looked for: the credential that systemd handed over, if there is one, else `key_file`.
pub(super) fn place(key_file: &Path, credentials: Option<&Path>) -> PathBuf {
    let handed_over = credentials.map(|folder| folder.join(CREDENTIAL)).filter(|file| file.exists());
    handed_over.unwrap_or_else(|| key_file.to_owned())
}

/// Reads the key from `file`.
///
/// # Errors
///
/// See [`KeyError`].
pub fn read(file: PathBuf) -> Result<Key, KeyError> {
    let mut bytes = Vec::new();
    let outcome = File::open(&file).and_then(|open| open.take(BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes));
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(KeyError::Missing(file)),
        Err(error) => Err(KeyError::Unreadable { file, why: error.to_string() }),
        Ok(count) if count as u64 > BYTES_MAX => Err(KeyError::NoKey(file)),
        Ok(_) => str::from_utf8(&bytes).ok().and_then(Key::new).ok_or(KeyError::NoKey(file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_credential_goes_before_the_key_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("by-hand.key");
        assert_eq!(place(&file, Some(folder.path())), file, "no credential was handed over");
        fs::write(folder.path().join("kash.key"), "handed-over").expect("it can be written");
        assert_eq!(place(&file, Some(folder.path())), folder.path().join("kash.key"));
        assert_eq!(place(&file, None), file);
    }

    #[test]
    fn a_key_is_read_without_its_line_end_and_nothing_else_is_a_key() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("kash.key");
        let read_back = |bytes: &[u8]| {
            fs::write(&file, bytes).expect("it can be written");
            read(file.clone())
        };
        assert_eq!(read_back(b"s3cret\r\n").expect("a key").reveal(), "s3cret");
        for bytes in [&b""[..], b"  \n", b"two words", b"a\nb", b"\xff\xfe", &[b'k'; 5_000]] {
            let error = read_back(bytes).expect_err("no key");
            assert_eq!(error, KeyError::NoKey(file.clone()));
            assert!(!error.to_string().contains("two"), "the text of the file is not repeated");
        }
        fs::remove_file(&file).expect("it can be removed");
        assert_eq!(read(file.clone()), Err(KeyError::Missing(file)));
        assert!(matches!(read(folder.path().to_owned()), Err(KeyError::Unreadable { .. })), "a folder is no file");
    }
}

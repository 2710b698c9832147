//! The token that opens the page where others than this machine can reach it.

use std::fmt;
use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The fewest characters of a token; what is shorter can be guessed.
const SHORTEST: usize = 16;
const LONGEST: usize = 256;
/// The most bytes that are read of the file.
const BYTES_MAX: u64 = 4_096;

/// A token: 16 to 256 of letters, digits and `-._~`. Shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why there is no token. Names the file, never what is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read.
    #[error("The token file {} cannot be read: {why}; make one that the user of the service may read, or correct console.token-file.", .file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system says.
        why: String,
    },
    /// It holds something else.
    #[error("The token file {} holds no token; it must hold 16 to 256 letters, digits and -._~ and nothing else, as `openssl rand -hex 16` makes them.", .0.display())]
    NoToken(PathBuf),
}

impl Token {
    /// Takes a token without the white space around it.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        (plain && (SHORTEST..=LONGEST).contains(&text.len())).then(|| Self(text.to_owned()))
    }

    /// Reads it from its file.
    pub fn read(file: &Path) -> Result<Self, TokenError> {
        let mut bytes = Vec::new();
        let read = File::open(file).and_then(|open| open.take(BYTES_MAX).read_to_end(&mut bytes));
        read.map_err(|error| TokenError::Unreadable { file: file.to_owned(), why: error.to_string() })?;
        let token = std::str::from_utf8(&bytes).ok().and_then(Self::new);
        token.ok_or_else(|| TokenError::NoToken(file.to_owned()))
    }

    /// Whether this is the token. The time it takes tells nothing of how much of it was right.
    pub(super) fn is(&self, given: &str) -> bool {
        let (ours, given) = (self.0.as_bytes(), given.as_bytes());
        let differs = ours.iter().zip(given).fold(0, |differs, (one, other)| black_box(differs | (one ^ other)));
        ours.len() == given.len() && differs == 0
    }

    /// The token itself, for the cookie of who has just presented it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

/// Says that there is one, not which.
impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_token_is_long_and_fits_into_a_cookie() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("console.token");
        assert!(matches!(Token::read(&file), Err(TokenError::Unreadable { .. })));
        for (text, good) in [
            ("0123456789abcdef\n", true),
            ("0123456789abcde", false),
            ("", false),
            ("0123456789abcdef; Path=/", false),
            ("0123456789 abcdef", false),
        ] {
            fs::write(&file, text).expect("written");
            let read = Token::read(&file);
            assert_eq!(read.is_ok(), good, "{text:?}");
            assert!(
                read.is_ok() || read.is_err_and(|error| !error.to_string().contains("abcde")),
                "it is not repeated"
            );
        }
        fs::write(&file, "a".repeat(257)).expect("written");
        assert_eq!(Token::read(&file), Err(TokenError::NoToken(file)));
    }

    #[test]
    fn only_the_token_is_the_token() {
        let token = Token::new("0123456789abcdef").expect("a token");
        assert!(token.is("0123456789abcdef"));
        for wrong in ["", "0", "0123456789abcdeF", "0123456789abcdef0", "1123456789abcdef"] {
            assert!(!token.is(wrong), "{wrong}");
        }
        assert_eq!(format!("{token:?}"), "Token(..)");
    }
}

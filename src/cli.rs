//! The command line: one file for each command. A command writes its answer to `out` and its one-sentence failure into
//! a [`Failure`]; only `main` turns that into an exit code.

use std::fmt;
use std::io;

pub mod devices;
pub mod scanner;

/// Why a command did not do what it was asked; one sentence that says what happened, to what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It failed. Exit code 1.
    Failed(String),
    /// Wrong usage or settings. Exit code 2.
    Usage(String),
    /// A device or the shop is not usable. Exit code 3.
    Unusable(String),
}

impl Failure {
    /// The exit code of the process.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Unusable(_) => 3,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(why) | Self::Usage(why) | Self::Unusable(why) => out.write_str(why),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(format!("The answer could not be written: {error}."))
    }
}

//! What is wrong with a settings file, and where.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a settings file is refused: one sentence that names the file, the place in it, the key and what it may be. Never
/// holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    file: PathBuf,
    at: Option<(usize, usize)>,
    why: String,
}

impl Error {
    /// `why` is a sentence without its full stop; `at` is a line and a column, from 1.
    pub(super) fn new(file: &Path, at: Option<(usize, usize)>, why: impl Into<String>) -> Self {
        Self { file: file.to_owned(), at, why: why.into() }
    }

    /// Line and column, from 1, where they are known. Columns count characters.
    pub const fn at(&self) -> Option<(usize, usize)> {
        self.at
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file.display())?;
        if let Some((line, column)) = self.at {
            write!(out, ", line {line}, column {column}")?;
        }
        write!(out, ": {}.", self.why)
    }
}

impl std::error::Error for Error {}

/// Settings that are each right and do not fit together. The path is dotted, entries of a list by their index from 0:
/// `scanner.1.baud`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) path: String,
    pub(super) why: String,
}

impl Wrong {
    /// `why` goes on from the name of the key, without a full stop.
    pub(super) fn new(path: impl Into<String>, why: impl Into<String>) -> Self {
        Self { path: path.into(), why: why.into() }
    }

    /// Refuses a list of more than `max` entries.
    pub(super) fn at_most(path: &str, count: usize, max: usize) -> Result<(), Self> {
        if count <= max {
            return Ok(());
        }
        Err(Self::new(path, format!("has {count} entries, but may have at most {max}")))
    }
}

/// A dotted path as people read it: entries of a list are counted from 1, `scanner#2.baud`.
pub(super) fn readable(path: &str) -> String {
    let steps = path.split('.').enumerate().map(|(place, step)| match step.parse::<usize>() {
        Ok(index) => format!("#{}", index.saturating_add(1)),
        Err(_) if place == 0 => step.to_owned(),
        Err(_) => format!(".{step}"),
    });
    steps.collect()
}

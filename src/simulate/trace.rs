//! What happened, line by line: its hash always, its text if somebody wants to read it.

use std::fmt::{Arguments, Write as _};

/// FNV-1a, 64 bits.
const PRIME: u64 = 0x0100_0000_01b3;
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
/// The most lines that are kept.
const LINES_MAX: usize = 20_000;

#[derive(Debug)]
pub(super) struct Trace {
    hash: u64,
    line: String,
    kept: Option<Vec<String>>,
}

impl Trace {
    pub(super) fn new(keep: bool) -> Self {
        Self { hash: BASIS, line: String::new(), kept: keep.then(Vec::new) }
    }

    /// Something happened at this time, in milliseconds.
    pub(super) fn note(&mut self, at: i64, what: Arguments<'_>) {
        self.line.clear();
        // A string takes whatever it is given.
        let _ = write!(self.line, "{:>9}.{:03}  {what}", at / 1_000, at % 1_000);
        for byte in self.line.bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
        if let Some(kept) = &mut self.kept
            && kept.len() < LINES_MAX
        {
            kept.push(self.line.clone());
        }
    }

    pub(super) fn end(self) -> (u64, Vec<String>) {
        (self.hash, self.kept.unwrap_or_default())
    }
}

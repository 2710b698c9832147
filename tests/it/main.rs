//! All tests that need more than one module, in one binary.

#![expect(clippy::panic, clippy::print_stderr, reason = "a test ends by panicking, and says aloud what it skips")]

mod chance;
mod crash;
#[cfg(feature = "demo")]
mod sandbox;
mod sessions;
mod stage;
mod telling;

//! All tests that need more than one module, in one binary.

#![expect(clippy::panic, reason = "a test ends by panicking")]

mod alone;
#[cfg(feature = "demo")]
mod catalogue;
mod chance;
mod crash;
mod hostile;
mod journal;
mod kash;
mod orders;
#[cfg(feature = "demo")]
mod sandbox;
mod secrets;
mod sessions;
mod settings;
mod shell;
mod stage;
mod telling;
mod tidy;

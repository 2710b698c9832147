//! All tests that need more than one module, in one binary.

#![expect(clippy::panic, reason = "a test ends by panicking")]

#[cfg(feature = "demo")]
mod catalogue;
mod chance;
mod crash;
mod kash;
#[cfg(feature = "demo")]
mod sandbox;
mod sessions;
mod settings;
mod stage;
mod telling;
mod tidy;

//! All tests that need more than one module, in one binary.

mod chance;
mod crash;
#[cfg(feature = "demo")]
mod sandbox;
mod sessions;
mod stage;
mod telling;

//! All tests that need more than one module, in one binary.

#![expect(clippy::panic, reason = "a test ends by panicking")]
#![expect(clippy::print_stderr, reason = "a seed is told, so that a failure can be looked at again")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests stand for the world: they spawn its parts and hear the environment"
)]

#[cfg(feature = "demo")]
mod catalogue;
mod chance;
mod crash;
#[cfg(feature = "demo")]
mod demo;
mod kash;
#[cfg(feature = "demo")]
mod kiosk;
mod readme;
#[cfg(feature = "demo")]
mod sandbox;
mod sessions;
mod settings;
mod stage;
mod telling;
mod tidy;

/// What whoever runs the tests says: `SEED`, `KILLS`, `SESSIONS`, `PROPTEST_CASES`.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

//! All tests that need more than one module, in one binary.

#![expect(clippy::panic, reason = "a test ends by panicking")]
#![expect(clippy::print_stderr, reason = "a seed is told, so that a failure can be looked at again")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests stand for the world: they spawn its parts and hear the environment"
)]

mod alone;
mod audition;
mod catalogue;
mod chance;
mod crash;
#[cfg(feature = "demo")]
mod demo;
#[cfg(feature = "demo")]
mod fields;
mod hostile;
mod journal;
mod kash;
#[cfg(feature = "demo")]
mod kiosk;
mod log;
#[cfg(feature = "demo")]
mod once;
mod oracle;
mod orders;
#[cfg(feature = "demo")]
mod page;
mod paste;
mod plugging;
mod readme;
mod redrawn;
mod rights;
#[cfg(feature = "demo")]
mod sandbox;
mod screens;
mod secrets;
mod sessions;
mod settings;
#[cfg(feature = "demo")]
mod setup;
mod shell;
#[cfg(feature = "simulate")]
mod simulate;
mod stage;
#[cfg(feature = "demo")]
mod sync;
mod telling;
mod tidy;
mod watched;

/// What whoever runs the tests says: `SEED`, `KILLS`, `FAULTS`, `SESSIONS`, `SCREENS`, `WEEK`, `PROPTEST_CASES`.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

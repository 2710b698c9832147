//! All tests that need more than one module, in one binary.

mod chance;
mod crash;
mod sessions;
mod stage;
mod telling;

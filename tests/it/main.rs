//! The integration tests, one binary.

#[cfg(feature = "demo")]
mod sandbox;

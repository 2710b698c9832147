//! The integration tests, in one binary.

mod settings;
mod tidy;

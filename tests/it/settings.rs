//! The settings file as its reader meets it: what is refused and in which words, what the sample promises, and what
//! `scanslip check` answers.

use scanslip::config::{Config, Error, SAMPLE};
use std::path::Path;

mod check;
mod conversions;
mod refusals;
mod sample;

/// The smallest settings that are right.
const SMALLEST: &str = "[kash]\nshop-id = \"77\"\n";

fn parse(text: &str) -> Result<Config, Error> {
    Config::parse(text, Path::new("kiosk.toml"))
}

/// What is said of a text that must be refused.
fn refusal(text: &str) -> String {
    parse(text).expect_err(text).to_string()
}

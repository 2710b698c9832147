//! A screen as people see it: [`crate::till::screen::Screen`] becomes lines of text. Pure.
//!
//! What is on a screen is decided by the till; what it is called, by [`crate::words`].

mod text;

pub use text::lines;

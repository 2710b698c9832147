//! A screen as people see it: [`crate::till::screen::Screen`] becomes lines of text, or a picture. Pure.
//!
//! What is on a screen is decided by the till; what it is called, by [`crate::words`].

mod facts;
pub mod picture;
mod sample;
mod text;

pub use sample::samples;
pub use text::lines;

//! The devices of a kiosk: what comes in from scanners, what goes out to printers and displays.
//!
//! This crate knows no cart, no price, no order; the crate border keeps it so. Each device is served by one blocking
//! function that owns it (`scanner::run`, `printer::run`): the caller gives it a named thread and takes what it reports.
//! It also answers the roll call ([`Presence`]), so that one that hangs is noticed.
//! A device that goes away is not an error: the function reports it, waits for it to come back, and reports that.

pub mod clock;
pub mod devices;
pub mod display;
mod grab;
mod hotplug;
pub mod keypad;
pub mod medium;
pub mod owner;
mod presence;
pub mod printer;
pub mod scanner;
pub mod terminal;
pub mod tone;

pub use presence::Presence;

/// Whether the caller still listens to what a device reports.
pub type Listening = std::ops::ControlFlow<()>;

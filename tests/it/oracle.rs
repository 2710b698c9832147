//! Slips against a printer that somebody else wrote: emupos (from PyPI) reads our bytes and has our faults, zbarimg reads
//! the codes on its paper. Both come from outside; `.ci/run` brings them.

#[cfg(feature = "demo")]
mod double;
#[cfg(feature = "demo")]
mod faults;
#[cfg(feature = "demo")]
mod gate;
#[cfg(feature = "demo")]
mod kiosk;
#[cfg(feature = "demo")]
mod probe;
mod reading;
mod sheet;
mod slips;
mod tools;

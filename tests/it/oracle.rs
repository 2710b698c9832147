//! Slips against a printer that somebody else wrote: emupos (from PyPI) reads our bytes and has our faults, zbarimg reads
//! the codes on its paper. Both come from outside; `.ci/run` brings them.

mod reading;
mod slips;
mod tools;

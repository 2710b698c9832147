//! scanslip: a barcode scanner, a receipt printer and a small screen become a self-service order kiosk for a
//! shop on Kash.click. A shopper scans, confirms, and leaves with a slip that bears the order number and a QR code
//! of the payment link.
//!
//! # The map
//!
//! ```text
//! scanner, keypad ──┐                          ┌── display
//! deadline ─────────┼─ Event ─► till ─► Effect ─┼── printer
//! the shop's answer ┘   (pure, synchronous)     ├── shop (Kash)
//!                                               └── journal (always first)
//! ```
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`till`] | the core: what happens to carts, orders, slips and screens. Pure. |
//! | [`barcode`] | a scan's text becomes a meaning. Pure. |
//! | [`catalogue`] | which article a code stands for: SQLite, and the imports that fill it |
//! | [`journal`] | what was decided, on disk before it is done: SQLite |
//! | [`kash`] | the shop: form out, answer in, and the search for an order in doubt |
//! | [`slip`] | a slip as printer blocks, as plain text, as a picture |
//! | [`face`] | a screen as lines of text and as a picture |
//! | [`sheet`] | the control barcodes on A4 and on the roll |
//! | [`words`] | what is said, in each language: a file of sentences each (`src/words/fr.ftl`), part of the program by `build.rs` |
//! | [`config`] | the settings file |
//! | [`runtime`] | the loop: the only clock and the only spawner; who answers the roll call, and who does not: `runtime::roll` |
//! | [`devices`] | the till's words <-> the words of `scanslip-hw` |
//! | [`cli`] | one file per command |
//! | `console` | the local web page (feature `console`) |
//! | `sandbox`, `demo` | a Kash double, and the kiosk without hardware (feature `demo`) |
//! | `simulate` | the core and the journal in a world that fails by a seed (feature `simulate`) |
//!
//! # Invariants
//!
//! 1. **Record comes before act.** What makes a send or a print recoverable is on disk before it happens; a turn of
//!    the loop whose records cannot be written did not happen ([`runtime`]).
//! 2. **Three outcomes, never two.** The shop accepted, refused, or the order is in doubt. A process that died while
//!    sending wakes up in doubt, and an order in doubt is looked up, never blindly sent again ([`till`]).
//! 3. **Screens and slips are functions of the state**; `Show` is emitted only when the screen's value changed.
//! 4. **The till is never stuck**: each state has a deadline or accepts an event that leaves it.
//! 5. **Everything has a limit**: lines, quantities, lengths, queues, bytes read from a peer.
//! 6. **Money is integer cents, quantities integer thousandths**; no float comes near a price.
//! 7. **Scanned, catalogue and server text is hostile**: it reaches Kash as validated integers, the printer through an
//!    encoder that emits no control byte of theirs, SQL as parameters.
//! 8. **The key and the shopper appear in no log, no error, no journal.**
//! 9. The till has no clock, no file, no socket, no thread, no randomness and no log line. `tests/it/tidy.rs` reads the
//!    sources and holds it to that.

#![forbid(unsafe_code)]

pub mod barcode;
pub mod catalogue;
pub mod cli;
pub mod config;
#[cfg(feature = "console")]
pub mod console;
#[cfg(feature = "demo")]
pub mod demo;
pub mod devices;
pub mod face;
pub mod journal;
pub mod kash;
pub mod runtime;
#[cfg(feature = "demo")]
pub mod sandbox;
pub mod sheet;
#[cfg(feature = "simulate")]
pub mod simulate;
pub mod slip;
pub mod till;
pub mod words;

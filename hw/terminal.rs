//! The terminal on which somebody is asked: as it was found, for when a question is broken off.

use rustix::stdio::{stderr, stdin};
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcsetattr};
use std::io::{self, Write};

/// DECTCEM: the cursor is seen.
const CURSOR: &[u8] = b"\x1b[?25h";

/// How a terminal was set.
#[derive(Debug)]
pub struct Terminal(Option<Termios>);

impl Terminal {
    /// That of standard input, as it is now.
    pub fn of_standard_input() -> Self {
        Self(tcgetattr(stdin()).ok())
    }

    /// Sets it as it was: echo, lines, and a cursor that is seen.
    pub fn restore(&self) {
        if let Some(before) = &self.0 {
            // A terminal that is gone needs nothing.
            let _ = tcsetattr(stdin(), OptionalActions::Now, before);
        }
        if isatty(stderr()) {
            let _ = io::stderr().write_all(CURSOR);
        }
    }
}

//! What the machine itself needs for what it is given to do: a thread that waits for a byte at a pty and does nothing else, at the
//! same pace and in the same minutes as the kiosk. How long that takes at most is nothing that a program could mend.

use serialport::TTYPort;
use std::io::{ErrorKind, Read as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A line, and a thread at its other end.
pub(crate) struct Control {
    line: TTYPort,
    heard: Receiver<Instant>,
}

impl Control {
    pub(crate) fn start() -> Self {
        let (line, mut end) = TTYPort::pair().expect("a pseudo terminal");
        let (sender, heard) = channel();
        thread::spawn(move || {
            let mut byte = [0];
            loop {
                match end.read(&mut byte) {
                    Ok(1) if sender.send(Instant::now()).is_ok() => {}
                    Err(error) if error.kind() == ErrorKind::TimedOut => {}
                    // The line is gone, or nobody listens any more.
                    Ok(_) | Err(_) => return,
                }
            }
        });
        Self { line, heard }
    }

    /// How long a byte takes.
    pub(crate) fn measure(&mut self) -> Duration {
        let begun = Instant::now();
        self.line.write_all(b"x").expect("the line takes it");
        self.heard.recv().expect("it listens") - begun
    }
}

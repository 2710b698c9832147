//! The log of a real process, as tests wait for it.

use std::io::{BufRead, BufReader, Read};
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Its lines as they come, read by a thread of their own so that the process never waits; it ends with the process or the test.
pub(crate) fn lines(of: impl Read + Send + 'static) -> Receiver<String> {
    let (told, log) = mpsc::channel();
    let lines = BufReader::new(of).lines();
    let read = move || lines.map_while(Result::ok).take_while(|line| told.send(line.clone()).is_ok()).for_each(drop);
    thread::Builder::new().name("log".to_owned()).spawn(read).expect("a thread");
    log
}

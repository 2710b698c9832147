//! A person at a terminal: a pty, on whose other side the real binary asks.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// So that a question that never comes fails the test rather than stopping it.
const PATIENCE: Duration = Duration::from_secs(120);

/// Who sits there, and what they have seen.
pub(crate) struct Person {
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    process: Child,
    seen: String,
    /// What of it was read already, in bytes.
    read: usize,
}

impl Person {
    /// Starts the program with these arguments.
    pub(crate) fn at(arguments: &[&str]) -> Self {
        Self::with(arguments, &[])
    }

    /// The same in a terminal of which this is known.
    pub(crate) fn with(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let keyboard =
            File::from(openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pty"));
        grantpt(&keyboard).and_then(|()| unlockpt(&keyboard)).expect("it is ours");
        let name = ptsname(&keyboard, Vec::new()).expect("it has a name").into_string().expect("text");
        let side = || OpenOptions::new().read(true).write(true).open(Path::new(&name)).expect("it opens");
        let process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .args(arguments)
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .envs(environment.iter().copied())
            .stdin(side())
            .stdout(side())
            .stderr(side())
            .spawn()
            .expect("it starts");
        let (tell, screen) = mpsc::channel();
        let mut glass = keyboard.try_clone().expect("two sides");
        let look = move || {
            let mut bytes = [0; 4096];
            // When the last of the other side is closed there is nothing to read any more.
            while let Ok(count) = glass.read(&mut bytes) {
                if count == 0 || tell.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("screen".to_owned()).spawn(look).expect("a thread");
        Self { keyboard, screen, process, seen: String::new(), read: 0 }
    }

    /// Waits until this is on the screen, after what was waited for before.
    pub(crate) fn sees(&mut self, words: &str) {
        loop {
            if let Some(place) = self.seen[self.read..].find(words) {
                self.read += place + words.len();
                return;
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(error) => panic!("{words:?} was never seen ({error}), but:\n{}", &self.seen[self.read..]),
            }
        }
    }

    /// Types keys as they are.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("somebody listens");
    }

    /// Sees a question and types an answer, then Enter.
    pub(crate) fn answers(&mut self, question: &str, answer: &str) {
        self.sees(question);
        self.keys(&format!("{answer}\r"));
    }

    /// Sees a question and takes the answer that is so many further down than the marked one.
    pub(crate) fn picks(&mut self, question: &str, down: usize) {
        self.answers(question, &"j".repeat(down));
    }

    /// Sees a question and types what must not be seen: once the terminal has stopped its echo, for what is typed before
    /// that is thrown away.
    pub(crate) fn whispers(&mut self, question: &str, secret: &str) {
        self.sees(question);
        self.is_heard();
        self.keys(&format!("{secret}\n"));
    }

    /// Sees a question and presses Ctrl-C. It is no session of its own, so that before the question reads the keys itself
    /// nobody would be told of it.
    pub(crate) fn breaks_off(&mut self, question: &str) {
        self.sees(question);
        self.is_heard();
        self.keys("\x03");
    }

    /// Waits until what is asked reads each key as it comes.
    fn is_heard(&self) {
        while self.has_echo() {
            thread::yield_now();
        }
    }

    /// Waits for the end; everything that was seen.
    pub(crate) fn leaves(mut self) -> (ExitStatus, String) {
        let status = self.process.wait().expect("it ends");
        loop {
            match self.screen.recv_timeout(PATIENCE) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Disconnected) => return (status, self.seen),
                Err(RecvTimeoutError::Timeout) => panic!("the screen is still there: {}", self.seen),
            }
        }
    }

    /// How the terminal is set.
    pub(crate) fn has_echo(&self) -> bool {
        tcgetattr(&self.keyboard).expect("a terminal").local_modes.contains(LocalModes::ECHO)
    }
}

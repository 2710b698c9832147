//! The way back to a scanner: beeps, and whether it may read.

use super::hid_pos::Trigger;
use std::fmt;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a scan came to, for the ear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// It is taken.
    Good,
    /// Nobody knows it.
    Unknown,
    /// It is known, and not taken.
    Refused,
}

/// Speaks to one scanner, if it is there and can be spoken to; else says nothing.
#[derive(Clone, Default)]
pub struct Voice(Arc<Shared>);

#[derive(Default)]
struct Shared {
    held: AtomicBool,
    line: Mutex<Option<Line>>,
}

/// A scanner that is open.
struct Line {
    node: Box<dyn Write + Send>,
    trigger: Trigger,
    /// Whether it was last told to read nothing; `None` if that is not known.
    held: Option<bool>,
}

impl Voice {
    /// From now on the scanner may, or may not, read. Only remembers it; [`Self::settle`] tells the scanner.
    pub fn hold(&self, held: bool) {
        self.0.held.store(held, Ordering::Relaxed);
    }

    /// Tells the scanner what its scan came to. Blocks until it has heard it: up to some seconds if it hangs.
    pub fn say(&self, cue: Cue) {
        self.tell(Some(cue));
    }

    /// Tells the scanner whether it may read, if it does not know. Blocks as [`Self::say`] does.
    pub fn settle(&self) {
        self.tell(None);
    }

    fn tell(&self, cue: Option<Cue>) {
        let held = self.0.held.load(Ordering::Relaxed);
        let mut line = self.line();
        let Some(Line { node, trigger, held: told }) = line.as_mut() else { return };
        if cue.is_none() && *told == Some(held) {
            return;
        }
        if let Some(report) = trigger.report(cue, held) {
            // A scanner that does not take it beeps as it likes; one that went away is its reader's to notice.
            *told = node.write_all(&report).is_ok().then_some(held).or(*told);
        }
    }

    /// The scanner is open. One that another process left waiting is let go.
    pub(super) fn connect(&self, node: impl Write + Send + 'static, trigger: Trigger) {
        *self.line() = Some(Line { node: Box::new(node), trigger, held: None });
        self.settle();
    }

    /// The scanner is gone.
    pub(super) fn disconnect(&self) {
        *self.line() = None;
    }

    fn line(&self) -> MutexGuard<'_, Option<Line>> {
        self.0.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Voice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Voice(held: {})", self.0.held.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::descriptor::Descriptor;
    use crate::scanner::samples::{TALKATIVE, XENON};
    use std::io::Read;

    fn trigger(descriptor: &[u8]) -> Trigger {
        Trigger::of(&Descriptor::parse(descriptor).expect("a descriptor")).expect("a trigger report")
    }

    /// What was written by the time that the writer is gone.
    fn heard(descriptor: &[u8], speak: impl FnOnce(&Voice)) -> Vec<u8> {
        let (mut end, node) = std::io::pipe().expect("a pipe");
        let voice = Voice::default();
        voice.connect(node, trigger(descriptor));
        speak(&voice);
        voice.disconnect();
        voice.say(Cue::Good);
        let mut heard = Vec::new();
        end.read_to_end(&mut heard).expect("read");
        heard
    }

    #[test]
    fn a_scanner_hears_each_cue_and_each_change_once() {
        let said = heard(TALKATIVE, |voice| {
            voice.say(Cue::Good);
            voice.hold(true);
            voice.settle();
            voice.settle();
            voice.say(Cue::Unknown);
            voice.hold(false);
            voice.say(Cue::Refused);
            voice.settle();
        });
        assert_eq!(said, [3, 0, 3, 0b1_0000, 3, 0b10, 3, 0b10_0010, 3, 0b1000]);
    }

    #[test]
    fn a_scanner_that_comes_back_hears_how_things_are() {
        let voice = Voice::default();
        voice.hold(true);
        let (mut end, node) = std::io::pipe().expect("a pipe");
        voice.connect(node, trigger(XENON));
        voice.say(Cue::Good);
        voice.disconnect();
        let mut heard = Vec::new();
        end.read_to_end(&mut heard).expect("read");
        assert_eq!(heard, [4, 1], "held, and it has no beeper");
    }

    #[test]
    fn a_scanner_that_went_away_does_no_harm() {
        let (end, node) = std::io::pipe().expect("a pipe");
        drop(end);
        let voice = Voice::default();
        voice.connect(node, trigger(TALKATIVE));
        voice.say(Cue::Good);
    }
}

//! Keyboard reports of a scanner in keyboard mode become scans. Pure; time is an argument.
//!
//! Reports become presses ([`keys`]), presses become characters ([`typist`]) by the [`layout`] that the scanner is set to,
//! and characters are cut into scans as those of a serial scanner are. [`guess`] looks whether that was the right layout.

mod code_page;
mod guess;
mod keypad;
mod keys;
pub mod layout;
mod typist;

pub use guess::Hint;

use super::Suffix;
use super::descriptor::{Descriptor, Unusable};
use super::framing::Framing;
use super::scan::Scan;
use code_page::AltCode;
use guess::Guess;
use keys::Keys;
use layout::{Choice, Layout};
use typist::{Stroke, Typist};

/// Types what a scanner types.
#[derive(Debug)]
pub struct HidKeyboard {
    keys: Keys,
    typist: Typist,
    framing: Framing,
    guess: Guess,
    /// The digits typed on the number pad since Alt went down.
    alt_code: Option<AltCode>,
}

impl HidKeyboard {
    /// For boot reports of 8 bytes.
    pub fn boot(choice: Choice, suffix: Suffix, idle_ms: u32) -> Self {
        Self::of(Keys::boot(), choice, suffix, idle_ms)
    }

    /// For a device with this descriptor, which must have keyboard usages in an input report.
    pub fn new(descriptor: Descriptor, choice: Choice, suffix: Suffix, idle_ms: u32) -> Result<Self, Unusable> {
        Ok(Self::of(Keys::new(descriptor)?, choice, suffix, idle_ms))
    }

    fn of(keys: Keys, choice: Choice, suffix: Suffix, idle_ms: u32) -> Self {
        let typist = Typist::new(choice.layout, false);
        Self { keys, typist, framing: Framing::new(suffix, idle_ms), guess: Guess::new(choice), alt_code: None }
    }

    /// Takes one input report, with its id byte if the descriptor has ids, that arrived at `now` (milliseconds). A report
    /// that is not this keyboard's is ignored.
    pub fn take(&mut self, now: u64, report: &[u8], scans: &mut Vec<Scan>) {
        if self.framing.due().is_some_and(|due| now >= due) {
            self.finish(scans);
        }
        let Some(change) = self.keys.take(report) else { return };
        if !change.modifiers.alt()
            && let Some(code) = self.alt_code.take()
        {
            let american = *self.typist.layout() == *Layout::us();
            self.stroke(Stroke::Character(code.character(american)), scans);
        }
        for key in change.pressed {
            match keypad::digit(key).filter(|_| change.modifiers.alt()) {
                Some(digit) => self.alt_code.get_or_insert_default().digit(digit),
                None => self.stroke(Stroke::Key(key, change.modifiers), scans),
            }
        }
        self.framing.touch(now);
    }

    /// When silence will have ended the scan that is under way; `None` if none is.
    pub fn deadline(&self) -> Option<u64> {
        if self.framing.is_idle() && self.typist.is_idle() { None } else { self.framing.due() }
    }

    /// Ends the scan under way if its deadline is over.
    pub fn expire(&mut self, now: u64, scans: &mut Vec<Scan>) {
        if self.deadline().is_some_and(|due| now >= due) {
            self.finish(scans);
        }
    }

    /// Ends the scan under way: nothing more will come.
    pub fn finish(&mut self, scans: &mut Vec<Scan>) {
        let before = scans.len();
        let mut typed = String::new();
        self.typist.settle(&mut typed);
        self.push(&typed, scans);
        self.framing.finish(scans);
        self.look(before, scans);
        self.guess.begin(self.typist.caps());
        self.alt_code = None;
        self.keys.release();
    }

    /// What there is to say of the layout since this was asked last.
    pub fn hint(&mut self) -> Option<Hint> {
        self.guess.hint()
    }

    fn stroke(&mut self, stroke: Stroke, scans: &mut Vec<Scan>) {
        let before = scans.len();
        let mut typed = String::new();
        self.guess.note(stroke);
        self.typist.stroke(stroke, &mut typed);
        self.push(&typed, scans);
        self.look(before, scans);
        // A stroke that types nothing here may type something in another layout.
        if !typed.is_empty() && self.framing.is_idle() && self.typist.is_idle() {
            self.guess.begin(self.typist.caps());
        }
    }

    fn push(&mut self, typed: &str, scans: &mut Vec<Scan>) {
        typed.bytes().for_each(|byte| self.framing.push(byte, scans));
    }

    /// Judges a scan that has come since there were `before`.
    fn look(&mut self, before: usize, scans: &mut [Scan]) {
        if let Some(scan) = scans.get_mut(before..).and_then(<[Scan]>::last_mut)
            && let Some(adopted) = self.guess.judge(self.typist.layout(), scan)
        {
            self.typist = Typist::new(adopted, self.typist.caps());
        }
    }
}

#[cfg(test)]
mod other_layouts;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) mod typewriter;

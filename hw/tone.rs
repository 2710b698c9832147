//! Tones: the speaker of a PC, or a buzzer on a pin, as the kernel's input events know it (`pcspkr`, `pwm-beeper`).
//!
//! [`node`] finds it by what it says it can and writes to it. [`run`] is the worker: it plays what comes, and what comes
//! next cuts that off, so that a sound is never late. Nobody waits for it.

mod node;

use crate::Presence;
use crate::devices::Roots;
use node::Node;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// The loudspeaker, as the settings describe it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Its node, or a link to it; the first device that can sound a tone if absent.
    pub path: Option<PathBuf>,
}

/// A tone, or silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// How high, in hertz, 20 to 20,000; 0 is silence.
    pub hz: u16,
    /// How long, in milliseconds.
    pub ms: u16,
}

/// What the worker is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Play these, one after the other.
    Play(&'static [Note]),
    /// The roll is called.
    Call,
}

/// What the worker reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A loudspeaker is open.
    Found {
        /// How it calls itself, for the log.
        name: String,
    },
    /// There is none, or it went away; it is looked for again with each sound. Told once.
    Lost {
        /// One sentence.
        why: String,
    },
}

/// Plays what comes until nobody can send any more, and answers the roll call. Blocks; give it a thread of its own.
pub fn run(settings: &Settings, inbox: &Receiver<Task>, presence: &Presence, tell: impl FnMut(Report)) {
    serve(&Roots::default(), settings, inbox, presence, tell);
}

fn serve(
    roots: &Roots,
    settings: &Settings,
    inbox: &Receiver<Task>,
    presence: &Presence,
    mut tell: impl FnMut(Report),
) {
    let mut speaker = Speaker { roots, settings, node: None, is_lost: false };
    // A process that was killed in the middle of a tone has left it on.
    speaker.sound(0, &mut tell);
    while let Ok(task) = inbox.recv() {
        let mut next = Some(task);
        while let Some(task) = next.take() {
            presence.answer();
            if let Task::Play(notes) = task {
                next = speaker.play(notes, inbox, presence, &mut tell);
            }
        }
    }
}

/// The loudspeaker, open or not.
struct Speaker<'a> {
    roots: &'a Roots,
    settings: &'a Settings,
    node: Option<Node>,
    is_lost: bool,
}

impl Speaker<'_> {
    /// Plays these; what came meanwhile has cut them off.
    fn play(
        &mut self,
        notes: &[Note],
        inbox: &Receiver<Task>,
        presence: &Presence,
        tell: &mut impl FnMut(Report),
    ) -> Option<Task> {
        for note in notes {
            if !self.sound(note.hz, tell) {
                return None;
            }
            match inbox.recv_timeout(Duration::from_millis(note.ms.into())) {
                Ok(Task::Call) => presence.answer(),
                Ok(next) => return Some(next),
                // At the end of the kiosk the rest takes no time.
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
        self.sound(0, tell);
        None
    }

    /// Sounds this until told otherwise. Says whether there is anything to sound it.
    fn sound(&mut self, hz: u16, tell: &mut impl FnMut(Report)) -> bool {
        let outcome = match &mut self.node {
            Some(node) => node.sound(hz),
            None => Node::open(self.roots, self.settings.path.as_deref()).and_then(|mut node| {
                node.sound(hz)?;
                tell(Report::Found { name: node.name.clone() });
                (self.node, self.is_lost) = (Some(node), false);
                Ok(())
            }),
        };
        if let Err(why) = outcome {
            self.node = None;
            if !std::mem::replace(&mut self.is_lost, true) {
                tell(Report::Lost { why });
            }
        }
        self.node.is_some()
    }
}

#[cfg(test)]
mod tests;

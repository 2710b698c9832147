//! The scanners: a thread for each that reads, and one that speaks to them, because a scanner that hangs takes seconds to
//! hear a beep.

use super::roll::Roll;
use super::workers::{start, tell};
use super::{Error, Input, clock};
use crate::barcode::Scan;
use crate::till::effect::Sound;
use scanslip_hw::scanner::{self, Cue, Source, Voice};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use tokio::sync::mpsc as inbox;

/// How many beeps may wait for a scanner that is slow to hear them; a later one is worth nothing.
const BEEPS: usize = 8;

/// The ways back to the scanners.
#[derive(Debug)]
pub(super) struct Scanners {
    voices: Vec<Voice>,
    /// The one that scanned last: what a scan comes to is for whoever holds it.
    last: Arc<AtomicUsize>,
    said: SyncSender<Said>,
    held: bool,
    /// Whether they are told what became of a scan.
    beep: bool,
}

/// What the scanners are to hear.
#[derive(Debug)]
enum Said {
    Cue(usize, Cue),
    /// Whether they may read has changed.
    Hold,
    /// The roll is called.
    Call,
}

impl Scanners {
    /// One thread for each scanner: a slow one holds up no other.
    pub(super) fn start(
        scanners: Vec<scanner::Settings>,
        beep: bool,
        events: &inbox::Sender<Input>,
        roll: &mut Roll,
    ) -> Result<Self, Error> {
        let voices: Vec<Voice> = scanners.iter().map(|_| Voice::default()).collect();
        let last = Arc::new(AtomicUsize::new(0));
        let speakable = scanners.iter().any(|settings| matches!(settings.source, Source::Hid(_)));
        let said = speaker(voices.clone(), speakable, roll)?;
        for ((scanner, settings), voice) in scanners.into_iter().enumerate().zip(voices.clone()) {
            let (events, last) = (events.clone(), last.clone());
            let presence = roll.enter("scanner", || ())?;
            start("scanner", move || {
                let mut ended = false;
                scanner::run(&settings, &voice, &presence, |report| {
                    ended |= report == scanner::Report::Ended;
                    if matches!(report, scanner::Report::Scanned { .. }) {
                        last.store(scanner, Ordering::Relaxed);
                    }
                    input_of(scanner, report).map_or(ControlFlow::Continue(()), |input| tell(&events, input))
                });
                if ended {
                    presence.leave();
                } else {
                    let _ = events.blocking_send(Input::Ended("scanner"));
                }
            })?;
        }
        Ok(Self { voices, last, said, held: false, beep })
    }

    /// The scanner that scanned last hears what its scan came to, if it can and shall. Does not block.
    pub(super) fn say(&self, sound: Sound) {
        if !self.beep {
            return;
        }
        // A full inbox is a scanner that hangs.
        let _ = self.said.try_send(Said::Cue(self.last.load(Ordering::Relaxed), cue(sound)));
    }

    /// Scanners that can be told so read nothing while an order is being sent. Does not block.
    pub(super) fn hold(&mut self, held: bool) {
        if held != std::mem::replace(&mut self.held, held) {
            self.voices.iter().for_each(|voice| voice.hold(held));
            // In a full inbox there is something else, after which all of them hear it too.
            let _ = self.said.try_send(Said::Hold);
        }
    }
}

/// Starts the thread that speaks, if there is anybody to speak to.
fn speaker(voices: Vec<Voice>, needed: bool, roll: &mut Roll) -> Result<SyncSender<Said>, Error> {
    let (said, inbox) = sync_channel(BEEPS);
    if needed {
        let ring = said.clone();
        // In a full inbox there is something else, after which it answers too.
        let presence = roll.enter("scanner voice", move || drop(ring.try_send(Said::Call)))?;
        start("scanner voice", move || {
            while let Ok(said) = inbox.recv() {
                presence.answer();
                if let Said::Cue(scanner, cue) = said
                    && let Some(voice) = voices.get(scanner)
                {
                    voice.say(cue);
                }
                voices.iter().for_each(Voice::settle);
            }
        })?;
    }
    Ok(said)
}

/// The till's sounds in a scanner's words.
const fn cue(sound: Sound) -> Cue {
    match sound {
        Sound::Good | Sound::Done => Cue::Good,
        Sound::Unknown | Sound::Staff => Cue::Unknown,
        Sound::Refused => Cue::Refused,
    }
}

/// What the loop hears of it; some things are for the log alone.
fn input_of(scanner: usize, report: scanner::Report) -> Option<Input> {
    match report {
        scanner::Report::Found { name } => {
            tracing::info!(name, "scanner open");
            Some(Input::Scanner { scanner, open: true, why: None })
        }
        scanner::Report::Lost { why } => {
            tracing::warn!(why, "scanner lost");
            Some(Input::Scanner { scanner, open: false, why: Some(why) })
        }
        scanner::Report::Scanned { text, aim } => {
            Some(Input::Scanned { scanner: Some(scanner), scan: Scan { text, aim }, at: clock::instant() })
        }
        scanner::Report::Layout(hint) => {
            tracing::warn!("{}", other_layout(scanner, &hint));
            None
        }
        // It was told why.
        scanner::Report::Ended => None,
    }
}

/// Which layout to set, in one sentence; the scanners are numbered as in the settings, from 1.
fn other_layout(scanner: usize, hint: &scanner::Hint) -> String {
    let number = scanner + 1;
    let first = hint.layouts.first().copied().unwrap_or_default();
    let others = match hint.layouts.get(1..) {
        Some(others) if !others.is_empty() => format!(" (or {}, which type digits alike)", others.join(", ")),
        _ => String::new(),
    };
    if hint.adopted {
        format!(
            "Scanner {number} types in the keyboard layout {first}{others} and is read in it from now on; write layout = \"{first}\" to have it so from the start."
        )
    } else {
        format!(
            "Scanner {number} seems to type in the keyboard layout {first}{others}; set its layout = \"{first}\", or \"auto\"."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::scanner::Hint;

    #[test]
    fn another_layout_is_told_with_what_to_set() {
        let hint = |layouts: &[&'static str], adopted| Hint { layouts: layouts.to_vec(), adopted };
        assert_eq!(
            other_layout(0, &hint(&["fr", "be"], false)),
            "Scanner 1 seems to type in the keyboard layout fr (or be, which type digits alike); set its layout = \"fr\", or \"auto\"."
        );
        let adopted = other_layout(1, &hint(&["hu"], true));
        assert!(adopted.starts_with("Scanner 2 types in the keyboard layout hu and is read in it"), "{adopted}");
    }

    #[test]
    fn the_scanner_that_scanned_last_hears_what_became_of_it() {
        let (said, heard) = sync_channel(BEEPS);
        let voices = vec![Voice::default(), Voice::default()];
        let mut scanners = Scanners { voices, last: Arc::new(AtomicUsize::new(1)), said, held: false, beep: true };
        let cases = [
            (Sound::Good, Cue::Good),
            (Sound::Done, Cue::Good),
            (Sound::Unknown, Cue::Unknown),
            (Sound::Staff, Cue::Unknown),
            (Sound::Refused, Cue::Refused),
        ];
        for (sound, cue) in cases {
            scanners.say(sound);
            assert!(matches!(heard.try_recv(), Ok(Said::Cue(1, heard)) if heard == cue), "{sound:?}");
        }
        for held in [true, true, false] {
            let before = scanners.held;
            scanners.hold(held);
            assert_eq!(matches!(heard.try_recv(), Ok(Said::Hold)), held != before, "told of a change, once");
            assert!(scanners.voices.iter().all(|voice| format!("{voice:?}").contains(&held.to_string())));
        }
        scanners.beep = false;
        scanners.say(Sound::Refused);
        assert!(heard.try_recv().is_err(), "it was switched off");
        scanners.hold(true);
        assert!(matches!(heard.try_recv(), Ok(Said::Hold)), "and whether they may read is no sound");
    }

    #[test]
    fn sounds_are_never_waited_for() {
        let (events, _inputs) = inbox::channel(1);
        let mut scanners = Scanners::start(Vec::new(), true, &events, &mut Roll::default()).expect("started");
        for sound in [Sound::Good, Sound::Unknown, Sound::Refused, Sound::Done].into_iter().cycle().take(100) {
            scanners.say(sound);
            scanners.hold(sound == Sound::Done);
        }
        assert!(scanners.held);
    }
}

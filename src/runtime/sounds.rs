//! The till's sounds as tones, for a loudspeaker or a buzzer of the machine itself. The scanners' own beepers are spoken to
//! in [`super::scanners`].

use super::roll::Roll;
use super::{Error, workers};
use crate::till::effect::Sound;
use scanslip_hw::tone::{self, Note, Report, Task};
use std::sync::mpsc::{SyncSender, sync_channel};

/// How many sounds may wait; each cuts off the one before, so a full inbox is a device that hangs.
const WAITING: usize = 4;

/// The way to the loudspeaker.
#[derive(Debug)]
pub(super) struct Loudspeaker(SyncSender<Task>);

impl Loudspeaker {
    /// Starts its thread. Most machines have no loudspeaker: only one that the settings name is missed.
    pub(super) fn start(settings: tone::Settings, roll: &mut Roll) -> Result<Self, Error> {
        let (tasks, inbox) = sync_channel(WAITING);
        let ring = tasks.clone();
        // In a full inbox there is something else, after which it answers too.
        let presence = roll.enter("loudspeaker", move || {
            let _ = ring.try_send(Task::Call);
        })?;
        workers::start("loudspeaker", move || {
            tone::run(&settings, &inbox, &presence, |report| match report {
                Report::Found { name } => tracing::info!(name, "loudspeaker open"),
                Report::Lost { why } if settings.path.is_some() => tracing::warn!("{why}"),
                Report::Lost { why } => tracing::info!("{why}"),
            });
        })?;
        Ok(Self(tasks))
    }

    /// Sounds this, unless the device hangs. Does not block.
    pub(super) fn say(&self, sound: Sound) {
        let _ = self.0.try_send(Task::Play(notes(sound)));
    }
}

const fn note(hz: u16, ms: u16) -> Note {
    Note { hz, ms }
}

/// A sound's tones. Each is known by its rhythm alone: one short, two, one long, three that rise, four; a buzzer that has
/// but one pitch is enough.
const fn notes(sound: Sound) -> &'static [Note] {
    const REST: Note = note(0, 60);
    const GOOD: [Note; 1] = [note(1_800, 60)];
    const UNKNOWN: [Note; 3] = [note(900, 120), REST, note(900, 120)];
    const REFUSED: [Note; 1] = [note(400, 400)];
    const DONE: [Note; 5] = [note(1_200, 90), REST, note(1_500, 90), REST, note(1_900, 180)];
    const STAFF: [Note; 7] = [note(2_000, 150), REST, note(1_600, 150), REST, note(2_000, 150), REST, note(1_600, 150)];
    match sound {
        Sound::Good => &GOOD,
        Sound::Unknown => &UNKNOWN,
        Sound::Refused => &REFUSED,
        Sound::Done => &DONE,
        Sound::Staff => &STAFF,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Sound; 5] = [Sound::Good, Sound::Unknown, Sound::Refused, Sound::Done, Sound::Staff];

    #[test]
    fn each_sound_is_told_from_the_others_by_its_rhythm() {
        let rhythm = |sound: Sound| notes(sound).iter().map(|note| (note.hz > 0, note.ms / 100)).collect::<Vec<_>>();
        for (place, one) in ALL.into_iter().enumerate() {
            assert!(ALL[..place].iter().all(|other| rhythm(*other) != rhythm(one)), "{one:?}");
            let ms: u32 = notes(one).iter().map(|note| u32::from(note.ms)).sum();
            assert!(ms <= 1_000 && notes(one).iter().all(|note| note.hz == 0 || note.hz >= 300), "{one:?}: {ms} ms");
        }
    }

    #[test]
    fn a_loudspeaker_that_hangs_is_not_waited_for() {
        let (tasks, inbox) = sync_channel(WAITING);
        let loudspeaker = Loudspeaker(tasks);
        ALL.into_iter().cycle().take(100).for_each(|sound| loudspeaker.say(sound));
        assert_eq!(inbox.try_iter().count(), WAITING);
    }
}

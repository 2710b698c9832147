//! Nothing is told by sound alone: whatever is heard can be seen, at the same moment, by whoever cannot hear.

use super::{chance, take};
use crate::sessions::{scripts, step_of};
use crate::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use scanslip::till::Effect;
use scanslip::till::effect::Sound;
use scanslip::till::screen::{Notice, Screen, View};

/// The screen that is to be seen, as effects follow each other.
#[derive(Default)]
struct Eye {
    screen: Option<Screen>,
}

impl Eye {
    /// What of these effects can be heard and not seen. A sound may come a moment before its screen.
    fn unseen(&mut self, effects: &[Effect]) -> Option<Sound> {
        let before = self.screen.clone();
        for effect in effects {
            if let Effect::Show(screen) = effect {
                self.screen = Some(screen.clone());
            }
        }
        let heard =
            effects.iter().rev().find_map(|effect| if let Effect::Sound(sound) = effect { Some(*sound) } else { None });
        heard.filter(|sound| !self.screen.as_ref().is_some_and(|now| says(*sound, before.as_ref(), now)))
    }
}

/// Whether the screen says what this sound does. Each sound has signs of its own: what was there before for another reason
/// is none.
fn says(sound: Sound, before: Option<&Screen>, now: &Screen) -> bool {
    let changed = before != Some(now);
    match sound {
        // Something was taken: another cart, another view; or the word for what is taken once more.
        Sound::Good => {
            let takes = |notice: &Notice| {
                matches!(
                    notice,
                    Notice::CardTaken
                        | Notice::CardNew
                        | Notice::ServiceTaken
                        | Notice::StaffTaken
                        | Notice::AgePassed
                        | Notice::Price { .. }
                        | Notice::Help
                )
            };
            changed || now.notice.as_ref().is_some_and(takes) || is_awaited(now)
        }
        Sound::Unknown => {
            matches!(now.notice, Some(Notice::UnknownCode { .. } | Notice::CardUnknown))
        }
        Sound::Refused => now.notice.as_ref().is_some_and(refuses) || is_awaited(now) || is_busy(&now.view),
        Sound::Done => changed && matches!(now.view, View::Done { .. }),
        Sound::Staff => matches!(now.view, View::Cart { hold: Some(_), .. }),
    }
}

/// A word that says no, or what to do instead.
fn refuses(notice: &Notice) -> bool {
    match notice {
        Notice::UnknownCode { .. }
        | Notice::ScanAgain
        | Notice::Refused { .. }
        | Notice::CardUnknown
        | Notice::AgeFailed
        | Notice::ShopRefused(_)
        | Notice::NotRecorded
        | Notice::CatalogueUnreadable
        | Notice::QueueFull
        | Notice::Help => true,
        Notice::Price { .. }
        | Notice::BestBeforePast { .. }
        | Notice::CardTaken
        | Notice::CardNew
        | Notice::ServiceTaken
        | Notice::StaffTaken
        | Notice::AgePassed => false,
    }
}

/// The cart asks for something first: a choice, staff, the next scan.
fn is_awaited(screen: &Screen) -> bool {
    let View::Cart { question, hold, next_quantity, price_check, .. } = &screen.view else { return false };
    question.is_some() || hold.is_some() || next_quantity.is_some() || *price_check || screen.countdown_s.is_some()
}

/// Nothing can be scanned now, and the screen says why.
const fn is_busy(view: &View) -> bool {
    match view {
        View::OutOfService(_) | View::Sending { .. } | View::Done { .. } | View::Kept { .. } => true,
        View::Welcome | View::Cart { .. } => false,
    }
}

#[test]
fn every_sound_of_the_stories_has_a_screen_beside_it() {
    for (path, script) in scripts() {
        let (mut stage, mut eye) = (Stage::set(Stage::settings()), Eye::default());
        for line in script.lines().filter_map(|line| line.strip_prefix('+')) {
            let (_, what) = line.split_once(' ').expect("a step is a time and what happens");
            let unseen = eye.unseen(&step_of(&mut stage, 1_000, what));
            assert_eq!(unseen, None, "{path}: {what}: {:?}", eye.screen);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_heard_is_seen(chances in vec(chance(), 1..120)) {
        let (mut stage, mut eye) = (Stage::set(Stage::settings()), Eye::default());
        eye.unseen(&stage.tell(scanslip::till::Event::Tick));
        for chance in &chances {
            let unseen = eye.unseen(&take(&mut stage, chance));
            prop_assert_eq!(unseen, None, "{:?}: {:?}", chance, eye.screen);
        }
    }
}

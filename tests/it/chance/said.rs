//! Nothing is told by sound alone: whatever is heard can be seen, at the same moment, by whoever cannot hear.

use super::{chance, take};
use crate::sessions::{scripts, step_of};
use crate::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use scanslip::till::Effect;
use scanslip::till::effect::Sound;
use scanslip::till::screen::{Screen, View};

/// The screen that is to be seen, as effects follow each other.
#[derive(Default)]
struct Eye {
    screen: Option<Screen>,
}

impl Eye {
    /// What of these effects can be heard and not seen. A sound may come a moment before its screen.
    fn unseen(&mut self, effects: &[Effect]) -> Option<Sound> {
        let mut changed = false;
        for effect in effects {
            if let Effect::Show(screen) = effect {
                self.screen = Some(screen.clone());
                changed = true;
            }
        }
        let heard =
            effects.iter().rev().find_map(|effect| if let Effect::Sound(sound) = effect { Some(*sound) } else { None });
        heard.filter(|_| !changed && !self.screen.as_ref().is_some_and(tells))
    }
}

/// Whether the screen says why nothing more happened: it has said so before, and still does.
fn tells(screen: &Screen) -> bool {
    let of_view = match &screen.view {
        View::Cart { question, hold, next_quantity, price_check, service, customer, staff, .. } => {
            question.is_some()
                || hold.is_some()
                || next_quantity.is_some()
                || *price_check
                || *service != scanslip::till::order::Service::default()
                || *customer != scanslip::till::screen::Guest::Unknown
                || staff.is_some()
        }
        View::Welcome => false,
        View::OutOfService(_) | View::Sending { .. } | View::Done { .. } | View::Kept { .. } => true,
    };
    of_view || screen.notice.is_some() || screen.countdown_s.is_some()
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

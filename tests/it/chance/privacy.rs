//! Nothing of the last shopper is left, on the screen or in the till, once they have gone: no card, no name, no article.

use super::{Chance, chance, take};
use crate::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use scanslip::till::settings::Create;
use scanslip::till::{Effect, Event};

/// What only a shopper brings along: cards, a person, articles, a code that nobody knows.
const THEIRS: [&str; 9] = [
    "CUST-0001",
    "$3CUST-9999",
    "$3CARD-OF-ZOE",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Durand;Zoé;;;\r\nEMAIL:zoe.durand@example.com\r\nEND:VCARD",
    "MECARD:N:Durand,Zoé;TEL:+33612345678;;",
    "3017620422003",
    "BEER",
    "SECRET-OF-ZOE",
    "https://example.com/01/3017620422003/21/SERIAL-OF-ZOE",
];

/// What of it must be nowhere.
const TRACES: [&str; 12] = [
    "CUST-0001",
    "CUST-9999",
    "OF-ZOE",
    "Zoé",
    "Durand",
    "zoe.durand",
    "33612345678",
    "CustomerId",
    "Nutella",
    "Bière",
    "Lingot",
    "SLIP-STAFF",
];

fn trace_in(text: &str) -> Option<&'static str> {
    TRACES.into_iter().find(|trace| text.contains(trace))
}

#[derive(Clone, Debug)]
enum Act {
    Theirs(usize),
    Other(Chance),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![(0..THEIRS.len()).prop_map(Act::Theirs), chance().prop_map(Act::Other)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_shopper_is_left_once_they_have_gone(
        acts in vec(act(), 1..80),
        create in prop::sample::select(&[Create::Never, Create::Card, Create::Vcard][..]),
    ) {
        let mut settings = Stage::settings();
        settings.create = create;
        let mut stage = Stage::set(settings);
        for act in &acts {
            match act {
                Act::Theirs(code) => drop(stage.scan_by(Some(0), THEIRS[*code])),
                Act::Other(chance) => drop(take(&mut stage, chance)),
            }
        }
        stage.disk_is_full = false;
        // Whatever order is under way is settled by staff: until then the kiosk must remember it.
        let mut effects = stage.pass(15 * 60_000);
        effects.extend(stage.tell(Event::Tick));
        let screen = effects.iter().rev().find_map(|effect| if let Effect::Show(screen) = effect { Some(screen) } else { None });
        prop_assert_eq!(screen.and_then(|screen| trace_in(&format!("{screen:?}"))), None, "{:?}", screen);
        let is_held = (1..=80).any(|number| stage.till.is_held(super::order_id(number)));
        if stage.till.waiting_orders() == 0 && stage.till.is_at_rest() && !is_held {
            let left = format!("{:?}", stage.till);
            prop_assert_eq!(trace_in(&left), None, "{}", left);
        }
    }
}

#[test]
fn a_trace_would_be_found() {
    for code in THEIRS {
        let mut settings = Stage::settings();
        settings.create = Create::Vcard;
        let mut stage = Stage::set(settings);
        stage.scan(code);
        let held = format!("{:?}", stage.till);
        let shows = trace_in(&held).is_some() || held.contains("CardUnknown") || held.contains("New(");
        assert!(shows, "{code:?} leaves nothing even while its shopper is there: {held}");
    }
}

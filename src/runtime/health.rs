//! How display, keypads and shop are, as was told last. Nobody is asked for it: a display is shown screens, a shop sent orders,
//! and what came of that is remembered.

use super::Shell;
use crate::till::event::{Answer, Finding};
use crate::till::{Event, Moment};
use std::collections::BTreeMap;

/// How something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// Nothing was heard of it since the start.
    #[default]
    Unknown,
    /// It does what it should.
    Well,
    /// A part of it does, and why another does not, in a sentence.
    Partly(String),
    /// It does not, and why, in a sentence.
    Ill(String),
}

/// What workers tell that the till need not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum News {
    Keypad {
        /// Its place in the settings.
        keypad: usize,
        health: Health,
    },
    Display(Health),
    /// It was asked something else than an order.
    ShopAnswered,
    /// Whether the printer's roll comes to its end.
    PaperLow(bool),
    /// How many articles the catalogue has.
    Stock(u32),
}

/// What has been told so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Healths {
    /// By their place in the settings.
    pub(super) keypads: BTreeMap<usize, Health>,
    pub(super) display: Health,
    pub(super) shop: Health,
    /// When the shop answered, or did not, last.
    pub(super) shop_at: Option<Moment>,
}

impl Shell {
    pub(super) fn learn(&mut self, news: News) {
        match news {
            News::Keypad { keypad, health } => drop(self.healths.keypads.insert(keypad, health)),
            News::Display(health) => self.healths.display = health,
            News::ShopAnswered => self.note_shop(Health::Well),
            News::PaperLow(low) => self.paper_low = low,
            News::Stock(articles) => self.articles = Some(articles),
        }
    }

    /// What became of an order tells of the shop, too.
    pub(super) fn hear_shop(&mut self, event: &Event) {
        if let Some(health) = shop(event) {
            self.note_shop(health);
        }
    }

    fn note_shop(&mut self, health: Health) {
        self.healths.shop = health;
        self.healths.shop_at = Some(self.clock.now().moment);
    }
}

/// Whether the shop answered; none if it was not asked. One that refuses or knows nothing of it is well.
fn shop(event: &Event) -> Option<Health> {
    match event {
        Event::Answered { answer: Answer::NotSent(why) | Answer::InDoubt(why), .. }
        | Event::Sought { finding: Finding::Unknown(why), .. } => Some(Health::Ill(why.clone())),
        Event::Answered { .. } | Event::Sought { .. } => Some(Health::Well),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::till::order::OrderId;

    #[test]
    fn a_shop_is_as_its_last_answer() {
        let order = OrderId::parse("00000000000000000000000001").expect("26 digits");
        let why = || "no route to the shop".to_owned();
        let ill = Some(Health::Ill(why()));
        for (answer, health) in [
            (Answer::Drafted(1), Some(Health::Well)),
            (Answer::Refused(why()), Some(Health::Well)),
            (Answer::NotSent(why()), ill.clone()),
            (Answer::InDoubt(why()), ill.clone()),
        ] {
            assert_eq!(shop(&Event::Answered { order, answer: answer.clone() }), health, "{answer:?}");
        }
        for (finding, health) in [(Finding::Missing, Some(Health::Well)), (Finding::Unknown(why()), ill)] {
            assert_eq!(shop(&Event::Sought { order, finding: finding.clone() }), health, "{finding:?}");
        }
        assert_eq!(shop(&Event::Tick), None);
    }
}

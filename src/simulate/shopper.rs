//! Shoppers: each scans a few articles that nobody else buys, perhaps a card, confirms, and looks at the screen. Whoever
//! could not order comes again later.

use super::judge::Shopper;
use super::plan::MINUTE;
use super::world::{Happening, World};
use crate::barcode::Scan;
use crate::till::Event;
use crate::till::event::Key;
use crate::till::order::OrderId;
use crate::till::settings::Person;

/// How long a shopper looks at the screen after confirming: longer than the till lets them wait, in milliseconds.
const LOOKS_FOR: i64 = 9_500;
/// Longer than a cart is kept for whoever has left it, in milliseconds.
const STAYS_AWAY: i64 = 140_000;

/// Who of the staff comes when somebody is called.
pub(super) fn anna() -> Person {
    Person { id: "anna".into(), staff_check: "7K3M9QX2VB".into(), age_check: "5HZ8W0N4TC".into() }
}

/// What the shopper at the kiosk does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Come,
    Scan(String),
    Confirm,
    /// One of the staff looks at the buyer and says yes or no.
    Answer(Key),
    /// After so many tries.
    Look(u32),
}

impl World {
    pub(super) fn shop_on(&mut self, step: Step) {
        match step {
            Step::Come => self.come(),
            Step::Scan(code) => {
                let fresh = self.chance.order_id();
                self.live(|world| world.told(Event::Scanned { scanner: None, scan: Scan::split(&code), fresh }));
            }
            Step::Confirm => self.press(Key::Confirm),
            Step::Answer(key) => self.press(key),
            Step::Look(tries) => self.look(tries),
        }
    }

    /// Staff were called; they come in their own time, and mostly say yes.
    pub(super) fn call_staff(&mut self) {
        let comes = self.chance.between(1_000, 20_000);
        let anna = anna();
        let code = format!("SLIP-AGE-{}-{}", anna.id, anna.age_check);
        self.after(comes, Happening::Shopper(Step::Scan(code)));
        let answer = if self.chance.per_mille(850) { Key::Confirm } else { Key::Cancel };
        let looks = self.chance.between(300, 3_000);
        self.after(comes + looks, Happening::Shopper(Step::Answer(answer)));
    }

    fn press(&mut self, key: Key) {
        let fresh: OrderId = self.chance.order_id();
        self.live(|world| world.told(Event::Pressed { key, fresh }));
    }

    fn come(&mut self) {
        let number = self.shopper.number + 1;
        let has_card = self.chance.per_mille(300);
        self.shopper = Shopper { number, articles: number * 10, has_card };
        let mut at = 0;
        for article in 0..self.chance.between(1, 3) {
            let code = format!("THING-{}", self.shopper.articles + article.unsigned_abs());
            for _ in 0..self.chance.between(1, 2) {
                self.after(at, Happening::Shopper(Step::Scan(code.clone())));
                at += self.chance.between(300, 1_500);
            }
        }
        if has_card {
            self.after(at, Happening::Shopper(Step::Scan(format!("$3CARD-{number}"))));
            at += 700;
        }
        self.after(at, Happening::Shopper(Step::Confirm));
        self.after(at + LOOKS_FOR, Happening::Shopper(Step::Look(1)));
    }

    /// Has the shopper an order? If not, they try again, or go and come back.
    fn look(&mut self, tries: u32) {
        let mine = self.judge.lives.values().filter(|life| {
            let articles = life.order.lines.iter().filter_map(|line| match &line.goods {
                crate::till::order::Goods::Article { id, .. } => Some(id.0),
                _ => None,
            });
            articles.take(1).any(|id| id / 10 == self.shopper.number)
        });
        let taken = mine.filter(|life| life.stage != super::judge::Stage::Refused).count() > 0;
        if taken {
            self.shoppers_left = self.shoppers_left.saturating_sub(1);
            if self.shoppers_left > 0 {
                let gap = self.chance.between(self.plan.gap.0, self.plan.gap.1);
                self.after(gap, Happening::Shopper(Step::Come));
            }
        } else if tries < 4 && self.process.is_some() {
            self.press(Key::Confirm);
            self.after(LOOKS_FOR, Happening::Shopper(Step::Look(tries + 1)));
        } else {
            self.press(Key::Cancel);
            let away = self.chance.between(STAYS_AWAY, STAYS_AWAY + 10 * MINUTE);
            self.after(away, Happening::Shopper(Step::Come));
        }
    }
}

//! What must hold whatever happens. It follows the journal's entries and the world's acts, and knows what the shop has.

use super::shop::Shop;
use crate::till::entry::{Entry, Resolution};
use crate::till::event::Printing;
use crate::till::order::{Customer, Order, OrderId};
use crate::till::paper::{PaperPolicy, Papers};
use crate::till::screen::View;
use crate::till::slip::{COPIES_UNASKED, Kind, Outcome, Slip, SlipId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most violations that one seed tells.
const TOLD_MAX: usize = 8;

/// How far an order is by the entries that are on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Waiting,
    Accepted(u64),
    Refused,
    Held,
}

/// What is known of one order.
#[derive(Debug)]
pub(super) struct Life {
    pub(super) order: Arc<Order>,
    pub(super) stage: Stage,
    /// Why it has no slip, or that it has one.
    slip_settled: bool,
    /// Final slips without a copy mark that left something on paper.
    plain_papers: u32,
    /// Which attempt was the last.
    attempt: u32,
    /// Whether it was in doubt once.
    doubted: bool,
}

/// Who stands at the kiosk: their articles and their card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shopper {
    pub(super) number: u64,
    /// Articles have numbers from this one to this one and nine more.
    pub(super) articles: u64,
    pub(super) has_card: bool,
}

#[derive(Debug, Default)]
pub(super) struct Judge {
    /// Everything that the journal has: first what is certain, then what was found there after a crash and is certain
    /// once something is recorded behind it.
    pub(super) entries: Vec<Entry>,
    certain: usize,
    /// Turns that were not acknowledged since the last one that was: after a crash one of them may be there.
    pub(super) unsure: Vec<Vec<Entry>>,
    pub(super) lives: BTreeMap<OrderId, Life>,
    pub(super) violations: Vec<String>,
    pub(super) held: u64,
    last_number: u32,
    /// When the kiosk last sent something, in milliseconds.
    last_sent: Option<i64>,
}

impl Judge {
    pub(super) fn accuse(&mut self, what: String) {
        if self.violations.len() < TOLD_MAX {
            self.violations.push(what);
        }
    }

    fn hold(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.accuse(what());
        }
    }

    /// Entries that are on disk.
    pub(super) fn recorded(&mut self, entries: &[Entry], at_kiosk: Option<Shopper>) {
        self.unsure.clear();
        self.take(entries, at_kiosk);
        self.certain = self.entries.len();
    }

    fn take(&mut self, entries: &[Entry], at_kiosk: Option<Shopper>) {
        for entry in entries {
            if let Entry::Confirmed(order) = entry {
                self.confirmed(order, at_kiosk);
            }
            self.follow(entry);
            self.entries.push(entry.clone());
        }
    }

    fn confirmed(&mut self, order: &Arc<Order>, at_kiosk: Option<Shopper>) {
        let sum: i64 = order.lines.iter().map(|line| line.total.get()).sum();
        self.hold(sum == order.total.get(), || {
            format!("{}: lines come to {sum}, the order to {:?}", order.id, order.total)
        });
        let multiplied = order.lines.iter().all(|line| line.unit_price.times(line.quantity) == Some(line.total));
        self.hold(multiplied, || format!("{}: a line is not its price times its quantity", order.id));
        let last = self.last_number;
        self.hold(order.number == last + 1, || {
            format!("{}: its local number is {} after {last}", order.id, order.number)
        });
        self.last_number = order.number;
        if let Some(wrong) = super::goods::wrong(order) {
            self.accuse(wrong);
        }
        if let Some(shopper) = at_kiosk {
            let theirs = order.lines.iter().all(|line| match &line.goods {
                crate::till::order::Goods::Article { id, .. } => {
                    (shopper.articles..shopper.articles + 10).contains(&id.0)
                }
                _ => false,
            });
            self.hold(theirs, || format!("{}: has articles of a shopper before", order.id));
            let stranger =
                matches!(&order.customer, Some(Customer::Known(id)) if id.0 != shopper.number || !shopper.has_card);
            self.hold(!stranger, || format!("{}: has the card of a shopper before", order.id));
        }
        let life = Life {
            order: order.clone(),
            stage: Stage::Waiting,
            slip_settled: false,
            plain_papers: 0,
            attempt: 0,
            doubted: false,
        };
        let doubled = self.lives.insert(order.id, life).is_some();
        self.hold(!doubled, || format!("{}: confirmed twice", order.id));
    }

    fn follow(&mut self, entry: &Entry) {
        let Some(life) = self.lives.get_mut(&entry.order()) else {
            return self.accuse(format!("{}: an entry of an order that nobody confirmed", entry.order()));
        };
        match entry {
            Entry::Sending { attempt, .. } => life.attempt = *attempt,
            Entry::InDoubt { .. } => life.doubted = true,
            Entry::Accepted { acceptance, .. } => life.stage = Stage::Accepted(acceptance.number),
            Entry::Refused { .. } => life.stage = Stage::Refused,
            Entry::Held { .. } => {
                life.stage = Stage::Held;
                self.held += 1;
            }
            Entry::Resolved { resolution, .. } => {
                life.stage = match resolution {
                    Resolution::Accepted(number) => Stage::Accepted(*number),
                    Resolution::Refused => Stage::Refused,
                    Resolution::Resend => Stage::Waiting,
                }
            }
            Entry::SlipWithheld { .. } => life.slip_settled = true,
            Entry::Printed { slip, outcome } if slip.kind == Kind::Final => match outcome {
                Printing::Proven | Printing::Sent => life.slip_settled = true,
                Printing::Broken(_) if slip.copy >= COPIES_UNASKED => life.slip_settled = true,
                Printing::Broken(_) | Printing::Nothing(_) => {}
            },
            _ => {}
        }
    }

    /// The journal was read back: what is there beyond what is certain must be whole turns that were not acknowledged.
    /// Says whether there is one that is new.
    pub(super) fn recovered(&mut self, read: &[Entry]) -> bool {
        let certain = self.certain;
        if read.get(..certain) != self.entries.get(..certain) {
            let there = read.iter().zip(&self.entries).take_while(|(read, known)| read == known).count();
            self.accuse(format!("the journal lost what was acknowledged: {there} of {certain} entries are there"));
            return false;
        }
        if let Some(rest) = read.strip_prefix(&*self.entries) {
            if rest.is_empty() {
                return false;
            }
            let whole = self.unsure.iter().any(|turn| turn == rest);
            self.hold(whole, || format!("the journal has half a turn, or one of nobody's: {rest:?}"));
            self.take(rest, None);
            return true;
        }
        // What was found once, and never acknowledged nor built upon, is gone again, or another such turn is there.
        let rest = read.get(certain..).unwrap_or_default();
        let whole = rest.is_empty() || self.unsure.iter().any(|turn| turn == rest) || self.entries.starts_with(read);
        self.hold(whole, || format!("the journal has half a turn, or one of nobody's: {rest:?}"));
        let before = std::mem::take(&mut self.lives);
        (self.entries, self.last_number) = (Vec::new(), 0);
        self.take(read, None);
        for (order, life) in before {
            if let Some(again) = self.lives.get_mut(&order) {
                again.plain_papers = life.plain_papers;
            }
        }
        false
    }

    /// Another process begins; it knows nothing of when the last one sent something.
    pub(super) const fn started(&mut self) {
        self.last_sent = None;
    }

    /// The kiosk asks the shop to take an order. What has waited goes at most once a second.
    pub(super) fn sent(&mut self, order: OrderId, at: i64) {
        let again = self.lives.get(&order).is_some_and(|life| life.attempt > 1);
        let since = self.last_sent.map(|last| at - last);
        self.hold(!again || since.is_none_or(|ms| ms >= 1_000), || format!("{order}: sent {since:?} ms after another"));
        self.last_sent = Some(at);
        let stage = self.lives.get(&order).map(|life| life.stage);
        if let Some(over @ (Stage::Accepted(_) | Stage::Held | Stage::Refused)) = stage {
            self.accuse(format!("{order}: sent although it is {over:?}"));
        }
    }

    /// The shop took something of this order.
    pub(super) fn arrived(&mut self, order: OrderId, shop: &Shop) {
        let count = shop.own(order).count();
        self.hold(count <= 1, || format!("{order}: {count} validated orders at the shop through our own requests"));
    }

    /// A screen is shown.
    pub(super) fn shown(&mut self, view: &View, shop: &Shop) {
        if let View::Done { number, total, .. } = view {
            let known = self.lives.values().rev().any(|life| {
                life.stage == Stage::Accepted(*number) && life.order.total == *total && shop.has(life.order.id, *number)
            });
            self.hold(known, || format!("a screen says that order {number} is accepted, and it is not"));
        }
    }

    /// A slip goes to the printer. The world's shoppers ask for no copy, and its shop takes neither money nor quotes.
    pub(super) fn printing(&mut self, slip: &Slip, shop: &Shop, papers: Papers) {
        let order = slip.id.order;
        let Some(life) = self.lives.get(&order) else {
            return self.accuse(format!("{order}: a slip of an order that nobody confirmed"));
        };
        let same = life.order.lines == slip.lines && life.order.total == slip.total;
        let true_to_shop = match &slip.outcome {
            Outcome::Accepted { number, .. } => life.stage == Stage::Accepted(*number) && shop.has(order, *number),
            Outcome::Provisional => true,
        };
        let policy = if slip.id.kind == Kind::Final { papers.order } else { papers.provisional };
        self.hold(policy != PaperPolicy::Never, || format!("{order}: a slip that the shop wants never on paper"));
        self.hold(same, || format!("{order}: its slip has other lines or another total"));
        self.hold(true_to_shop, || format!("{order}: its slip says accepted, and it is not"));
    }

    /// Something of a slip is on paper.
    pub(super) fn on_paper(&mut self, slip: SlipId) {
        if let Some(life) = self.lives.get_mut(&slip.order).filter(|_| slip.kind == Kind::Final && slip.copy == 0) {
            life.plain_papers += 1;
            let papers = life.plain_papers;
            self.hold(papers <= 1, || format!("{}: {papers} final slips without a copy mark", slip.order));
        }
    }

    /// The shop was given the orders as they were confirmed. One whose sending a reboot cut off was sent in its turn, and
    /// may come once more, behind those that did not wait for the search for it.
    pub(super) fn in_order(&mut self, shop: &Shop) {
        let in_turn = |id| self.lives.get(&id).filter(|life| !life.doubted).map(|life| life.order.number);
        let numbers: Vec<u32> = shop.validated().filter_map(in_turn).collect();
        self.hold(numbers.is_sorted(), || "the orders that waited were not sent in order".to_owned());
    }

    /// The world has healed and nothing is under way any more.
    pub(super) fn end(&mut self, shop: &Shop) {
        let mut told = Vec::new();
        for (id, life) in &self.lives {
            let count = shop.own(*id).count();
            let right = match life.stage {
                Stage::Waiting => false,
                Stage::Accepted(number) => count == 1 && shop.has(*id, number),
                Stage::Refused => count == 0,
                Stage::Held => count <= 1,
            };
            if !right {
                told.push(format!("{id}: ends {:?} with {count} validated orders at the shop", life.stage));
            }
            if matches!(life.stage, Stage::Accepted(_)) && !life.slip_settled {
                told.push(format!("{id}: accepted without a slip or a reason"));
            }
        }
        for id in shop.validated().filter(|id| !self.lives.contains_key(id)) {
            told.push(format!("{id}: registered at the shop, and the journal knows nothing of it"));
        }
        for what in told {
            self.accuse(what);
        }
    }
}

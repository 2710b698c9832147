//! What the world does with the till's effects: the network and the shop, the printer, the catalogue; and the staff.

use super::Mutation;
use super::goods::find;
use super::judge::Stage;
use super::plan::{LATE_MAX, Listings, STALE_MAX};
use super::shop::{Outcome, acceptance};
use super::tally::Fault;
use super::world::{Happening, World};
use crate::till::effect::Tally;
use crate::till::entry::Resolution;
use crate::till::event::{Answer, Finding, PrinterState, Printing};
use crate::till::order::{Order, OrderId, Request};
use crate::till::slip::Slip;
use crate::till::{Effect, Event};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How long the shop's client waits for an answer, in milliseconds.
const TIMEOUT: i64 = 15_000;

impl World {
    /// Does what the till wants done.
    pub(super) fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Count(Tally::AgeAsked(_)) => self.call_staff(),
            Effect::Record(_) | Effect::Sound(_) | Effect::Count(_) => {}
            Effect::Show(screen) => self.judge.shown(&screen.view, &self.shop),
            Effect::LookUp { look_up, query } => {
                if self.fails(self.plan.rates.catalogue, Fault::Catalogue) {
                    return;
                }
                let found = find(&query);
                let ms = self.chance.between(1, 300);
                self.tell(ms, Event::LookedUp { look_up, found });
            }
            Effect::Send { order, request } => self.send(&order, request),
            Effect::Seek { order, request, taken } => self.seek(order, request, taken),
            Effect::Print(slip) => self.print(&slip),
        }
    }

    fn fails(&mut self, rate: u32, fault: Fault) -> bool {
        let fails = !self.healed && self.chance.per_mille(rate);
        if fails {
            self.tally.fault(fault);
        }
        fails
    }

    /// One of those that are lost in a row.
    fn is_deaf(&mut self) -> bool {
        let deaf = self.plan.answers_lost > 0;
        self.plan.answers_lost = self.plan.answers_lost.saturating_sub(1);
        deaf
    }

    fn answer(&mut self, ms: i64, order: OrderId, answer: Answer) {
        self.tell(ms, Event::Answered { order, answer });
    }

    /// The answer does not come. Whoever takes that for "not sent" sends twice.
    fn lose_answer(&mut self, order: OrderId) {
        let why = "no answer".to_owned();
        let mutant = self.mutation == Mutation::LostIsNotSent;
        let answer = if mutant { Answer::NotSent(why) } else { Answer::InDoubt(why) };
        let ms = self.chance.between(100, TIMEOUT);
        self.answer(ms, order, answer);
    }

    /// A request goes to the shop.
    fn send(&mut self, order: &Arc<Order>, request: Request) {
        self.judge.sent(order.id, self.time);
        self.note(format_args!("    -> {request:?}"));
        let rates = self.plan.rates;
        if !self.network || self.fails(rates.unreachable, Fault::Unreachable) {
            let ms = self.chance.between(1, 5_000);
            return self.answer(ms, order.id, Answer::NotSent("no route".to_owned()));
        }
        if self.fails(rates.rest, Fault::Rest) {
            let for_s = 1 + self.chance.below(900);
            self.tell(200, Event::ShopRests { for_s });
            return self.answer(200, order.id, Answer::NotSent("too many requests".to_owned()));
        }
        if self.fails(rates.lost_request, Fault::LostRequest) {
            return self.lose_answer(order.id);
        }
        if self.fails(rates.refusal, Fault::Refusal) {
            let ms = self.chance.between(50, 9_000);
            return self.answer(ms, order.id, Answer::Refused("the register is closed".to_owned()));
        }
        if self.fails(rates.late_commit, Fault::LateCommit) {
            let ms = self.chance.between(1_000, LATE_MAX);
            self.after(ms, Happening::Request(order.clone(), request, None, self.generation));
            return self.lose_answer(order.id);
        }
        let arrives = self.chance.between(20, 2_000);
        if self.is_deaf() || self.fails(rates.lost_answer, Fault::LostAnswer) {
            self.after(arrives, Happening::Request(order.clone(), request, None, self.generation));
            return self.lose_answer(order.id);
        }
        let slow = if self.chance.per_mille(100) { TIMEOUT - 2_000 } else { 500 };
        let back = self.chance.between(10, slow);
        self.after(arrives, Happening::Request(order.clone(), request, Some(back), self.generation));
    }

    /// A request has reached the shop.
    pub(super) fn arrive(&mut self, order: &Arc<Order>, request: Request, answer: Option<i64>, process: u32) {
        self.inherit(order, request);
        let outcome = self.shop.take(order, request, self.time, self.plan.refuses_twice);
        self.note(format_args!("    shop: {} {outcome:?}", order.id.short()));
        self.judge.arrived(order.id, &self.shop);
        if request == Request::Whole && self.fails(self.plan.rates.twin, Fault::Twin) {
            self.shop.double(order, request, self.time);
        }
        if let Some(ms) = answer {
            let answer = match outcome {
                Outcome::Accepted(number) => Answer::Accepted(acceptance(number, order)),
                Outcome::Drafted(number) => Answer::Drafted(number),
                Outcome::Refused => Answer::Refused("it is validated already".to_owned()),
            };
            self.after(ms, Happening::Told(process, Event::Answered { order: order.id, answer }));
        }
    }

    /// Where listings show no mark, a shopper who orders the same again after a refusal may be given the draft of the
    /// refused order: it is as good as one of their own.
    fn inherit(&mut self, order: &Arc<Order>, request: Request) {
        if let Request::Validation(draft) = request
            && self.plan.listings == Listings::Alike
            && let Some(owner) = self.shop.owner(draft)
            && self
                .judge
                .lives
                .get(&owner)
                .is_some_and(|life| life.stage == Stage::Refused && life.order.lines == order.lines)
        {
            self.shop.relabel(draft, order.id);
        }
    }

    /// A search goes to the shop. Its listings show the shop as it was some time ago.
    fn seek(&mut self, order: Arc<Order>, request: Request, taken: Arc<BTreeSet<u64>>) {
        let began = self.time;
        let blind = self.now(began).wall.is_none() && order.confirmed_at.is_none();
        if !self.network || blind || self.is_deaf() || self.fails(self.plan.rates.listing_lost, Fault::ListingLost) {
            let ms = self.chance.between(10, TIMEOUT);
            let finding = Finding::Unknown("the shop could not be asked".to_owned());
            return self.tell(ms, Event::Sought { order: order.id, finding });
        }
        if self.plan.listings == Listings::Blind {
            self.tally.fault(Fault::ListingBlind);
        }
        let stale = self.fails(self.plan.rates.listing_stale, Fault::ListingStale);
        let (arrives, back) = (self.chance.between(10, 2_000), self.chance.between(10, TIMEOUT));
        let lag = if stale { self.chance.between(0, STALE_MAX) } else { 0 };
        let told_at = self.time + arrives + back;
        self.after(arrives, Happening::Search { order, request, taken, lag, told_at, process: self.generation });
    }

    fn print(&mut self, slip: &Slip) {
        self.judge.printing(slip, &self.shop, self.plan.settings.paper);
        let told = |outcome| Event::Printed { slip: slip.id, outcome };
        let trouble = self.printer != PrinterState::Ready;
        let ms = self.chance.between(200, 4_000);
        if (trouble && self.chance.per_mille(700)) || self.fails(self.plan.rates.paper, Fault::NoPaper) {
            return self.tell(ms, told(Printing::Nothing("no paper".to_owned())));
        }
        self.judge.on_paper(slip.id);
        self.note(format_args!("    on paper: {:?} {}", slip.id.kind, slip.id.copy));
        self.tally.slips += 1;
        if self.fails(self.plan.rates.paper / 2, Fault::BrokenPaper) {
            return self.tell(ms, told(Printing::Broken("paper jam".to_owned())));
        }
        if self.fails(self.plan.rates.paper / 4, Fault::SilentPrinter) {
            return;
        }
        let proves = self.chance.per_mille(500);
        self.tell(ms, told(if proves { Printing::Proven } else { Printing::Sent }));
    }

    /// Staff look at the shop, and settle whatever is held. They come again.
    pub(super) fn resolve(&mut self) {
        let held: Vec<OrderId> =
            self.judge.lives.iter().filter(|(_, life)| life.stage == Stage::Held).map(|(id, _)| *id).collect();
        for order in held {
            let number = self.shop.own(order).last().map(|one| one.number);
            let resolution = match number {
                Some(number) => Resolution::Accepted(number),
                None if self.chance.per_mille(500) => Resolution::Resend,
                None => Resolution::Refused,
            };
            self.live(|world| world.told(Event::Resolved { order, resolution }));
        }
        if self.shoppers_left > 0 || self.process.as_ref().is_none_or(|process| !process.is_at_rest()) {
            self.after(20 * super::plan::MINUTE, Happening::Staff);
        }
    }
}

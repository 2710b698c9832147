//! What the shop, or one of the staff, says of an order, and what the ledger makes of it.
//!
//! Only what is certain is believed: an attempt is accepted, refused or known not to have arrived; all else is doubt,
//! and an order in doubt is searched for and not sent again until it is believed absent.

use super::case::{Case, Doubt, Stage};
use super::effect::{Effect, Tally};
use super::entry::{Entry, Resolution};
use super::event::{Answer, Finding};
use super::ledger::{Ledger, World};
use super::moment::Moment;
use super::order::{Acceptance, OrderId, PaymentLink, Request};
use std::sync::Arc;

/// How many listings in a row must lack an order before it is believed absent.
const MISSING_ENOUGH: u32 = 3;
/// How often one draft is to be validated before staff are asked.
const VALIDATIONS_MAX: u32 = 5;
/// The longest reason that is recorded, in characters.
const WHY_MAX: usize = 200;

impl Ledger {
    /// The shop answered, or will not. Says whether that settles anything: an answer to an attempt that was given up
    /// meanwhile does not, unless the shop has the order; the search will tell.
    ///
    /// An order that is refused while nobody waits for it (`waited_for`) cannot be confirmed anew: staff have it.
    pub(super) fn answered(
        &mut self,
        order: OrderId,
        answer: Answer,
        waited_for: bool,
        world: World<'_>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(case) = self.case(order) else { return false };
        let (sending, request) = (matches!(case.stage, Stage::Sending { .. }), case.request(world.settings));
        let counts = match answer {
            Answer::Accepted(_) => case.is_waiting(),
            Answer::Drafted(_) => request == Request::Draft && (sending || matches!(case.stage, Stage::InDoubt(_))),
            Answer::Refused(_) | Answer::NotSent(_) | Answer::InDoubt(_) => sending,
        };
        if !counts {
            return false;
        }
        // An attempt before may have validated it, and a shop may refuse to do that twice.
        let repeated = matches!(request, Request::Validation(_)) && case.attempts() > 1;
        let entry = match answer {
            Answer::Accepted(acceptance) => {
                self.accept(order, acceptance, world, effects);
                return true;
            }
            Answer::Drafted(number) => Entry::Drafted { order, number },
            Answer::Refused(why) if repeated => Entry::InDoubt { order, why: bounded(&why) },
            Answer::Refused(why) if waited_for => Entry::Refused { order, why: bounded(&why) },
            Answer::Refused(why) => {
                let why = bounded(&format!("The shop refused it after the shopper had gone: {why}"));
                Entry::Held { order, why }
            }
            Answer::NotSent(why) => Entry::NotSent { order, why: bounded(&why) },
            Answer::InDoubt(why) => Entry::InDoubt { order, why: bounded(&why) },
        };
        self.record(entry, world, effects);
        true
    }

    /// A search came back. Says whether one was under way.
    pub(super) fn sought(
        &mut self,
        order: OrderId,
        finding: Finding,
        world: World<'_>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(case) = self.case_mut(order) else { return false };
        let Stage::InDoubt(doubt) = &mut case.stage else { return false };
        if !doubt.searching {
            return false;
        }
        doubt.searching = false;
        doubt.searches = doubt.searches.saturating_add(1);
        match finding {
            Finding::There(acceptance) => self.accept(order, acceptance, world, effects),
            Finding::Draft(number) if doubt.request == Request::Draft => {
                self.record(Entry::Drafted { order, number }, world, effects);
            }
            Finding::Ambiguous(why) => self.record(Entry::Held { order, why: bounded(&why) }, world, effects),
            Finding::Missing => self.missing(order, world, effects),
            Finding::Draft(_) | Finding::Unknown(_) => {
                doubt.missing = 0;
                let next = world.now.after_ms(doubt.wait_ms(&case.order));
                self.search_again(order, next);
            }
        }
        true
    }

    /// A whole listing lacked it.
    fn missing(&mut self, order: OrderId, world: World<'_>, effects: &mut Vec<Effect>) {
        let Some(Case { stage: Stage::InDoubt(doubt), order: sent, .. }) = self.case_mut(order) else { return };
        doubt.missing = doubt.missing.saturating_add(1);
        let believable = doubt.attempted.after_s(world.settings.absent_after_s);
        if doubt.missing < MISSING_ENOUGH || world.now < believable {
            let mut next = world.now.after_ms(doubt.wait_ms(sent));
            if doubt.missing + 1 >= MISSING_ENOUGH && world.now < believable {
                // The listing that decides is asked as soon as it may decide.
                next = next.max(believable);
            }
            self.search_again(order, next);
        } else if matches!(doubt.request, Request::Validation(_)) && doubt.attempts >= VALIDATIONS_MAX {
            let why = "The shop keeps it as a draft that cannot be validated.".to_owned();
            self.record(Entry::Held { order, why }, world, effects);
        } else {
            self.record(Entry::Absent { order }, world, effects);
        }
    }

    /// One of the staff settled an order. Says whether it was held: no other is theirs to settle.
    pub(super) fn resolved(
        &mut self,
        order: OrderId,
        resolution: Resolution,
        world: World<'_>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let held = self.case(order).is_some_and(Case::is_held);
        if held {
            self.record(Entry::Resolved { order, resolution }, world, effects);
        }
        held
    }

    fn search_again(&mut self, order: OrderId, at: Moment) {
        if let Some(Case { stage: Stage::InDoubt(doubt), .. }) = self.case_mut(order) {
            doubt.next = at;
        }
    }

    fn accept(&mut self, order: OrderId, acceptance: Acceptance, world: World<'_>, effects: &mut Vec<Effect>) {
        if acceptance.payment == PaymentLink::Forbidden {
            effects.push(Effect::Count(Tally::ForbiddenLink(order)));
        }
        if self.case(order).is_some_and(|case| acceptance.other_total(&case.order).is_some()) {
            effects.push(Effect::Count(Tally::OtherTotal(order)));
        }
        self.record(Entry::Accepted { order, acceptance }, world, effects);
        // The shop can be reached: whoever waits for a better moment need not.
        for case in &mut self.cases {
            if let Stage::Queued { not_before, .. } = &case.stage
                && *not_before > world.now
                && let Stage::Queued { not_before, .. } = &mut Arc::make_mut(case).stage
            {
                *not_before = world.now;
            }
        }
    }
}

impl Doubt {
    /// The request whose answer was lost.
    pub(super) const fn of(request: Request, attempts: u32, attempted: Moment, now: Moment) -> Self {
        Self { attempts, request, attempted, missing: 0, searches: 0, next: now, searching: false }
    }
}

/// Reasons come from outside; they are kept, and kept short.
fn bounded(why: &str) -> String {
    why.chars().filter(|c| !c.is_control()).take(WHY_MAX).collect()
}

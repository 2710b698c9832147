//! The orders that are not over: who is sent next, who is searched for, whose slip is due.
//!
//! Everything here follows from one question, [`Ledger::next`]: which act is next, and when. The till's deadline is its
//! answer's moment, a turn carries out whatever is due; so nothing can be due without somebody waking up for it.

use super::case::{Case, Stage};
use super::due::{self, Act};
use super::effect::Effect;
use super::entry::{Entry, Resolution};
use super::event::{Finding, PrinterState, Printing};
use super::moment::{Moment, Wall};
use super::order::{Acceptance, Order, OrderId};
use super::paper::PaperPolicy;
use super::settings::Settings;
use super::slip::{Kind, Slip, SlipId};
use super::trail::Trail;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Shortest time between two sends that are not a shopper's first, in milliseconds.
const SEND_EVERY_MS: i64 = 1_000;
/// How many of the shop's numbers are kept in mind.
const TAKEN_MAX: usize = 1_000;
/// The longest that a shop is left alone because it asked for it, in seconds: it may be wrong.
const REST_MAX_S: u32 = 600;

/// All orders that are not over, in order of confirmation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    pub(super) cases: Vec<Arc<Case>>,
    last_number: u32,
    /// The shop's numbers of the latest orders: none of them is another one's.
    taken: Arc<BTreeSet<u64>>,
    /// No further send before this, but for a shopper's first.
    next_send: Moment,
    /// The shop asked to be left alone until then.
    rests_until: Option<Moment>,
}

/// What the ledger needs to know of the rest of the till.
#[derive(Clone, Copy, Debug)]
pub(super) struct World<'a> {
    pub(super) now: Moment,
    pub(super) wall: Option<Wall>,
    pub(super) settings: &'a Settings,
    pub(super) printer: PrinterState,
    /// The order that a shopper stands before.
    pub(super) shown: Option<OrderId>,
}

impl Ledger {
    /// A fresh order begins. Its first attempt is due at once.
    pub(super) fn confirm(&mut self, order: Order, world: World<'_>, effects: &mut Vec<Effect>) {
        self.record(Entry::Confirmed(Arc::new(order)), world, effects);
    }

    /// The number of the next order.
    pub(super) const fn next_number(&self) -> u32 {
        self.last_number.saturating_add(1)
    }

    /// The shop asked to be left alone for so long.
    pub(super) fn rest(&mut self, now: Moment, for_s: u32) {
        self.rests_until = Some(now.after_s(for_s.min(REST_MAX_S)));
    }

    /// How many orders wait for the shop.
    pub(super) fn waiting(&self) -> usize {
        self.cases.iter().filter(|case| case.is_waiting()).count()
    }

    /// Whether every order is over.
    pub(super) fn is_at_rest(&self) -> bool {
        self.cases.iter().all(|case| case.is_over())
    }

    /// One order.
    pub(super) fn case(&self, id: OrderId) -> Option<&Case> {
        self.cases.iter().find(|case| case.order.id == id).map(|case| &**case)
    }

    /// The printer is done with a slip.
    pub(super) fn printed(&mut self, slip: SlipId, outcome: Printing, world: World<'_>, effects: &mut Vec<Effect>) {
        let Some(case) = self.case_mut(slip.order) else { return };
        let expected = matches!(*case.trail(slip.kind), Trail::Printing { copy, .. } if copy == slip.copy);
        if expected {
            self.record(Entry::Printed { slip, outcome }, world, effects);
        }
    }

    /// The printer is ready again: slips that wait for it need not wait longer.
    pub(super) fn printer_ready(&mut self, now: Moment) {
        for case in &mut self.cases {
            let case = Arc::make_mut(case);
            case.final_slip.hurry(now);
            case.provisional_slip.hurry(now);
        }
    }

    /// The shopper shall not wait longer for the shop: a provisional slip is due or asked about, unless there is news
    /// already.
    pub(super) fn want_provisional(&mut self, order: OrderId, world: World<'_>) {
        if world.settings.paper.provisional == PaperPolicy::Never || world.printer == PrinterState::Absent {
            return;
        }
        if let Some(case) = self.case_mut(order)
            && !matches!(case.stage, Stage::Accepted(_) | Stage::Refused)
            && case.provisional_slip == Trail::Unasked
        {
            case.begin_provisional(world.now, world.settings);
            case.provisional_slip.is_awaited();
        }
    }

    /// The shopper said whether the slip that the screen asks about is wanted. Says whether one is asked about.
    pub(super) fn answer_paper(&mut self, order: OrderId, wanted: bool, now: Moment) -> bool {
        let Some(case) = self.case_mut(order) else { return false };
        let Some(kind) = case.asks_for() else { return false };
        *case.trail(kind) = match kind {
            _ if wanted => Trail::asked_for(0, now),
            Kind::Final => Trail::Asking { until: now },
            Kind::Provisional => Trail::Withheld { times: 0 },
        };
        true
    }

    /// The shopper is still there: what they are asked about this order they may answer until then.
    pub(super) fn ask_until(&mut self, order: OrderId, until: Moment) {
        let Some(case) = self.case_mut(order) else { return };
        if let Some(kind) = case.asks_for() {
            *case.trail(kind) = Trail::Asking { until };
        }
    }

    /// The shopper stands there and is shown that the order is accepted.
    pub(super) fn is_awaited(&mut self, order: OrderId) {
        if let Some(case) = self.case_mut(order) {
            case.final_slip.is_awaited();
        }
    }

    /// One more copy of the final slip, marked as such. Says whether one is to be had.
    pub(super) fn want_copy(&mut self, order: OrderId, world: World<'_>) -> bool {
        if world.printer == PrinterState::Absent {
            return false;
        }
        match self.case_mut(order) {
            Some(case) if matches!(case.stage, Stage::Accepted(_)) && case.final_slip.is_over() => {
                let copy = case.final_slip.begun();
                case.final_slip = Trail::asked_for(copy, world.now);
                true
            }
            _ => false,
        }
    }

    /// Carries out whatever is due.
    pub(super) fn turn(&mut self, world: World<'_>, effects: &mut Vec<Effect>) {
        // Each act moves its due moment or ends something; the bound only guards against a mistake in that.
        for _ in 0..self.cases.len() * 4 + 4 {
            match self.next(world.settings, world.printer, world.shown) {
                Some((due, order, act)) if due <= world.now => self.perform(order, act, world, effects),
                _ => return,
            }
        }
    }

    /// When something is due next.
    pub(super) fn deadline(
        &self,
        settings: &Settings,
        printer: PrinterState,
        shown: Option<OrderId>,
    ) -> Option<Moment> {
        self.next(settings, printer, shown).map(|(due, ..)| due)
    }

    /// Forgets what is over, but for the order a shopper still looks at, and for what staff must settle.
    pub(super) fn sweep(&mut self, shown: Option<OrderId>) {
        self.cases.retain(|case| !case.is_over() || case.is_held() || shown == Some(case.order.id));
    }

    /// Reads one entry of the journal back.
    pub(super) fn remember(&mut self, entry: &Entry, at: Option<Moment>, now: Moment, settings: &Settings) {
        self.apply(entry, at, now, settings);
    }

    /// The shop's numbers of orders that are over.
    pub(super) fn take_numbers(&mut self, numbers: impl IntoIterator<Item = u64>) {
        let taken = Arc::make_mut(&mut self.taken);
        taken.extend(numbers);
        while taken.len() > TAKEN_MAX {
            taken.pop_first();
        }
    }

    /// Whether it is the number of an order of this kiosk.
    pub(super) fn knows_number(&self, number: u64) -> bool {
        self.taken.contains(&number)
    }

    /// Numbers go on from this one.
    pub(super) const fn number_from(&mut self, last: u32) {
        self.last_number = last;
    }

    /// The journal is read: whatever the last process waited for is overdue, and a shopper who may still be standing there
    /// gets a provisional slip if the shop cannot be heard in time. Where it must be asked for none comes: no screen asks
    /// any more.
    pub(super) fn wake(&mut self, world: World<'_>, patience_ms: i64) {
        let waiting: Vec<OrderId> =
            self.cases.iter().filter(|case| case.is_waiting()).map(|case| case.order.id).collect();
        for order in waiting {
            self.want_provisional(order, world);
        }
        for case in &mut self.cases {
            Arc::make_mut(case).interrupt(world.now, patience_ms);
        }
        self.sweep(None);
    }

    fn next(
        &self,
        settings: &Settings,
        printer: PrinterState,
        shown: Option<OrderId>,
    ) -> Option<(Moment, OrderId, Act)> {
        // One search at a time: a shop that hangs must not find a heap of them when it is well again.
        let searching = self.cases.iter().any(|case| case.is_searched_for());
        // One slip at a time, so that none waits for its turn longer than it waits for the printer.
        let printing = self.cases.iter().any(|case| case.is_printing());
        let own = self.cases.iter().flat_map(|case| {
            due::of_case(case, settings, printer, shown == Some(case.order.id)).filter_map(
                move |(due, act)| match act {
                    Act::Seek if searching => None,
                    Act::Print(_) if printing => None,
                    Act::Seek => Some((self.not_resting(due), case.order.id, act)),
                    _ => Some((due, case.order.id, act)),
                },
            )
        });
        let send = self.next_send().map(|(due, order)| (due, order, Act::Send));
        own.chain(send).min_by_key(|(due, ..)| *due)
    }

    /// One send at a time: a shopper's first attempt before the queue, the queue in order and not faster than one a second.
    fn next_send(&self) -> Option<(Moment, OrderId)> {
        if self.cases.iter().any(|case| matches!(case.stage, Stage::Sending { .. })) {
            return None;
        }
        let queued = self.cases.iter().filter_map(|case| match case.stage {
            Stage::Queued { attempts, not_before, .. } => Some((attempts, not_before, case.order.id)),
            _ => None,
        });
        let (attempts, not_before, order) = queued.min_by_key(|(attempts, ..)| *attempts > 0)?;
        let due = if attempts == 0 { not_before } else { not_before.max(self.next_send) };
        Some((self.not_resting(due), order))
    }

    /// The same, or later if the shop asked to be left alone.
    fn not_resting(&self, due: Moment) -> Moment {
        self.rests_until.map_or(due, |until| due.max(until))
    }

    fn perform(&mut self, order: OrderId, act: Act, world: World<'_>, effects: &mut Vec<Effect>) {
        let Some(case) = self.case_mut(order) else { return };
        match act {
            Act::Send => {
                let (sent, attempt) = (case.dated(world.now, world.wall), case.attempts().saturating_add(1));
                let request = case.request(world.settings);
                self.next_send = world.now.after_ms(SEND_EVERY_MS);
                self.record(Entry::Sending { order, attempt, request }, world, effects);
                effects.push(Effect::Send { order: sent, request });
            }
            Act::DoubtAnswer => {
                let why = "No answer came, or the kiosk stopped before it came.".to_owned();
                self.record(Entry::InDoubt { order, why }, world, effects);
            }
            Act::Seek => {
                if let Stage::InDoubt(doubt) = &mut case.stage {
                    doubt.searching = true;
                    doubt.next = world.now.after_s(world.settings.send_limit_s.saturating_mul(4));
                }
                let (order, request) = (case.dated(world.now, world.wall), case.request(world.settings));
                effects.push(Effect::Seek { order, request, taken: self.taken.clone() });
            }
            Act::EndSearch => {
                let _ = self.sought(order, Finding::Unknown(String::new()), world, effects);
            }
            Act::Hold => {
                let why = "It has waited for the shop longer than the settings allow.".to_owned();
                self.record(Entry::Held { order, why }, world, effects);
            }
            Act::Print(kind) => {
                if let Some(slip) = slip_of(case, kind) {
                    self.record(Entry::Printing { slip: slip.id }, world, effects);
                    effects.push(Effect::Print(slip));
                }
            }
            Act::DoubtPrint(kind) => {
                if let Trail::Printing { copy, .. } = *case.trail(kind) {
                    let slip = case.slip_id(kind, copy);
                    let outcome = Printing::Broken("The kiosk stopped, or the printer never answered.".to_owned());
                    self.record(Entry::Printed { slip, outcome }, world, effects);
                }
            }
            Act::Withhold(why) => self.record(Entry::SlipWithheld { order, why }, world, effects),
        }
    }

    /// The one door: what is recorded is what happens.
    pub(super) fn record(&mut self, entry: Entry, world: World<'_>, effects: &mut Vec<Effect>) {
        self.apply(&entry, Some(world.now), world.now, world.settings);
        effects.push(Effect::Record(entry));
    }

    fn apply(&mut self, entry: &Entry, at: Option<Moment>, now: Moment, settings: &Settings) {
        if let Entry::Confirmed(order) = entry {
            self.last_number = self.last_number.max(order.number);
            self.cases.push(Arc::new(Case::new(order.clone(), at, now)));
        } else if let Some(case) = self.case_mut(entry.order()) {
            case.apply(entry, at.unwrap_or(now), settings);
        }
        if let Entry::Accepted { acceptance: Acceptance { number, .. }, .. }
        | Entry::Resolved { resolution: Resolution::Accepted(number), .. } = entry
        {
            self.take_numbers([*number]);
        }
    }

    pub(super) fn case_mut(&mut self, id: OrderId) -> Option<&mut Case> {
        self.cases.iter_mut().find(|case| case.order.id == id).map(Arc::make_mut)
    }
}

fn slip_of(case: &Case, kind: Kind) -> Option<Slip> {
    match (kind, &case.stage, case.final_slip, case.provisional_slip) {
        (Kind::Final, Stage::Accepted(acceptance), Trail::Due { copy, .. }, _) => {
            Some(Slip::accepted(&case.order, acceptance, copy))
        }
        (Kind::Provisional, _, _, Trail::Due { copy, .. }) => Some(Slip::provisional(&case.order, copy)),
        _ => None,
    }
}

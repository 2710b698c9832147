//! The life of one order, as the sum of its journal entries: the protocol by which it is registered once.
//!
//! ```text
//!                 direct                                         draft-first
//!
//! Confirmed ─► Queued ─► Sending(whole)          Confirmed ─► Queued ─► Sending(draft) ─► Drafted n ─► Queued n
//!                ▲          │                                   ▲          │                              │
//!                │          ├─► Accepted ─► slip                │          ├─► Refused                    ▼
//!                │          ├─► Refused                         │          ├─► InDoubt      Sending(validation n)
//!                ├ NotSent ◄┤                                   │          │   └─► Drafted n     │ the same four ways;
//!                │          └─► InDoubt ─┬─► Accepted           └ NotSent ◄┘       or Absent     │ Absent: still a draft,
//!                └──────── Absent ◄──────┤                                                       ▼ validated once more
//!                                        └─► Held ─► Resolved by staff:                       Accepted ─► slip
//!                                                    Accepted, Refused, or Queued again
//! ```
//!
//! Each arrow is an [`Entry`] that is on disk before the act it allows, in one transaction with whatever else its turn
//! decides. What an attempt asks of the shop stands in its `Sending`, so that whoever wakes up knows what is in doubt.
//!
//! - **Not sent** is only what is known not to have happened: no route, no name, connection or TLS refused, or the body of
//!   the request never begun. It is sent again after 1, 2, 4 ... 60 s and a little more, or when the shop says.
//! - **In doubt** is everything else without a whole answer. A process that died while `Sending` finds its answer overdue
//!   when it wakes, and so goes the way of every lost answer. It is searched for by its mark (`kash/mark.rs`), else by its
//!   likeness (`kash/listing/likeness.rs`), and never just sent again.
//! - **Absent** is believed after three whole listings in a row without it, the last at least `absent-after-s` after the
//!   attempt. A shop that registers later than that can have a second one: in `direct` an order, in `draft-first` a draft,
//!   which nobody owes. A draft is validated by its number, so validating it once more makes no second order.
//! - **Held** is what two orders of the shop could be, what was refused when the shopper had gone, and what waited longer
//!   than the settings allow. It is never sent again unless staff say so.
//! - **Refused** while the shopper waits ends the order; the cart is confirmed anew as another one.

use super::entry::{Entry, Resolution};
use super::moment::{Moment, Wall};
use super::order::{Acceptance, Customer, Order, PaymentLink, Request};
use super::settings::{Protocol, Settings};
use super::slip::{Kind, SlipId};
use super::trail::Trail;
use std::sync::Arc;

/// Longest wait between two attempts, and between two searches, in milliseconds.
const WAIT_MAX_MS: i64 = 60_000;

/// One order and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    /// What was confirmed.
    pub(super) order: Arc<Order>,
    /// When, if that is known (after a reboot it may not be).
    pub(super) confirmed: Option<Moment>,
    /// Its age is counted from here for the longest time an order may wait.
    pub(super) waiting_since: Moment,
    /// How far it is with the shop.
    pub(super) stage: Stage,
    /// The slip that says it is accepted.
    pub(super) final_slip: Trail,
    /// The slip that says it is not known yet.
    pub(super) provisional_slip: Trail,
}

/// How far an order is with the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// May be sent, for the shop is known not to have it.
    Queued {
        /// Attempts made so far.
        attempts: u32,
        /// Not earlier than this.
        not_before: Moment,
        /// The draft that is to be validated, once the shop has one.
        draft: Option<u64>,
    },
    /// Being sent by this process.
    Sending {
        /// Which attempt, from 1.
        attempts: u32,
        /// When it began.
        since: Moment,
        /// Without an answer by then it is in doubt.
        answer_by: Moment,
        /// What is asked of the shop.
        request: Request,
    },
    /// Nobody knows whether the shop has it.
    InDoubt(Doubt),
    /// The shop has it.
    Accepted(Acceptance),
    /// The shop said no.
    Refused,
    /// Staff will settle it.
    Held,
}

/// The search for an order that may or may not be at the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Attempts made so far.
    pub(super) attempts: u32,
    /// What the last one asked of the shop.
    pub(super) request: Request,
    /// When the last attempt began, or later.
    pub(super) attempted: Moment,
    /// How many listings in a row lacked it.
    pub(super) missing: u32,
    /// How many searches were made.
    pub(super) searches: u32,
    /// When to ask next; while a search runs, when to give it up.
    pub(super) next: Moment,
    /// Whether a search runs.
    pub(super) searching: bool,
}

impl Case {
    /// A case begins with a confirmed order.
    pub(super) const fn new(order: Arc<Order>, confirmed: Option<Moment>, now: Moment) -> Self {
        Self {
            order,
            confirmed,
            waiting_since: match confirmed {
                Some(confirmed) => confirmed,
                None => now,
            },
            stage: Stage::Queued { attempts: 0, not_before: now, draft: None },
            final_slip: Trail::Unasked,
            provisional_slip: Trail::Unasked,
        }
    }

    /// Takes one step, the same way whether it happens or is remembered.
    pub(super) fn apply(&mut self, entry: &Entry, now: Moment, settings: &Settings) {
        match entry {
            Entry::Confirmed(_) => {}
            Entry::Sending { attempt, request, .. } => {
                let answer_by = now.after_s(settings.send_limit_s);
                self.stage = Stage::Sending { attempts: *attempt, since: now, answer_by, request: *request };
            }
            Entry::Drafted { number, .. } => self.queue(0, now, Some(*number)),
            Entry::NotSent { .. } => {
                let attempts = self.attempts();
                self.queue(attempts, now.after_ms(wait_ms(attempts, &self.order)), self.draft());
            }
            Entry::InDoubt { .. } => {
                let attempted = if let Stage::Sending { since, .. } = self.stage { since } else { now };
                let doubt = Doubt::of(self.request(settings), self.attempts(), attempted, now);
                self.stage = Stage::InDoubt(doubt);
            }
            Entry::Absent { .. } => self.queue(self.attempts(), now, self.draft()),
            Entry::Accepted { acceptance, .. } => self.accepted(acceptance.clone(), now, settings),
            Entry::Refused { .. } => {
                self.stage = Stage::Refused;
                self.drop_provisional_if_told();
            }
            Entry::Held { .. } => self.stage = Stage::Held,
            Entry::Resolved { resolution, .. } => self.resolved(*resolution, now, settings),
            Entry::Printing { slip } => {
                if slip.kind == Kind::Provisional {
                    self.begin_provisional(now, settings);
                }
                self.trail(slip.kind).began(slip.copy, now);
            }
            Entry::Printed { slip, outcome } => {
                self.trail(slip.kind).ended(slip.copy, outcome, now);
                self.drop_provisional_if_told();
            }
            Entry::SlipWithheld { .. } => self.final_slip.withhold(),
        }
    }

    /// It may be sent, for the shop is known not to have it, or to have no more than this draft of it.
    fn queue(&mut self, attempts: u32, not_before: Moment, draft: Option<u64>) {
        self.stage = Stage::Queued { attempts, not_before, draft };
    }

    /// Staff have settled it.
    fn resolved(&mut self, resolution: Resolution, now: Moment, settings: &Settings) {
        match resolution {
            Resolution::Accepted(number) => {
                let payment = PaymentLink::Absent;
                let acceptance = Acceptance { number, payment, paid: false, invoice: None, quote: None, total: None };
                self.accepted(acceptance, now, settings);
            }
            Resolution::Refused => self.stage = Stage::Refused,
            Resolution::Resend => {
                // It has waited for staff; now it has as long as any other to reach the shop.
                self.waiting_since = now;
                self.queue(1, now, None);
            }
        }
    }

    fn accepted(&mut self, acceptance: Acceptance, now: Moment, settings: &Settings) {
        let policy = settings.paper.accepted(&acceptance);
        self.stage = Stage::Accepted(acceptance);
        // The shop has name and address now; the kiosk has no more use for them.
        if matches!(self.order.customer, Some(Customer::New(_))) {
            Arc::make_mut(&mut self.order).customer = Some(Customer::New(Arc::default()));
        }
        self.final_slip = Trail::begin(policy, now, settings.stays_s());
        self.drop_provisional_if_told();
    }

    /// The shopper shall not wait longer for the shop.
    pub(super) fn begin_provisional(&mut self, now: Moment, settings: &Settings) {
        if self.provisional_slip == Trail::Unasked {
            self.provisional_slip = Trail::begin(settings.paper.provisional, now, settings.stays_s());
        }
    }

    /// Which of its slips the shopper is asked about.
    pub(super) const fn asks_for(&self) -> Option<Kind> {
        match (&self.stage, self.final_slip, self.provisional_slip) {
            (Stage::Accepted(_), Trail::Asking { .. }, _) => Some(Kind::Final),
            (Stage::Accepted(_) | Stage::Refused, ..) => None,
            (_, _, Trail::Asking { .. }) => Some(Kind::Provisional),
            _ => None,
        }
    }

    /// The shop has been heard; what has not begun need not begin.
    fn drop_provisional_if_told(&mut self) {
        let under_way = matches!(self.provisional_slip, Trail::Printing { .. } | Trail::Printed { .. });
        if matches!(self.stage, Stage::Accepted(_) | Stage::Refused) && !under_way {
            self.provisional_slip.withhold();
        }
    }

    /// The process that knew more than the journal is gone: whatever it waited for is overdue.
    ///
    /// A provisional slip can wait a little: the shop may be heard first.
    pub(super) fn interrupt(&mut self, now: Moment, patience_ms: i64) {
        match &mut self.stage {
            Stage::Sending { since, answer_by, .. } => (*since, *answer_by) = (now, now),
            Stage::InDoubt(doubt) => (doubt.attempted, doubt.next, doubt.searching) = (now, now, false),
            Stage::Queued { not_before, .. } => *not_before = now,
            Stage::Accepted(_) | Stage::Refused | Stage::Held => {}
        }
        self.final_slip.interrupt(now);
        self.provisional_slip.interrupt(now.after_ms(patience_ms));
    }

    /// What the attempt that runs or is in doubt asks of the shop, or what the next one is to ask.
    pub(super) const fn request(&self, settings: &Settings) -> Request {
        match &self.stage {
            Stage::Sending { request, .. } | Stage::InDoubt(Doubt { request, .. }) => *request,
            Stage::Queued { draft: Some(number), .. } => Request::Validation(*number),
            _ => match settings.protocol {
                Protocol::Direct => Request::Whole,
                Protocol::DraftFirst => Request::Draft,
            },
        }
    }

    /// The draft that the shop has of it and that is yet to be validated.
    const fn draft(&self) -> Option<u64> {
        match &self.stage {
            Stage::Queued { draft, .. } => *draft,
            Stage::Sending { request: Request::Validation(number), .. }
            | Stage::InDoubt(Doubt { request: Request::Validation(number), .. }) => Some(*number),
            _ => None,
        }
    }

    /// The order as the shop is to be told of it: if it was confirmed before the clock was right, with the time of it, once
    /// that can be reckoned.
    pub(super) fn dated(&self, now: Moment, wall: Option<Wall>) -> Arc<Order> {
        match (self.order.confirmed_at, self.confirmed, wall) {
            (None, Some(confirmed), Some(Wall(seconds))) => {
                let seconds = seconds.saturating_sub(now.since(confirmed) / 1_000);
                Arc::new(Order { confirmed_at: Some(Wall(seconds)), ..(*self.order).clone() })
            }
            _ => self.order.clone(),
        }
    }

    /// How often it was sent, the attempt that runs included.
    pub(super) const fn attempts(&self) -> u32 {
        match &self.stage {
            Stage::Queued { attempts, .. } | Stage::Sending { attempts, .. } => *attempts,
            Stage::InDoubt(doubt) => doubt.attempts,
            Stage::Accepted(_) | Stage::Refused | Stage::Held => 0,
        }
    }

    /// Whether the shop has yet to be heard on it.
    pub(super) const fn is_waiting(&self) -> bool {
        matches!(self.stage, Stage::Queued { .. } | Stage::Sending { .. } | Stage::InDoubt(_))
    }

    /// Whether a search for it runs.
    pub(super) const fn is_searched_for(&self) -> bool {
        matches!(&self.stage, Stage::InDoubt(doubt) if doubt.searching)
    }

    /// Whether staff must settle it.
    pub(super) const fn is_held(&self) -> bool {
        matches!(self.stage, Stage::Held)
    }

    /// Whether the printer has one of its slips.
    pub(super) const fn is_printing(&self) -> bool {
        matches!(self.final_slip, Trail::Printing { .. }) || matches!(self.provisional_slip, Trail::Printing { .. })
    }

    /// Whether nothing more will happen to it by itself.
    pub(super) const fn is_over(&self) -> bool {
        match self.stage {
            Stage::Accepted(_) => self.final_slip.is_over() && !matches!(self.provisional_slip, Trail::Printing { .. }),
            Stage::Refused | Stage::Held => !matches!(self.provisional_slip, Trail::Printing { .. }),
            Stage::Queued { .. } | Stage::Sending { .. } | Stage::InDoubt(_) => false,
        }
    }

    /// The trail of one kind of slip.
    pub(super) const fn trail(&mut self, kind: Kind) -> &mut Trail {
        match kind {
            Kind::Provisional => &mut self.provisional_slip,
            Kind::Final => &mut self.final_slip,
        }
    }

    /// The name of one of its slips.
    pub(super) fn slip_id(&self, kind: Kind, copy: u16) -> SlipId {
        SlipId { order: self.order.id, kind, copy }
    }
}

impl Doubt {
    /// How long to wait for the next search, in milliseconds.
    pub(super) fn wait_ms(&self, order: &Order) -> i64 {
        wait_ms(self.searches, order)
    }
}

/// 1, 2, 4 ... 60 seconds, and up to a quarter more by the order's own random end, so that the kiosks of a shop do not
/// all come back at the same instant.
fn wait_ms(count: u32, order: &Order) -> i64 {
    let wait = (500_i64 << count.clamp(1, 7)).min(WAIT_MAX_MS);
    let jitter = order.id.short().bytes().fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 1_000);
    wait + wait * jitter / 4_000
}

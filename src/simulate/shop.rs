//! The simulated shop: which orders it has, whoever's answer was lost. It knows the truth that the kiosk looks for.

use super::plan::Listings;
use crate::till::event::Finding;
use crate::till::order::{Acceptance, Order, OrderId, PaymentLink, Request};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a payment link of this shop leads.
const LINK: &str = "https://kash.click/pay/";

/// One order as the shop has it.
#[derive(Debug)]
pub(super) struct Registered {
    pub(super) number: u64,
    /// The kiosk's order, from the mark.
    pub(super) order: OrderId,
    pub(super) validated: bool,
    /// Made by the shop itself out of a request that it had already taken.
    pub(super) is_twin: bool,
    /// When it became what it is, in milliseconds.
    since: i64,
    /// When it came, in milliseconds.
    came: i64,
    lines: Arc<Order>,
}

/// What came of a request that reached the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Accepted(u64),
    Drafted(u64),
    Refused,
}

#[derive(Debug, Default)]
pub(super) struct Shop {
    /// Number n is at place n - 1.
    orders: Vec<Registered>,
    last_number: u64,
}

impl Shop {
    /// Takes a request that has arrived.
    pub(super) fn take(&mut self, order: &Arc<Order>, request: Request, at: i64, refuses_twice: bool) -> Outcome {
        match request {
            Request::Whole => Outcome::Accepted(self.register(order, true, false, at)),
            Request::Draft => Outcome::Drafted(self.register(order, false, false, at)),
            Request::Validation(draft) => match self.orders.iter_mut().find(|known| known.number == draft) {
                Some(known) if known.validated && refuses_twice => Outcome::Refused,
                Some(known) => {
                    if !known.validated {
                        (known.validated, known.since) = (true, at);
                    }
                    Outcome::Accepted(draft)
                }
                None => Outcome::Refused,
            },
        }
    }

    /// The shop makes a second order of one request.
    pub(super) fn double(&mut self, order: &Arc<Order>, request: Request, at: i64) {
        if request != Request::Draft && !matches!(request, Request::Validation(_)) {
            self.register(order, true, true, at);
        }
    }

    fn register(&mut self, order: &Arc<Order>, validated: bool, is_twin: bool, at: i64) -> u64 {
        self.last_number += 1;
        let number = self.last_number;
        let (order, lines) = (order.id, order.clone());
        self.orders.push(Registered { number, order, validated, is_twin, since: at, came: at, lines });
        number
    }

    /// What a search at this moment comes back with, if the listings show the shop as it was at `as_of`.
    pub(super) fn seek(
        &self,
        order: &Order,
        request: Request,
        taken: &BTreeSet<u64>,
        as_of: i64,
        listings: Listings,
    ) -> Finding {
        let seen = |one: &&Registered| one.came <= as_of;
        let mut found: Vec<&Registered> = match (request, listings) {
            (Request::Validation(draft), _) => {
                self.orders.iter().filter(seen).filter(|one| one.number == draft).collect()
            }
            (_, Listings::Marked) => self.orders.iter().filter(seen).filter(|one| one.order == order.id).collect(),
            (_, Listings::Alike) => {
                let alike = |one: &&Registered| one.lines.lines == order.lines && !taken.contains(&one.number);
                self.orders.iter().filter(seen).filter(alike).collect()
            }
            (_, Listings::Blind) => return unknown("the listing shows no comments"),
        };
        found.sort_by_key(|one| one.number);
        let validated: Vec<_> = found.iter().filter(|one| one.validated && one.since <= as_of).collect();
        match (request, &*validated, &*found) {
            (Request::Validation(_), [one, ..], _) | (Request::Draft, [one], _) => there(one, order),
            (Request::Validation(_), [], []) => unknown("the shop shows the draft no more"),
            (Request::Draft, [], [first, ..]) => Finding::Draft(first.number),
            (Request::Whole, _, [one]) => there(one, order),
            (_, _, []) | (Request::Validation(_), [], _) => Finding::Missing,
            _ => Finding::Ambiguous("the shop shows more than one".to_owned()),
        }
    }

    /// The validated orders that our own requests made of this one.
    pub(super) fn own(&self, order: OrderId) -> impl Iterator<Item = &Registered> {
        // The newest stand at the end, and only they are asked for while they are young.
        self.orders.iter().rev().filter(move |one| one.order == order && one.validated && !one.is_twin)
    }

    /// All that somebody owes.
    pub(super) fn validated(&self) -> impl Iterator<Item = OrderId> {
        self.orders.iter().filter(|one| one.validated).map(|one| one.order)
    }

    /// A draft counts as another order's from now on.
    pub(super) fn relabel(&mut self, draft: u64, order: OrderId) {
        if let Some(one) = self.orders.iter_mut().find(|one| one.number == draft) {
            one.order = order;
        }
    }

    /// Whose draft it is.
    pub(super) fn owner(&self, draft: u64) -> Option<OrderId> {
        self.orders.iter().find(|one| one.number == draft).map(|one| one.order)
    }

    /// Whether the shop has this order validated under this number.
    pub(super) fn has(&self, order: OrderId, number: u64) -> bool {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        place.and_then(|place| self.orders.get(place)).is_some_and(|one| one.order == order && one.validated)
    }
}

/// What the shop answers when it has taken an order.
pub(super) fn acceptance(number: u64, order: &Order) -> Acceptance {
    Acceptance {
        number,
        payment: PaymentLink::Allowed(format!("{LINK}{number}")),
        paid: false,
        invoice: None,
        quote: None,
        total: Some(order.total),
    }
}

fn there(one: &Registered, order: &Order) -> Finding {
    Finding::There(acceptance(one.number, order))
}

fn unknown(why: &str) -> Finding {
    Finding::Unknown(why.to_owned())
}

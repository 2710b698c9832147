//! What the journal holds: one entry for each step in the life of an order. The state of an order is the sum of its
//! entries, while it lives and after a restart alike.

use super::event::Printing;
use super::order::{Acceptance, Order, OrderId, Request};
use super::slip::SlipId;
use std::sync::Arc;

/// One step in the life of one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The shopper confirmed it.
    Confirmed(Arc<Order>),
    /// It is about to be sent. After this, until an answer is recorded, nobody knows whether the shop has it.
    Sending {
        /// Which order.
        order: OrderId,
        /// Counts from 1; anew once there is a draft to validate.
        attempt: u32,
        /// What the attempt asks of the shop.
        request: Request,
    },
    /// The shop has it as a draft; that one and no other is to be validated.
    Drafted {
        /// Which order.
        order: OrderId,
        /// The shop's number of the draft.
        number: u64,
    },
    /// The shop has it.
    Accepted {
        /// Which order.
        order: OrderId,
        /// What the shop said.
        acceptance: Acceptance,
    },
    /// The shop said no while the shopper waited. The order is over; the cart may be confirmed anew.
    Refused {
        /// Which order.
        order: OrderId,
        /// In its words.
        why: String,
    },
    /// The attempt is known not to have reached the shop; it may be sent again.
    NotSent {
        /// Which order.
        order: OrderId,
        /// What went wrong.
        why: String,
    },
    /// The attempt may have reached the shop; it must be looked up.
    InDoubt {
        /// Which order.
        order: OrderId,
        /// What went wrong.
        why: String,
    },
    /// The shop's listings lacked it for long enough; it may be sent again.
    Absent {
        /// Which order.
        order: OrderId,
    },
    /// The kiosk cannot settle it; staff will.
    Held {
        /// Which order.
        order: OrderId,
        /// What staff should know.
        why: String,
    },
    /// One of the staff settled what was held.
    Resolved {
        /// Which order.
        order: OrderId,
        /// How.
        resolution: Resolution,
    },
    /// A slip is about to be printed.
    Printing {
        /// Which slip.
        slip: SlipId,
    },
    /// The printer is done with it.
    Printed {
        /// Which slip.
        slip: SlipId,
        /// How it went.
        outcome: Printing,
    },
    /// No slip will be printed by itself any more; the reason is the owner's to read.
    SlipWithheld {
        /// Of which order.
        order: OrderId,
        /// Why.
        why: Withheld,
    },
}

/// What staff found out of an order that the kiosk could not settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The shop has it under this number, greater than zero.
    Accepted(u64),
    /// The shop does not have it and shall not.
    Refused,
    /// The shop does not have it and shall: it is sent again.
    Resend,
}

/// Why an order has no slip on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The shop's paper policy, or the shopper wanted none.
    NotWanted,
    /// It is too old to be printed unasked, or its shopper has gone and the shop wants no such slip; staff can print it.
    TooLate,
    /// There is no printer.
    NoPrinter,
    /// It broke off, and its copies too, as often as the shop lets them come by themselves.
    BrokeOff,
}

impl Entry {
    /// The order it belongs to.
    pub fn order(&self) -> OrderId {
        match self {
            Self::Confirmed(order) => order.id,
            Self::Sending { order, .. }
            | Self::Accepted { order, .. }
            | Self::Refused { order, .. }
            | Self::NotSent { order, .. }
            | Self::InDoubt { order, .. }
            | Self::Absent { order }
            | Self::Held { order, .. }
            | Self::Drafted { order, .. }
            | Self::Resolved { order, .. }
            | Self::SlipWithheld { order, .. } => *order,
            Self::Printing { slip } | Self::Printed { slip, .. } => slip.order,
        }
    }
}

//! Everything the till can ask for, in the imperative.

use super::entry::Entry;
use super::event::LookUpId;
use super::order::{AgeCheck, Order, OrderId, Request};
use super::screen::Screen;
use super::slip::Slip;
use crate::barcode::{Card, Key};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Something to be done. All records of one turn are on disk before any other of its effects is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write this to the journal.
    Record(Entry),
    /// Show this; the value differs from the last one.
    Show(Screen),
    /// Make this sound.
    Sound(Sound),
    /// Ask the catalogue; answered by `LookedUp`.
    LookUp {
        /// Comes back with the answer.
        look_up: LookUpId,
        /// For what.
        query: Query,
    },
    /// Ask this of the shop, once; answered by `Answered`.
    Send {
        /// For which order.
        order: Arc<Order>,
        /// What.
        request: Request,
    },
    /// Search the shop for what came of a request that is in doubt; answered by `Sought`.
    Seek {
        /// Which order.
        order: Arc<Order>,
        /// The request of the attempt that is in doubt.
        request: Request,
        /// The shop's numbers of other orders of this kiosk: none of them is this one.
        taken: Arc<BTreeSet<u64>>,
    },
    /// Print this; answered by `Printed`.
    Print(Slip),
    /// Count this for the owner.
    Count(Tally),
}

/// A question to the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Which article has this key, or else which customer (a card may bear any code).
    Article(Key),
    /// Which article has one of these keys, the first that is known; never a customer.
    InStore(Vec<Key>),
    /// Which customer has this card.
    Customer(Card),
}

/// Sounds; each differs from the others by its pattern, not only by its pitch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// Taken.
    Good,
    /// Not in the catalogue.
    Unknown,
    /// Known, and refused.
    Refused,
    /// The order is registered.
    Done,
    /// Staff are called.
    Staff,
}

/// What the owner wants to know at the end of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tally {
    /// A code that the catalogue does not know.
    UnknownCode(String),
    /// A card that nobody knows, and whose owner is not made a customer.
    UnknownCard,
    /// A scan that was refused without a look-up.
    RefusedScan,
    /// A shopper was told a price that they asked for.
    PriceTold,
    /// A shopper chose a language.
    LanguageChosen,
    /// A cart thrown away by the shopper or by the idle timeout.
    AbandonedCart,
    /// One of the staff did what a shopper may not.
    StaffActed {
        /// Who.
        person: Arc<str>,
        /// What, in a word or two for the log.
        what: &'static str,
    },
    /// Staff must look at a buyer: something is bound to this age, in years.
    AgeAsked(u8),
    /// One of the staff looked at a buyer.
    AgeChecked(AgeCheck),
    /// A payment link to a host that the settings do not allow.
    ForbiddenLink(OrderId),
    /// By the shop's account an order comes to something else than the shopper was shown.
    OtherTotal(OrderId),
}

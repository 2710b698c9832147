//! The shopper at the kiosk: from the first scan to the slip.

use super::cart::Cart;
use super::event::LookUpId;
use super::moment::Moment;
use super::order::OrderId;
use super::screen::Notice;
use std::collections::VecDeque;

/// How far the shopper is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Shopper {
    /// Nobody there.
    #[default]
    Away,
    /// Scanning.
    Shopping(Box<Purchase>),
    /// Confirmed.
    Waiting(Waiting),
}

/// A purchase before it is confirmed. Never journalled: a scan does not wait for the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Purchase {
    pub(super) cart: Cart,
    /// When the shopper last did something.
    pub(super) active: Moment,
    /// What happened last, if it needs saying.
    pub(super) notice: Option<Notice>,
    /// Digits typed so far.
    pub(super) typed: Option<u32>,
    /// How often the next scan counts.
    pub(super) next_quantity: Option<u32>,
    /// The next scan only shows its price.
    pub(super) price_check: bool,
    /// Scans that the catalogue has not answered yet, in order.
    pub(super) looking: VecDeque<Looking>,
    /// Confirmed while scans were still being looked up: the order's id.
    pub(super) confirm_next: Option<OrderId>,
}

/// A scan that is being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Looking {
    pub(super) id: LookUpId,
    /// The code as it is shown if nobody knows it; none for a card.
    pub(super) code: Option<String>,
    pub(super) quantity: u32,
    pub(super) price_check: bool,
    /// Without an answer by then the catalogue counts as unreadable.
    pub(super) answer_by: Moment,
}

/// A confirmed order and the shopper who looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) order: OrderId,
    /// Kept for the case that the shop refuses.
    pub(super) cart: Cart,
    /// When the shopper is told to go to the counter.
    pub(super) patience_ends: Moment,
    /// Once there is something to take away: since when.
    pub(super) settled: Option<Moment>,
}

impl Purchase {
    /// Someone has come.
    pub(super) fn begin(now: Moment) -> Self {
        Self { active: now, ..Self::default() }
    }

    /// A purchase that goes on with a cart from before.
    pub(super) fn resume(cart: Cart, notice: Notice, now: Moment) -> Self {
        Self { cart, notice: Some(notice), ..Self::begin(now) }
    }

    /// Whether there is nothing to see of it yet.
    pub(super) fn is_untouched(&self) -> bool {
        !self.looking.is_empty()
            && self.cart == Cart::default()
            && self.notice.is_none()
            && self.typed.or(self.next_quantity).is_none()
            && !self.price_check
    }

    /// Takes a typed digit; the number stays within two digits.
    pub(super) fn type_digit(&mut self, digit: u8) {
        let typed = self.typed.unwrap_or(0) * 10 + u32::from(digit.min(9));
        self.typed = Some(typed % 100);
    }

    /// The digits typed are the quantity of the next scan.
    pub(super) fn multiply(&mut self) {
        if let Some(quantity) = self.typed.take().filter(|quantity| *quantity >= 1) {
            self.next_quantity = Some(quantity);
        }
    }
}

//! The shopper at the kiosk: from the first scan to the slip.

use super::article::{Article, ArticleId};
use super::cart::Cart;
use super::event::{Key, LookUpId};
use super::moment::Moment;
use super::order::OrderId;
use super::screen::Notice;
use super::settings::Settings;
use crate::barcode::{Contact, Measured, Package, Scale, Scan};
use std::collections::VecDeque;
use std::sync::Arc;

/// Of how many articles it is remembered that their bars were scanned: as many as scanners hold at once, and more.
const BARS_MAX: usize = 8;
/// How much may wait for the catalogue.
const DEFERRED_MAX: usize = 64;

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
    /// How often the shopper asked for further choices of the question on the screen.
    pub(super) turned: u8,
    /// The bars of articles that were scanned last: their 2D codes may follow.
    pub(super) bars: VecDeque<Bars>,
    /// Who of the staff is at the kiosk.
    pub(super) staff: Option<Arc<str>>,
    /// Who of the staff is asked whether the buyer is old enough.
    pub(super) asked: Option<Arc<str>>,
    /// Whether this kiosk has staff who can be called.
    pub(super) is_staffed: bool,
    /// The scan that the catalogue has not answered yet.
    pub(super) looking: Option<Looking>,
    /// What the shopper did meanwhile; it is done in order when the answer is there.
    pub(super) deferred: VecDeque<Deferred>,
}

/// What came of the bars of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bars {
    pub(super) article: ArticleId,
    /// How many pieces went into the cart.
    pub(super) pieces: u32,
    /// Only the price was shown.
    pub(super) price_check: bool,
    /// Something else was done since, so that what came of it can no longer be done anew.
    pub(super) settled: bool,
}

/// Something a shopper did while a scan was being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deferred {
    Scan { scan: Scan, richer: bool, fresh: OrderId },
    Key(Key, OrderId),
}

/// A scan that is being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Looking {
    pub(super) id: LookUpId,
    pub(super) sought: Sought,
    pub(super) quantity: u32,
    pub(super) price_check: bool,
    /// Without an answer by then the catalogue counts as unreadable.
    pub(super) answer_by: Moment,
}

/// What is being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// An article or a card; the code as it is shown if nobody knows it.
    Code(String),
    /// The article of a number that a scale printed.
    Label { code: String, measured: Measured, scale: Scale },
    /// The article of a package whose code says more than which it is.
    Package { code: String, package: Box<Package>, richer: bool },
    /// A customer, and who becomes one if the shop does not know them.
    Customer { unknown: Option<Arc<Contact>> },
}

/// A confirmed order and the shopper who looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) order: OrderId,
    /// Kept for the case that the shop refuses; empty once the order is settled.
    pub(super) cart: Box<Cart>,
    /// When the shopper is told to go to the counter.
    pub(super) patience_ends: Moment,
    /// Once there is something to take away: since when.
    pub(super) settled: Option<Moment>,
    /// When the shopper last did something, or something was done for them.
    pub(super) active: Moment,
    /// When a key last stopped the countdown.
    pub(super) kept: Option<Moment>,
    /// A code chose the language since: the next purchase is in it.
    pub(super) is_next_spoken_to: bool,
}

impl Waiting {
    /// There is something to take away, and no way back to the cart.
    pub(super) fn settle(&mut self, now: Moment) {
        self.settled = Some(now);
        self.active = now;
        *self.cart = Cart::default();
    }
}

impl Purchase {
    /// Someone has come.
    pub(super) fn begin(now: Moment, settings: &Settings) -> Self {
        Self { active: now, is_staffed: !settings.staff.is_empty(), ..Self::default() }
    }

    /// A purchase that goes on with a cart from before.
    pub(super) fn resume(cart: Cart, notice: Notice, now: Moment, settings: &Settings) -> Self {
        Self { cart, notice: Some(notice), ..Self::begin(now, settings) }
    }

    /// Whether there is nothing to see of it yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.looking.as_ref().is_some_and(|looking| looking.quantity == 1 && !looking.price_check)
            && self.cart == Cart::default()
            && self.notice.is_none()
            && self.typed.or(self.next_quantity).is_none()
            && !self.price_check
    }

    /// The bars of an article had this effect.
    pub(super) fn remember_bars(&mut self, bars: Bars) {
        if self.bars.len() == BARS_MAX {
            self.bars.pop_front();
        }
        self.bars.push_back(bars);
    }

    /// Something else was scanned or pressed.
    pub(super) fn something_came(&mut self) {
        self.bars.iter_mut().for_each(|bars| bars.settled = true);
        if let Some(Notice::UnknownCode { then, .. }) = &mut self.notice {
            *then = None;
        }
    }

    /// The bars of this article that were scanned last, which are forgotten now.
    pub(super) fn bars_of(&mut self, article: &Article) -> Option<Bars> {
        let place = self.bars.iter().rposition(|bars| bars.article == article.id)?;
        self.bars.remove(place)
    }

    /// Keeps for later what comes while a scan is being looked up. Says whether there was room.
    pub(super) fn defer(&mut self, what: Deferred) -> bool {
        let room = self.deferred.len() < DEFERRED_MAX;
        if room {
            self.deferred.push_back(what);
        }
        room
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

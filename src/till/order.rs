//! An order: what the shopper confirmed, and what the shop answered.

use super::article::{ArticleId, CustomerId, Title};
use super::moment::Wall;
use super::money::{Cents, Quantity, VatRate};
use super::settings::Language;
use std::fmt;

/// An order's name within this kiosk and at the shop: a ULID, 26 characters of Crockford's base 32.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId([u8; 26]);

impl OrderId {
    /// Reads 26 characters of `0-9A-Z` without `I L O U`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 26] = text.as_bytes().try_into().ok()?;
        let valid =
            bytes.iter().all(|byte| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"ILOU".contains(byte)));
        valid.then_some(Self(bytes))
    }

    /// The 26 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The last six characters, the random end: short enough to be read out at a counter.
    pub fn short(&self) -> &str {
        self.as_str().get(20..).unwrap_or_default()
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for OrderId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// One line of an order, frozen as the shopper saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Kash's number of the article.
    pub article: ArticleId,
    /// Its name when it was scanned.
    pub title: Title,
    /// Its price for one piece or one kilogram when it was scanned.
    pub unit_price: Cents,
    /// How much of it.
    pub quantity: Quantity,
    /// Price times quantity.
    pub total: Cents,
    /// Its VAT rate, if known.
    pub vat: Option<VatRate>,
}

/// What a shopper confirmed. Never changes afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its name.
    pub id: OrderId,
    /// The kiosk's own running number of orders, from 1: what a provisional slip shows.
    pub number: u32,
    /// At least one line.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub total: Cents,
    /// The shop's customer, if a card was scanned.
    pub customer: Option<CustomerId>,
    /// When it was confirmed, if the clock was right.
    pub confirmed_at: Option<Wall>,
    /// The language it was confirmed in; its slips keep to it.
    pub language: Language,
}

/// What the shop said when it took an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Kash's number of the order, greater than zero.
    pub number: u64,
    /// Where it can be paid.
    pub payment: PaymentLink,
    /// Address of the invoice, for the journal and the owner.
    pub invoice: Option<String>,
    /// Address of the quote, likewise.
    pub quote: Option<String>,
}

/// The payment link after it was held against the allowed hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentLink {
    /// May be printed and shown.
    Allowed(String),
    /// The shop sent one that must not be printed: another host, another scheme, no address at all.
    Forbidden,
    /// The shop sent none: paid already, or it has no online payment.
    Absent,
}

impl PaymentLink {
    /// The link, if it may be shown.
    pub fn allowed(&self) -> Option<&str> {
        match self {
            Self::Allowed(link) => Some(link),
            Self::Forbidden | Self::Absent => None,
        }
    }
}

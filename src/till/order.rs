//! An order: what the shopper confirmed, and what the shop answered.

use super::article::{ArticleId, ChoiceId, CustomerId, DepartmentId, Title};
use super::marks::Marks;
use super::moment::Wall;
use super::money::{Cents, Quantity, VatRate};
use super::settings::Language;
use crate::barcode::Contact;
use std::fmt;
use std::sync::Arc;

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
    /// What it is to the shop.
    pub goods: Goods,
    /// Its name when it was scanned.
    pub title: Title,
    /// Its price for one piece or one kilogram when it was scanned, choices included.
    pub unit_price: Cents,
    /// How much of it.
    pub quantity: Quantity,
    /// Price times quantity.
    pub total: Cents,
    /// Its VAT rate, if known.
    pub vat: Option<VatRate>,
    /// What its own code said of this very package: lot, serial number, dates. The shop is not told.
    pub marks: Marks,
    /// Whether it is there because of the line above: a deposit, a bag.
    pub linked: bool,
}

/// What one of the staff said when they had looked at a buyer. Never a date of birth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeCheck {
    /// Who.
    pub person: Arc<str>,
    /// The age in years that was asked about.
    pub age: u8,
    /// Whether the buyer has it.
    pub passed: bool,
}

/// What a line is to the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goods {
    /// An article of the shop's catalogue.
    Article {
        /// Kash's number.
        id: ArticleId,
        /// What was chosen with it, in the order of Kash's slots; at most five.
        choices: Vec<Chosen>,
        /// Whose title and price are right.
        price: PriceRule,
    },
    /// A free line in a department; title and price are the kiosk's.
    Department(DepartmentId),
    /// A free line; title and price are the kiosk's.
    Free,
}

/// Whose title and price are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceRule {
    /// The shop's own: only the number of the article is sent.
    #[default]
    Shop,
    /// Those that the shopper was shown: they are sent with it.
    Shown,
}

/// A choice that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Kash's number.
    pub id: ChoiceId,
    /// Its name.
    pub title: Title,
}

/// Whose order it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Customer {
    /// The shop knows them.
    Known(CustomerId),
    /// The shop shall make them in the same request, unless its list has them already. Empty once the order is over.
    New(Arc<Contact>),
}

/// How the goods leave the shop: Kash's `deliveryMethod`, 0 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery(u8);

impl Delivery {
    /// By its number, 0 to 6.
    pub const fn new(number: u8) -> Option<Self> {
        if number <= 6 { Some(Self(number)) } else { None }
    }

    /// 0 take away, 1 to deliver, 2 on site, 3 drive, 4 counter, 5 relay point, 6 to ship.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// What the shopper said of the order as a whole. What is absent is as the settings have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Kash's number of the table, greater than zero.
    pub table: Option<u64>,
    /// The pager that was handed out, 1 to 9,999.
    pub pager: Option<u32>,
    /// Place settings, 1 to 999.
    pub covers: Option<u32>,
    /// How the goods leave the shop.
    pub delivery: Option<Delivery>,
    /// The comments that the shopper picked from the shop's list, each once, in order.
    pub notes: Vec<Title>,
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
    /// Whose it is, if a card was scanned.
    pub customer: Option<Customer>,
    /// Table, pager, covers, delivery and comments.
    pub service: Service,
    /// Who of the staff released what a shopper alone may not order.
    pub staff: Option<Arc<str>>,
    /// What staff said of the buyer's age, in order. The shop is not told.
    pub age_checks: Vec<AgeCheck>,
    /// When it was confirmed, if the clock was right.
    pub confirmed_at: Option<Wall>,
    /// The language it was confirmed in; its slips keep to it.
    pub language: Language,
}

/// What one attempt asks of the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Request {
    /// To take the whole order, as validated or paid or as a quote, in one.
    #[default]
    Whole,
    /// To take it as a draft that nobody owes: a second one costs nothing.
    Draft,
    /// To validate the draft of this number, once.
    Validation(u64),
}

/// What the shop said when it took an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Kash's number of the order, greater than zero.
    pub number: u64,
    /// Where it can be paid.
    pub payment: PaymentLink,
    /// Whether it is paid in full: nothing is left to pay, with a link or at the counter.
    pub paid: bool,
    /// Address of the invoice.
    pub invoice: Option<String>,
    /// Address of the quote: the order is not validated.
    pub quote: Option<String>,
    /// What it comes to by the shop's own account, if the shop tells.
    pub total: Option<Cents>,
}

impl Acceptance {
    /// What the shop says that it comes to, where the shopper was shown something else.
    pub fn other_total(&self, order: &Order) -> Option<Cents> {
        self.total.filter(|total| *total != order.total)
    }
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

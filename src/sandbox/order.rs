//! An order as the sandbox shop keeps it.

use crate::till::money::{Cents, Quantity, VatRate};

/// One order that the shop took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// `orderID`.
    pub number: u64,
    /// What nobody can guess in its links.
    pub token: String,
    /// When it came in, in seconds since 1970.
    pub created_s: i64,
    /// When it was validated, likewise.
    pub validated_s: Option<i64>,
    /// `dateValeur`: the value date that the client asked for, likewise.
    pub value_date_s: Option<i64>,
    /// Whether it counts; a quote does not yet.
    pub validated: bool,
    /// Whether it is paid in full.
    pub paid: bool,
    /// How much is paid.
    pub paid_amount: Cents,
    /// The sum of its lines.
    pub total: Cents,
    /// `payment` as it was sent.
    pub payment: i64,
    /// `idUser`.
    pub user_id: Option<u64>,
    /// `idClient`, or the number of the customer that the sale made.
    pub client_id: Option<u64>,
    /// `idtable`.
    pub table_id: Option<u64>,
    /// `idcaisse`.
    pub cash_register_id: Option<u64>,
    /// `numcouverts`.
    pub covers: Option<u64>,
    /// `pagerNum`.
    pub pager: Option<u64>,
    /// `deliveryMethod`, 0 to 6.
    pub delivery_method: Option<u8>,
    /// `publicComment`.
    pub public_comment: Option<String>,
    /// `privateComment`.
    pub private_comment: Option<String>,
    /// Every field as it was received and in that order, `client[...]` and `itemsList[]` too; not the key.
    pub fields: Vec<(String, String)>,
    /// At least one.
    pub lines: Vec<Line>,
    /// What was paid, oldest first.
    pub payments: Vec<Payment>,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The payment method's number; `None` on the page behind the payment link.
    pub method: Option<u64>,
    /// How much.
    pub amount: Cents,
    /// When it came in, in seconds since 1970.
    pub paid_s: i64,
}

/// One line of an order, priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was sold.
    pub sold: Sold,
    /// Its title.
    pub title: String,
    /// How much of it.
    pub quantity: Quantity,
    /// The price of one piece or one kilogram, choices included.
    pub unit_price: Cents,
    /// Price times quantity.
    pub total: Cents,
    /// Its VAT rate.
    pub vat: VatRate,
    /// The choices of variations that were asked for.
    pub choices: Vec<u64>,
}

/// What a line sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sold {
    /// The article of this number.
    Article(u64),
    /// A free line in the department of this number.
    Department(u64),
    /// A free line.
    Free,
}

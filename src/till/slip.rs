//! What a slip says, without a byte of how it is printed. A function of the order and what the shop answered.

use super::moment::Wall;
use super::money::{Cents, VatRate};
use super::order::{Acceptance, Line, Order, OrderId, PaymentLink, Service};
use super::settings::Language;

/// How many copies can be printed unasked after a slip that broke off; the settings may allow fewer.
pub const COPIES_UNASKED: u16 = 2;

/// Names one print of one slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlipId {
    /// Of which order.
    pub order: OrderId,
    /// Provisional or final.
    pub kind: Kind,
    /// 0 for the first print; a copy number, printed on it, for the others.
    pub copy: u16,
}

/// The two slips an order can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The shop has not answered yet: kiosk's own number, no link.
    Provisional,
    /// The shop has accepted.
    Final,
}

/// One slip, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which one it is.
    pub id: SlipId,
    /// In the shopper's language.
    pub language: Language,
    /// The lines, as on the screen.
    pub lines: Vec<Line>,
    /// One row for each VAT rate, ascending; lines without a known rate are left out.
    pub vat: Vec<VatRow>,
    /// The sum of the lines.
    pub total: Cents,
    /// Local running number of the kiosk.
    pub local_number: u32,
    /// What the shop answered, on a final slip.
    pub outcome: Outcome,
    /// Table, pager, covers, delivery and comments.
    pub service: Service,
    /// When the order was confirmed, if the clock was right.
    pub confirmed_at: Option<Wall>,
}

/// The part of a slip that depends on the shop's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Registered under this number.
    Accepted {
        /// Kash's number.
        number: u64,
        /// Where to pay.
        payment: PaymentLink,
        /// What it comes to by the shop's own account, where that is something else.
        shop_total: Option<Cents>,
        /// Whether nothing is left to pay.
        paid: bool,
        /// The paper that the shop made of it.
        document: Option<Document>,
    },
    /// Not known to be registered: pay at the counter with the kiosk's reference.
    Provisional,
}

/// The paper that the shop made of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// The address of its invoice.
    Invoice(String),
    /// The address of its quote: the order is not validated.
    Quote(String),
}

impl Document {
    /// What the shop sent; a quote says more than an invoice, for it says that nothing is validated.
    pub fn of(acceptance: &Acceptance) -> Option<Self> {
        let quote = acceptance.quote.clone().map(Self::Quote);
        quote.or_else(|| acceptance.invoice.clone().map(Self::Invoice))
    }
}

/// What one VAT rate contributes to the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VatRow {
    /// The rate.
    pub rate: VatRate,
    /// Before tax.
    pub net: Cents,
    /// The tax.
    pub vat: Cents,
    /// Net and tax.
    pub gross: Cents,
}

impl Slip {
    /// The slip that tells of an accepted order.
    pub fn accepted(order: &Order, acceptance: &Acceptance, copy: u16) -> Self {
        let outcome = Outcome::Accepted {
            number: acceptance.number,
            payment: acceptance.payment.clone(),
            shop_total: acceptance.other_total(order),
            paid: acceptance.paid,
            document: Document::of(acceptance),
        };
        Self::of(order, Kind::Final, copy, outcome)
    }

    /// The slip that tells of an order the shop has not answered yet.
    pub fn provisional(order: &Order, copy: u16) -> Self {
        Self::of(order, Kind::Provisional, copy, Outcome::Provisional)
    }

    fn of(order: &Order, kind: Kind, copy: u16, outcome: Outcome) -> Self {
        Self {
            id: SlipId { order: order.id, kind, copy },
            language: order.language,
            lines: order.lines.clone(),
            vat: vat_rows(&order.lines),
            total: order.total,
            local_number: order.number,
            outcome,
            service: order.service.clone(),
            confirmed_at: order.confirmed_at,
        }
    }
}

/// Sums the lines by rate and takes the tax out of each sum (Kash sums VAT per order, not per line).
fn vat_rows(lines: &[Line]) -> Vec<VatRow> {
    let mut rates: Vec<VatRate> = lines.iter().filter_map(|line| line.vat).collect();
    rates.sort_unstable();
    rates.dedup();
    rates
        .into_iter()
        .map(|rate| {
            let of_rate = lines.iter().filter(|line| line.vat == Some(rate));
            let gross = of_rate.fold(Cents::ZERO, |sum, line| sum.checked_add(line.total).unwrap_or(Cents::MAX));
            let vat = gross.vat_included(rate);
            VatRow { rate, net: gross.checked_sub(vat).unwrap_or(Cents::ZERO), vat, gross }
        })
        .collect()
}

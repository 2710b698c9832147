//! `editOrder.php`: what a request makes of an order that is there. Keeps nothing.
//!
//! Source: Kash's page on it ("api_edit_sale"). It has the fields of a sale and `orderID`; its own examples send no line.
//! Until an order is validated, what is sent replaces what was there, and lines are added. Once it is, it takes payments
//! only. The page does not say what else may stand beside a payment: here the user and the register that took it. Nor
//! does it say what a second validation is: here nothing changes, so that a client whose answer was lost may ask again.

use super::form::Form;
use super::order::Order;
use super::sale::Sale;
use super::{Refusal, Settings};
use crate::till::money::Cents;

/// What may be sent to an order that is validated.
const FOR_PAYMENTS: [&str; 8] =
    ["shopID", "idboutique", "key", "orderID", "payment", "paymentAmount", "idUser", "idcaisse"];

/// A well-formed change.
#[derive(Debug)]
pub(super) struct Edit {
    /// `orderID`.
    pub(super) number: u64,
    /// The other fields; perhaps without a line.
    pub(super) sale: Sale,
}

impl Edit {
    /// Reads a request's variables; credentials first.
    pub(super) fn read(form: &Form, settings: &Settings) -> Result<Self, Refusal> {
        let (sale, fields) = Sale::with(form, &["orderID"], settings)?;
        let number = fields.id("orderID")?.ok_or_else(|| Refusal::because("orderID is missing."))?;
        Ok(Self { number, sale })
    }
}

/// What becomes of the order's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The sum of all its lines.
    pub(super) total: Cents,
    /// What is paid now, if a method is named.
    pub(super) payment: Option<Cents>,
    /// Whether it is paid in full then.
    pub(super) paid: bool,
}

/// Whether the order may be changed so, by lines of this worth.
pub(super) fn change(order: &Order, sale: &Sale, worth: Cents) -> Result<Change, Refusal> {
    let number = order.number;
    if order.validated {
        let other = sale.received.iter().find(|(name, _)| !FOR_PAYMENTS.contains(&name.as_str()));
        if let Some((name, _)) = other {
            let name = name.split('[').next().unwrap_or_default();
            return Err(Refusal(format!("Order {number} is validated: it takes payments only, not {name}.")));
        }
        if sale.payment == -2 {
            return Err(Refusal(format!("Order {number} is validated: it cannot become a quote again.")));
        }
    }
    if order.paid && sale.payment >= 0 {
        return Err(Refusal(format!("Order {number} is paid already.")));
    }
    let total = order.total.checked_add(worth).filter(|total| *total <= Cents::MAX);
    let total = total.ok_or_else(|| Refusal(format!("The order is worth more than {}.", Cents::MAX)))?;
    if sale.payment < 0 {
        return Ok(Change { total, payment: None, paid: order.paid });
    }
    let due = total.checked_sub(order.paid_amount).unwrap_or(total);
    let payment = sale.amount.unwrap_or(due);
    Ok(Change { total, payment: Some(payment), paid: payment >= due })
}

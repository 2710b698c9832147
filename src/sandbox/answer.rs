//! The replies of `webapp.php`, in the shapes of the page's section "Expected JSON response".

use super::Refusal;
use super::order::Order;
use serde_json::{Value, json};
use url::Url;

/// The addresses of an order's pages.
#[derive(Clone, Debug)]
pub(super) struct Links(Url);

impl Links {
    /// Below this address.
    pub(super) const fn below(base: Url) -> Self {
        Self(base)
    }

    /// Where it is paid.
    pub(super) fn payment(&self, order: &Order) -> String {
        self.at(&format!("pay/{}", order.token))
    }

    /// Its invoice.
    pub(super) fn invoice(&self, order: &Order) -> String {
        self.at(&format!("invoice/{}.pdf", order.token))
    }

    /// Its quote.
    pub(super) fn quote(&self, order: &Order) -> String {
        self.at(&format!("quote/{}.pdf", order.token))
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.0.as_str().trim_end_matches('/'))
    }
}

/// A sale was recorded. One with a payment method has no payment link, even if the payment is only a part.
pub(super) fn recorded(order: &Order, links: &Links) -> Value {
    let number = order.number;
    match order.payment {
        -2 => json!({
            "success": true, "orderID": number, "paymentLink": links.payment(order), "quote": links.quote(order),
        }),
        -1 => json!({
            "success": true, "orderID": number, "paymentLink": links.payment(order), "invoice": links.invoice(order),
        }),
        _ => json!({"success": true, "orderID": number, "invoice": links.invoice(order)}),
    }
}

/// A request was refused.
pub(super) fn refused(refusal: &Refusal) -> Value {
    json!({"success": false, "result": refusal.0})
}

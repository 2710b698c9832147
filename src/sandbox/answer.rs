//! The replies of `webapp.php` and `editOrder.php`, in the shapes of the pages' section "Expected JSON response".

use super::Refusal;
use super::form::Form;
use super::order::Order;
use serde_json::{Value, json};
use url::Url;

/// The addresses of an order's pages, and of the shop's scripts.
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

    /// One of the shop's scripts.
    pub(super) fn script(&self, name: &str) -> String {
        self.at(&format!("workers/{name}.php"))
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.0.as_str().trim_end_matches('/'))
    }
}

/// A sale was recorded or changed. One that was sent with a payment method has no payment link, even if the payment is
/// only a part.
pub(super) fn recorded(order: &Order, links: &Links) -> Value {
    let number = order.number;
    if !order.validated {
        return json!({
            "success": true, "orderID": number, "paymentLink": links.payment(order), "quote": links.quote(order),
        });
    }
    if order.payment >= 0 || order.paid {
        return json!({"success": true, "orderID": number, "invoice": links.invoice(order)});
    }
    json!({
        "success": true, "orderID": number, "paymentLink": links.payment(order), "invoice": links.invoice(order),
    })
}

/// A request was refused.
pub(super) fn refused(refusal: &Refusal) -> Value {
    json!({"success": false, "result": refusal.0})
}

/// The same answer in the words of the old generation, as a third party's client reads it.
pub(super) fn old(answer: &Value) -> Value {
    match answer["orderID"].as_u64() {
        Some(number) => json!({"result": "OK", "orderID": number}),
        None => json!({"result": "KO", "errorMessage": answer["result"]}),
    }
}

/// Whether a request names the shop as the old generation did, and not as the new one does too.
pub(super) fn is_old(form: &Form) -> bool {
    let names = |wanted: &str| form.pairs().any(|(name, _)| name == wanted);
    names("idboutique") && !names("shopID")
}

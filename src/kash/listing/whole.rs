//! One order as `getOrder.php` shows it: whether it is validated, and what it comes to. Pure.
//!
//! Only the vendor's own client shows that the script exists, and no page shows an answer: **every name here is
//! inferred**, and whatever is not plainly said is not known.

use super::NUMBERS;
use crate::kash::fields::{Fields, order_number, without_bom};
use crate::kash::reference::amount::Decimal;
use crate::till::money::Cents;
use serde::Deserialize;
use serde_json::Value;

/// Where the order may stand in an object around it.
const WITHIN: [&str; 3] = ["order", "data", "result"];
/// By which names it may be said that an order is validated.
const VALIDATED: [&str; 4] = ["validated", "isValidated", "is_validated", "valide"];
/// By which names the sum of an order may go.
const TOTALS: [&str; 6] = ["total", "totalTTC", "total_ttc", "totalTaxIncluded", "price", "amount"];

/// The order of this number in the body, if that is what it shows.
pub(in crate::kash) fn read(status: u16, body: &[u8], number: u64) -> Option<Fields> {
    let text = std::str::from_utf8(without_bom(body)).ok().filter(|_| (200..=299).contains(&status))?;
    let found = match serde_json::from_str::<One>(text).ok()? {
        One::Order(order) | One::Orders([order]) => order,
    };
    let within = WITHIN.into_iter().find_map(|name| match found.get(name)? {
        Value::Object(order) => Some(Fields(order.clone())),
        Value::Array(orders) => match orders.as_slice() {
            [Value::Object(order)] => Some(Fields(order.clone())),
            _ => None,
        },
        _ => None,
    });
    let order = within.unwrap_or(found);
    (number_of(&order) == Some(number)).then_some(order)
}

/// A bare object, or a list of one.
#[derive(Deserialize)]
#[serde(untagged)]
enum One {
    Order(Fields),
    Orders([Fields; 1]),
}

/// The number of an order that is shown.
pub(super) fn number_of(order: &Fields) -> Option<u64> {
    NUMBERS.into_iter().filter_map(|name| order.get(name)).find_map(order_number)
}

/// Whether it is validated, if that is said plainly: as a word, as 0 or 1, or as text of these.
pub(in crate::kash) fn is_validated(order: &Fields) -> Option<bool> {
    VALIDATED.into_iter().filter_map(|name| order.get(name)).find_map(word)
}

/// What it comes to, tax included.
pub(in crate::kash) fn total(order: &Fields) -> Option<Cents> {
    let text = |value: &Value| match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    TOTALS.into_iter().filter_map(|name| order.get(name)).find_map(|value| Decimal::parse(&text(value)?)?.cents())
}

/// Yes or no, in the ways in which PHP writes it.
pub(in crate::kash) fn word(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(word) => Some(*word),
        Value::Number(number) => number.as_u64().filter(|number| *number < 2).map(|number| number == 1),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str) -> Option<(Option<bool>, Option<i64>)> {
        let order = read(200, body.as_bytes(), 7)?;
        Some((is_validated(&order), total(&order).map(Cents::get)))
    }

    #[test]
    fn an_order_is_read_in_a_few_shapes_and_only_under_its_own_number() {
        for (body, expected) in [
            (r#"{"orderID":7,"validated":true,"total":"12.50"}"#, Some((Some(true), Some(1_250)))),
            (r#"[{"id":"7","isValidated":"0","total":3.95}]"#, Some((Some(false), Some(395)))),
            (r#"{"success":true,"order":{"id":7,"valide":1,"totalTTC":"3,95"}}"#, Some((Some(true), Some(395)))),
            (r#"{"data":[{"orderID":7}]}"#, Some((None, None))),
            (r#"{"orderID":7,"validated":"perhaps","total":{"sum":1}}"#, Some((None, None))),
            (r#"{"orderID":8,"validated":true}"#, None),
            (r#"[{"id":7},{"id":7}]"#, None),
            (r#"{"data":[{"id":7},{"id":7}]}"#, None),
            (r#"{"orderID":7,"orderID":8}"#, None),
            (r#"{"success":false,"result":"Unknown order"}"#, None),
            ("[]", None),
            ("<html>", None),
        ] {
            assert_eq!(told(body), expected, "{body}");
        }
        assert!(read(500, br#"{"orderID":7}"#, 7).is_none());
    }
}

//! The listings by which an order in doubt is settled: their parameters and their replies.
//!
//! Parameters: Kash's help pages on sales and data. Replies: documented nowhere, so **every name in them is inferred**
//! from the sale form and the page's replies. Amounts are texts with two decimals, times ISO 8601 in UTC.

use super::answer::Links;
use super::customer::name_of;
use super::fields::{Fields, ID};
use super::form::Form;
use super::order::{Line, Order, Payment, Sold};
use super::sale::check_credentials;
use super::store::Filter;
use super::{Refusal, Settings, clock, excerpt};
use serde_json::{Value, json};

/// The most orders in one reply, the newest.
const MOST: i64 = 1_000;

/// The parameters that every listing has.
const COMMON: [&str; 4] = ["shopID", "idboutique", "key", "format"];

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Csv,
    Html,
}

/// The parameters of a list that has none of its own.
pub(super) fn format(form: &Form, settings: &Settings) -> Result<Format, Refusal> {
    match read(form, &[], settings)?.get("format") {
        None | Some("json") => Ok(Format::Json),
        Some("csv") => Ok(Format::Csv),
        Some("html") => Ok(Format::Html),
        Some(other) => Err(Refusal(format!("format must be json, csv or html, not {}.", excerpt(other)))),
    }
}

/// The parameters of a listing: the common ones and these, each once; the credentials are right.
pub(super) fn read<'form>(form: &'form Form, more: &[&str], settings: &Settings) -> Result<Fields<'form>, Refusal> {
    let mut fields = Fields::default();
    for (name, value) in form.pairs() {
        fields.add(name, value)?;
    }
    check_credentials(&fields, settings)?;
    if let Some((name, _)) = fields.iter().find(|(name, _)| !COMMON.contains(name) && !more.contains(name)) {
        return Err(Refusal(format!("{} is not a known parameter.", excerpt(name))));
    }
    Ok(fields)
}

/// The parameters of a listing of orders, of which there is no table.
fn read_json<'form>(form: &'form Form, more: &[&str], settings: &Settings) -> Result<Fields<'form>, Refusal> {
    let fields = read(form, more, settings)?;
    if let Some(format) = fields.get("format").filter(|format| *format != "json") {
        return Err(Refusal(format!("format must be json, not {}: the sandbox has no other.", excerpt(format))));
    }
    Ok(fields)
}

/// `getOrders.php`: validated orders unless `validatedOrders` says otherwise.
pub(super) fn orders(form: &Form, settings: &Settings) -> Result<Filter, Refusal> {
    let names = ["validatedOrders", "from_date_ISO8601", "to_date_ISO8601", "filterDeliveryMethod"];
    let fields = read_json(form, &names, settings)?;
    let validated = match fields.get("validatedOrders") {
        None | Some("true" | "1") => true,
        Some("false" | "0") => false,
        Some(other) => return Err(Refusal(format!("validatedOrders must be true or false, not {}.", excerpt(other)))),
    };
    let delivery_method = fields.integer("filterDeliveryMethod", 0..=6)?;
    Ok(Filter {
        validated: Some(validated),
        from_s: date(&fields, "from_date_ISO8601")?,
        to_s: date(&fields, "to_date_ISO8601")?,
        delivery_method: delivery_method.and_then(|number| u8::try_from(number).ok()),
        limit: MOST,
        ..Filter::default()
    })
}

/// `getPending.php`: what is not validated.
pub(super) fn pending(form: &Form, settings: &Settings) -> Result<Filter, Refusal> {
    read_json(form, &[], settings)?;
    Ok(Filter { validated: Some(false), limit: MOST, ..Filter::default() })
}

/// `getOrder.php`: one order by its number.
pub(super) fn order(form: &Form, settings: &Settings) -> Result<Filter, Refusal> {
    let fields = read_json(form, &["order_id"], settings)?;
    fields.required("order_id")?;
    let number = fields.integer("order_id", ID)?.map(i64::cast_unsigned);
    Ok(Filter { number, limit: 1, ..Filter::default() })
}

/// An order as `getOrder.php` shows it: as in the listings, and `received`, every field as it came but the key.
pub(super) fn whole(order: &Order, links: &Links) -> Value {
    let mut entry = shown(order, links);
    let received = order.fields.iter().map(|(name, value)| json!({"name": name, "value": value}));
    entry["received"] = received.collect();
    entry
}

/// Takes out whatever tells a comment.
pub(super) fn hide_comments(shown: &mut Value) {
    match shown {
        Value::Array(orders) => orders.iter_mut().for_each(hide_comments),
        Value::Object(fields) => {
            for name in ["publicComment", "privateComment", "received"] {
                fields.remove(name);
            }
        }
        _ => {}
    }
}

/// An order as the listings show it.
pub(super) fn shown(order: &Order, links: &Links) -> Value {
    // Each line came in one of these, and none in another.
    let asked = order.fields.iter().filter(|(name, _)| name == "itemsList[]").map(|(_, value)| value.as_str());
    let mut entry = json!({
        "id": order.number,
        "orderID": order.number,
        "validated": order.validated,
        "paid": order.paid,
        "paidAmount": order.paid_amount.to_string(),
        "total": order.total.to_string(),
        "creationDate": clock::iso(order.created_s),
        "validationDate": order.validated_s.map(clock::iso),
        "valueDate": order.value_date_s.or(order.validated_s).map(clock::iso),
        "payment": order.payment,
        "payments": order.payments.iter().map(payment).collect::<Vec<_>>(),
        "publicComment": order.public_comment,
        "privateComment": order.private_comment,
        "idUser": order.user_id,
        "idClient": order.client_id,
        "client": client(order),
        "idtable": order.table_id,
        "idcaisse": order.cash_register_id,
        "numcouverts": order.covers,
        "pagerNum": order.pager,
        "deliveryMethod": order.delivery_method,
        "dateValeur": order.value_date_s,
        "items": order.lines.iter().zip(asked).map(|(line, asked)| item(line, asked)).collect::<Vec<_>>(),
    });
    if !order.paid {
        entry["paymentLink"] = links.payment(order).into();
    }
    let (paper, link) = if order.validated { ("invoice", links.invoice(order)) } else { ("quote", links.quote(order)) };
    entry[paper] = link.into();
    entry
}

/// What the order told of a customer to be made, by the names between the brackets of `client[...]`; else nothing.
fn client(order: &Order) -> Value {
    let told = order.fields.iter().filter_map(|(name, value)| Some((name_of(name)?, value)));
    let told: serde_json::Map<_, _> =
        told.map(|(name, value)| (name.to_owned(), Value::from(value.as_str()))).collect();
    if told.is_empty() { Value::Null } else { Value::Object(told) }
}

/// One payment of it.
fn payment(payment: &Payment) -> Value {
    let Payment { method, amount, paid_s } = payment;
    json!({"paymentModeID": method, "amount": amount.to_string(), "date": clock::iso(*paid_s)})
}

/// One line of it, and the string that asked for it.
fn item(line: &Line, asked: &str) -> Value {
    let (article, department) = match line.sold {
        Sold::Article(id) => (Some(id), None),
        Sold::Department(id) => (None, Some(id)),
        Sold::Free => (None, None),
    };
    json!({
        "id": article,
        "deptID": department,
        "title": line.title,
        "quantity": line.quantity.to_string(),
        "price": line.unit_price.to_string(),
        "total": line.total.to_string(),
        "vat": line.vat.to_string(),
        "variations": line.choices,
        "asked": asked,
    })
}

/// `2025-10-26T00:00:00Z` in seconds since 1970.
fn date(fields: &Fields<'_>, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = fields.get(name) else { return Ok(None) };
    let parsed = if text.len() <= 64 { text.parse::<jiff::Timestamp>().ok() } else { None };
    let date = parsed
        .ok_or_else(|| Refusal(format!("{name} must be a date like 2025-10-26T00:00:00Z, not {}.", excerpt(text))));
    Ok(Some(date?.as_second()))
}

//! The customers whom the shop is to make: kept beside the rows for as long as their orders may have to be sent, and
//! wiped then.

use super::Error;
use crate::barcode::{Contact, Detail};
use crate::till::entry::{Entry, Resolution};
use crate::till::order::{Customer, OrderId};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Keeps what an entry brings, and forgets what it makes needless.
pub(super) fn follow(connection: &Connection, entry: &Entry) -> Result<(), Error> {
    match entry {
        Entry::Confirmed(order) => {
            if let Some(Customer::New(contact)) = &order.customer {
                let fields: Map<String, Value> =
                    contact.fields().map(|(detail, text)| (detail.name().to_owned(), text.into())).collect();
                let fields = Zeroizing::new(serde_json::to_string(&fields)?);
                connection
                    .prepare_cached("INSERT INTO contact (order_id, fields) VALUES (?, ?)")?
                    .execute(params![order.id.as_str(), fields.as_str()])?;
            }
        }
        // A held order may still be sent, by staff.
        Entry::Accepted { order, .. }
        | Entry::Refused { order, .. }
        | Entry::Resolved { order, resolution: Resolution::Accepted(_) | Resolution::Refused } => {
            connection.prepare_cached("DELETE FROM contact WHERE order_id = ?")?.execute([order.as_str()])?;
        }
        _ => {}
    }
    Ok(())
}

/// The entry with the customer of its order, if that is still known.
pub(super) fn complete(connection: &Connection, entry: Entry) -> Result<Entry, Error> {
    let Entry::Confirmed(mut order) = entry else { return Ok(entry) };
    if matches!(order.customer, Some(Customer::New(_)))
        && let Some(contact) = read(connection, order.id)?
    {
        Arc::make_mut(&mut order).customer = Some(Customer::New(Arc::new(contact)));
    }
    Ok(Entry::Confirmed(order))
}

fn read(connection: &Connection, order: OrderId) -> Result<Option<Contact>, Error> {
    let fields: Option<String> = connection
        .prepare_cached("SELECT fields FROM contact WHERE order_id = ?")?
        .query_row([order.as_str()], |row| row.get(0))
        .optional()?;
    let Some(fields) = fields.map(Zeroizing::new) else { return Ok(None) };
    let Ok(fields) = serde_json::from_str::<Map<String, Value>>(&fields) else { return Ok(None) };
    let mut contact = Contact::default();
    for detail in Detail::ALL {
        if let Some(text) = fields.get(detail.name()).and_then(Value::as_str) {
            contact.set(detail, text);
        }
    }
    Ok(Some(contact))
}

//! The customers that sales made.

use super::super::customer::Customer;
use super::{FIRST_CUSTOMER, Store};
use rusqlite::{Transaction, params};

impl Store {
    /// All of them, oldest first.
    pub(in super::super) fn customers(&self) -> rusqlite::Result<Vec<Customer>> {
        let mut ids = self.0.prepare("SELECT id FROM customer ORDER BY id")?;
        let mut customers = ids
            .query_map([], |row| Ok(Customer { id: row.get::<_, i64>(0)?.cast_unsigned(), fields: Vec::new() }))?
            .collect::<Result<Vec<_>, _>>()?;
        let mut fields = self.0.prepare("SELECT name, value FROM customer_field WHERE customer = ?1")?;
        for customer in &mut customers {
            let rows = fields.query_map([customer.id.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            customer.fields = rows.collect::<Result<_, _>>()?;
        }
        Ok(customers)
    }

    /// Whether a sale made this one.
    pub(in super::super) fn has_customer(&self, id: u64) -> rusqlite::Result<bool> {
        self.0.prepare("SELECT 1 FROM customer WHERE id = ?1")?.exists([id.cast_signed()])
    }
}

/// Makes a customer of what a request tells (`client[...]` among other fields) and answers its number.
pub(super) fn add(transaction: &Transaction<'_>, received: &[(String, String)]) -> rusqlite::Result<i64> {
    let insert = "INSERT INTO customer (id) SELECT coalesce(max(id) + 1, ?1) FROM customer";
    let id = transaction.prepare(insert)?.insert([FIRST_CUSTOMER])?;
    let mut statement =
        transaction.prepare("INSERT INTO customer_field (customer, name, value) VALUES (?1, ?2, ?3)")?;
    for (name, value) in received {
        if let (Some(name), false) = (super::super::customer::name_of(name), value.is_empty()) {
            statement.execute(params![id, name, value])?;
        }
    }
    Ok(id)
}

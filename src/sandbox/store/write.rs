//! Orders into the database: a sale, a payment.

use super::super::order::{Line, Sold};
use super::super::sale::Sale;
use super::{FIRST_NUMBER, MAX_ORDERS, Store, customers};
use crate::till::money::Cents;
use rusqlite::{OptionalExtension as _, Transaction, named_params, params};

impl Store {
    /// Keeps a priced sale and answers its number; `None` when the shop is full. All of it or nothing.
    pub(in super::super) fn add(
        &mut self,
        sale: &Sale,
        lines: &[Line],
        total: Cents,
        token: &str,
        now_s: i64,
    ) -> rusqlite::Result<Option<u64>> {
        let transaction = self.0.transaction()?;
        let next = "SELECT coalesce(max(number) + 1, ?1) FROM sale";
        let number: i64 = transaction.query_row(next, [FIRST_NUMBER], |row| row.get(0))?;
        if number - FIRST_NUMBER >= MAX_ORDERS {
            return Ok(None);
        }
        let client = if sale.new_client {
            Some(customers::add(&transaction, &sale.received)?)
        } else {
            sale.client_id.map(u64::cast_signed)
        };
        add_sale(&transaction, sale, total, (number, token, client, now_s))?;
        add_fields(&transaction, number, &sale.received)?;
        add_lines(&transaction, number, lines)?;
        if sale.payment >= 0 {
            add_payment(&transaction, number, Some(sale.payment), (sale.amount.unwrap_or(total), now_s))?;
        }
        transaction.commit()?;
        Ok(Some(number.cast_unsigned()))
    }

    /// Pays the order of this token in full, which validates it; whether there is such an order. Paying twice is paying once.
    pub(in super::super) fn pay(&mut self, token: &str, now_s: i64) -> rusqlite::Result<bool> {
        let transaction = self.0.transaction()?;
        let select = "SELECT number, paid, total - paid_amount FROM sale WHERE token = ?1";
        let found = transaction.query_row(select, [token], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?, Cents::new(row.get(2)?)))
        });
        let Some((number, paid, due)) = found.optional()? else { return Ok(false) };
        if !paid {
            add_payment(&transaction, number, None, (due, now_s))?;
            let update = "UPDATE sale SET paid_amount = total, paid = 1, validated_s = coalesce(validated_s, ?2)
                WHERE number = ?1";
            transaction.execute(update, params![number, now_s])?;
        }
        transaction.commit()?;
        Ok(true)
    }
}

/// The row of a payment.
fn add_payment(
    transaction: &Transaction<'_>,
    number: i64,
    method: Option<i64>,
    (amount, now_s): (Cents, i64),
) -> rusqlite::Result<()> {
    let insert = "INSERT INTO payment (number, place, method, amount, paid_s)
        SELECT ?1, coalesce(max(place) + 1, 0), ?2, ?3, ?4 FROM payment WHERE number = ?1";
    transaction.execute(insert, params![number, method, amount.get(), now_s])?;
    Ok(())
}

/// The row of the sale itself.
fn add_sale(
    transaction: &Transaction<'_>,
    sale: &Sale,
    total: Cents,
    (number, token, client, now_s): (i64, &str, Option<i64>, i64),
) -> rusqlite::Result<()> {
    let paid_amount = if sale.payment < 0 { Cents::ZERO } else { sale.amount.unwrap_or(total) };
    let insert =
        "INSERT INTO sale VALUES (:number, :token, :created_s, :validated_s, :value_date_s, :paid, :paid_amount,
        :total, :payment, :user_id, :client_id, :table_id, :cash_register_id, :covers, :pager, :delivery_method,
        :public_comment, :private_comment)";
    transaction.prepare(insert)?.execute(named_params! {
        ":number": number,
        ":token": token,
        ":created_s": now_s,
        ":validated_s": (sale.payment != -2).then_some(now_s),
        ":value_date_s": sale.value_date_s,
        ":paid": sale.payment >= 0 && paid_amount >= total,
        ":paid_amount": paid_amount.get(),
        ":total": total.get(),
        ":payment": sale.payment,
        ":user_id": sale.user_id.map(u64::cast_signed),
        ":client_id": client,
        ":table_id": sale.table_id.map(u64::cast_signed),
        ":cash_register_id": sale.cash_register_id.map(u64::cast_signed),
        ":covers": sale.covers.map(u64::cast_signed),
        ":pager": sale.pager.map(u64::cast_signed),
        ":delivery_method": sale.delivery_method,
        ":public_comment": sale.public_comment,
        ":private_comment": sale.private_comment,
    })?;
    Ok(())
}

/// The rows of what was received.
fn add_fields(transaction: &Transaction<'_>, number: i64, fields: &[(String, String)]) -> rusqlite::Result<()> {
    let insert = "INSERT INTO field (number, place, name, value) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = transaction.prepare(insert)?;
    for (place, (name, value)) in (0_i64..).zip(fields) {
        statement.execute(params![number, place, name, value])?;
    }
    Ok(())
}

/// The rows of its lines.
fn add_lines(transaction: &Transaction<'_>, number: i64, lines: &[Line]) -> rusqlite::Result<()> {
    let insert =
        "INSERT INTO line (number, place, article, department, title, quantity, unit_price, total, vat, choices)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut statement = transaction.prepare(insert)?;
    for (place, line) in (0_i64..).zip(lines) {
        let (article, department) = match line.sold {
            Sold::Article(id) => (Some(id.cast_signed()), None),
            Sold::Department(id) => (None, Some(id.cast_signed())),
            Sold::Free => (None, None),
        };
        let choices = line.choices.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
        statement.execute(params![
            number,
            place,
            article,
            department,
            line.title,
            line.quantity.get(),
            line.unit_price.get(),
            line.total.get(),
            line.vat.get(),
            choices,
        ])?;
    }
    Ok(())
}

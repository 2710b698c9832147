//! Orders out of the database.

use super::super::order::{Line, Order, Payment, Sold};
use super::{MAX_ORDERS, Store};
use crate::till::money::{Cents, Quantity, VatRate};
use rusqlite::types::Type;
use rusqlite::{Row, named_params};

/// Which orders; the default is all of them.
#[derive(Clone, Debug)]
pub(in super::super) struct Filter {
    pub(in super::super) number: Option<u64>,
    pub(in super::super) token: Option<String>,
    pub(in super::super) validated: Option<bool>,
    /// Seconds since 1970, that one included: of a validated order its value date, of a quote when it came in.
    pub(in super::super) from_s: Option<i64>,
    /// Likewise.
    pub(in super::super) to_s: Option<i64>,
    pub(in super::super) delivery_method: Option<u8>,
    /// At most this many, the newest.
    pub(in super::super) limit: i64,
}

impl Default for Filter {
    fn default() -> Self {
        let (number, token, validated) = (None, None, None);
        Self { number, token, validated, from_s: None, to_s: None, delivery_method: None, limit: MAX_ORDERS }
    }
}

impl Store {
    /// The orders that pass the filter, oldest first.
    pub(in super::super) fn orders(&self, filter: &Filter) -> rusqlite::Result<Vec<Order>> {
        let select = "SELECT * FROM sale
            WHERE (:number IS NULL OR number = :number) AND (:token IS NULL OR token = :token)
                AND (:validated IS NULL OR (validated_s IS NOT NULL) = :validated)
                AND (:from_s IS NULL OR coalesce(iif(validated_s IS NULL, created_s, value_date_s), validated_s) >= :from_s)
                AND (:to_s IS NULL OR coalesce(iif(validated_s IS NULL, created_s, value_date_s), validated_s) <= :to_s)
                AND (:delivery_method IS NULL OR delivery_method = :delivery_method)
            ORDER BY number DESC LIMIT :limit";
        let mut statement = self.0.prepare(select)?;
        let parameters = named_params! {
            ":number": filter.number.map(u64::cast_signed),
            ":token": filter.token,
            ":validated": filter.validated,
            ":from_s": filter.from_s,
            ":to_s": filter.to_s,
            ":delivery_method": filter.delivery_method,
            ":limit": filter.limit,
        };
        let mut orders = statement.query_map(parameters, order)?.collect::<Result<Vec<_>, _>>()?;
        orders.reverse();
        let mut fields = self.0.prepare("SELECT name, value FROM field WHERE number = ?1 ORDER BY place")?;
        let mut lines = self.0.prepare("SELECT * FROM line WHERE number = ?1 ORDER BY place")?;
        let mut payments =
            self.0.prepare("SELECT method, amount, paid_s FROM payment WHERE number = ?1 ORDER BY place")?;
        for order in &mut orders {
            let number = order.number.cast_signed();
            order.fields =
                fields.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
            order.lines = lines.query_map([number], line)?.collect::<Result<_, _>>()?;
            order.payments = payments.query_map([number], payment)?.collect::<Result<_, _>>()?;
        }
        Ok(orders)
    }
}

/// A number that is never negative.
fn unsigned(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<u64>> {
    Ok(row.get::<_, Option<i64>>(name)?.map(i64::cast_unsigned))
}

/// An order without its fields, lines and payments.
fn order(row: &Row<'_>) -> rusqlite::Result<Order> {
    let validated_s: Option<i64> = row.get("validated_s")?;
    Ok(Order {
        number: row.get::<_, i64>("number")?.cast_unsigned(),
        token: row.get("token")?,
        created_s: row.get("created_s")?,
        validated_s,
        value_date_s: row.get("value_date_s")?,
        validated: validated_s.is_some(),
        paid: row.get("paid")?,
        paid_amount: Cents::new(row.get("paid_amount")?),
        total: Cents::new(row.get("total")?),
        payment: row.get("payment")?,
        user_id: unsigned(row, "user_id")?,
        client_id: unsigned(row, "client_id")?,
        table_id: unsigned(row, "table_id")?,
        cash_register_id: unsigned(row, "cash_register_id")?,
        covers: unsigned(row, "covers")?,
        pager: unsigned(row, "pager")?,
        delivery_method: row.get("delivery_method")?,
        public_comment: row.get("public_comment")?,
        private_comment: row.get("private_comment")?,
        fields: Vec::new(),
        lines: Vec::new(),
        payments: Vec::new(),
    })
}

/// One payment.
fn payment(row: &Row<'_>) -> rusqlite::Result<Payment> {
    let amount = Cents::new(row.get("amount")?);
    Ok(Payment { method: unsigned(row, "method")?, amount, paid_s: row.get("paid_s")? })
}

/// One line.
fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    let out_of_range = |name: &str| rusqlite::Error::InvalidColumnType(0, name.to_owned(), Type::Integer);
    let sold = match (unsigned(row, "article")?, unsigned(row, "department")?) {
        (Some(id), _) => Sold::Article(id),
        (None, Some(id)) => Sold::Department(id),
        (None, None) => Sold::Free,
    };
    let choices: String = row.get("choices")?;
    Ok(Line {
        sold,
        title: row.get("title")?,
        quantity: Quantity::thousandths(row.get("quantity")?).ok_or_else(|| out_of_range("quantity"))?,
        unit_price: Cents::new(row.get("unit_price")?),
        total: Cents::new(row.get("total")?),
        vat: VatRate::basis_points(row.get("vat")?).ok_or_else(|| out_of_range("vat"))?,
        choices: choices.split(' ').filter_map(|id| id.parse().ok()).collect(),
    })
}

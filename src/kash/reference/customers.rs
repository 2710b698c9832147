//! Rows that are customers: a number and a card. No name is read, and none is told.

use super::Customer;
use super::articles::number;
use super::names::BARCODE;
use super::row::{Columns, Row};

/// Customers as they are read.
#[derive(Debug, Default)]
pub(super) struct Wallet {
    pub(super) customers: Vec<Customer>,
}

impl Wallet {
    /// A customer without a card cannot be scanned, and is nothing to complain of.
    pub(super) fn row(&mut self, number_of_row: u64, row: &Row<'_>) -> Result<(), String> {
        let none = Columns::new();
        let id = number(row, &none)?;
        if let Some(barcode) = row.text(&BARCODE, &none) {
            self.customers.push(Customer { row: number_of_row, id, barcode });
        }
        Ok(())
    }
}

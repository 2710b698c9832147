//! What the sandbox shop sells and where it takes money: articles and cash registers.

use crate::till::money::{Cents, VatRate};

/// One article of the sandbox shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// What one piece or one kilogram costs, taxes included.
    pub price: Cents,
    /// Its VAT rate.
    pub vat: VatRate,
    /// The number of its department.
    pub department: Option<u64>,
    /// Its barcode; empty if it has none.
    pub barcode: String,
    /// Whether the price is that of a kilogram.
    pub by_weight: bool,
    /// Whether the till's screen does not show it. It can be sold all the same.
    pub hidden: bool,
    /// The numbers of the variations that it can be ordered with, at most five, in their order; if there are none,
    /// those of its department.
    pub variations: Vec<u64>,
}

impl Article {
    /// A piece of something without department, barcode and variations.
    pub fn new(id: u64, title: &str, price: Cents, vat: VatRate) -> Self {
        let (title, barcode) = (title.to_owned(), String::new());
        let (department, variations) = (None, Vec::new());
        Self { id, title, price, vat, department, barcode, by_weight: false, hidden: false, variations }
    }
}

/// A cash register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// A closed register takes no order.
    pub open: bool,
}

//! What the sandbox shop lists besides its articles: departments, VAT rates, variations, customers and the rest.
//!
//! An empty list says nothing: any number is believed. A number that a list which is not empty lacks is refused, unless
//! the settings are not strict.

use super::customer::Customer;
use crate::till::money::{Cents, VatRate};

/// The lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Departments.
    pub departments: Vec<Department>,
    /// Groups of departments.
    pub groups: Vec<Entry>,
    /// VAT rates. If empty, the rates of articles and departments and the shop's own are listed, numbered from 1.
    pub vats: Vec<Vat>,
    /// Variations (sets of choices).
    pub variations: Vec<Variation>,
    /// Customers; those that sales make come on top.
    pub customers: Vec<Customer>,
    /// Payment methods.
    pub payment_methods: Vec<Entry>,
    /// Tables.
    pub tables: Vec<Entry>,
    /// Users.
    pub users: Vec<Entry>,
    /// Discounts. They are listed and never applied.
    pub discounts: Vec<Discount>,
    /// Delivery zones.
    pub zones: Vec<Entry>,
    /// Relay points.
    pub relay_points: Vec<Entry>,
}

/// A number and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
}

impl Entry {
    /// This number with this name.
    pub fn new(id: u64, title: &str) -> Self {
        Self { id, title: title.to_owned() }
    }
}

/// A department (`rayon`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// The rate of its free lines; the shop's own if `None`.
    pub vat: Option<VatRate>,
    /// The number of its group.
    pub group: Option<u64>,
    /// The numbers of at most five variations, for its articles that have none of their own.
    pub variations: Vec<u64>,
}

/// A VAT rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vat {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// The rate.
    pub rate: VatRate,
}

/// A variation: a set of choices, of which an article's line names one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name: "Size".
    pub title: String,
    /// Whether a line should name one of its choices. Told in the list; a sale without one is taken all the same, as no
    /// page says that Kash refuses it.
    pub required: bool,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// One choice of a variation: "large", say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its number, greater than zero; no other choice of any variation has it.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// What it adds to the article's price, taxes included; may be negative.
    pub extra: Cents,
    /// Whether no further choice follows it.
    pub ending: bool,
    /// Whether it is sold out.
    pub unavailable: bool,
}

/// A discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// How much, in whole percent.
    pub percent: u8,
}

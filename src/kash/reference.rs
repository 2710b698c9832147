//! The shop's lists, for the catalogue: asked for, read leniently, and checked to be whole. Pure but for the [`Shop`]
//! that is handed in.
//!
//! Sources: Kash's page "api_data" (`getPlus.php`, `getDepartments.php`, `getDeclinaisons.php`, `getClients.php`,
//! `format=json|csv`); `getVATs.php` and the POST of `getShopInfos.php` are named by the vendor's own client only. **No
//! page shows an answer**: shapes ([`list`]) and names ([`names`]) are inferred.
//!
//! Any doubt about a list ends the whole reading with a [`Trouble`], so that the last good copy is kept: nothing here is
//! half believed. A bad row is left out and told; more than one in five of them is a doubt. Nothing is stored here.

use crate::till::article::{Title, Unit};
use crate::till::money::{Cents, VatRate};

pub(in crate::kash) mod amount;
mod articles;
mod csv;
mod customers;
mod gather;
mod list;
mod names;
mod row;
mod taxes;
mod variations;

pub use gather::{Shop, Told, gather};

/// The longest answer that is read, in bytes.
pub const LONGEST: usize = 64 * 1024 * 1024;

/// The most remarks that are kept; the others are counted.
pub const REMARKS_MAX: usize = 1_000;

/// One of the shop's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What the shop tells of itself.
    Settings,
    /// VAT rates.
    Vats,
    /// Departments.
    Departments,
    /// Variations and their choices.
    Variations,
    /// Articles.
    Articles,
    /// Customers, for their cards.
    Customers,
}

impl List {
    /// The script that answers with it.
    pub const fn script(self) -> &'static str {
        match self {
            Self::Settings => "getShopInfos.php",
            Self::Vats => "getVATs.php",
            Self::Departments => "getDepartments.php",
            Self::Variations => "getDeclinaisons.php",
            Self::Articles => "getPlus.php",
            Self::Customers => "getClients.php",
        }
    }

    /// What it lists, in the plural.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Vats => "VAT rates",
            Self::Departments => "departments",
            Self::Variations => "variations",
            Self::Articles => "articles",
            Self::Customers => "customers",
        }
    }

    /// Under which names it may stand in an object. Inferred.
    const fn members(self) -> &'static [&'static str] {
        match self {
            Self::Settings => &[],
            Self::Vats => &["vats", "vat", "tvas", "tva"],
            Self::Departments => &["departments", "depts", "rayons"],
            Self::Variations => &["variations", "declinaisons"],
            Self::Articles => &["plus", "plu", "articles", "products", "produits"],
            Self::Customers => &["clients", "customers"],
        }
    }
}

/// What the settings say of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Which column of the list of articles is which of ours (`title` -> `libelle`).
    pub columns: Vec<(&'static str, String)>,
    /// Whether prices include tax.
    pub prices: Prices,
    /// The shop's number of the unit kilogram.
    pub kilogram_unit: Option<u64>,
}

/// Whether the prices of the lists include tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prices {
    /// They do.
    WithTax,
    /// They do not.
    WithoutTax,
    /// As the shop says; they do where it does not.
    #[default]
    Ask,
}

/// All that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Articles, each number once.
    pub articles: Vec<Article>,
    /// Departments, each number once.
    pub departments: Vec<Department>,
    /// Variations, each number once.
    pub variations: Vec<Variation>,
    /// Customers that have a card.
    pub customers: Vec<Customer>,
    /// What is odd about them.
    pub remarks: Remarks,
    /// Articles that Kash keeps off the shopper's ticket, which were left out.
    pub invisible: u32,
}

/// An article of the shop's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its row, from 1.
    pub row: u64,
    /// Kash's number.
    pub id: i64,
    /// What stands in its field for barcodes; may be empty.
    pub barcode: String,
    /// Its name.
    pub title: Title,
    /// What one costs, taxes included.
    pub price: Cents,
    /// Its own rate, else its department's, else the shop's.
    pub vat: Option<VatRate>,
    /// The number of its department.
    pub department: Option<i64>,
    /// How it is measured, where that can be recognised.
    pub unit: Option<Unit>,
    /// The numbers of its variations, else those of its department, at most five.
    pub variations: Vec<i64>,
    /// Whether it is for sale.
    pub active: bool,
}

/// A department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Kash's number.
    pub id: i64,
    /// Its name.
    pub title: Title,
    /// Its rate.
    pub vat: Option<VatRate>,
    /// The variations of its articles that have none of their own.
    pub variations: Vec<i64>,
}

/// A variation: a set of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// Kash's number.
    pub id: i64,
    /// Its name.
    pub title: Option<Title>,
    /// Whether an article that has it cannot be ordered without.
    pub required: bool,
    /// In their order.
    pub choices: Vec<Choice>,
}

/// A choice of a variation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Kash's number.
    pub id: i64,
    /// Its name.
    pub title: Title,
    /// What it adds to the price of one, taxes included.
    pub delta: Cents,
    /// Whether it is to be had.
    pub available: bool,
    /// Whether nothing more is to be chosen after it.
    pub ends: bool,
}

/// A customer; no name is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Customer {
    /// Its row, from 1.
    pub row: u64,
    /// Kash's number.
    pub id: i64,
    /// The code of the card.
    pub barcode: String,
}

/// Tells neither card nor number.
impl std::fmt::Debug for Customer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Customer(row {})", self.row)
    }
}

/// Something to say about a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which one.
    pub list: List,
    /// Its row, from 1; 0 for the list as a whole.
    pub row: u64,
    /// What is odd, without a full stop.
    pub text: String,
}

/// Remarks, the first [`REMARKS_MAX`] in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// In the order of the reading.
    pub listed: Vec<Remark>,
    /// How many there are, listed or not.
    pub count: u64,
}

impl Remarks {
    /// Keeps one more, or counts it.
    pub fn push(&mut self, list: List, row: u64, text: String) {
        self.count += 1;
        if self.listed.len() < REMARKS_MAX {
            self.listed.push(Remark { list, row, text });
        }
    }
}

/// Why the lists were not read; one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The shop did not answer, or with an error status.
    #[error("The shop's {list} were not fetched: {why}; check the network and kash.url, the catalogue is as it was.", list = .0.name(), why = .1)]
    Unreachable(List, String),
    /// The shop says no.
    #[error(
        "The shop refuses its {list}: {why}; check kash.shop-id, the key and that its web services are on; the catalogue is as it was.",
        list = .0.name(),
        why = .1
    )]
    Refused(List, String),
    /// What came is no list.
    #[error("The shop's {list} could not be read: {why}; the catalogue is as it was.", list = .0.name(), why = .1)]
    Unreadable(List, String),
    /// Too many rows make no sense.
    #[error(
        "The shop's {list} make no sense: {bad} of {rows} rows are bad, {why}; name the columns in [catalogue] columns; \
         the catalogue is as it was.",
        list = .list.name()
    )]
    BadRows {
        /// Of which list.
        list: List,
        /// How many.
        bad: u64,
        /// Of how many.
        rows: u64,
        /// The first of them.
        why: String,
    },
}

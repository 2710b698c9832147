//! The sandbox shop: a double of Kash over HTTP, for the demo, the tests and anyone who writes a client (feature `demo`).
//!
//! `POST /workers/webapp.php` is held to Kash's published page "Record sales in the software" and is stricter than any
//! PHP script: what the page does not name is refused, with the refusal that the page shows. What was added from
//! elsewhere says so where it is written:
//!
//! - `idboutique` for `shopID`, and `dateValeur`: older names of Kash's own pages, not on that page.
//! - A `GET` with the same fields in its query string **records a sale**, as on the real shop, and so does a
//!   `HEAD`, which PHP runs likewise. That is the trap a kiosk must not fall into: no probe, no followed redirect may
//!   ever touch `webapp.php`.
//! - `12_2__` and `12_2___3_8`: an empty title or price keeps the catalogue's, as the vendor's own client writes it.
//! - `paymentAmount` is an integer on the page; money has cents, so two decimals after a dot are taken too.
//!
//! The replies of the listings (`getOrders.php`, `getPending.php`, `getOrder.php`, `getCashbox.php`) are documented
//! nowhere: their shape is inferred, and nothing should be concluded from it about the real shop.
//!
//! The replies of the lists (`getPlus.php`, `getDepartments.php`, `getClients.php` and their like, `getShopInfos.php`) are
//! documented nowhere either: see `reference.rs` for what they were inferred from, and [`Dialect`] for the other ways in
//! which a shop might write them.
//!
//! Without a list of articles every number above zero is an article, "Article N" at 1.00; without a list of registers
//! every register is there and open; so it is with customers, users, tables, departments and payment methods. A shop
//! that has a list refuses what is not on it, unless its settings are not [`Settings::strict`].
//!
//! It holds no real money and no real customers, and it is no server for the open internet.

mod answer;
mod article;
mod catalogue;
mod clock;
mod customer;
mod dialect;
mod faults;
mod fields;
mod form;
mod line;
mod listing;
mod lists;
mod order;
mod paper;
mod pay;
mod price;
mod reference;
mod rows;
mod sale;
mod sample;
mod shop;
mod store;
mod web;
mod wire;

pub use article::{Article, Register};
pub use customer::Customer;
pub use dialect::{BadDialect, Dialect};
pub use faults::Faults;
pub use lists::{Choice, Department, Discount, Entry, Lists, Variation, Vat};
pub use order::{Line, Order, Payment, Sold};
pub use shop::Shop;

use crate::kash::Key;
use crate::till::money::VatRate;
use std::io;
use std::path::PathBuf;
use url::Url;

/// What the sandbox shop is and sells.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `shopID`.
    pub shop_id: String,
    /// `key`.
    pub key: Key,
    /// The shop's name on the payment page and the papers.
    pub name: String,
    /// What it sells. Empty: every number above zero is an article, "Article N" at 1.00.
    pub articles: Vec<Article>,
    /// Its cash registers. Empty: every number is a register that is open.
    pub registers: Vec<Register>,
    /// What else it lists. Where a list is empty, every number is on it.
    pub lists: Lists,
    /// Whether a number that is not on a list is refused; if not, it is taken as if there were no list.
    pub strict: bool,
    /// How the lists and the old replies are written.
    pub dialect: Dialect,
    /// The VAT rate of free lines, department lines and unlisted articles.
    pub vat: VatRate,
    /// The folder of its database, made if need be; in memory if `None`.
    pub data: Option<PathBuf>,
    /// How the outside reaches it, for the links in its replies; `None` is the address that it listens on.
    pub public_url: Option<Url>,
    /// What goes wrong with sales.
    pub faults: Faults,
}

impl Settings {
    /// The shop id where none is chosen.
    pub const SHOP_ID: &'static str = "12345";
    /// The key where none is chosen.
    pub const KEY: &'static str = "sandbox-key";

    /// The default shop, selling these.
    #[must_use]
    pub fn selling(articles: Vec<Article>) -> Self {
        Self { articles, ..Self::default() }
    }
}

/// Any article, any register, 20 % VAT, in memory, without faults.
impl Default for Settings {
    fn default() -> Self {
        Self {
            shop_id: Self::SHOP_ID.to_owned(),
            key: Key::new(Self::KEY).expect("a key without white space"),
            name: "Sandbox shop".to_owned(),
            articles: Vec::new(),
            registers: Vec::new(),
            lists: Lists::default(),
            strict: true,
            dialect: Dialect::default(),
            vat: VatRate::basis_points(2_000).expect("20 % is a rate"),
            data: None,
            public_url: None,
            faults: Faults::default(),
        }
    }
}

/// Why the sandbox shop cannot work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be made.
    #[error("The sandbox's folder {} could not be made: {source}. Choose another with --data.", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database cannot be opened, read or written.
    #[error("The sandbox's database failed: {0}. Check the disk, or choose another folder with --data.")]
    Database(#[from] rusqlite::Error),
    /// The database was made by a later scanslip.
    #[error(
        "The sandbox's database has format {0}, which this scanslip does not know. Choose another folder with --data."
    )]
    Later(i64),
    /// Two articles have one number, or an article has no number.
    #[error("Article {0} is listed twice or is not a number above zero. Give each article a number of its own.")]
    Article(u64),
    /// A list contradicts itself.
    #[error("The sandbox's lists are not sound: {0}. Mend its settings.")]
    List(String),
    /// The listener is not usable.
    #[error("The sandbox cannot serve: {0}. Choose another address with --listen.")]
    Listen(#[from] io::Error),
}

/// Why the shop does not do what a request asks: the text of `result` in `{"success": false, "result": ...}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    /// A refusal in these words.
    fn because(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// The beginning of a value, fit to be repeated in a refusal.
fn excerpt(value: &str) -> String {
    let mut text: String = value.chars().take(40).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    format!("{text:?}")
}

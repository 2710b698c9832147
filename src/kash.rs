//! The shop: Kash's `webapp.php` and the listings that settle an order in doubt.
//!
//! Sources: the published page "Record sales" (`/workers/webapp.php`) and Kash's pages on listings. What is inferred
//! and not documented is said to be so where it is used.

use crate::till::money::Cents;
use std::fmt;
use url::Url;

pub mod address;
mod body;
pub mod client;
mod customers;

mod fields;
pub mod link;
pub mod listing;
pub mod lists;
pub mod login;

pub mod mark;
mod name;
pub mod reference;
pub mod register;
pub mod reply;
pub mod request;
#[cfg(test)]
mod sample;
mod text;

pub use client::login::Door;
pub use client::{Client, Unusable};

/// How to reach the shop and what every order bears.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Base address, `https://kash.click` say. Plain http only to a loopback address.
    pub url: Url,
    /// `shopID`.
    pub shop_id: String,
    /// `key`.
    pub key: Key,
    /// This kiosk's own name, 1 to 24 of `a-z 0-9 -`; part of the mark by which an order is found again.
    pub kiosk_id: String,
    /// `payment` and `paymentAmount`.
    pub payment: Payment,
    /// `idUser`.
    pub user_id: Option<u64>,
    /// `idcaisse`.
    pub cash_register_id: Option<u64>,
    /// `idtable`.
    pub table_id: Option<u64>,
    /// `numcouverts`.
    pub covers: Option<u32>,
    /// `pagerNum`.
    pub pager: Option<u32>,
    /// `deliveryMethod`, 0 to 6.
    pub delivery_method: Option<u8>,
    /// `publicComment`.
    pub public_comment: Option<String>,
    /// `privateComment`; the mark is put behind it.
    pub private_comment: Option<String>,
    /// Which of the two takes the comments that a shopper picks.
    pub notes_in: NotesIn,
    /// `idClient` for orders without a card.
    pub client_id: Option<u64>,
    /// Hosts to which a payment link may point, lower case.
    pub payment_link_hosts: Vec<String>,
    /// Whether an order tells when it was confirmed (`dateValeur`), if that is known.
    pub send_order_time: bool,
    /// Whether the shop is asked, after it took an order, what it comes to.
    pub check_total: bool,
    /// For a whole request, in seconds.
    pub timeout_s: u32,
}

impl Settings {
    /// The shop and nothing else: validated, unpaid, no comment, links to the shop's own host.
    pub fn new(url: Url, shop_id: String, key: Key) -> Self {
        Self {
            payment_link_hosts: url.host_str().map(str::to_owned).into_iter().collect(),
            url,
            shop_id,
            key,
            kiosk_id: "kiosk-1".to_owned(),
            payment: Payment::Validated,
            user_id: None,
            cash_register_id: None,
            table_id: None,
            covers: None,
            pager: None,
            delivery_method: None,
            public_comment: None,
            private_comment: None,
            notes_in: NotesIn::Public,
            client_id: None,
            send_order_time: false,
            check_total: false,
            timeout_s: 15,
        }
    }
}

/// Which comment takes what a shopper picks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotesIn {
    /// The one on the customer's papers.
    #[default]
    Public,
    /// The one for staff.
    Private,
}

/// `payment`: what is said of the payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// -1: validated, unpaid.
    Validated,
    /// -2: a quote.
    Quote,
    /// Paid by this method of the shop.
    Method {
        /// Kash's number of the method.
        id: u64,
        /// `paymentAmount`; absent means paid in full.
        amount: Option<PaidAmount>,
    },
}

/// `paymentAmount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidAmount {
    /// The order's total.
    Total,
    /// This much.
    Fixed(Cents),
}

/// The shop's API key. Written only into a request's body or query.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Takes the key as the shop gave it, without the white space around it; `None` if nothing is left, or if it holds
    /// white space or control characters within.
    pub fn new(text: &str) -> Option<Self> {
        let key = text.trim();
        let plain = key.chars().all(|c| !c.is_whitespace() && !c.is_control());
        (!key.is_empty() && key.len() <= 512 && plain).then(|| Self(key.to_owned()))
    }

    /// The key itself. Call this only where it goes on the wire, or into the file that is its own.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

/// Says that there is one, not which.
impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(..)")
    }
}

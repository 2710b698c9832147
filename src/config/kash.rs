//! `[kash]`: which shop, and what every order says. Field names of the API are from its page "Record sales".

use super::value::{Id, Place, Text, Whole};
use super::wrong::Wrong;
use crate::kash::Payment;
use crate::till::{self, article::Title};
use serde::Deserialize;
use std::path::Path;

mod address;
mod choice;

pub use address::{Address, Host, ShopId};
pub use choice::{AmountChoice, Delivery, PaymentChoice, PricePolicy, Protocol, ShopperComment};

/// Where the key is kept unless `key-file` says otherwise.
pub const KEY_FILE: &str = "/etc/scanslip/kash.key";
/// The shop number of the shipped sample, which is nobody's.
const SAMPLE_SHOP: &str = "12345";
/// The most hosts that may be listed.
const HOSTS_MAX: usize = 10;

/// `[kash]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kash {
    /// Base address: https, or plain http to a loopback address. A host and a port, no path.
    pub url: Address,
    /// `shopID`; empty only while it has not been set, which [`super::Config::parse`] refuses.
    pub shop_id: ShopId,
    /// The file that holds the API key and nothing else; [`KEY_FILE`] if absent.
    pub key_file: Option<Place>,
    /// `payment`.
    pub payment: PaymentChoice,
    /// `paymentAmount`; only with a payment method.
    pub payment_amount: Option<AmountChoice>,
    /// `idUser`.
    pub user_id: Option<Id>,
    /// `idcaisse`.
    pub cash_register_id: Option<Id>,
    /// `idtable`.
    pub table_id: Option<Id>,
    /// `numcouverts`, 1 to 999.
    pub covers: Option<Whole<1, 999>>,
    /// `pagerNum`, 1 to 9,999.
    pub pager: Option<Whole<1, 9_999>>,
    /// `deliveryMethod`.
    pub delivery_method: Option<Delivery>,
    /// `publicComment`, at most 200 characters.
    pub public_comment: Option<Text<200>>,
    /// `privateComment`, at most 200 characters; the order's mark is put behind it.
    pub private_comment: Option<Text<200>>,
    /// Which comment takes the `[[note]]` that a shopper picks.
    pub shopper_comment: ShopperComment,
    /// What a free line without a department is called, at most 200 characters.
    pub free_title: Option<Text<200>>,
    /// `idClient` for orders without a card.
    pub client_id: Option<Id>,
    /// How an order is made.
    pub protocol: Protocol,
    /// Whose price is right.
    pub price_policy: PricePolicy,
    /// Hosts to which a payment link may point. None: no link is ever printed.
    pub payment_link_hosts: Vec<Host>,
    /// For a whole request, in seconds, 1 to 120.
    pub timeout_s: Whole<1, 120>,
    /// How long after an attempt the listings must lack an order before it is believed absent, in seconds, 1 to 86,400.
    pub absent_after_s: Whole<1, 86_400>,
    /// Whether a late order is dated back to when it was taken (`dateValeur`).
    pub send_order_time: bool,
    /// Whether the shop is asked, after it took an order, what it comes to; then slip and screen tell a difference.
    pub check_total: bool,
}

impl Default for Kash {
    fn default() -> Self {
        Self {
            url: Address::kash_click(),
            shop_id: ShopId::unset(),
            key_file: None,
            payment: PaymentChoice::Validated,
            payment_amount: None,
            user_id: None,
            cash_register_id: None,
            table_id: None,
            covers: None,
            pager: None,
            delivery_method: None,
            public_comment: None,
            private_comment: None,
            shopper_comment: ShopperComment::Public,
            free_title: None,
            client_id: None,
            protocol: Protocol::Direct,
            price_policy: PricePolicy::Shop,
            payment_link_hosts: vec![Host::kash_click()],
            timeout_s: Whole::of::<15>(),
            absent_after_s: Whole::of::<60>(),
            send_order_time: false,
            check_total: true,
        }
    }
}

impl Kash {
    /// Where the key is.
    pub fn key_path(&self) -> &Path {
        self.key_file.as_ref().map_or(Path::new(KEY_FILE), Place::path)
    }

    /// What a free line without a department is called.
    pub(super) fn free_title(&self) -> Title {
        let set = self.free_title.as_ref().and_then(|title| Title::clean(&title.to_text()));
        set.unwrap_or_else(|| till::Settings::default().free_title)
    }

    /// `payment` and `payment-amount` as the API takes them.
    pub(super) fn payment(&self) -> Payment {
        match self.payment {
            PaymentChoice::Validated => Payment::Validated,
            PaymentChoice::Quote => Payment::Quote,
            PaymentChoice::Method(id) => Payment::Method { id, amount: self.payment_amount.map(|amount| amount.0) },
        }
    }

    /// Whether the shop's number is there.
    pub(super) fn has_shop(&self) -> Result<(), Wrong> {
        if self.shop_id.as_str().is_empty() {
            return Err(Wrong::new("kash.shop-id", "is missing; put the number of your shop there, in quotes"));
        }
        Ok(())
    }

    /// Whether all else fits together.
    pub(super) fn check(&self) -> Result<(), Wrong> {
        if self.payment_amount.is_some() && !matches!(self.payment, PaymentChoice::Method(_)) {
            let why =
                "is only for an order that is paid; set kash.payment to the number of a payment method or take it out";
            return Err(Wrong::new("kash.payment-amount", why));
        }
        Wrong::at_most("kash.payment-link-hosts", self.payment_link_hosts.len(), HOSTS_MAX)
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(&self, say: &mut Vec<String>) {
        if self.shop_id.as_str() == SAMPLE_SHOP {
            say.push(format!("kash.shop-id is still {SAMPLE_SHOP}, the number of the sample; put your shop's there."));
        }
        if self.url.is_loopback() {
            say.push(format!("kash.url is {}, this machine itself; orders reach no shop.", self.url.0));
        }
        if self.payment_link_hosts.is_empty() {
            say.push("kash.payment-link-hosts is empty; no slip will bear a payment link.".to_owned());
        }
        if let PaymentChoice::Method(id) = self.payment {
            say.push(format!(
                "kash.payment is {id}; every order is registered as paid by that method before anybody paid."
            ));
        }
        if self.absent_after_s.get() < self.timeout_s.get() {
            say.push(format!(
                "kash.absent-after-s is {}, less than kash.timeout-s; a slow shop may get an order twice.",
                self.absent_after_s.get()
            ));
        }
    }
}

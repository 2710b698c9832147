//! The sandbox shop itself: takes sales, keeps orders, takes payments. Knows no HTTP but how to be served.

use super::article::Catalogue;
use super::faults::Mishap;
use super::form::Form;
use super::order::Order;
use super::price::price;
use super::sale::Sale;
use super::store::{Filter, MAX_ORDERS, Store};
use super::{Error, Refusal, Settings, clock, web};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use ulid::Ulid;

/// A running shop; a clone is the same shop, so keep one to read its orders while another is served.
#[derive(Clone, Debug)]
pub struct Shop(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    catalogue: Catalogue,
    /// Held for one statement or one transaction and never while waiting for a peer.
    store: Mutex<Store>,
    sales: AtomicU64,
}

/// Why a sale was not kept.
#[derive(Debug)]
pub(super) enum NotSold {
    /// The shop refuses it.
    Refused(Refusal),
    /// The database failed.
    Failed(rusqlite::Error),
}

impl From<Refusal> for NotSold {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<rusqlite::Error> for NotSold {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error)
    }
}

impl Shop {
    /// Opens the shop and its database.
    pub fn open(mut settings: Settings) -> Result<Self, Error> {
        let store = Mutex::new(Store::open(settings.data.as_deref())?);
        let catalogue = Catalogue::new(std::mem::take(&mut settings.articles), settings.vat)?;
        Ok(Self(Arc::new(Inner { settings, catalogue, store, sales: AtomicU64::new(0) })))
    }

    /// Serves HTTP on this listener until the future is dropped or the listener fails. Await it inside a tokio runtime
    /// that has time and IO; connections are tasks of that runtime.
    pub async fn serve(self, listener: TcpListener) -> Result<(), Error> {
        web::serve(self, listener).await
    }

    /// Every order that the shop took, oldest first.
    pub fn orders(&self) -> Result<Vec<Order>, Error> {
        Ok(self.listed(&Filter::default())?)
    }

    /// What the shop is.
    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What happens to the next sale.
    pub(super) fn next_mishap(&self) -> Mishap {
        self.0.settings.faults.befall(self.0.sales.fetch_add(1, Ordering::Relaxed))
    }

    /// Takes a sale from its form.
    pub(super) fn sell(&self, form: &[u8]) -> Result<Order, NotSold> {
        let sale = Sale::read(&Form::read(form)?, self.settings())?;
        self.check_register(&sale)?;
        let (lines, total) = price(&sale.lines, &self.0.catalogue)?;
        let token = Ulid::generate().to_string();
        let mut store = self.store();
        let number = store.add(&sale, &lines, total, &token, clock::now_s())?;
        let number = number.ok_or_else(|| Refusal(format!("The sandbox is full: it keeps {MAX_ORDERS} orders.")))?;
        let order = store.orders(&Filter { number: Some(number), limit: 1, ..Filter::default() })?.pop();
        order.ok_or(NotSold::Failed(rusqlite::Error::QueryReturnedNoRows))
    }

    /// The orders that pass the filter, oldest first.
    pub(super) fn listed(&self, filter: &Filter) -> rusqlite::Result<Vec<Order>> {
        self.store().orders(filter)
    }

    /// The order whose links have this token.
    pub(super) fn by_token(&self, token: &str) -> rusqlite::Result<Option<Order>> {
        Ok(self.listed(&Filter { token: Some(token.to_owned()), limit: 1, ..Filter::default() })?.pop())
    }

    /// Pays that order; whether there is one.
    pub(super) fn pay(&self, token: &str) -> rusqlite::Result<bool> {
        self.store().pay(token, clock::now_s())
    }

    /// A closed register sells nothing; where there is a list, neither does one that is not on it.
    fn check_register(&self, sale: &Sale) -> Result<(), Refusal> {
        let (Some(id), registers) = (sale.cash_register_id, &self.settings().registers) else { return Ok(()) };
        match registers.iter().find(|register| register.id == id) {
            Some(register) if register.open => Ok(()),
            Some(_) => Err(Refusal(format!("Cash register {id} is closed."))),
            None if registers.is_empty() => Ok(()),
            None => Err(Refusal(format!("Cash register {id} does not exist."))),
        }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The sandbox shop itself: takes sales, keeps orders, takes payments. Knows no HTTP but how to be served.

use super::catalogue::Catalogue;
use super::faults::Mishap;
use super::form::Form;
use super::lists::Entry;
use super::order::Order;
use super::price::price;
use super::reference::{self, List};
use super::rows::Row;
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
        let (articles, lists) = (std::mem::take(&mut settings.articles), std::mem::take(&mut settings.lists));
        let catalogue = Catalogue::new(articles, lists, settings.vat, settings.strict)?;
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
        self.check(&sale)?;
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

    /// The rows of one of its lists.
    pub(super) fn rows(&self, list: List) -> rusqlite::Result<Vec<Row>> {
        let made = if list == List::Customers { self.store().customers()? } else { Vec::new() };
        Ok(reference::rows(list, self.settings(), &self.0.catalogue, &made))
    }

    /// What it tells of itself.
    pub(super) fn infos(&self) -> Row {
        reference::shop(self.settings(), &self.0.catalogue)
    }

    /// Whatever a sale refers to by number is on its list, where there is one.
    fn check(&self, sale: &Sale) -> Result<(), NotSold> {
        let (catalogue, lists) = (&self.0.catalogue, self.0.catalogue.lists());
        let entries = |what: &str, id: Option<u64>, list: &[Entry]| {
            id.map_or(Ok(()), |id| catalogue.known(what, id, list.iter().map(|entry| entry.id)))
        };
        entries("User", sale.user_id, &lists.users)?;
        entries("Table", sale.table_id, &lists.tables)?;
        entries("Payment method", u64::try_from(sale.payment).ok(), &lists.payment_methods)?;
        if let Some(id) = sale.client_id {
            let known = catalogue.known("Customer", id, lists.customers.iter().map(|customer| customer.id));
            if known.is_err() && !self.store().has_customer(id)? {
                known?;
            }
        }
        let Some(id) = sale.cash_register_id else { return Ok(()) };
        let registers = &self.settings().registers;
        if registers.iter().any(|register| register.id == id && !register.open) {
            return Err(Refusal(format!("Cash register {id} is closed.")).into());
        }
        Ok(catalogue.known("Cash register", id, registers.iter().map(|register| register.id))?)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

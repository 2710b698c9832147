//! The sandbox shop itself: takes sales, keeps orders, takes payments. Knows no HTTP but how to be served.

use super::catalogue::Catalogue;
use super::edit::{self, Edit};
use super::faults::{Blur, Mishap};
use super::form::Form;
use super::lists::Entry;
use super::login::{self, Codes, Mail};
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
    listings: AtomicU64,
    codes: Mutex<Codes>,
    /// What the link to a one-time code holds.
    secret: String,
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
        Ok(Self(Arc::new(Inner {
            settings,
            catalogue,
            store,
            sales: AtomicU64::new(0),
            listings: AtomicU64::new(0),
            codes: Mutex::default(),
            secret: Ulid::generate().to_string(),
        })))
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

    /// What happens to the next listing.
    pub(super) fn next_blur(&self) -> Blur {
        self.0.settings.faults.blur(self.0.listings.fetch_add(1, Ordering::Relaxed))
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

    /// Changes an order from its form.
    pub(super) fn edit(&self, form: &[u8]) -> Result<Order, NotSold> {
        let Edit { number, sale } = Edit::read(&Form::read(form)?, self.settings())?;
        self.check(&sale)?;
        let (lines, worth) = price(&sale.lines, &self.0.catalogue)?;
        // Nobody else changes the order between the look at it and the change.
        let mut store = self.store();
        let filter = Filter { number: Some(number), limit: 1, ..Filter::default() };
        let order = store.orders(&filter)?.pop();
        let order = order.ok_or_else(|| Refusal(format!("Order {number} does not exist.")))?;
        let change = edit::change(&order, &sale, worth)?;
        store.edit(number, &sale, &lines, &change, clock::now_s())?;
        store.orders(&filter)?.pop().ok_or(NotSold::Failed(rusqlite::Error::QueryReturnedNoRows))
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

    /// What the link to a one-time code holds.
    pub(super) fn secret(&self) -> &str {
        &self.0.secret
    }

    /// Draws a one-time code and sends it to the owner.
    pub(super) fn send_code(&self) {
        let settings = self.settings();
        let mail = Mail { to: settings.email.clone(), code: self.codes().draw() };
        if let Some(mailbox) = &settings.mailbox {
            // As with mail: whether it arrives is not known here.
            let _ = mailbox.try_send(mail);
        }
    }

    /// Whether a form holds the right one-time code, which is used up then.
    pub(super) fn log_in(&self, form: &Form) -> Result<(), Refusal> {
        login::opens(form, self.settings(), &mut self.codes())
    }

    fn codes(&self) -> MutexGuard<'_, Codes> {
        self.0.codes.lock().unwrap_or_else(PoisonError::into_inner)
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

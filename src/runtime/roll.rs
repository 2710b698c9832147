//! Who answers the roll call, and how each is called. The loop calls them, so that an answer of anybody proves that it turns.
//!
//! Threads that wait for devices hear a bell (see [`Presence`]); those that wait at an inbox find a call in it. Without a
//! service manager that wants to hear of it, nobody is called and nothing is made.
//!
//! Not in the roll are two tasks that wait for nothing but peers, each for a bounded time, and turn with the loop: the watch
//! of the shop's cash register and the socket of `orders resolve`. Nor are the page's threads: whoever looks at a page that
//! hangs learns it from `/healthz`, and no sale ends for it.

use super::service::{self, News};
use super::status::Facts;
use super::{Error, Input, Shell};
use crate::till::event::PrinterState;
use scanslip_hw::Presence;
use std::fmt;
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::mpsc as inbox;

/// The loop's own name in the roll.
pub(super) const LOOP: &str = "loop";
/// The journal's.
pub(super) const JOURNAL: &str = "journal";
/// Who must have answered before anything can be sold.
pub(super) const CORE: [&str; 2] = [LOOP, JOURNAL];

/// Everybody who answers; by default nobody is called.
#[derive(Debug, Default)]
pub struct Roll(Option<Called>);

struct Called {
    period: Duration,
    news: mpsc::Sender<News>,
    inbox: Option<mpsc::Receiver<News>>,
    places: Vec<Place>,
    told: Option<Facts>,
}

struct Place {
    name: &'static str,
    presence: Presence,
    ring: Box<dyn Fn() + Send>,
}

impl Roll {
    /// Nobody yet; they will be called once in `period`, and the service manager hears of it.
    pub fn called_every(period: Duration) -> Self {
        let (news, inbox) = mpsc::channel();
        Self(Some(Called { period, news, inbox: Some(inbox), places: Vec::new(), told: None }))
    }

    /// Enters a worker; `ring` puts a call into the inbox where it waits, if it waits at one. Does not block.
    pub(super) fn enter(&mut self, name: &'static str, ring: impl Fn() + Send + 'static) -> Result<Presence, Error> {
        let Some(called) = &mut self.0 else { return Ok(Presence::default()) };
        let (place, news) = (called.places.len(), called.news.clone());
        // Whoever counts the answers ends only with the process.
        let answer = move || drop(news.send(News::Present(place)));
        let presence = Presence::new(called.period, answer).map_err(|error| Error::NotStarted(name, error))?;
        called.places.push(Place { name, presence: presence.clone(), ring: Box::new(ring) });
        Ok(presence)
    }

    /// Starts to call; whoever comes later is not asked.
    pub(super) fn begin(&mut self, events: &inbox::Sender<Input>) -> Result<(), Error> {
        let Some(called) = &mut self.0 else { return Ok(()) };
        let names = called.places.iter().map(|place| place.name).collect();
        let Some(inbox) = called.inbox.take() else { return Ok(()) };
        service::start(called.period, names, inbox, events.clone())
    }

    /// Whether anybody wants to hear of it.
    pub(super) const fn is_called(&self) -> bool {
        self.0.is_some()
    }

    /// The loop was called, and calls everybody.
    fn call(&self) {
        for Place { presence, ring, .. } in self.0.iter().flat_map(|called| &called.places) {
            presence.call();
            ring();
        }
    }
}

impl fmt::Debug for Called {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.places.iter().map(|place| place.name)).finish()
    }
}

impl Shell {
    /// The roll is called.
    pub(super) fn call_roll(&self) {
        self.roll.call();
        self.journalist.call();
        self.presence.answer();
    }

    /// Tells whoever speaks to the service manager what has changed.
    pub(super) fn tell_facts(&mut self) {
        let Some(called) = &mut self.roll.0 else { return };
        let facts = Facts {
            open_scanners: self.open_scanners.len(),
            scanner_why: self.scanner_why.clone().filter(|_| self.open_scanners.is_empty()),
            printer: self.printer.as_ref().map(|printer| printer.name().to_owned()),
            printer_state: self.printer_state,
            printer_why: self.printer_why.clone().filter(|_| matches!(self.printer_state, PrinterState::Trouble(_))),
            paper_low: self.paper_low,
            articles: self.articles,
            waiting_orders: self.till.waiting_orders(),
            disk_fails: self.disk_rests_until.is_some(),
        };
        if called.told.as_ref() != Some(&facts) {
            called.told = Some(facts.clone());
            // As above.
            let _ = called.news.send(News::Changed(facts));
        }
    }
}

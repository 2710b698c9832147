//! The local web page of a kiosk: its live screen, its last slip, its orders and devices, and the same for scripts (feature
//! `console`). In the demo the page also scans and presses keys.
//!
//! It has a thread and a loop of its own, so that nobody who looks at the kiosk holds it up: it watches as every display
//! does, reads the journal's file as any other reader, and asks the kiosk's loop only by its door, with a bounded wait.
//! What staff do here (settle an order, print a slip once more) the loop does, by the same rules as for `scanslip orders
//! resolve`. Plain HTTP on loopback; elsewhere only with a token. It writes nothing.

mod acts;
mod feed;
mod guard;
mod health;
pub mod html;
mod keys;
mod metrics;
mod page;
mod pictures;
mod seen;
mod state;
mod stock;
mod throttle;
mod ticket;
mod token;
mod views;
mod wire;

pub use token::{Token, TokenError};

use crate::devices::Press;
use crate::kash;
use crate::runtime::lobby::Door;
use crate::runtime::tail::Tail;
use crate::runtime::{Report, Sight};
use axum::Router;
use axum::routing::{get, post};
use guard::Guard;
use html::Html;
use pictures::Pictures;
use scanslip_hw::{keypad, scanner};
use seen::{Listeners, Seen};
use std::fmt;
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use stock::Stock;
use ticket::Seal;
use tokio::sync::watch;
use tokio::time::timeout;
use wire::{Entrance, Peer};

/// How long the kiosk's loop may take to answer; a turn that waits for a slow disk takes less.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the page is made of.
#[derive(Debug)]
pub struct Console {
    /// Where browsers come in.
    pub listener: TcpListener,
    /// The kiosk's name.
    pub kiosk: String,
    /// How slips look. The currency is also that of the screen.
    pub press: Press,
    /// The file of the orders.
    pub journal: PathBuf,
    /// The file of the catalogue.
    pub catalogue: PathBuf,
    /// What the kiosk is made of.
    pub equipment: Equipment,
    /// What a browser must present.
    pub token: Option<Token>,
    /// The shop, which is asked for a number before staff say that an order has it.
    pub shop: kash::Settings,
    /// Whether staff can settle orders and print slips here.
    pub acts: bool,
    /// The last lines of the log.
    pub log: Tail,
    /// In the demo: what can be scanned, and the shop.
    pub stall: Option<Box<dyn Stall>>,
}

/// What the settings name; how each of it is, the loop reports.
#[derive(Debug)]
pub struct Equipment {
    /// What reads.
    pub scanners: Vec<scanner::Settings>,
    /// What is pressed.
    pub keypads: Vec<keypad::Settings>,
    /// Where the screen is shown; none where nothing but the page shows it.
    pub display: Option<String>,
    /// Which shop is sold for.
    pub shop: String,
}

/// What only the page of the demo has.
pub trait Stall: fmt::Debug + Send + Sync {
    /// Everything that can be scanned, each with its barcode: buttons with the name `code` and no form around them.
    fn goods(&self) -> Html;
    /// The orders as the shop has them.
    fn orders(&self) -> Html;
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Others could read it.
    #[error("The page would be open to everybody at {0}; set console.token-file, or listen on 127.0.0.1.")]
    Open(std::net::SocketAddr),
    /// The system says no.
    #[error("The page cannot be served: {0}; choose another address.")]
    Io(#[from] io::Error),
}

/// What the handlers share.
#[derive(Debug)]
struct Site {
    kiosk: String,
    press: Press,
    journal: PathBuf,
    catalogue: PathBuf,
    equipment: Equipment,
    stall: Option<Box<dyn Stall>>,
    /// Asked with a client of its own each time: the loop's must not wait for this thread.
    shop: kash::Settings,
    /// Seals what staff confirm; none if they can do nothing here.
    seal: Option<Seal>,
    log: Tail,
    door: Door,
    seen: watch::Receiver<Seen>,
    listeners: Listeners,
    pictures: Pictures,
    /// One question after the journal's health at a time: each goes to the medium.
    probing: tokio::sync::Mutex<()>,
}

impl Site {
    fn currency(&self) -> &str {
        &self.press.dressing.currency
    }

    /// What the loop says of itself; `None` if it does not turn.
    async fn report(&self) -> Option<Report> {
        timeout(PATIENCE, self.door.report()).await.ok().flatten()
    }

    /// How the catalogue stands.
    fn stock(&self, report: &Report) -> Stock {
        Stock::read(&self.catalogue, report.wall)
    }

    /// What is to be seen now: at least what the loop had shown when it reported.
    async fn seen_since(&self, report: &Report) -> Seen {
        let mut seen = self.seen.clone();
        let newest = seen.wait_for(|seen| seen.screens >= report.figures.screens);
        match timeout(PATIENCE, newest).await {
            Ok(Ok(seen)) => seen.clone(),
            // The kiosk is ending, or this thread was not given time: the newest there is.
            Ok(Err(_)) | Err(_) => self.seen.borrow().clone(),
        }
    }
}

/// Serves the page on threads of its own until the process ends. What is sent to the returned inbox is shown.
pub fn start(console: Console, door: Door) -> Result<mpsc::Sender<Sight>, Error> {
    let address = console.listener.local_addr()?;
    if !address.ip().is_loopback() && console.token.is_none() {
        return Err(Error::Open(address));
    }
    console.listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let keeps_slips = console.stall.is_some();
    let (showing, seen) = watch::channel(Seen { keeps_slips, ..Seen::default() });
    let (sender, sights) = mpsc::channel();
    let listeners = Listeners::default();
    let site = Arc::new(Site {
        kiosk: console.kiosk,
        press: console.press,
        journal: console.journal,
        catalogue: console.catalogue,
        equipment: console.equipment,
        stall: console.stall,
        shop: console.shop,
        seal: console.acts.then(Seal::new).transpose()?,
        log: console.log,
        door: door.clone(),
        seen,
        listeners: listeners.clone(),
        pictures: Pictures::default(),
        probing: tokio::sync::Mutex::new(()),
    });
    let router = router(site, Guard::new(address, console.token));
    let listener = console.listener;
    spawn("sights", move || watch_sights(&sights, &showing, &listeners))?;
    spawn("console", move || {
        let served = runtime.block_on(async {
            let entrance = Entrance::new(tokio::net::TcpListener::from_std(listener)?);
            axum::serve(entrance, router.into_make_service_with_connect_info::<Peer>()).await
        });
        if let Err(error) = served {
            tracing::error!(%error, "the page is not served any more");
        }
        door.worker_ended("console");
    })?;
    Ok(sender)
}

fn router(site: Arc<Site>, guard: Guard) -> Router {
    let mut router = Router::new()
        .route("/", get(views::page))
        .route("/live", get(views::live))
        .route("/console.css", get(views::style))
        .route("/icon.svg", get(views::icon))
        .route("/console.js", get(views::script))
        .route("/screen.png", get(pictures::screen))
        .route("/slips/latest.png", get(pictures::slip))
        .route("/api/state", get(views::state))
        .route("/api/orders", get(views::orders))
        .route("/events", get(views::events))
        .route("/metrics", get(views::metrics))
        .route("/healthz", get(health::healthz))
        .route("/orders/{id}", get(acts::order).post(acts::act))
        .route("/orders/{id}/sure", get(acts::sure));
    if site.stall.is_some() {
        router = router.route("/api/scan", post(keys::scan)).route("/api/key", post(keys::key));
    }
    if guard.has_token() {
        router = router.route("/login", post(guard::login).with_state(guard.clone()));
    }
    router.with_state(site).layer(axum::middleware::from_fn_with_state(guard, guard::pass))
}

/// Keeps the newest of everything and tells those who listen, until the kiosk ends.
fn watch_sights(sights: &mpsc::Receiver<Sight>, showing: &watch::Sender<Seen>, listeners: &Listeners) {
    while let Ok(sight) = sights.recv() {
        showing.send_modify(|seen| seen.take(&sight));
        let telling = showing.borrow().telling(&sight);
        if let Some(telling) = telling {
            listeners.tell(&telling);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever looks at the kiosk must not hold up its loop")]
fn spawn(name: &'static str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    // Not joined: the page ends with the process, and ending loses nothing.
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

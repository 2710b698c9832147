//! The two tasks that speak to the shop: one sends, one searches.

use super::health::News;
use super::roll::Roll;
use super::{Error, Input};
use crate::kash::Client;
use crate::till::Wall;
use crate::till::order::{Order, Request};
use scanslip_hw::Presence;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};

/// How often the shop is asked whether the register is open.
const REGISTER_EVERY: Duration = Duration::from_secs(300);

/// How long one send or one search may take: a few answers, each within its `timeout-s` of at most two minutes.
const LONGEST: Duration = Duration::from_secs(1_800);

/// The ways to both tasks.
#[derive(Debug)]
pub(super) struct Shop {
    sends: mpsc::UnboundedSender<(Arc<Order>, Request)>,
    seeks: mpsc::UnboundedSender<Seek>,
}

/// What is to be searched for.
#[derive(Debug)]
pub(super) struct Seek {
    pub(super) order: Arc<Order>,
    pub(super) request: Request,
    pub(super) taken: Arc<BTreeSet<u64>>,
    pub(super) now: Option<Wall>,
}

impl Shop {
    #[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
    pub(super) fn start(client: Client, events: &mpsc::Sender<Input>, roll: &mut Roll) -> Result<Self, Error> {
        // The till has one send and one search of each order under way, so these hold no more than its orders.
        let (sends, to_send) = mpsc::unbounded_channel::<(Arc<Order>, Request)>();
        let (seeks, to_seek) = mpsc::unbounded_channel::<Seek>();
        let mut to_send = Desk::open(to_send, roll)?;
        let mut to_seek = Desk::open(to_seek, roll)?;
        let client = Arc::new(client);
        let (seller, told) = (client.clone(), events.clone());
        tokio::task::spawn(async move {
            while let Some((order, request)) = to_send.next().await {
                let answer = seller.send(&order, request).await;
                rest(&seller, &told).await;
                let _ = told.send(Input::Answered { order: order.id, answer }).await;
            }
        });
        if client.has_register() {
            tokio::task::spawn(watch_register(client.clone(), events.clone()));
        }
        let told = events.clone();
        tokio::task::spawn(async move {
            while let Some(Seek { order, request, taken, now }) = to_seek.next().await {
                let finding = client.seek(&order, request, &taken, now).await;
                rest(&client, &told).await;
                let _ = told.send(Input::Sought { order: order.id, finding }).await;
            }
        });
        Ok(Self { sends, seeks })
    }

    /// Asks this of the shop; the answer comes as an input.
    pub(super) fn send(&self, order: Arc<Order>, request: Request) {
        let _ = self.sends.send((order, request));
    }

    /// Searches for what came of a request; the finding comes as an input.
    pub(super) fn seek(&self, seek: Seek) {
        let _ = self.seeks.send(seek);
    }
}

/// Where a task waits for work, and answers the roll call. What it is about then, it may be about for [`LONGEST`].
struct Desk<T> {
    inbox: mpsc::UnboundedReceiver<T>,
    presence: Presence,
    called: Arc<Notify>,
}

impl<T> Desk<T> {
    fn open(inbox: mpsc::UnboundedReceiver<T>, roll: &mut Roll) -> Result<Self, Error> {
        let called = Arc::new(Notify::new());
        let ring = called.clone();
        let presence = roll.enter("shop", move || ring.notify_one())?;
        Ok(Self { inbox, presence, called })
    }

    /// The next thing to do; `None` once nobody will ask for any more.
    async fn next(&mut self) -> Option<T> {
        self.presence.back();
        loop {
            tokio::select! {
                biased;
                work = self.inbox.recv() => {
                    self.presence.excuse(LONGEST);
                    return work;
                }
                () = self.called.notified() => self.presence.answer(),
            }
        }
    }
}

/// Looks now and then whether the kiosk's cash register is open, and tells when that changes. Until the shop says so it
/// is believed to be.
#[expect(clippy::disallowed_methods, reason = "the runtime waits")]
async fn watch_register(client: Arc<Client>, told: mpsc::Sender<Input>) {
    let mut open = true;
    loop {
        let told_open = client.register_is_open().await;
        // What answers, even oddly, is no shop that is down; but only one that says something is heard.
        if told_open.is_some() && told.send(Input::News(News::ShopAnswered)).await.is_err() {
            return;
        }
        let now_open = told_open.unwrap_or(true);
        if now_open != open {
            open = now_open;
            tracing::info!(open, "the shop's cash register");
            if told.send(Input::Register { open }).await.is_err() {
                return;
            }
        }
        tokio::time::sleep(REGISTER_EVERY).await;
    }
}

/// If the shop asked to be left alone, the till hears of it before the answer that it came with.
async fn rest(client: &Client, told: &mpsc::Sender<Input>) {
    if let Some(for_s) = client.take_rest_s() {
        let _ = told.send(Input::ShopRests { for_s }).await;
    }
}

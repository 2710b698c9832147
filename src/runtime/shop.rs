//! The two tasks that speak to the shop: one sends, one searches.

use super::Input;
use crate::kash::Client;
use crate::till::Wall;
use crate::till::order::{Order, Request};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// How often the shop is asked whether the register is open.
const REGISTER_EVERY: Duration = Duration::from_secs(300);

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
    pub(super) fn start(client: Client, events: &mpsc::Sender<Input>) -> Self {
        // The till has one send and one search of each order under way, so these hold no more than its orders.
        let (sends, mut to_send) = mpsc::unbounded_channel::<(Arc<Order>, Request)>();
        let (seeks, mut to_seek) = mpsc::unbounded_channel::<Seek>();
        let client = Arc::new(client);
        let (seller, told) = (client.clone(), events.clone());
        tokio::task::spawn(async move {
            while let Some((order, request)) = to_send.recv().await {
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
            while let Some(Seek { order, request, taken, now }) = to_seek.recv().await {
                let finding = client.seek(&order, request, &taken, now).await;
                rest(&client, &told).await;
                let _ = told.send(Input::Sought { order: order.id, finding }).await;
            }
        });
        Self { sends, seeks }
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

/// Looks now and then whether the kiosk's cash register is open, and tells when that changes. Until the shop says so it
/// is believed to be.
#[expect(clippy::disallowed_methods, reason = "the runtime waits")]
async fn watch_register(client: Arc<Client>, told: mpsc::Sender<Input>) {
    let mut open = true;
    loop {
        let now_open = client.register_is_open().await.unwrap_or(true);
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

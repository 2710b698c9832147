//! The two tasks that speak to the shop: one sends, one searches.

use super::Input;
use crate::kash::Client;
use crate::till::Wall;
use crate::till::order::Order;
use std::sync::Arc;
use tokio::sync::mpsc;

/// The ways to both tasks.
#[derive(Debug)]
pub(super) struct Shop {
    sends: mpsc::UnboundedSender<Arc<Order>>,
    seeks: mpsc::UnboundedSender<(Arc<Order>, Option<Wall>)>,
}

impl Shop {
    #[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
    pub(super) fn start(client: Client, events: &mpsc::Sender<Input>) -> Self {
        // The till has one send and one search of each order under way, so these hold no more than its orders.
        let (sends, mut to_send) = mpsc::unbounded_channel::<Arc<Order>>();
        let (seeks, mut to_seek) = mpsc::unbounded_channel::<(Arc<Order>, Option<Wall>)>();
        let client = Arc::new(client);
        let (seller, told) = (client.clone(), events.clone());
        tokio::task::spawn(async move {
            while let Some(order) = to_send.recv().await {
                let answer = seller.send(&order).await;
                let _ = told.send(Input::Answered { order: order.id, answer }).await;
            }
        });
        let told = events.clone();
        tokio::task::spawn(async move {
            while let Some((order, now)) = to_seek.recv().await {
                let finding = client.seek(&order, now).await;
                let _ = told.send(Input::Sought { order: order.id, finding }).await;
            }
        });
        Self { sends, seeks }
    }

    /// Registers an order; the answer comes as an input.
    pub(super) fn send(&self, order: Arc<Order>) {
        let _ = self.sends.send(order);
    }

    /// Searches for an order; the finding comes as an input.
    pub(super) fn seek(&self, order: Arc<Order>, now: Option<Wall>) {
        let _ = self.seeks.send((order, now));
    }
}

//! What staff ask of the loop: by a command through the socket, or by the page. Each act is logged with the way it came.

use super::{Error, Shell, socket};
use crate::till::Event;
use crate::till::entry::Resolution;
use crate::till::order::OrderId;
use crate::till::recall::NoCopy;

const UNWRITTEN: &str = "It could not be written to the journal; see to the disk and try again.";

impl Shell {
    /// Staff settle an order; the reason if that cannot be.
    pub(super) async fn resolve(
        &mut self,
        order: OrderId,
        resolution: Resolution,
        by: &'static str,
    ) -> Result<Result<(), String>, Error> {
        if !self.till.is_held(order) {
            return Ok(Err(socket::not_held(order)));
        }
        if let Resolution::Accepted(number) = resolution
            && self.till.knows_number(number)
        {
            return Ok(Err(socket::taken(number)));
        }
        tracing::info!(%order, ?resolution, by, "staff settle an order");
        self.turn(Event::Resolved { order, resolution }).await?;
        Ok(if self.till.is_held(order) { Err(UNWRITTEN.to_owned()) } else { Ok(()) })
    }

    /// Staff want one more slip of an order; the reason if there is none to be had.
    pub(super) async fn reprint(&mut self, order: OrderId, by: &'static str) -> Result<Result<(), String>, Error> {
        // Asked of the journal's own thread: nothing can be written between this and the turn.
        let entries = match self.journalist.recall(order).await? {
            Ok(entries) => entries,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let now = self.clock.now();
        let remembered: Vec<_> =
            entries.into_iter().map(|(entry, stamp)| (entry, self.clock.moment_of(&stamp, now))).collect();
        if let Some(why) = self.till.no_copy(now, order, &remembered) {
            return Ok(Err(refusal(why, order)));
        }
        tracing::info!(%order, by, "staff want one more slip");
        self.turn(Event::CopyWanted { order, remembered: remembered.clone() }).await?;
        // The order is on its way then; or the turn did not happen.
        let is_due = self.till.no_copy(self.clock.now(), order, &remembered) == Some(NoCopy::OnItsWay);
        Ok(if is_due { Ok(()) } else { Err(UNWRITTEN.to_owned()) })
    }
}

fn refusal(why: NoCopy, order: OrderId) -> String {
    match why {
        NoCopy::NoPrinter => "The settings name no printer; set [printer].".to_owned(),
        NoCopy::NotAccepted => {
            format!("Order {order} is not one that the shop has and this kiosk still keeps, so it has no slip.")
        }
        NoCopy::OnItsWay => format!("A slip of order {order} is on its way already; see to the printer."),
    }
}

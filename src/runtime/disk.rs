//! What the loop does while the disk takes no records: a turn that cannot be written did not happen, and is told to the
//! till so. The disk is then tried every second; once it takes records again the till hears of that, and of what workers
//! reported meanwhile. What a shopper did is theirs to do again.

use super::{Error, Shell};
use crate::till::{Effect, Event, Now};
use std::collections::VecDeque;

/// How long the disk is left alone after it failed, in milliseconds.
const DISK_REST_MS: i64 = 1_000;

impl Shell {
    /// If the disk has rested: sees whether it takes records again, and then tells what could not be recorded, in order.
    pub(super) async fn try_disk(&mut self) -> Result<(), Error> {
        if self.disk_rests_until.take().is_none() {
            return Ok(());
        }
        if let Err(error) = self.journalist.probe().await? {
            tracing::debug!(%error, "the journal still cannot be written");
            self.rest_disk(self.clock.now());
            // The answer to a look-up needs no disk.
            let is_look_up = |event: &Event| matches!(event, Event::LookedUp { .. });
            let (look_ups, rest): (VecDeque<_>, _) = std::mem::take(&mut self.untold).into_iter().partition(is_look_up);
            self.untold = rest;
            for event in look_ups {
                self.turn(event).await?;
            }
            return Ok(());
        }
        self.turn(Event::Recordable).await?;
        for event in std::mem::take(&mut self.untold) {
            self.turn(event).await?;
        }
        Ok(())
    }

    /// The turn that this event caused could not be recorded.
    pub(super) fn undo(&mut self, now: Now, event: Event) {
        self.rest_disk(now);
        let by_shopper = matches!(event, Event::Scanned { .. } | Event::Pressed { .. });
        for effect in self.till.handle(now, Event::NotRecorded) {
            // Nobody did anything that a sound would answer; the disk is tried every second.
            if by_shopper || !matches!(effect, Effect::Sound(_)) {
                self.act(effect);
            }
        }
        self.keep(event);
    }

    /// A shopper sees that nothing happened and tries again; a worker has said it once and for all.
    fn keep(&mut self, event: Event) {
        match event {
            Event::Scanned { .. }
            | Event::Pressed { .. }
            | Event::Resolved { .. }
            | Event::CopyWanted { .. }
            | Event::NotRecorded
            | Event::Recordable
            | Event::Tick => {}
            Event::PrinterChanged(_)
            | Event::ScannersChanged { .. }
            | Event::RegisterChanged { .. }
            | Event::ShopRests { .. }
            | Event::LookedUp { .. }
            | Event::Answered { .. }
            | Event::Sought { .. }
            | Event::Printed { .. } => self.untold.push_back(event),
        }
    }

    /// Of a printer's and the scanners' states only the last one counts.
    pub(super) fn supersede(&mut self, event: &Event) {
        if matches!(event, Event::PrinterChanged(_) | Event::ScannersChanged { .. }) {
            let same = std::mem::discriminant(event);
            self.untold.retain(|untold| std::mem::discriminant(untold) != same);
        }
    }

    fn rest_disk(&mut self, now: Now) {
        self.disk_rests_until = Some(now.moment.after_ms(DISK_REST_MS));
    }
}

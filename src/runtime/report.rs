//! What the loop says of itself when it is asked: the proof that it turns, and the figures of the console.

use super::health::{Health, Healths};
use super::latency::Latency;
use super::unknown::Unknown;
use super::{Figures, Shell};
use crate::journal;
use crate::till::Wall;
use crate::till::event::PrinterState;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::oneshot;

/// The state of a kiosk between two turns of its loop.
#[derive(Debug)]
pub struct Report {
    /// What was counted since the start.
    pub figures: Figures,
    /// How long things take.
    pub latency: Latency,
    /// What the catalogue did not know.
    pub unknown: Unknown,
    /// The wall time, where it is known.
    pub wall: Option<Wall>,
    /// How many orders wait for the shop.
    pub waiting_orders: usize,
    /// Which of the settings' scanners can read, counted from 0.
    pub open_scanners: BTreeSet<usize>,
    /// Why one of the others could not be read, as was said last.
    pub scanner_why: Option<String>,
    /// How the keypads of the settings are, by their place in them; one that is missing has said nothing.
    pub keypads: BTreeMap<usize, Health>,
    /// How the display is; unknown too where there is none.
    pub display: Health,
    /// Whether the shop answered when it was asked last.
    pub shop: Health,
    /// How long ago that was, in seconds.
    pub shop_age_s: Option<u64>,
    /// `epson-tm-t20 on /dev/usb/lp0`; none if the settings name none.
    pub printer_name: Option<String>,
    /// What the printer said of itself last.
    pub printer: PrinterState,
    /// Why it cannot print, in English and with what mends it.
    pub printer_why: Option<String>,
    /// Whether the printer's roll comes to its end.
    pub paper_low: bool,
    /// Whether the last thing to be recorded could not be.
    pub disk_fails: bool,
    /// The journal's own answer to whether it could be written now; it comes when its thread has gone to the medium.
    pub journal: oneshot::Receiver<Result<(), journal::Error>>,
}

impl Shell {
    /// Does not wait for the disk: the journal answers whoever asked.
    pub(super) fn report(&self) -> Report {
        let now = self.clock.now();
        let Healths { keypads, display, shop, shop_at } = self.healths.clone();
        Report {
            keypads,
            display,
            shop,
            shop_age_s: shop_at.and_then(|at| u64::try_from(now.moment.since(at) / 1_000).ok()),
            figures: self.figures,
            latency: self.stopwatch.latency.clone(),
            unknown: self.unknown.clone(),
            wall: now.wall,
            waiting_orders: self.till.waiting_orders(),
            open_scanners: self.open_scanners.clone(),
            scanner_why: self.scanner_why.clone(),
            printer_name: self.printer.as_ref().map(|printer| printer.name().to_owned()),
            printer: if self.printer.is_some() { self.printer_state } else { PrinterState::Absent },
            printer_why: self.printer_why.clone(),
            paper_low: self.paper_low,
            disk_fails: self.disk_rests_until.is_some(),
            journal: self.journalist.ask_to_probe(),
        }
    }
}

//! From a decision to the disk: one order of 20 lines, confirmed and about to be sent, in one transaction.

use crate::catalogue::stocked;
use crate::{Stage, shopper};
use scanslip::journal::{Journal, Stamp};
use scanslip::till::entry::Entry;
use scanslip::till::order::{Order, OrderId, Request};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("an order of 20 lines: journal in memory", || appended(Path::new("/dev/shm"))),
        Stage::timed("an order of 20 lines: journal on this disk, synced", || appended(&std::env::temp_dir())),
    ]
}

fn appended(place: &Path) -> Box<dyn FnMut()> {
    let folder = tempfile::tempdir_in(place).expect("a folder");
    let mut journal = Journal::open(&folder.path().join("journal.db")).expect("a journal");
    let (order, mut number) = (shopper::order(&stocked(20), 20), 0_u32);
    let stamp = Stamp { wall: None, boot: "bench".to_owned(), uptime_ms: 0 };
    Box::new(move || {
        // Its file is there as long as it is written to.
        let _ = &folder;
        number += 1;
        let id = OrderId::parse(&format!("{number:026}")).expect("26 digits are an id");
        let order = Arc::new(Order { id, number, ..Order::clone(&order) });
        let sending = Entry::Sending { order: order.id, attempt: 1, request: Request::Whole };
        journal.append(&stamp, &[Entry::Confirmed(order), sending]).expect("written");
    })
}

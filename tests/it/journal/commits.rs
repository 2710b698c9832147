//! How often the medium is written for one order.

use super::Place;
use crate::shell::{Shell, Shop};
use scanslip::till::event::Key;
use scanslip::till::screen::{Paper, View};
use scanslip::till::settings::Protocol;
use std::fs;

/// Commits in SQLite's log (file format, section 4.1): frames of the log's present salts that bear the file's new size.
fn commits(place: &Place) -> usize {
    let log = fs::read(place.folder.path().join("journal.db-wal")).unwrap_or_default();
    let Some((head, frames)) = log.split_at_checked(32) else { return 0 };
    let page = usize::try_from(u32::from_be_bytes(head[8..12].try_into().expect("4 bytes"))).expect("a size");
    let is_commit = |frame: &&[u8]| frame[8..16] == head[16..24] && frame[4..8] != [0; 4];
    frames.chunks_exact(24 + page).filter(is_commit).count()
}

/// The commits up to each of the shop's answers, and those of the whole order.
fn up_to_each(protocol: Protocol, answers: &[&str]) -> Vec<usize> {
    let place = Place::new();
    let shop = Shop::open();
    let journal = place.open();
    // Another connection, so that the log stays when the kiosk ends.
    let file = place.browser();
    file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("an empty log");
    assert_eq!(commits(&place), 0);
    let shell = Shell::start_by(protocol, place.folder.path(), journal, &shop);
    shell.door.scan("BAG");
    shell.see(|screen| matches!(&screen.view, View::Cart { lines, .. } if lines.len() == 1));
    assert_eq!(commits(&place), 0, "a scan never waits for the disk");
    shell.door.press(Key::Confirm);
    let mut counts = Vec::new();
    for answer in answers {
        shop.request();
        counts.push(commits(&place));
        shop.answer(answer);
    }
    shell.see(|screen| matches!(screen.view, View::Done { number: 7, paper: Paper::Printed, .. }));
    shell.end();
    counts.push(commits(&place));
    drop(file);
    counts
}

const ACCEPTED: &str = r#"{"success":true,"orderID":7,"paymentLink":"https://kash.click/pay/7"}"#;

#[test]
fn an_order_costs_three_commits() {
    // Confirmed and sending; accepted and printing; printed.
    assert_eq!(up_to_each(Protocol::Direct, &[ACCEPTED]), [1, 3]);
}

#[test]
fn a_draft_first_costs_one_more() {
    // Confirmed and sending; the draft is there and its validation is sent; accepted and printing; printed.
    assert_eq!(up_to_each(Protocol::DraftFirst, &[ACCEPTED, ACCEPTED]), [1, 2, 4]);
}

//! The loop on a disk that cannot be written: nothing is sent, the shopper is told, and it goes on when it can.

use super::Place;
use crate::alone;
use crate::shell::{Shell, Shop, slips};
use scanslip::journal::{Error, Journal};
use scanslip::till::event::Key;
use scanslip::till::screen::{Notice, OutOfService, Paper, View};
use scanslip_hw::printer::{Profile, paper};
use std::sync::atomic::Ordering;
use std::time::Duration;

const AT_ONCE: Duration = Duration::from_millis(1);
const ACCEPTED: &str = r#"{"success":true,"orderID":7,"paymentLink":"https://kash.click/pay/7"}"#;

/// A shopper orders on a disk that fails, gives up, sees the kiosk come back by itself, and orders again.
fn story(place: &Place, fail: impl Fn(), heal: impl Fn()) {
    let (folder, shop) = (place.folder.path(), Shop::open());
    let shell = Shell::start(folder, Journal::open_with(&place.file(), AT_ONCE).expect("a journal"), &shop);
    let in_the_cart = |view: &View| matches!(view, View::Cart { lines, .. } if lines.len() == 1);
    shell.door.scan("BAG");
    shell.see(|screen| in_the_cart(&screen.view));

    fail();
    shell.door.press(Key::Confirm);
    shell.see(|screen| in_the_cart(&screen.view) && screen.notice == Some(Notice::NotRecorded));
    shell.door.press(Key::Cancel);
    shell.see(|screen| screen.view == View::OutOfService(OutOfService::Disk));
    assert_eq!(shop.connections.load(Ordering::SeqCst), 0, "an order was sent that is not on disk");
    heal();
    // Nobody does anything: the kiosk finds out by itself.
    shell.see(|screen| screen.view == View::Welcome);

    shell.door.scan("BAG");
    shell.see(|screen| in_the_cart(&screen.view));
    fail();
    shell.door.press(Key::Confirm);
    shell.see(|screen| screen.notice == Some(Notice::NotRecorded));
    assert_eq!(shop.connections.load(Ordering::SeqCst), 0, "an order was sent that is not on disk");
    heal();
    shell.door.press(Key::Confirm);
    let request = shop.request();
    assert!(request.starts_with("POST /workers/webapp.php HTTP/1.1\r\n"), "{request}");
    shop.answer(ACCEPTED);
    shell.see(|screen| matches!(screen.view, View::Done { number: 7, paper: Paper::Printed, .. }));
    shell.end();
    assert_eq!(shop.connections.load(Ordering::SeqCst), 1, "one order, one request");
    let profile = Profile::named("generic-80mm").expect("a profile that always works");
    assert_eq!(paper::interpret(&slips(folder), &profile).cuts, 1, "one order, one slip");
    let journal = Journal::open_to_read(&place.file()).expect("a journal");
    // Confirmed, sending, accepted, printing, printed.
    assert_eq!(journal.verify().expect("a sound journal"), 5);
}

#[test]
fn an_order_that_cannot_be_recorded_is_not_sent() {
    let place = Place::new();
    drop(place.open());
    let file = place.browser();
    story(
        &place,
        || file.execute_batch("BEGIN EXCLUSIVE").expect("a lock"),
        || file.execute_batch("ROLLBACK").expect("no lock"),
    );
}

#[test]
fn a_disk_without_room_costs_no_order() {
    if alone::told().is_none() {
        return alone::run_without_file_size_signal("journal::disk::a_disk_without_room_costs_no_order", "");
    }
    let place = Place::new();
    drop(place.open());
    story(&place, || alone::limit_file_size("0"), || alone::limit_file_size("unlimited"));
    let (room, mut journal) = (place.file(), place.open());
    alone::limit_file_size("0");
    assert!(matches!(journal.probe(), Err(Error::Disk(_) | Error::Full)), "{} takes a probe", room.display());
}

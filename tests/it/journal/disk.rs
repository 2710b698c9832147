//! The loop on a disk that cannot be written: nothing is sent, the shopper is told, and it goes on when it can.

use super::Place;
use crate::alone;
use crate::shell::{Shell, Shop, slips};
use scanslip::journal::{Error, Journal};
use scanslip::till::event::Key;
use scanslip::till::screen::{Notice, OutOfService, Paper, View};
use scanslip_hw::printer::{Profile, paper};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Duration;

const AT_ONCE: Duration = Duration::from_millis(1);
const ACCEPTED: &str = r#"{"success":true,"orderID":7,"paymentLink":"https://kash.click/pay/7"}"#;

/// A shopper orders on a disk that fails, gives up, sees the kiosk come back by itself, and orders again.
fn story(place: &Place, file: &Path, fail: impl Fn(), heal: impl Fn()) {
    let (folder, shop) = (place.folder.path(), Shop::open());
    let shell = Shell::start(folder, Journal::open_with(file, AT_ONCE).expect("a journal"), &shop);
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
    let journal = Journal::open_to_read(file).expect("a journal");
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
        &place.file(),
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
    story(&place, &place.file(), || alone::limit_file_size("0"), || alone::limit_file_size("unlimited"));
    let (room, mut journal) = (place.file(), place.open());
    alone::limit_file_size("0");
    assert!(matches!(journal.probe(), Err(Error::Disk(_) | Error::Full)), "{} takes a probe", room.display());
}

/// Whoever starts the kiosk anew must not find the journal held by the one that has ended.
#[test]
fn a_kiosk_that_has_ended_holds_no_journal() {
    let (place, shop) = (Place::new(), Shop::open());
    for _ in 0..50 {
        Shell::start(place.folder.path(), place.open(), &shop).end();
    }
}

/// A small file system in memory; only root can make one, and it goes away with this.
struct Medium(PathBuf);

impl Medium {
    /// `None` where this user, or the machine, does not allow it.
    fn mount(place: &Place) -> Option<Self> {
        let folder = place.folder.path().join("medium");
        fs::create_dir(&folder).expect("a folder");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "none"]).arg(&folder).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).status();
        assert!(done.expect("mount is there").success(), "it was mounted before");
    }

    fn fill(&self) {
        let mut file = fs::File::create(self.0.join("fill")).expect("a file");
        while file.write_all(&[0x55; 512]).is_ok() {}
    }

    fn empty(&self) {
        fs::remove_file(self.0.join("fill")).expect("it is ours");
    }
}

impl Drop for Medium {
    fn drop(&mut self) {
        // What is left of it goes with the machine.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_medium_that_is_really_full_costs_no_order() {
    let place = Place::new();
    let Some(medium) = Medium::mount(&place) else { return };
    let file = medium.0.join("journal.db");
    let fail = || {
        // Room that SQLite's log has already would be used.
        let browser = rusqlite::Connection::open(&file).expect("a second connection");
        browser.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("an empty log");
        medium.fill();
    };
    story(&place, &file, fail, || medium.empty());
    let mut journal = Journal::open(&file).expect("a journal");
    medium.fill();
    let full = journal.append(&super::stamp(1), &[super::confirmed(9)]).expect_err("it is full");
    assert!(matches!(full, Error::Full) && full.to_string().contains("make room"), "{full}");
}

#[test]
fn a_medium_that_is_read_only_is_told_at_the_start_and_works_once_it_is_not() {
    let place = Place::new();
    let Some(medium) = Medium::mount(&place) else { return };
    let file = medium.0.join("journal.db");
    super::write(&mut Journal::open(&file).expect("a journal"), &[super::confirmed(1)]);
    medium.remount("ro");
    let told = Journal::open(&file).expect_err("nothing can be written").to_string();
    assert!(told.contains("Read-only file system"), "{told}");
    medium.remount("rw");
    let mut journal = Journal::open(&file).expect("a journal");
    super::write(&mut journal, &[super::confirmed(2)]);
    assert_eq!(journal.verify().expect("a sound journal"), 2);
}

/// A page of the file is spoilt while the kiosk is off: what is told is what was written, or that it is damaged.
#[test]
fn a_spoilt_page_is_told_or_does_not_matter() {
    let place = Place::new();
    let mut entries = super::every_entry();
    entries.extend((10..60).map(super::confirmed));
    super::write(&mut place.open(), &entries);
    let whole = fs::read(place.file()).expect("the file");
    let written = place.open().newest(100).expect("sound rows");
    let (mut told, mut pages) = (0, 0);
    for page in 0..whole.len() / 4_096 {
        for (at, length) in [(0, 16), (0, 4_096), (100, 8), (2_048, 256), (4_000, 96)] {
            let mut bytes = whole.clone();
            bytes[page * 4_096 + at..page * 4_096 + (at + length).min(4_096)].iter_mut().for_each(|byte| *byte ^= 0xff);
            fs::write(place.file(), &bytes).expect("damage");
            let read = Journal::open_to_read(&place.file()).and_then(|journal| {
                journal.verify()?;
                journal.newest(100)
            });
            match read {
                Ok(read) => assert_eq!(read, written, "page {page}, byte {at}"),
                Err(error) => {
                    told += 1;
                    assert!(error.to_string().ends_with('.'), "{error}");
                }
            }
            // Whoever writes to it is told too, or what was there before is there still.
            if let Ok(mut journal) = Journal::open_with(&place.file(), AT_ONCE) {
                let _ = journal.append(&super::stamp(99_000), &[super::confirmed(99)]);
                let _ = journal.tidy(scanslip::till::Wall(1_995_435_200));
            }
            for left in ["journal.db-wal", "journal.db-shm"] {
                let _ = fs::remove_file(place.folder.path().join(left));
            }
            pages += 1;
        }
    }
    assert!(told * 3 > pages, "only {told} of {pages} were told");
}

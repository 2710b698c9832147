//! What time brings: customers are wiped, orders move into archives, and nothing is lost or doubled on the way.

use super::{Place, confirmed, customers, id, order};
use rusqlite::Connection;
use scanslip::journal::{Error, Journal, Keeping, Stamp, State};
use scanslip::till::Wall;
use scanslip::till::article::CustomerId;
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::order::{Customer, Order, Request};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// 2026-08-25, noon.
const BEGIN: i64 = 1_787_659_200;
const DAY: i64 = 86_400;
/// As it stands in a row: 1 and the other digits of no other number.
const CARD: u64 = 918_273_645_000;

fn day(day: i64) -> Wall {
    Wall(BEGIN + day * DAY)
}

fn at(day: i64) -> Stamp {
    Stamp { wall: Some(self::day(day)), boot: "f0e1d2c3".to_owned(), uptime_ms: day * DAY * 1_000 }
}

fn refused(number: u32) -> Entry {
    Entry::Refused { order: id(number), why: "closed".to_owned() }
}

fn with_card(number: u32) -> Entry {
    let customer = Some(Customer::Known(CustomerId(CARD + u64::from(number))));
    Entry::Confirmed(Arc::new(Order { customer, ..order(number) }))
}

fn tidy(journal: &mut Journal, now: Wall) {
    let mut steps = 0;
    while journal.tidy(now).expect("there is room") {
        steps += 1;
        assert!(steps < 10_000, "it never ends");
    }
}

/// An order a day that was refused, but for one that is held from day 3 on and one that waits from day 5 on.
fn ten_days(place: &Place) -> Journal {
    let mut journal = place.open();
    for number in 1..=10 {
        let today = at(i64::from(number));
        let entries = match number {
            3 => vec![
                with_card(3),
                Entry::Sending { order: id(3), attempt: 1, request: Request::Whole },
                Entry::Held { order: id(3), why: "two".to_owned() },
            ],
            5 => vec![with_card(5)],
            _ => vec![with_card(number), refused(number)],
        };
        journal.append(&today, &entries).expect("it is written");
    }
    journal
}

fn archive(place: &Place, month: &str) -> PathBuf {
    place.folder.path().join(format!("journal-{month}.db"))
}

/// Every file of the folder, as bytes.
fn holds(place: &Place, text: &str) -> bool {
    let files = fs::read_dir(place.folder.path()).expect("the folder");
    files.into_iter().any(|file| {
        let bytes = fs::read(file.expect("a file").path()).expect("it is ours");
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn orders_that_are_over_and_old_move_into_the_archive_of_their_month() {
    let place = Place::new();
    let mut journal = ten_days(&place);
    let before: Vec<_> = (1..=10).map(|number| journal.entries_of(id(number)).expect("sound rows")).collect();
    // Days 1 to 8 are older than 90 days.
    tidy(&mut journal, day(98));
    let counted = journal.verify().expect("a sound journal");
    assert_eq!(counted, 3 + 1 + 2 + 2, "held, waiting, and two that are young");
    let archives = journal.archives().expect("archives");
    let told: Vec<_> = archives.iter().map(|archive| (archive.file.clone(), archive.entries)).collect();
    // Day 6 is the last of August.
    assert_eq!(told, [(archive(&place, "2026-08"), 8), (archive(&place, "2026-09"), 4)]);
    assert!(archives.iter().all(|archive| matches!(archive.state, State::Sound)), "{archives:?}");
    for (number, before) in (1..).zip(before) {
        let mut after = journal.entries_of(id(number)).expect("sound rows");
        let kept = matches!(number, 3 | 5);
        if !kept && let (Entry::Confirmed(order), _) = &mut after[0] {
            assert_eq!(order.customer, None);
            Arc::make_mut(order).customer = Some(Customer::Known(CustomerId(CARD + u64::from(number))));
        }
        assert_eq!(after, before, "order {number}");
    }
    let all: Vec<_> = journal.newest(50).expect("sound rows");
    let confirmed = all.iter().filter(|(entry, _)| matches!(entry, Entry::Confirmed(_))).count();
    assert_eq!((confirmed, all.len()), (10, 20), "each once");
    assert_eq!(journal.newest(4).expect("sound rows").len(), 8, "the archive is not asked for more than is wanted");
    // Page by page each comes once, though some stay in the journal while later ones are in an archive.
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = journal.newest_before(before, 3).expect("sound rows").into_iter();
        let number = |(entry, _)| if let Entry::Confirmed(order) = entry { Some(order.number) } else { None };
        let numbers: Vec<u32> = page.filter_map(number).collect();
        let Some(oldest) = numbers.first() else { break };
        before = Some(*oldest);
        seen.extend(numbers.into_iter().rev());
    }
    assert_eq!(seen, (1..=10).rev().collect::<Vec<_>>());
    let recovered = journal.recover().expect("sound rows");
    assert_eq!((recovered.last_number, recovered.entries.len()), (10, 4));
    // The numbers go on, and what goes missing later is missed.
    journal.append(&at(98), &[confirmed_by(11), refused(11)]).expect("it goes on");
    tidy(&mut journal, day(400));
    assert_eq!(journal.verify().expect("a sound journal"), 6, "the newest bears the number");
    assert_eq!(journal.recover().expect("sound rows").last_number, 11);
    place.browser().execute("DELETE FROM entry WHERE seq = (SELECT min(seq) FROM entry)", []).expect("damage");
    assert!(matches!(journal.verify(), Err(Error::Missing(5))), "{:?}", journal.verify());
}

fn confirmed_by(number: u32) -> Entry {
    confirmed(number)
}

#[test]
fn a_list_of_archived_rows_that_lies_is_found() {
    for damage in [
        "DELETE FROM gone",
        "UPDATE gone SET last = last + 1",
        "UPDATE gone SET last = last - 1",
        "UPDATE gone SET first = first + 1",
        "UPDATE gone SET checksum = 0",
    ] {
        let place = Place::new();
        let mut journal = ten_days(&place);
        tidy(&mut journal, day(98));
        place.browser().execute(damage, []).expect("damage");
        let verified = journal.verify();
        assert!(matches!(verified, Err(Error::Gone | Error::Missing(_))), "{damage}: {verified:?}");
    }
}

#[test]
fn an_archive_that_is_taken_away_or_damaged_is_told_and_stops_nothing() {
    let place = Place::new();
    let mut journal = ten_days(&place);
    tidy(&mut journal, day(98));
    let (august, september) = (archive(&place, "2026-08"), archive(&place, "2026-09"));
    fs::remove_file(&august).expect("it is ours");
    let file = Connection::open(&september).expect("an archive");
    file.execute("UPDATE entry SET body = replace(body, 'closed', 'opened')", []).expect("damage");
    let archives = journal.archives().expect("archives");
    assert!(matches!(&archives[0].state, State::Away), "{archives:?}");
    let State::Damaged(error) = &archives[1].state else { panic!("{archives:?}") };
    assert!(error.to_string().contains("journal-2026-09.db is damaged"), "{error}");
    assert_eq!(journal.newest(50).expect("the journal's own").len(), 8);
    file.execute("DELETE FROM entry", []).expect("damage");
    assert!(matches!(journal.archives().expect("archives")[1].state, State::Damaged(_)));
    journal.verify().expect("a sound journal");
}

#[test]
fn a_crash_between_archive_and_journal_loses_nothing_and_doubles_nothing() {
    let place = Place::new();
    drop(ten_days(&place));
    let before = fs::read(place.file()).expect("the file");
    tidy(&mut place.open(), day(98));
    let after = place.open().newest(50).expect("sound rows");
    // The archives are on the medium, and the journal still has everything.
    fs::write(place.file(), before).expect("the file as it was");
    let journal = place.open();
    assert_eq!(journal.newest(50).expect("sound rows").len(), after.len(), "nothing is told twice");
    drop(journal);
    let mut journal = place.open();
    tidy(&mut journal, day(98));
    assert_eq!(journal.newest(50).expect("sound rows"), after);
    assert!(journal.archives().expect("archives").iter().all(|archive| matches!(archive.state, State::Sound)));
    journal.verify().expect("a sound journal");
}

#[test]
fn a_full_disk_leaves_orders_where_they_are() {
    let place = Place::new();
    let mut journal = ten_days(&place);
    // A folder stands where the archive would be.
    fs::create_dir(archive(&place, "2026-08")).expect("it is ours");
    let mut failed = false;
    for _ in 0..10 {
        failed |= journal.tidy(day(98)).is_err();
    }
    assert!(failed);
    assert_eq!(journal.verify().expect("a sound journal"), 20);
    fs::remove_dir(archive(&place, "2026-08")).expect("it is ours");
    tidy(&mut journal, day(98));
    assert_eq!(journal.verify().expect("a sound journal"), 8);
}

#[test]
fn no_card_is_in_any_file_once_its_order_is_over_for_long() {
    let place = Place::new();
    let mut journal = place.open().keeping(Keeping { orders_days: 90, customers_days: 30 });
    for number in 1..=300 {
        journal.append(&at(1), &[with_card(number)]).expect("it is written");
    }
    let new = Entry::Confirmed(Arc::new(customers::of_somebody_new(301)));
    journal.append(&at(1), &[new, refused(301)]).expect("it is written");
    for number in (1..=300).filter(|number| number % 7 != 0) {
        journal.append(&at(2), &[refused(number)]).expect("it is written");
    }
    let card = |number: u32| (CARD + u64::from(number)).to_string();
    tidy(&mut journal, day(31));
    assert!((1..=300).all(|number| holds(&place, &card(number))), "none is old");
    tidy(&mut journal, day(33));
    for number in 1..=300 {
        assert_eq!(holds(&place, &card(number)), number % 7 == 0, "card of order {number}");
    }
    journal.verify().expect("a sound journal");
    // What was open is over at last, and archived at once.
    for number in (1..=300).filter(|number| number % 7 == 0) {
        let order = id(number);
        journal.append(&at(40), &[Entry::Resolved { order, resolution: Resolution::Refused }]).expect("it is written");
    }
    journal.append(&at(40), &[confirmed(302)]).expect("it is written");
    tidy(&mut journal, day(200));
    assert!((1..=300).all(|number| !holds(&place, &card(number))), "a card is still there");
    assert_eq!(journal.verify().expect("a sound journal"), 1);
    assert_eq!(journal.newest(400).expect("sound rows").len(), 603);
}

#[test]
fn an_order_whose_time_nobody_knows_is_as_old_as_the_next_that_is_known() {
    let place = Place::new();
    let mut journal = place.open();
    let unknown = |boot: &str| Stamp { wall: None, boot: boot.to_owned(), uptime_ms: 5 };
    journal.append(&unknown("a"), &[with_card(1), refused(1)]).expect("it is written");
    journal.append(&unknown("b"), &[with_card(2), refused(2)]).expect("it is written");
    tidy(&mut journal, day(10_000));
    assert_eq!(journal.verify().expect("a sound journal"), 4, "nobody knows how old they are");
    journal.append(&at(1), &[with_card(3), refused(3)]).expect("it is written");
    journal.append(&unknown("c"), &[with_card(4), refused(4)]).expect("it is written");
    tidy(&mut journal, day(95));
    assert_eq!(journal.verify().expect("a sound journal"), 2, "the last may be young");
    assert_eq!(journal.archives().expect("archives").len(), 1);
    tidy(&mut journal, day(1));
    assert_eq!(journal.entries_of(id(1)).expect("sound rows").len(), 2);
}

#[test]
fn the_log_is_empty_when_all_is_done_and_does_not_grow_without_end() {
    let place = Place::new();
    let mut journal = place.open();
    let log = place.folder.path().join("journal.db-wal");
    for number in 1..=400 {
        journal.append(&at(1), &[confirmed(number), refused(number)]).expect("it is written");
        assert!(fs::metadata(&log).expect("the log").len() < 8 << 20);
    }
    tidy(&mut journal, day(1));
    assert_eq!(fs::metadata(&log).expect("the log").len(), 0);
    tidy(&mut journal, day(100));
    let size = |journal: &Journal| {
        journal.verify().expect("a sound journal");
        fs::metadata(place.file()).expect("the file").len()
    };
    let first = size(&journal);
    for round in 1..=3_u32 {
        for number in 1..=400 {
            let number = round * 1_000 + number;
            journal.append(&at(i64::from(round) * 200), &[confirmed(number), refused(number)]).expect("it is written");
        }
        tidy(&mut journal, day(i64::from(round) * 200 + 100));
    }
    assert!(size(&journal) <= first + first / 10, "room that became free is used again");
}

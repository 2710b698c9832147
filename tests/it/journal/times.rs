//! Times that were not known when they were written are told once the clock of that boot is right.

use super::{Place, confirmed, id};
use rusqlite::Connection;
use scanslip::journal::{Error, Journal, Stamp};
use scanslip::till::Wall;
use scanslip::till::entry::Entry;

fn stamp(boot: &str, uptime_ms: i64, wall: Option<i64>) -> Stamp {
    Stamp { wall: wall.map(Wall), boot: boot.to_owned(), uptime_ms }
}

fn walls(journal: &Journal) -> Vec<Option<i64>> {
    let all = journal.entries_of(id(1)).expect("sound rows");
    let recovered = journal.recover().expect("sound rows").entries;
    assert_eq!((&recovered, &journal.newest(1).expect("sound rows")), (&all, &all), "all say the same");
    all.into_iter().map(|(_, stamp)| stamp.wall.map(|wall| wall.0)).collect()
}

#[test]
fn what_was_written_before_the_clock_was_right_gets_its_time_later() {
    let place = Place::new();
    let mut journal = place.open();
    let write = |journal: &mut Journal, stamp: Stamp, first: bool| {
        let entry = if first { confirmed(1) } else { Entry::Absent { order: id(1) } };
        journal.append(&stamp, &[entry]).expect("it is written");
    };
    write(&mut journal, stamp("a", 10_000, None), true);
    write(&mut journal, stamp("b", 5_000, None), false);
    write(&mut journal, stamp("", 5_000, None), false);
    assert_eq!(walls(&journal), [None, None, None]);
    // The time service comes in the second boot, and is right to the second.
    write(&mut journal, stamp("b", 65_400, Some(1_000_060)), false);
    let times = [None, Some(999_999), None, Some(1_000_060)];
    assert_eq!(walls(&journal), times);
    // It goes again, and comes back with a step.
    write(&mut journal, stamp("b", 70_400, None), false);
    write(&mut journal, stamp("b", 80_400, Some(1_000_999)), false);
    drop(journal);
    let journal = place.open();
    assert_eq!(walls(&journal)[3..], [Some(1_000_060), Some(1_000_065), Some(1_000_999)]);
    assert_eq!(walls(&journal)[..2], times[..2], "the first boot never knew");
    journal.verify().expect("a sound journal");
    let count: i64 = place.browser().query_row("SELECT count(*) FROM boot", [], |row| row.get(0)).expect("a count");
    assert_eq!(count, 1);
}

#[test]
fn times_without_end_break_nothing() {
    let place = Place::new();
    let mut journal = place.open();
    for (boot, uptime, wall) in [("a", i64::MAX, Some(i64::MIN)), ("b", i64::MIN, Some(i64::MAX)), ("a", 0, None)] {
        let entry = if boot == "a" && uptime > 0 { confirmed(1) } else { Entry::Absent { order: id(1) } };
        journal.append(&stamp(boot, uptime, wall), &[entry]).expect("it is written");
    }
    assert_eq!(walls(&journal).len(), 3);
    while journal.tidy(Wall(i64::MAX)).expect("there is room") {}
    journal.verify().expect("a sound journal");
}

#[test]
fn a_wrong_list_of_boots_is_found_and_believed_by_nobody() {
    for damage in [
        "UPDATE boot SET began_ms = 5 WHERE number = 1",
        "UPDATE boot SET checksum = 1 WHERE number = 1",
        "DELETE FROM boot WHERE number = 1",
    ] {
        let place = Place::new();
        let mut journal = place.open();
        journal.append(&stamp("a", 10_000, None), &[confirmed(1)]).expect("it is written");
        journal.append(&stamp("a", 20_000, Some(1_000)), &[confirmed(2)]).expect("it is written");
        journal.append(&stamp("b", 20_000, Some(2_000)), &[confirmed(3)]).expect("it is written");
        let file: Connection = place.browser();
        file.execute(damage, []).expect("damage");
        assert!(matches!(journal.verify(), Err(Error::Boots)), "{damage}");
        assert_eq!(journal.entries_of(id(1)).expect("sound rows")[0].1.wall, None, "{damage}");
    }
}

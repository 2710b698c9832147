//! Rows: whole, damaged, gone, and those that need not be read.

use super::{Place, Stamp, browser, confirmed, every_entry, id, later_entries, stamp, write};
use rusqlite::types::Value;
use scanslip::barcode::Element;
use scanslip::journal::{Error, Journal};
use scanslip::till::entry::Entry;
use scanslip::till::event::Printing;
use scanslip::till::marks::Marks;
use scanslip::till::order::AgeCheck;
use scanslip::till::slip::{COPIES_UNASKED, Kind, SlipId};
use std::sync::Arc;

#[test]
fn every_kind_of_entry_comes_back_as_it_was_written() {
    let place = Place::new();
    let entries = [every_entry(), later_entries()].concat();
    let unknown_time = Stamp { wall: None, boot: String::new(), uptime_ms: i64::MIN };
    {
        let mut journal = place.open();
        write(&mut journal, &entries);
        journal.append(&unknown_time, &[Entry::Absent { order: id(1) }]).expect("it is written");
    }
    let journal = Journal::open_to_read(&place.file()).expect("a journal");
    let mut expected: Vec<_> = (1..).zip(entries).map(|(second, entry)| (entry, stamp(second * 1_000))).collect();
    expected.push((Entry::Absent { order: id(1) }, unknown_time));
    assert_eq!(journal.newest(2).expect("sound rows"), expected);
    assert_eq!(journal.verify().expect("a sound journal"), expected.len());
    assert_eq!(journal.entries_of(id(2)).expect("sound rows").len(), 1);
    assert_eq!(journal.entries_of(id(3)).expect("no rows"), []);
}

#[test]
fn what_a_package_said_of_itself_comes_back_with_its_line() {
    let place = Place::new();
    let Entry::Confirmed(order) = confirmed(1) else { panic!("an order") };
    let mut order = Arc::unwrap_or_clone(order);
    let marks = [("01", "03017620422003"), ("10", "\"L7_/%"), ("21", "S9"), ("3103", "001250")];
    let kept = marks.iter().map(|(ai, value)| Element::kept(ai, value).expect("an element")).collect();
    order.lines[0].marks = Marks::new(kept);
    let entry = Entry::Confirmed(Arc::new(order));
    write(&mut place.open(), std::slice::from_ref(&entry));
    let journal = Journal::open_to_read(&place.file()).expect("a journal");
    assert_eq!(journal.entries_of(id(1)).expect("sound rows"), [(entry, stamp(1_000))]);
}

#[test]
fn what_staff_said_of_a_buyer_and_what_is_sold_along_come_back() {
    let place = Place::new();
    let Entry::Confirmed(order) = confirmed(1) else { panic!("an order") };
    let mut order = Arc::unwrap_or_clone(order);
    order.lines[1].linked = true;
    order.age_checks =
        [(16, true), (18, false)].map(|(age, passed)| AgeCheck { person: "anna".into(), age, passed }).into();
    let entry = Entry::Confirmed(Arc::new(order));
    write(&mut place.open(), std::slice::from_ref(&entry));
    let journal = Journal::open_to_read(&place.file()).expect("a journal");
    assert_eq!(journal.entries_of(id(1)).expect("sound rows"), [(entry, stamp(1_000))]);
}

/// Three rows of one open order.
fn three() -> Place {
    let place = Place::new();
    let slip = SlipId { order: id(1), kind: Kind::Provisional, copy: 0 };
    write(
        &mut place.open(),
        &[
            confirmed(1),
            Entry::Sending { order: id(1), attempt: 1, request: scanslip::till::order::Request::Whole },
            Entry::Printing { slip },
        ],
    );
    place
}

/// Whoever reads it says which row; nobody reads past it.
fn is_found(place: &Place, row: i64, how: &str) {
    let journal = Journal::open_to_read(&place.file()).expect("the file itself is sound");
    let verified = journal.verify();
    let named = matches!(&verified, Err(Error::Damaged(found) | Error::Missing(found)) if *found == row);
    assert!(named, "{how}: verify says {verified:?}");
    let sentence = verified.expect_err("named").to_string();
    assert!(sentence.starts_with(&format!("Row {row} of the journal is ")), "{sentence}");
    assert!(journal.recover().is_err(), "{how}: a start would not notice");
}

#[test]
fn one_wrong_byte_in_any_text_is_found() {
    let place = three();
    let file = browser(&place.file());
    for column in ["order_id", "kind", "body", "boot"] {
        let read = format!("SELECT {column} FROM entry WHERE seq = 2");
        let put = format!("UPDATE entry SET {column} = CAST(? AS TEXT) WHERE seq = 2");
        let text: String = file.query_row(&read, [], |row| row.get(0)).expect("a row");
        for at in 0..text.len() {
            // A wrong bit, and one that makes it no text at all.
            for flip in [0x01, 0x80] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= flip;
                file.execute(&put, [bytes]).expect("damage");
                is_found(&place, 2, &format!("{column}, byte {at}, bit {flip:02x}"));
            }
        }
        file.execute(&put, [text.into_bytes()]).expect("repair");
    }
    Journal::open_to_read(&place.file()).expect("a journal").verify().expect("all is as it was");
}

#[test]
fn one_wrong_number_is_found_and_so_is_a_row_that_is_gone() {
    let wrong = [
        ("wall_s", Value::Null),
        ("wall_s", Value::Integer(1)),
        ("uptime_ms", Value::Integer(2_001)),
        ("checksum", Value::Integer(0)),
        ("checksum", Value::Integer(-1)),
        ("checksum", Value::Integer(i64::MAX)),
        ("seq", Value::Integer(9)),
        ("seq", Value::Integer(-2)),
    ];
    for (column, value) in wrong {
        let place = three();
        let how = format!("{column} = {value:?}");
        let put = format!("UPDATE entry SET {column} = ? WHERE seq = 2");
        browser(&place.file()).execute(&put, [value.clone()]).expect("damage");
        let row = if value == Value::Integer(-2) { -2 } else { 2 };
        is_found(&place, row, &how);
    }
    let place = three();
    browser(&place.file()).execute("DELETE FROM entry WHERE seq = 2", []).expect("damage");
    is_found(&place, 2, "a row is gone");
}

#[test]
fn a_wrong_list_of_orders_is_found() {
    for (damage, at_the_start) in [
        ("UPDATE orders SET open = 0", false),
        ("UPDATE orders SET number = 7", true),
        ("UPDATE orders SET number = -1", true),
        ("UPDATE orders SET entries = 2", true),
        ("UPDATE orders SET order_id = 'nobody'", true),
        ("UPDATE orders SET order_id = CAST(x'ff' AS TEXT)", true),
        ("DELETE FROM orders", false),
        // The last entry of an order: no gap tells of it.
        ("DELETE FROM entry WHERE seq = 3", true),
    ] {
        let place = three();
        browser(&place.file()).execute(damage, []).expect("damage");
        let journal = Journal::open_to_read(&place.file()).expect("the file itself is sound");
        let verified = journal.verify();
        assert!(matches!(verified, Err(Error::Listed(_))), "{damage}: {verified:?}");
        assert!(!at_the_start || journal.recover().is_err(), "{damage}: a start would not notice");
    }
}

#[test]
fn a_turn_is_on_disk_whole_or_not_at_all() {
    let place = Place::new();
    let mut journal = place.open();
    let twice = [confirmed(1), confirmed(1)];
    assert!(journal.append(&stamp(1), &twice).is_err(), "an order is confirmed once");
    assert_eq!(journal.verify().expect("a sound journal"), 0);
    journal.append(&stamp(1), &twice[..1]).expect("the journal goes on");
    journal.probe().expect("it can be written");
    assert_eq!(journal.verify().expect("a sound journal"), 1, "a probe adds nothing");
}

#[test]
fn orders_that_are_over_are_not_read_again_and_numbers_go_on() {
    let place = Place::new();
    let mut journal = place.open();
    let over =
        (1..=10_000).flat_map(|number| [confirmed(number), Entry::Refused { order: id(number), why: String::new() }]);
    journal.append(&stamp(1), &over.collect::<Vec<_>>()).expect("it is written");
    drop(journal);
    let mut journal = place.open();
    let recovered = journal.recover().expect("sound rows");
    assert_eq!((recovered.last_number, recovered.entries.len()), (10_000, 0));
    journal.append(&stamp(2), &[confirmed(10_001)]).expect("it is written");
    let recovered = journal.recover().expect("sound rows");
    assert_eq!((recovered.last_number, recovered.entries.len()), (10_001, 1));
    assert_eq!(journal.newest(3).expect("sound rows").len(), 5);
    assert_eq!(journal.verify().expect("a sound journal"), 20_001);
}

#[test]
fn what_ends_an_order_ends_it_on_disk_too() {
    let order = id(1);
    let printed = |kind, copy, outcome| Entry::Printed { slip: SlipId { order, kind, copy }, outcome };
    let broken = || Printing::Broken(String::new());
    let cases = [
        (printed(Kind::Final, 0, Printing::Sent), false),
        (printed(Kind::Final, 1, Printing::Proven), false),
        (printed(Kind::Final, 0, Printing::Nothing(String::new())), true),
        (printed(Kind::Final, COPIES_UNASKED - 1, broken()), true),
        (printed(Kind::Final, COPIES_UNASKED, broken()), false),
        (printed(Kind::Provisional, 0, Printing::Sent), true),
        (printed(Kind::Provisional, COPIES_UNASKED, broken()), true),
    ];
    for (entry, open) in cases {
        let place = Place::new();
        let mut journal = place.open();
        write(&mut journal, &[confirmed(1), entry.clone()]);
        let recovered = journal.recover().expect("sound rows");
        assert_eq!(recovered.entries.len(), if open { 2 } else { 0 }, "{entry:?}");
        // One more copy for a shopper opens it again until it is printed.
        write(&mut journal, &[Entry::Printing { slip: SlipId { order, kind: Kind::Final, copy: 3 } }]);
        assert_eq!(journal.recover().expect("sound rows").entries.len(), 3, "{entry:?}");
    }
}

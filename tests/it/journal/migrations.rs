//! Journals of earlier formats, with orders in them: each opens, and what was held is open.

use super::{Place, confirmed, every_entry, id, stamp};
use scanslip::journal::{Error, Journal};
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::event::Printing;
use scanslip::till::order::Request;
use scanslip::till::slip::{Kind, SlipId};

/// A file as the version with so many migrations left it: today's rows, and what later migrations brought taken back.
fn of_version(version: u32, place: &Place, entries: &[Entry]) {
    super::write(&mut place.open(), entries);
    let file = place.browser();
    file.execute_batch("DROP TABLE boot; DROP TABLE gone; DROP TABLE archive;").expect("no third migration");
    // In earlier versions a held order was over.
    file.execute("UPDATE orders SET open = 0 WHERE order_id IN (SELECT order_id FROM entry WHERE kind = 'held')", [])
        .expect("a list");
    if version < 2 {
        file.execute_batch("DROP TABLE contact").expect("no second migration");
    }
    file.pragma_update(None, "user_version", version).expect("an earlier version");
}

#[test]
fn a_held_order_of_an_earlier_version_is_open_again() {
    let sending = |number| Entry::Sending { order: id(number), attempt: 1, request: Request::Whole };
    let held = |number| Entry::Held { order: id(number), why: "twice".to_owned() };
    let provisional = SlipId { order: id(1), kind: Kind::Provisional, copy: 0 };
    let entries = [
        confirmed(1),
        sending(1),
        held(1),
        Entry::Printing { slip: provisional },
        Entry::Printed { slip: provisional, outcome: Printing::Sent },
        confirmed(2),
        Entry::Refused { order: id(2), why: "closed".to_owned() },
        confirmed(3),
        sending(3),
        held(3),
        Entry::Resolved { order: id(3), resolution: Resolution::Refused },
    ];
    for version in [1, 2] {
        let place = Place::new();
        of_version(version, &place, &entries);
        // What only reads does not change the file, and so cannot tell of it.
        let unready = Journal::open_to_read(&place.file()).err().map(|error| error.to_string());
        assert!(matches!(&unready, Some(sentence) if sentence.contains("earlier version")), "{unready:?}");
        let mut journal = place.open();
        let open = journal.recover().expect("sound rows").entries;
        let expected: Vec<_> =
            (1..).zip(&entries).take(5).map(|(s, entry)| (entry.clone(), stamp(s * 1_000))).collect();
        assert_eq!(open, expected, "version {version}");
        assert_eq!(journal.verify().expect("a sound journal"), entries.len(), "version {version}");
        // Staff end it.
        journal
            .append(&stamp(99_000), &[Entry::Resolved { order: id(1), resolution: Resolution::Refused }])
            .expect("it is written");
        assert!(journal.recover().expect("sound rows").entries.is_empty(), "version {version}");
        journal.verify().expect("a sound journal");
    }
}

#[test]
fn a_journal_of_the_first_format_always_opens() {
    let place = Place::new();
    place.browser().execute_batch(include_str!("../../data/journal/1.sql")).expect("the dump");
    assert!(matches!(Journal::open_to_read(&place.file()), Err(Error::Earlier(_))), "it cannot be read as it is");
    let mut journal = place.open();
    let expected: Vec<_> = (1..).zip(every_entry()).map(|(second, entry)| (entry, stamp(second * 1_000))).collect();
    assert_eq!(journal.newest(2).expect("sound rows"), expected);
    assert_eq!(journal.verify().expect("a sound journal"), expected.len());
    journal.append(&stamp(1), &[confirmed(3)]).expect("it goes on");
    assert_eq!(journal.recover().expect("sound rows").last_number, 3);
}

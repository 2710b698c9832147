//! Commits of which nobody knows: a turn that was told not to have happened does not come back.

use super::{Place, confirmed, id, stamp, write};
use crate::alone;
use scanslip::journal::Journal;
use scanslip::till::entry::Entry;
use scanslip::till::order::Request;
use std::fs;
use std::path::PathBuf;

fn beside(place: &Place) -> PathBuf {
    place.folder.path().join("journal.db-writer")
}

fn sending(number: u32) -> Entry {
    Entry::Sending { order: id(number), attempt: 1, request: Request::Whole }
}

/// A sync that failed after its frames were on the medium leaves what a commit leaves, and the note of it.
#[test]
fn an_order_that_was_told_not_to_be_recorded_does_not_come_back_after_a_crash() {
    for noted in [1, 2] {
        let place = Place::new();
        let mut journal = place.open();
        write(&mut journal, &[confirmed(1)]);
        journal.append(&stamp(9_000), &[confirmed(2), sending(2), sending(1)]).expect("its frames are there");
        drop(journal);
        fs::write(beside(&place), format!("{}\n", id(noted))).expect("a note");
        let mut journal = place.open();
        let open = journal.recover().expect("sound rows").entries;
        assert!(open.iter().all(|(entry, _)| entry.order() != id(noted)), "{open:?}");
        assert!(!open.is_empty(), "the other one is nobody's mistake");
        assert_eq!(fs::read(beside(&place)).expect("the note"), b"", "it is settled");
        journal.verify().expect("the numbers tell of it");
        journal.append(&stamp(10_000), &[confirmed(3), sending(3)]).expect("it goes on");
        drop(journal);
        let journal = place.open();
        assert_eq!(journal.entries_of(id(3)).expect("sound rows").len(), 2);
        journal.verify().expect("a sound journal");
    }
}

#[test]
fn a_note_of_an_order_that_never_was_or_that_nobody_can_read_does_no_harm() {
    for note in ["00000000000000000000000009\n", "nonsense", "\u{0}\u{0}\n\n", &"x".repeat(100_000)] {
        let place = Place::new();
        write(&mut place.open(), &[confirmed(1)]);
        fs::write(beside(&place), note).expect("a note");
        assert_eq!(place.open().recover().expect("sound rows").entries.len(), 1);
    }
}

/// The log may not grow, so the commit fails; the note fits.
#[test]
fn a_commit_that_fails_is_noted_and_settled_before_the_next() {
    let Some(folder) = alone::told() else {
        let place = Place::new();
        let test = "journal::unsure::a_commit_that_fails_is_noted_and_settled_before_the_next";
        alone::run_without_file_size_signal(test, &place.folder.path().display().to_string());
        // The other process ended without settling anything.
        let mut journal = place.open();
        assert_eq!(fs::read(beside(&place)).expect("the note"), b"");
        assert_eq!(journal.recover().expect("sound rows").entries.len(), 2);
        journal.append(&stamp(3_000), &[confirmed(3)]).expect("it goes on");
        journal.verify().expect("a sound journal");
        return;
    };
    let file = PathBuf::from(folder).join("journal.db");
    let note = || fs::read_to_string(file.with_file_name("journal.db-writer")).expect("the note");
    let mut journal = Journal::open(&file).expect("a journal");
    write(&mut journal, &[confirmed(1)]);
    let fail = |journal: &mut Journal| {
        alone::limit_file_size("4096");
        journal.append(&stamp(2_000), &[confirmed(2)]).expect_err("there is no room");
        assert!(note().contains(id(2).as_str()), "{}", note());
        assert!(journal.probe().is_err(), "it is still not certain");
    };
    fail(&mut journal);
    alone::limit_file_size("unlimited");
    journal.probe().expect("there is room again");
    assert_eq!(note(), "");
    fail(&mut journal);
    alone::limit_file_size("unlimited");
    journal.append(&stamp(2_000), &[confirmed(4)]).expect("there is room again");
    assert_eq!(note(), "", "settled first");
    assert!(journal.entries_of(id(2)).expect("sound rows").is_empty());
    fail(&mut journal);
    // A crash: nothing is closed.
    std::mem::forget(journal);
}

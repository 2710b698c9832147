//! Files that are no journal, or not ours to write: each is told in one sentence and left as it is.

use super::{Place, browser, confirmed, customers, every_entry, id, stamp, write};
use crate::alone;
use scanslip::catalogue::Catalogue;
use scanslip::journal::{Error, Journal};
use scanslip::till::Wall;
use scanslip::till::entry::Entry;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Not to be waited for.
const AT_ONCE: Duration = Duration::from_millis(1);

/// The sentence of a file that cannot be opened, which names the file.
fn refusal<T>(opened: Result<T, Error>, file: &Path) -> String {
    let sentence = opened.map(drop).expect_err("it cannot be opened").to_string();
    assert!(sentence.contains(&file.display().to_string()), "{sentence}");
    is_one_sentence(&sentence);
    sentence
}

fn is_one_sentence(text: &str) {
    assert!(text.ends_with('.') && !text.trim_end_matches('.').contains(". ") && !text.contains('\n'), "{text}");
}

#[test]
fn a_later_version_is_not_touched() {
    let place = Place::new();
    drop(place.open());
    place.browser().pragma_update(None, "user_version", 99).expect("a later version");
    let before = fs::read(place.file()).expect("the file");
    for sentence in [
        refusal(Journal::open(&place.file()), &place.file()),
        refusal(Journal::open_to_read(&place.file()), &place.file()),
    ] {
        assert!(sentence.contains("later version"), "{sentence}");
    }
    assert_eq!(fs::read(place.file()).expect("the file"), before);
}

#[test]
fn a_file_that_is_no_journal_is_not_touched() {
    let place = Place::new();
    let file = place.file();
    for content in [&b"Bonjour, this is a letter and no database.\n"[..], &[0xff; 4_096], b"SQLite format 3\0 and more"]
    {
        fs::write(&file, content).expect("a file");
        for sentence in [refusal(Journal::open(&file), &file), refusal(Journal::open_to_read(&file), &file)] {
            assert!(sentence.contains("is not a scanslip journal"), "{sentence}");
        }
        assert_eq!(fs::read(&file).expect("the file"), content);
    }
    fs::remove_file(&file).expect("it is ours");
    drop(Catalogue::open(&file).expect("a catalogue"));
    assert!(refusal(Journal::open(&file), &file).contains("is not a scanslip journal"));
    fs::remove_file(&file).expect("it is ours");
    place.browser().execute_batch("CREATE TABLE mine (x); PRAGMA user_version = 1;").expect("another database");
    assert!(refusal(Journal::open(&file), &file).contains("is not a scanslip journal"));
    let tables: i64 =
        place.browser().query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).expect("a count");
    assert_eq!(tables, 1, "a foreign database got tables of ours");
}

#[test]
fn a_journal_that_is_cut_short_never_panics_and_never_passes() {
    let place = Place::new();
    // An empty table would leave an end of the file that nobody misses: one order goes into the archive.
    let mut journal = place.open();
    let over = Entry::Refused { order: id(4), why: "closed".to_owned() };
    write(&mut journal, &[confirmed(4), over, confirmed(6)]);
    while journal.tidy(Wall(1_795_435_200 + 100 * 86_400)).expect("there is room") {}
    let mut entries = every_entry();
    entries.push(Entry::Confirmed(Arc::new(customers::of_somebody_new(5))));
    write(&mut journal, &entries);
    drop(journal);
    let whole = fs::read(place.file()).expect("the file");
    assert!(whole.len() >= 4 * 4_096, "there is something to cut: {}", whole.len());
    for length in (0..whole.len()).step_by(512) {
        let _ = fs::remove_file(place.file().with_extension("db-wal"));
        fs::write(place.file(), &whole[..length]).expect("a cut file");
        let verified = Journal::open_to_read(&place.file()).and_then(|journal| journal.verify());
        assert!(verified.is_err(), "{length} of {} bytes pass as whole", whole.len());
    }
}

#[test]
fn an_empty_file_becomes_a_journal_and_is_none_yet() {
    let place = Place::new();
    fs::write(place.file(), "").expect("a file");
    assert!(refusal(Journal::open_to_read(&place.file()), &place.file()).contains("is not a scanslip journal"));
    write(&mut place.open(), &[confirmed(1)]);
}

#[test]
fn a_missing_folder_is_named() {
    let file = Place::new().folder.path().join("no/such/journal.db");
    assert!(refusal(Journal::open(&file), &file).contains("No such file or directory"));
    assert!(refusal(Journal::open_to_read(&file), &file).contains("No such file or directory"));
    let uri = Place::new();
    let odd = uri.folder.path().join("file:journal?mode=memory");
    write(&mut Journal::open(&odd).expect("a path is a path"), &[confirmed(1)]);
    assert!(odd.exists(), "the orders are in memory only");
}

#[test]
fn a_second_kiosk_on_one_journal_is_told_so() {
    let place = Place::new();
    let first = place.open();
    assert!(refusal(Journal::open(&place.file()), &place.file()).contains("in use by another scanslip"));
    Journal::open_to_read(&place.file()).expect("readers may come");
    drop(first);
    place.open();
}

#[test]
fn a_journal_that_somebody_locks_is_told_so_and_works_afterwards() {
    let place = Place::new();
    let file = browser(&place.file());
    file.execute_batch("BEGIN EXCLUSIVE").expect("a lock");
    let opened = Journal::open_with(&place.file(), AT_ONCE);
    assert!(matches!(opened, Err(Error::Locked)), "{opened:?}");
    file.execute_batch("ROLLBACK").expect("no lock");

    let mut journal = Journal::open_with(&place.file(), AT_ONCE).expect("a journal");
    write(&mut journal, &[confirmed(1)]);
    file.execute_batch("BEGIN EXCLUSIVE").expect("a lock");
    for failed in [journal.append(&stamp(1), &[confirmed(2)]), journal.probe()] {
        assert!(matches!(failed, Err(Error::Locked)), "{failed:?}");
        is_one_sentence(&failed.expect_err("locked").to_string());
    }
    assert_eq!(journal.recover().expect("reading needs no lock").entries.len(), 1);
    file.execute_batch("ROLLBACK").expect("no lock");
    journal.append(&stamp(1), &[confirmed(2)]).expect("it goes on");
    assert_eq!(journal.verify().expect("a sound journal"), 2);
}

#[test]
fn a_journal_that_may_not_be_written_is_told_at_the_start() {
    if let Some(file) = alone::told() {
        let file = Path::new(&file);
        assert!(refusal(Journal::open(file), file).contains("could not be opened"));
        return;
    }
    let test = "journal::files::a_journal_that_may_not_be_written_is_told_at_the_start";
    // The file alone, and the folder with it.
    for folder_mode in [0o777, 0o555] {
        let place = Place::new();
        write(&mut place.open(), &[confirmed(1)]);
        let writer = place.folder.path().join("journal.db-writer");
        fs::set_permissions(writer, Permissions::from_mode(0o666)).expect("it is ours");
        fs::set_permissions(place.file(), Permissions::from_mode(0o444)).expect("it is ours");
        fs::set_permissions(place.folder.path(), Permissions::from_mode(folder_mode)).expect("it is ours");
        let told = place.file().display().to_string();
        if fs::metadata(place.file()).expect("the file").uid() == 0 {
            // Root may write anything, so somebody else tries.
            alone::run_as_nobody(test, &told);
        } else {
            alone::run(test, &told);
        }
        fs::set_permissions(place.folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
        place.open().verify().expect("nothing happened to it");
    }
}

//! An import is there whole or not at all, whatever happens; and the file that holds it is ours or left alone.

use super::{article, filled, id, large, strict};
use scanslip::barcode::Key;
use scanslip::catalogue::import::Policy;
use scanslip::catalogue::{Catalogue, Error, Summary};
use scanslip::till::Wall;
use scanslip::till::effect::Query;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;

/// Gives a file and calls back once, when the first half of it is gone.
struct Halfway<'a, F: FnMut() -> io::Result<()>> {
    file: &'a [u8],
    half: usize,
    then: Option<F>,
}

impl<F: FnMut() -> io::Result<()>> Read for Halfway<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.file.len() <= self.half
            && let Some(mut then) = self.then.take()
        {
            then()?;
        }
        self.file.read(buffer)
    }
}

fn halfway<F: FnMut() -> io::Result<()>>(file: &str, then: F) -> Halfway<'_, F> {
    Halfway { file: file.as_bytes(), half: file.len() / 2, then: Some(then) }
}

fn price(catalogue: &Catalogue, code: &str) -> i64 {
    article(catalogue, code).expect("an article").price.get()
}

#[test]
fn an_import_that_breaks_off_leaves_the_old_catalogue() {
    let mut catalogue = filled(&large(1_000, 100));
    let file = large(20_000, 200);
    let broken = halfway(&file, || Err(io::Error::other("the stick was pulled out")));
    let outcome = catalogue.import_articles(broken, Policy::Lenient, None);
    assert!(matches!(outcome, Err(Error::Source(why)) if why.contains("pulled out")));
    assert_eq!((price(&catalogue, "OWN-1000"), id(&catalogue, "OWN-1001")), (100, None));
    assert_eq!(catalogue.summary().expect("a summary").articles, 1_000);
}

#[test]
fn a_process_killed_while_importing_leaves_the_old_catalogue() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, left) = (folder.path().join("catalogue.db"), folder.path().join("left.db"));
    let mut catalogue = Catalogue::open(&path).expect("a catalogue");
    strict(&mut catalogue, &large(1_000, 100));
    let beside = |path: &Path| path.with_extension("db-wal");
    let file = large(60_000, 200);
    let mut bytes = 0;
    // What is on disk half way through is what a killed process leaves.
    let killed = halfway(&file, || {
        std::fs::copy(&path, &left)?;
        bytes = std::fs::copy(beside(&path), beside(&left))?;
        Ok(())
    });
    let import = catalogue.import_articles(killed, Policy::Strict, None).expect("an import");
    assert_eq!((import.imported, price(&catalogue, "OWN-60000")), (60_000, 200), "this one was not killed");
    assert!(bytes > 500_000, "some of the new catalogue was on disk already: {bytes}");
    let left = Catalogue::open(&left).expect("what the killed process left");
    assert_eq!((price(&left, "OWN-1000"), id(&left, "OWN-1001")), (100, None));
}

#[test]
fn a_reader_sees_the_old_or_the_new_catalogue_and_never_both() {
    const ARTICLES: u64 = 2_000;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let mut writer = Catalogue::open(&path).expect("a catalogue");
    strict(&mut writer, &large(ARTICLES, 100));
    let reader = Catalogue::open(&path).expect("the same catalogue");
    let file = large(ARTICLES * 2, 200);
    // In the middle of the import the reader is asked and must answer before the import may go on.
    let (ask, asked) = mpsc::channel::<()>();
    let (answer, answered) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for () in asked {
                let prices: Vec<i64> = (1..=ARTICLES).map(|n| price(&reader, &format!("OWN-{n}"))).collect();
                let new = id(&reader, &format!("OWN-{}", ARTICLES + 1)).is_some();
                answer.send((prices, new)).expect("the test listens");
            }
        });
        let look = || {
            ask.send(()).expect("the reader listens");
            answered.recv().expect("the reader answers")
        };
        let mut during = None;
        let source = halfway(&file, || {
            during = Some(look());
            Ok(())
        });
        assert_eq!(writer.import_articles(source, Policy::Strict, None).expect("an import").imported, 4_000);
        let (prices, new) = during.expect("the import was interrupted half way");
        assert!(prices.iter().all(|price| *price == 100) && !new, "the old one while the import runs");
        let (prices, new) = look();
        assert!(prices.iter().all(|price| *price == 200) && new, "the new one as soon as it is done");
        drop(ask);
    });
}

#[test]
fn lookups_between_imports_never_miss_an_article_that_both_have() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let mut writer = Catalogue::open(&path).expect("a catalogue");
    strict(&mut writer, &large(200, 1));
    let reader = Catalogue::open(&path).expect("the same catalogue");
    let (done, stop) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let looking = scope.spawn(move || {
            let (mut last, mut looks) = (0, 0_u32);
            while stop.try_recv() == Err(mpsc::TryRecvError::Empty) || looks == 0 {
                let price = price(&reader, "OWN-200");
                assert!(price >= last, "an older catalogue came back: {price} after {last}");
                (last, looks) = (price, looks + 1);
            }
        });
        for price in 2..40 {
            strict(&mut writer, &large(200, price));
        }
        drop(done);
        looking.join().expect("every look-up found the article");
    });
}

#[test]
fn a_catalogue_outlives_its_process_and_remembers_when_it_was_filled() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let mut catalogue = Catalogue::open(&path).expect("a catalogue");
    assert_eq!(catalogue.summary().expect("a summary"), Summary::default());
    catalogue.import_articles(large(3, 100).as_bytes(), Policy::Strict, Some(Wall(1_700_000_000))).expect("an import");
    drop(catalogue);
    let catalogue = Catalogue::open(&path).expect("the same catalogue");
    let summary = catalogue.summary().expect("a summary");
    assert_eq!((summary.articles, summary.codes, summary.articles_at), (3, 6, Some(Wall(1_700_000_000))));
}

#[test]
fn a_file_that_is_no_catalogue_is_told_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |name: &str| Catalogue::open(&folder.path().join(name)).expect_err(name);
    std::fs::write(
        folder.path().join("text"),
        "a shopping list, long enough to look like a header of a file".repeat(100),
    )
    .expect("written");
    assert!(matches!(open("text"), Error::NotACatalogue(_)));

    let foreign = folder.path().join("foreign");
    let connection = rusqlite::Connection::open(&foreign).expect("a file");
    connection.execute_batch("CREATE TABLE wine (year INTEGER)").expect("a table");
    drop(connection);
    let before = std::fs::read(&foreign).expect("bytes");
    assert!(matches!(open("foreign"), Error::NotACatalogue(_)));
    assert_eq!(std::fs::read(&foreign).expect("bytes"), before, "not a byte of it changed");

    drop(Catalogue::open(&folder.path().join("later")).expect("a catalogue"));
    let connection = rusqlite::Connection::open(folder.path().join("later")).expect("a file");
    connection.pragma_update(None, "user_version", 99).expect("a later version");
    drop(connection);
    assert!(matches!(open("later"), Error::Newer(_)));
    assert!(matches!(open("no/such/folder"), Error::Unopenable { .. }));
    for error in [open("text"), open("later"), open("no/such/folder")] {
        let sentence = error.to_string();
        assert!(sentence.starts_with("The ") && sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn a_catalogue_with_a_ruined_page_answers_with_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    strict(&mut Catalogue::open(&path).expect("a catalogue"), &large(5_000, 100));
    let mut bytes = std::fs::read(&path).expect("bytes");
    for byte in bytes.iter_mut().skip(16 * 1024) {
        *byte = 0xA5;
    }
    std::fs::write(&path, bytes).expect("written");
    // Enough of the file stands to open it; what it is asked for does not.
    let answers =
        Catalogue::open(&path).and_then(|ruined| ruined.find(&Query::Article(Key::Text("OWN-2500".to_owned()))));
    assert!(answers.is_err(), "{answers:?}");
}

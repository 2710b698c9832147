//! How the catalogue stands: how much is in it, where that came from and when, and what became of the last attempt to
//! renew it. Reads, never writes; judges nothing.

use super::{BUSY_TIMEOUT, Catalogue, Error};
use crate::till::Wall;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::Path;

/// How many tables have such a name.
const COUNT_TABLES: &str = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name LIKE ?1";

/// Where the articles came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Somebody imported a file.
    File,
    /// The shop's own lists.
    Shop,
}

/// The state of a catalogue. Times are known only where the clock was right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Articles, those that are not for sale too.
    pub articles: u32,
    /// Customer cards.
    pub cards: u32,
    /// Where the articles came from; none if there never were any.
    pub source: Option<Source>,
    /// Since when the articles are as they are.
    pub good_at: Option<Wall>,
    /// When the shop's lists were taken over last.
    pub synced_at: Option<Wall>,
    /// When the shop was asked for them last.
    pub tried_at: Option<Wall>,
    /// Whether the shop was ever asked.
    pub was_tried: bool,
    /// Why the last attempt changed nothing; none if it went well.
    pub failure: Option<String>,
}

impl Standing {
    /// The state of the catalogue in `path`; `None` if there is none. Makes no file and changes none.
    ///
    /// # Errors
    ///
    /// The file is there and is no catalogue, or cannot be read.
    pub fn of(path: &Path) -> Result<Option<Self>, Error> {
        if !path.exists() {
            return Ok(None);
        }
        let name = path.display().to_string();
        let told = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                Error::NotACatalogue(name.clone())
            }
            Some(rusqlite::ErrorCode::DatabaseBusy) => Error::Busy,
            _ => Error::Unopenable { path: name.clone(), why: error.to_string() },
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(told)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        let mut count = connection.prepare(COUNT_TABLES).map_err(told)?;
        let mut tables = |name: &str| count.query_row([name], |row| row.get::<_, u32>(0)).map_err(told);
        match (tables("import")?, tables("sync")?, tables("%")?) {
            // Just made; whoever opens it to write makes the tables.
            (0, _, 0) => Ok(Some(Self::default())),
            (0, ..) => Err(Error::NotACatalogue(name.clone())),
            // Of a version that asked no shop.
            (_, 0, _) => before_sync(&connection).map(Some),
            _ => read(&connection).map(Some),
        }
    }
}

impl Standing {
    /// Why the last attempt changed nothing, unless somebody filled the catalogue since in another way.
    pub fn trouble(&self) -> Option<&str> {
        let was_mended = self.good_at.zip(self.tried_at).is_some_and(|(good, tried)| good > tried);
        self.failure.as_deref().filter(|_| !was_mended)
    }
}

impl Catalogue {
    /// How it stands.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn standing(&self) -> Result<Standing, Error> {
        read(&self.connection)
    }
}

fn read(connection: &Connection) -> Result<Standing, Error> {
    // One state of the file: a renewal may commit between two questions.
    let state = connection.unchecked_transaction()?;
    let mut standing = before_sync(&state)?;
    let sql = "SELECT source FROM import WHERE kind = 'articles'";
    let source: Option<String> = state.query_row(sql, [], |row| row.get(0)).optional()?;
    standing.source = source.map(|source| if source == "shop" { Source::Shop } else { Source::File });
    let sync = state.query_row("SELECT tried_at, good_at, failure FROM sync", [], |row| {
        Ok((row.get::<_, Option<i64>>(0)?.map(Wall), row.get::<_, Option<i64>>(1)?.map(Wall), row.get(2)?))
    });
    if let Some((tried_at, synced_at, failure)) = sync.optional()? {
        (standing.tried_at, standing.synced_at, standing.failure) = (tried_at, synced_at, failure);
        standing.was_tried = true;
    }
    Ok(standing)
}

/// What every version of the file tells.
fn before_sync(connection: &Connection) -> Result<Standing, Error> {
    let mut standing = Standing::default();
    let mut statement = connection.prepare("SELECT kind, rows, codes, at FROM import")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        match row.get_ref(0)?.as_str().unwrap_or_default() {
            "articles" => {
                standing.articles = row.get(1)?;
                standing.good_at = row.get::<_, Option<i64>>(3)?.map(Wall);
                standing.source = Some(Source::File);
            }
            "customers" => standing.cards = row.get(2)?,
            _ => {}
        }
    }
    Ok(standing)
}

/// How long ago something was, in whole seconds. `None` where either time is unknown, or it lies ahead: one of the two
/// clocks was wrong.
pub fn age_s(at: Option<Wall>, now: Option<Wall>) -> Option<u64> {
    u64::try_from(now?.0.checked_sub(at?.0)?).ok()
}

/// An age as the owner reads it, rounded down: `3 hours`.
pub fn age_in_words(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..60 => return "less than a minute".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..172_800 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::import::Policy;

    #[test]
    fn a_catalogue_says_how_it_stands_and_a_missing_one_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("catalogue.db");
        assert_eq!(Standing::of(&path).expect("no error"), None);
        assert!(!path.exists(), "nothing is made by asking");
        let mut catalogue = Catalogue::open(&path).expect("a catalogue");
        assert_eq!(Standing::of(&path).expect("empty"), Some(Standing::default()));
        let file = "id,barcode,title,price\n1,3017620422003,Nutella,3.95\n";
        catalogue.import_articles(file.as_bytes(), Policy::Strict, Some(Wall(1_000))).expect("imported");
        catalogue.import_customers("id,barcode\n7,A1 A2\n".as_bytes(), Policy::Strict, None).expect("imported");
        let imported = Standing {
            articles: 1,
            cards: 2,
            source: Some(Source::File),
            good_at: Some(Wall(1_000)),
            ..Standing::default()
        };
        assert_eq!(Standing::of(&path).expect("filled").as_ref(), Some(&imported));
        catalogue.sync_failed("It is closed.", Some(Wall(2_000))).expect("kept in mind");
        let failed = Standing {
            tried_at: Some(Wall(2_000)),
            was_tried: true,
            failure: Some("It is closed.".to_owned()),
            ..imported
        };
        assert_eq!(catalogue.standing().expect("filled"), failed);
        assert_eq!(failed.trouble(), Some("It is closed."));
        catalogue.import_articles(file.as_bytes(), Policy::Strict, Some(Wall(3_000))).expect("imported");
        assert_eq!(catalogue.standing().expect("filled").trouble(), None, "a file mended it");
    }

    #[test]
    fn what_is_no_catalogue_is_told_and_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("catalogue.db");
        std::fs::write(&path, "this is a letter and no database, long enough to be looked at by SQLite")
            .expect("written");
        assert!(matches!(Standing::of(&path), Err(Error::NotACatalogue(_))));
        std::fs::remove_file(&path).expect("removed");
        Connection::open(&path).and_then(|other| other.execute_batch("CREATE TABLE a (b)")).expect("another's");
        assert!(matches!(Standing::of(&path), Err(Error::NotACatalogue(_))));
    }

    #[test]
    fn a_file_of_the_first_version_is_read_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("catalogue.db");
        let old = Connection::open(&path).expect("a file");
        old.execute_batch(include_str!("1.sql")).expect("its tables");
        old.execute_batch("PRAGMA user_version = 1; INSERT INTO import VALUES ('articles', 3, 4, 50);")
            .expect("filled");
        let standing = Standing::of(&path).expect("an old one").expect("it is there");
        assert_eq!((standing.articles, standing.source, standing.good_at), (3, Some(Source::File), Some(Wall(50))));
    }

    #[test]
    fn ages_are_whole_and_never_negative() {
        assert_eq!(age_s(Some(Wall(10)), Some(Wall(70))), Some(60));
        for unknown in [(None, Some(Wall(1))), (Some(Wall(1)), None), (Some(Wall(2)), Some(Wall(1)))] {
            assert_eq!(age_s(unknown.0, unknown.1), None, "{unknown:?}");
        }
        let cases = [
            (0, "less than a minute"),
            (60, "1 minute"),
            (3_599, "59 minutes"),
            (3_600, "1 hour"),
            (172_799, "47 hours"),
            (172_800, "2 days"),
            (u64::MAX, "213503982334601 days"),
        ];
        for (seconds, words) in cases {
            assert_eq!(age_in_words(seconds), words);
        }
    }
}

//! What the shop sells and who it knows, in a SQLite file: code in, article or customer out. Filled by imports, which
//! replace everything of a kind in one transaction; a service that has the file open sees the old or the new one.
//!
//! Reads no clock and no settings, and knows nothing of carts.

use crate::till::Wall;
use crate::till::effect::Query;
use crate::till::event::Found;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

mod find;
pub mod import;
mod schema;
mod slot;
pub mod standing;
pub mod sync;
mod variations;

/// How long to wait for another process that writes, an import say.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// An open catalogue. One connection: it may move to another thread but is not shared.
#[derive(Debug)]
pub struct Catalogue {
    connection: Connection,
}

/// Why the catalogue did not answer or was not filled. Each is one sentence for the owner.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such folder, no permission, disk full.
    #[error(
        "The catalogue {path} could not be opened: {why}; check that its folder exists and that this user may write there."
    )]
    Unopenable {
        /// Which file.
        path: String,
        /// In SQLite's words.
        why: String,
    },
    /// Some other file, or a broken one.
    #[error("The file {0} is no catalogue of scanslip or is damaged; move it away and import the catalogue again.")]
    NotACatalogue(String),
    /// Written by a later scanslip.
    #[error(
        "The catalogue {0} was written by a newer scanslip; update this one, or move the file away and import again."
    )]
    Newer(String),
    /// Another import is running.
    #[error("The catalogue is being written by another process; try again when it is done.")]
    Busy,
    /// A value in the file that no import writes.
    #[error("The catalogue holds a damaged entry for article {0}; import the catalogue again.")]
    Damaged(i64),
    /// SQLite failed otherwise.
    #[error("The catalogue could not be read or written: {0}; check the disk, then import the catalogue again.")]
    Database(rusqlite::Error),
    /// The shop lists far less than before.
    #[error(
        "The shop's list of {what} shrank from {before} to {now}, so the catalogue is as it was; if that is right, run `scanslip catalogue sync --accept-shrunk`."
    )]
    Shrunk {
        /// What it lists.
        what: &'static str,
        /// So many in the catalogue.
        before: usize,
        /// So many in the list.
        now: usize,
    },
    /// The file to import is not usable as a whole.
    #[error("Nothing was imported: {0}.")]
    Source(String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy) => Self::Busy,
            _ => Self::Database(error),
        }
    }
}

/// What is in the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles, inactive ones too.
    pub articles: u32,
    /// Codes by which they are found.
    pub codes: u32,
    /// When they were imported, if the clock was right.
    pub articles_at: Option<Wall>,
    /// Customer cards.
    pub cards: u32,
    /// When they were imported, if the clock was right.
    pub cards_at: Option<Wall>,
}

impl Catalogue {
    /// Opens the file, makes it if there is none and brings an older one up to date. Waits up to five seconds for another
    /// process only if there is something to be brought up to date.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        // Without OPEN_URI, so that a path such as `file:x?mode=memory` is a path.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let unopenable = |error: rusqlite::Error| Error::Unopenable { path: name.clone(), why: error.to_string() };
        let connection = Connection::open_with_flags(path, flags).map_err(unopenable)?;
        Self::prepare(connection, &name)
    }

    /// An empty one that goes away with the process.
    pub fn open_in_memory() -> Result<Self, Error> {
        Self::prepare(Connection::open_in_memory()?, "in memory")
    }

    fn prepare(mut connection: Connection, name: &str) -> Result<Self, Error> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        schema::prepare(&mut connection, name)?;
        Ok(Self { connection })
    }

    /// What the catalogue knows of a code. All of one answer comes from the same state of the file.
    pub fn find(&self, query: &Query) -> Result<Found, Error> {
        find::find(&self.connection, query)
    }

    /// How much there is, and since when.
    pub fn summary(&self) -> Result<Summary, Error> {
        let mut summary = Summary::default();
        let mut statement = self.connection.prepare("SELECT kind, rows, codes, at FROM import")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let at = row.get::<_, Option<i64>>(3)?.map(Wall);
            match row.get_ref(0)?.as_str().unwrap_or_default() {
                "articles" => (summary.articles, summary.codes, summary.articles_at) = (row.get(1)?, row.get(2)?, at),
                "customers" => (summary.cards, summary.cards_at) = (row.get(2)?, at),
                _ => {}
            }
        }
        Ok(summary)
    }
}

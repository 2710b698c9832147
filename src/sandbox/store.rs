//! The sandbox shop's orders in SQLite, in a file or in memory. Validates nothing: what comes here was read and priced.

mod read;
mod write;

pub(super) use read::Filter;

use super::Error;
use rusqlite::Connection;
use std::path::Path;

/// The first order's number, the one of the page's example.
const FIRST_NUMBER: i64 = 17_724_460;
/// The first number of a customer that a sale made; lower numbers stand for customers that were there before.
const FIRST_CUSTOMER: i64 = 900_001;
/// The most orders that the sandbox keeps.
pub(super) const MAX_ORDERS: i64 = 1_000_000;
/// The format of the database.
const FORMAT: i64 = 1;

/// The database.
#[derive(Debug)]
pub(super) struct Store(Connection);

impl Store {
    /// Opens `sandbox.sqlite3` in this folder, which is made if need be, or a database in memory.
    pub(super) fn open(folder: Option<&Path>) -> Result<Self, Error> {
        let connection = match folder {
            Some(path) => {
                let failed = |source| Error::Folder { path: path.to_owned(), source };
                std::fs::create_dir_all(path).map_err(failed)?;
                Connection::open(path.join("sandbox.sqlite3"))?
            }
            None => Connection::open_in_memory()?,
        };
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        match connection.query_row("PRAGMA user_version", [], |row| row.get(0))? {
            0 => connection.execute_batch(&format!("BEGIN; {} COMMIT;", include_str!("store/schema.sql")))?,
            FORMAT => {}
            later => return Err(Error::Later(later)),
        }
        Ok(Self(connection))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_format_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(Store::open(Some(folder.path())).expect("a new database"));
        let store = Store::open(Some(folder.path())).expect("opens again");
        store.0.pragma_update(None, "user_version", 2).expect("a format");
        drop(store);
        assert!(matches!(Store::open(Some(folder.path())), Err(Error::Later(2))));
    }
}

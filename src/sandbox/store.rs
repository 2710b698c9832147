//! The sandbox shop's orders in SQLite, in a file or in memory. Validates nothing: what comes here was read and priced.

mod customers;
mod read;
mod write;

pub(super) use read::Filter;

use super::Error;
use rusqlite::Connection;
use std::path::Path;

/// The first order's number, the one of the page's example.
const FIRST_NUMBER: i64 = 17_724_460;
/// The first number of a customer that a sale made; lower numbers stand for customers that were there before.
pub(super) const FIRST_CUSTOMER: i64 = 900_001;
/// The most orders that the sandbox keeps.
pub(super) const MAX_ORDERS: i64 = 1_000_000;
/// What makes each format of the database from the one before it, beginning with nothing.
const FORMATS: [&str; 2] = [include_str!("store/1.sql"), include_str!("store/2.sql")];

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
        let format: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let done = usize::try_from(format).ok().filter(|done| *done <= FORMATS.len()).ok_or(Error::Later(format))?;
        for (number, step) in (1_i64..).zip(FORMATS).skip(done) {
            connection.execute_batch(&format!("BEGIN; {step} PRAGMA user_version = {number}; COMMIT;"))?;
        }
        Ok(Self(connection))
    }
}

#[cfg(test)]
mod tests {
    use super::super::customer::Customer;
    use super::*;

    #[test]
    fn a_later_format_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(Store::open(Some(folder.path())).expect("a new database"));
        let store = Store::open(Some(folder.path())).expect("opens again");
        store.0.pragma_update(None, "user_version", 3).expect("a format");
        drop(store);
        assert!(matches!(Store::open(Some(folder.path())), Err(Error::Later(3))));
    }

    #[test]
    fn the_first_format_is_brought_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = Connection::open(folder.path().join("sandbox.sqlite3")).expect("a database");
        old.execute_batch(FORMATS[0]).expect("the first format");
        old.execute_batch(
            "PRAGMA user_version = 1; INSERT INTO customer VALUES (900001);
            INSERT INTO sale VALUES (17724460, 'a', 5, 5, NULL, 1, 200, 200, 7, NULL, 900001, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL),
                (17724461, 'b', 6, 7, NULL, 1, 100, 100, -2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
            INSERT INTO field VALUES (17724460, 0, 'client[nom]', 'Durand'), (17724460, 1, 'client[email]', ''),
                (17724460, 2, 'payment', '7');",
        )
        .expect("what an older sandbox kept");
        drop(old);
        let store = Store::open(Some(folder.path())).expect("opens");
        let customers = store.customers().expect("read");
        assert_eq!(customers, [Customer::new(900_001, &[("nom", "Durand")])]);
        let orders = store.orders(&Filter::default()).expect("read");
        let payments: Vec<_> = orders.iter().flat_map(|order| order.payments.iter()).collect();
        let paid: Vec<_> = payments.iter().map(|paid| (paid.method, paid.amount.get(), paid.paid_s)).collect();
        assert_eq!(paid, [(Some(7), 200, 5), (None, 100, 7)]);
    }
}

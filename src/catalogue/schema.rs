//! The tables of the catalogue: made, recognised and brought up to date by numbered files.

use super::Error;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

/// Each brings the file one version further; SQLite's `user_version` counts them.
const MIGRATIONS: [&str; 2] = [include_str!("1.sql"), include_str!("2.sql")];

/// `application_id` of a catalogue, as set by the first migration.
const APPLICATION_ID: i64 = 0x7363_6174;

/// Makes `connection` ready for use, or says why `name` is not ours. A foreign file is left as it is.
pub(super) fn prepare(connection: &mut Connection, name: &str) -> Result<(), Error> {
    let told = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Error::NotACatalogue(name.to_owned()),
        Some(ErrorCode::DatabaseBusy) => Error::Busy,
        _ => Error::Unopenable { path: name.to_owned(), why: error.to_string() },
    };
    let version = version(connection, name, told)?;
    // Readers go on while an import writes. A power cut may lose the import of the last moments, never the file.
    // The log of an import is cut back once it is in the file: it can be as large as the catalogue.
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304;")
        .map_err(told)?;
    if version == MIGRATIONS.len() { Ok(()) } else { migrate(connection, name, told) }
}

/// How many migrations the file has seen.
fn version(connection: &Connection, name: &str, told: impl Fn(rusqlite::Error) -> Error) -> Result<usize, Error> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(&told);
    let known = match number("PRAGMA application_id")? {
        APPLICATION_ID => true,
        0 => number("SELECT count(*) FROM sqlite_schema")? == 0,
        _ => false,
    };
    match usize::try_from(number("PRAGMA user_version")?) {
        Ok(version) if known && version <= MIGRATIONS.len() => Ok(version),
        Ok(_) if known => Err(Error::Newer(name.to_owned())),
        _ => Err(Error::NotACatalogue(name.to_owned())),
    }
}

/// All missing steps in one transaction. Another process may have been faster, so the version is read again within.
fn migrate(connection: &mut Connection, name: &str, told: impl Fn(rusqlite::Error) -> Error) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
    let from = version(&transaction, name, &told)?;
    for (number, sql) in (1_u32..).zip(MIGRATIONS).skip(from) {
        transaction.execute_batch(sql).map_err(&told)?;
        transaction.pragma_update(None, "user_version", number).map_err(&told)?;
    }
    transaction.commit().map_err(&told)
}

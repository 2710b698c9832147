//! The journal's file: recognised, held by one writer, brought up to date.

use super::Error;
use super::error::told;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Every schema there ever was, in order; `user_version` counts how many of them a file has.
const MIGRATIONS: [&str; 3] = [include_str!("1.sql"), include_str!("2.sql"), include_str!("3.sql")];

/// `application_id` of a journal, as set by the first migration.
const APPLICATION_ID: i64 = 0x736a_726e;

/// The most bytes that SQLite's log keeps once all of it is in the file.
const LOG_MAX: i64 = 4 << 20;

/// Opens the file to write it, makes it if there is none, and brings it to today's format.
pub(super) fn open(path: &Path, patience: Duration) -> Result<(Connection, Hold), Error> {
    let unopenable = |why: String| Error::Unopenable { path: path.to_owned(), why };
    let lock = hold(path)?;
    // Without OPEN_URI, so that a path such as `file:x?mode=memory` is a path.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags, patience)?;
    let version = version(&connection, path)?;
    // SQLite opens a file that it may not write without a word, and would fail at the first order.
    if connection.is_readonly("main").map_err(|error| at_opening(error, path))? {
        return Err(unopenable("it is read-only".to_owned()));
    }
    prepare(&mut connection, version).map_err(|error| at_opening(error, path))?;
    Ok((connection, lock))
}

/// Opens the file on another file system of SQLite's, of which this is the only user: without the lock beside it and
/// without shared memory.
#[cfg(feature = "simulate")]
pub(super) fn open_on(file_system: &str, path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags_and_vfs(path, flags, file_system);
    let mut connection = opened.map_err(|error| at_opening(error, path))?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(|error| at_opening(error, path))?;
    let version = version(&connection, path)?;
    prepare(&mut connection, version).map_err(|error| at_opening(error, path))?;
    Ok(connection)
}

/// Opens a file that is there, to read it while the service writes.
pub(super) fn open_to_read(path: &Path, patience: Duration) -> Result<Connection, Error> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX, patience)?;
    match version(&connection, path)? {
        0 => Err(Error::NotAJournal(path.to_owned())),
        version if version < MIGRATIONS.len() => Err(Error::Earlier(path.to_owned())),
        _ => Ok(connection),
    }
}

/// Opens an archive to write it, makes it if there is none. It is one file: no log stays beside it.
pub(super) fn open_archive(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags, Duration::ZERO)?;
    let version = version(&connection, path)?;
    let prepare = |connection: &mut Connection| {
        connection.pragma_update(None, "journal_mode", "DELETE")?;
        // The folder too is synced: a file that is not found again holds nothing.
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        migrate(connection, version)
    };
    prepare(&mut connection).map_err(|error| at_opening(error, path))?;
    Ok(connection)
}

/// Brings the whole log into the file and leaves none of its bytes, unless somebody reads just now; says whether it did.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)).map(|busy| busy == 0)
}

/// Writes everything that is in the log into the file itself and syncs it, as far as nobody reads an older state just
/// now; says whether that is all.
pub(super) fn flush(connection: &Connection) -> Result<bool, Error> {
    let of_log = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
    let (frames, written) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], of_log)?;
    Ok(frames == written)
}

/// The lock of the one that writes.
#[derive(Debug)]
pub(super) struct Hold(File);

impl Hold {
    /// The file that is locked, which notes what may not have been written.
    pub(super) const fn file(&mut self) -> &mut File {
        &mut self.0
    }
}

/// A process that was started meanwhile has the file too until it becomes another program: to close it is not enough.
impl Drop for Hold {
    fn drop(&mut self) {
        // Whoever ends has no use for a reason.
        let _ = self.0.unlock();
    }
}

/// Two that write would each send the orders of both. SQLite's own locks cannot keep the second one out without keeping
/// readers out too, so a file beside the journal is locked for as long as it is open.
fn hold(path: &Path) -> Result<Hold, Error> {
    let mut name = OsString::from(path);
    name.push("-writer");
    let unopenable = |error: std::io::Error| Error::Unopenable { path: path.to_owned(), why: error.to_string() };
    let beside = PathBuf::from(name);
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(beside).map_err(unopenable)?;
    match file.try_lock() {
        Ok(()) => Ok(Hold(file)),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(unopenable(error)),
    }
}

fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags).map_err(|error| at_opening(error, path))?;
    connection.busy_timeout(patience).map_err(|error| at_opening(error, path))?;
    Ok(connection)
}

/// How many migrations the file has: 0 for an empty one. A foreign file is left as it is.
fn version(connection: &Connection, path: &Path) -> Result<usize, Error> {
    let number = |sql| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(|error: rusqlite::Error| at_opening(error, path))
    };
    let known = match number("PRAGMA application_id")? {
        APPLICATION_ID => true,
        0 => number("SELECT count(*) FROM sqlite_schema")? == 0,
        _ => false,
    };
    match usize::try_from(number("PRAGMA user_version")?) {
        Ok(version) if known && version <= MIGRATIONS.len() => Ok(version),
        Ok(_) if known => Err(Error::Newer(path.to_owned())),
        _ => Err(Error::NotAJournal(path.to_owned())),
    }
}

/// A commit that returned is on the medium, and readers never hold it up.
fn prepare(connection: &mut Connection, version: usize) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What is deleted is somebody's name and address.
    connection.pragma_update(None, "secure_delete", "ON")?;
    // A log that grew while somebody read for long does not stay so.
    connection.pragma_update(None, "journal_size_limit", LOG_MAX)?;
    migrate(connection, version)
}

fn migrate(connection: &mut Connection, version: usize) -> rusqlite::Result<()> {
    for (number, migration) in (1_u32..).zip(MIGRATIONS).skip(version) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

/// What SQLite says while the file is opened, with the file's name.
fn at_opening(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Error::NotAJournal(path.to_owned()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull) => told(error),
        // SQLite's own words repeat the path.
        Some(ErrorCode::CannotOpen) => {
            let why =
                std::fs::metadata(path).err().map_or_else(|| "no permission".to_owned(), |error| error.to_string());
            Error::Unopenable { path: path.to_owned(), why }
        }
        _ => Error::Unopenable { path: path.to_owned(), why: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_inherited_the_file_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        let held = hold(&path).expect("nobody has it");
        let _inherited = held.0.try_clone().expect("a second one");
        assert!(matches!(hold(&path), Err(Error::InUse(_))));
        drop(held);
        hold(&path).expect("it was given back");
    }
}

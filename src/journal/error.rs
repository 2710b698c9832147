//! Why a journal cannot be used, each in one sentence for the owner.

use rusqlite::ErrorCode;
use std::path::PathBuf;

/// Why the journal could not be read or written. Each is one sentence for the owner.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such folder, no right, read-only.
    #[error("The journal {} could not be opened: {why}; check that its folder exists and that this user may write there.", path.display())]
    Unopenable {
        /// Which file.
        path: PathBuf,
        /// In the words of the system.
        why: String,
    },
    /// Some other file, an empty one, or a broken one.
    #[error("The file {} is not a scanslip journal, or is damaged; move it away to start anew, and settle its open orders by hand.", .0.display())]
    NotAJournal(PathBuf),
    /// The file is from a later version.
    #[error("The journal {} was written by a later version of scanslip; install that version again.", .0.display())]
    Newer(PathBuf),
    /// The file is from an earlier version, and only the service may change it.
    #[error("The journal {} was written by an earlier version of scanslip; start the service once, which brings it up to date.", .0.display())]
    Earlier(PathBuf),
    /// Another kiosk process has it.
    #[error("The journal {} is in use by another scanslip; stop that one first, for two would send each order twice.", .0.display())]
    InUse(PathBuf),
    /// Another program has locked it.
    #[error("The journal is locked by another program; close that one, then try again.")]
    Locked,
    /// No room.
    #[error("The journal could not be written because the disk is full; make room on it.")]
    Full,
    /// The disk was made read-only, as Linux does with one that fails.
    #[error(
        "The journal could not be written because its disk is read-only; restart the machine, and replace the disk if that comes again."
    )]
    ReadOnly,
    /// The medium fails, or the file may not grow.
    #[error(
        "The journal could not be written or read because its disk fails ({0}); replace the disk if that comes again."
    )]
    Disk(rusqlite::Error),
    /// A page of the file is not what SQLite wrote.
    #[error("The journal is damaged; move it away to start anew, and settle its open orders by hand.")]
    Corrupt,
    /// SQLite says no for another reason.
    #[error("The journal could not be used ({0}); check the disk and the rights on the journal's folder.")]
    Sqlite(rusqlite::Error),
    /// An entry could not be put into words.
    #[error("An entry of the journal could not be written ({0}); please report it.")]
    Unwritable(#[from] serde_json::Error),
    /// A row is not what this program wrote.
    #[error("Row {0} of the journal is damaged; move the file away to start anew, and settle its open orders by hand.")]
    Damaged(i64),
    /// A row is gone.
    #[error("Row {0} of the journal is missing; move the file away to start anew, and settle its open orders by hand.")]
    Missing(i64),
    /// The list of orders says other than the rows.
    #[error(
        "The journal's list of orders is wrong about order {0}; move the file away to start anew, and settle its open orders by hand."
    )]
    Listed(String),
    /// The list of rows that were taken out is not what was written.
    #[error(
        "The journal's list of archived rows is damaged; move the file away to start anew, and settle its open orders by hand."
    )]
    Gone,
    /// The list of boots is not what was written.
    #[error(
        "The journal's list of the machine's starts is damaged, so times of orders may be wrong; move the file away to start anew, and settle its open orders by hand."
    )]
    Boots,
    /// An archive does not hold what was put there.
    #[error("The archive {} is damaged ({why}); put a copy of it back from a backup, and keep this one.", path.display())]
    Archive {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        told(error)
    }
}

/// What SQLite says, sorted by what the owner can do about it.
pub(super) fn told(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked,
        Some(ErrorCode::DiskFull) => Error::Full,
        Some(ErrorCode::ReadOnly) => Error::ReadOnly,
        Some(ErrorCode::SystemIoFailure) => Error::Disk(error),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Corrupt,
        _ => Error::Sqlite(error),
    }
}

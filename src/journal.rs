//! What was decided, on disk before it is done.
//!
//! SQLite in WAL mode with `synchronous=FULL`: a commit that returned is on the medium. Rows are only added, and are
//! numbered without gaps; each bears a checksum over all its columns, because a card can spoil what a file system calls
//! sound. All entries of one turn go into one transaction, so a turn is on disk whole or not at all.
//!
//! One process writes a journal at a time, and the second is told so; any number may read.

mod contact;
mod file;
mod record;
mod row;

use crate::till::Wall;
use crate::till::entry::{Entry, Resolution};
use crate::till::order::OrderId;
use rusqlite::{Connection, ErrorCode, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another process (somebody's database browser) may hold the file.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// Another kiosk process has it.
    #[error("The journal {} is in use by another scanslip; stop that one first, for two would send each order twice.", .0.display())]
    InUse(PathBuf),
    /// Another program has locked it.
    #[error("The journal is locked by another program; close that one, then try again.")]
    Locked,
    /// No room.
    #[error("The journal could not be written because the disk is full; make room on it.")]
    Full,
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
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        told(error)
    }
}

fn told(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked,
        Some(ErrorCode::DiskFull) => Error::Full,
        _ => Error::Sqlite(error),
    }
}

/// When something was written, in all the ways there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Wall time, if the clock was right.
    pub wall: Option<Wall>,
    /// Which boot of the machine it was.
    pub boot: String,
    /// Milliseconds since that boot, suspended time included.
    pub uptime_ms: i64,
}

/// What the journal remembers of the orders that are not over.
#[derive(Debug, Default)]
pub struct Recovered {
    /// The highest running number ever given.
    pub last_number: u32,
    /// Their entries, oldest first.
    pub entries: Vec<(Entry, Stamp)>,
}

/// An open journal. One process writes; others may read.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    /// Held for as long as the journal is open; none for a reader. Dropped after the connection.
    _lock: Option<File>,
    /// Whether all that was found at the opening is known to be on the medium.
    settled: bool,
}

impl Journal {
    /// Opens the file, makes it if need be, and brings it to today's format.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, PATIENCE)
    }

    /// The same, waiting at most so long wherever another program holds the file.
    pub fn open_with(path: &Path, patience: Duration) -> Result<Self, Error> {
        let (connection, lock) = file::open(path, patience)?;
        Ok(Self { connection, _lock: Some(lock), settled: false })
    }

    /// Opens a file that is there, to read it while the service writes.
    pub fn open_to_read(path: &Path) -> Result<Self, Error> {
        Ok(Self { connection: file::open_to_read(path, PATIENCE)?, _lock: None, settled: false })
    }

    /// The same on another file system of SQLite's that nobody else uses, such as the simulator's disk.
    #[cfg(feature = "simulate")]
    pub fn open_on(file_system: &str, path: &Path) -> Result<Self, Error> {
        Ok(Self { connection: file::open_on(file_system, path)?, _lock: None, settled: false })
    }

    /// Writes all entries of one turn, or none. When this returns they are on the medium.
    pub fn append(&mut self, stamp: &Stamp, entries: &[Entry]) -> Result<(), Error> {
        self.settle()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last: i64 = transaction.query_row("SELECT coalesce(max(seq), 0) FROM entry", [], |row| row.get(0))?;
        for (seq, entry) in (last.saturating_add(1)..).zip(entries) {
            row::insert(&transaction, seq, entry, stamp)?;
            contact::follow(&transaction, entry)?;
            if let Entry::Confirmed(order) = entry {
                transaction
                    .prepare_cached("INSERT INTO orders (order_id, number, open, entries) VALUES (?, ?, 1, 1)")?
                    .execute(params![order.id.as_str(), order.number])?;
            } else {
                transaction
                    .prepare_cached(
                        "UPDATE orders SET open = coalesce(?, open), entries = entries + 1 WHERE order_id = ?",
                    )?
                    .execute(params![row::opens(entry), entry.order().as_str()])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Whether an entry could be written now. Adds none, but goes to the medium as one would.
    pub fn probe(&mut self) -> Result<(), Error> {
        self.settle()?;
        Ok(file::probe(&mut self.connection)?)
    }

    /// Before the first record: what was found at the opening is put onto the medium.
    ///
    /// A process that died right after a failed sync leaves a turn in the system's memory that reads as if it were on the
    /// medium. Linux does not try to write it again, and whatever were recorded behind it would be lost with it.
    fn settle(&mut self) -> Result<(), Error> {
        if !self.settled {
            file::settle(&self.connection)?;
            self.settled = true;
        }
        Ok(())
    }

    /// What must be taken up again after a start. Orders that are over are not read.
    pub fn recover(&self) -> Result<Recovered, Error> {
        // One state of the file: another process may look while the service writes.
        let _snapshot = self.connection.unchecked_transaction()?;
        let last_number =
            self.connection.query_row("SELECT coalesce(max(number), 0) FROM orders", [], |row| row.get(0))?;
        let entries = self.entries("WHERE order_id IN (SELECT order_id FROM orders WHERE open)", [])?;
        let mut orders = BTreeMap::new();
        for (entry, _) in &entries {
            Listed::count(&mut orders, entry);
        }
        self.compare("WHERE open", orders)?;
        let complete = |(entry, stamp)| Ok((contact::complete(&self.connection, entry)?, stamp));
        Ok(Recovered { last_number, entries: entries.into_iter().map(complete).collect::<Result<_, Error>>()? })
    }

    /// The shop's numbers of the latest orders that it took, at most a thousand.
    pub fn latest_numbers(&self) -> Result<Vec<u64>, Error> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT {} FROM entry WHERE kind IN ('accepted', 'resolved') ORDER BY seq DESC LIMIT 1000",
            row::COLUMNS
        ))?;
        let (mut numbers, mut rows) = (Vec::new(), statement.query([])?);
        while let Some(row) = rows.next()? {
            // A damaged row of an order that is over must not keep the kiosk from starting; `verify` tells of it.
            numbers.extend(row::read(row).ok().and_then(|(_, entry, _)| match entry {
                Entry::Accepted { acceptance, .. } => Some(acceptance.number),
                Entry::Resolved { resolution: Resolution::Accepted(number), .. } => Some(number),
                _ => None,
            }));
        }
        Ok(numbers)
    }

    /// All entries of one order, oldest first; none if there is no such order.
    pub fn entries_of(&self, order: OrderId) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.entries("WHERE order_id = ?", [order.as_str()])
    }

    /// The entries of the newest orders, oldest entry first.
    pub fn newest(&self, orders: u32) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.entries("WHERE order_id IN (SELECT order_id FROM orders ORDER BY number DESC LIMIT ?)", [orders])
    }

    /// Reads every row and holds it against its checksum, and the list of orders against the rows; says how many rows
    /// there are.
    pub fn verify(&self) -> Result<usize, Error> {
        // One state of the file, whatever the service writes meanwhile.
        let _snapshot = self.connection.unchecked_transaction()?;
        let (mut rows, mut orders) = (0_usize, BTreeMap::new());
        self.each("", [], |seq, entry, _| {
            rows += 1;
            // Rows come by number, so the first that is too high tells of a gap.
            let expected = i64::try_from(rows).unwrap_or(i64::MAX);
            if seq != expected {
                return Err(Error::Missing(expected));
            }
            Listed::count(&mut orders, &entry);
            Ok(())
        })?;
        self.compare("", orders)?;
        let check: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if check == "ok" {
            Ok(rows)
        } else {
            Err(Error::NotAJournal(self.connection.path().unwrap_or_default().into()))
        }
    }

    /// Holds the list of orders, or a part of it, against what the rows say of the same orders.
    fn compare(&self, filter: &str, mut rows_say: BTreeMap<OrderId, Listed>) -> Result<(), Error> {
        let mut statement =
            self.connection.prepare(&format!("SELECT order_id, number, open, entries FROM orders {filter}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = String::from_utf8_lossy(row.get_ref(0)?.as_bytes().unwrap_or_default()).into_owned();
            let by_rows = OrderId::parse(&name).and_then(|order| rows_say.remove(&order));
            if by_rows.is_none() || by_rows != Listed::read(row).ok() {
                return Err(Error::Listed(name));
            }
        }
        match rows_say.into_keys().next() {
            Some(order) => Err(Error::Listed(order.to_string())),
            None => Ok(()),
        }
    }

    fn entries(&self, filter: &str, arguments: impl rusqlite::Params) -> Result<Vec<(Entry, Stamp)>, Error> {
        let mut entries = Vec::new();
        self.each(filter, arguments, |_, entry, stamp| {
            entries.push((entry, stamp));
            Ok(())
        })?;
        Ok(entries)
    }

    /// Hands over each row that passes the filter, in order.
    fn each(
        &self,
        filter: &str,
        arguments: impl rusqlite::Params,
        mut take: impl FnMut(i64, Entry, Stamp) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let query = format!("SELECT {} FROM entry {filter} ORDER BY seq", row::COLUMNS);
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query(arguments)?;
        while let Some(row) = rows.next()? {
            let (seq, entry, stamp) = row::read(row)?;
            take(seq, entry, stamp)?;
        }
        Ok(())
    }
}

/// What the list says of one order, beside its name.
#[derive(Debug, PartialEq, Eq)]
struct Listed {
    /// `None` for entries of an order that nobody confirmed.
    number: Option<u32>,
    open: bool,
    entries: u32,
}

impl Listed {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { number: Some(row.get(1)?), open: row.get(2)?, entries: row.get(3)? })
    }

    /// The same by the rows, which come oldest first.
    fn count(orders: &mut BTreeMap<OrderId, Self>, entry: &Entry) {
        let listed = orders.entry(entry.order()).or_insert(Self { number: None, open: true, entries: 0 });
        if let Entry::Confirmed(order) = entry {
            listed.number = Some(order.number);
        }
        listed.open = row::opens(entry).unwrap_or(listed.open);
        listed.entries = listed.entries.saturating_add(1);
    }
}

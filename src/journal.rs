//! What was decided, on disk before it is done.
//!
//! SQLite in WAL mode with `synchronous=FULL`: a commit that returned is on the medium. Rows are numbered
//! without gaps, but for those that were taken out on purpose (`gone.rs`); each bears a checksum over all its columns, because a card can spoil what a file system calls
//! sound. All entries of one turn go into one transaction, so a turn is on disk whole or not at all; where the medium
//! leaves that open, `unsure.rs` settles it. What is old leaves the file: `keep.rs`, `archive.rs`. Times that were not
//! known when an entry was written are told as soon as they are: `boot.rs`.
//!
//! One process writes a journal at a time, and the second is told so; any number may read.

mod archive;
mod boot;
mod check;
mod contact;
mod error;
mod file;
mod gone;
mod keep;
mod named;
mod record;
mod row;
mod unsure;

pub use archive::{Archive, State};
pub use error::Error;
pub use keep::Keeping;

use crate::till::Wall;
use crate::till::entry::{Entry, Resolution};
use crate::till::order::OrderId;
use check::Listed;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another process (somebody's database browser) may hold the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// When something was written, in all the ways there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Wall time, if the clock was right then, or became right later in the same boot.
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
    lock: Option<file::Hold>,
    path: PathBuf,
    /// Orders of a turn that may be on the medium although it was told that it is not.
    unsure: Option<Vec<OrderId>>,
    keeping: Keeping,
    chores: Option<keep::Chores>,
    /// Whether all that was found at the opening is known to be on the medium.
    flushed: bool,
}

impl Journal {
    /// Opens the file, makes it if need be, and brings it to today's format.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, PATIENCE)
    }

    /// The same, waiting at most so long wherever another program holds the file.
    pub fn open_with(path: &Path, patience: Duration) -> Result<Self, Error> {
        let (connection, mut lock) = file::open(path, patience)?;
        let unreadable = |error: std::io::Error| Error::Unopenable { path: path.to_owned(), why: error.to_string() };
        let noted = unsure::noted(lock.file()).map_err(unreadable)?;
        let mut journal = Self::of(path, connection, Some(lock));
        if !noted.is_empty() {
            journal.unsure = Some(noted);
            journal.settle()?;
        }
        Ok(journal)
    }

    /// Opens a file that is there, to read it while the service writes.
    pub fn open_to_read(path: &Path) -> Result<Self, Error> {
        Ok(Self::of(path, file::open_to_read(path, PATIENCE)?, None))
    }

    /// The same on another file system of SQLite's that nobody else uses, such as the simulator's disk. Nothing is kept
    /// beside it, so a commit that failed may come back after a crash.
    #[cfg(feature = "simulate")]
    pub fn open_on(file_system: &str, path: &Path) -> Result<Self, Error> {
        Ok(Self::of(path, file::open_on(file_system, path)?, None))
    }

    fn of(path: &Path, connection: Connection, lock: Option<file::Hold>) -> Self {
        let keeping = Keeping::default();
        Self { connection, lock, path: path.to_owned(), flushed: false, unsure: None, keeping, chores: None }
    }

    /// Writes all entries of one turn, or none. When this returns well they are on the medium; when it does not, they are
    /// not, or will be taken out before anything else is written or read at a start.
    pub fn append(&mut self, stamp: &Stamp, entries: &[Entry]) -> Result<(), Error> {
        self.settle()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last: i64 = transaction.query_row("SELECT coalesce(max(seq), 0) FROM entry", [], |row| row.get(0))?;
        let last = last.max(gone::highest(&transaction)?);
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
        boot::follow(&transaction, stamp)?;
        let Err(error) = transaction.commit() else { return Ok(()) };
        let begun = unsure::begun(entries);
        if let Some(lock) = &mut self.lock {
            // If that fails too there is nothing left to write to.
            let _ = unsure::note(lock.file(), &begun);
        }
        self.unsure = Some(begun);
        // If that fails it is tried again before anything else is written.
        let _ = self.settle();
        Err(error.into())
    }

    /// Makes certain that what was found at the opening is on the medium, and that a commit that failed did not happen.
    ///
    /// A process that died right after a failed sync leaves a turn in the system's memory that reads as if it were on the
    /// medium. Linux does not try to write it again, and whatever were recorded behind it would be lost with it.
    fn settle(&mut self) -> Result<(), Error> {
        if !self.flushed {
            self.flushed = file::flush(&self.connection)?;
        }
        let Some(orders) = &self.unsure else { return Ok(()) };
        unsure::undo(&mut self.connection, orders)?;
        if let Some(lock) = &mut self.lock {
            let unwritable =
                |error| Error::Unopenable { path: self.path.clone(), why: std::io::Error::to_string(&error) };
            unsure::note(lock.file(), &[]).map_err(unwritable)?;
        }
        self.unsure = None;
        Ok(())
    }

    /// Whether an entry could be written now. Adds none, but goes to the medium as one would.
    pub fn probe(&mut self) -> Result<(), Error> {
        self.settle()?;
        unsure::undo(&mut self.connection, &[])
    }

    /// What must be taken up again after a start. Orders that are over are not read.
    pub fn recover(&self) -> Result<Recovered, Error> {
        // One state of the file: another process may look while the service writes.
        let _snapshot = self.connection.unchecked_transaction()?;
        let last_number =
            self.connection.query_row("SELECT coalesce(max(number), 0) FROM orders", [], |row| row.get(0))?;
        let entries = self.unsettled()?;
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

    /// All entries of one order, oldest first, from an archive if it is there; none if there is no such order.
    pub fn entries_of(&self, order: OrderId) -> Result<Vec<(Entry, Stamp)>, Error> {
        let mut found = self.kept(order)?;
        for file in if found.is_empty() { self.archives_here()? } else { Vec::new() } {
            found = Self::open_to_read(&file)?.entries_of(order)?;
            if !found.is_empty() {
                break;
            }
        }
        Ok(found)
    }

    /// The same without the archives: an order that was put there is over for good.
    pub fn kept(&self, order: OrderId) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.entries("WHERE order_id = ?", [order.as_str()])
    }

    /// The entries of the orders that are not over, oldest first; those that staff must settle among them.
    pub fn unsettled(&self) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.entries("WHERE order_id IN (SELECT order_id FROM orders WHERE open)", [])
    }

    /// The entries of the newest orders, the oldest order first where archives have some of them; of each, the oldest entry
    /// first. Archives that cannot be read are left out: `archives` tells of them.
    pub fn newest(&self, orders: u32) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.newest_before(None, orders)
    }

    /// The same of the orders with a lower running number than this one: the next page of a list.
    pub fn newest_before(&self, number: Option<u32>, orders: u32) -> Result<Vec<(Entry, Stamp)>, Error> {
        const NEWEST: &str =
            "WHERE order_id IN (SELECT order_id FROM orders WHERE number < ? ORDER BY number DESC LIMIT ?)";
        let below = number.map_or(i64::MAX, i64::from);
        // One state of the file: an order may go into the archive meanwhile.
        let _snapshot = self.connection.unchecked_transaction()?;
        let mut found = self.entries(NEWEST, (below, orders))?;
        if is_whole(&found, number, orders) {
            return Ok(found);
        }
        // Newest archive first. An order that staff have not settled stays here while later ones go there.
        for file in self.archives_here()? {
            let here: BTreeSet<OrderId> = found.iter().map(|(entry, _)| entry.order()).collect();
            let archived = Self::open_to_read(&file).and_then(|archive| archive.entries(NEWEST, (below, orders)));
            let mut archived = archived.unwrap_or_default();
            // A crash can leave an order in both.
            archived.retain(|(entry, _)| !here.contains(&entry.order()));
            archived.append(&mut found);
            found = newest_of(archived, orders);
            if is_whole(&found, number, orders) {
                break;
            }
        }
        Ok(found)
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
            take(seq, entry, boot::mend(&self.connection, stamp)?)?;
        }
        Ok(())
    }
}

/// The running number of each order that was confirmed.
fn numbers(entries: &[(Entry, Stamp)]) -> BTreeMap<OrderId, u32> {
    let confirmed = |(entry, _): &(Entry, Stamp)| match entry {
        Entry::Confirmed(order) => Some((order.id, order.number)),
        _ => None,
    };
    entries.iter().filter_map(confirmed).collect()
}

/// Whether these are as many as are wanted, without a gap: there can be no other between them.
fn is_whole(entries: &[(Entry, Stamp)], before: Option<u32>, wanted: u32) -> bool {
    let numbers: BTreeSet<u32> = numbers(entries).into_values().collect();
    let (Some(lowest), Some(highest)) = (numbers.first(), numbers.last()) else { return wanted == 0 };
    u32::try_from(numbers.len()) == Ok(wanted)
        && highest - lowest == wanted - 1
        && before.is_none_or(|before| highest + 1 == before)
}

/// The newest orders of these, by their running numbers.
fn newest_of(mut entries: Vec<(Entry, Stamp)>, orders: u32) -> Vec<(Entry, Stamp)> {
    let numbers = numbers(&entries);
    let mut highest: Vec<u32> = numbers.values().copied().collect();
    highest.sort_unstable_by(|one, other| other.cmp(one));
    let over = usize::try_from(orders).ok().and_then(|orders| highest.get(orders)).copied();
    let number = |entry: &Entry| numbers.get(&entry.order()).copied().unwrap_or_default();
    entries.retain(|(entry, _)| over.is_none_or(|over| number(entry) > over));
    entries.sort_by_key(|(entry, _)| number(entry));
    entries
}

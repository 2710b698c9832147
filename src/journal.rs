//! What was decided, on disk before it is done.
//!
//! SQLite in WAL mode with `synchronous=FULL`: a commit that returned is on the medium. Rows are only added; each bears a
//! checksum over all its columns, because a card can spoil what a file system calls sound. All entries of one turn go
//! into one transaction, so a turn is on disk whole or not at all.

mod record;

use crate::till::Wall;
use crate::till::entry::Entry;
use crate::till::event::Printing;
use crate::till::order::OrderId;
use crate::till::slip::Kind;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};
use std::path::Path;
use std::time::Duration;

/// Every schema there ever was, in order; `user_version` counts how many of them a file has.
const MIGRATIONS: [&str; 1] = [include_str!("journal/1.sql")];
/// How long another process (`scanslip orders`) may hold the file.
const BUSY: Duration = Duration::from_secs(5);

/// Why the journal could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite says no: no such folder, no right, disk full, read-only, not a database.
    #[error("The journal could not be used ({0}); check its folder, the free space and the rights on it.")]
    Sqlite(#[from] rusqlite::Error),
    /// An entry could not be put into words.
    #[error("An entry of the journal could not be written ({0}).")]
    Unwritable(#[from] serde_json::Error),
    /// A row is not what this program wrote.
    #[error("Row {0} of the journal is damaged; move the file away to start anew, and settle its open orders by hand.")]
    Damaged(i64),
    /// The file is from a later version.
    #[error("The journal was written by a later version of scanslip (format {0}); install that version again.")]
    Newer(usize),
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
}

impl Journal {
    /// Opens the file, makes it if need be, and brings it to today's format.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        migrate(&mut connection)?;
        Ok(Self { connection })
    }

    /// Opens a file that is there, to read it while the service writes.
    pub fn open_to_read(path: &Path) -> Result<Self, Error> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(BUSY)?;
        let version = version(&connection)?;
        if version > MIGRATIONS.len() { Err(Error::Newer(version)) } else { Ok(Self { connection }) }
    }

    /// Writes all entries of one turn, or none. When this returns they are on the medium.
    pub fn append(&mut self, stamp: &Stamp, entries: &[Entry]) -> Result<(), Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for entry in entries {
            let (order, json) = (entry.order(), record::write(entry)?);
            let row = Row::new(order, kind(entry), &json, stamp);
            transaction
                .prepare_cached(
                    "INSERT INTO entry (order_id, kind, body, wall_s, boot, uptime_ms, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    row.order_id,
                    row.kind,
                    row.body,
                    row.wall_s,
                    row.boot,
                    row.uptime_ms,
                    row.checksum()
                ])?;
            if let Entry::Confirmed(order) = entry {
                transaction
                    .prepare_cached("INSERT INTO orders (order_id, number, open) VALUES (?, ?, 1)")?
                    .execute(params![order.id.as_str(), order.number])?;
            } else if let Some(open) = opens(entry) {
                transaction
                    .prepare_cached("UPDATE orders SET open = ? WHERE order_id = ?")?
                    .execute(params![open, order.as_str()])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// What must be taken up again after a start.
    pub fn recover(&self) -> Result<Recovered, Error> {
        let last_number =
            self.connection.query_row("SELECT coalesce(max(number), 0) FROM orders", [], |row| row.get(0))?;
        let entries = self.entries("WHERE order_id IN (SELECT order_id FROM orders WHERE open)", [])?;
        Ok(Recovered { last_number, entries })
    }

    /// All entries of one order, oldest first; none if there is no such order.
    pub fn entries_of(&self, order: OrderId) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.entries("WHERE order_id = ?", [order.as_str()])
    }

    /// The entries of the newest orders, oldest entry first.
    pub fn newest(&self, orders: u32) -> Result<Vec<(Entry, Stamp)>, Error> {
        self.entries("WHERE order_id IN (SELECT order_id FROM orders ORDER BY number DESC LIMIT ?)", [orders])
    }

    /// Reads every row and holds it against its checksum; says how many there are.
    pub fn verify(&self) -> Result<usize, Error> {
        Ok(self.entries("", [])?.len())
    }

    fn entries(&self, filter: &str, arguments: impl rusqlite::Params) -> Result<Vec<(Entry, Stamp)>, Error> {
        let query = format!(
            "SELECT seq, order_id, kind, body, wall_s, boot, uptime_ms, checksum FROM entry {filter} ORDER BY seq"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query(arguments)?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let read = Row {
                order_id: row.get(1)?,
                kind: row.get(2)?,
                body: row.get(3)?,
                wall_s: row.get(4)?,
                boot: row.get(5)?,
                uptime_ms: row.get(6)?,
            };
            if row.get::<_, u32>(7)? != read.checksum() {
                return Err(Error::Damaged(seq));
            }
            let entry = record::read(&read.order_id, &read.body).ok_or(Error::Damaged(seq))?;
            let stamp = Stamp { wall: read.wall_s.map(Wall), boot: read.boot, uptime_ms: read.uptime_ms };
            entries.push((entry, stamp));
        }
        Ok(entries)
    }
}

/// One row, without its number and its checksum.
struct Row {
    order_id: String,
    kind: String,
    body: String,
    wall_s: Option<i64>,
    boot: String,
    uptime_ms: i64,
}

impl Row {
    fn new(order: OrderId, kind: &str, body: &str, stamp: &Stamp) -> Self {
        Self {
            order_id: order.as_str().to_owned(),
            kind: kind.to_owned(),
            body: body.to_owned(),
            wall_s: stamp.wall.map(|wall| wall.0),
            boot: stamp.boot.clone(),
            uptime_ms: stamp.uptime_ms,
        }
    }

    /// Over every column, each closed by a byte that none of them holds.
    fn checksum(&self) -> u32 {
        let mut hash = crc32fast::Hasher::new();
        let wall = self.wall_s.map_or_else(String::new, |wall| wall.to_string());
        let uptime = self.uptime_ms.to_string();
        for column in [&self.order_id, &self.kind, &self.body, &wall, &self.boot, &uptime] {
            hash.update(column.as_bytes());
            hash.update(&[0xff]);
        }
        hash.finalize()
    }
}

/// How many migrations the file has.
fn version(connection: &Connection) -> Result<usize, Error> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version as usize)
}

fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let version = version(connection)?;
    if version > MIGRATIONS.len() {
        return Err(Error::Newer(version));
    }
    for (number, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", u32::try_from(number + 1).unwrap_or(u32::MAX))?;
        transaction.commit()?;
    }
    Ok(())
}

/// Whether an order is open after this entry; `None` where that does not change.
const fn opens(entry: &Entry) -> Option<bool> {
    match entry {
        // A slip that does not come by itself is the owner's to print; the order is over.
        Entry::Refused { .. } | Entry::Held { .. } | Entry::SlipWithheld { .. } => Some(false),
        Entry::Printed { slip, outcome: Printing::Proven | Printing::Sent } => match slip.kind {
            Kind::Final => Some(false),
            Kind::Provisional => None,
        },
        Entry::Printing { slip } if matches!(slip.kind, Kind::Final) => Some(true),
        _ => None,
    }
}

const fn kind(entry: &Entry) -> &'static str {
    match entry {
        Entry::Confirmed(_) => "confirmed",
        Entry::Sending { .. } => "sending",
        Entry::Accepted { .. } => "accepted",
        Entry::Refused { .. } => "refused",
        Entry::NotSent { .. } => "not-sent",
        Entry::InDoubt { .. } => "in-doubt",
        Entry::Absent { .. } => "absent",
        Entry::Held { .. } => "held",
        Entry::Printing { .. } => "printing",
        Entry::Printed { .. } => "printed",
        Entry::SlipWithheld { .. } => "slip-withheld",
    }
}

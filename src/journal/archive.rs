//! Orders that are over and old, in a file for each month beside the journal.
//!
//! An archive has the journal's own format, so that everything that reads a journal reads it; it is one file without a log,
//! to be copied or taken away as one. Orders are written there, synced and read back before the journal lets go of them;
//! doing that again, after a crash in between, changes nothing.

use super::{Error, Journal, Stamp, file, row};
use crate::till::Wall;
use crate::till::entry::Entry;
use crate::till::order::OrderId;
use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior, params, params_from_iter};
use std::path::{Path, PathBuf};

/// A file of old orders.
#[derive(Debug)]
pub struct Archive {
    /// Where it is, or was put.
    pub file: PathBuf,
    /// How many entries the kiosk has put there.
    pub entries: u32,
    /// What became of it.
    pub state: State,
}

/// What became of an archive.
#[derive(Debug)]
pub enum State {
    /// All is there.
    Sound,
    /// The file is not there: somebody took it away.
    Away,
    /// Something is wrong with it.
    Damaged(Error),
}

/// An order as it stands in a journal, down to the bytes of its rows.
pub(super) struct Whole {
    pub(super) order: OrderId,
    number: i64,
    rows: Vec<Vec<Value>>,
    boots: Vec<Vec<Value>>,
    /// The same rows, read.
    pub(super) entries: Vec<(Entry, Stamp)>,
}

impl Whole {
    /// Reads an order that is over.
    pub(super) fn read(journal: &Journal, order: OrderId) -> Result<Self, Error> {
        let connection = &journal.connection;
        let query = format!("SELECT {} FROM entry WHERE order_id = ? ORDER BY seq", row::COLUMNS);
        let boots = "SELECT * FROM boot WHERE boot IN (SELECT boot FROM entry WHERE order_id = ?)";
        Ok(Self {
            order,
            number: connection
                .prepare_cached("SELECT number FROM orders WHERE order_id = ?")?
                .query_row([order.as_str()], |row| row.get(0))?,
            rows: values(connection, &query, order)?,
            boots: values(connection, boots, order)?,
            entries: journal.entries("WHERE order_id = ?", [order.as_str()])?,
        })
    }
}

fn values(connection: &Connection, query: &str, order: OrderId) -> Result<Vec<Vec<Value>>, Error> {
    let mut statement = connection.prepare_cached(query)?;
    let columns = statement.column_count();
    let rows = statement.query_map([order.as_str()], |row| (0..columns).map(|at| row.get(at)).collect())?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The month of a time, in UTC; `None` beyond the years that have four digits.
pub(super) fn month(wall: Wall) -> Option<String> {
    let day = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(wall.0).ok()?);
    (0..=9_999).contains(&day.year()).then(|| format!("{:04}-{:02}", day.year(), day.month()))
}

/// The archive of a month beside a journal: `journal-2026-08.db` beside `journal.db`.
pub(super) fn beside(journal: &Path, month: &str) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(journal.file_stem()), part(journal.extension()));
    journal.with_file_name(format!("{stem}-{month}.{extension}"))
}

/// Writes these orders there, and reads them back from the medium. Says how many orders and entries are there then.
pub(super) fn put(path: &Path, orders: &[Whole]) -> Result<(u32, u32), Error> {
    let mut connection = file::open_archive(path)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for order in orders {
        // What an attempt before this one left is the same, but for a customer that was wiped meanwhile.
        transaction.execute("DELETE FROM entry WHERE order_id = ?", [order.order.as_str()])?;
        for row in &order.rows {
            let query = format!("INSERT INTO entry ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row::COLUMNS);
            transaction.prepare_cached(&query)?.execute(params_from_iter(row))?;
        }
        for boot in &order.boots {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO boot VALUES (?, ?, ?, ?)")?
                .execute(params_from_iter(boot))?;
        }
        transaction.execute(
            "INSERT OR REPLACE INTO orders (order_id, number, open, entries) VALUES (?, ?, 0, ?)",
            params![order.order.as_str(), order.number, u32::try_from(order.rows.len()).unwrap_or(u32::MAX)],
        )?;
    }
    transaction.commit()?;
    drop(connection);
    let written = Journal::open_to_read(path)?;
    for order in orders {
        if written.entries("WHERE order_id = ?", [order.order.as_str()])? != order.entries {
            let why = format!("order {} cannot be read back", order.order);
            return Err(Error::Archive { path: path.to_owned(), why });
        }
    }
    Ok(written.connection.query_row("SELECT count(*), (SELECT count(*) FROM entry) FROM orders", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?)
}

impl Journal {
    /// The archives, oldest first, each read to the end.
    pub fn archives(&self) -> Result<Vec<Archive>, Error> {
        let archives = self.listed_archives()?.into_iter().rev();
        Ok(archives
            .map(|(file, orders, entries)| {
                let state = if file.exists() { sound(&file, orders, entries) } else { State::Away };
                Archive { file, entries, state }
            })
            .collect())
    }

    /// Where the archives are, newest first, with their orders and entries.
    pub(super) fn listed_archives(&self) -> Result<Vec<(PathBuf, u32, u32)>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT month, orders, entries FROM archive ORDER BY month DESC")?;
        let place =
            |row: &rusqlite::Row<'_>| Ok((beside(&self.path, &row.get::<_, String>(0)?), row.get(1)?, row.get(2)?));
        Ok(statement.query_map([], place)?.collect::<Result<_, _>>()?)
    }

    /// The archives that are there, newest first.
    pub(super) fn archives_here(&self) -> Result<Vec<PathBuf>, Error> {
        Ok(self.listed_archives()?.into_iter().map(|(file, ..)| file).filter(|file| file.exists()).collect())
    }
}

fn sound(file: &Path, orders: u32, entries: u32) -> State {
    match Journal::open_to_read(file).and_then(|archive| archive.check(false)) {
        Ok(found) if found == (orders, entries) => State::Sound,
        Ok((found, _)) if found != orders => damaged(file, format!("it has {found} orders of {orders}")),
        Ok((_, found)) => damaged(file, format!("it has {found} rows of {entries}")),
        Err(Error::Listed(order)) => damaged(file, format!("rows of order {order} are missing")),
        Err(Error::Damaged(row)) => damaged(file, format!("row {row} is not what was written")),
        Err(_) => damaged(file, "it is no archive any more".to_owned()),
    }
}

fn damaged(file: &Path, why: String) -> State {
    State::Damaged(Error::Archive { path: file.to_owned(), why })
}

//! Which rows were taken out on purpose: runs of numbers, so that the numbers of all others still show what is missing.

use super::Error;
use rusqlite::{Connection, OptionalExtension, params};

/// A run of rows, first and last.
type Run = (i64, i64);

/// The runs in order, each held against its checksum.
pub(super) fn runs(connection: &Connection) -> Result<Vec<Run>, Error> {
    let mut statement = connection.prepare("SELECT first, last, checksum FROM gone ORDER BY first")?;
    let (mut rows, mut runs) = (statement.query([])?, Vec::new());
    while let Some(row) = rows.next()? {
        runs.push(sound(row)?);
    }
    // Runs that overlap, or that end before they begin, were not written here.
    let in_order = |pair: &[Run]| matches!(pair, [(_, last), (first, _)] if last < first);
    if runs.iter().all(|(first, last)| first <= last) && runs.windows(2).all(in_order) {
        Ok(runs)
    } else {
        Err(Error::Gone)
    }
}

/// The highest number among them, 0 if there is none.
pub(super) fn highest(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT coalesce(max(last), 0) FROM gone")?.query_row([], |row| row.get(0))
}

/// Takes these rows out. Numbers that touch become one run.
pub(super) fn take_out(connection: &Connection, rows: &[i64]) -> Result<(), Error> {
    for row in rows {
        connection.prepare_cached("DELETE FROM entry WHERE seq = ?")?.execute([row])?;
        let before = find(connection, "last = ?1 - 1", *row)?;
        let after = find(connection, "first = ?1 + 1", *row)?;
        for (first, _) in before.iter().chain(&after) {
            connection.prepare_cached("DELETE FROM gone WHERE first = ?")?.execute([first])?;
        }
        let (first, last) = (before.map_or(*row, |run| run.0), after.map_or(*row, |run| run.1));
        connection.prepare_cached("INSERT INTO gone (first, last, checksum) VALUES (?, ?, ?)")?.execute(params![
            first,
            last,
            checksum((first, last))
        ])?;
    }
    Ok(())
}

fn find(connection: &Connection, which: &str, row: i64) -> Result<Option<Run>, Error> {
    connection
        .prepare_cached(&format!("SELECT first, last, checksum FROM gone WHERE {which}"))?
        .query_row([row], |row| Ok(sound(row)))
        .optional()?
        .transpose()
}

fn sound(row: &rusqlite::Row<'_>) -> Result<Run, Error> {
    let run = (row.get(0)?, row.get(1)?);
    if row.get::<_, i64>(2)? == checksum(run) { Ok(run) } else { Err(Error::Gone) }
}

fn checksum((first, last): Run) -> i64 {
    i64::from(crc32fast::hash(format!("{first}-{last}").as_bytes()))
}

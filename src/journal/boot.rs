//! When each boot of the machine began, so that what was written before the clock was right gets its time.
//!
//! A machine without a clock battery starts with a wrong time; the kernel's uptime is right from the start. The first
//! entry of a boot that has a wall time tells when that boot began, and so when everything else of it was written.

use super::Stamp;
use crate::till::Wall;
use rusqlite::{Connection, OptionalExtension, params};

/// Remembers when the boot of this stamp began, if the stamp can tell and no earlier one could.
pub(super) fn follow(connection: &Connection, stamp: &Stamp) -> rusqlite::Result<()> {
    let Some(wall) = stamp.wall else { return Ok(()) };
    // Without a name nobody knows whether two entries are of one boot.
    if stamp.boot.is_empty() {
        return Ok(());
    }
    let known = connection.prepare_cached("SELECT 1 FROM boot WHERE boot = ?")?.exists([&stamp.boot])?;
    if known {
        return Ok(());
    }
    let number: i64 = connection.query_row("SELECT coalesce(max(number), 0) + 1 FROM boot", [], |row| row.get(0))?;
    let began_ms = wall.0.saturating_mul(1_000).saturating_sub(stamp.uptime_ms);
    put(connection, number, &stamp.boot, began_ms)
}

/// The stamp with its time, if that is known by now.
pub(super) fn mend(connection: &Connection, stamp: Stamp) -> rusqlite::Result<Stamp> {
    if stamp.wall.is_some() || stamp.boot.is_empty() {
        return Ok(stamp);
    }
    let began: Option<(i64, i64, i64)> = connection
        .prepare_cached("SELECT number, began_ms, checksum FROM boot WHERE boot = ?")?
        .query_row([&stamp.boot], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let began_ms = began.filter(|(number, ms, sum)| *sum == checksum(*number, &stamp.boot, *ms)).map(|(_, ms, _)| ms);
    let wall = began_ms.map(|ms| Wall(ms.saturating_add(stamp.uptime_ms).div_euclid(1_000)));
    Ok(Stamp { wall, ..stamp })
}

/// Whether every boot is what was written, and none is missing.
pub(super) fn are_sound(connection: &Connection) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare("SELECT number, boot, began_ms, checksum FROM boot ORDER BY number")?;
    let (mut rows, mut expected) = (statement.query([])?, 1_i64);
    while let Some(row) = rows.next()? {
        let (number, boot, began_ms): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if number != expected || row.get::<_, i64>(3)? != checksum(number, &boot, began_ms) {
            return Ok(false);
        }
        expected = expected.saturating_add(1);
    }
    Ok(true)
}

fn put(connection: &Connection, number: i64, boot: &str, began_ms: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO boot (number, boot, began_ms, checksum) VALUES (?, ?, ?, ?)")?
        .execute(params![number, boot, began_ms, checksum(number, boot, began_ms)])?;
    Ok(())
}

fn checksum(number: i64, boot: &str, began_ms: i64) -> i64 {
    let mut hash = crc32fast::Hasher::new();
    for column in [&number.to_string(), boot, &began_ms.to_string()] {
        hash.update(column.as_bytes());
        hash.update(&[0xff]);
    }
    i64::from(hash.finalize())
}

//! One row of the table `entry`, and the checksum that shows whether it is still what was written.

use super::{Error, Stamp, record};
use crate::till::Wall;
use crate::till::entry::{Entry, Resolution};
use crate::till::event::Printing;
use crate::till::order::OrderId;
use crate::till::slip::{COPIES_UNASKED, Kind};
use rusqlite::{Connection, params};

/// The columns in the order in which [`read`] takes them.
pub(super) const COLUMNS: &str = "seq, order_id, kind, body, wall_s, boot, uptime_ms, checksum";

/// One row without its checksum.
struct Row {
    /// From 1, without gaps, so that a row that is gone is missed.
    seq: i64,
    order_id: String,
    kind: String,
    body: String,
    wall_s: Option<i64>,
    boot: String,
    uptime_ms: i64,
}

/// Adds an entry as row number `seq`.
pub(super) fn insert(connection: &Connection, seq: i64, entry: &Entry, stamp: &Stamp) -> Result<(), Error> {
    let row = Row {
        seq,
        order_id: entry.order().as_str().to_owned(),
        kind: kind(entry).to_owned(),
        body: record::write(entry)?,
        wall_s: stamp.wall.map(|wall| wall.0),
        boot: stamp.boot.clone(),
        uptime_ms: stamp.uptime_ms,
    };
    let values =
        params![row.seq, row.order_id, row.kind, row.body, row.wall_s, row.boot, row.uptime_ms, row.checksum()];
    connection
        .prepare_cached(
            "INSERT INTO entry (seq, order_id, kind, body, wall_s, boot, uptime_ms, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(values)?;
    Ok(())
}

/// Writes an entry anew in its place, and the checksum with it.
pub(super) fn replace(connection: &Connection, seq: i64, entry: &Entry, stamp: &Stamp) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM entry WHERE seq = ?")?.execute([seq])?;
    insert(connection, seq, entry, stamp)
}

/// Reads of a row of [`COLUMNS`] only its number, its order, and when it was written.
pub(super) fn read_stamp(row: &rusqlite::Row<'_>) -> Result<(i64, OrderId, Stamp), Error> {
    let row = sound(row)?;
    let order = OrderId::parse(&row.order_id).ok_or(Error::Damaged(row.seq))?;
    Ok((row.seq, order, Stamp { wall: row.wall_s.map(Wall), boot: row.boot, uptime_ms: row.uptime_ms }))
}

/// Reads a row of [`COLUMNS`]: its number, the entry, and when it was written.
pub(super) fn read(row: &rusqlite::Row<'_>) -> Result<(i64, Entry, Stamp), Error> {
    let row = sound(row)?;
    let seq = row.seq;
    let entry = record::read(&row.order_id, &row.body).ok_or(Error::Damaged(seq))?;
    Ok((seq, entry, Stamp { wall: row.wall_s.map(Wall), boot: row.boot, uptime_ms: row.uptime_ms }))
}

fn sound(row: &rusqlite::Row<'_>) -> Result<Row, Error> {
    let seq: i64 = row.get(0)?;
    // A value that is not even of its column's type is damage like any other.
    let (row, checksum) = Row::of(seq, row).map_err(|_| Error::Damaged(seq))?;
    if checksum == i64::from(row.checksum()) { Ok(row) } else { Err(Error::Damaged(seq)) }
}

impl Row {
    fn of(seq: i64, row: &rusqlite::Row<'_>) -> rusqlite::Result<(Self, i64)> {
        let read = Self {
            seq,
            order_id: row.get(1)?,
            kind: row.get(2)?,
            body: row.get(3)?,
            wall_s: row.get(4)?,
            boot: row.get(5)?,
            uptime_ms: row.get(6)?,
        };
        Ok((read, row.get(7)?))
    }

    /// Over every column, each closed by a byte that none of them holds.
    fn checksum(&self) -> u32 {
        let mut hash = crc32fast::Hasher::new();
        let seq = self.seq.to_string();
        let wall = self.wall_s.map_or_else(String::new, |wall| wall.to_string());
        let uptime = self.uptime_ms.to_string();
        for column in [&seq, &self.order_id, &self.kind, &self.body, &wall, &self.boot, &uptime] {
            hash.update(column.as_bytes());
            hash.update(&[0xff]);
        }
        hash.finalize()
    }
}

/// Whether an order is open after this entry; `None` where that does not change.
pub(super) const fn opens(entry: &Entry) -> Option<bool> {
    match entry {
        // What is held, staff must settle.
        Entry::Confirmed(_) | Entry::Held { .. } => Some(true),
        // A slip that does not come by itself is the owner's to print; the order is over.
        Entry::Refused { .. } | Entry::SlipWithheld { .. } => Some(false),
        Entry::Resolved { resolution, .. } => Some(!matches!(resolution, Resolution::Refused)),
        Entry::Printed { slip, outcome } if matches!(slip.kind, Kind::Final) => match outcome {
            Printing::Proven | Printing::Sent => Some(false),
            // Begun too often; no copy follows unasked.
            Printing::Broken(_) if slip.copy >= COPIES_UNASKED => Some(false),
            Printing::Broken(_) | Printing::Nothing(_) => None,
        },
        Entry::Printing { slip } if matches!(slip.kind, Kind::Final) => Some(true),
        _ => None,
    }
}

const fn kind(entry: &Entry) -> &'static str {
    match entry {
        Entry::Confirmed(_) => "confirmed",
        Entry::Sending { .. } => "sending",
        Entry::Drafted { .. } => "drafted",
        Entry::Resolved { .. } => "resolved",
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

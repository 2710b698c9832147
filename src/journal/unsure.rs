//! A commit of which nobody knows whether it is on the medium.
//!
//! When the medium fails in the middle of a commit, its frames may stand in SQLite's log although the commit was reported
//! as failed: the shopper was told that nothing happened. The next commit writes over them. If the process dies first,
//! SQLite finds them sound and the turn comes back. So the orders that such a turn confirmed are noted beside the journal,
//! in the file that keeps a second writer out, and whatever is found of them is taken out before anything else is done. A
//! note that is too old does no harm: an order that was given up never gets its name again.
//!
//! What else such a turn says has happened in the world (an answer, a slip), or asks about what is in doubt; it may stand.

use super::{Error, gone};
use crate::till::entry::Entry;
use crate::till::order::OrderId;
use rusqlite::{Connection, TransactionBehavior};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

/// The most bytes of a note that are read; one turn confirms one order.
const NOTE_MAX: u64 = 4_096;

/// The orders that these entries begin.
pub(super) fn begun(entries: &[Entry]) -> Vec<OrderId> {
    entries.iter().filter_map(|entry| if let Entry::Confirmed(order) = entry { Some(order.id) } else { None }).collect()
}

/// Notes these orders beside the journal; none wipes the note.
pub(super) fn note(file: &mut File, orders: &[OrderId]) -> std::io::Result<()> {
    let text = orders.iter().map(OrderId::as_str).collect::<Vec<_>>().join("\n");
    file.seek(SeekFrom::Start(0))?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)?;
    file.sync_all()
}

/// The orders that were noted. What is no order's name is not ours to judge.
pub(super) fn noted(file: &mut File) -> std::io::Result<Vec<OrderId>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(NOTE_MAX).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).lines().filter_map(OrderId::parse).collect())
}

/// Takes out whatever the journal holds of these orders, and in any case writes over what a failed commit left.
pub(super) fn undo(connection: &mut Connection, orders: &[OrderId]) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    transaction.pragma_update(None, "user_version", version)?;
    for order in orders {
        take_out(&transaction, order.as_str())?;
    }
    Ok(transaction.commit()?)
}

/// Takes an order out, with its rows, its place in the list, and its customer.
pub(super) fn take_out(connection: &Connection, order: &str) -> Result<(), Error> {
    let rows: Vec<i64> = connection
        .prepare_cached("SELECT seq FROM entry WHERE order_id = ? ORDER BY seq")?
        .query_map([order], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    gone::take_out(connection, &rows)?;
    connection.prepare_cached("DELETE FROM orders WHERE order_id = ?")?.execute([order])?;
    connection.prepare_cached("DELETE FROM contact WHERE order_id = ?")?.execute([order])?;
    Ok(())
}

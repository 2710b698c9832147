//! How long the journal keeps what: customers a while after their order is over, orders a while longer; then orders go
//! into an archive (`archive.rs`). In small steps, for whoever has nothing better to do; an order that is open or held is
//! left alone, and so is what nobody knows the age of.
//!
//! Rows come in the order of time, so a row without a time is older than any later row that has one.

use super::archive::{self, Whole};
use super::{Error, Journal, boot, file, row, unsure};
use crate::till::Wall;
use crate::till::entry::Entry;
use crate::till::order::OrderId;
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// How many orders one step takes: a record that comes meanwhile waits no longer than that.
const STEP: usize = 16;
/// How many orders are looked at in one go; what is left waits for the next time.
const ORDERS_MAX: usize = 4_096;

/// After how many days what goes. Days of 24 hours, counted from an order's last entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Orders that are over go into the archive.
    pub orders_days: u32,
    /// The customer of an order that is over is wiped. What goes into the archive has none in any case.
    pub customers_days: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { orders_days: 90, customers_days: 30 }
    }
}

/// What is to be done, found in one reading of what is old.
#[derive(Debug, Default)]
pub(super) struct Chores {
    wipe: VecDeque<OrderId>,
    archive: VecDeque<OrderId>,
    /// The last row that is old enough, for each.
    wipe_to: i64,
    archive_to: i64,
}

impl Journal {
    /// Sets how long what is kept.
    #[must_use]
    pub fn keeping(mut self, keeping: Keeping) -> Self {
        self.keeping = keeping;
        self
    }

    /// Does one small step of what time brings: wipes customers, moves orders into the archive, empties the log. Says
    /// whether there is more to do. A crash at any point loses nothing and doubles nothing.
    pub fn tidy(&mut self, now: Wall) -> Result<bool, Error> {
        self.settle()?;
        let mut chores = match self.chores.take() {
            Some(chores) => chores,
            None => self.look(now)?,
        };
        if !chores.wipe.is_empty() {
            let some: Vec<OrderId> = chores.wipe.drain(..chores.wipe.len().min(STEP)).collect();
            self.wipe(&some, chores.wipe_to)?;
        } else if !chores.archive.is_empty() {
            let some: Vec<OrderId> = chores.archive.drain(..chores.archive.len().min(STEP)).collect();
            self.archive(&some, chores.archive_to)?;
        } else {
            // Whoever reads just now may hinder it; it is tried again the next time.
            file::empty_log(&self.connection)?;
            return Ok(false);
        }
        self.chores = Some(chores);
        Ok(true)
    }

    /// Reads from the oldest row on to the first that is young.
    fn look(&self, now: Wall) -> Result<Chores, Error> {
        let before = |days: u32| now.0.saturating_sub(i64::from(days).saturating_mul(86_400));
        let (wipe_before, archive_before) = (before(self.keeping.customers_days), before(self.keeping.orders_days));
        let mut chores = Chores::default();
        let mut begun = VecDeque::new();
        let (mut wipe_ends, mut archive_ends) = (false, false);
        let query = format!(
            "SELECT {}, kind = 'confirmed', instr(body, '\"customer\":null') = 0 OR instr(body, '\"new_customer\":true') > 0
             FROM entry ORDER BY seq",
            row::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // A damaged row stays where it is; `verify` tells of it.
            let Ok((seq, order, stamp)) = row::read_stamp(row) else { continue };
            if row.get(8)? && begun.len() < ORDERS_MAX {
                begun.push_back((seq, order, row.get::<_, bool>(9)?));
            }
            // A time that is still to come was wrong.
            let Some(wall) = boot::mend(&self.connection, stamp)?.wall.filter(|wall| *wall <= now) else { continue };
            wipe_ends |= wall.0 > wipe_before;
            archive_ends |= wall.0 > archive_before;
            if !wipe_ends {
                chores.wipe_to = seq;
            }
            if !archive_ends {
                chores.archive_to = seq;
            }
            if wipe_ends && archive_ends {
                break;
            }
        }
        for (seq, order, has_customer) in begun {
            let archived = seq <= chores.archive_to;
            if archived {
                chores.archive.push_back(order);
            }
            // An archive names nobody.
            if has_customer && (seq <= chores.wipe_to || archived) {
                chores.wipe.push_back(order);
            }
        }
        chores.wipe_to = chores.wipe_to.max(chores.archive_to);
        Ok(chores)
    }

    /// Whether an order is over, whole, and had its last entry at this row or before.
    fn is_past(&self, order: OrderId, last: i64) -> Result<bool, Error> {
        let listed: Option<(bool, i64)> = self
            .connection
            .prepare_cached("SELECT open, entries FROM orders WHERE order_id = ?")?
            .query_row([order.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let rows: (Option<i64>, i64) = self
            .connection
            .prepare_cached("SELECT max(seq), count(*) FROM entry WHERE order_id = ?")?
            .query_row([order.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(matches!((listed, rows), (Some((false, listed)), (Some(seq), rows)) if seq <= last && rows == listed))
    }

    /// Writes the orders' first rows anew without their customers, and empties the log of the old ones.
    fn wipe(&mut self, orders: &[OrderId], last: i64) -> Result<(), Error> {
        let mut nameless = Vec::new();
        for order in orders {
            if !self.is_past(*order, last)? {
                continue;
            }
            // As it is on disk: the time of the row is not mended.
            let query = format!("SELECT {} FROM entry WHERE order_id = ? AND kind = 'confirmed'", row::COLUMNS);
            let mut statement = self.connection.prepare_cached(&query)?;
            let mut rows = statement.query([order.as_str()])?;
            if let Some(Ok((seq, Entry::Confirmed(mut order), stamp))) = rows.next()?.map(row::read) {
                Arc::make_mut(&mut order).customer = None;
                nameless.push((seq, Entry::Confirmed(order), stamp));
            }
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (seq, entry, stamp) in &nameless {
            row::replace(&transaction, *seq, entry, stamp)?;
            transaction.execute("DELETE FROM contact WHERE order_id = ?", [entry.order().as_str()])?;
        }
        transaction.commit()?;
        file::empty_log(&self.connection)?;
        Ok(())
    }

    /// Moves orders into the archives of their months.
    fn archive(&mut self, orders: &[OrderId], last: i64) -> Result<(), Error> {
        let mut months: BTreeMap<String, Vec<Whole>> = BTreeMap::new();
        let newest: Option<String> = self
            .connection
            .query_row("SELECT order_id FROM orders ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        for order in orders {
            // The newest one stays: it bears the highest running number.
            if newest.as_deref() == Some(order.as_str()) || !self.is_past(*order, last)? {
                continue;
            }
            // What is damaged stays where it is; `verify` tells of it.
            let Ok(whole) = Whole::read(self, *order) else { continue };
            if let Some(month) = self.time_of(&whole)?.and_then(archive::month) {
                months.entry(month).or_default().push(whole);
            }
        }
        for (month, orders) in months {
            let (in_orders, in_entries) = archive::put(&archive::beside(&self.path, &month), &orders)?;
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for whole in &orders {
                unsure::take_out(&transaction, whole.order.as_str())?;
            }
            transaction.execute(
                "INSERT OR REPLACE INTO archive (month, orders, entries) VALUES (?, ?, ?)",
                params![month, in_orders, in_entries],
            )?;
            transaction.commit()?;
        }
        Ok(())
    }

    /// When an order had its last entry; if nobody knows, the next time that is known.
    fn time_of(&self, order: &Whole) -> Result<Option<Wall>, Error> {
        if let Some(wall) = order.entries.iter().rev().find_map(|(_, stamp)| stamp.wall) {
            return Ok(Some(wall));
        }
        let query = format!(
            "SELECT {} FROM entry WHERE seq > (SELECT max(seq) FROM entry WHERE order_id = ?) ORDER BY seq",
            row::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query([order.order.as_str()])?;
        while let Some(row) = rows.next()? {
            if let Ok((_, _, stamp)) = row::read_stamp(row)
                && let Some(wall) = boot::mend(&self.connection, stamp)?.wall
            {
                return Ok(Some(wall));
            }
        }
        Ok(None)
    }
}

//! Whether a journal is what was written: each row by its checksum, the numbers of the rows, the list of orders by the
//! rows.

use super::{Error, Journal, boot, gone, row};
use crate::till::entry::Entry;
use crate::till::order::OrderId;
use std::collections::BTreeMap;

impl Journal {
    /// Reads every row and holds it against its checksum, the numbers of the rows against what was taken out, and the list
    /// of orders against the rows; says how many rows there are. Archives are apart ([`Journal::archives`]).
    pub fn verify(&self) -> Result<usize, Error> {
        let (_, entries) = self.check(true)?;
        Ok(usize::try_from(entries).unwrap_or(usize::MAX))
    }

    /// The same; an archive has only some of the numbers. Says how many orders and entries there are.
    pub(super) fn check(&self, is_gapless: bool) -> Result<(u32, u32), Error> {
        // One state of the file, whatever the service writes meanwhile.
        let _snapshot = self.connection.unchecked_transaction()?;
        let mut gone = gone::runs(&self.connection)?.into_iter().peekable();
        let (mut entries, mut expected, mut orders) = (0_u32, 1_i64, BTreeMap::new());
        self.each("", [], |seq, entry, _| {
            entries += 1;
            while let Some((_, last)) = gone.next_if(|(first, _)| *first == expected) {
                expected = last.saturating_add(1);
            }
            // Rows come by number, so the first that is too high tells of a gap.
            if is_gapless && seq != expected {
                return Err(Error::Missing(if seq < 1 { seq } else { expected }));
            }
            expected = seq.saturating_add(1);
            Listed::count(&mut orders, &entry);
            Ok(())
        })?;
        while let Some((_, last)) = gone.next_if(|(first, _)| *first == expected) {
            expected = last.saturating_add(1);
        }
        if let Some((first, _)) = gone.next() {
            // A run that begins among rows that are there, or beyond a gap at the end.
            return Err(if first > expected { Error::Missing(expected) } else { Error::Gone });
        }
        let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
        self.compare("", orders)?;
        if is_gapless && !boot::are_sound(&self.connection)? {
            return Err(Error::Boots);
        }
        let check: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if check == "ok" { Ok((count, entries)) } else { Err(Error::NotAJournal(self.path.clone())) }
    }

    /// Holds the list of orders, or a part of it, against what the rows say of the same orders.
    pub(super) fn compare(&self, filter: &str, mut rows_say: BTreeMap<OrderId, Listed>) -> Result<(), Error> {
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
}

/// What the list says of one order, beside its name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed {
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
    pub(super) fn count(orders: &mut BTreeMap<OrderId, Self>, entry: &Entry) {
        let listed = orders.entry(entry.order()).or_insert(Self { number: None, open: true, entries: 0 });
        if let Entry::Confirmed(order) = entry {
            listed.number = Some(order.number);
        }
        listed.open = row::opens(entry).unwrap_or(listed.open);
        listed.entries = listed.entries.saturating_add(1);
    }
}

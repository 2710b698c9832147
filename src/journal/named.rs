//! Which orders somebody means who reads a name off a slip or a list.

use super::{Error, Journal, row};
use crate::till::entry::{Entry, Resolution};
use crate::till::order::OrderId;
use rusqlite::params;
use std::collections::BTreeSet;

/// As many characters of its end as a slip shows of a reference.
const ENDING_MIN: usize = 6;

impl Journal {
    /// The orders that are called so: by their reference or its last six characters or more, by the kiosk's number, or by
    /// the shop's. In all archives too, for whoever acts on one of two that are called alike may act on the wrong one.
    pub fn named(&self, name: &str) -> Result<BTreeSet<OrderId>, Error> {
        let mut found = self.named_here(name)?;
        for file in self.archives_here()? {
            found.append(&mut Self::open_to_read(&file)?.named_here(name)?);
        }
        Ok(found)
    }

    fn named_here(&self, name: &str) -> Result<BTreeSet<OrderId>, Error> {
        let ending = ending(name);
        // As it is printed: what begins with a zero is no number.
        let number: Option<i64> = name.parse().ok();
        let number = number.filter(|number| number.to_string() == name);
        let mut statement = self
            .connection
            .prepare("SELECT order_id FROM orders WHERE number = ?1 OR substr(order_id, -length(?2)) = ?2")?;
        let named = statement.query_map(params![number, ending], |row| row.get::<_, String>(0))?;
        let mut found = BTreeSet::new();
        for order in named {
            found.extend(OrderId::parse(&order?));
        }
        if let Some(number) = number.and_then(|number| u64::try_from(number).ok()) {
            self.add_of_shop(number, &mut found)?;
        }
        Ok(found)
    }

    /// Adds whatever the shop has had under this number, by its answer or by what staff said.
    fn add_of_shop(&self, wanted: u64, found: &mut BTreeSet<OrderId>) -> Result<(), Error> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT {} FROM entry WHERE kind IN ('accepted', 'resolved') AND instr(body, ?) > 0",
            row::COLUMNS
        ))?;
        let mut rows = statement.query([wanted.to_string()])?;
        while let Some(row) = rows.next()? {
            match row::read(row)?.1 {
                Entry::Accepted { order, acceptance } if acceptance.number == wanted => found.insert(order),
                Entry::Resolved { order, resolution: Resolution::Accepted(number) } if number == wanted => {
                    found.insert(order)
                }
                _ => false,
            };
        }
        Ok(())
    }
}

/// The end of a reference as it is written, or none if this is no such thing. Whoever reads it aloud or types it off may
/// take 0 for O, and 1 for I or L.
fn ending(name: &str) -> Option<String> {
    let read = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let ending: String = name.chars().map(read).collect();
    let is_one = ending.chars().all(|letter| letter.is_ascii_alphanumeric() && letter != 'U');
    (ending.len() >= ENDING_MIN && is_one).then_some(ending)
}

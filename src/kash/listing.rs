//! The search for an order in doubt: which listings of the shop are asked, and what they say together. Pure.
//!
//! Sources: Kash's pages "api_sales" (`getOrders.php`: `idboutique`, `key`, `validatedOrders`, `from_date_ISO8601`,
//! `to_date_ISO8601`) and "api_data" (`getPending.php`, `format=json`). No page shows a reply, so one is read leniently:
//! an array of objects, or an object that holds such an array under `orders`, `data`, `result` or `list`.
//!
//! What is believed:
//! - *There*: one order bears the whole mark ([`super::mark`]) in any of its texts, and has a number.
//! - *Ambiguous*: two do, or one has no readable number, or one bears the order's name with another hash or kiosk.
//! - *Missing*: all three listings came whole, none has the mark, and each that is not empty shows comments at all
//!   (otherwise it could not show a mark either). An empty listing cannot prove that it would; it is taken at its word,
//!   which is why the till wants several of them before it believes that an order is absent.
//! - *Unknown*: everything else.

use super::address::Address;
use super::fields::{Fields, order_number};
use super::mark::{Mark, Sighting};
use super::{Settings, reply};
use crate::till::event::Finding;
use crate::till::moment::Wall;
use crate::till::money::Cents;
use crate::till::order::{Acceptance, Order};
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

mod questions;
mod rows;

/// The longest listing that is read, in bytes.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// How many orders an ambiguous finding names.
const NAMED_MAX: usize = 5;

/// By which names an order's number may go, the published one first.
const NUMBERS: [&str; 6] = ["orderID", "orderId", "id", "ID", "idOrder", "order_id"];

/// The listings to ask for this order, in this order. The key stands in them: they go to the shop and nowhere else.
pub(super) fn addresses(shop: &Address, settings: &Settings, order: &Order, now: Option<Wall>) -> [Url; 3] {
    questions::addresses(shop, settings, order, now)
}

/// One search, fed with listings until it is settled.
#[derive(Debug)]
pub struct Search<'a> {
    settings: &'a Settings,
    mark: Mark,
    /// What the order comes to.
    total: Cents,
    /// Without a period a listing shows what it likes, and its silence means nothing.
    has_period: bool,
    seen: Seen,
    doubt: Option<String>,
}

/// What stands in listings.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Orders that bear the mark.
    found: BTreeMap<u64, Acceptance>,
    /// Others that may be it, in words.
    suspects: Vec<String>,
    /// How many orders there are of any kind.
    rows: usize,
    /// Whether any of them has a field for a comment.
    comments: bool,
}

impl<'a> Search<'a> {
    /// A search for this order; `now` is the wall time if the clock is known to be right.
    pub fn new(settings: &'a Settings, order: &Order, now: Option<Wall>) -> Self {
        Self {
            settings,
            mark: Mark::of(&settings.kiosk_id, order),
            total: order.total,
            has_period: questions::period(order, now).is_some(),
            seen: Seen::default(),
            doubt: None,
        }
    }

    /// Takes one listing's status and body.
    pub fn read(&mut self, status: u16, body: &[u8]) {
        if !(200..=299).contains(&status) {
            return self.doubt(format!("the shop answered a listing with status {status}"));
        }
        if body.len() > LONGEST {
            return self.doubt("the shop's listing is too long to be read".to_owned());
        }
        // Rows count only once the listing is known to be whole.
        let mut seen = Seen { rows: 0, comments: false, ..self.seen.clone() };
        match rows::read(body, &mut |row| self.judge(row, &mut seen)) {
            Ok(()) if seen.rows > 0 && !seen.comments => {
                self.doubt("the shop's listing shows no comments, so no order can be recognised in it".to_owned());
                self.seen = seen;
            }
            Ok(()) => self.seen = seen,
            Err(rows::Unread::NoList(said)) => {
                let why = reply::message(&said, self.settings).unwrap_or_else(|| "it gave no reason".to_owned());
                self.doubt(format!("the shop gave no listing: {why}"));
            }
            Err(rows::Unread::Broken) => self.doubt("the shop's listing could not be read".to_owned()),
        }
    }

    /// Takes the news that a listing did not come. The first such news is the one that is told.
    pub fn doubt(&mut self, why: String) {
        self.doubt.get_or_insert(why);
    }

    /// Whether the order was seen, so that further listings need not be asked.
    pub fn is_settled(&self) -> bool {
        !self.seen.found.is_empty() || !self.seen.suspects.is_empty()
    }

    /// What the listings say together, once all were read or [`Search::is_settled`].
    pub fn finding(self) -> Finding {
        let Seen { mut found, suspects, .. } = self.seen;
        let count = found.len() + suspects.len();
        if count > 1 || !suspects.is_empty() {
            let numbers = found.keys().map(|number| format!("order {number}"));
            let named: Vec<String> = numbers.chain(suspects).take(NAMED_MAX).collect();
            let more = if count > NAMED_MAX { " and more" } else { "" };
            let named = named.join(", ");
            return Finding::Ambiguous(format!(
                "the shop shows {named}{more} for {}: compare them at the till",
                self.mark
            ));
        }
        if let Some((_, acceptance)) = found.pop_first() {
            return Finding::There(acceptance);
        }
        match self.doubt {
            Some(why) => Finding::Unknown(why),
            None if self.has_period => Finding::Missing,
            None => Finding::Unknown("the clock is not set, so the shop cannot be asked for a period".to_owned()),
        }
    }

    fn judge(&self, row: &Fields, seen: &mut Seen) {
        seen.rows += 1;
        seen.comments |= shows_comments(&row.0);
        let number = NUMBERS.into_iter().filter_map(|name| row.get(name)).find_map(order_number);
        let sighting = row.0.values().map(|value| self.look(value)).max().unwrap_or(Sighting::No);
        let suspect = match (sighting, number) {
            (Sighting::No, _) => return,
            (Sighting::Whole, Some(number)) => {
                seen.found.entry(number).or_insert_with(|| reply::listed(row, number, self.settings, self.total));
                return;
            }
            (Sighting::Whole, None) => "an order without a number".to_owned(),
            (Sighting::Altered, Some(number)) => format!("order {number} with an altered mark"),
            (Sighting::Altered, None) => "an order with an altered mark".to_owned(),
        };
        seen.suspects.push(suspect);
    }

    /// Looks for the mark in every text below a value.
    fn look(&self, value: &Value) -> Sighting {
        match value {
            Value::String(text) => self.mark.found_in(text),
            Value::Array(values) => values.iter().map(|value| self.look(value)).max().unwrap_or(Sighting::No),
            Value::Object(fields) => fields.values().map(|value| self.look(value)).max().unwrap_or(Sighting::No),
            Value::Null | Value::Bool(_) | Value::Number(_) => Sighting::No,
        }
    }
}

/// Whether there is a field for a comment (`privateComment`, `commentaire`), filled or not.
fn shows_comments(row: &serde_json::Map<String, Value>) -> bool {
    row.iter().any(|(name, value)| {
        name.to_ascii_lowercase().contains("comment") || value.as_object().is_some_and(shows_comments)
    })
}

#[cfg(test)]
mod tests;

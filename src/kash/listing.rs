//! The search for an order in doubt: which listings of the shop are asked, and what they say together. Pure.
//!
//! Sources: Kash's pages "api_sales" (`getOrders.php`: `idboutique`, `key`, `validatedOrders`, `from_date_ISO8601`,
//! `to_date_ISO8601`) and "api_data" (`getPending.php`, `format=json`). No page shows a reply, so one is read leniently:
//! an array of objects, or an object that holds such an array under `orders`, `data`, `result` or `list`.
//!
//! What is believed:
//! - *There*: one order bears the whole mark ([`super::mark`]) in any of its texts, and has a number. Where orders are
//!   shown without comments: one order of the kiosk's own register is like it ([`likeness`]) and no other order of ours.
//! - *Draft*: the same of an order that is not validated, when a draft was asked for. Of two drafts the first is meant.
//! - *Ambiguous*: two do, or one has no readable number, or one bears the order's name with another hash or kiosk, or
//!   one is like it and may be another kiosk's.
//! - *Missing*: all three listings came whole, none has the mark, and each order that shows no comment shows that it is
//!   another. An empty listing cannot prove anything; it is taken at its word, which is why the till wants several of
//!   them before it believes that an order is absent. Of a validation: the draft is one still.
//! - *Unknown*: everything else.

use super::address::Address;
use super::fields::Fields;
use super::mark::{Mark, Sighting};
use super::{Settings, reply};
use crate::till::event::Finding;
use crate::till::moment::Wall;
use crate::till::money::Cents;
use crate::till::order::{Acceptance, Order, Request};
use likeness::{Alike, Likeness};
pub(super) use questions::Half;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

pub mod claim;
mod likeness;
mod questions;
mod rows;
pub(super) mod whole;

/// The longest listing that is read, in bytes.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// How many orders an ambiguous finding names.
const NAMED_MAX: usize = 5;

/// By which names an order's number may go, the published one first.
const NUMBERS: [&str; 6] = ["orderID", "orderId", "id", "ID", "idOrder", "order_id"];

/// The listings to ask for this order, in this order. The key stands in them: they go to the shop and nowhere else.
pub(super) fn addresses(
    shop: &Address,
    settings: &Settings,
    order: &Order,
    request: Request,
    now: Option<Wall>,
) -> [(Half, Url); 3] {
    questions::addresses(shop, settings, order, request, now)
}

/// One search, fed with listings until it is settled.
#[derive(Debug)]
pub struct Search<'a> {
    settings: &'a Settings,
    request: Request,
    likeness: Likeness<'a>,
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
    /// Orders that bear the mark, or that are the draft which was to be validated.
    found: BTreeMap<u64, Found>,
    /// Whether the last listing shows comments.
    comments: bool,
    /// Orders without any comment that are like this one.
    alike: BTreeMap<u64, Found>,
    /// Others that may be it, in words.
    suspects: Vec<String>,
    /// Whether there are orders that show no comment, and too little else to be told apart.
    blind: bool,
}

/// An order in a listing.
#[derive(Clone, Debug)]
struct Found {
    acceptance: Acceptance,
    /// Whether it is validated, by its own word, else by the half in which it stands.
    validated: bool,
}

impl<'a> Search<'a> {
    /// A search for what came of this request; `now` is the wall time if the clock is known to be right, `taken` are the
    /// numbers of other orders of this kiosk.
    pub(super) fn new(
        settings: &'a Settings,
        order: &'a Order,
        request: Request,
        now: Option<Wall>,
        taken: &'a BTreeSet<u64>,
    ) -> Self {
        Self {
            settings,
            request,
            likeness: Likeness::new(settings, order, taken),
            mark: Mark::of(&settings.kiosk_id, order),
            total: order.total,
            has_period: Self::has_period(order, now),
            seen: Seen::default(),
            doubt: None,
        }
    }

    /// Whether the shop can be asked for a period in which this order must be.
    fn has_period(order: &Order, now: Option<Wall>) -> bool {
        questions::period(order, now).is_some()
    }

    /// Takes one listing's status and body.
    pub(super) fn read(&mut self, half: Half, status: u16, body: &[u8]) {
        if !(200..=299).contains(&status) {
            return self.doubt(format!("the shop answered a listing with status {status}"));
        }
        if body.len() > LONGEST {
            return self.doubt("the shop's listing is too long to be read".to_owned());
        }
        // Rows count only once the listing is known to be whole.
        let mut seen = Seen { alike: BTreeMap::new(), blind: false, comments: false, ..self.seen.clone() };
        match rows::read(body, &mut |row| self.judge(half, row, &mut seen)) {
            Ok(()) => {
                // Where comments are shown at all, an order without one is none of ours.
                if seen.comments {
                    (seen.alike, seen.blind) = (BTreeMap::new(), false);
                }
                seen.alike.append(&mut self.seen.alike);
                seen.blind |= self.seen.blind;
                self.seen = seen;
            }
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

    /// Whether enough was seen, so that further listings need not be asked. Of drafts there may be more than one, and
    /// likeness is no proof: then all are asked.
    pub fn is_settled(&self) -> bool {
        self.request == Request::Whole && !(self.seen.found.is_empty() && self.seen.suspects.is_empty())
    }

    /// What the listings say together, once all were read or [`Search::is_settled`].
    pub fn finding(self) -> Finding {
        let Seen { found, alike, suspects, blind, .. } = self.seen;
        // Whoever bears the mark is meant; likeness counts only where there is none.
        let (found, is_marked) = if found.is_empty() { (alike, false) } else { (found, true) };
        let finding = match self.request {
            _ if !suspects.is_empty() => None,
            Request::Validation(_) => Some(of_validation(&found)),
            Request::Draft => of_draft(&found),
            Request::Whole => of_whole(&found),
        };
        match finding {
            Some(finding) if found.is_empty() || is_marked || self.likeness.is_proof() => match (finding, self.doubt) {
                (Finding::Missing, Some(why)) if found.is_empty() => Finding::Unknown(why),
                (Finding::Missing, None) if found.is_empty() && blind => Finding::Unknown(
                    "the shop's listing shows no comments, so no order can be recognised in it".to_owned(),
                ),
                (Finding::Missing, None) if found.is_empty() && !self.has_period => {
                    Finding::Unknown("the clock is not set, so the shop cannot be asked for a period".to_owned())
                }
                (finding, _) => finding,
            },
            _ => {
                let count = found.len() + suspects.len();
                let numbers = found.keys().map(|number| format!("order {number}"));
                let named: Vec<String> = numbers.chain(suspects).take(NAMED_MAX).collect();
                let more = if count > NAMED_MAX { " and more" } else { "" };
                let named = named.join(", ");
                Finding::Ambiguous(format!("the shop shows {named}{more} for {}: compare them at the till", self.mark))
            }
        }
    }

    fn judge(&self, half: Half, row: &Fields, seen: &mut Seen) {
        let number = whole::number_of(row);
        let shows_comments = shows_comments(&row.0);
        seen.comments |= shows_comments;
        let found = |number| Found {
            acceptance: reply::listed(row, number, self.settings, self.total),
            validated: whole::is_validated(row).unwrap_or(half == Half::Validated),
        };
        let sightings = texts(&row.0).into_iter().map(|text| self.mark.found_in(text));
        let sighting = sightings.max().unwrap_or(Sighting::No);
        let suspect = match (sighting, number, self.request) {
            (_, Some(number), Request::Validation(draft)) if number == draft => {
                let found = found(number);
                // A half that is not what it was asked to be shows an order twice: it is a draft until all say otherwise.
                let validated = found.validated && seen.found.get(&number).is_none_or(|before| before.validated);
                seen.found.insert(number, Found { validated, ..found });
                return;
            }
            (_, _, Request::Validation(_)) => return,
            (Sighting::No, number, _) => {
                if !shows_comments {
                    match (self.likeness.of(row, number), number) {
                        (Alike::Yes, Some(number)) => drop(seen.alike.insert(number, found(number))),
                        (Alike::No, _) => {}
                        (Alike::Yes | Alike::Unclear, _) => seen.blind = true,
                    }
                }
                return;
            }
            (Sighting::Whole, Some(number), _) => {
                seen.found.entry(number).or_insert_with(|| found(number));
                return;
            }
            (Sighting::Whole, None, _) => "an order without a number".to_owned(),
            (Sighting::Altered, Some(number), _) => format!("order {number} with an altered mark"),
            (Sighting::Altered, None, _) => "an order with an altered mark".to_owned(),
        };
        seen.suspects.push(suspect);
    }
}

/// One order, or none; of two a person must say which.
fn of_whole(found: &BTreeMap<u64, Found>) -> Option<Finding> {
    let mut orders = found.values();
    match (orders.next(), orders.next()) {
        (None, _) => Some(Finding::Missing),
        (Some(one), None) => Some(Finding::There(one.acceptance.clone())),
        (Some(_), Some(_)) => None,
    }
}

/// One that somebody validated already, or else the first of the drafts: the others cost nothing.
fn of_draft(found: &BTreeMap<u64, Found>) -> Option<Finding> {
    let mut validated = found.values().filter(|order| order.validated);
    match (validated.next(), validated.next()) {
        (None, _) => Some(found.keys().next().map_or(Finding::Missing, |number| Finding::Draft(*number))),
        (Some(one), None) => Some(Finding::There(one.acceptance.clone())),
        (Some(_), Some(_)) => None,
    }
}

/// The draft is one still, or it is validated; one that is gone is not understood.
fn of_validation(found: &BTreeMap<u64, Found>) -> Finding {
    match found.values().next() {
        Some(Found { acceptance, validated: true }) => Finding::There(acceptance.clone()),
        Some(_) => Finding::Missing,
        None => Finding::Unknown("the shop shows the draft no more".to_owned()),
    }
}

/// Every text in an order, however deep.
fn texts(row: &serde_json::Map<String, Value>) -> Vec<&str> {
    let (mut texts, mut values): (Vec<&str>, Vec<&Value>) = (Vec::new(), row.values().collect());
    while let Some(value) = values.pop() {
        match value {
            Value::String(text) => texts.push(text),
            Value::Array(below) => values.extend(below),
            Value::Object(below) => values.extend(below.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    texts
}

/// Whether there is a field for a comment (`privateComment`, `commentaire`), filled or not.
fn shows_comments(row: &serde_json::Map<String, Value>) -> bool {
    row.iter().any(|(name, value)| {
        name.to_ascii_lowercase().contains("comment") || value.as_object().is_some_and(shows_comments)
    })
}

#[cfg(test)]
mod tests;

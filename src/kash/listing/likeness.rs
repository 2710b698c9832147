//! Whether an order in a listing that shows no comments, and so no mark, is like the one that is searched for. Pure.
//!
//! It must come to the same, at the same cash register, and with the same lines where it shows them. That is proof only
//! if the kiosk has a register of its own (`kash.cash-register-id`), and if the order is none of its others.
//! No page shows how a listing names these things: every name is inferred.

use super::whole;
use crate::kash::Settings;
use crate::kash::fields::Fields;
use crate::kash::reference::amount::Decimal;
use crate::till::moment::Wall;
use crate::till::money::Cents;
use crate::till::order::{Goods, Order};
use serde_json::Value;
use std::collections::BTreeSet;

/// By which names the cash register may go, the published one first.
const REGISTERS: [&str; 5] = ["idcaisse", "idCaisse", "cashBoxID", "cashboxID", "idCashbox"];
/// By which names the lines may go.
const LINES: [&str; 4] = ["items", "itemsList", "lines", "articles"];
/// By which names a line's article and quantity may go.
const ARTICLES: [&str; 4] = ["id", "itemID", "pluID", "idArticle"];
const QUANTITIES: [&str; 4] = ["quantity", "qty", "quantite", "qte"];

/// By which names the time may go at which an order was made.
const TIMES: [&str; 3] = ["creationDate", "created", "dateCreation"];
/// How far the shop's clock and the kiosk's may be apart, in seconds.
const CLOCKS_APART_S: i64 = 600;

/// What the order looks like.
#[derive(Debug)]
pub(super) struct Likeness<'a> {
    register: Option<u64>,
    total: Cents,
    /// Article, none for a free line, and quantity as it is sent; sorted.
    lines: Vec<(Option<u64>, String)>,
    confirmed_at: Option<Wall>,
    taken: &'a BTreeSet<u64>,
}

/// Whether an order is like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alike {
    Yes,
    No,
    /// It does not show enough.
    Unclear,
}

impl<'a> Likeness<'a> {
    pub(super) fn new(settings: &Settings, order: &Order, taken: &'a BTreeSet<u64>) -> Self {
        let line = |line: &crate::till::order::Line| {
            let article = if let Goods::Article { id, .. } = &line.goods { Some(id.0) } else { None };
            (article, line.quantity.to_string())
        };
        let mut lines: Vec<_> = order.lines.iter().map(line).collect();
        lines.sort();
        Self { register: settings.cash_register_id, total: order.total, lines, confirmed_at: order.confirmed_at, taken }
    }

    /// Whether an order that is alike can be believed to be the one: no other kiosk has this register.
    pub(super) const fn is_proof(&self) -> bool {
        self.register.is_some()
    }

    pub(super) fn of(&self, row: &Fields, number: Option<u64>) -> Alike {
        if number.is_some_and(|number| self.taken.contains(&number)) {
            return Alike::No;
        }
        let register = REGISTERS.into_iter().filter_map(|name| row.get(name)).find_map(whole_number);
        let elsewhere = self.register.is_some() && register.is_some() && register != self.register;
        let lines = shown_lines(row);
        // A shop may add lines of its own, and may count another price; it takes none away.
        let lacks_lines = lines.as_ref().is_some_and(|shown| !self.lines.iter().all(|line| shown.contains(line)));
        if elsewhere || lacks_lines || self.is_older(row) {
            return Alike::No;
        }
        let same_register = self.register.is_none() || register.is_some();
        let same_lines = lines.is_none_or(|shown| shown.len() == self.lines.len());
        if same_register && same_lines && whole::total(row) == Some(self.total) { Alike::Yes } else { Alike::Unclear }
    }

    /// Whether it was made before this one was confirmed. A time without a zone says nothing.
    fn is_older(&self, row: &Fields) -> bool {
        let seconds = |value: &Value| match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second),
            _ => None,
        };
        let made = TIMES.into_iter().filter_map(|name| row.get(name)).find_map(seconds);
        match (made, self.confirmed_at) {
            (Some(made), Some(Wall(confirmed))) => made < confirmed.saturating_sub(CLOCKS_APART_S),
            _ => false,
        }
    }
}

/// The lines in the same form, if all of them can be read.
fn shown_lines(row: &Fields) -> Option<Vec<(Option<u64>, String)>> {
    let lines = LINES.into_iter().find_map(|name| row.get(name)?.as_array())?;
    let line = |line: &Value| {
        let get = |names: [&str; 4]| names.into_iter().find_map(|name| line.get(name).filter(|value| !value.is_null()));
        let quantity = match get(QUANTITIES)? {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            _ => return None,
        };
        Some((get(ARTICLES).and_then(whole_number), plain(&quantity)?))
    };
    let mut lines = lines.iter().map(line).collect::<Option<Vec<_>>>()?;
    lines.sort();
    Some(lines)
}

/// `2`, `2.0`, `2,00` as `2`; `0.250` as `0.25`: as a quantity is sent.
fn plain(quantity: &str) -> Option<String> {
    Decimal::parse(quantity)?;
    let text = quantity.trim().replace(',', ".");
    let Some((whole, decimals)) = text.split_once('.') else { return Some(text) };
    let decimals = decimals.trim_end_matches('0');
    Some(if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") })
}

fn whole_number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

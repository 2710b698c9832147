//! The orders of today, or all, page by page, and what to do about each. What staff must see to comes first, however old it
//! is.

use super::{Glance, amount, cell};
use crate::console::html::Html;
use crate::runtime::clock;
use crate::till::Wall;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many orders are on one page of the list.
pub(in crate::console) const PAGE: u32 = 100;

/// Which orders are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::console) struct Wanted {
    /// Not only those of today.
    pub(in crate::console) all: bool,
    /// Only those with a lower running number: not the first page.
    pub(in crate::console) before: Option<u32>,
}

/// Which they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Today,
    /// Nobody knows which day it is.
    Newest,
    All,
}

/// What is listed.
pub(in crate::console) struct Listed {
    which: Which,
    wanted: Wanted,
    /// In the order of the page.
    orders: Vec<Value>,
    /// The number that the next page is before, if there is one.
    older: Option<u64>,
    /// Whether there are orders of earlier days.
    has_earlier: bool,
}

impl Listed {
    /// Of the newest orders that are wanted, at most one more than a page of them, oldest first, and of those that are not
    /// over: a page of today's, by this zone, with what is not settled on the first one; or a page of all. An order of which
    /// nobody knows the day counts as today's if none of an earlier day is newer.
    pub(in crate::console) fn of(
        mut orders: Vec<Value>,
        open: Vec<Value>,
        wanted: Wanted,
        now: Option<Wall>,
        zone: &TimeZone,
    ) -> Self {
        let today = now.and_then(|now| clock::day_of(now, zone));
        let which = match today {
            _ if wanted.all => Which::All,
            None => Which::Newest,
            Some(_) => Which::Today,
        };
        let is_earlier = |order: &Value| {
            let day = order["confirmed_at"].as_i64().and_then(|wall| clock::day_of(Wall(wall), zone));
            which == Which::Today && day.is_some_and(|day| today.is_some_and(|today| day < today))
        };
        orders.reverse();
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let earlier = orders.iter().position(is_earlier);
        orders.truncate(earlier.unwrap_or(usize::MAX));
        let has_older = orders.len() > page;
        orders.truncate(page);
        let older = orders.last().filter(|_| has_older).and_then(|order| order["local_number"].as_u64());
        if wanted.before.is_none() {
            let there: BTreeSet<String> = orders.iter().map(|order| cell(order, "id")).collect();
            orders.extend(open.into_iter().rev().filter(|order| !there.contains(&cell(order, "id"))));
            orders.sort_by_key(|order| order["state"] != "held");
        }
        Self { which, wanted, orders, older, has_earlier: earlier.is_some() || which == Which::Today && has_older }
    }

    /// What the list is called.
    const fn title(&self) -> &'static str {
        match self.which {
            Which::Today => "Orders of today",
            Which::Newest => "The newest orders",
            Which::All => "All orders",
        }
    }

    /// The ways to the other orders.
    fn links(&self) -> Html {
        let mut html = Html::new();
        let all = if self.which == Which::All { "orders=all" } else { "orders=today" };
        if let Some(before) = self.older {
            html.raw("<a href=\"/?").raw(all).raw("&amp;before=").text(before).raw("#orders\">Older ones</a> ");
        }
        if self.wanted.before.is_some() {
            html.raw("<a href=\"/?").raw(all).raw("#orders\">Back to the newest</a> ");
        }
        match self.which {
            Which::All => html.raw("<a href=\"/?orders=today#orders\">Only today’s</a>"),
            Which::Today if self.has_earlier => {
                html.raw("<a href=\"/?orders=all#orders\">All, those of earlier days too</a>")
            }
            Which::Today | Which::Newest => &mut html,
        };
        html
    }
}

/// What staff should do about it.
fn advice(order: &Value) -> &'static str {
    match (order["state"].as_str().unwrap_or_default(), order["slip"].as_str().unwrap_or_default()) {
        ("held", _) => "Look in the shop’s list whether it has it, then settle it here.",
        ("in-doubt", _) => "Nothing yet: the shop’s list is searched for it. Do not enter it by hand.",
        ("queued" | "drafted", _) => "Nothing: it is sent by itself once the shop answers.",
        ("sending", _) => "Nothing: the shop is being asked.",
        ("refused", _) => "Nothing: the shop shall not have it.",
        ("accepted", "waiting") => "See to the printer: the slip comes then.",
        ("accepted", "broken") => "Its slip broke off. Print it once more if the shopper wants it.",
        ("accepted", "too-late") => "Its slip came too late for its shopper. Print it if it is wanted.",
        ("accepted", "no-printer") => "Nothing: there is no printer.",
        _ => "Nothing.",
    }
}

pub(super) fn section(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    html.raw("<section id=\"orders\">\n<h2>");
    match &glance.orders {
        Err(why) => {
            html.raw("Orders</h2>\n<p><strong>").text(why).raw("</strong></p>\n");
        }
        Ok(listed) => {
            html.raw(listed.title());
            if let Some(before) = listed.wanted.before {
                html.raw(", before number ").text(before);
            }
            html.raw("</h2>\n");
            if listed.which == Which::Newest {
                html.raw("<p>The clock is not known to be right, so nobody can say which are today’s.</p>\n");
            }
            if listed.orders.is_empty() {
                html.raw("<p>None yet.</p>\n");
            } else {
                html.raw("<table class=\"stack\">\n<thead><tr><th>Order<th>Time<th>State<th>Shop’s number<th>Total<th>Slip<th>What to do</thead>\n<tbody>\n");
                for order in &listed.orders {
                    html.add(&row(order, glance.currency));
                }
                html.raw("</tbody></table>\n");
            }
            html.raw("<p class=\"ways\">").add(&listed.links()).raw("</p>\n");
        }
    }
    html.raw("</section>\n");
    html
}

fn row(order: &Value, currency: &str) -> Html {
    let mut html = Html::new();
    html.raw("<tr data-state=\"").text(cell(order, "state")).raw("\"><td data-label=\"Order\"><a href=\"/orders/");
    html.text(cell(order, "id")).raw("\">").text(cell(order, "local_number")).raw("</a>");
    html.raw("<td data-label=\"Time\">").text(time(order));
    html.raw("<td data-label=\"State\">").text(cell(order, "state"));
    html.raw("<td data-label=\"Shop’s number\">").text(cell(order, "number"));
    html.raw("<td data-label=\"Total\">").text(amount(order, currency));
    html.raw("<td data-label=\"Slip\">").text(cell(order, "slip_told"));
    html.raw("<td data-label=\"What to do\">").text(advice(order));
    if let Some(why) = order["why"].as_str() {
        html.raw(" <span class=\"why\">(").text(why).raw(")</span>");
    }
    html.raw("\n");
    html
}

/// When it was confirmed, in the machine's zone; with the day, for it may be an old one.
fn time(order: &Value) -> String {
    let when = order["confirmed_at"].as_i64().and_then(|wall| Timestamp::from_second(wall).ok());
    let when = when.map(|when| TimeZone::system().to_datetime(when));
    when.map_or_else(|| "–".to_owned(), |when| format!("{} {:02}:{:02}", when.date(), when.hour(), when.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: i64 = 1_795_464_960;

    fn order(number: u64, state: &str, at: Option<i64>) -> Value {
        json!({ "id": number.to_string(), "local_number": number, "state": state, "confirmed_at": at })
    }

    fn listed(orders: &[Value], open: &[Value], wanted: Wanted, now: Option<i64>) -> Listed {
        Listed::of(orders.to_vec(), open.to_vec(), wanted, now.map(Wall), &TimeZone::UTC)
    }

    fn numbers(listed: &Listed) -> Vec<u64> {
        listed.orders.iter().filter_map(|order| order["local_number"].as_u64()).collect()
    }

    #[test]
    fn today_is_shown_and_whatever_is_not_settled_and_what_is_held_comes_first() {
        let orders = [
            order(1, "held", Some(NOW - 10 * 86_400)),
            order(2, "accepted", None),
            order(3, "in-doubt", Some(NOW - 2 * 86_400)),
            order(4, "accepted", Some(NOW - 86_400)),
            order(5, "accepted", None),
            order(6, "accepted", Some(NOW - 60)),
        ];
        let open = [orders[0].clone(), orders[2].clone()];
        let today = listed(&orders, &open, Wanted::default(), Some(NOW));
        assert_eq!((numbers(&today), today.title()), (vec![1, 6, 5, 3], "Orders of today"));
        assert!(today.links().into_string().contains("?orders=all#orders"), "there are earlier ones");
        let unknown = listed(&orders, &open, Wanted::default(), None);
        assert_eq!((numbers(&unknown), unknown.title()), (vec![1, 6, 5, 4, 3, 2], "The newest orders"));
        let all = listed(&orders, &open, Wanted { all: true, before: None }, Some(NOW));
        assert_eq!((numbers(&all), all.title()), (vec![1, 6, 5, 4, 3, 2], "All orders"));
        assert!(all.links().into_string().contains("?orders=today#orders"));
        let only = listed(&orders[5..], &[], Wanted::default(), Some(NOW));
        assert_eq!((numbers(&only), only.links().into_string()), (vec![6], String::new()), "there is nothing else");
    }

    #[test]
    fn a_long_day_is_read_page_by_page_to_its_end() {
        let page = u64::from(PAGE);
        let all: Vec<Value> =
            (1..=2 * page + 7).map(|n| order(n, "accepted", Some(NOW - if n > 5 { 60 } else { 86_400 }))).collect();
        let newest = |before: u64| {
            let below = usize::try_from(before - 1).expect("few").min(all.len());
            &all[below.saturating_sub(usize::try_from(PAGE + 1).expect("few"))..below]
        };
        let (mut seen, mut before, mut pages) = (Vec::new(), None, 0);
        loop {
            let wanted = Wanted { all: false, before };
            let listed = listed(newest(before.map_or(u64::MAX, u64::from)), &[], wanted, Some(NOW));
            assert!(listed.orders.len() <= usize::try_from(PAGE).expect("few"));
            seen.extend(numbers(&listed));
            pages += 1;
            let Some(older) = listed.older else { break };
            assert!(listed.links().into_string().contains(&format!("orders=today&amp;before={older}#orders")));
            before = u32::try_from(older).ok();
        }
        assert_eq!((seen, pages), ((6..=2 * page + 7).rev().collect(), 3));
    }

    #[test]
    fn every_state_has_its_advice() {
        for state in ["queued", "sending", "drafted", "in-doubt", "refused", "held"] {
            assert_ne!(advice(&json!({ "state": state, "slip": "none" })), "Nothing.", "{state}");
        }
        for slip in ["waiting", "broken", "too-late", "no-printer"] {
            assert_ne!(advice(&json!({ "state": "accepted", "slip": slip })), "Nothing.", "{slip}");
        }
        assert_eq!(advice(&json!({ "state": "accepted", "slip": "printed" })), "Nothing.");
    }
}

//! The orders of today, and what to do about each. What staff must see to comes first, however old it is.

use super::{Glance, amount, cell};
use crate::console::html::Html;
use crate::runtime::clock;
use crate::till::Wall;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

/// What is listed.
pub(in crate::console) struct Listed {
    /// In the order of the page.
    orders: Vec<Value>,
    /// How many of the newest are not of today, and not shown.
    earlier: usize,
}

impl Listed {
    /// Of the newest orders and of those that are not over, oldest first: today's, by this zone, and what is not settled; or
    /// all. Without the time, all.
    pub(in crate::console) fn of(orders: Vec<Value>, now: Option<Wall>, zone: &TimeZone, all: bool) -> Self {
        let today = now.and_then(|now| clock::day_of(now, zone)).filter(|_| !all);
        let is_shown = |order: &Value| {
            let day = order["confirmed_at"].as_i64().and_then(|wall| clock::day_of(Wall(wall), zone));
            !is_over(order) || today.is_none_or(|today| day.is_none_or(|day| day == today))
        };
        let count = orders.len();
        let mut orders: Vec<Value> = orders.into_iter().filter(is_shown).collect();
        orders.reverse();
        orders.sort_by_key(|order| order["state"] != "held");
        Self { earlier: count - orders.len(), orders }
    }
}

/// Whether the shop has been heard on it.
fn is_over(order: &Value) -> bool {
    matches!(order["state"].as_str(), Some("accepted" | "refused"))
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
    html.raw("<section id=\"orders\">\n<h2>Orders of today</h2>\n");
    match &glance.orders {
        Err(why) => {
            html.raw("<p><strong>").text(why).raw("</strong></p>\n");
        }
        Ok(listed) => {
            if listed.orders.is_empty() {
                html.raw("<p>None yet.</p>\n");
            } else {
                html.raw("<table class=\"stack\">\n<thead><tr><th>Order<th>Time<th>State<th>Shop’s number<th>Total<th>Slip<th>What to do</thead>\n<tbody>\n");
                for order in &listed.orders {
                    html.add(&row(order, glance.currency));
                }
                html.raw("</tbody></table>\n");
            }
            if listed.earlier > 0 {
                html.raw("<p><a href=\"/?orders=all#orders\">Show ")
                    .text(listed.earlier)
                    .raw(" earlier ones too</a></p>\n");
            }
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

    #[test]
    fn today_is_shown_and_whatever_is_not_settled_and_what_is_held_comes_first() {
        let now = 1_795_464_960;
        let order = |number: u64, state: &str, at: Option<i64>| json!({ "local_number": number, "state": state, "confirmed_at": at });
        let orders = vec![
            order(1, "held", Some(now - 10 * 86_400)),
            order(2, "accepted", Some(now - 86_400)),
            order(3, "in-doubt", Some(now - 2 * 86_400)),
            order(4, "accepted", None),
            order(5, "accepted", Some(now - 60)),
        ];
        let numbers = |listed: &Listed| {
            listed.orders.iter().filter_map(|order| order["local_number"].as_u64()).collect::<Vec<_>>()
        };
        let today = Listed::of(orders.clone(), Some(Wall(now)), &TimeZone::UTC, false);
        assert_eq!((numbers(&today), today.earlier), (vec![1, 5, 4, 3], 1));
        for (wall, all) in [(None, false), (Some(Wall(now)), true)] {
            let listed = Listed::of(orders.clone(), wall, &TimeZone::UTC, all);
            assert_eq!((numbers(&listed), listed.earlier), (vec![1, 5, 4, 3, 2], 0));
        }
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

//! Which listings are asked for an order in doubt, and for which period.
//!
//! The key stands in these addresses, because Kash's pages know no other way for a GET: an address of this file is
//! never shown, logged or put into an error.

use crate::kash::address::Address;
use crate::kash::{Payment, Settings};
use crate::till::moment::Wall;
use crate::till::order::{Order, Request};
use url::Url;

const DAY_S: i64 = 86_400;

/// How long an order may wait for the shop: the longest that the settings allow, 168 hours.
const WAIT_S: i64 = 7 * DAY_S;

/// The three listings, the likeliest first: validated orders or quotes, the other of the two, orders that are pending.
///
/// `validatedOrders` is written `true` or `false` as the vendor's own client writes it. A script that takes the word
/// `false` for true would answer with the wrong half; then pending orders still show a quote.
pub(super) fn addresses(
    shop: &Address,
    settings: &Settings,
    order: &Order,
    request: Request,
    now: Option<Wall>,
) -> [(Half, Url); 3] {
    let period = period(order, now);
    let orders = |half: Half| {
        let validated = half == Half::Validated;
        let mut url = script(shop, settings, "getOrders.php");
        url.query_pairs_mut().append_pair("validatedOrders", if validated { "true" } else { "false" });
        if let Some([from, to]) = &period {
            url.query_pairs_mut().append_pair("from_date_ISO8601", from).append_pair("to_date_ISO8601", to);
        }
        (half, url)
    };
    let [first, second] = if request == Request::Draft || settings.payment == Payment::Quote {
        [Half::Drafts, Half::Validated]
    } else {
        [Half::Validated, Half::Drafts]
    };
    [orders(first), orders(second), (Half::Drafts, script(shop, settings, "getPending.php"))]
}

/// Which half of the shop's orders was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kash) enum Half {
    /// Those that are validated.
    Validated,
    /// Those that are not.
    Drafts,
}

/// Both names of the shop's number: which one a listing wants depends on its age.
fn script(shop: &Address, settings: &Settings, name: &str) -> Url {
    let mut url = shop.script(name);
    url.query_pairs_mut()
        .append_pair("idboutique", &settings.shop_id)
        .append_pair("shopID", &settings.shop_id)
        .append_pair("key", settings.key.reveal())
        .append_pair("format", "json");
    url
}

/// From a day before the order was confirmed to a day after it can have been sent, in UTC; `None` without any clock.
///
/// Validated orders are listed by value date, which is the day they were sent: an order that waited for the network is
/// found under that day and not under the day it was confirmed.
pub(super) fn period(order: &Order, now: Option<Wall>) -> Option<[String; 2]> {
    let (first, last) = match (order.confirmed_at, now) {
        (Some(confirmed), Some(now)) => (confirmed.0, confirmed.0.max(now.0)),
        (Some(confirmed), None) => (confirmed.0, confirmed.0.saturating_add(WAIT_S)),
        (None, Some(now)) => (now.0.saturating_sub(WAIT_S), now.0),
        (None, None) => return None,
    };
    Some([iso(first.saturating_sub(DAY_S))?, iso(last.saturating_add(DAY_S))?])
}

/// `2025-10-26T00:00:00Z`; `None` beyond year 9999.
fn iso(second: i64) -> Option<String> {
    jiff::Timestamp::from_second(second).ok().map(|time| time.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kash::sample;

    fn asked(settings: &Settings) -> [String; 3] {
        let shop = Address::new(&settings.url).expect("an address");
        addresses(&shop, settings, &sample::order(), Request::Whole, Some(Wall(1_761_436_860)))
            .map(|(_, url)| String::from(url))
    }

    #[test]
    fn the_likeliest_listing_is_asked_first() {
        let own = "idboutique=12345&shopID=12345&key=k3y%2B0123456789abcdef%2F%3D&format=json";
        let period = "from_date_ISO8601=2025-10-25T00%3A00%3A00Z&to_date_ISO8601=2025-10-27T00%3A01%3A00Z";
        let orders =
            |validated| format!("https://kash.click/workers/getOrders.php?{own}&validatedOrders={validated}&{period}");
        let pending = format!("https://kash.click/workers/getPending.php?{own}");
        assert_eq!(asked(&sample::settings()), [orders("true"), orders("false"), pending.clone()]);
        let quote = Settings { payment: Payment::Quote, ..sample::settings() };
        assert_eq!(asked(&quote), [orders("false"), orders("true"), pending.clone()]);
        let paid = Settings { payment: Payment::Method { id: 7, amount: None }, ..sample::settings() };
        assert_eq!(asked(&paid), [orders("true"), orders("false"), pending]);
    }

    #[test]
    fn the_period_holds_the_day_of_confirming_and_the_day_of_sending() {
        let order = |confirmed: Option<i64>| Order { confirmed_at: confirmed.map(Wall), ..sample::order() };
        let days = |from: i64, to: i64| Some([iso(from * DAY_S).expect("a day"), iso(to * DAY_S).expect("a day")]);
        let at = |day: i64| Some(Wall(day * DAY_S));
        assert_eq!(period(&order(Some(100 * DAY_S)), at(105)), days(99, 106), "it waited five days");
        assert_eq!(period(&order(Some(100 * DAY_S)), at(90)), days(99, 101), "the clock was set back");
        assert_eq!(period(&order(Some(100 * DAY_S)), None), days(99, 108), "as long as any order may wait");
        assert_eq!(period(&order(None), at(100)), days(92, 101));
        assert_eq!(period(&order(None), None), None);
        assert_eq!(period(&order(Some(i64::MAX)), None), None, "no such day");
        assert_eq!(period(&order(Some(i64::MIN)), at(1)), None, "no such day");
    }
}

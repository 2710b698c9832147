//! A shopper at a till, without a loop around it: each look-up is answered at once.

use crate::goods;
use scanslip::barcode::Scan;
use scanslip::catalogue::Catalogue;
use scanslip::till::effect::{Effect, Query};
use scanslip::till::entry::Entry;
use scanslip::till::event::{Event, LookUpId};
use scanslip::till::order::{Order, OrderId};
use scanslip::till::{Now, Settings, Till};
use std::sync::Arc;

/// A till that has sold nothing.
pub(crate) fn till() -> Till {
    Till::restore(Settings::default(), Now::default(), 0, [])
}

/// That somebody scanned this.
pub(crate) fn scanned(code: &str) -> Event {
    let fresh = OrderId::parse("01JZX5N4Q8M0T7V2B3C4D5E6F7").expect("an id");
    Event::Scanned { scanner: None, scan: Scan::split(code), fresh }
}

/// What the catalogue is asked, if it is.
pub(crate) fn asked(effects: &[Effect]) -> Option<(LookUpId, Query)> {
    effects.iter().find_map(|effect| match effect {
        Effect::LookUp { look_up, query } => Some((*look_up, query.clone())),
        _ => None,
    })
}

/// What a till asks the catalogue for this code.
pub(crate) fn query(code: &str) -> Query {
    asked(&till().handle(Now::default(), scanned(code))).expect("an article is looked up").1
}

/// One scan, with the catalogue's answer.
pub(crate) fn scan(till: &mut Till, shop: &Catalogue, code: &str) -> Vec<Effect> {
    let mut effects = till.handle(Now::default(), scanned(code));
    if let Some((look_up, query)) = asked(&effects) {
        let found = shop.find(&query).expect("it can be read");
        effects.extend(till.handle(Now::default(), Event::LookedUp { look_up, found }));
    }
    effects
}

/// A till whose cart has the shop's first articles, a line each.
pub(crate) fn filled(shop: &Catalogue, lines: u64) -> Till {
    let mut till = till();
    for article in 1..=lines {
        scan(&mut till, shop, &goods::code(article));
    }
    till
}

/// An order of so many lines.
pub(crate) fn order(shop: &Catalogue, lines: u64) -> Arc<Order> {
    let effects = scan(&mut filled(shop, lines), shop, "SLIP-CONFIRM");
    let confirmed = effects.into_iter().find_map(|effect| match effect {
        Effect::Record(Entry::Confirmed(order)) => Some(order),
        _ => None,
    });
    confirmed.expect("an order is recorded")
}

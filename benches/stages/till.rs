//! From an event to its effects, as the loop does it: the till is kept as it was until what it decided is written.

use crate::{Stage, catalogue, goods};
use scanslip::barcode::Scan;
use scanslip::catalogue::Catalogue;
use scanslip::till::effect::Effect;
use scanslip::till::entry::Entry;
use scanslip::till::event::Event;
use scanslip::till::order::{Order, OrderId};
use scanslip::till::{Now, Settings, Till};
use std::hint::black_box;
use std::sync::Arc;

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("the first scan of a cart: events -> effects", || scanned(0)),
        Stage::counted("the 20th scan of a cart: events -> effects", || scanned(19)),
        Stage::counted("the 200th scan of a cart: events -> effects", || scanned(199)),
        Stage::counted("confirm of 20 lines: event -> effects", confirmed),
    ]
}

/// An id like any other.
fn fresh() -> OrderId {
    OrderId::parse("01JZX5N4Q8M0T7V2B3C4D5E6F7").expect("an id")
}

/// One scan, with the catalogue's answer.
fn scan(till: &mut Till, shop: &Catalogue, code: &str) -> Vec<Effect> {
    let scanned = Event::Scanned { scanner: None, scan: Scan::split(code), fresh: fresh() };
    let mut effects = till.handle(Now::default(), scanned);
    let asked = effects.iter().find_map(|effect| {
        if let Effect::LookUp { look_up, query } = effect { Some((*look_up, query.clone())) } else { None }
    });
    if let Some((look_up, query)) = asked {
        let found = shop.find(&query).expect("it can be read");
        effects.extend(till.handle(Now::default(), Event::LookedUp { look_up, found }));
    }
    effects
}

/// A till whose cart has so many lines, and the shop.
fn filled(lines: u64) -> (Till, Catalogue) {
    let shop = catalogue::stocked(1_000);
    let mut till = Till::restore(Settings::default(), Now::default(), 0, []);
    for article in 1..=lines {
        scan(&mut till, &shop, &goods::code(article));
    }
    (till, shop)
}

/// The scan and the answer to its look-up.
fn scanned(lines: u64) -> Box<dyn FnMut()> {
    let (till, shop) = filled(lines);
    let code = goods::code(lines + 1);
    let mut asking = till.clone();
    let event = Event::Scanned { scanner: None, scan: Scan::split(&code), fresh: fresh() };
    let effects = asking.handle(Now::default(), event.clone());
    let (look_up, query) = effects
        .into_iter()
        .find_map(|effect| if let Effect::LookUp { look_up, query } = effect { Some((look_up, query)) } else { None })
        .expect("an article is looked up");
    let answer = Event::LookedUp { look_up, found: shop.find(&query).expect("it can be read") };
    Box::new(move || {
        let mut now = till.clone();
        black_box(now.handle(Now::default(), black_box(event.clone())));
        let before = now.clone();
        black_box(now.handle(Now::default(), black_box(answer.clone())));
        drop(before);
    })
}

fn confirmed() -> Box<dyn FnMut()> {
    let (till, _) = filled(20);
    let event = Event::Scanned { scanner: None, scan: Scan::split("SLIP-CONFIRM"), fresh: fresh() };
    Box::new(move || {
        black_box(till.clone().handle(Now::default(), black_box(event.clone())));
    })
}

/// An order of twenty lines.
pub(crate) fn order() -> Arc<Order> {
    let (mut till, shop) = filled(20);
    let effects = scan(&mut till, &shop, "SLIP-CONFIRM");
    let orders = effects
        .into_iter()
        .filter_map(|effect| if let Effect::Record(Entry::Confirmed(order)) = effect { Some(order) } else { None });
    orders.last().expect("an order is recorded")
}

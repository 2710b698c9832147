//! From an event to its effects, as the loop does it: the till is kept as it was until what it decided is written.

use crate::catalogue::stocked;
use crate::shopper::{asked, filled, scanned};
use crate::{Stage, goods};
use scanslip::till::Now;
use scanslip::till::event::Event;
use std::hint::black_box;

/// Articles of the shop.
const ARTICLES: u64 = 1_000;

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("the first scan of a cart: events -> effects", || one_more(0)),
        Stage::counted("the 20th scan of a cart: events -> effects", || one_more(19)),
        Stage::counted("the 100th scan of a cart: events -> effects", || one_more(99)),
        Stage::counted("confirm of 20 lines: event -> effects", confirmed),
    ]
}

/// The scan and the answer to its look-up.
fn one_more(lines: u64) -> Box<dyn FnMut()> {
    let shop = stocked(ARTICLES);
    let (till, event) = (filled(&shop, lines), scanned(&goods::code(lines + 1)));
    let asked = asked(&till.clone().handle(Now::default(), event.clone()));
    let (look_up, query) = asked.expect("an article is looked up");
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
    let (till, event) = (filled(&stocked(ARTICLES), 20), scanned("SLIP-CONFIRM"));
    Box::new(move || {
        black_box(till.clone().handle(Now::default(), black_box(event.clone())));
    })
}

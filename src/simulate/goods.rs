//! The catalogue of the world, and what must hold of an order's goods. `THING-123` is article 123; the card of shopper 7 is
//! customer 7. Every seventh article is bound to an age; whose number ends in 1 has a deposit, five numbers on.

use crate::till::article::{Article, ArticleId, CustomerId, Title};
use crate::till::effect::Query;
use crate::till::event::Found;
use crate::till::money::Cents;
use crate::till::order::{Goods, Line, Order};
use std::sync::Arc;

/// What the age is that an article may be bound to, in years.
const AGE: u8 = 18;

/// What the catalogue answers.
pub(super) fn find(query: &Query) -> Found {
    let digits = |text: &str| text.rsplit('-').next().and_then(|digits| digits.parse::<u64>().ok());
    match query {
        Query::Article(crate::barcode::Key::Text(text)) => match (digits(text), Title::clean(text)) {
            (Some(number), Some(title)) => Found::Article(Arc::new(article(number, title))),
            _ => Found::Nothing,
        },
        Query::Customer(card) => digits(&card.0).map_or(Found::Nothing, |number| Found::Customer(CustomerId(number))),
        Query::Article(_) | Query::InStore(_) => Found::Nothing,
    }
}

fn article(number: u64, title: Title) -> Article {
    let price = |number: u64| Cents::new(i64::try_from(number % 997).unwrap_or_default() + 5);
    let plain = |number: u64, title| Article::piece(ArticleId(number), title, price(number));
    let linked = deposit_of(number).map(|deposit| Arc::new(plain(deposit, title.clone()))).into_iter().collect();
    Article { min_age: if is_bound(number) { AGE } else { 0 }, linked, ..plain(number, title) }
}

const fn is_bound(number: u64) -> bool {
    number.is_multiple_of(7)
}

const fn deposit_of(number: u64) -> Option<u64> {
    if number % 10 == 1 { Some(number + 5) } else { None }
}

/// What is wrong with the goods of an order that was confirmed.
pub(super) fn wrong(order: &Order) -> Option<String> {
    let number = |line: &Line| if let Goods::Article { id, .. } = line.goods { id.0 } else { 0 };
    let is_released = order.age_checks.iter().any(|check| check.passed && check.age >= AGE);
    let mut expected = None;
    for line in &order.lines {
        if line.linked {
            if expected.take() != Some((number(line), line.quantity)) {
                return Some(format!("{}: a deposit of nothing, or of something else", order.id));
            }
            continue;
        }
        if is_bound(number(line)) && !is_released {
            return Some(format!("{}: has what nobody looked at its buyer for", order.id));
        }
        if expected.is_some() {
            return Some(format!("{}: lacks a deposit", order.id));
        }
        expected = deposit_of(number(line)).map(|deposit| (deposit, line.quantity));
    }
    expected.map(|_| format!("{}: lacks a deposit", order.id))
}

//! A shop's settings and an order of it, for the tests of this folder.

use super::{Key, Settings};
use crate::barcode::{Contact, Detail};
use crate::till::article::{ArticleId, Title};
use crate::till::marks::Marks;
use crate::till::moment::Wall;
use crate::till::money::{Cents, Quantity};
use crate::till::order::{Goods, Line, Order, OrderId, PriceRule, Service};
use url::Url;

/// The key of [`settings`].
pub(super) const KEY: &str = "k3y+0123456789abcdef/=";

/// The least that a shop needs.
pub(super) fn settings() -> Settings {
    let url = Url::parse("https://kash.click").expect("an address");
    Settings::new(url, "12345".to_owned(), Key::new(KEY).expect("a key"))
}

/// Two pieces and a quarter of a kilogram.
pub(super) fn order() -> Order {
    let line = |article, title, unit_price, thousandths| {
        let quantity = Quantity::thousandths(thousandths).expect("a quantity");
        let unit_price = Cents::new(unit_price);
        Line {
            goods: Goods::Article { id: ArticleId(article), choices: Vec::new(), price: PriceRule::Shop },
            title: Title::clean(title).expect("a title"),
            unit_price,
            quantity,
            total: unit_price.times(quantity).expect("a total"),
            vat: None,
            marks: Marks::default(),
            linked: false,
        }
    };
    Order {
        id: OrderId::parse("01JZX5N4Q8M0T7V2B3C4D5E6F7").expect("an id"),
        number: 42,
        lines: vec![line(12, "Pizza 4 fromages", 1_450, 2_000), line(345, "Comté", 2_398, 250)],
        total: Cents::new(3_500),
        customer: None,
        service: Service::default(),
        staff: None,
        age_checks: Vec::new(),
        confirmed_at: Some(Wall(1_761_436_800)),
        language: crate::till::settings::Language::Fr,
    }
}

/// The new customer of the published page's third example, all sixteen fields.
pub(super) fn zoe() -> Contact {
    let values = [
        "Durand",
        "Zoé",
        "zoe.durand@example.com",
        "+33 6 12 34 56 78",
        "10 rue des Écoles",
        "Bât. B",
        "Sonner 2 fois",
        "75005",
        "Paris",
        "FR",
        "FRXX999999999",
        "RCS Paris 123 456 789",
        "CUST-0001",
        "+33 1 23 45 67 89",
        "48.848",
        "2.347",
    ];
    let mut contact = Contact::default();
    for (detail, value) in Detail::ALL.into_iter().zip(values) {
        contact.set(detail, value);
    }
    contact
}

//! Orders with all that an order can say, and the customers that are made along with them.

use super::{Place, order, write};
use scanslip::barcode::{Contact, Detail};
use scanslip::till::article::{ArticleId, ChoiceId, DepartmentId, Title};
use scanslip::till::entry::Entry;
use scanslip::till::order::{Acceptance, Chosen, Customer, Delivery, Goods, Order, PaymentLink, PriceRule, Service};
use std::fs;
use std::sync::Arc;

const NAME: &str = "Schmidt-Rodriguez";

/// An order whose customer the shop does not know yet.
pub(super) fn of_somebody_new(number: u32) -> Order {
    let mut contact = Contact::default();
    contact.set(Detail::Nom, NAME);
    contact.set(Detail::Telephone, "+33 6 12 34 56 78");
    Order { customer: Some(Customer::New(Arc::new(contact))), ..order(number) }
}

/// An order with every kind of line.
fn with_everything() -> Order {
    let title = |text| Title::clean(text).expect("a title");
    let mut order = order(1);
    let plain = order.lines[0].clone();
    let choices = vec![Chosen { id: ChoiceId(31), title: title("Grand") }];
    let goods = [
        Goods::Article { id: ArticleId(7), choices, price: PriceRule::Shop },
        Goods::Article { id: ArticleId(7), choices: Vec::new(), price: PriceRule::Shown },
        Goods::Department(DepartmentId(5)),
        Goods::Free,
    ];
    order.lines = goods.into_iter().map(|goods| scanslip::till::order::Line { goods, ..plain.clone() }).collect();
    order.service = Service {
        table: Some(u64::MAX),
        pager: Some(9),
        covers: Some(999),
        delivery: Delivery::new(0),
        notes: vec![title("Sans oignons")],
    };
    order.staff = Some("anna".into());
    order
}

#[test]
fn an_order_comes_back_with_all_that_it_says() {
    let place = Place::new();
    let entries = [Entry::Confirmed(Arc::new(with_everything())), Entry::Confirmed(Arc::new(of_somebody_new(2)))];
    write(&mut place.open(), &entries);
    let recovered = place.open().recover().expect("the orders").entries;
    let recovered: Vec<Entry> = recovered.into_iter().map(|(entry, _)| entry).collect();
    assert_eq!(recovered, entries);
}

#[test]
fn a_name_is_in_no_file_once_the_shop_has_answered() {
    for refused in [false, true] {
        let place = Place::new();
        let order = of_somebody_new(1);
        let id = order.id;
        let acceptance = Acceptance {
            number: 7,
            payment: PaymentLink::Absent,
            paid: false,
            invoice: None,
            quote: None,
            total: None,
        };
        let answer = if refused {
            Entry::Refused { order: id, why: "closed".to_owned() }
        } else {
            Entry::Accepted { order: id, acceptance }
        };
        let mut journal = place.open();
        let confirmed = Entry::Confirmed(Arc::new(order));
        write(&mut journal, &[confirmed]);
        let read = journal.entries_of(id).expect("the order");
        assert!(!format!("{read:?}").contains(NAME), "who reads the journal meets no name");
        write(&mut journal, &[answer]);
        // The last connection that closes brings the log into the file and takes it away.
        drop(journal);
        let file = fs::read(place.file()).expect("the file");
        let holds = |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(holds("confirmed") && !holds(NAME) && !holds("12 34 56"), "refused: {refused}");
    }
}

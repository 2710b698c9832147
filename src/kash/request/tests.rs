//! The form against bodies that `URLSearchParams`, which the published page uses, wrote of the same fields.

use super::*;
use crate::barcode::Detail;
use crate::kash::sample;
use crate::till::article::{ArticleId, ChoiceId, CustomerId, DepartmentId};
use crate::till::marks::Marks;
use crate::till::money::Quantity;
use crate::till::order::{Chosen, Service};
use std::sync::Arc;

macro_rules! recorded {
    ($name:literal) => {
        include_str!(concat!("../../../tests/data/kash/", $name, ".txt"))
    };
}

/// Everything that the settings can add.
fn rich() -> Settings {
    Settings {
        payment: Payment::Quote,
        user_id: Some(31),
        cash_register_id: Some(7),
        table_id: Some(12),
        covers: Some(4),
        pager: Some(9),
        delivery_method: Some(2),
        public_comment: Some("Sans couverts, merci !".to_owned()),
        private_comment: Some("Borne du hall\r\n& été 100% =+".to_owned()),
        client_id: Some(123),
        ..sample::settings()
    }
}

fn title(text: &str) -> Title {
    Title::clean(text).expect("a title")
}

fn line(goods: Goods, name: &str, unit_price: i64, thousandths: u32) -> Line {
    let unit_price = Cents::new(unit_price);
    let quantity = Quantity::thousandths(thousandths).expect("a quantity");
    let total = unit_price.times(quantity).expect("a total");
    Line { goods, title: title(name), unit_price, quantity, total, vat: None, marks: Marks::default(), linked: false }
}

fn article(id: u64, choices: &[u64], price: PriceRule) -> Goods {
    let choices = choices.iter().map(|id| Chosen { id: ChoiceId(*id), title: title("S") }).collect();
    Goods::Article { id: ArticleId(id), choices, price }
}

fn department(id: u64) -> Goods {
    Goods::Department(DepartmentId(id))
}

fn of(lines: Vec<Line>) -> Order {
    Order { lines, ..sample::order() }
}

fn with_notes(notes: &[&str]) -> Order {
    let notes = notes.iter().map(|note| title(note)).collect();
    Order { service: Service { notes, ..Service::default() }, ..sample::order() }
}

/// The form as the order itself has it.
fn body(settings: &Settings, order: &Order) -> String {
    sale(settings, order, Bearer::of(order))
}

#[test]
fn the_form_is_the_published_one_byte_for_byte() {
    let paid = |amount| Settings { payment: Payment::Method { id: 482_113, amount }, ..sample::settings() };
    let with_card = Order { customer: Some(Customer::Known(CustomerId(77))), ..sample::order() };
    let part = Some(PaidAmount::Fixed(Cents::new(1_250)));
    let mut served = with_notes(&["Sans oignon", "Bien cuit"]);
    let (table, pager, covers, delivery) = (Some(31), Some(14), Some(6), Delivery::new(0));
    served.service = Service { table, pager, covers, delivery, ..served.service };
    let in_private = Settings { notes_in: NotesIn::Private, ..rich() };
    let cases = [
        (sample::settings(), sample::order(), recorded!("sale-validated")),
        (rich(), sample::order(), recorded!("sale-quote-everything")),
        (rich(), with_card, recorded!("sale-with-card")),
        (rich(), served, recorded!("sale-service")),
        (in_private, with_notes(&["Sans oignon", "Bien cuit"]), recorded!("sale-notes-private")),
        (paid(None), sample::order(), recorded!("sale-paid-in-full")),
        (paid(Some(PaidAmount::Total)), sample::order(), recorded!("sale-paid-total")),
        (paid(part), sample::order(), recorded!("sale-paid-part")),
    ];
    for (settings, order, expected) in cases {
        assert_eq!(body(&settings, &order), expected);
    }
    let zoe = sample::zoe();
    assert_eq!(sale(&rich(), &sample::order(), Bearer::New(&zoe)), recorded!("sale-new-customer-everything"));
}

#[test]
fn every_form_of_a_line_is_written_byte_for_byte() {
    let (shop, shown) = (PriceRule::Shop, PriceRule::Shown);
    let lines = vec![
        line(article(12, &[], shop), "Pizza 4 fromages", 1_450, 1_000),
        line(article(345, &[], shop), "Comté", 2_398, 250),
        line(article(12, &[3, 8], shop), "Pizza 4 fromages", 1_450, 2_000),
        line(article(12, &[1, 2, 3, 4, 5, 6], shop), "Pizza 4 fromages", 1_450, 1_000),
        line(article(12, &[], shown), "Pizza_4 fromages", 1_450, 2_000),
        line(article(12, &[3, 8], shown), "Pizza 4 fromages", 1_450, 2_000),
        line(department(5), "Vente libre", 999, 1_000),
        line(department(5), "Rose & œillet", 150, 3_000),
        line(department(5), "Comté 18 mois *", 2_398, 250),
        line(Goods::Free, "Item", 1_299, 1_000),
        line(Goods::Free, "100 % ~ «é» = + 🧀", 5, 1_000),
    ];
    assert_eq!(body(&sample::settings(), &of(lines)), recorded!("sale-every-form"));
}

/// Our form without the one field that the page's examples lack, the mark.
fn without_mark(form: &str) -> String {
    form.split('&').filter(|field| !field.starts_with("privateComment=")).collect::<Vec<_>>().join("&")
}

#[test]
fn the_examples_of_the_page_are_reproduced() {
    let simple = of(vec![line(Goods::Free, "Item", 1_299, 1_000), line(Goods::Free, "Other item", 999, 1_000)]);
    assert_eq!(without_mark(&body(&sample::settings(), &simple)), recorded!("page-simple"));

    let pizza = line(article(12, &[3, 8], PriceRule::Shown), "Pizza 4 fromages", 1_450, 2_000);
    let order = of(vec![pizza, line(department(5), "Vente libre", 999, 1_000)]);
    let form = sale(&sample::settings(), &order, Bearer::Known(123));
    assert_eq!(without_mark(&form), recorded!("page-existing-customer"));

    let order = of(vec![line(Goods::Free, "Item", 1_900, 1_000), line(Goods::Free, "OtherItem", 540, 1_000)]);
    let form = sale(&sample::settings(), &order, Bearer::New(&sample::zoe()));
    // The page leaves out the zeros behind the dot, which are always written here.
    let page = recorded!("page-new-customer").replace("_19_", "_19.00_").replace("_5.4_", "_5.40_");
    assert_eq!(without_mark(&form), page);
}

#[test]
fn each_field_of_a_new_customer_stands_for_itself() {
    let whole = sample::zoe();
    for detail in Detail::ALL {
        let mut contact = Contact::default();
        let value = whole.get(detail).expect("all sixteen");
        contact.set(detail, value);
        let form = sale(&rich(), &sample::order(), Bearer::New(&contact));
        let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
        let client: Vec<_> = fields.iter().filter(|(name, _)| name.starts_with("client[")).cloned().collect();
        assert_eq!(client, [(format!("client[{}]", detail.name()), value.to_owned())]);
        assert!(fields.iter().all(|(name, _)| name != "idClient"), "one customer and no other: {form}");
    }
}

#[test]
fn a_new_customer_is_not_made_unasked() {
    let order = Order { customer: Some(Customer::New(Arc::new(sample::zoe()))), ..sample::order() };
    assert_eq!(body(&rich(), &order), recorded!("sale-quote-everything"));
}

#[test]
fn a_title_of_any_look_stays_a_title() {
    for name in ["Free", "Free 1", "-5", "-5 1 a", "14.50", "0", "12", "1e9", "3 x 4"] {
        assert_eq!(item(&line(article(12, &[3], PriceRule::Shown), name, 100, 1_000)), format!("12_1_{name}_1.00_3"));
        assert_eq!(item(&line(Goods::Free, name, 100, 1_000)), format!("Free_1.00_{name}"));
        assert_eq!(item(&line(department(5), name, 100, 1_000)), format!("-5_1.00_{name}"));
    }
}

#[test]
fn no_entry_is_a_discount_or_without_end() {
    let below = |goods| item(&line(goods, "x", -100, 2_000));
    assert_eq!(below(article(12, &[], PriceRule::Shown)), "12_2");
    assert_eq!(below(article(12, &[3], PriceRule::Shown)), "12_2___3");
    assert_eq!(below(Goods::Free), "Free_0.00_2 x x");
    assert_eq!(below(department(5)), "-5_0.00_2 x x");
    assert_eq!(item(&line(article(12, &[], PriceRule::Shown), "Sac", 0, 1_000)), "12_1_Sac_0.00", "a bag may be free");
    let long = "é".repeat(10_000);
    let longest = item(&line(article(u64::MAX, &[u64::MAX; 9], PriceRule::Shown), &long, 1, 998_999));
    assert!(longest.chars().count() < 400, "{longest}");
    let free = item(&line(Goods::Free, &long, 1, 998_999));
    let name = free.rsplit('_').next().expect("a title");
    assert!(name.starts_with("998.999 kg é") && name.chars().count() <= 255, "a column of that common width");
}

#[test]
fn a_long_text_is_cut_before_the_notes() {
    let (own, note) = ("é".repeat(1_000), "n".repeat(100));
    for notes_in in [NotesIn::Public, NotesIn::Private] {
        let settings = Settings {
            public_comment: Some(own.clone()),
            private_comment: Some(own.clone()),
            notes_in,
            ..sample::settings()
        };
        let taken = |notes: &[&str]| {
            let [public, private] = comments(&settings, &with_notes(notes));
            if notes_in == NotesIn::Public { (public, PUBLIC_COMMENT_MAX) } else { (private, PRIVATE_COMMENT_MAX) }
        };
        let (one, most) = taken(&[&note]);
        assert!(one.starts_with('é') && one.ends_with(&format!("é; {note}")), "{one}");
        assert_eq!(one.chars().count(), most);
        let (many, most) = taken(&[note.as_str(); 30]);
        assert!(many.starts_with(&note) && many.chars().count() <= most, "{many}");
    }
    let brief = Settings { notes_in: NotesIn::Private, ..sample::settings() };
    assert_eq!(comments(&brief, &with_notes(&["a", "b"])), [String::new(), "a; b".to_owned()]);
}

#[test]
fn no_comment_adds_a_field_or_cuts_the_mark_off() {
    for comment in ["&payment=1&itemsList[]=1_1", "\r\n\u{0}", "", &"é".repeat(5_000), "a=b;c"] {
        let settings = Settings {
            public_comment: Some(comment.to_owned()),
            private_comment: Some(comment.to_owned()),
            notes_in: NotesIn::Private,
            ..sample::settings()
        };
        for order in [sample::order(), with_notes(&["Sans oignon"; 100])] {
            let mark = Mark::of("kiosk-1", &order).to_string();
            let body = body(&settings, &order);
            let fields: Vec<_> = form_urlencoded::parse(body.as_bytes()).collect();
            let named = |name: &str| fields.iter().filter(|(field, _)| field == name).count();
            assert_eq!((named("payment"), named("itemsList[]"), named("privateComment")), (1, 2, 1), "{comment:?}");
            let private = &fields.iter().find(|(field, _)| field == "privateComment").expect("a private comment").1;
            assert!(private.ends_with(&mark), "{private}");
            assert!(private.chars().count() <= 255, "{private}");
            assert!(fields.iter().all(|(_, value)| !value.is_empty()), "no empty field: {body}");
        }
    }
}

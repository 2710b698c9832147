//! Texts that mean harm, in every place of the form that takes a text: read back as PHP reads a form, every field is where
//! it was put, every price and quantity is what it was, and there is not a field more.

use super::{KEYS, order, settings};
use crate::hostile::texts::texts;
use scanslip::barcode::{Contact, Detail};
use scanslip::kash::request::{Bearer, sale};
use scanslip::kash::{NotesIn, Settings};
use scanslip::till::article::{ArticleId, ChoiceId, DepartmentId, Title};
use scanslip::till::marks::Marks;
use scanslip::till::money::{Cents, Quantity};
use scanslip::till::order::{Chosen, Goods, Line, Order, PriceRule, Service};

/// A form as PHP reads it: names and values, in order.
fn read(form: &str) -> Vec<(String, String)> {
    assert!(form.is_ascii() && !form.contains(|c: char| c.is_ascii_control() || c == ' '), "{form}");
    // One `=` a field, one `&` between two: nothing of a text is left that a form would read as its own.
    assert!(form.split('&').all(|field| field.matches('=').count() == 1), "{form}");
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn names(fields: &[(String, String)]) -> Vec<&str> {
    fields.iter().map(|(name, _)| name.as_str()).collect()
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).expect(name)
}

fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
}

fn line(goods: Goods, title: &Title, thousandths: u32) -> Line {
    let quantity = Quantity::thousandths(thousandths).expect("a quantity");
    let unit_price = Cents::new(1_234);
    let total = unit_price.times(quantity).expect("a total");
    Line { goods, title: title.clone(), unit_price, quantity, total, vat: None, marks: Marks::default(), linked: false }
}

/// Every form of a line with this title, and the parts around it.
fn lines(title: &Title) -> [(Line, Vec<&'static str>, Vec<&'static str>); 6] {
    let article = |choices: &[u64]| {
        let choices = choices.iter().map(|id| Chosen { id: ChoiceId(*id), title: title.clone() }).collect();
        Goods::Article { id: ArticleId(12), choices, price: PriceRule::Shown }
    };
    [
        (line(article(&[]), title, 2_000), vec!["12", "2"], vec!["12.34"]),
        (line(article(&[3, 8]), title, 250), vec!["12", "0.25"], vec!["12.34", "3", "8"]),
        (line(Goods::Department(DepartmentId(5)), title, 1_000), vec!["-5", "12.34"], vec![]),
        (line(Goods::Department(DepartmentId(5)), title, 3_000), vec!["-5", "37.02"], vec![]),
        (line(Goods::Free, title, 1_000), vec!["Free", "12.34"], vec![]),
        (line(Goods::Free, title, 250), vec!["Free", "3.09"], vec![]),
    ]
}

#[test]
fn no_title_shifts_a_part_or_changes_a_price() {
    let texts = texts();
    assert!(texts.len() >= 100, "only {} texts", texts.len());
    for text in &texts {
        let Some(title) = Title::clean(text) else { continue };
        let cases = lines(&title);
        let order = Order { lines: cases.iter().map(|(line, ..)| line.clone()).collect(), ..order() };
        let settings = settings("https://kash.click");
        let fields = read(&sale(&settings, &order, Bearer::Nobody));
        let [head, items] = [&fields[..5], &fields[5..]];
        assert_eq!(names(head), ["shopID", "key", "payment", "idUser", "privateComment"], "{text:?}");
        let head = ["shopID", "key", "payment", "idUser"].map(|name| value(&fields, name));
        assert_eq!(head, ["12345", KEYS[0], "-1", "31"], "{text:?}");
        assert_eq!(items.len(), cases.len(), "a line has one entry: {text:?}");
        for ((name, item), (_, before, behind)) in items.iter().zip(&cases) {
            assert_eq!(name, "itemsList[]");
            let parts: Vec<&str> = item.split('_').collect();
            assert_eq!(parts.len(), before.len() + 1 + behind.len(), "{item}");
            assert_eq!((&parts[..before.len()], &parts[before.len() + 1..]), (&before[..], &behind[..]), "{item}");
            let sent = parts[before.len()];
            assert!(sent.ends_with(title.as_str()) && is_clean(sent) && sent.chars().count() <= 255, "{item}");
        }
    }
}

#[test]
fn a_title_changes_nothing_of_an_article_at_the_shops_price() {
    let plain = |title: &Title| {
        let mut order = order();
        order.lines.iter_mut().for_each(|line| line.title = title.clone());
        sale(&settings("https://kash.click"), &order, Bearer::Nobody)
    };
    let expected = plain(&Title::clean("Pizza").expect("a title"));
    for title in texts().iter().filter_map(|text| Title::clean(text)) {
        assert_eq!(plain(&title), expected, "{title:?}");
    }
}

#[test]
fn no_comment_or_note_adds_a_field_or_hides_the_mark() {
    for text in texts() {
        let notes: Vec<Title> = Title::clean(&text).into_iter().collect();
        for notes_in in [NotesIn::Public, NotesIn::Private] {
            let order = Order { service: Service { notes: notes.clone(), ..Service::default() }, ..order() };
            let settings = Settings {
                public_comment: Some(text.clone()),
                private_comment: Some(text.clone()),
                notes_in,
                ..settings("https://kash.click")
            };
            let fields = read(&sale(&settings, &order, Bearer::Nobody));
            let names: Vec<&str> = names(&fields).into_iter().filter(|name| *name != "publicComment").collect();
            let expected = ["shopID", "key", "payment", "idUser", "privateComment", "itemsList[]", "itemsList[]"];
            assert_eq!(names, expected, "{text:?}");
            assert!(fields.len() - names.len() <= 1, "one public comment: {text:?}");
            let private = value(&fields, "privateComment");
            assert!(private.ends_with(super::MARK) && private.chars().count() <= 255, "{private}");
            assert!(fields.iter().all(|(_, value)| is_clean(value) && !value.is_empty()), "{text:?}");
            let items: Vec<&str> = fields.iter().rev().take(2).map(|(_, item)| item.as_str()).collect();
            assert_eq!(items, ["345_0.25", "12_2"], "{text:?}");
        }
    }
}

#[test]
fn no_field_of_a_customer_becomes_another() {
    for text in texts() {
        let mut contact = Contact::default();
        for detail in Detail::ALL {
            contact.set(detail, &text);
        }
        let fields = read(&sale(&settings("https://kash.click"), &order(), Bearer::New(&contact)));
        let (client, rest): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| name.starts_with("client["));
        let expected: Vec<(String, String)> =
            contact.fields().map(|(detail, text)| (format!("client[{}]", detail.name()), text.to_owned())).collect();
        assert_eq!(client, expected, "{text:?}");
        let expected = ["shopID", "key", "payment", "idUser", "privateComment", "itemsList[]", "itemsList[]"];
        assert_eq!(names(&rest), expected, "{text:?}");
        assert!(client.iter().all(|(_, value)| is_clean(value) && value.chars().count() <= 255), "{client:?}");
    }
}

//! Effects in words, one line each, as the session scripts expect them.

use scanslip::till::effect::{Effect, Sound, Tally};
use scanslip::till::entry::Entry;
use scanslip::till::money::Cents;
use scanslip::till::order::{AgeCheck, Customer, Goods, Order, OrderId, PriceRule, Request, Service};
use scanslip::till::screen::{Guest, Hold, Notice, Screen, View};
use scanslip::till::slip::{Document, Outcome, Slip, SlipId};

/// One effect in words; none for those that a story need not tell.
pub(crate) fn tell(effect: &Effect) -> Option<String> {
    Some(match effect {
        Effect::Record(entry) => format!("record {}", entry_in_words(entry)),
        Effect::Show(screen) => format!("show {}", screen_in_words(screen)),
        Effect::Sound(Sound::Good) => "sound good".to_owned(),
        Effect::Sound(Sound::Unknown) => "sound unknown".to_owned(),
        Effect::Sound(Sound::Refused) => "sound refused".to_owned(),
        Effect::Sound(Sound::Staff) => "sound staff".to_owned(),
        Effect::Sound(Sound::Done) => "sound done".to_owned(),
        Effect::LookUp { .. } => return None,
        Effect::Send { order, request } => {
            let (id, total, rest) = (number(order.id), order.total, rest_of(order));
            match request {
                Request::Whole => format!("send order {id} for {total}{rest}"),
                Request::Draft => format!("draft order {id} for {total}{rest}"),
                Request::Validation(draft) => format!("validate draft {draft} of order {id}"),
            }
        }
        Effect::Seek { order, request, .. } => match request {
            Request::Whole => format!("seek order {}", number(order.id)),
            Request::Draft => format!("seek draft of order {}", number(order.id)),
            Request::Validation(draft) => format!("seek validation of draft {draft} of order {}", number(order.id)),
        },
        Effect::Print(slip) => format!("print {}", slip_in_words(slip)),
        Effect::Count(Tally::UnknownCode(code)) => format!("count unknown code {code}"),
        Effect::Count(Tally::UnknownCard) => "count unknown card".to_owned(),
        Effect::Count(Tally::PriceTold) => "count price told".to_owned(),
        Effect::Count(Tally::LanguageChosen) => "count language chosen".to_owned(),
        Effect::Count(Tally::RefusedScan) => "count refused scan".to_owned(),
        Effect::Count(Tally::AbandonedCart) => "count abandoned cart".to_owned(),
        Effect::Count(Tally::StaffActed { person, what }) => format!("count {person} of the staff: {what}"),
        Effect::Count(Tally::AgeAsked(age)) => format!("count staff called: {age} years"),
        Effect::Count(Tally::AgeChecked(check)) => format!("count {}", check_in_words(check)),
        Effect::Count(Tally::OtherTotal(order)) => format!("count other total of order {}", number(*order)),
        Effect::Count(Tally::ForbiddenLink(order)) => format!("count forbidden link of order {}", number(*order)),
    })
}

/// What an order says beside counted articles at the shop's price.
fn rest_of(order: &Order) -> String {
    let mut words = String::new();
    for line in &order.lines {
        let title = line.title.as_str();
        match &line.goods {
            Goods::Article { choices, price: PriceRule::Shop, .. } if choices.is_empty() => {}
            Goods::Article { id, choices, price } => {
                words += &format!(", article {}", id.0);
                for choice in choices {
                    words += &format!(" + {}", choice.id.0);
                }
                if *price == PriceRule::Shown {
                    words += &format!(" as {title} at {}", line.unit_price);
                }
            }
            Goods::Department(id) => words += &format!(", {title} in department {}", id.0),
            Goods::Free => words += &format!(", free {title}"),
        }
        for mark in line.marks.elements() {
            words += &format!(", {mark}");
        }
    }
    words += &service_in_words(&order.service);
    if let Some(Customer::New(contact)) = &order.customer {
        let names: Vec<&str> = contact.fields().map(|(detail, _)| detail.name()).collect();
        words += &format!(", new customer with {}", names.join(" "));
    }
    if let Some(person) = &order.staff {
        words += &format!(", by {person}");
    }
    for check in &order.age_checks {
        words += &format!(", {}", check_in_words(check));
    }
    words
}

fn check_in_words(check: &AgeCheck) -> String {
    format!("{} of the staff says {} to {} years", check.person, if check.passed { "yes" } else { "no" }, check.age)
}

/// The stories' order ids are small numbers with many zeros.
pub(crate) fn number(order: OrderId) -> u32 {
    order.as_str().parse().expect("the order ids of the stories are digits")
}

fn entry_in_words(entry: &Entry) -> String {
    let order = number(entry.order());
    match entry {
        Entry::Confirmed(confirmed) => {
            let customer = if confirmed.customer.is_some() { " for a customer" } else { "" };
            format!("order {order} confirmed, local number {}{customer}", confirmed.number)
        }
        Entry::Sending { attempt, .. } => format!("order {order} sending, attempt {attempt}"),
        Entry::Drafted { number, .. } => format!("order {order} there as draft {number}"),
        Entry::Resolved { resolution, .. } => format!("order {order} resolved: {resolution:?}"),
        Entry::Accepted { acceptance, .. } => format!("order {order} accepted as {}", acceptance.number),
        Entry::Refused { why, .. } => format!("order {order} refused: {why}"),
        Entry::NotSent { why, .. } => format!("order {order} not sent: {why}"),
        Entry::InDoubt { why, .. } => format!("order {order} in doubt: {why}"),
        Entry::Absent { .. } => format!("order {order} absent"),
        Entry::Held { why, .. } => format!("order {order} held: {why}"),
        Entry::Printing { slip } => format!("{} printing", slip_name(*slip)),
        Entry::Printed { slip, outcome } => format!("{} printed: {outcome:?}", slip_name(*slip)),
        Entry::SlipWithheld { why, .. } => format!("order {order} slip withheld: {why:?}"),
    }
}

fn slip_name(slip: SlipId) -> String {
    let copy = if slip.copy == 0 { String::new() } else { format!(" copy {}", slip.copy) };
    format!("{:?} slip{copy} of order {}", slip.kind, number(slip.order)).to_lowercase()
}

fn slip_in_words(slip: &Slip) -> String {
    let mut words = format!("{}, {} lines, total {}", slip_name(slip.id), slip.lines.len(), slip.total);
    for row in &slip.vat {
        words += &format!(", {} % {} + {}", row.rate, row.net, row.vat);
    }
    match &slip.outcome {
        Outcome::Accepted { number, payment, shop_total, paid, document } => {
            let (papers, other) = (paper_in_words(*paid, document.as_ref()), other_total_in_words(*shop_total));
            words += &format!(", number {number}, {payment:?}{papers}{other}");
        }
        Outcome::Provisional => words += &format!(", local number {}", slip.local_number),
    }
    if slip.confirmed_at.is_none() {
        words += ", without time";
    }
    words
}

fn paper_in_words(paid: bool, document: Option<&Document>) -> String {
    let paid = if paid { ", paid" } else { "" };
    match document {
        Some(Document::Invoice(address)) => format!("{paid}, invoice {address}"),
        Some(Document::Quote(address)) => format!("{paid}, quote {address}"),
        None => paid.to_owned(),
    }
}

fn service_in_words(service: &Service) -> String {
    let numbers = [
        ("table", service.table),
        ("pager", service.pager.map(u64::from)),
        ("covers", service.covers.map(u64::from)),
        ("delivery", service.delivery.map(|delivery| delivery.number().into())),
    ];
    let said = numbers.into_iter().filter_map(|(name, number)| number.map(|number| format!(", {name} {number}")));
    said.chain(service.notes.iter().map(|note| format!(", note {}", note.as_str()))).collect()
}

/// One screen in words.
pub(crate) fn screen_in_words(screen: &Screen) -> String {
    let mut words = match &screen.view {
        View::Welcome => "welcome".to_owned(),
        View::OutOfService(why) => format!("out of service {why:?}"),
        View::Cart { lines, last, total, question, customer, service, staff, next_quantity, price_check, hold } => {
            let mut words = format!("cart {total}:");
            for (place, line) in lines.iter().enumerate() {
                let mark = if *last == Some(place) { "*" } else { "" };
                let along = if line.linked { "with it " } else { "" };
                let choices = line.choices.iter().fold(String::new(), |all, choice| all + " + " + choice);
                words += &format!(" {mark}{along}{}x {}{choices} = {},", line.quantity, line.title, line.total);
            }
            words.pop();
            match customer {
                Guest::Unknown => {}
                Guest::Known => words += ", customer",
                Guest::New => words += ", new customer",
            }
            words += &service_in_words(service);
            if let Some(person) = staff {
                words += &format!(", {person} of the staff");
            }
            if let Some(question) = question {
                words +=
                    &format!(", which {} of {}:", question.variation.as_deref().unwrap_or("choice"), question.article);
                for answer in &question.choices {
                    words += &format!(" {} {} {},", answer.id.0, answer.title, answer.delta);
                }
                words.pop();
                if question.turned > 0 {
                    words += &format!(", turned {} times", question.turned);
                }
            }
            if let Some(quantity) = next_quantity {
                words += &format!(", next x{quantity}");
            }
            if *price_check {
                words += ", price check";
            }
            match hold {
                None => {}
                Some(Hold { age, asked: None }) => words += &format!(", held for staff from {age} years on"),
                Some(Hold { age, asked: Some(person) }) => words += &format!(", {person} is asked: {age} years?"),
            }
            words
        }
        View::Sending { total } => format!("sending {total}"),
        View::Done { number, total, link, shop_total, paid, document, paper } => {
            let (papers, other) = (paper_in_words(*paid, document.as_ref()), other_total_in_words(*shop_total));
            format!("done number {number}, {total}{other}, {link:?}{papers}, slip {paper:?}")
        }
        View::Kept { local_number, reference, total, in_doubt, paper } => {
            let stage = if *in_doubt { "in doubt" } else { "kept" };
            format!("{stage} local number {local_number}, {reference}, {total}, slip {paper:?}")
        }
    };
    words.extend(screen.notice.iter().map(notice_in_words));
    if let Some(left) = screen.countdown_s {
        words += &format!(", {left} s left");
    }
    if let Some(why) = screen.printer_trouble {
        words += &format!(", printer: {}", why.name().replace('-', " "));
    }
    if screen.language != scanslip::till::settings::Language::Fr {
        words += &format!(", in {}", screen.language.code());
    }
    words
}

fn notice_in_words(notice: &Notice) -> String {
    match notice {
        Notice::UnknownCode { code, then } => {
            let then = then.as_ref().map_or_else(String::new, |then| format!(", then {then:?}"));
            format!(", unknown code {code}{then}")
        }
        notice => format!(", {notice:?}"),
    }
}

fn other_total_in_words(total: Option<Cents>) -> String {
    total.map_or_else(String::new, |total| format!(" (the shop: {total})"))
}

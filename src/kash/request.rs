//! The form that registers an order: the body of the POST to `webapp.php`. Pure.
//!
//! Source: the published page "Record sales in the software", POST parameters and the structure of `itemsList[]`.

use super::mark::Mark;
use super::text::one_line;
use super::{NotesIn, PaidAmount, Payment, Settings};
use crate::barcode::Contact;
use crate::till::article::{Article, Title};
use crate::till::moment::Wall;
use crate::till::money::Cents;
use crate::till::order::{Customer, Delivery, Goods, Line, Order, PriceRule};

/// The longest public comment in characters.
pub const PUBLIC_COMMENT_MAX: usize = 500;

/// The longest own text before the mark in the private comment, in characters. With the mark it stays below 255, so that
/// a column of that common width does not cut the mark off; what Kash's own limit is stands nowhere.
pub const PRIVATE_COMMENT_MAX: usize = 180;

/// Whom the order names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer<'a> {
    /// Nobody but whom the settings name.
    Nobody,
    /// A customer of the shop.
    Known(u64),
    /// Somebody whom the shop makes a customer in this request.
    New(&'a Contact),
}

impl<'a> Bearer<'a> {
    /// Whom the order names by itself; a new customer only once the shop's list was asked ([`super::customers`]).
    pub fn of(order: &'a Order) -> Self {
        match &order.customer {
            Some(Customer::Known(customer)) => Self::Known(customer.0),
            Some(Customer::New(_)) | None => Self::Nobody,
        }
    }
}

/// The body of the POST, urlencoded, fields in the order of the published table, a new customer's fields before the lines.
///
/// What the shopper said of table, pager, covers and delivery outranks the settings.
pub fn sale(settings: &Settings, order: &Order, bearer: Bearer<'_>) -> String {
    form(settings, settings.payment, order, bearer)
}

/// The same as a draft: not validated, not paid. Its mark shows which order it is; a second one costs nothing.
pub fn draft(settings: &Settings, order: &Order, bearer: Bearer<'_>) -> String {
    form(settings, Payment::Quote, order, bearer)
}

/// The body of the POST to `editOrder.php` that validates a draft, and pays it if the settings say so. No lines, for they
/// would be added; source: Kash's page "api_edit_sale", whose own examples send none.
pub fn validation(settings: &Settings, order: &Order, draft: u64) -> String {
    let (payment, amount) = payment(settings.payment, order.total);
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(1_000));
    form.append_pair("shopID", &settings.shop_id)
        .append_pair("key", settings.key.reveal())
        .append_pair("orderID", &draft.to_string())
        .append_pair("payment", &payment);
    for (name, value) in [("paymentAmount", amount), ("idUser", number(settings.user_id))] {
        if let Some(value) = value {
            form.append_pair(name, &value);
        }
    }
    form.finish()
}

fn form(settings: &Settings, asked: Payment, order: &Order, bearer: Bearer<'_>) -> String {
    let (payment, amount) = payment(asked, order.total);
    let client = match bearer {
        Bearer::Known(customer) => Some(customer),
        Bearer::Nobody => settings.client_id,
        Bearer::New(_) => None,
    };
    let service = &order.service;
    let delivery = service.delivery.map(Delivery::number).or(settings.delivery_method);
    let mark = Mark::of(&settings.kiosk_id, order).to_string();
    let [public, private] = comments(settings, order);
    let private = if private.is_empty() { mark } else { format!("{private} {mark}") };
    let items: Vec<String> = order.lines.iter().map(item).collect();
    // Large enough from the start, so that growing leaves no copy of a customer's name behind in memory: each byte of a
    // text takes three at most, and names and numbers are short.
    let texts = items.iter().map(String::len).chain([public.len(), private.len()]);
    let contact =
        if let Bearer::New(contact) = bearer { contact.fields().map(|(_, text)| text.len() + 30).sum() } else { 0 };
    let most = 3 * (contact + texts.map(|text| text + 20).sum::<usize>()) + 3_000;
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(most));
    form.append_pair("shopID", &settings.shop_id)
        .append_pair("key", settings.key.reveal())
        .append_pair("payment", &payment);
    let optional = [
        ("paymentAmount", amount),
        ("idUser", number(settings.user_id)),
        ("idClient", number(client)),
        ("idtable", number(service.table.or(settings.table_id))),
        ("idcaisse", number(settings.cash_register_id)),
        ("numcouverts", number(service.covers.or(settings.covers))),
        ("publicComment", Some(public).filter(|comment| !comment.is_empty())),
        ("privateComment", Some(private)),
        ("pagerNum", number(service.pager.or(settings.pager))),
        ("deliveryMethod", number(delivery)),
        // Not in the table: Kash's older page has it, the order's value date in seconds since 1970.
        ("dateValeur", number(order.confirmed_at.filter(|_| settings.send_order_time).map(|Wall(seconds)| seconds))),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            form.append_pair(name, &value);
        }
    }
    if let Bearer::New(contact) = bearer {
        for (detail, text) in contact.fields() {
            form.append_pair(&format!("client[{}]", detail.name()), text);
        }
    }
    for item in &items {
        form.append_pair("itemsList[]", item);
    }
    form.finish()
}

/// The public and the private comment, the private one without the mark: what the settings say, and behind it the notes
/// that the shopper picked. Where both do not fit, the settings' text is cut first: it is the same on every order.
fn comments(settings: &Settings, order: &Order) -> [String; 2] {
    let with_notes = |own: &Option<String>, takes_notes: bool, most: usize| {
        let notes =
            order.service.notes.iter().filter(|_| takes_notes).map(Title::as_str).collect::<Vec<_>>().join("; ");
        let notes = one_line(&notes, most);
        let room = if notes.is_empty() { most } else { most.saturating_sub(notes.chars().count() + 2) };
        let own = one_line(own.as_deref().unwrap_or_default(), room);
        [own, notes].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
    };
    let public = settings.notes_in == NotesIn::Public;
    [
        with_notes(&settings.public_comment, public, PUBLIC_COMMENT_MAX),
        with_notes(&settings.private_comment, !public, PRIVATE_COMMENT_MAX),
    ]
}

/// One entry of `itemsList[]`, one for each line:
///
/// - `12_2`, `12_0.25`: number and quantity; title and price are the shop's;
/// - `12_2___31_41`: with choices; that empty title and price keep the shop's own stands nowhere on the page, the vendor's
///   own client sends them so;
/// - `12_2_Pizza_14.50`, `12_2_Pizza_14.50_31_41`: title and price of one as the shopper saw them, choices included;
/// - `-5_9.99_Fruits`, `Free_9.99_Vente libre`: free lines. They have no place for a quantity, so the price is the whole
///   line's and the title says how much it is: `3 x Rose`, `0.250 kg Comté`.
///
/// A price below zero would be a discount that nobody gave: an article's is then the shop's own, a free line's nothing.
/// Whether the shop adds what a choice costs to a forced price, which holds it already, is not known.
pub(super) fn item(line: &Line) -> String {
    match &line.goods {
        Goods::Article { id, choices, price } => {
            let mut item = format!("{}_{}", id.0, line.quantity);
            match price {
                PriceRule::Shown if line.unit_price >= Cents::ZERO => {
                    item += &format!("_{}_{}", title(line), line.unit_price);
                }
                PriceRule::Shop | PriceRule::Shown if !choices.is_empty() => item += "__",
                PriceRule::Shop | PriceRule::Shown => {}
            }
            for choice in choices.iter().take(Article::VARIATIONS_MAX) {
                item += &format!("_{}", choice.id.0);
            }
            item
        }
        Goods::Department(id) => format!("-{}_{}_{}", id.0, line.total.max(Cents::ZERO), title(line)),
        Goods::Free => format!("Free_{}_{}", line.total.max(Cents::ZERO), title(line)),
    }
}

/// The line's name; with how much of it there is where the entry cannot say so otherwise. A [`Title`] holds no `_`.
fn title(line: &Line) -> String {
    let title = line.title.as_str();
    match (&line.goods, line.quantity.as_pieces()) {
        (Goods::Article { .. }, _) | (_, Some(1)) => title.to_owned(),
        (_, Some(pieces)) => format!("{pieces} x {title}"),
        (_, None) => format!("{}.{:03} kg {title}", line.quantity.get() / 1_000, line.quantity.get() % 1_000),
    }
}

/// `payment`, and `paymentAmount` where there is one.
fn payment(payment: Payment, total: Cents) -> (String, Option<String>) {
    match payment {
        Payment::Validated => ("-1".to_owned(), None),
        Payment::Quote => ("-2".to_owned(), None),
        Payment::Method { id, amount } => {
            let amount = amount.map(|amount| match amount {
                PaidAmount::Total => total,
                PaidAmount::Fixed(fixed) => fixed,
            });
            (id.to_string(), amount.map(paid))
        }
    }
}

/// `12` or `12.50`: the page types the amount as an integer, though money has cents, so whole amounts are written as one.
fn paid(amount: Cents) -> String {
    let text = amount.to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

fn number<N: ToString>(number: Option<N>) -> Option<String> {
    number.map(|number| number.to_string())
}

#[cfg(test)]
mod tests;

//! The form that registers an order: the body of the POST to `webapp.php`. Pure.
//!
//! Source: the published page "Record sales in the software", POST parameters and the structure of `itemsList[]`.

use super::mark::Mark;
use super::text::one_line;
use super::{PaidAmount, Payment, Settings};
use crate::till::money::Cents;
use crate::till::order::{Customer, Goods, Line, Order};

/// The longest public comment in characters.
pub const PUBLIC_COMMENT_MAX: usize = 500;

/// The longest own text before the mark in the private comment, in characters. With the mark it stays below 255, so that
/// a column of that common width does not cut the mark off; what Kash's own limit is stands nowhere.
pub const PRIVATE_COMMENT_MAX: usize = 180;

/// The body of the POST, urlencoded, fields in the order of the published table.
///
/// Every line is `id_quantity`: the shop's own title and price rule.
pub fn sale(settings: &Settings, order: &Order) -> String {
    let (payment, amount) = payment(settings.payment, order.total);
    let client = match &order.customer {
        Some(Customer::Known(customer)) => Some(customer.0),
        Some(Customer::New(_)) | None => settings.client_id,
    };
    let public = settings.public_comment.as_deref().map(|comment| one_line(comment, PUBLIC_COMMENT_MAX));
    let own = settings.private_comment.as_deref().map(|comment| one_line(comment, PRIVATE_COMMENT_MAX));
    let mark = Mark::of(&settings.kiosk_id, order);
    let private = match own.filter(|own| !own.is_empty()) {
        Some(own) => format!("{own} {mark}"),
        None => mark.to_string(),
    };
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("shopID", &settings.shop_id)
        .append_pair("key", settings.key.reveal())
        .append_pair("payment", &payment);
    let optional = [
        ("paymentAmount", amount),
        ("idUser", number(settings.user_id)),
        ("idClient", number(client)),
        ("idtable", number(settings.table_id)),
        ("idcaisse", number(settings.cash_register_id)),
        ("numcouverts", number(settings.covers)),
        ("publicComment", public.filter(|comment| !comment.is_empty())),
        ("privateComment", Some(private)),
        ("pagerNum", number(settings.pager)),
        ("deliveryMethod", number(settings.delivery_method)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            form.append_pair(name, &value);
        }
    }
    for line in &order.lines {
        form.append_pair("itemsList[]", &item(line));
    }
    form.finish()
}

/// One entry of `itemsList[]`: `12_2`, `12_0.25`.
pub(super) fn item(line: &Line) -> String {
    match &line.goods {
        Goods::Article { id, .. } => format!("{}_{}", id.0, line.quantity),
        Goods::Department(id) => format!("-{}_{}_{}", id.0, line.total, line.title.as_str()),
        Goods::Free => format!("Free_{}_{}", line.total, line.title.as_str()),
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
mod tests {
    use super::*;
    use crate::kash::sample;
    use crate::till::article::CustomerId;

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

    #[test]
    fn the_form_is_the_published_one_byte_for_byte() {
        let method = |amount| Payment::Method { id: 482_113, amount };
        let with_card = Order { customer: Some(Customer::Known(CustomerId(77))), ..sample::order() };
        let paid = |amount| Settings { payment: method(amount), ..sample::settings() };
        let part = Some(PaidAmount::Fixed(Cents::new(1_250)));
        let cases = [
            (sample::settings(), sample::order(), include_str!("../../tests/data/kash/sale-validated.txt")),
            (rich(), sample::order(), include_str!("../../tests/data/kash/sale-quote-everything.txt")),
            (rich(), with_card, include_str!("../../tests/data/kash/sale-with-card.txt")),
            (paid(None), sample::order(), include_str!("../../tests/data/kash/sale-paid-in-full.txt")),
            (paid(Some(PaidAmount::Total)), sample::order(), include_str!("../../tests/data/kash/sale-paid-total.txt")),
            (paid(part), sample::order(), include_str!("../../tests/data/kash/sale-paid-part.txt")),
        ];
        for (settings, order, expected) in cases {
            assert_eq!(sale(&settings, &order), expected);
        }
    }

    #[test]
    fn no_comment_adds_a_field_or_cuts_the_mark_off() {
        let mark = Mark::of("kiosk-1", &sample::order()).to_string();
        for comment in ["&payment=1&itemsList[]=1_1", "\r\n\u{0}", "", &"é".repeat(5_000), "a=b;c"] {
            let settings = Settings {
                public_comment: Some(comment.to_owned()),
                private_comment: Some(comment.to_owned()),
                ..sample::settings()
            };
            let body = sale(&settings, &sample::order());
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

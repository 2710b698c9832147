//! What the shop's reply to an order means: accepted, refused or in doubt. Pure.
//!
//! Sources: the published page "Record sales in the software", expected JSON response; the older form
//! `{"result":"OK","orderID":...}` / `{"result":"KO","errorMessage":"..."}` is what clients in the field read. Statuses
//! and content types are documented nowhere: the content type is not looked at, the status only narrows.
//!
//! Whatever is not wholly one of these shapes is in doubt. That costs a look-up; a wrong "refused" costs the shopper a
//! second order, a wrong "accepted" costs the first.

use super::fields::{Fields, order_number, without_bom};
use super::listing::whole;
use super::text::{tells, told};
use super::{PaidAmount, Payment, Settings, link};
use crate::till::event::Answer;
use crate::till::money::Cents;
use crate::till::order::{Acceptance, PaymentLink};
use serde_json::Value;

/// The longest reply that is read, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// The longest refusal, in characters.
pub const REFUSAL_MAX: usize = 200;

/// Reads the reply to the POST.
///
/// - Accepted: status 2xx, a positive `orderID`, and `success` true, or no `success` and `result` "OK".
/// - Refused: status 2xx or 4xx, no `orderID`, a message, and `success` false, or no `success` and `result` "KO".
/// - In doubt: everything else: redirects, 5xx, pages, cut or doubled JSON, contradictions.
pub fn sale(status: u16, body: &[u8], settings: &Settings, total: Cents) -> Answer {
    if !matches!(status, 200..=299 | 400..=499) {
        return in_doubt(&format!("with status {status}"));
    }
    if body.len() > LONGEST {
        return in_doubt("at too great a length");
    }
    let Ok(text) = std::str::from_utf8(without_bom(body)) else {
        return in_doubt("with something that is not text");
    };
    let Ok(fields) = serde_json::from_str::<Fields>(text) else {
        return in_doubt("with something that is not its usual form");
    };
    let number = fields.get("orderID").and_then(order_number);
    match (verdict(&fields), number) {
        (Some(true), Some(number)) if status < 300 => Answer::Accepted(acceptance(&fields, number, settings, total)),
        (Some(true), _) => in_doubt("that it took the order, without a number or with an error status"),
        (Some(false), None) if fields.get("orderID").is_none() => match message(&fields, settings) {
            Some(why) => Answer::Refused(why),
            None => in_doubt("with a refusal that gives no reason"),
        },
        _ => in_doubt("with a contradiction"),
    }
}

/// Reads the reply to the POST of a draft: the same, but an order that is taken is a draft of that number.
pub fn draft(status: u16, body: &[u8], settings: &Settings, total: Cents) -> Answer {
    match sale(status, body, settings, total) {
        Answer::Accepted(acceptance) => Answer::Drafted(acceptance.number),
        other => other,
    }
}

/// Reads the reply to a draft's validation: the same as a sale's, for that order and no other.
pub fn validation(status: u16, body: &[u8], settings: &Settings, total: Cents, draft: u64) -> Answer {
    match sale(status, body, settings, total) {
        Answer::Accepted(acceptance) if acceptance.number != draft => in_doubt("with the number of another one"),
        other => other,
    }
}

/// Yes, no, or neither: `success` where there is one, else the older `result`; one must not contradict the other.
fn verdict(fields: &Fields) -> Option<bool> {
    match (fields.get("success"), fields.text("result")) {
        (Some(Value::Bool(true)), result) => (result != Some("KO")).then_some(true),
        (Some(Value::Bool(false)), result) => (result != Some("OK")).then_some(false),
        (None, Some("OK")) => Some(true),
        (None, Some("KO")) => Some(false),
        _ => None,
    }
}

/// The shop's own words, cleaned and bounded.
pub(super) fn message(fields: &Fields, settings: &Settings) -> Option<String> {
    ["result", "errorMessage", "error", "message"]
        .into_iter()
        .filter_map(|name| fields.text(name))
        .filter(|text| !matches!(*text, "OK" | "KO"))
        .map(|text| told(text, &settings.key, REFUSAL_MAX))
        .find(|text| !text.is_empty())
}

/// What the shop says of an order that it has.
///
/// An address that tells the key is not kept: it would end up in the journal, or on paper.
pub(super) fn acceptance(fields: &Fields, number: u64, settings: &Settings, total: Cents) -> Acceptance {
    let rules = link::Rules::of(settings);
    let document = |name| rules.document(fields.get(name)).filter(|address| !tells(address, &settings.key));
    let payment = match rules.payment(fields.get("paymentLink")) {
        PaymentLink::Allowed(link) if tells(&link, &settings.key) => PaymentLink::Forbidden,
        payment => payment,
    };
    let settled = said_paid(fields).unwrap_or_else(|| settles(settings.payment, total));
    // An order that was sent as unpaid is not paid by the time of its reply, whatever stands there.
    let paid = payment == PaymentLink::Absent && matches!(settings.payment, Payment::Method { .. }) && settled;
    Acceptance { number, payment, paid, invoice: document("invoice"), quote: document("quote"), total: None }
}

/// What a listing says of an order that the shop has had for a while: it may have been paid meanwhile.
pub(super) fn listed(fields: &Fields, number: u64, settings: &Settings, total: Cents) -> Acceptance {
    let acceptance = acceptance(fields, number, settings, total);
    let paid = acceptance.payment == PaymentLink::Absent && said_paid(fields).unwrap_or(acceptance.paid);
    Acceptance { paid, total: whole::total(fields), ..acceptance }
}

/// Whether an order that was sent so, and for which the shop sends no payment link, is paid in full.
///
/// Source: the page's third reply, "order confirmed and paid for", has no `paymentLink`.
fn settles(payment: Payment, total: Cents) -> bool {
    match payment {
        Payment::Validated | Payment::Quote => false,
        Payment::Method { amount: None | Some(PaidAmount::Total), .. } => true,
        Payment::Method { amount: Some(PaidAmount::Fixed(amount)), .. } => amount >= total,
    }
}

/// What the shop itself says of the payment, if it says so plainly. The names are inferred, no page has one; an amount
/// under such a name is no plain word, and of two that contradict each other the one that asks for money is believed.
fn said_paid(fields: &Fields) -> Option<bool> {
    ["paid", "isPaid", "is_paid", "paye"].into_iter().filter_map(|name| fields.get(name)).filter_map(whole::word).min()
}

fn in_doubt(how: &str) -> Answer {
    Answer::InDoubt(format!("the shop answered the order {how}; it is looked up before anything else"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kash::sample;
    use serde::Deserialize;

    /// One case of `replies.json`. A string stands for the body as it is, anything else for its JSON text.
    #[derive(Deserialize)]
    struct Case {
        name: String,
        #[serde(default = "ok")]
        status: u16,
        body: Value,
        /// `payment` of the order: a method's number, -1 or -2.
        #[serde(default = "unpaid")]
        payment: i64,
        /// `paymentAmount` in cents, of a total of 35.00.
        amount: Option<i64>,
        expect: String,
    }

    fn unpaid() -> i64 {
        -1
    }

    const TOTAL: Cents = Cents::new(3_500);

    fn settings(case: &Case) -> Settings {
        let amount = case.amount.map(|amount| PaidAmount::Fixed(Cents::new(amount)));
        let payment = match case.payment {
            -1 => Payment::Validated,
            -2 => Payment::Quote,
            id => Payment::Method { id: id.unsigned_abs(), amount },
        };
        Settings { payment, ..sample::settings() }
    }

    fn ok() -> u16 {
        200
    }

    fn body(case: &Case) -> String {
        case.body.as_str().map_or_else(|| case.body.to_string(), str::to_owned)
    }

    /// `accepted 7`, `accepted 7, paid`, `refused why`, `in doubt`.
    fn told(answer: &Answer) -> String {
        match answer {
            Answer::Accepted(acceptance) if acceptance.paid => format!("accepted {}, paid", acceptance.number),
            Answer::Accepted(acceptance) => format!("accepted {}", acceptance.number),
            Answer::Drafted(number) => format!("drafted {number}"),
            Answer::Refused(why) => format!("refused {why}"),
            Answer::InDoubt(_) => "in doubt".to_owned(),
            Answer::NotSent(why) => panic!("a reply was read, and yet nothing sent: {why}"),
        }
    }

    fn cases() -> Vec<Case> {
        serde_json::from_str(include_str!("../../tests/data/kash/replies.json")).expect("a table of replies")
    }

    #[test]
    fn every_reply_means_one_thing() {
        for case in cases() {
            let answer = sale(case.status, body(&case).as_bytes(), &settings(&case), TOTAL);
            assert_eq!(told(&answer), case.expect, "{}", case.name);
        }
    }

    #[test]
    fn a_reply_cut_anywhere_is_in_doubt() {
        for case in cases().iter().filter(|case| case.expect != "in doubt") {
            let whole = body(case);
            let whole = whole.trim_end().as_bytes();
            for end in 0..whole.len() {
                let answer = sale(case.status, &whole[..end], &settings(case), TOTAL);
                assert_eq!(told(&answer), "in doubt", "{} cut after {end} bytes", case.name);
            }
        }
    }

    #[test]
    fn a_redirect_or_a_server_error_settles_nothing() {
        let good = br#"{"success":true,"orderID":1}"#;
        let bad = br#"{"success":false,"result":"closed"}"#;
        for status in (0..=199).chain(300..=399).chain(500..=999) {
            for body in [&good[..], &bad[..]] {
                assert_eq!(told(&sale(status, body, &sample::settings(), Cents::ZERO)), "in doubt", "status {status}");
            }
        }
        for status in 400..=499 {
            assert_eq!(told(&sale(status, good, &sample::settings(), Cents::ZERO)), "in doubt", "status {status}");
            assert_eq!(told(&sale(status, bad, &sample::settings(), Cents::ZERO)), "refused closed", "status {status}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_and_replies_without_end_are_in_doubt() {
        let mut latin = br#"{"success":true,"orderID":1,"result":"#.to_vec();
        latin.extend_from_slice(b"\"\xe9\"}");
        assert_eq!(told(&sale(200, &latin, &sample::settings(), Cents::ZERO)), "in doubt");
        let deep = format!(r#"{{"success":true,"orderID":1,"x":{}{}}}"#, "[".repeat(20_000), "]".repeat(20_000));
        assert_eq!(told(&sale(200, deep.as_bytes(), &sample::settings(), Cents::ZERO)), "in doubt");
        let fits = |spaces: usize| format!(r#"{{"success":true,"orderID":1}}{}"#, " ".repeat(spaces));
        assert_eq!(told(&sale(200, fits(LONGEST - 28).as_bytes(), &sample::settings(), Cents::ZERO)), "accepted 1");
        assert_eq!(told(&sale(200, fits(LONGEST - 27).as_bytes(), &sample::settings(), Cents::ZERO)), "in doubt");
    }

    #[test]
    fn a_refusal_is_one_bounded_line_without_the_key() {
        let words = format!("\u{1b}@bad key {} \r\n\u{202e}{}", sample::KEY, "x".repeat(1_000));
        let body = serde_json::json!({"success": false, "result": words}).to_string();
        let Answer::Refused(why) = sale(200, body.as_bytes(), &sample::settings(), Cents::ZERO) else {
            panic!("not refused")
        };
        assert!(why.starts_with("@bad key (key) xxx"), "{why}");
        assert_eq!(why.chars().count(), REFUSAL_MAX);
    }

    #[test]
    fn what_comes_with_an_order_is_kept_only_if_it_is_sound() {
        let answer = |payment: &str, invoice: &str, quote: &str| {
            let body = serde_json::json!({"success": true, "orderID": 9,
                "paymentLink": payment, "invoice": invoice, "quote": quote});
            match sale(200, body.to_string().as_bytes(), &sample::settings(), Cents::ZERO) {
                Answer::Accepted(acceptance) => acceptance,
                other => panic!("not accepted: {other:?}"),
            }
        };
        let good = answer("https://kash.click/pay/9", "https://kash.click/i/9.pdf", "https://kash.click/q/9.pdf");
        assert_eq!(good.payment, PaymentLink::Allowed("https://kash.click/pay/9".to_owned()));
        assert_eq!(good.invoice.as_deref(), Some("https://kash.click/i/9.pdf"));
        assert_eq!(good.quote.as_deref(), Some("https://kash.click/q/9.pdf"));
        let keyed = format!("https://kash.click/pay/9?key={}", "k3y%2B0123456789abcdef%2F%3D");
        let bad = answer(&keyed, &keyed, "https://kash.click/q 9.pdf");
        assert_eq!((bad.payment, bad.invoice, bad.quote), (PaymentLink::Forbidden, None, None));
    }
    #[test]
    fn a_listing_may_say_that_an_order_was_paid_meanwhile() {
        let method = |amount| Payment::Method { id: 482_113, amount };
        let part = Some(PaidAmount::Fixed(Cents::new(1_250)));
        let link = ", \"paymentLink\": \"https://kash.click/pay/7\"";
        for (row, payment, paid) in [
            ("", Payment::Validated, false),
            ("", method(None), true),
            ("", method(part), false),
            (r#", "paid": true"#, Payment::Validated, true),
            (r#", "isPaid": "1""#, Payment::Quote, true),
            (r#", "is_paid": 1"#, method(part), true),
            (r#", "paye": "true""#, method(part), true),
            (r#", "paid": 0"#, method(None), false),
            (r#", "paid": "false""#, method(None), false),
            (r#", "paid": true, "isPaid": "0""#, Payment::Validated, false),
            (r#", "paid": "12.50""#, Payment::Validated, false),
            (r#", "paid": 35"#, Payment::Validated, false),
            (r#", "paid": null"#, method(None), true),
            (link, method(None), false),
            (&format!(", \"paid\": true{link}"), Payment::Validated, false),
        ] {
            let fields: Fields = serde_json::from_str(&format!("{{\"id\": 7{row}}}")).expect("a row");
            let settings = Settings { payment, ..sample::settings() };
            assert_eq!(listed(&fields, 7, &settings, TOTAL).paid, paid, "{row} after {payment:?}");
        }
    }
}

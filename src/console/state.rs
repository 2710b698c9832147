//! The screen and the kiosk as JSON, for scripts: the same names for good, new ones may come. No customer, no key.

use super::Equipment;
use super::seen::{Seen, kind};
use super::stock::Stock;
use crate::face;
use crate::runtime::Report;
use crate::runtime::health::Health;
use crate::till::event::PrinterState;
use crate::till::money::Cents;
use crate::till::screen::{Answer, CartLine, Guest, Hold, Notice, OutOfService, Paper, Screen, View};
use crate::till::slip::Document;
use serde_json::{Value, json};

/// The answer of `/api/state`. Amounts are cents, quantities thousandths.
pub(super) fn state(
    seen: &Seen,
    report: &Report,
    stock: &Stock,
    equipment: &Equipment,
    kiosk: &str,
    currency: &str,
) -> Value {
    let screen = seen.screen.as_ref();
    let slip = seen.last_slip.map(
        |slip| json!({ "order": slip.order.as_str(), "kind": kind(slip), "copy": slip.copy, "serial": seen.slips }),
    );
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "kiosk": kiosk,
        "currency": currency,
        "screen": screen.map(|screen| shown(screen, seen.screens, currency)),
        "waiting_orders": report.waiting_orders,
        "last_slip": slip,
        "scanners": { "configured": equipment.scanners.len(), "open": report.open_scanners.len() },
        "keypads": { "configured": equipment.keypads.len(), "open": open_keypads(report) },
        "display": if equipment.display.is_some() { health(&report.display) } else { "none" },
        "display_trouble": trouble(&report.display),
        "shop": health(&report.shop),
        "shop_trouble": trouble(&report.shop),
        "shop_age_s": report.shop_age_s,
        "printer": printer(report.printer),
        "paper_low": report.paper_low,
        "printer_trouble": report.printer_why,
        "printer_trouble_kind": if let PrinterState::Trouble(kind) = report.printer { Some(kind.name()) } else { None },
        "journal": if report.disk_fails { "failing" } else { "ok" },
        "catalogue": stock.json(),
        "scans": report.figures.scans,
        "slip_characters_replaced": report.figures.replaced_characters,
        "slip_codes_as_text": report.figures.codes_as_text,
    })
}

/// How many keypads can be pressed.
pub(super) fn open_keypads(report: &Report) -> usize {
    report.keypads.values().filter(|health| matches!(health, Health::Well | Health::Partly(_))).count()
}

const fn health(health: &Health) -> &'static str {
    match health {
        Health::Unknown => "unknown",
        Health::Well => "ok",
        Health::Partly(_) => "partly",
        Health::Ill(_) => "failing",
    }
}

/// Why it is not well; none if it is.
const fn trouble(health: &Health) -> Option<&str> {
    match health {
        Health::Unknown | Health::Well => None,
        Health::Partly(why) | Health::Ill(why) => Some(why.as_str()),
    }
}

/// A screen: what every view has, then what this one has; null where it has none.
fn shown(screen: &Screen, serial: u64, currency: &str) -> Value {
    let (mut lines, mut customer, mut next_quantity, mut price_check) = (Vec::new(), false, None, false);
    if let View::Cart { lines: of_cart, customer: known, next_quantity: next, price_check: check, .. } = &screen.view {
        lines = of_cart.iter().map(line).collect();
        (customer, next_quantity, price_check) = (*known != Guest::Unknown, *next, *check);
    }
    json!({
        "serial": serial,
        "language": screen.language.code(),
        "view": view(&screen.view),
        "text": face::lines(screen, currency),
        "notice": screen.notice.as_ref().map(notice),
        "countdown_s": screen.countdown_s,
        "lines": lines,
        "customer": customer,
        "next_quantity": next_quantity,
        "price_check": price_check,
        "hold": hold(&screen.view),
        "total_cents": total(&screen.view).map(Cents::get),
        "number": number(&screen.view),
        "link": link(&screen.view),
        "paper": paper(&screen.view),
        "question": question(&screen.view),
        "shop_total_cents": shop_total(&screen.view).map(Cents::get),
        "paid": matches!(screen.view, View::Done { paid: true, .. }),
        "in_doubt": matches!(screen.view, View::Kept { in_doubt: true, .. }),
        "document": document(&screen.view),
        "out_of_service": if let View::OutOfService(why) = screen.view { Some(out_of_service(why)) } else { None },
    })
}

fn line(line: &CartLine) -> Value {
    json!({
        "title": line.title,
        "choices": line.choices,
        "quantity": line.quantity.get(),
        "unit_price_cents": line.unit_price.get(),
        "total_cents": line.total.get(),
        "linked": line.linked,
    })
}

/// The age that staff must check, and who of them is asked; null where none must be.
fn hold(view: &View) -> Value {
    let View::Cart { hold: Some(Hold { age, asked }), .. } = view else { return Value::Null };
    json!({ "age": age, "asked": asked.as_deref() })
}

/// What must be chosen, and the codes that choose it; null where nothing must.
fn question(view: &View) -> Value {
    let View::Cart { question: Some(question), .. } = view else { return Value::Null };
    let answer = |answer: &Answer| json!({ "code": format!("SLIP-VAR-{}", answer.id.0), "title": answer.title, "delta_cents": answer.delta.get() });
    json!({
        "article": question.article,
        "variation": question.variation,
        "choices": question.choices.iter().map(answer).collect::<Vec<_>>(),
    })
}

/// The paper that the shop made of the order; null where it made none.
fn document(view: &View) -> Value {
    let View::Done { document, .. } = view else { return Value::Null };
    match document {
        Some(Document::Invoice(address)) => json!({ "kind": "invoice", "address": address }),
        Some(Document::Quote(address)) => json!({ "kind": "quote", "address": address }),
        None => Value::Null,
    }
}

/// A view's name.
pub(super) const fn view(view: &View) -> &'static str {
    match view {
        View::Welcome => "welcome",
        View::OutOfService(_) => "out-of-service",
        View::Cart { .. } => "cart",
        View::Sending { .. } => "sending",
        View::Done { paper: Paper::Asked, .. } => "paper-question",
        View::Done { .. } => "done",
        View::Kept { .. } => "kept",
    }
}

/// A notice's name.
const fn notice(notice: &Notice) -> &'static str {
    match notice {
        Notice::UnknownCode { .. } => "unknown-code",
        Notice::ScanAgain => "scan-again",
        Notice::Refused { .. } => "refused",
        Notice::Price { .. } => "price",
        Notice::BestBeforePast { .. } => "best-before-past",
        Notice::CardTaken => "card-taken",
        Notice::CardUnknown => "card-unknown",
        Notice::CardNew => "card-new",
        Notice::ServiceTaken => "service-taken",
        Notice::StaffTaken => "staff-taken",
        Notice::AgePassed => "age-passed",
        Notice::AgeFailed => "age-failed",
        Notice::ShopRefused(_) => "shop-refused",
        Notice::NotRecorded => "not-recorded",
        Notice::CatalogueUnreadable => "catalogue-unreadable",
        Notice::QueueFull => "queue-full",
        Notice::Help => "help",
    }
}

const fn out_of_service(why: OutOfService) -> &'static str {
    match why {
        OutOfService::Disk => "disk",
        OutOfService::QueueFull => "queue-full",
        OutOfService::RegisterClosed => "register-closed",
        OutOfService::NoScanner => "no-scanner",
    }
}

/// What is to pay, where the view says it.
const fn total(view: &View) -> Option<Cents> {
    match view {
        View::Cart { total, .. } | View::Sending { total } | View::Done { total, .. } | View::Kept { total, .. } => {
            Some(*total)
        }
        _ => None,
    }
}

/// What the order comes to by the shop's own account, where that is something else.
const fn shop_total(view: &View) -> Option<Cents> {
    match view {
        View::Done { shop_total, .. } => *shop_total,
        _ => None,
    }
}

/// The shop's number of the order.
const fn number(view: &View) -> Option<u64> {
    match view {
        View::Done { number, .. } => Some(*number),
        _ => None,
    }
}

/// The payment link, which was held against the allowed hosts before it came here.
fn link(view: &View) -> Option<&str> {
    match view {
        View::Done { link, .. } => link.as_deref(),
        _ => None,
    }
}

const fn paper(view: &View) -> Option<&'static str> {
    match view {
        View::Done { paper, .. } | View::Kept { paper, .. } => Some(match paper {
            Paper::Asked => "asked",
            Paper::Printing => "printing",
            Paper::Printed => "printed",
            Paper::None => "none",
            Paper::Failed => "failed",
        }),
        _ => None,
    }
}

/// The printer's state in a word.
pub(super) const fn printer(state: PrinterState) -> &'static str {
    match state {
        PrinterState::Ready => "ready",
        PrinterState::Unseen => "unseen",
        PrinterState::Trouble(_) => "trouble",
        PrinterState::Absent => "absent",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::figures::Figures;
    use crate::runtime::latency::Latency;
    use crate::runtime::unknown::Unknown;
    use crate::till::event::PrinterTrouble;
    use crate::till::settings::Language;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_screen_has_the_same_keys_and_says_what_it_shows() {
        let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
        let samples = face::samples(Language::Fr);
        let first = keys(&shown(&samples[0].1, 1, "EUR"));
        for (name, screen) in &samples {
            let told = shown(screen, 7, "EUR");
            assert_eq!(keys(&told), first, "{name}");
            assert_eq!(told["notice"].is_null(), screen.notice.is_none(), "{name}");
            assert_eq!(told["text"].as_array().map(Vec::len), Some(face::lines(screen, "EUR").len()), "{name}");
            assert_eq!(told["link"].is_string(), link(&screen.view).is_some(), "{name}");
            let kind = told["view"].as_str().expect("a name");
            assert!(name.starts_with("notice") || name.split('-').next() == kind.split('-').next(), "{name} {kind}");
        }
        let (_, cart) = samples.iter().find(|(name, _)| *name == "cart").expect("a cart");
        let told = shown(cart, 7, "EUR");
        let sum: i64 = told["lines"].as_array().expect("lines").iter().filter_map(|l| l["total_cents"].as_i64()).sum();
        assert_eq!(told["total_cents"], sum);
        assert!(told["lines"][0]["quantity"].as_i64().is_some_and(|quantity| quantity >= 1));
    }

    #[test]
    fn a_printer_in_trouble_is_told_by_a_name_and_by_a_sentence() {
        let sentence = "it does not answer; see that it is switched on";
        let states = [
            (PrinterState::Trouble(PrinterTrouble::Silent), Some(sentence), "silent".into()),
            (PrinterState::Ready, None, Value::Null),
        ];
        for (printer, why, kind) in states {
            let report = Report {
                figures: Figures { replaced_characters: 5, codes_as_text: 2, ..Figures::default() },
                latency: Latency::default(),
                unknown: Unknown::default(),
                scanner_why: None,
                keypads: BTreeMap::from([
                    (0, Health::Partly(sentence.to_owned())),
                    (1, Health::Ill(sentence.to_owned())),
                ]),
                display: Health::Ill(sentence.to_owned()),
                shop: Health::Well,
                shop_age_s: Some(7),
                printer_name: None,
                wall: None,
                waiting_orders: 0,
                open_scanners: BTreeSet::new(),
                printer,
                printer_why: why.map(str::to_owned),
                paper_low: false,
                disk_fails: false,
                journal: tokio::sync::oneshot::channel().1,
            };
            let stock = Stock::read(std::path::Path::new("/nowhere/catalogue.db"), None);
            let equipment = Equipment {
                scanners: Vec::new(),
                keypads: vec![scanslip_hw::keypad::Settings::default(); 2],
                display: Some("/dev/fb0".to_owned()),
                shop: String::new(),
            };
            let told = state(&Seen::default(), &report, &stock, &equipment, "kiosk-1", "EUR");
            assert_eq!(told["keypads"], json!({ "configured": 2, "open": 1 }));
            assert_eq!((&told["display"], &told["display_trouble"]), (&"failing".into(), &sentence.into()));
            assert_eq!(
                (&told["shop"], &told["shop_trouble"], &told["shop_age_s"]),
                (&"ok".into(), &Value::Null, &7.into())
            );
            let short = (&told["slip_characters_replaced"], &told["slip_codes_as_text"]);
            assert_eq!(short, (&5.into(), &2.into()));
            assert_eq!((&told["printer_trouble"], &told["printer_trouble_kind"]), (&json!(why), &kind));
        }
    }
}

//! Every screen that a kiosk can show, with the goods of the sample slip: for pictures of them, and for tests.

use crate::slip;
use crate::till::article::{ChoiceId, Title};
use crate::till::event::PrinterTrouble;
use crate::till::money::Cents;
use crate::till::order::{Delivery, Service};
use crate::till::screen::{
    Answer, CartLine, Guest, Hold, Notice, OutOfService, Paper, Question, Refusal, Screen, View,
};
use crate::till::settings::Language;
use crate::till::slip::{Document, Slip};

/// Every view and every notice in a language, each with a name for a file.
pub fn samples(language: Language) -> Vec<(&'static str, Screen)> {
    let slip = slip::sample();
    let plain = |view| Screen { language, view, notice: None, countdown_s: None, printer_trouble: None };
    let mut samples: Vec<(&'static str, Screen)> =
        views(&slip).into_iter().chain(registered(&slip)).map(|(name, view)| (name, plain(view))).collect();
    samples.extend(notices(&slip).into_iter().map(|(name, notice)| {
        let notice = Some(notice);
        (name, Screen { notice, ..plain(cart(&slip, 3)) })
    }));
    let warned: Vec<_> =
        samples.iter().filter_map(|(name, screen)| Some((warned(name)?, last_seconds(screen)))).collect();
    samples.extend(warned);
    samples.extend([
        ("cart-countdown", Screen { countdown_s: Some(17), ..plain(cart(&slip, 4)) }),
        (
            "cart-everything-at-once",
            Screen {
                countdown_s: Some(9),
                notice: Some(Notice::unknown("4006381333931")),
                printer_trouble: Some(PrinterTrouble::Wedged),
                ..plain(armed(&slip, true, Some(99)))
            },
        ),
    ]);
    samples
        .extend(PrinterTrouble::ALL.map(|trouble| {
            (trouble_name(trouble), Screen { printer_trouble: Some(trouble), ..plain(cart(&slip, 7)) })
        }));
    samples
}

/// The name of a screen once its countdown runs; of a few.
fn warned(name: &str) -> Option<&'static str> {
    match name {
        "done-printed" => Some("done-countdown"),
        "paper-question" => Some("paper-question-countdown"),
        "kept-asked" => Some("kept-asked-countdown"),
        "done-paid" => Some("done-paid-countdown"),
        "kept-printed" => Some("kept-countdown"),
        _ => None,
    }
}

fn last_seconds(screen: &Screen) -> Screen {
    Screen { countdown_s: Some(17), ..screen.clone() }
}

const fn trouble_name(trouble: PrinterTrouble) -> &'static str {
    match trouble {
        PrinterTrouble::NoPaper => "cart-printer-no-paper",
        PrinterTrouble::CoverOpen => "cart-printer-cover-open",
        PrinterTrouble::Cutter => "cart-printer-cutter",
        PrinterTrouble::Failed => "cart-printer-failed",
        PrinterTrouble::OffLine => "cart-printer-off-line",
        PrinterTrouble::Wedged => "cart-printer-wedged",
        PrinterTrouble::Silent => "cart-printer-silent",
        PrinterTrouble::Gone => "cart-printer-gone",
    }
}

fn views(slip: &Slip) -> Vec<(&'static str, View)> {
    let total = slip.total;
    let unanswered =
        |in_doubt, paper| View::Kept { local_number: 17, reference: "HC3F7K".to_owned(), total, in_doubt, paper };
    let kept = |paper| unanswered(false, paper);
    let empty = View::Cart {
        lines: vec![],
        last: None,
        total: Cents::ZERO,
        question: None,
        customer: Guest::Known,
        service: Service::default(),
        staff: None,
        next_quantity: None,
        price_check: false,
        hold: None,
    };
    vec![
        ("welcome", View::Welcome),
        ("out-of-service-disk", View::OutOfService(OutOfService::Disk)),
        ("out-of-service-queue", View::OutOfService(OutOfService::QueueFull)),
        ("out-of-service-register", View::OutOfService(OutOfService::RegisterClosed)),
        ("out-of-service-scanner", View::OutOfService(OutOfService::NoScanner)),
        ("cart-empty", empty),
        ("cart-one-line", cart(slip, 1)),
        ("cart", cart(slip, 5)),
        ("cart-long", cart(slip, 60)),
        ("cart-next-quantity", armed(slip, false, Some(12))),
        ("cart-price-check", armed(slip, true, None)),
        ("cart-question", asking(slip, 2)),
        ("cart-question-long", asking(slip, 9)),
        ("cart-served", served(slip)),
        ("cart-age-hold", held(slip, None)),
        ("cart-age-question", held(slip, Some("anna"))),
        ("sending", View::Sending { total }),
        ("kept-asked", kept(Paper::Asked)),
        ("kept-printing", kept(Paper::Printing)),
        ("kept-printed", kept(Paper::Printed)),
        ("kept-without-paper", kept(Paper::None)),
        ("kept-printer-failed", kept(Paper::Failed)),
        ("kept-in-doubt", unanswered(true, Paper::Printed)),
        ("kept-in-doubt-printer-failed", unanswered(true, Paper::Failed)),
    ]
}

/// The shop has it.
fn registered(slip: &Slip) -> Vec<(&'static str, View)> {
    let (total, number) = (slip.total, 1_042);
    let link = Some("https://kash.click/pay/1042?k=6f1c9b0e7a5d4f3c8e21".to_owned());
    let done = |link: &Option<String>, paper| View::Done {
        number,
        total,
        link: link.clone(),
        shop_total: None,
        paid: false,
        document: None,
        paper,
    };
    vec![
        (
            "done-paid",
            View::Done {
                number,
                total,
                link: None,
                shop_total: None,
                paid: true,
                document: Some(Document::Invoice("https://kash.click/invoice/1042.pdf".to_owned())),
                paper: Paper::Printed,
            },
        ),
        (
            "done-quote",
            View::Done {
                number,
                total,
                link: link.clone(),
                shop_total: None,
                paid: false,
                document: Some(Document::Quote("https://kash.click/quote/1042.pdf".to_owned())),
                paper: Paper::Printed,
            },
        ),
        ("paper-question", done(&link, Paper::Asked)),
        (
            "done-other-total",
            View::Done {
                number,
                total,
                link: link.clone(),
                shop_total: Some(Cents::new(total.get() + 30)),
                paid: false,
                document: None,
                paper: Paper::Printed,
            },
        ),
        ("done-printing", done(&link, Paper::Printing)),
        ("done-printed", done(&link, Paper::Printed)),
        ("done-without-paper", done(&link, Paper::None)),
        ("done-printer-failed", done(&link, Paper::Failed)),
        ("done-without-link", done(&None, Paper::Printed)),
    ]
}

fn notices(slip: &Slip) -> Vec<(&'static str, Notice)> {
    let title = slip.lines.get(1).map_or_else(String::new, |line| line.title.as_str().to_owned());
    let price = slip.lines.get(3).map_or(Cents::ZERO, |line| line.unit_price);
    let refused = |title: &str, why| Notice::Refused { title: Some(title.to_owned()), why };
    let told = |title: &str, per_kilogram, along: &[&str]| Notice::Price {
        title: title.to_owned(),
        price,
        per_kilogram,
        along: along.iter().map(|&title| (title.to_owned(), Cents::new(25))).collect(),
    };
    vec![
        ("notice-unknown-code", Notice::unknown("4006381333931")),
        (
            "notice-unknown-code-then-misread",
            Notice::UnknownCode { code: "4006381333931".to_owned(), then: Some(Box::new(Notice::ScanAgain)) },
        ),
        ("notice-scan-again", Notice::ScanAgain),
        ("notice-not-for-sale", refused(&title, Refusal::NotForSale)),
        ("notice-age-bound", refused("Cidre brut « Côte d’Ô » 75 cl", Refusal::AgeBound)),
        ("notice-needs-weighing", refused("Comté AOP 18 mois d’affinage", Refusal::NeedsWeighing)),
        ("notice-cart-full", Notice::Refused { title: None, why: Refusal::CartFull }),
        ("notice-too-much", refused(&title, Refusal::TooMuch)),
        ("notice-not-for-shoppers", Notice::Refused { title: None, why: Refusal::NotForShoppers }),
        ("notice-price", told(&title, false, &[])),
        ("notice-price-per-kilogram", told("Comté AOP", true, &[])),
        ("notice-price-with-deposit", told("Cidre brut « Côte d’Ô » 75 cl", false, &["Consigne bouteille"])),
        ("notice-card-taken", Notice::CardTaken),
        ("notice-card-unknown", Notice::CardUnknown),
        ("notice-card-new", Notice::CardNew),
        ("notice-service-taken", Notice::ServiceTaken),
        ("notice-staff-taken", Notice::StaffTaken),
        ("notice-age-passed", Notice::AgePassed),
        ("notice-age-failed", Notice::AgeFailed),
        ("notice-nothing-to-check", Notice::Refused { title: None, why: Refusal::NothingToCheck }),
        ("notice-not-a-choice", Notice::Refused { title: None, why: Refusal::NotAChoice }),
        ("notice-use-by-past", refused("Comté AOP 18 mois d’affinage", Refusal::UseByPast)),
        ("notice-same-serial", refused(&title, Refusal::SameSerial)),
        ("notice-best-before-past", Notice::BestBeforePast { title: title.clone() }),
        ("notice-staff-only", Notice::Refused { title: None, why: Refusal::StaffOnly }),
        (
            "notice-shop-refused",
            Notice::ShopRefused("Le produit 7 n'est plus disponible dans cette boutique".to_owned()),
        ),
        ("notice-not-recorded", Notice::NotRecorded),
        ("notice-catalogue-unreadable", Notice::CatalogueUnreadable),
        ("notice-queue-full", Notice::QueueFull),
        ("notice-help", Notice::Help),
    ]
}

/// The sample's goods, over and over, that many lines.
fn cart(slip: &Slip, count: usize) -> View {
    let lines: Vec<CartLine> = slip
        .lines
        .iter()
        .cycle()
        .take(count)
        .map(|line| CartLine {
            title: line.title.as_str().to_owned(),
            choices: Vec::new(),
            quantity: line.quantity,
            unit_price: line.unit_price,
            total: line.total,
            linked: false,
        })
        .collect();
    let total = lines.iter().fold(Cents::ZERO, |sum, line| sum.checked_add(line.total).unwrap_or(Cents::MAX));
    View::Cart {
        last: Some(count.saturating_sub(1)),
        total,
        lines,
        question: None,
        customer: if count > 3 { Guest::Known } else { Guest::Unknown },
        service: Service::default(),
        staff: None,
        next_quantity: None,
        price_check: false,
        hold: None,
    }
}

/// A cart with something to choose.
fn asking(slip: &Slip, count: u64) -> View {
    let mut view = cart(slip, 1);
    if let View::Cart { question, .. } = &mut view {
        let names = ["Petit", "Moyen", "Très grand, à partager entre amis"];
        let answer = |place: u64| Answer {
            id: ChoiceId(30 + place),
            title: names[usize::try_from(place % 3).unwrap_or(0)].to_owned(),
            delta: Cents::new(50 * i64::try_from(place).unwrap_or(0)),
        };
        *question = Some(Question {
            article: "Café crème".to_owned(),
            variation: Some("Taille".to_owned()),
            choices: (0..count).map(answer).collect(),
            turned: 0,
        });
    }
    view
}

/// A cart of which everything is said that can be.
fn served(slip: &Slip) -> View {
    let mut view = cart(slip, 2);
    if let View::Cart { lines, customer, service, staff, .. } = &mut view {
        *customer = Guest::New;
        *service = Service {
            table: Some(12),
            pager: Some(9),
            covers: Some(4),
            delivery: Delivery::new(2),
            notes: Title::clean("Sans oignons").into_iter().collect(),
        };
        *staff = Some("anna".into());
        lines[0].choices = vec!["Grand".to_owned(), "Sans sucre".to_owned()];
    }
    view
}

/// A cart with a bottle and its deposit, which staff must release; `asked` is one of them.
fn held(slip: &Slip, asked: Option<&str>) -> View {
    let mut view = cart(slip, 2);
    if let View::Cart { lines, last, hold, .. } = &mut view {
        "Cidre brut « Côte d’Ô » 75 cl".clone_into(&mut lines[0].title);
        "Consigne bouteille".clone_into(&mut lines[1].title);
        lines[1].linked = true;
        *last = Some(0);
        *hold = Some(Hold { age: 18, asked: asked.map(Into::into) });
    }
    view
}

/// A cart whose next scan is not a common one.
fn armed(slip: &Slip, price_check: bool, next_quantity: Option<u32>) -> View {
    match cart(slip, 2) {
        View::Cart { lines, last, total, question, service, staff, .. } => View::Cart {
            lines,
            last,
            total,
            question,
            customer: Guest::Unknown,
            service,
            staff,
            next_quantity,
            price_check,
            hold: None,
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::till::money::Quantity;
    use std::collections::BTreeSet;

    #[test]
    fn every_sample_has_a_name_of_its_own_and_goods_in_it() {
        let samples = samples(Language::Nl);
        let names: BTreeSet<&str> = samples.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), samples.len());
        assert!(samples.iter().all(|(_, screen)| screen.language == Language::Nl));
        let View::Cart { lines, .. } = &samples.iter().find(|(name, _)| *name == "cart").expect("a cart").1.view else {
            panic!("a cart is a cart");
        };
        assert!(lines.len() == 5 && lines.iter().any(|line| line.quantity != Quantity::ONE));
    }
}

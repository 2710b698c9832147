//! Runs every script in `tests/sessions`. A script is a story: its first line says it in one sentence; a line such as
//! `+2s scan 3017620422003` says what happens and when (time passed since the line before); the indented lines below it
//! say everything the till then does. `SESSIONS=rewrite cargo test sessions` writes what it does today instead; the
//! difference is for a person to read.

use crate::stage::Stage;
use crate::telling::tell;
use scanslip::barcode::{InStorePattern, Layout, Measure, Scale};
use scanslip::till::Effect;
use scanslip::till::article::DepartmentId;
use scanslip::till::entry::Resolution;
use scanslip::till::event::{Answer, Event, Finding, Key, PrinterState, PrinterTrouble, Printing};
use scanslip::till::money::Cents;
use scanslip::till::order::{Acceptance, OrderId, PaymentLink};
use scanslip::till::paper::{PaperPolicy, Papers};
use scanslip::till::settings::{Create, Protocol};
use scanslip::till::slip::{Kind, SlipId};
use std::fs;
use std::path::Path;

/// Plays one script and writes it down with what the till does.
pub(crate) fn play(script: &str) -> String {
    let mut stage = Stage::set(Stage::settings());
    let mut played = String::new();
    for line in script.lines() {
        if line.starts_with(' ') {
            continue;
        }
        played += line;
        played += "\n";
        if let Some(step) = line.strip_prefix('+') {
            let (time, what) = step.split_once(' ').expect("a step is a time and what happens");
            let effects = step_of(&mut stage, milliseconds(time), what);
            for words in effects.iter().filter_map(tell) {
                played += &format!("    {words}\n");
            }
        }
    }
    played
}

/// Lets the time pass, then what happens happen.
pub(crate) fn step_of(stage: &mut Stage, after_ms: i64, what: &str) -> Vec<Effect> {
    let mut effects = stage.pass(after_ms);
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    effects.extend(match verb {
        "start" | "wait" => stage.tell(Event::Tick),
        "scanner" => {
            let (scanner, code) = rest.split_once(' ').expect("a scanner and a code");
            let scanner: usize = scanner.parse().expect("its number");
            stage.scan_by(Some(scanner - 1), &code.replace("{GS}", "\u{1d}"))
        }
        "scan" => stage.scan(&rest.replace("{GS}", "\u{1d}")),
        "press" => {
            let fresh = stage.fresh();
            stage.tell(Event::Pressed { key: key(rest), fresh })
        }
        "printer" => stage.tell(Event::PrinterChanged(match rest {
            "ready" => PrinterState::Ready,
            "absent" => PrinterState::Absent,
            trouble => PrinterState::Trouble(printer_trouble(trouble)),
        })),
        "scanners" => stage.tell(Event::ScannersChanged { open: rest.parse().expect("a number of scanners") }),
        "register" => stage.tell(Event::RegisterChanged { open: rest == "open" }),
        "shop-rests" => stage.tell(Event::ShopRests { for_s: rest.parse().expect("seconds") }),
        "order" => stage.tell(order_event(rest)),
        "slip" => stage.tell(slip_event(rest)),
        "restart" => {
            stage.restart();
            stage.tell(Event::Tick)
        }
        "reboot" => {
            stage.reboot();
            stage.tell(Event::Tick)
        }
        "catalogue" => stage.answer_look_ups(),
        "disk" => stage.tell(Event::Recordable),
        "set" => {
            set(stage, rest);
            Vec::new()
        }
        other => panic!("a story has no verb {other:?}"),
    });
    effects
}

/// `no paper`, `cover open` and so on: the troubles by their names.
fn printer_trouble(words: &str) -> PrinterTrouble {
    let named = |trouble: &PrinterTrouble| trouble.name().replace('-', " ") == words;
    PrinterTrouble::ALL.into_iter().find(named).unwrap_or_else(|| panic!("a printer never has {words:?}"))
}

fn set(stage: &mut Stage, what: &str) {
    match what {
        "disk full" => stage.disk_is_full = true,
        "disk free" => stage.disk_is_full = false,
        "clock unknown" => stage.clock_is_right = false,
        "catalogue silent" => stage.catalogue_answers = false,
        paper if paper.contains("paper ") => set_paper(&mut stage.settings.paper, paper),
        "max-orders 1" => stage.settings.max_orders = 1,
        "staff nobody" => stage.settings.staff.clear(),
        "prices shown" => stage.settings.shown_prices = true,
        "gs1-weights" => stage.settings.barcode.gs1_weight = true,
        "gs1-prices" => stage.settings.barcode.gs1_price = Some(978),
        "create card" => stage.settings.create = Create::Card,
        "create vcard" => stage.settings.create = Create::Vcard,
        labels if labels.starts_with("labels ") => set_labels(stage, labels),
        "protocol draft-first" => stage.settings.protocol = Protocol::DraftFirst,
        "late 1 minute" => stage.settings.late_s = 60,
        "late 0 minutes" => stage.settings.late_s = 0,
        other => panic!("nothing to set by {other:?}"),
    }
    let settings = ["max", "late", "prices", "gs1-prices", "gs1-weights", "create", "labels", "protocol", "staff"];
    if what.contains("paper ") || settings.iter().any(|setting| what.starts_with(setting)) {
        stage.restart();
    }
}

/// What the shop's scale prints, and on which line that goes.
fn set_labels(stage: &mut Stage, what: &str) {
    let scale = match what {
        "labels 21.....{NNDDD} weight" => Scale::Item,
        "labels 21.....{NNDDD} weight on a free line" => Scale::Free,
        "labels 21.....{NNDDD} weight in department 5" => Scale::Department(DepartmentId(5)),
        other => panic!("no scale prints {other:?}"),
    };
    let layout = Layout::parse("21.....{NNDDD}").expect("a pattern");
    stage.settings.barcode.in_store = InStorePattern::new(layout, Measure::Weight, scale).into_iter().collect();
}

/// `paper ask` for every slip; `paid-paper never` and the like for one of them.
fn set_paper(papers: &mut Papers, what: &str) {
    let (which, policy) = what.split_once(' ').expect("which paper, and when");
    let policy = match policy {
        "always" => PaperPolicy::Always,
        "ask" => PaperPolicy::Ask,
        "never" => PaperPolicy::Never,
        other => panic!("paper is never {other:?}"),
    };
    match which {
        "paper" => *papers = Papers::all(policy),
        "paid-paper" => papers.paid = policy,
        "quote-paper" => papers.quote = policy,
        "provisional-paper" => papers.provisional = policy,
        "late-paper" => papers.late = policy,
        other => panic!("no slip has {other:?}"),
    }
}

fn milliseconds(text: &str) -> i64 {
    match text.strip_suffix("ms") {
        Some(number) => number.parse().expect("milliseconds"),
        None => text.strip_suffix('s').expect("seconds").parse::<i64>().expect("seconds") * 1_000,
    }
}

fn key(name: &str) -> Key {
    match name {
        "confirm" => Key::Confirm,
        "cancel" => Key::Cancel,
        "undo" => Key::Undo,
        "more" => Key::More,
        "times" => Key::Times,
        "price" => Key::PriceCheck,
        "help" => Key::Help,
        "language" => Key::Language,
        "copy" => Key::Copy,
        digit => Key::Digit(digit.parse().expect("a digit")),
    }
}

fn order_id(number: &str) -> OrderId {
    OrderId::parse(&format!("{number:0>26}")).expect("an order id of the stories")
}

/// `1 accepted 17724460 https://... paid invoice=https://...`, `1 refused WHY`, `1 not-sent WHY`, `1 in-doubt WHY`, `1 there 17724460`,
/// `1 missing`, `1 unknown`, `1 ambiguous`.
fn order_event(text: &str) -> Event {
    let mut words = text.splitn(3, ' ');
    let order = order_id(words.next().expect("an order"));
    let verb = words.next().expect("what became of it");
    let rest = words.next().unwrap_or_default();
    let answer = |answer| Event::Answered { order, answer };
    let finding = |finding| Event::Sought { order, finding };
    match verb {
        "accepted" => answer(Answer::Accepted(acceptance(rest))),
        "refused" => answer(Answer::Refused(rest.to_owned())),
        "drafted" => answer(Answer::Drafted(rest.parse().expect("Kash's number"))),
        "draft" => finding(Finding::Draft(rest.parse().expect("Kash's number"))),
        "resolved" => Event::Resolved { order, resolution: resolution(rest) },
        "not-sent" => answer(Answer::NotSent(rest.to_owned())),
        "in-doubt" => answer(Answer::InDoubt(rest.to_owned())),
        "there" => finding(Finding::There(acceptance(rest))),
        "missing" => finding(Finding::Missing),
        "unknown" => finding(Finding::Unknown("no network".to_owned())),
        "ambiguous" => finding(Finding::Ambiguous("two orders bear its mark".to_owned())),
        other => panic!("an order is never {other:?}"),
    }
}

/// `accepted 17724460`, `refused`, `resend`.
fn resolution(text: &str) -> Resolution {
    match text.split_once(' ').unwrap_or((text, "")) {
        ("accepted", number) => Resolution::Accepted(number.parse().expect("Kash's number")),
        ("refused", _) => Resolution::Refused,
        ("resend", _) => Resolution::Resend,
        other => panic!("an order is never resolved as {other:?}"),
    }
}

fn acceptance(text: &str) -> Acceptance {
    let mut words = text.split(' ');
    let number = words.next().expect("Kash's number").parse().expect("Kash's number");
    let mut acceptance =
        Acceptance { number, payment: PaymentLink::Absent, paid: false, invoice: None, quote: None, total: None };
    for word in words {
        match word.split_once('=') {
            Some(("invoice", address)) => acceptance.invoice = Some(address.to_owned()),
            Some(("total", total)) => acceptance.total = Cents::parse(total),
            Some(("quote", address)) => acceptance.quote = Some(address.to_owned()),
            _ if word == "paid" => acceptance.paid = true,
            _ if word == "forbidden" => acceptance.payment = PaymentLink::Forbidden,
            _ => acceptance.payment = PaymentLink::Allowed(word.to_owned()),
        }
    }
    acceptance
}

/// `1 sent`, `1 copy 1 sent`, `1 provisional sent`, `1 nothing`, `1 broken`.
fn slip_event(text: &str) -> Event {
    let words: Vec<&str> = text.split(' ').collect();
    let copy = match words.iter().position(|word| *word == "copy") {
        Some(place) => words[place + 1].parse().expect("a copy number"),
        None => 0,
    };
    let kind = if words.contains(&"provisional") { Kind::Provisional } else { Kind::Final };
    let outcome = match *words.last().expect("an outcome") {
        "proven" => Printing::Proven,
        "sent" => Printing::Sent,
        "nothing" => Printing::Nothing("no paper".to_owned()),
        "broken" => Printing::Broken("the cable was pulled".to_owned()),
        other => panic!("a slip is never {other:?}"),
    };
    Event::Printed { slip: SlipId { order: order_id(words[0]), kind, copy }, outcome }
}

/// Every script, by name.
pub(crate) fn scripts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut scripts: Vec<_> = fs::read_dir(folder)
        .expect("there are sessions")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a readable script")))
        .collect();
    scripts.sort();
    scripts
}

#[test]
fn every_session_goes_as_its_script_says() {
    let rewrite = crate::environment("SESSIONS").is_some_and(|value| value == "rewrite");
    let mut different = Vec::new();
    for (path, script) in scripts() {
        let played = play(&script);
        if rewrite {
            fs::write(&path, played).expect("the script can be rewritten");
        } else if played != script {
            let line = played.lines().zip(script.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let does = played.lines().nth(line).unwrap_or("(nothing)");
            different.push(format!("{path}:{}: the till does instead: {does}", line + 1));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn a_story_that_goes_otherwise_is_seen() {
    let script = "A scan.\n\n+0s scan 3017620422003\n    sound refused\n";
    assert_ne!(play(script), script, "the expectation is wrong on purpose");
}

/// The clock is set while an order waits: what is sent tells when it was confirmed, and not when it was sent.
#[test]
fn an_order_that_waited_for_the_clock_tells_its_own_time() {
    let mut stage = Stage::set(Stage::settings());
    stage.clock_is_right = false;
    stage.pass(5_000);
    stage.scan("BAG");
    stage.scan("SLIP-CONFIRM");
    let order = order_id("1");
    stage.tell(Event::Answered { order, answer: Answer::NotSent("no route".to_owned()) });
    stage.clock_is_right = true;
    let sent = stage.pass(90_000).into_iter().find_map(|effect| match effect {
        Effect::Send { order, .. } => order.confirmed_at,
        _ => None,
    });
    assert_eq!(sent, Some(scanslip::till::Wall(stage.began.0 + 5)), "five seconds after the start");
    stage.restart();
    let sought = stage.pass(90_000).into_iter().find_map(|effect| match effect {
        Effect::Seek { order, .. } => order.confirmed_at,
        _ => None,
    });
    assert_eq!(sought, sent, "after a restart too");
}

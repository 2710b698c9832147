//! `scanslip orders` on a journal that a kiosk wrote.

mod named;
mod resolve;
mod settle;
#[cfg(feature = "demo")]
pub(crate) mod vouch;

use clap::Parser;
use scanslip::barcode::Element;
use scanslip::cli::{Cli, Failure, Supervisor};
use scanslip::journal::{Journal, Stamp};
use scanslip::till::Wall;
use scanslip::till::article::{ArticleId, CustomerId, Title};
use scanslip::till::entry::{Entry, Withheld};
use scanslip::till::event::Printing;
use scanslip::till::marks::Marks;
use scanslip::till::money::{Cents, Quantity};
use scanslip::till::order::{
    Acceptance, AgeCheck, Customer, Goods, Line, Order, OrderId, PaymentLink, PriceRule, Service,
};
use scanslip::till::settings::Language;
use scanslip::till::slip::{Kind, SlipId};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// Must be told by no command.
const CUSTOMER: u64 = 918_273_645;

struct Kiosk {
    folder: TempDir,
}

impl Kiosk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let place = folder.path().display();
        let settings =
            format!("[kiosk]\nstate-dir = \"{place}\"\n[kash]\nshop-id = \"77\"\nkey-file = \"{place}/key\"\n");
        fs::write(folder.path().join("scanslip.toml"), settings).expect("settings");
        Self { folder }
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.db")
    }

    fn orders(&self, args: &[&str]) -> Result<String, Failure> {
        self.run(&[&["orders"], args].concat())
    }

    fn run(&self, args: &[&str]) -> Result<String, Failure> {
        let settings = self.folder.path().join("scanslip.toml");
        let settings = settings.to_str().expect("a path in UTF-8");
        let words = ["scanslip", "--config", settings].into_iter().chain(args.iter().copied());
        let mut out = Vec::new();
        Cli::try_parse_from(words).expect("good usage").run(&Supervisor::default(), &mut "".as_bytes(), &mut out)?;
        let said = String::from_utf8(out).expect("text");
        assert!(!said.contains(&CUSTOMER.to_string()), "the customer is told: {said}");
        Ok(said)
    }
}

pub(crate) fn id(number: u32) -> OrderId {
    OrderId::parse(&format!("{number:025}X")).expect("an order id")
}

pub(crate) fn confirmed(number: u32) -> Entry {
    let line = Line {
        goods: Goods::Article { id: ArticleId(12), choices: Vec::new(), price: PriceRule::Shop },
        title: Title::clean("Crème brûlée").expect("a title"),
        unit_price: Cents::new(450),
        quantity: Quantity::thousandths(2_000).expect("a quantity"),
        total: Cents::new(900),
        vat: None,
        marks: Marks::new(Element::kept("10", "L7-2").into_iter().chain(Element::kept("21", "S9")).collect()),
        linked: false,
    };
    let deposit = Line {
        title: Title::clean("Consigne").expect("a title"),
        marks: Marks::default(),
        linked: true,
        ..line.clone()
    };
    Entry::Confirmed(Arc::new(Order {
        id: id(number),
        number,
        lines: vec![line, deposit],
        total: Cents::new(900),
        customer: Some(Customer::Known(CustomerId(CUSTOMER))),
        service: Service::default(),
        staff: None,
        age_checks: vec![AgeCheck { person: "anna".into(), age: 16, passed: false }],
        confirmed_at: Some(Wall(1_795_435_200)),
        language: Language::Fr,
    }))
}

/// One order for each state that there is.
fn lives() -> Vec<(Vec<Entry>, &'static str, &'static str)> {
    let why = || "the shop's words".to_owned();
    let slip = |order, kind, copy| SlipId { order, kind, copy };
    let accepted = |number| Entry::Accepted {
        order: id(number),
        acceptance: Acceptance {
            number: 7_000 + u64::from(number),
            payment: PaymentLink::Absent,
            paid: false,
            invoice: None,
            quote: None,
            total: None,
        },
    };
    let printed = |number, outcome| Entry::Printed { slip: slip(id(number), Kind::Final, 0), outcome };
    let order = id;
    vec![
        (vec![], "queued", "none"),
        (
            vec![Entry::Sending { order: order(2), attempt: 1, request: scanslip::till::order::Request::Whole }],
            "sending",
            "none",
        ),
        (vec![Entry::NotSent { order: order(3), why: why() }], "queued", "none"),
        (vec![Entry::InDoubt { order: order(4), why: why() }], "in-doubt", "none"),
        (vec![Entry::InDoubt { order: order(5), why: why() }, Entry::Absent { order: order(5) }], "queued", "none"),
        (vec![Entry::Held { order: order(6), why: why() }], "held", "none"),
        (vec![Entry::Refused { order: order(7), why: why() }], "refused", "none"),
        (vec![accepted(8), Entry::Printing { slip: slip(id(8), Kind::Final, 0) }], "accepted", "printing"),
        (vec![accepted(9), printed(9, Printing::Proven)], "accepted", "printed"),
        (vec![accepted(10), printed(10, Printing::Broken(why()))], "accepted", "broken"),
        (vec![accepted(11), printed(11, Printing::Nothing(why()))], "accepted", "waiting"),
        (vec![accepted(12), Entry::SlipWithheld { order: order(12), why: Withheld::TooLate }], "accepted", "too-late"),
        (vec![Entry::Printing { slip: slip(id(13), Kind::Provisional, 0) }], "queued", "provisional"),
    ]
}

fn written() -> Kiosk {
    let kiosk = Kiosk::new();
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    // A boot whose clock was never right tells no time.
    let boot = |wall: Option<Wall>| if wall.is_some() { "b" } else { "c" }.to_owned();
    let stamp = |wall| Stamp { wall, boot: boot(wall), uptime_ms: 4_321 };
    for (number, (life, ..)) in (1..).zip(lives()) {
        journal.append(&stamp(Some(Wall(1_795_435_200))), &[confirmed(number)]).expect("it is written");
        journal.append(&stamp(None), &life).expect("it is written");
    }
    kiosk
}

/// What stands above what there is to do.
fn table(said: &str) -> impl Iterator<Item = &str> {
    said.lines().take_while(|line| !line.is_empty())
}

#[test]
fn orders_in_the_archive_are_listed_shown_and_verified_like_others() {
    let kiosk = written();
    let all = kiosk.orders(&["list"]).expect("a list");
    let before = kiosk.orders(&["show", id(2).as_str()]).expect("an order");
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    while journal.tidy(Wall(1_795_435_200 + 400 * 86_400)).expect("there is room") {}
    let verified = kiosk.orders(&["verify"]).expect("sound");
    assert!(verified.contains("\njournal-2026-11.db: "), "{verified}");
    let mut lines: Vec<String> = kiosk.orders(&["list"]).expect("a list").lines().map(str::to_owned).collect();
    lines.sort();
    let mut expected: Vec<&str> = all.lines().collect();
    expected.sort_unstable();
    assert_eq!(lines, expected);
    assert_eq!(kiosk.orders(&["show", id(2).as_str()]).expect("an order"), before);
    let archive = kiosk.journal().with_file_name("journal-2026-11.db");
    fs::remove_file(archive).expect("it is ours");
    let away = kiosk.orders(&["verify"]).expect("sound");
    assert!(away.ends_with("rows, taken away\n"), "{away}");
}

#[test]
fn every_state_has_its_word_and_every_command_agrees() {
    let kiosk = written();
    let list: Vec<serde_json::Value> =
        serde_json::from_str(&kiosk.orders(&["list", "--json"]).expect("a list")).expect("a JSON array");
    let lines = kiosk.orders(&["list"]).expect("a list");
    assert_eq!((list.len(), table(&lines).count()), (lives().len(), lives().len() + 1));
    assert!(lines.starts_with("  no.  reference") && lines.contains("total EUR"), "{lines}");
    for (number, ((told, line), (life, state, slip))) in (1..).zip(list.iter().zip(table(&lines).skip(1)).zip(lives()))
    {
        assert_eq!((&told["state"], &told["slip"]), (&state.into(), &slip.into()), "order {number}");
        assert_eq!((&told["local_number"], &told["id"]), (&number.into(), &id(number).as_str().into()));
        assert!(line.contains(state) && line.contains(slip), "{line}");
        let shown = kiosk.orders(&["show", id(number).as_str(), "--json"]).expect("an order");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON"), *told);
        let story = kiosk.orders(&["show", &id(number).as_str().to_lowercase()]).expect("an order, in any case");
        assert_eq!(table(&story).count(), 6 + life.len(), "{story}");
        assert!(
            story.contains("× Crème brûlée  9.00\n           (10) L7-2 (21) S9\n         + 2 × Consigne  9.00\n")
                && story.contains("anna of the staff, asked whether the buyer is 16 or over: no\n")
                && story.contains("  confirmed\n"),
            "{story}"
        );
        assert!(life.is_empty() || story.contains("4321 ms after boot"), "{story}");
    }
    assert_eq!(table(&kiosk.orders(&["list", "--last", "2"]).expect("a list")).count(), 3);
    assert_eq!(kiosk.orders(&["verify"]).expect("sound"), "31 rows, all sound\n");
}

#[test]
fn a_slip_that_was_only_sent_is_not_told_as_printed_and_a_copy_says_so() {
    let stories = [
        ("printed", 0, Some(Printing::Proven), Some(true), "printed"),
        ("sent", 0, Some(Printing::Sent), Some(false), "printed"),
        ("printed, copy 1", 1, Some(Printing::Proven), Some(true), "printed"),
        ("sent, copy 2", 2, Some(Printing::Sent), Some(false), "printed"),
        ("waiting, copy 1", 1, Some(Printing::Nothing("no paper".to_owned())), None, "waiting"),
        ("printing, copy 1", 1, None, None, "printing"),
    ];
    let kiosk = Kiosk::new();
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    let stamp = Stamp { wall: Some(Wall(1_795_435_200)), boot: "b".to_owned(), uptime_ms: 4_321 };
    for (number, (_, copy, outcome, ..)) in (1..).zip(&stories) {
        let slip = |copy| SlipId { order: id(number), kind: Kind::Final, copy };
        let mut life = vec![confirmed(number)];
        // What was known of the slip itself does not cling to its copy.
        if *copy > 0 {
            life.push(Entry::Printed { slip: slip(0), outcome: Printing::Sent });
        }
        life.push(Entry::Printing { slip: slip(*copy) });
        life.extend(outcome.clone().map(|outcome| Entry::Printed { slip: slip(*copy), outcome }));
        journal.append(&stamp, &life).expect("it is written");
    }
    let lines = kiosk.orders(&["list"]).expect("a list");
    let json = kiosk.orders(&["list", "--json"]).expect("a list");
    let list: Vec<serde_json::Value> = serde_json::from_str(&json).expect("a JSON array");
    for ((line, told), (words, copy, _, proven, slip)) in lines.lines().skip(1).zip(&list).zip(stories) {
        assert!(line.ends_with(&format!("  {words}")), "{line}");
        assert_eq!(
            (&told["slip"], &told["slip_told"], &told["slip_copy"]),
            (&slip.into(), &words.into(), &copy.into())
        );
        assert_eq!(told["slip_proven"], serde_json::json!(proven), "{words}");
    }
}

#[test]
fn a_preview_says_how_many_characters_are_not_on_paper_as_meant() {
    let kiosk = written();
    let slip = kiosk.folder.path().join("slip.txt");
    let (order, slip) = (id(9), slip.to_str().expect("UTF-8"));
    let preview = ["slip", "preview", "--order", order.as_str(), "--out", slip];
    let said = kiosk.run(&preview).expect("it is written");
    assert!(said.ends_with(" bytes for generic-80mm\n"), "{said}");
    let settings = kiosk.folder.path().join("scanslip.toml");
    let more = fs::read_to_string(&settings).expect("settings") + "[slip]\nfooter = [\"À bientôt 😀😀 ﬁ\"]\n";
    fs::write(settings, more).expect("settings");
    let said = kiosk.run(&preview).expect("it is written");
    let short = "; not on paper as meant: 3 characters (1 written otherwise, 2 as ?)\n";
    assert!(said.ends_with(short), "{said}");
}

#[test]
fn the_json_of_an_order_is_what_scripts_rely_on() {
    let kiosk = written();
    let told = |number| kiosk.orders(&["show", id(number).as_str(), "--json"]).expect("an order");
    assert_eq!(
        told(9),
        "{\"confirmed_at\":1795435200,\"id\":\"0000000000000000000000009X\",\"local_number\":9,\"number\":7009,\
         \"slip\":\"printed\",\"slip_copy\":0,\"slip_proven\":true,\"slip_told\":\"printed\",\"state\":\"accepted\",\"total_cents\":900,\"why\":null}\n"
    );
    assert_eq!(
        told(4),
        "{\"confirmed_at\":1795435200,\"id\":\"0000000000000000000000004X\",\"local_number\":4,\"number\":null,\
         \"slip\":\"none\",\"slip_copy\":0,\"slip_proven\":null,\"slip_told\":\"none\",\"state\":\"in-doubt\",\"total_cents\":900,\"why\":\"the shop's words\"}\n"
    );
}

#[test]
fn what_cannot_be_answered_is_said_in_a_sentence() {
    let kiosk = Kiosk::new();
    for command in [&["list"][..], &["verify"], &["show", id(1).as_str()]] {
        let failure = kiosk.orders(command).expect_err("there is no journal");
        assert!(failure.exit_code() == 1 && failure.to_string().contains("No such file"), "{failure}");
    }
    assert!(!kiosk.journal().exists(), "reading makes no file");
    drop(Journal::open(&kiosk.journal()).expect("a journal"));
    assert_eq!(kiosk.orders(&["list", "--json"]).expect("an empty list"), "[]\n");
    assert_eq!(kiosk.orders(&["list"]).expect("an empty list"), "");
    assert_eq!(kiosk.orders(&["verify"]).expect("sound"), "0 rows, all sound\n");
    for unknown in [id(1).as_str(), "", "x", "'; DROP TABLE entry; --"] {
        let failure = kiosk.orders(&["show", unknown]).expect_err("nobody knows it");
        assert!(failure.exit_code() == 2 && failure.to_string().contains("There is no order"), "{failure}");
    }
}

#[test]
fn a_reader_does_not_disturb_the_service_and_damage_is_told() {
    let kiosk = written();
    let mut service = Journal::open(&kiosk.journal()).expect("a journal");
    let stamp = Stamp { wall: None, boot: "b".to_owned(), uptime_ms: 1 };
    service.append(&stamp, &[confirmed(14)]).expect("it is written");
    assert_eq!(kiosk.orders(&["verify"]).expect("sound"), "32 rows, all sound\n");
    service
        .append(&stamp, &[Entry::Sending { order: id(14), attempt: 1, request: scanslip::till::order::Request::Whole }])
        .expect("it is written");
    let file = rusqlite::Connection::open(kiosk.journal()).expect("a second connection");
    file.execute("UPDATE entry SET body = replace(body, '900', '100') WHERE seq = 1", []).expect("damage");
    let failure = kiosk.orders(&["verify"]).expect_err("a wrong price");
    assert!(
        failure.exit_code() == 1 && failure.to_string().starts_with("Row 1 of the journal is damaged"),
        "{failure}"
    );
}

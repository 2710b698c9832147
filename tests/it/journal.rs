//! The journal as a file: what is written comes back, what is damaged is found, and what cannot be used is told in one
//! sentence.

mod commits;
mod customers;
mod disk;
mod files;
mod keep;
mod migrations;
mod restart;
mod rows;
mod times;
mod unsure;

use rusqlite::Connection;
use scanslip::journal::{Journal, Stamp};
use scanslip::till::Wall;
use scanslip::till::article::{ArticleId, CustomerId, Title};
use scanslip::till::entry::{Entry, Resolution, Withheld};
use scanslip::till::event::Printing;
use scanslip::till::marks::Marks;
use scanslip::till::money::{Cents, Quantity, VatRate};
use scanslip::till::order::{
    Acceptance, Customer, Goods, Line, Order, OrderId, PaymentLink, PriceRule, Request, Service,
};
use scanslip::till::settings::Language;
use scanslip::till::slip::{Kind, SlipId};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A folder that goes away, and the journal's place in it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a scratch folder") }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("journal.db")
    }

    fn open(&self) -> Journal {
        Journal::open(&self.file()).expect("a journal")
    }

    /// A second connection, as another program would have it.
    fn browser(&self) -> Connection {
        browser(&self.file())
    }
}

fn browser(file: &Path) -> Connection {
    let connection = Connection::open(file).expect("a second connection");
    connection.pragma_update(None, "synchronous", "OFF").expect("haste");
    connection
}

fn id(number: u32) -> OrderId {
    OrderId::parse(&format!("{number:026}")).expect("26 digits are an order id")
}

fn stamp(uptime_ms: i64) -> Stamp {
    Stamp { wall: Some(Wall(1_795_435_200)), boot: "f0e1d2c3".to_owned(), uptime_ms }
}

fn order(number: u32) -> Order {
    let line = |article, title: &str, thousandths, vat| Line {
        goods: Goods::Article { id: ArticleId(article), choices: Vec::new(), price: PriceRule::Shop },
        title: Title::clean(title).expect("a title"),
        unit_price: Cents::new(1_450),
        quantity: Quantity::thousandths(thousandths).expect("a quantity"),
        total: Cents::new(2_900),
        vat,
        marks: Marks::default(),
        linked: false,
    };
    Order {
        id: id(number),
        number,
        lines: vec![
            line(12, "Crème « brûlée » \"x\" \\ {}", 2_000, VatRate::basis_points(550)),
            line(345, "🧀", 250, None),
        ],
        total: Cents::new(5_800),
        customer: Some(Customer::Known(CustomerId(u64::MAX))),
        service: Service::default(),
        staff: None,
        age_checks: Vec::new(),
        confirmed_at: Some(Wall(-1)),
        language: Language::Nl,
    }
}

fn confirmed(number: u32) -> Entry {
    Entry::Confirmed(Arc::new(order(number)))
}

/// Every kind of entry with every kind of content, all of order 1 but for a bare second order.
fn every_entry() -> Vec<Entry> {
    let order = id(1);
    let text = |what: &str| format!("{what}: \"d'être\" \\ \u{202e} {{}} 🧾");
    let acceptance = |payment, document: Option<&str>| Acceptance {
        number: u64::MAX,
        payment,
        paid: false,
        invoice: document.map(str::to_owned),
        quote: document.map(str::to_owned),
        total: None,
    };
    let accepted = |payment, document| Entry::Accepted { order, acceptance: acceptance(payment, document) };
    let slip = |kind, copy| SlipId { order, kind, copy };
    let mut entries = vec![
        confirmed(1),
        Entry::Confirmed(Arc::new(Order { customer: None, confirmed_at: None, lines: vec![], ..self::order(2) })),
        Entry::Sending { order, attempt: u32::MAX, request: Request::Whole },
        accepted(PaymentLink::Allowed("https://kash.click/pay/7?a=%20&b".to_owned()), Some("https://kash.click/i.pdf")),
        accepted(PaymentLink::Forbidden, None),
        accepted(PaymentLink::Absent, None),
        Entry::Refused { order, why: text("closed") },
        Entry::NotSent { order, why: text("no route") },
        Entry::InDoubt { order, why: String::new() },
        Entry::Absent { order },
        Entry::Held { order, why: text("twice") },
        Entry::Printing { slip: slip(Kind::Provisional, 0) },
        Entry::Printing { slip: slip(Kind::Final, u16::MAX) },
    ];
    for outcome in [Printing::Proven, Printing::Sent, Printing::Nothing(text("off")), Printing::Broken(text("torn"))] {
        entries.push(Entry::Printed { slip: slip(Kind::Provisional, 1), outcome: outcome.clone() });
        entries.push(Entry::Printed { slip: slip(Kind::Final, 0), outcome });
    }
    let withheld = [Withheld::NotWanted, Withheld::TooLate, Withheld::NoPrinter];
    entries.extend(withheld.map(|why| Entry::SlipWithheld { order, why }));
    entries
}

/// The kinds of entry that came later, with every kind of content, of order 1.
fn later_entries() -> Vec<Entry> {
    let order = id(1);
    let sending = |request| Entry::Sending { order, attempt: 1, request };
    let resolved = |resolution| Entry::Resolved { order, resolution };
    vec![
        sending(Request::Draft),
        Entry::Drafted { order, number: u64::MAX },
        sending(Request::Validation(u64::MAX)),
        resolved(Resolution::Accepted(u64::MAX)),
        resolved(Resolution::Refused),
        resolved(Resolution::Resend),
        Entry::SlipWithheld { order, why: Withheld::BrokeOff },
    ]
}

/// Writes each entry in a turn of its own, at second 1, 2, 3 and so on of the boot.
fn write(journal: &mut Journal, entries: &[Entry]) {
    for (second, entry) in (1..).zip(entries) {
        journal.append(&stamp(second * 1_000), std::slice::from_ref(entry)).expect("it is written");
    }
}

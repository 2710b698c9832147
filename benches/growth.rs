//! How import, look-up and journal grow: from 1,000 to 1,000,000 articles, and from 1 to 1,000,000 orders that are over. Each step
//! is a process of its own, so that its memory is its own.
//!
//! `cargo bench --bench growth` prints two tables of Markdown, with the exponent of each step beside the one before: 1 is
//! linear, and n log n is at most 1.15 here. `LARGEST` (1,000,000) ends it sooner.

#![expect(clippy::disallowed_methods, reason = "a benchmark has a clock of its own")]
#![expect(clippy::print_stdout, reason = "its figures are what it is for")]
#![expect(clippy::float_arithmetic, reason = "an exponent is no price")]

mod goods;
mod process;
mod shopper;

use process::kilobytes;
use scanslip::catalogue::Catalogue;
use scanslip::catalogue::import::Policy;
use scanslip::journal::{Journal, Stamp};
use scanslip::till::effect::Query;
use scanslip::till::entry::Entry;
use scanslip::till::event::Printing;
use scanslip::till::order::{Acceptance, Order, OrderId, PaymentLink, Request};
use scanslip::till::slip::{Kind, SlipId};
use shopper::query;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

/// Orders that are written in one transaction while a journal is filled, which is not measured.
const AT_ONCE: u32 = 1_000;

/// What one step measured: microseconds, bytes on the disk, kB in memory at most; and nanoseconds of a look-up.
type Step = [u64; 4];

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if let ["--step", kind, folder, count] = words.iter().skip(1).map(String::as_str).collect::<Vec<_>>().as_slice() {
        let (folder, count) = (Path::new(folder), count.parse().expect("a count"));
        let step = match *kind {
            "catalogue" => catalogue(folder, count),
            "fill" => fill(folder, count),
            _ => journal(folder),
        };
        println!("{}", step.map(|figure| figure.to_string()).join(" "));
        return;
    }
    let largest: u64 = std::env::var("LARGEST").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let up_to =
        |first: u64| (0..).map(move |power| first * 10_u64.pow(power)).take_while(move |count| *count <= largest);
    println!("| articles | import | exponent | on disk | exponent | memory at most | exponent | look-up | exponent |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut before = None;
    for count in up_to(1_000) {
        let folder = tempfile::tempdir().expect("a folder");
        let now @ [took, size, memory, look_up] = step("catalogue", folder.path(), count);
        let [import, disk, held, found] = exponents(before, now);
        println!(
            "| {count} | {} ms | {import} | {} kB | {disk} | {memory} kB | {held} | {look_up} ns | {found} |",
            took / 1_000,
            size / 1_000
        );
        before = Some(now);
    }
    println!("\n| orders | start | exponent | on disk | exponent | memory at most | exponent |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut before = None;
    for count in up_to(1) {
        let folder = tempfile::tempdir().expect("a folder");
        step("fill", folder.path(), count);
        let now @ [took, size, memory, _] = step("journal", folder.path(), count);
        let [start, disk, held, _] = exponents(before, now);
        println!("| {count} | {took} us | {start} | {} kB | {disk} | {memory} kB | {held} |", size / 1_000);
        before = Some(now);
    }
}

/// Each step has ten times the one before.
fn exponents(before: Option<Step>, now: Step) -> [String; 4] {
    let Some(before) = before else { return Default::default() };
    #[expect(clippy::cast_precision_loss, reason = "two digits are told")]
    let exponent = |figure: usize| (now[figure].max(1) as f64 / before[figure].max(1) as f64).log10();
    std::array::from_fn(|figure| format!("{:.2}", exponent(figure)))
}

/// Itself, as a process of its own.
fn step(kind: &str, folder: &Path, count: u64) -> Step {
    let myself = std::env::current_exe().expect("a program");
    let done =
        Command::new(myself).args(["--step", kind]).arg(folder).arg(count.to_string()).output().expect("it runs");
    assert!(done.status.success(), "{kind} {count}: {}", String::from_utf8_lossy(&done.stderr));
    let figures: Vec<u64> = String::from_utf8_lossy(&done.stdout)
        .split_whitespace()
        .map(|figure| figure.parse().expect("a number"))
        .collect();
    figures.try_into().expect("four figures")
}

fn micros(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX)
}

fn on_disk(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).expect("a folder").map_while(Result::ok);
    files
        .filter(|file| file.path().extension().is_none_or(|end| end != "csv"))
        .map(|file| file.metadata().map_or(0, |data| data.len()))
        .sum()
}

/// From a file, as the command does it.
fn catalogue(folder: &Path, articles: u64) -> Step {
    let file = folder.join("articles.csv");
    fs::write(&file, goods::csv(articles)).expect("written");
    let mut catalogue = Catalogue::open(&folder.join("catalogue.db")).expect("a catalogue");
    let begun = Instant::now();
    catalogue.import_articles(fs::File::open(&file).expect("there"), Policy::Strict, None).expect("sound goods");
    let took = micros(begun);
    let queries: Vec<Query> = (0..1_000).map(|at| query(&goods::code(1 + at * 7_919 % articles))).collect();
    let begun = Instant::now();
    for query in &queries {
        catalogue.find(query).expect("it can be read");
    }
    let look_up = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX) / 1_000;
    [took, on_disk(folder), kilobytes("self", "VmHWM"), look_up]
}

/// An order of one line.
fn order() -> Arc<Order> {
    let mut shop = Catalogue::open_in_memory().expect("a catalogue");
    shop.import_articles(goods::csv(1).as_bytes(), Policy::Strict, None).expect("sound goods");
    shopper::order(&shop, 1)
}

/// So many orders, all over: accepted, and their slips printed.
fn fill(folder: &Path, orders: u64) -> Step {
    let mut journal = Journal::open(&folder.join("journal.db")).expect("a journal");
    let (one, stamp) = (order(), Stamp { wall: None, boot: "bench".to_owned(), uptime_ms: 0 });
    let last = u32::try_from(orders).expect("a count");
    let mut entries = Vec::new();
    for number in 1..=last {
        let id = OrderId::parse(&format!("{number:026}")).expect("26 digits are an id");
        entries.extend(life(Arc::new(Order { id, number, ..Order::clone(&one) })));
        if number % AT_ONCE == 0 || number == last {
            journal.append(&stamp, &entries).expect("written");
            entries.clear();
        }
    }
    [0; 4]
}

fn life(order: Arc<Order>) -> [Entry; 5] {
    let (id, number) = (order.id, u64::from(order.number));
    let link = format!("https://kash.click/pay/{number}?k=6f1c9b0e7a5d4f3c8e21b7a09d44");
    let slip = SlipId { order: id, kind: Kind::Final, copy: 0 };
    let acceptance = Acceptance {
        number,
        payment: PaymentLink::Allowed(link),
        paid: false,
        invoice: None,
        quote: None,
        total: None,
    };
    [
        Entry::Confirmed(order),
        Entry::Sending { order: id, attempt: 1, request: Request::Whole },
        Entry::Accepted { order: id, acceptance },
        Entry::Printing { slip },
        Entry::Printed { slip, outcome: Printing::Proven },
    ]
}

/// What a service does with it before it sells.
fn journal(folder: &Path) -> Step {
    let begun = Instant::now();
    let journal = Journal::open(&folder.join("journal.db")).expect("a journal");
    let recovered = journal.recover().expect("a sound journal");
    let numbers = journal.latest_numbers().expect("a sound journal");
    let took = micros(begun);
    assert!(recovered.entries.is_empty() && !numbers.is_empty(), "all are over");
    [took, on_disk(folder), kilobytes("self", "VmHWM"), 0]
}

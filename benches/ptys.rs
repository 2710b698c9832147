//! Two serial scanners on pseudo terminals, both at once, through the whole worker: none of their scans may be lost, doubled
//! or joined, and how long each takes from its last byte to the report is told.
//!
//! `cargo bench --bench ptys`; `SCANS` for each scanner (10,000), `RATE` a second (20). Ends with 1 if a scan went wrong.

#![expect(clippy::disallowed_methods, reason = "a benchmark has a clock, a pace and threads of its own")]

use scanslip_hw::Presence;
use scanslip_hw::scanner::{Report, Settings, Source, Suffix, Voice, run};
use serialport::{SerialPort, TTYPort};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a report may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(5);

/// What came of the scans of one scanner.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
    /// From the last byte to the report, in microseconds.
    waits: Vec<u128>,
}

/// The text of a scan: of a length that changes, and telling which it is.
fn text(scanner: usize, number: usize) -> String {
    format!("{scanner}-{number:06}-{}", "0123456789".repeat(1 + number % 5))
}

/// A worker on a line; what it reports.
fn start(path: PathBuf) -> Receiver<(Instant, Report)> {
    let source = Source::Serial { path, baud: 9_600 };
    let settings = Settings { source, suffix: Suffix::Newline, layout: "us".to_owned(), idle_ms: 50 };
    let (send, reports) = channel();
    thread::spawn(move || {
        run(&settings, &Voice::default(), &Presence::default(), |report| match send.send((Instant::now(), report)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        });
    });
    reports
}

/// Scans `count` times, `rate` times a second, each scan cut in two at another place, and hears what comes of it.
fn scan(scanner: usize, count: usize, rate: u32) -> Tally {
    let (mut device, line) = TTYPort::pair().expect("a pseudo terminal");
    let path = line.name().expect("a path").into();
    // The worker opens it anew, for itself alone.
    drop(line);
    let reports = start(path);
    let mut tally = Tally::default();
    let found = reports.recv_timeout(PATIENCE);
    assert!(matches!(found, Ok((_, Report::Found { .. }))), "{found:?}");
    let begun = Instant::now();
    for number in 0..count {
        let due = Duration::from_secs(1) / rate * u32::try_from(number).expect("a number that a day holds");
        thread::sleep(due.saturating_sub(begun.elapsed()));
        let sent = format!("{}\r\n", text(scanner, number));
        let (first, rest) = sent.as_bytes().split_at(number % sent.len());
        device.write_all(first).and_then(|()| device.flush()).expect("the line takes it");
        device.write_all(rest).and_then(|()| device.flush()).expect("the line takes it");
        let written = Instant::now();
        match reports.recv_timeout(PATIENCE) {
            Ok((at, Report::Scanned { text: read, aim: None })) if read == text(scanner, number) => {
                tally.right += 1;
                tally.waits.push(at.saturating_duration_since(written).as_micros());
            }
            other => tally.wrong.push(format!("scan {number}: {other:?}")),
        }
    }
    // A doubled scan comes with nothing sent.
    tally.wrong.extend(reports.try_iter().map(|extra| format!("after the last: {extra:?}")));
    tally.waits.sort_unstable();
    tally
}

fn number_of(name: &str, unsaid: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(unsaid)
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn main() -> ExitCode {
    let (count, rate) = (number_of("SCANS", 10_000) as usize, number_of("RATE", 20).max(1));
    let scanners: Vec<_> = (1..=2).map(|scanner| thread::spawn(move || scan(scanner, count, rate))).collect();
    let mut all_right = true;
    for (number, scanner) in (1..).zip(scanners) {
        let tally = scanner.join().expect("it ends");
        let at = |share: usize| tally.waits.get(tally.waits.len().saturating_sub(1) * share / 1_000).unwrap_or(&0);
        println!(
            "scanner {number}: {} of {count} scans right, {} wrong; last byte to report: median {} us, 99 % {} us, longest {} us",
            tally.right,
            tally.wrong.len(),
            at(500),
            at(990),
            at(1_000)
        );
        tally.wrong.iter().take(10).for_each(|wrong| println!("  {wrong}"));
        all_right &= tally.right == count && tally.wrong.is_empty();
    }
    if all_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! The whole way with real parts on this machine: a pty as scanner, the panel's memory in a file, the journal on the disk, a
//! shop and a printer on the loopback; and the program as a service, while nobody is there.
//!
//! `cargo bench --bench kiosk`; `-- --json FILE` keeps the figures, `-- --against FILE` sets them beside those that were kept.
//! `SCANS` is how many scans there are at 100 a second (3,000); at 10 and at 1 a second there are fewer. Ends with 1 if a limit
//! is missed.

#![expect(clippy::print_stdout, reason = "its figures are what it is for")]
#![expect(clippy::disallowed_methods, reason = "a benchmark has a clock, a pace and threads of its own")]

#[path = "../../tests/it/kiosk/answers.rs"]
mod answers;
mod control;
mod counter;
mod figures;
#[path = "../framebuffer.rs"]
mod framebuffer;
#[path = "../goods.rs"]
mod goods;
mod panel;
#[path = "../process.rs"]
mod process;
mod scene;
mod service;
mod shopping;
mod tray;

use clap::Parser;
use figures::Figure;
use scanslip::till::screen::{Screen, View};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// What is heard of the kiosk, and when.
#[derive(Debug)]
enum Mark {
    /// The till has a cart with so many lines.
    Decided(usize, Instant),
    /// The panel shows it.
    Shown(usize, Instant),
    /// The order is committed.
    Confirmed(Instant),
    /// The sale begins to come in at the shop.
    Asked(Instant),
    /// The shop's answer begins to go out.
    Answered(Instant),
    /// Bytes have come to the printer.
    Paper(Instant),
    /// The slip is printed, and this is committed.
    Printed,
}

/// How many lines the cart on a screen has.
fn lines(screen: &Screen) -> Option<usize> {
    if let View::Cart { lines, .. } = &screen.view { Some(lines.len()) } else { None }
}

/// What cargo and people say.
#[derive(Debug, Parser)]
struct Args {
    /// Keeps the figures.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Figures that were kept.
    #[arg(long)]
    against: Option<PathBuf>,
    /// The program whose start, memory and idling are measured.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_scanslip"))]
    program: PathBuf,
    /// Said by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<ExitCode, String> {
    let args = Args::parse();
    let earlier = args.against.as_deref().map(kept).transpose()?;
    let scans = std::env::var("SCANS").ok().and_then(|scans| scans.parse().ok()).unwrap_or(3_000);
    let mut figures = Vec::new();
    for articles in [100, 1_000_000] {
        for (rate, scans) in [(1, scans / 15), (10, scans / 10), (100, scans)] {
            figures.extend(shopping::shop(articles, rate, scans));
        }
    }
    let service =
        |articles, start, memory, is_watched| service::measure(&args.program, articles, start, memory, is_watched);
    figures.extend(service(100, None, None, true));
    figures.extend(service(100_000, Some(150_000), Some(15_000), false));
    figures.extend(service(1_000_000, None, Some(30_000), false));
    let size = fs::metadata(&args.program).expect("the program is there").len();
    figures.push(Figure::new("the program", size, "bytes", None));
    println!("{}", figures::table(&figures, earlier.as_ref()));
    if let Some(file) = args.json {
        let text = serde_json::to_string_pretty(&figures::json(&figures)).expect("numbers are JSON");
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let missed = figures.iter().any(|figure| figure.limit.is_some_and(|limit| figure.value > limit));
    Ok(ExitCode::from(u8::from(missed)))
}

/// The figures of an earlier run.
fn kept(file: &Path) -> Result<Map<String, Value>, String> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| said(&error))?;
    serde_json::from_str(&text).map_err(|error| said(&error))
}

//! Purchases at a pace, and how long each leg of them takes.

use crate::control::Control;
use crate::figures::Figure;
use crate::scene::Scene;
use crate::{Mark, goods};
use hdrhistogram::Histogram;
use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

/// Lines of a cart.
const LINES: usize = 20;

/// A minute, after which nobody waits any more: what a histogram is given to hold is all that it tells.
const LONGEST_US: u64 = 60_000_000;

/// How long things took, in microseconds.
struct Legs {
    decided: Histogram<u64>,
    shown: Histogram<u64>,
    recorded: Histogram<u64>,
    asked: Histogram<u64>,
    paper: Histogram<u64>,
    /// Beside all this, what the machine itself needs.
    control: Histogram<u64>,
}

/// Scans `scans` times, `rate` times a second, with an order behind every twentieth.
pub(crate) fn shop(articles: u64, rate: u32, scans: usize) -> Vec<Figure> {
    let mut scene = Scene::open(articles);
    let new = || Histogram::new_with_max(LONGEST_US, 3).expect("three digits");
    let mut legs = Legs { decided: new(), shown: new(), recorded: new(), asked: new(), paper: new(), control: new() };
    let mut control = Control::start();
    // All over the catalogue, each time another.
    let mut codes = (0_u64..).map(|scan| goods::code(1 + scan * 7_919 % articles));
    for _ in 0..scans.div_ceil(LINES) {
        let scanned = fill(&mut scene, rate, &mut codes, || record(&mut legs.control, control.measure()));
        buy(&mut scene, scanned, &mut legs);
    }
    scene.close();
    let of = format!("{rate} scans a second, {articles} articles");
    [
        ("a byte -> a thread that waits for it and nothing else", legs.control, None),
        ("scan's first byte -> till decided", legs.decided, None),
        ("scan's first byte -> line on the panel", legs.shown, Some((5_000, 20_000))),
        ("confirm's first byte -> order on disk", legs.recorded, None),
        ("confirm's first byte -> sale at the shop", legs.asked, None),
        ("shop's answer -> first byte at the printer", legs.paper, Some((5_000, 5_000))),
    ]
    .into_iter()
    .flat_map(|(leg, times, limits)| Figure::of_times(&format!("{leg} ({of})"), &times, limits))
    .collect()
}

/// A cart full of things, at a pace that waits for nothing but the time; when each was scanned. `between` is done in the middle
/// between two scans.
fn fill(
    scene: &mut Scene,
    rate: u32,
    codes: &mut impl Iterator<Item = String>,
    mut between: impl FnMut(),
) -> VecDeque<Instant> {
    let begun = Instant::now();
    let pause = Duration::from_secs(1) / rate;
    let until = |when: Instant| thread::sleep(when.saturating_duration_since(Instant::now()));
    let mut scanned = VecDeque::new();
    for (at, code) in (0..).zip(codes.take(LINES)) {
        until(begun + pause * at);
        scanned.push_back(scene.scan(&code));
        until(begun + pause * at + pause / 2);
        between();
    }
    scanned
}

/// Waits until all is on the panel, confirms, and waits for the slip.
fn buy(scene: &mut Scene, scanned: VecDeque<Instant>, legs: &mut Legs) {
    let (mut decided, mut shown) = (scanned.clone(), scanned);
    while !shown.is_empty() {
        match scene.next() {
            Mark::Decided(lines, when) => note(&mut decided, lines, when, &mut legs.decided),
            Mark::Shown(lines, when) => note(&mut shown, lines, when, &mut legs.shown),
            _ => {}
        }
    }
    let confirmed = scene.scan("SLIP-CONFIRM");
    let mut answered = None;
    loop {
        match scene.next() {
            Mark::Confirmed(when) => record(&mut legs.recorded, when - confirmed),
            Mark::Asked(when) => record(&mut legs.asked, when - confirmed),
            Mark::Answered(when) => answered = Some(when),
            // The printer may be asked how it is at any time; what comes first behind the answer begins the slip.
            Mark::Paper(when) => {
                if let Some(answered) = answered.take_if(|answered| *answered <= when) {
                    record(&mut legs.paper, when - answered);
                }
            }
            Mark::Printed => return,
            Mark::Decided(..) | Mark::Shown(..) => {}
        }
    }
}

/// Of a cart with so many lines, all that were scanned up to then have been seen.
fn note(waiting: &mut VecDeque<Instant>, lines: usize, when: Instant, times: &mut Histogram<u64>) {
    while waiting.len() > LINES - lines {
        let Some(scanned) = waiting.pop_front() else { return };
        record(times, when - scanned);
    }
}

fn record(times: &mut Histogram<u64>, took: Duration) {
    times.saturating_record(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
}

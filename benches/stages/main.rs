//! How long each stage takes on the way from a scanner's report to a slip's bytes, and how many instructions.
//!
//! `cargo bench --bench stages -- NAME` measures times, those whose name holds NAME. `--list-stages` names all that are counted,
//! and `--run NAME TIMES` only runs one so often: `.ci/instructions` counts by it, under callgrind. `--slips` tells the bytes of slips.

#![expect(clippy::print_stdout, reason = "its figures are what it is for")]

mod catalogue;
#[path = "../framebuffer.rs"]
mod framebuffer;
#[path = "../goods.rs"]
mod goods;
mod journal;
mod scan;
mod screen;
mod shop;
#[path = "../shopper.rs"]
mod shopper;
mod slip;
mod till;

use criterion::Criterion;

/// One thing that is measured.
struct Stage {
    name: &'static str,
    /// Whether its instructions are counted: not where what is made ready for it takes an emulator minutes, or where the
    /// disk and not the processor takes the time.
    is_counted: bool,
    /// Makes all that it needs, and returns what is done once.
    ready: fn() -> Box<dyn FnMut()>,
}

impl Stage {
    const fn counted(name: &'static str, ready: fn() -> Box<dyn FnMut()>) -> Self {
        Self { name, is_counted: true, ready }
    }

    const fn timed(name: &'static str, ready: fn() -> Box<dyn FnMut()>) -> Self {
        Self { name, is_counted: false, ready }
    }
}

fn stages() -> impl Iterator<Item = Stage> {
    let stages = [
        scan::stages(),
        catalogue::stages(),
        till::stages(),
        screen::stages(),
        slip::stages(),
        shop::stages(),
        journal::stages(),
    ];
    stages.into_iter().flatten()
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--list-stages", ..] => stages().filter(|stage| stage.is_counted).for_each(|stage| println!("{}", stage.name)),
        ["--run", name, times, ..] => {
            let stage = stages().find(|stage| stage.name == *name).expect("a stage of --list-stages");
            let mut once = (stage.ready)();
            (0..times.parse().expect("a count")).for_each(|_: u32| once());
        }
        ["--slips", ..] => slip::sizes().iter().for_each(|(name, bytes)| println!("{name} {bytes}")),
        _ => time_them(),
    }
}

fn time_them() {
    let mut criterion = Criterion::default().configure_from_args();
    for stage in stages() {
        // Made ready only if it is asked for.
        let mut once = None;
        criterion.bench_function(stage.name, |run| run.iter(once.get_or_insert_with(stage.ready)));
    }
    criterion.final_summary();
}

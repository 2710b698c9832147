//! From what a slip says to the printer's bytes. The slips are those of `scanslip::slip::benchmark`.

use crate::Stage;
use scanslip::slip::{self, benchmark, sample_dressing};
use scanslip_hw::printer::{Profile, encode};
use std::hint::black_box;

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("the plain slip of 20 lines: blocks -> bytes", plain),
        Stage::counted("the full slip of 20 lines: blocks -> bytes", full),
        Stage::counted("the full slip of 20 lines: slip -> bytes", whole),
    ]
}

/// How many bytes the slips have that are measured, by their names.
pub(crate) fn sizes() -> [(&'static str, usize); 2] {
    let profile = profile();
    let plain = encode(&benchmark::plain(), &profile).expect("it can be printed").bytes;
    let full = slip::bytes(&benchmark::full(), &sample_dressing(), &profile).expect("it can be printed").bytes;
    [("plain", plain.len()), ("full", full.len())]
}

fn profile() -> Profile {
    Profile::named("generic-80mm").expect("a shipped profile")
}

fn plain() -> Box<dyn FnMut()> {
    let (profile, blocks) = (profile(), benchmark::plain());
    Box::new(move || {
        black_box(encode(black_box(&blocks), &profile).expect("it can be printed"));
    })
}

fn full() -> Box<dyn FnMut()> {
    let profile = profile();
    let blocks = slip::layout(&benchmark::full(), &sample_dressing(), &profile);
    Box::new(move || {
        black_box(encode(black_box(&blocks), &profile).expect("it can be printed"));
    })
}

fn whole() -> Box<dyn FnMut()> {
    let (profile, full, dressing) = (profile(), benchmark::full(), sample_dressing());
    Box::new(move || {
        black_box(slip::bytes(black_box(&full), &dressing, &profile).expect("it can be printed"));
    })
}

//! How long a slip takes from what it says to the printer's bytes. The slips are those of `scanslip::slip::benchmark`.

use criterion::{Criterion, criterion_group, criterion_main};
use scanslip::slip::{self, benchmark, sample_dressing};
use scanslip_hw::printer::{Profile, encode};
use std::hint::black_box;

/// The bytes alone, then everything from the slip on: its layout and the bytes.
fn slips(criterion: &mut Criterion) {
    let profile = Profile::named("generic-80mm").expect("a shipped profile");
    let plain = benchmark::plain();
    criterion.bench_function("encode the plain slip", |run| {
        run.iter(|| encode(black_box(&plain), &profile));
    });
    let (full, dressing) = (benchmark::full(), sample_dressing());
    let blocks = slip::layout(&full, &dressing, &profile);
    criterion.bench_function("encode the full slip", |run| {
        run.iter(|| encode(black_box(&blocks), &profile));
    });
    criterion.bench_function("lay out and encode the full slip", |run| {
        run.iter(|| slip::bytes(black_box(&full), &dressing, &profile));
    });
}

criterion_group!(benches, slips);
criterion_main!(benches);

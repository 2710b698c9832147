//! The fault simulator: the product passes it, and a product that breaks one of its rules does not.

use crate::environment;
use scanslip::simulate::{Mutation, Simulator};
use scanslip::till::settings::Protocol;

fn simulator() -> Simulator {
    Simulator::new().expect("a fresh journal")
}

/// How many seeds a run of the tests takes; `SIMULATE=100000` takes more.
fn seeds() -> u64 {
    environment("SIMULATE").and_then(|seeds| seeds.parse().ok()).unwrap_or(2_000)
}

#[test]
fn no_order_is_lost_or_doubled_under_faults() {
    let report = simulator().seeds(0, seeds(), 1, Mutation::None, 2);
    let told: Vec<_> = report.failures.iter().map(|course| (course.seed, &course.violations)).collect();
    assert!(told.is_empty(), "{told:#?}");
    assert!(report.tally.orders >= seeds() && report.tally.faults() > seeds(), "{}", report.tally);
}

#[test]
fn nor_when_shoppers_come_one_after_the_other() {
    let report = simulator().seeds(1_000_000, seeds() / 20, 6, Mutation::None, 2);
    let told: Vec<_> = report.failures.iter().map(|course| (course.seed, &course.violations)).collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn nor_when_the_process_falls_at_any_boundary_of_an_order() {
    let simulator = simulator();
    for seed in 0..6 {
        let boundaries = simulator.course(seed, 1, Mutation::None, false).boundaries;
        assert!(boundaries > 10, "seed {seed} has only {boundaries}");
        for crash_at in 1..=boundaries.min(80) {
            let course = simulator.course_with(seed, 1, Mutation::None, false, Some(crash_at));
            assert!(course.violations.is_empty(), "seed {seed}, crash at {crash_at}: {:?}", course.violations);
        }
    }
}

#[test]
fn a_seed_replays_to_the_same_course() {
    let simulator = simulator();
    for seed in 0..60 {
        let (one, other) =
            (simulator.course(seed, 2, Mutation::None, true), simulator.course(seed, 2, Mutation::None, false));
        assert_eq!((one.hash, &one.tally), (other.hash, &other.tally), "seed {seed}");
        assert!(!one.lines.is_empty() && other.lines.is_empty());
    }
    let hashes: std::collections::BTreeSet<u64> =
        (0..60).map(|seed| simulator.course(seed, 1, Mutation::None, false).hash).collect();
    assert_eq!(hashes.len(), 60, "another seed is another course");
}

/// Without its rules the product fails, and the simulator sees it within 1,000 seeds.
#[test]
fn a_rule_that_is_switched_off_is_missed() {
    let simulator = simulator();
    let doubled = "validated orders at the shop through our own requests";
    for (mutation, whats) in [
        (Mutation::ActFirst, [doubled, "the journal knows nothing of it"].as_slice()),
        (Mutation::LostIsNotSent, &[doubled]),
        (Mutation::LyingSync, &["the journal lost what was acknowledged"]),
    ] {
        let mut unfound = whats.to_vec();
        for from in (0..1_000).step_by(100) {
            let report = simulator.seeds(from, 100, 1, mutation, 2);
            let told: Vec<&String> = report.failures.iter().flat_map(|course| &course.violations).collect();
            unfound.retain(|what| !told.iter().any(|told| told.contains(what)));
            if unfound.is_empty() {
                break;
            }
        }
        assert!(unfound.is_empty(), "{mutation:?}: no seed of 1,000 failed because {unfound:?}");
    }
}

#[test]
fn a_day_without_a_network_and_a_reboot_each_hour_loses_nothing() {
    let course = simulator().offline(1, 300);
    assert!(course.violations.is_empty(), "{:?}", course.violations);
    assert_eq!((course.tally.orders, course.tally.accepted), (300, 300), "{}", course.tally);
    assert_eq!(course.tally.starts, 30, "a day, and six hours for who came in vain");
}

#[test]
fn however_often_the_answer_is_lost_the_order_is_registered_once() {
    let simulator = simulator();
    for answers_lost in 1..=20 {
        for (protocol, marked) in [
            (Protocol::Direct, true),
            (Protocol::Direct, false),
            (Protocol::DraftFirst, true),
            (Protocol::DraftFirst, false),
        ] {
            let course = simulator.deaf(answers_lost, protocol, marked);
            let case = format!("{answers_lost} lost, {protocol:?}, marked {marked}");
            assert!(course.violations.is_empty(), "{case}: {:?}", course.violations);
            let tally = course.tally;
            assert_eq!((tally.orders, tally.accepted, tally.held), (1, 1, 0), "{case}");
        }
    }
}

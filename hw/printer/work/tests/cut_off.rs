//! A network printer that vanished without a word: no FIN, no RST, as if its cable had been pulled. The kernel takes the
//! whole slip all the same.
//!
//! The cable is the loopback device of a network of the test's own, which wants the right to make one.

use super::super::fake::{Fake, Skills};
use super::far::{Far, Kind};
use super::faults::{ASKED, Ending, blocks, slip};
use super::{QUICK, outcome, until_ready, with};
use crate::printer::work::Patience;
use crate::printer::{Manner, Outcome, Task};
use std::process::Command;
use std::time::Duration;

/// Nothing ever comes through a cable that is cut; for the rest there is time enough.
const PATIENCE: Patience = Patience {
    connect: Duration::from_millis(200),
    step: Duration::from_millis(50),
    still: Duration::from_millis(300),
    proof: Duration::from_secs(10),
    ..QUICK
};

/// Set for the test when it runs once more, in a network of its own.
const INSIDE: &str = "SCANSLIP_OWN_NETWORK";

#[test]
fn a_slip_into_a_connection_that_died_in_silence_is_never_called_sent_and_comes_again() {
    if std::env::var_os(INSIDE).is_some() {
        return in_a_network_of_its_own();
    }
    let may = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|done| done.status.success())
    };
    if !may("unshare", &["--net", "--map-root-user", "ip", "link", "set", "lo", "up"]) {
        return skip("no network of its own here (it wants unshare, ip of iproute2, and the right to use them)");
    }
    let here = std::env::current_exe().expect("a path");
    let mut inside = Command::new("unshare");
    inside.args(["--net", "--map-root-user", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""]).arg(here);
    let this = std::thread::current().name().expect("a test has a name").to_owned();
    inside.args(["--exact", &this, "--nocapture"]).env(INSIDE, "1");
    let done = inside.output().expect("it starts");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

#[expect(clippy::print_stderr, reason = "whoever reads of a test that passed must know that it did not run")]
#[expect(
    clippy::disallowed_methods,
    reason = "whoever runs the tests says by the environment that none may be skipped"
)]
fn skip(why: &str) {
    let must = std::env::var("SCANSLIP_SKIP").is_ok_and(|said| said == "fail");
    assert!(!must, "{why}");
    eprintln!("SKIPPED: {why}");
}

fn cable(state: &str) {
    let done = Command::new("ip").args(["link", "set", "lo", state]).status().expect("it starts");
    assert!(done.success(), "lo {state}");
}

/// Takes the loopback device down.
fn in_a_network_of_its_own() {
    let devices = std::fs::read_to_string("/proc/self/net/dev").expect("it can be read");
    assert_eq!(devices.lines().count(), 3, "only in a network that has nothing but the loopback device: {devices}");
    for (skills, manner) in [(Skills::EPSON, ASKED), (Skills::CLONE, ASKED), (Skills::MUTE, Manner::MUTE)] {
        let body = slip(0).body.len();
        for at in blocks().step_by(4).filter(|&at| at < body) {
            let (lost, ending) = story(skills, manner, at);
            let words = format!("{skills:?} cut off after {at} bytes: {lost:?}, then {ending:?}");
            // Nothing of it was acknowledged. What the kernel still holds may come when the way is back, and no slip twice.
            assert!(matches!(lost, Outcome::Broken(_)), "{words}");
            assert!(ending.slips <= 1 && ending.copies >= 1, "{words}");
            let is_well = matches!(ending.outcomes.last(), Some(Outcome::Proven | Outcome::Sent));
            assert!(is_well, "{words}");
        }
    }
}

/// What is said of the slip that was cut off, and how its copies ended: one, unless the machine stands still meanwhile.
fn story(skills: Skills, manner: Manner, at: usize) -> (Outcome, Ending) {
    let far = Far::start(Kind::Tcp, Fake::new(skills));
    let mut told = None;
    with(&|wait| far.open(wait), manner, PATIENCE, |tasks, reports| {
        let print = |copy: u16| tasks.send(Task::Print(slip(copy))).expect("the worker listens");
        until_ready(reports);
        // The printer is asked whether it is well before the slip: that is not yet cut off.
        let asked = if manner == ASKED { 6 } else { 0 };
        far.cut_after(asked + at, || cable("down"));
        print(0);
        let (_, lost) = outcome(reports);
        cable("up");
        far.is_connected();
        until_ready(reports);
        let mut outcomes = Vec::new();
        while outcomes.iter().all(|it| matches!(it, Outcome::Broken(_) | Outcome::Nothing(_))) && outcomes.len() < 10 {
            print(1 + u16::try_from(outcomes.len()).expect("few"));
            outcomes.push(outcome(reports).1);
        }
        told = Some((lost, outcomes));
    });
    let (lost, outcomes) = told.expect("it was told");
    (lost, Ending::of(outcomes, &far.finish().paper))
}

//! The troubles of [`super::faults`] again, with a real line between printer and kiosk: a socket, or a pty.
//!
//! Here the kernel takes a whole slip before the printer has seen a byte of it. So whoever says nothing may lose a slip
//! with its power, and nobody knows.

use super::super::fake::{Fake, Skills, Trouble};
use super::far::{Far, Kind};
use super::faults::{ASKED, Ending, blocks, sell};
use super::{until_ready, with};
use crate::printer::Outcome;
use crate::printer::work::Patience;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// What should come has come before it is listened for; only what never comes is waited for.
const PROMPT: Patience = Patience {
    connect: Duration::from_secs(5),
    tick: Duration::from_millis(1),
    step: Duration::from_millis(50),
    still: Duration::from_millis(500),
    prompt: Duration::from_millis(50),
    answer: Duration::from_millis(50),
    proof: Duration::from_millis(500),
    hold: Duration::from_secs(60),
    retry: Duration::from_millis(1),
    retry_max: Duration::from_millis(2),
    attended: Duration::from_millis(1),
    idle: Duration::from_secs(60),
};

/// Stories at a time: they wait more than they work.
const AT_A_TIME: usize = 16;

#[derive(Clone, Copy, Debug)]
struct Case {
    kind: Kind,
    skills: Skills,
    trouble: Option<Trouble>,
    at: usize,
}

/// A machine that stood still while the printer was asked what it can do asks it again: only then the story is of this one.
fn story(case: Case) -> Ending {
    (0..100).find_map(|_| told(case)).expect("the machine moves")
}

fn told(case: Case) -> Option<Ending> {
    let far = Far::start(case.kind, Fake::new(case.skills));
    let mut outcomes = None;
    with(&|wait| far.open(wait), ASKED, PROMPT, |tasks, reports| {
        until_ready(reports);
        // What the worker asks before the first slip is not part of it.
        let is_known = far.with(|fake| {
            (fake.taken, fake.plan) = (0, case.trouble.map(|trouble| (case.at, trouble)));
            fake.tells_changes == case.skills.states
        });
        outcomes = is_known.then(|| sell(&|| far.with(Fake::mend), tasks, reports));
    });
    // What a printer that says nothing still keeps comes out in the end.
    far.with(Fake::mend);
    let paper = far.finish().paper;
    outcomes.map(|outcomes| Ending::of(outcomes, &paper))
}

fn cases(skills: &[Skills], troubles: &[Trouble]) -> Vec<Case> {
    let mut cases = Vec::new();
    for kind in Kind::ALL {
        for (&skills, &trouble) in skills.iter().flat_map(|skills| troubles.iter().map(move |it| (skills, it))) {
            cases.extend(blocks().map(|at| Case { kind, skills, trouble: Some(trouble), at }));
        }
    }
    cases
}

/// Tells all stories, some at a time, and holds each to what must be.
fn tell(cases: Vec<Case>, must: impl Fn(Case, &Ending) + Sync) {
    let cases = Mutex::new(cases.into_iter());
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(case) = { cases.lock().expect("whole").next() } {
                    must(case, &story(case));
                }
            });
        }
    });
}

const TALKERS: [Skills; 4] =
    [Skills::EPSON, Skills::CLONE, Skills { memory: 128, ..Skills::EPSON }, Skills { memory: 128, ..Skills::CLONE }];

/// Tells all stories, and holds that of each sort some end so well. A machine that stands still for long enough hears no
/// answer, and then they end a little worse; they never end wrong.
fn tell_well(cases: Vec<Case>, must: impl Fn(&Ending, &str) + Sync, is_well: impl Fn(&Ending) -> bool + Sync) {
    let sort = |case: Case| format!("{:?} {:?} {:?}", case.kind, case.skills, case.trouble);
    let sorts: BTreeSet<String> = cases.iter().map(|&case| sort(case)).collect();
    let well = Mutex::new(BTreeSet::new());
    tell(cases, |case, ending| {
        must(ending, &format!("{case:?} {ending:?}"));
        let last = ending.outcomes.last();
        assert!(matches!(last, Some(Outcome::Proven | Outcome::Sent)), "{case:?} {ending:?}");
        if last == Some(&Outcome::Proven) && is_well(ending) {
            well.lock().expect("whole").insert(sort(case));
        }
    });
    assert_eq!(well.into_inner().expect("whole"), sorts);
}

#[test]
fn what_staff_can_mend_gives_one_slip_on_a_real_line() {
    let must = |ending: &Ending, words: &str| {
        assert_eq!(ending.slips, 1, "{words}");
        assert_eq!(ending.copies, broken(ending), "{words}");
    };
    let troubles = [Trouble::PaperOut, Trouble::CoverOpen, Trouble::OffLine];
    tell_well(cases(&TALKERS, &troubles), must, |ending| ending.copies == 0);
}

#[test]
fn what_nobody_can_mend_gives_one_slip_or_a_copy_that_says_so_on_a_real_line() {
    let must = |ending: &Ending, words: &str| {
        assert!(ending.slips <= 1 && ending.slips + ending.copies >= 1, "{words}");
        assert_eq!(ending.copies > 0, broken(ending) > 0, "{words}");
    };
    let troubles = [Trouble::PowerLoss, Trouble::Wedged, Trouble::AnswersLost];
    tell_well(cases(&TALKERS, &troubles), must, |ending| ending.slips + ending.copies <= 2);
}

/// How often nobody knew what had become of the slip.
fn broken(ending: &Ending) -> usize {
    ending.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Broken(_))).count()
}

#[test]
fn a_printer_that_says_nothing_is_never_called_proven_on_a_real_line() {
    tell(cases(&[Skills::MUTE], &Trouble::ALL), |case, ending| {
        let words = format!("{case:?} {ending:?}");
        assert!(ending.slips <= 1, "{words}");
        assert_eq!(ending.outcomes.last(), Some(&Outcome::Sent), "{words}");
        let loses_what_it_has = matches!(case.trouble, Some(Trouble::PowerLoss | Trouble::Wedged));
        assert!(loses_what_it_has || ending.slips + ending.copies >= 1, "{words}");
    });
}

#[test]
fn nothing_happens_and_a_slip_costs_nothing_but_itself_on_a_real_line() {
    for (kind, skills) in Kind::ALL.into_iter().flat_map(|kind| TALKERS.map(|skills| (kind, skills))) {
        let ending = story(Case { kind, skills, trouble: None, at: 0 });
        assert_eq!(
            (ending.outcomes, ending.slips, ending.copies),
            (vec![Outcome::Proven], 1, 0),
            "{kind:?} {skills:?}"
        );
    }
}

//! A hundred tickets, and the roll ends in the middle of some of them: each is proven or known to be unknown, and none
//! comes twice without a mark. The README quotes the figures.

use super::super::fake::{Fake, Skills, Trouble};
use super::faults::{ASKED, FAST, Hung, Way, on_paper, ticket, times};
use super::{Receiver, Sender, with};
use crate::printer::{Outcome, Report, Task};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TICKETS: u16 = 100;
/// How often the roll ends.
const ROLLS: usize = 12;
const SEED: u64 = 0x5ca1_ab1e;

/// What staff do when the paper is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Staff {
    /// They put a new roll in.
    PutPaperIn,
    /// Every second time they switch the printer off and on meanwhile, and what it keeps is gone.
    SwitchItOff,
}

/// How the tickets ended.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    /// Tickets of which the printer proved that they are on paper, at the first attempt.
    proven: usize,
    /// Tickets of which nobody knew.
    unknown: usize,
    /// Copies that say so.
    marked: usize,
    /// Tickets that are on paper twice and do not say so, or not at all.
    wrong: usize,
}

/// Which tickets the roll ends in, and after how many bytes of each.
fn ends() -> Vec<(u16, usize)> {
    let mut random = SEED;
    let mut draw = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        1 + usize::try_from(random % u64::try_from(below).expect("small")).expect("small")
    };
    let length = ticket(1, 0).body.len();
    let part = usize::from(TICKETS) / ROLLS;
    (0..ROLLS).map(|roll| (u16::try_from(roll * part + draw(part)).expect("few"), draw(length))).collect()
}

struct Shop<'a> {
    fake: &'a Mutex<Fake>,
    staff: Staff,
    rolls: usize,
}

impl Shop<'_> {
    fn mend(&mut self) {
        let mut fake = self.fake.lock().expect("whole");
        if fake.trouble == Some(Trouble::PaperOut) {
            self.rolls += 1;
            if self.staff == Staff::SwitchItOff && self.rolls.is_multiple_of(2) {
                fake.suffer(Trouble::PowerLoss);
            }
        }
        fake.mend();
    }

    /// Sells one ticket as the till does: unknown: a copy that says so.
    fn sell(&mut self, order: u16, tasks: &Sender<Task>, reports: &Receiver<Report>) -> u16 {
        let (mut copy, mut is_ready, mut is_asked) = (0, true, false);
        loop {
            if is_ready && !is_asked {
                tasks.send(Task::Print(ticket(order, copy))).expect("the worker listens");
                is_asked = true;
            }
            match reports.recv_timeout(Duration::from_secs(60)).expect("the worker reports") {
                Report::Ready => is_ready = true,
                Report::Trouble(_) => {
                    is_ready = false;
                    self.mend();
                }
                Report::PaperLow(_) => {}
                Report::Done { outcome: Outcome::Proven, .. } => return copy,
                Report::Done { outcome: Outcome::Sent, .. } => panic!("this printer proves what it prints"),
                Report::Done { outcome, .. } => {
                    is_asked = false;
                    copy += u16::from(matches!(outcome, Outcome::Broken(_)));
                }
            }
        }
    }
}

#[expect(clippy::print_stderr, reason = "figures that the README quotes")]
fn run(way: Way, skills: Skills, staff: Staff) -> Count {
    let fake = Arc::new(Mutex::new(Fake::new(skills)));
    let mut copies = Vec::new();
    with(&|_| Hung::open(way, &fake), ASKED, FAST, |tasks, reports| {
        let mut shop = Shop { fake: &fake, staff, rolls: 0 };
        let ends = ends();
        for order in 1..=TICKETS {
            if let Some((_, at)) = ends.iter().find(|(ticket, _)| *ticket == order) {
                let mut fake = fake.lock().expect("whole");
                (fake.taken, fake.plan) = (0, Some((*at, Trouble::PaperOut)));
            }
            copies.push(shop.sell(order, tasks, reports));
        }
        assert_eq!(shop.rolls, ROLLS, "the roll ended as often as it should");
    });
    let paper = &fake.lock().expect("whole").paper;
    let mut count = Count::default();
    for (order, copies) in (1..=TICKETS).zip(copies) {
        let plain = times(paper, &on_paper(&ticket(order, 0)));
        let marked: usize = (1..=copies).map(|copy| times(paper, &on_paper(&ticket(order, copy)))).sum();
        count.proven += usize::from(copies == 0);
        count.unknown += usize::from(copies > 0);
        count.marked += marked;
        count.wrong += usize::from(plain > 1 || plain + marked == 0 || (copies == 0 && plain != 1));
    }
    let fence = if skills.gs_h { "GS ( H" } else { "GS r" };
    eprintln!("{way:?}, {fence}, {} bytes, {staff:?}: {count:?}", skills.memory);
    count
}

/// Each way, with each fence, with a small memory and a large one.
fn printers() -> impl Iterator<Item = (Way, Skills)> {
    let memories = |skills: Skills| [4_096, 65_536].map(|memory| Skills { memory, ..skills });
    let skills = [Skills::EPSON, Skills::CLONE].into_iter().flat_map(memories);
    Way::ALL.into_iter().flat_map(move |way| skills.clone().map(move |skills| (way, skills)))
}

#[test]
fn of_a_hundred_tickets_none_is_lost_and_none_doubled_when_the_roll_ends() {
    for (way, skills) in printers() {
        let count = run(way, skills, Staff::PutPaperIn);
        assert_eq!(count, Count { proven: 100, ..Count::default() }, "{way:?} {skills:?}");
    }
}

#[test]
fn nor_when_it_is_switched_off_to_change_the_roll() {
    for (way, skills) in printers() {
        let Count { proven, unknown, marked, wrong } = run(way, skills, Staff::SwitchItOff);
        assert_eq!((proven + unknown, wrong), (100, 0), "{way:?} {skills:?}");
        assert!(marked >= unknown, "{way:?} {skills:?}");
        // Half of the rolls; a machine that stands still may know of less.
        assert!(unknown >= ROLLS / 2, "what it kept is gone, and that is known: {way:?} {skills:?}");
    }
}

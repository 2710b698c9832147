//! What a printer says of itself, and how far it is believed.

use super::super::fake::{Fake, Skills, Trouble};
use super::faults::{ASKED, FAST, Hung, Way, on_paper, slip, times};
use super::{Receiver, Sender, next, outcome, until_ready, with};
use crate::printer::status::Fault;
use crate::printer::{Manner, Outcome, Report, Task};
use std::sync::{Arc, Mutex};

fn with_fake(way: Way, fake: Fake, script: impl FnOnce(&Mutex<Fake>, &Sender<Task>, &Receiver<Report>)) {
    let fake = Arc::new(Mutex::new(fake));
    with(&|_| Hung::open(way, &fake), ASKED, FAST, |tasks, reports| script(&fake, tasks, reports));
}

fn print(tasks: &Sender<Task>) {
    tasks.send(Task::Print(slip(0))).expect("the worker listens");
}

/// The next that is told of the printer; the end of a roll is told before the want of it.
fn state(reports: &Receiver<Report>) -> Report {
    std::iter::repeat_with(|| next(reports)).find(|told| !matches!(told, Report::PaperLow(_))).expect("it goes on")
}

#[test]
fn a_fault_is_named_while_a_shopper_is_there_and_so_is_its_end() {
    for way in Way::ALL {
        with_fake(way, Fake::new(Skills::EPSON), |fake, tasks, reports| {
            assert_eq!(next(reports), Report::Ready);
            tasks.send(Task::Attend(true)).expect("the worker listens");
            let faults = [
                (Trouble::PaperOut, Fault::NoPaper),
                (Trouble::CoverOpen, Fault::CoverOpen),
                (Trouble::OffLine, Fault::OffLine),
            ];
            for (trouble, fault) in faults {
                fake.lock().expect("whole").suffer(trouble);
                assert_eq!(state(reports), Report::Trouble(fault), "{way:?}");
                fake.lock().expect("whole").mend();
                until_ready(reports);
            }
        });
    }
}

#[test]
fn a_printer_without_paper_takes_nothing_and_the_slip_is_no_copy_afterwards() {
    with_fake(Way::Usb, Fake::new(Skills::CLONE), |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        fake.lock().expect("whole").suffer(Trouble::PaperOut);
        print(tasks);
        let why = Fault::NoPaper.to_string();
        assert_eq!(outcome(reports), (0, Outcome::Nothing(why)));
        assert!(fake.lock().expect("whole").paper.is_empty());
        fake.lock().expect("whole").mend();
        until_ready(reports);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Proven));
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
    });
}

#[test]
fn a_stuck_cutter_is_told_and_spoils_no_slip() {
    with_fake(Way::Tcp, Fake::new(Skills::EPSON), |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        fake.lock().expect("whole").blade_is_stuck = true;
        print(tasks);
        assert_eq!(next(reports), Report::Trouble(Fault::Cutter));
        assert_eq!(next(reports), Report::Done { id: 0, outcome: Outcome::Proven });
    });
}

#[test]
fn a_clone_that_answers_everything_with_one_byte_prints() {
    for always in [0x12, 0x16, 0x1a, 0x1e] {
        with_fake(Way::Usb, Fake::new(Skills { always: Some(always), ..Skills::CLONE }), |fake, tasks, reports| {
            assert_eq!(next(reports), Report::Ready, "{always:02x}: whoever passes a fence is not off-line");
            print(tasks);
            assert_eq!(outcome(reports), (0, Outcome::Proven));
            assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
        });
    }
}

#[test]
fn a_status_that_is_always_wrong_stops_a_slip_three_times_and_no_more() {
    let skills = Skills { always: Some(0x1a), gs_r: false, ..Skills::CLONE };
    with_fake(Way::Usb, Fake::new(skills), |fake, tasks, reports| {
        assert!(matches!(state(reports), Report::Trouble(_)));
        for _ in 0..3 {
            print(tasks);
            assert!(matches!(outcome(reports), (0, Outcome::Nothing(_))));
        }
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Sent), "sent, since nothing proves it");
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
    });
}

#[test]
fn a_printer_that_says_nothing_prints_in_the_place_of_one_that_answered() {
    with_fake(Way::Usb, Fake::new(Skills::EPSON), |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        fake.lock().expect("whole").suffer(Trouble::PowerLoss);
        print(tasks);
        assert!(matches!(outcome(reports), (0, Outcome::Nothing(_))));
        *fake.lock().expect("whole") = Fake::new(Skills { names: Some(["GENERIC", "POS-58"]), ..Skills::MUTE });
        until_ready(reports);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Sent));
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
    });
}

#[test]
fn a_printer_that_used_to_answer_and_is_silent_takes_no_slip_into_the_void() {
    with_fake(Way::Serial, Fake::new(Skills::EPSON), |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        fake.lock().expect("whole").suffer(Trouble::PowerLoss);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Nothing(Fault::Silent.to_string())));
        fake.lock().expect("whole").mend();
        until_ready(reports);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Proven));
    });
}

/// A process that was killed in the middle of a picture left a printer that waits for the rest of it.
#[test]
fn a_printer_in_the_middle_of_a_command_is_freed_before_the_first_slip() {
    let mut fake = Fake::new(Skills::CLONE);
    assert_eq!(fake.take(b"\x1dv0\x00\x30\x00\x20\x00\xff\xff"), 10, "1,536 bytes are to come");
    with_fake(Way::Usb, fake, |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Proven));
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
    });
}

/// The same of one that answers nothing, or that is asked nothing: it cannot be told from one that waits for nothing.
#[test]
fn a_printer_that_says_nothing_is_freed_before_the_first_slip_and_not_again() {
    for (way, manner) in Way::ALL.into_iter().flat_map(|way| [(way, ASKED), (way, Manner::MUTE)]) {
        let fake = Arc::new(Mutex::new(Fake::new(Skills::MUTE)));
        assert_eq!(
            fake.lock().expect("whole").take(b"\x1dv0\x00\x30\x00\x20\x00\xff\xff"),
            10,
            "1,526 bytes are to come"
        );
        with(&|_| Hung::open(way, &fake), manner, FAST, |tasks, reports| {
            assert_eq!(next(reports), Report::Ready);
            let begun = fake.lock().expect("whole").taken;
            for _ in 0..2 {
                print(tasks);
                assert_eq!(outcome(reports), (0, Outcome::Sent));
            }
            let fake = fake.lock().expect("whole");
            assert_eq!(times(&fake.paper, &on_paper(&slip(0))), 2, "{way:?} {manner:?}");
            let slip = slip(0);
            assert_eq!(fake.taken - begun, 2 * (slip.body.len() + slip.cut.len()), "nothing between them");
        });
    }
}

#[test]
fn the_end_of_the_roll_is_told_before_it_comes() {
    with_fake(Way::Usb, Fake::new(Skills::EPSON), |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        tasks.send(Task::Attend(true)).expect("the worker listens");
        fake.lock().expect("whole").roll_ends_soon = true;
        assert_eq!(next(reports), Report::PaperLow(true), "and nothing stops");
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Proven));
        fake.lock().expect("whole").roll_ends_soon = false;
        assert_eq!(next(reports), Report::PaperLow(false));
    });
}

#[test]
fn a_printer_is_known_by_what_it_answers() {
    use crate::printer::profile::{Fence, Status};
    use crate::printer::work::{Found, probe};
    let lying = Skills { always: Some(0x1a), ..Skills::CLONE };
    let cases = [
        (Skills::EPSON, Status::DleEot, Fence::GsH, Some("EPSON TM-T88VI")),
        (Skills { names: None, ..Skills::EPSON }, Status::DleEot, Fence::GsH, None),
        (Skills::CLONE, Status::DleEot, Fence::GsR, Some("EPOSN TM-T88V")),
        (Skills::MUTE, Status::None, Fence::None, None),
        (lying, Status::None, Fence::GsR, Some("EPOSN TM-T88V")),
    ];
    for (skills, status, fence, called) in cases {
        let fake = Arc::new(Mutex::new(Fake::new(skills)));
        let found = probe(&mut |_| Hung::open(Way::Usb, &fake), &FAST).expect("it is there");
        assert_eq!((found.status, found.fence, found.fault), (status, fence, None), "{skills:?}");
        assert_eq!(found.called.as_deref(), called, "{skills:?}");
        assert!(fake.lock().expect("whole").paper.is_empty(), "it prints nothing");
    }
    let fake = Arc::new(Mutex::new(Fake::new(Skills::EPSON)));
    fake.lock().expect("whole").suffer(Trouble::PaperOut);
    let Found { fault, .. } = probe(&mut |_| Hung::open(Way::Usb, &fake), &FAST).expect("it is there");
    assert_eq!(fault, Some(Fault::NoPaper));
}

/// The answer to `GS r` is a byte of zero, and so is what a line reads whose far end loses its power.
#[test]
fn the_noise_of_a_dying_printer_proves_no_slip() {
    let mut fake = Fake::new(Skills::CLONE);
    fake.line_breaks = true;
    fake.plan = Some((slip(0).body.len() / 2, Trouble::PowerLoss));
    with_fake(Way::Serial, fake, |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        print(tasks);
        let (_, lost) = outcome(reports);
        assert!(matches!(lost, Outcome::Broken(_)), "{lost:?}");
        fake.lock().expect("whole").mend();
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 0, "it is not on paper");
        until_ready(reports);
        tasks.send(Task::Print(slip(1))).expect("the worker listens");
        assert_eq!(outcome(reports), (1, Outcome::Proven));
    });
}

#[test]
fn one_that_says_printed_unasked_is_not_believed_when_it_is_asked() {
    // It answers the question after its paper with the byte that means "printed".
    let fake = Fake::new(Skills { paper: Some(0), ..Skills::CLONE });
    with_fake(Way::Tcp, fake, |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Sent));
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
    });
}

#[test]
fn a_printer_that_says_nothing_is_seen_to_lack_paper_by_its_port() {
    with_fake(Way::Usb, Fake::new(Skills::MUTE), |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        tasks.send(Task::Attend(true)).expect("the worker listens");
        fake.lock().expect("whole").suffer(Trouble::PaperOut);
        assert_eq!(next(reports), Report::Trouble(Fault::NoPaper));
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Nothing(Fault::NoPaper.to_string())));
        fake.lock().expect("whole").mend();
        until_ready(reports);
        print(tasks);
        assert_eq!(outcome(reports), (0, Outcome::Sent));
    });
}

#[test]
fn a_port_that_always_says_no_paper_stops_a_slip_three_times_and_no_more() {
    let mut fake = Fake::new(Skills::MUTE);
    fake.port_lies = true;
    with_fake(Way::Usb, fake, |fake, tasks, reports| {
        assert_eq!(next(reports), Report::Trouble(Fault::NoPaper));
        let outcomes: Vec<Outcome> = std::iter::repeat_with(|| {
            print(tasks);
            outcome(reports).1
        })
        .take(4)
        .collect();
        let refused = Outcome::Nothing(Fault::NoPaper.to_string());
        assert_eq!(outcomes, [refused.clone(), refused.clone(), refused, Outcome::Sent]);
        assert_eq!(times(&fake.lock().expect("whole").paper, &on_paper(&slip(0))), 1);
    });
}

//! A slip, and at every 64 bytes of it everything that can happen to a printer, on every way there is to one. Whatever
//! happens: one whole slip, or a whole copy that says so, or a clear "none"; and never two that say nothing.

use super::super::fake::{Fake, Skills, Trouble};
use super::{Receiver, Sender, with};
use crate::printer::block::{Align, Block, Style};
use crate::printer::profile::{Fence, Profile, Status};
use crate::printer::wire::Wire;
use crate::printer::work::Patience;
use crate::printer::{Job, Manner, Outcome, Report, Task, encode};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the printer hangs on the kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The kernel knows at once that it lost its power, and the port says what it lacks.
    Usb,
    /// A printer without power answers nothing, and what was sent to it waits to be acknowledged.
    Tcp,
    /// A printer without power takes everything, and it is gone.
    Serial,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Usb, Self::Tcp, Self::Serial];
}

pub(super) struct Hung {
    way: Way,
    life: u32,
    waiting: usize,
    name: Option<String>,
    fake: Arc<Mutex<Fake>>,
}

impl Hung {
    pub(super) fn open(way: Way, fake: &Arc<Mutex<Fake>>) -> io::Result<Box<dyn Wire>> {
        let (life, is_on, name) = {
            let fake = fake.lock().expect("no test panicked with it");
            (fake.life, fake.is_on(), (way == Way::Usb).then(|| fake.name()).flatten())
        };
        match way {
            Way::Usb if !is_on => Err(io::ErrorKind::NotFound.into()),
            Way::Tcp if !is_on => Err(io::ErrorKind::TimedOut.into()),
            _ => Ok(Box::new(Self { way, life, waiting: 0, name, fake: fake.clone() })),
        }
    }

    /// Whether the other end is the printer that was there at the beginning, in the same life.
    fn is_there(&self, fake: &Fake) -> io::Result<bool> {
        match self.way {
            Way::Usb if !fake.is_on() || fake.life != self.life => Err(io::ErrorKind::BrokenPipe.into()),
            Way::Tcp if fake.is_on() && fake.life != self.life => Err(io::ErrorKind::ConnectionReset.into()),
            Way::Usb | Way::Tcp | Way::Serial => Ok(fake.is_on()),
        }
    }
}

impl Wire for Hung {
    fn check(&mut self) -> io::Result<()> {
        self.is_there(&self.fake.lock().expect("whole")).map(drop)
    }

    fn write(&mut self, bytes: &[u8], _: Duration) -> io::Result<usize> {
        let mut fake = self.fake.lock().expect("whole");
        if !self.is_there(&fake)? {
            if self.way == Way::Tcp {
                self.waiting += bytes.len();
            }
            return Ok(bytes.len());
        }
        match fake.take(bytes) {
            0 => Err(io::ErrorKind::TimedOut.into()),
            taken => Ok(taken),
        }
    }

    fn unsent(&mut self, _: Duration) -> io::Result<usize> {
        self.is_there(&self.fake.lock().expect("whole"))?;
        Ok(self.waiting)
    }

    fn read(&mut self, into: &mut [u8], _: Duration) -> io::Result<usize> {
        let mut fake = self.fake.lock().expect("whole");
        // A serial line brings the noise of its dead end, too.
        if !self.is_there(&fake)? && self.way != Way::Serial {
            return Ok(0);
        }
        let said = fake.voice();
        into[..said.len()].copy_from_slice(&said);
        Ok(said.len())
    }

    fn can_speak(&self) -> bool {
        true
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn shows_restarts(&self) -> bool {
        self.way != Way::Serial
    }

    fn port_status(&mut self) -> Option<u8> {
        let fake = self.fake.lock().expect("whole");
        match (self.way, fake.trouble) {
            (Way::Usb, _) if fake.port_lies => Some(0x38),
            (Way::Usb, Some(Trouble::PaperOut)) => Some(0x38),
            (Way::Usb, Some(Trouble::CoverOpen | Trouble::OffLine)) => Some(0x08),
            (Way::Usb, _) => Some(0x18),
            _ => None,
        }
    }
}

/// A slip; a copy says that it is one.
pub(super) fn slip(copy: u16) -> Job {
    ticket(42, copy)
}

/// The slip of an order.
pub(super) fn ticket(order: u16, copy: u16) -> Job {
    let mut blocks = vec![Block::line(Align::Center, Style::large(4, 4), order.to_string())];
    if copy > 0 {
        blocks.insert(0, Block::line(Align::Center, Style::BOLD, format!("DUPLICATA {copy}")));
    }
    for line in 0..18 {
        blocks.push(Block::plain(format!("{line} x Crème brûlée à l'ancienne        4,50 €")));
    }
    blocks.push(Block::Qr("https://kash.click/pay/0123456789abcdef".to_owned()));
    blocks.push(Block::Cut);
    let encoded = encode(&blocks, &Profile::named("generic-80mm").expect("shipped")).expect("a slip");
    let mut body = encoded.bytes;
    let cut = body.split_off(encoded.cut_at);
    Job { id: u64::from(copy), body, cut }
}

/// What a slip looks like on paper.
pub(super) fn on_paper(job: &Job) -> Vec<u8> {
    let mut fake = Fake::new(Skills::MUTE);
    assert_eq!(fake.take(&job.body), job.body.len(), "it prints as it comes");
    fake.paper
}

pub(super) fn times(paper: &[u8], what: &[u8]) -> usize {
    paper.windows(what.len()).filter(|window| *window == what).count()
}

/// How a story ended.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) outcomes: Vec<Outcome>,
    /// Whole slips that say nothing of being copies.
    pub(super) slips: usize,
    /// Whole copies that say so.
    pub(super) copies: usize,
}

impl Ending {
    pub(super) fn of(outcomes: Vec<Outcome>, paper: &[u8]) -> Self {
        let last = u16::try_from(outcomes.len()).expect("few");
        let copies = (1..=last).map(|copy| times(paper, &on_paper(&slip(copy)))).sum();
        Self { outcomes, slips: times(paper, &on_paper(&slip(0))), copies }
    }
}

/// What a till does: nothing came out: the same again, once the printer is ready; unknown: a copy that says so. Staff mend
/// what they are told of.
pub(super) fn sell(mend: &dyn Fn(), tasks: &Sender<Task>, reports: &Receiver<Report>) -> Vec<Outcome> {
    let (mut outcomes, mut copy, mut is_ready, mut is_asked) = (Vec::new(), 0, true, false);
    loop {
        if is_ready && !is_asked {
            tasks.send(Task::Print(slip(copy))).expect("the worker listens");
            is_asked = true;
        }
        match reports.recv_timeout(Duration::from_secs(60)).expect("the worker reports") {
            Report::Ready => is_ready = true,
            Report::Trouble(_) => {
                is_ready = false;
                mend();
            }
            Report::PaperLow(_) => {}
            Report::Done { outcome, .. } => {
                is_asked = false;
                outcomes.push(outcome.clone());
                match outcome {
                    Outcome::Proven | Outcome::Sent => return outcomes,
                    Outcome::Nothing(_) => {}
                    Outcome::Broken(_) => copy += 1,
                }
                assert!(outcomes.len() < 10, "it never ends: {outcomes:?}");
            }
        }
    }
}

/// Things happen in this thread, so that a wait is only ever for something that never comes.
pub(super) const FAST: Patience = Patience {
    connect: Duration::from_millis(1),
    tick: Duration::from_micros(100),
    step: Duration::from_millis(2),
    still: Duration::from_millis(6),
    prompt: Duration::from_millis(1),
    answer: Duration::from_millis(1),
    proof: Duration::from_millis(20),
    hold: Duration::from_secs(60),
    retry: Duration::from_millis(1),
    retry_max: Duration::from_millis(2),
    attended: Duration::from_millis(1),
    idle: Duration::from_secs(60),
};

pub(super) const ASKED: Manner = Manner { fence: Fence::GsH, status: Status::DleEot };

fn story(way: Way, skills: Skills, manner: Manner, plan: Option<(usize, Trouble)>) -> Ending {
    let fake = Arc::new(Mutex::new(Fake::new(skills)));
    let open = |_| Hung::open(way, &fake);
    let mut ending = None;
    with(&open, manner, FAST, |tasks, reports| {
        // What the worker asks before the first slip is not part of it.
        assert_eq!(reports.recv_timeout(Duration::from_secs(60)), Ok(Report::Ready));
        {
            let mut fake = fake.lock().expect("whole");
            (fake.taken, fake.plan) = (0, plan);
        }
        let mend = || fake.lock().expect("whole").mend();
        let outcomes = sell(&mend, tasks, reports);
        // What a printer that says nothing still keeps comes out in the end.
        mend();
        ending = Some(Ending::of(outcomes, &fake.lock().expect("whole").paper));
    });
    ending.expect("it ended")
}

/// Every 64 bytes of a slip, and a bit further: the fences and the cut.
pub(super) fn blocks() -> impl Iterator<Item = usize> {
    let slip = slip(0);
    (1..=slip.body.len() + slip.cut.len() + 40).step_by(64)
}

fn skills() -> [Skills; 4] {
    [Skills::EPSON, Skills::CLONE, Skills { memory: 128, ..Skills::EPSON }, Skills { memory: 128, ..Skills::CLONE }]
}

#[test]
fn what_staff_can_mend_costs_no_copy_and_is_proven() {
    for (way, skills, at) in cases() {
        for trouble in [Trouble::PaperOut, Trouble::CoverOpen, Trouble::OffLine] {
            let ending = story(way, skills, ASKED, Some((at, trouble)));
            assert_eq!(ending.outcomes, [Outcome::Proven], "{way:?} {skills:?} {trouble:?} at {at}");
            assert_eq!((ending.slips, ending.copies), (1, 0), "{way:?} {skills:?} {trouble:?} at {at}");
        }
    }
}

#[test]
fn what_nobody_can_mend_gives_one_slip_or_a_copy_that_says_so() {
    for (way, skills, at) in cases() {
        for trouble in [Trouble::PowerLoss, Trouble::Wedged, Trouble::AnswersLost] {
            let ending = story(way, skills, ASKED, Some((at, trouble)));
            let case = format!("{way:?} {skills:?} {trouble:?} at {at}: {ending:?}");
            assert!(ending.slips <= 1, "{case}");
            assert!(ending.slips + ending.copies >= 1, "{case}");
            assert_eq!(ending.outcomes.last(), Some(&Outcome::Proven), "{case}");
            assert_eq!(ending.copies > 0, ending.outcomes.iter().any(|it| matches!(it, Outcome::Broken(_))), "{case}");
        }
    }
}

#[test]
fn a_printer_that_says_nothing_is_sent_one_slip_and_at_most_copies_that_say_so() {
    for way in Way::ALL {
        for at in blocks() {
            for trouble in Trouble::ALL {
                let ending = story(way, Skills::MUTE, ASKED, Some((at, trouble)));
                let case = format!("{way:?} {trouble:?} at {at}: {ending:?}");
                assert!(ending.slips <= 1, "{case}");
                assert_eq!(ending.outcomes.last(), Some(&Outcome::Sent), "{case}: never called proven");
                // A line that takes everything says nothing of a printer that is off, and nobody can.
                assert!(way == Way::Serial || ending.slips + ending.copies >= 1, "{case}");
            }
        }
    }
}

#[test]
fn nothing_happens_and_a_slip_costs_nothing_but_itself() {
    for way in Way::ALL {
        for (skills, outcome) in
            [(Skills::EPSON, Outcome::Proven), (Skills::CLONE, Outcome::Proven), (Skills::MUTE, Outcome::Sent)]
        {
            let ending = story(way, skills, ASKED, None);
            assert_eq!((ending.outcomes, ending.slips, ending.copies), (vec![outcome], 1, 0), "{way:?} {skills:?}");
        }
    }
}

fn cases() -> impl Iterator<Item = (Way, Skills, usize)> {
    let of_way = |way| skills().into_iter().flat_map(move |skills| blocks().map(move |at| (way, skills, at)));
    Way::ALL.into_iter().flat_map(of_way)
}

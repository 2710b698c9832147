//! A slip and the proof that it is on paper.

use super::deliver::{Pace, Stopped};
use super::line::{Asked, Line, Talks};
use super::patience::Since;
use super::{Worker, gone};
use crate::Listening;
use crate::printer::profile::Fence;
use crate::printer::status::{Fault, TELL_CHANGES};
use crate::printer::{Job, Outcome, Report};

/// Looks in a row that a printer in the middle of a slip leaves unanswered before it counts as gone.
const SILENCES_MAX: u32 = 3;

/// Why nobody knows what became of a slip.
const RESTARTED: &str = "it may have been switched off in the middle";

impl<E: FnMut(Report) -> Listening> Worker<'_, E> {
    /// Prints a slip: what is wrong with the printer afterwards, and what became of the slip.
    pub(super) fn slip(&mut self, job: &Job) -> (Option<Fault>, Outcome) {
        if let Err(fault) = self.reach() {
            self.refusals = self.refusals.saturating_add(1);
            let why = fault.to_string();
            return (Some(fault), Outcome::Nothing(why));
        }
        self.refusals = 0;
        // Trouble that was told is over; whoever waits hears of it before the slip.
        self.tell(None);
        let Some(line) = &mut self.line else {
            let why = Fault::Silent.to_string();
            return (Some(Fault::Silent), Outcome::Nothing(why));
        };
        line.begin();
        self.begun = Since::now();
        let fence = line.proof();
        let mut bytes = with_changes_told(job.body.clone(), line.talks);
        if fence == Fence::None {
            bytes.extend_from_slice(&job.cut);
        }
        let number = self.with_fence(&mut bytes, fence);
        if let Err(Stopped { is_begun, fault }) = self.deliver(&bytes, Pace::Slip) {
            let why = fault.to_string();
            return (Some(fault), if is_begun { Outcome::Broken(why) } else { Outcome::Nothing(why) });
        }
        if let Err(fault) = self.prove(fence, number, true) {
            self.line = None;
            let why = fault.to_string();
            return (Some(fault), Outcome::Broken(why));
        }
        if self.line.as_ref().is_some_and(Line::may_have_restarted) {
            return (None, Outcome::Broken(RESTARTED.to_owned()));
        }
        if fence == Fence::None {
            return (None, Outcome::Sent);
        }
        if job.cut.is_empty() {
            return (None, Outcome::Proven);
        }
        (self.cut(fence, &job.cut).err(), Outcome::Proven)
    }

    /// The body is on paper; whatever goes wrong from here on spoils no slip.
    fn cut(&mut self, fence: Fence, cut: &[u8]) -> Result<(), Fault> {
        let mut bytes = cut.to_vec();
        let number = self.with_fence(&mut bytes, fence);
        let delivered = self.deliver(&bytes, Pace::Quick).map_err(|stopped| stopped.fault);
        let done = delivered.and_then(|()| self.prove(fence, number, false));
        if let Err(fault) = done {
            self.is_interrupted = true;
            self.line = None;
            return Err(fault);
        }
        let Some(line) = self.line.as_mut().filter(|line| line.talks == Talks::Yes) else { return Ok(()) };
        let asked = line.ask(3, &self.patience).map_err(|error| gone(&error))?;
        if asked == Asked::Answered && line.health().cutter_is_stuck() && !line.lies {
            return Err(Fault::Cutter);
        }
        Ok(())
    }

    /// Puts a fence behind the bytes; its number.
    fn with_fence(&mut self, bytes: &mut Vec<u8>, fence: Fence) -> u64 {
        self.fences += 1;
        if let Some(line) = &mut self.line {
            bytes.extend(line.fence_bytes(fence, self.fences));
        }
        self.fences
    }

    /// Waits until the printer has come past a fence, and is still there: the answer to `GS r` is one byte, which a line that
    /// loses its power can make by itself.
    fn prove(&mut self, fence: Fence, number: u64, may_hold: bool) -> Result<(), Fault> {
        self.come_past(fence, number, may_hold)?;
        let Some(line) = self.line.as_mut().filter(|line| fence == Fence::GsR && line.talks == Talks::Yes) else {
            return Ok(());
        };
        for _ in 0..2 {
            if line.ask(1, &self.patience).map_err(|error| gone(&error))? != Asked::Silent {
                return Ok(());
            }
        }
        Err(Fault::Silent)
    }

    /// Waits until the printer has come past a fence; without one, until it says that it is well, if it says anything.
    /// Whoever may hold waits for staff.
    fn come_past(&mut self, fence: Fence, number: u64, may_hold: bool) -> Result<(), Fault> {
        if let Some(line) = &mut self.line
            && fence == Fence::None
            && line.talks == Talks::Yes
        {
            // Nothing else tells that it came through all of it.
            line.survey(&self.patience).map_err(|error| gone(&error))?;
        }
        let (mut is_held, mut well, mut looked) = (false, Since::now(), Since::now());
        let (mut silences, mut silent_at) = (0, None);
        loop {
            self.presence.answer();
            if self.is_over {
                return Err(Fault::Gone("nobody listens".to_owned()));
            }
            let Some(line) = &mut self.line else { return Err(Fault::Gone("it is not there".to_owned())) };
            let talks = line.talks == Talks::Yes && line.can_speak();
            let fault = line.fault();
            let is_through = if fence == Fence::None { !talks || fault.is_none() } else { line.is_past(fence, number) };
            if is_through {
                return Ok(());
            }
            if !line.can_speak() {
                return Err(Fault::Gone("it hung up".to_owned()));
            }
            line.hear(self.patience.tick).map_err(|error| gone(&error))?;
            if line.is_past(fence, number) {
                return Ok(());
            }
            line.wire.check().map_err(|error| gone(&error))?;
            if talks && looked.is_past(self.patience.step) {
                looked = Since::now();
                // That it is well again, it says before it answers.
                let recoveries = line.recoveries();
                silences = match line.survey(&self.patience).map_err(|error| gone(&error))? {
                    Asked::Silent => {
                        silent_at.get_or_insert(recoveries);
                        silences + 1
                    }
                    Asked::Answered | Asked::Blocked => {
                        if let Some(recoveries) = silent_at.take() {
                            line.goes_on(recoveries, &self.patience).map_err(|error| gone(&error))?;
                        }
                        0
                    }
                };
                if silences >= SILENCES_MAX {
                    return Err(Fault::Silent);
                }
            }
            match line.fault() {
                _ if line.is_past(fence, number) => return Ok(()),
                Some(fault) if self.begun.is_past(self.patience.hold) || !may_hold => return Err(fault),
                Some(fault) => {
                    is_held = true;
                    self.tell(Some(fault));
                }
                // Its time begins once it can go on.
                None if is_held => {
                    (is_held, well) = (false, Since::now());
                    self.tell_once_well();
                }
                None if well.is_past(self.patience.proof) => return Err(Fault::Silent),
                None => self.tell_once_well(),
            }
        }
    }

    /// Only trouble that was told is taken back: a slip in flight is no news.
    fn tell_once_well(&mut self) {
        if matches!(self.told, Some(Report::Trouble(_))) {
            self.tell(None);
        }
    }
}

/// `ESC @` may switch off that changes of state come unasked; they are what tells of trouble while the way is full.
fn with_changes_told(mut bytes: Vec<u8>, talks: Talks) -> Vec<u8> {
    if talks == Talks::Yes && bytes.starts_with(b"\x1b@") {
        bytes.splice(2..2, TELL_CHANGES);
    }
    bytes
}

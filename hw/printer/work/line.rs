//! A printer at the end of a wire: what it was asked, and what it said.

use super::patience::{Patience, Since};
use crate::printer::profile::Fence;
use crate::printer::status::{self, Fault, Health, Said, Voice};
use crate::printer::wire::Wire;
use std::io;
use std::time::Duration;

/// Whether a printer answers `DLE EOT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Talks {
    /// It was not asked yet.
    Unknown,
    Yes,
    No,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Answered,
    Silent,
    /// It could not be asked: the way is full, and half a question would eat the next byte of the slip.
    Blocked,
}

/// One connection to a printer, and what was learned of it since it was made.
#[expect(clippy::struct_excessive_bools, reason = "each was learned by itself, and any may come with any")]
pub(super) struct Line {
    pub(super) wire: Box<dyn Wire>,
    voice: Voice,
    health: Health,
    answered: bool,
    /// Its side of the conversation has ended.
    pub(super) is_deaf: bool,
    pub(super) talks: Talks,
    /// The fence that it was seen to answer; `None` until it was tried.
    pub(super) fence: Option<Fence>,
    /// `GS r` that were sent and not answered: only the last answer is about the last one.
    owed: u16,
    /// The last number of a fence that came back.
    passed: Option<[u8; 4]>,
    /// It said what it is called.
    is_named: bool,
    /// What it says of itself was found to be wrong.
    pub(super) lies: bool,
    /// It said "printed" and was not asked: such a word proves nothing any more.
    babbles: bool,
    /// What its port says, which is asked where the printer itself says nothing.
    port: Option<u8>,
    /// How often it said by itself that it is well again: whoever was switched off and on meanwhile does not.
    recoveries: u32,
    /// It may have been switched off and on since the slip began, unseen; then a fence proves only what came after.
    may_have_restarted: bool,
}

impl Line {
    pub(super) fn new(wire: Box<dyn Wire>) -> Self {
        Self {
            wire,
            voice: Voice::default(),
            health: Health::default(),
            answered: false,
            is_deaf: false,
            talks: Talks::Unknown,
            fence: None,
            owed: 0,
            passed: None,
            is_named: false,
            lies: false,
            babbles: false,
            port: None,
            recoveries: 0,
            may_have_restarted: false,
        }
    }

    /// A slip begins.
    pub(super) const fn begin(&mut self) {
        self.may_have_restarted = false;
    }

    /// How often it recovered until now.
    pub(super) const fn recoveries(&self) -> u32 {
        self.recoveries
    }

    /// It was stuck or silent and goes on: unless it says by itself that it is well again, as it has not since
    /// `recoveries`, it may have been switched off and on.
    pub(super) fn goes_on(&mut self, recoveries: u32, patience: &Patience) -> io::Result<()> {
        if self.wire.shows_restarts() {
            return Ok(());
        }
        let since = Since::now();
        loop {
            if self.recoveries != recoveries {
                return Ok(());
            }
            if since.is_past(patience.answer) || !self.can_speak() {
                self.may_have_restarted = true;
                return Ok(());
            }
            self.hear(patience.tick)?;
        }
    }

    /// Whether its memory may have been lost on the way.
    pub(super) const fn may_have_restarted(&self) -> bool {
        self.may_have_restarted
    }

    /// Takes in what the printer says, waiting up to `wait` for the first byte of it.
    pub(super) fn hear(&mut self, wait: Duration) -> io::Result<()> {
        if !self.can_speak() {
            return Ok(());
        }
        let mut bytes = [0; 256];
        let read = match self.wire.read(&mut bytes, wait) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.is_deaf = true;
                0
            }
            read => read?,
        };
        for &byte in bytes.iter().take(read) {
            if let Some(said) = self.voice.hear(byte) {
                self.take_in(said);
            }
        }
        Ok(())
    }

    fn take_in(&mut self, said: Said) {
        let was_well = self.health.fault().is_none();
        self.health.hear(said);
        match said {
            Said::Changed(_) if !was_well && self.health.fault().is_none() => self.recoveries += 1,
            Said::State(..) => self.answered = true,
            Said::Printed(_) if self.owed == 0 => self.babbles = true,
            Said::Printed(_) => self.owed -= 1,
            Said::Fence(number) => self.passed = Some(number),
            Said::Name => self.is_named = true,
            Said::Changed(_) | Said::Other => {}
        }
    }

    /// Whether anything can still be heard.
    pub(super) fn can_speak(&self) -> bool {
        !self.is_deaf && self.wire.can_speak()
    }

    /// Why it does not print, as far as it says so and is believed.
    pub(super) fn fault(&self) -> Option<Fault> {
        if self.lies { None } else { self.health.fault().or_else(|| self.port.and_then(status::of_port)) }
    }

    /// Asks the port of a printer that says nothing itself.
    pub(super) fn look_at_port(&mut self) {
        self.port = self.wire.port_status();
    }

    /// Whether its state is told, by itself or by its port.
    pub(super) fn tells(&self) -> bool {
        self.talks == Talks::Yes || self.port.is_some()
    }

    /// The fence whose answer is believed.
    pub(super) fn proof(&self) -> Fence {
        match self.fence {
            Some(Fence::GsR) if self.babbles => Fence::None,
            fence => fence.unwrap_or(Fence::None),
        }
    }

    /// Why it takes nothing, by its own account or by its port's.
    pub(super) fn why_blocked(&mut self) -> Option<Fault> {
        self.fault().or_else(|| self.wire.port_status().and_then(status::of_port))
    }

    pub(super) const fn health(&self) -> Health {
        self.health
    }

    /// Asks for one state.
    pub(super) fn ask(&mut self, n: u8, patience: &Patience) -> io::Result<Asked> {
        self.hear(Duration::ZERO)?;
        if self.wire.unsent(Duration::ZERO)? > 0 {
            return Ok(Asked::Blocked);
        }
        self.voice.asked(n);
        self.answered = false;
        if !self.say(&status::dle_eot(n), patience)? {
            return Ok(Asked::Blocked);
        }
        let since = Since::now();
        loop {
            self.hear(patience.tick)?;
            if self.answered {
                return Ok(Asked::Answered);
            }
            if since.is_past(patience.prompt) || !self.can_speak() {
                return Ok(Asked::Silent);
            }
        }
    }

    /// Asks for everything; the printer's fault is known then, if it has one. A question that is lost is asked again.
    pub(super) fn survey(&mut self, patience: &Patience) -> io::Result<Asked> {
        let mut first = self.ask(1, patience)?;
        if first == Asked::Silent && self.talks == Talks::Yes {
            first = self.ask(1, patience)?;
        }
        if first == Asked::Answered {
            let further: &[u8] = if self.health.fault().is_some() { &[2, 3, 4] } else { &[4] };
            for &n in further {
                if self.ask(n, patience)? != Asked::Answered {
                    break;
                }
            }
        }
        Ok(first)
    }

    /// Hands over a short command; `false` if the way is full.
    pub(super) fn say(&mut self, command: &[u8], patience: &Patience) -> io::Result<bool> {
        let mut rest = command;
        let since = Since::now();
        while !rest.is_empty() {
            match self.wire.write(rest, patience.tick) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::Interrupted) => {
                    if since.is_past(patience.answer) {
                        // Some of it may be out: then nobody knows what the printer waits for.
                        return if rest.len() == command.len() { Ok(false) } else { Err(error) };
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// The bytes of a fence of this kind; from now on [`Self::is_past`] tells of it. The answer to `GS r` is one byte that
    /// noise can make: a printer that cannot be asked afterwards whether it is still there is asked twice.
    pub(super) fn fence_bytes(&mut self, fence: Fence, number: u64) -> Vec<u8> {
        match fence {
            Fence::GsH => status::gs_h(status::digits(number)).to_vec(),
            Fence::GsR => {
                let times = if self.talks == Talks::Yes { 1 } else { 2 };
                self.owed += times;
                status::GS_R.repeat(usize::from(times))
            }
            Fence::None => Vec::new(),
        }
    }

    /// Whether the printer has come past this fence.
    pub(super) fn is_past(&self, fence: Fence, number: u64) -> bool {
        match fence {
            Fence::GsH => self.passed == Some(status::digits(number)),
            Fence::GsR => self.owed == 0,
            Fence::None => false,
        }
    }

    /// Lets the answers to earlier questions run out, so that none is taken for the answer to a later one.
    pub(super) fn run_out(&mut self, patience: &Patience) -> io::Result<()> {
        let since = Since::now();
        while self.can_speak() && !since.is_past(patience.answer) {
            self.hear(patience.tick)?;
        }
        self.owed = 0;
        Ok(())
    }

    /// What it says that it is called, by maker (66) or model (67): printable ASCII, not empty.
    pub(super) fn name(&mut self, n: u8, patience: &Patience) -> io::Result<Option<String>> {
        self.is_named = false;
        if !self.can_speak() || !self.say(&status::gs_i(n), patience)? {
            return Ok(None);
        }
        let since = Since::now();
        while !self.is_named && !since.is_past(patience.answer) && self.can_speak() {
            self.hear(patience.tick)?;
        }
        let printable = |byte: &&u8| byte.is_ascii_graphic() || **byte == b' ';
        let name: String = self.voice.name().iter().filter(printable).copied().map(char::from).collect();
        Ok((self.is_named && !name.trim().is_empty()).then(|| name.trim().to_owned()))
    }

    /// Whether a fence alone comes back: then it is one that this printer knows.
    pub(super) fn knows(&mut self, fence: Fence, number: u64, patience: &Patience) -> io::Result<bool> {
        let bytes = self.fence_bytes(fence, number);
        if bytes.is_empty() || !self.can_speak() || !self.say(&bytes, patience)? {
            return Ok(false);
        }
        let since = Since::now();
        loop {
            self.hear(patience.tick)?;
            if self.is_past(fence, number) {
                return Ok(true);
            }
            if since.is_past(patience.answer) || !self.can_speak() {
                return Ok(false);
            }
        }
    }
}

//! A printer that behaves: it has a memory of some size, executes real-time questions at once and everything else when it
//! comes to it, prints nothing without paper, forgets its memory without power, and can be made to fail at any byte.

use std::collections::VecDeque;

/// What can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The roll ends; what is in its memory waits.
    PaperOut,
    /// Somebody opens the cover.
    CoverOpen,
    /// Somebody presses its button.
    OffLine,
    /// It loses its power, and with it its memory.
    PowerLoss,
    /// It stops taking and answering anything.
    Wedged,
    /// It prints on, and its answers are lost.
    AnswersLost,
}

impl Trouble {
    pub(super) const ALL: [Self; 6] =
        [Self::PaperOut, Self::CoverOpen, Self::OffLine, Self::PowerLoss, Self::Wedged, Self::AnswersLost];
}

/// What it can do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Skills {
    /// Bytes that it keeps.
    pub(super) memory: usize,
    /// Whether it answers `DLE EOT` and tells changes unasked.
    pub(super) states: bool,
    pub(super) gs_r: bool,
    pub(super) gs_h: bool,
    /// A byte that it answers every `DLE EOT` with.
    pub(super) always: Option<u8>,
    /// A byte that it answers `DLE EOT 4` with.
    pub(super) paper: Option<u8>,
    /// What it calls itself, maker and model.
    pub(super) names: Option<[&'static str; 2]>,
}

impl Skills {
    pub(super) const EPSON: Self = Self {
        memory: 4_096,
        states: true,
        gs_r: true,
        gs_h: true,
        always: None,
        paper: None,
        names: Some(["EPSON", "TM-T88VI"]),
    };
    pub(super) const CLONE: Self = Self { gs_h: false, names: Some(["EPOSN\n", "TM-T88V"]), ..Self::EPSON };
    pub(super) const MUTE: Self = Self { states: false, gs_r: false, gs_h: false, names: None, ..Self::EPSON };
}

/// The printer.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a weakness of its own, and any may come with any")]
pub(super) struct Fake {
    skills: Skills,
    memory: VecDeque<u8>,
    /// The first bytes of a question that overtakes.
    question: Vec<u8>,
    /// Everything that was executed and is not an answer: what is on paper.
    pub(super) paper: Vec<u8>,
    /// What it has said and nobody has read.
    voice: Vec<u8>,
    pub(super) tells_changes: bool,
    pub(super) trouble: Option<Trouble>,
    /// How many bytes of slips came until now.
    pub(super) taken: usize,
    /// What happens after so many bytes.
    pub(super) plan: Option<(usize, Trouble)>,
    /// It went away and came back: whoever is connected has to connect anew.
    pub(super) life: u32,
    pub(super) blade_is_stuck: bool,
    pub(super) roll_ends_soon: bool,
    /// Its port says all the time that there is no paper.
    pub(super) port_lies: bool,
    /// When it loses its power, its line says a last byte of zero.
    pub(super) line_breaks: bool,
}

impl Fake {
    pub(super) fn new(skills: Skills) -> Self {
        Self {
            skills,
            memory: VecDeque::new(),
            question: Vec::new(),
            paper: Vec::new(),
            voice: Vec::new(),
            tells_changes: false,
            trouble: None,
            taken: 0,
            plan: None,
            life: 0,
            blade_is_stuck: false,
            roll_ends_soon: false,
            port_lies: false,
            line_breaks: false,
        }
    }

    /// What its USB descriptor calls it.
    pub(super) fn name(&self) -> Option<String> {
        self.skills.names.map(|names| names.join(" "))
    }

    pub(super) fn is_on(&self) -> bool {
        self.trouble != Some(Trouble::PowerLoss)
    }

    /// Something happens to it.
    pub(super) fn suffer(&mut self, trouble: Trouble) {
        self.trouble = Some(trouble);
        if trouble == Trouble::PowerLoss {
            self.forget();
            self.voice.extend(self.line_breaks.then_some(0));
        }
        self.tell_change();
    }

    /// Somebody mends it; a wedged printer only by switching it off and on.
    pub(super) fn mend(&mut self) {
        match self.trouble.take() {
            Some(Trouble::PowerLoss) => self.life += 1,
            Some(Trouble::Wedged) => {
                self.forget();
                self.life += 1;
            }
            _ => {}
        }
        self.tell_change();
        self.work();
    }

    fn forget(&mut self) {
        self.memory.clear();
        self.question.clear();
        self.voice.clear();
        self.tells_changes = false;
    }

    /// Takes in what it has room for; how many bytes that is.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        for (taken, &byte) in bytes.iter().enumerate() {
            if !self.is_on() || self.trouble == Some(Trouble::Wedged) {
                return taken;
            }
            if self.memory.len() >= self.skills.memory && !self.is_question(byte) {
                return taken;
            }
            self.hear(byte);
            self.work();
        }
        bytes.len()
    }

    /// Room for a question is always left.
    fn is_question(&self, byte: u8) -> bool {
        matches!((self.question.as_slice(), byte), ([], 0x10) | ([0x10], 0x04) | ([0x10, 0x04], 1..=4))
    }

    fn hear(&mut self, byte: u8) {
        if self.is_question(byte) {
            self.question.push(byte);
            if let [0x10, 0x04, n] = *self.question.as_slice() {
                self.question.clear();
                self.answer(n);
            }
            return;
        }
        let begun = std::mem::take(&mut self.question);
        for byte in begun.into_iter().chain([byte]) {
            self.memory.push_back(byte);
            self.taken += 1;
            if self.plan.is_some_and(|(at, _)| at == self.taken)
                && let Some((_, trouble)) = self.plan.take()
            {
                self.suffer(trouble);
            }
        }
    }

    fn answer(&mut self, n: u8) {
        if !self.skills.states {
            return;
        }
        let (trouble, blade) = (self.trouble, self.blade_is_stuck);
        let bits = match n {
            1 if self.is_off_line() => 0x08,
            2 if trouble == Some(Trouble::CoverOpen) => 0x04,
            2 if trouble == Some(Trouble::PaperOut) => 0x20,
            3 if blade => 0x08,
            4 if trouble == Some(Trouble::PaperOut) => 0x6c,
            4 if self.roll_ends_soon => 0x0c,
            _ => 0,
        };
        let one = if n == 4 { self.skills.paper } else { None };
        self.say(&[one.or(self.skills.always).unwrap_or(0x12 | bits)]);
    }

    pub(super) fn is_off_line(&self) -> bool {
        matches!(self.trouble, Some(Trouble::PaperOut | Trouble::CoverOpen | Trouble::OffLine))
    }

    fn tell_change(&mut self) {
        if self.tells_changes && self.skills.states && self.skills.always.is_none() {
            let first = 0x10 | if self.is_off_line() { 0x08 } else { 0 };
            let cover = if self.trouble == Some(Trouble::CoverOpen) { 0x20 } else { 0 };
            let paper = if self.trouble == Some(Trouble::PaperOut) { 0x0f } else { 0 };
            let low = if self.roll_ends_soon { 0x03 } else { 0 };
            self.say(&[first | cover, 0, paper | low, 0]);
        }
    }

    fn say(&mut self, bytes: &[u8]) {
        if !matches!(self.trouble, Some(Trouble::AnswersLost | Trouble::Wedged | Trouble::PowerLoss)) {
            self.voice.extend_from_slice(bytes);
        }
    }

    /// What it has said since it was asked last.
    pub(super) fn voice(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.voice)
    }

    /// Executes whatever is whole, unless something keeps it from printing.
    fn work(&mut self) {
        while !self.is_off_line() && self.is_on() && self.trouble != Some(Trouble::Wedged) {
            let bytes = self.memory.make_contiguous();
            let Some(length) = length(bytes).filter(|&length| length <= bytes.len()) else { return };
            let command: Vec<u8> = self.memory.drain(..length).collect();
            self.execute(&command);
        }
    }

    fn execute(&mut self, command: &[u8]) {
        match *command {
            // A fresh start switches the unasked states off, as on some printers.
            [0x1b, b'@'] => self.tells_changes = false,
            [0x1d, b'a', mask] => {
                self.tells_changes = mask != 0;
                self.tell_change();
            }
            [0x1d, b'r', _] if self.skills.gs_r => self.say(&[0]),
            [0x1d, b'(', b'H', 6, 0, 0x30, 0x30, a, b, c, d] if self.skills.gs_h => {
                self.say(&[0x37, 0x22, a, b, c, d, 0]);
            }
            [0x1d, b'I', n @ 66..=67] if self.skills.names.is_some() => {
                let name = self.skills.names.map_or("", |names| names[usize::from(n - 66)]);
                self.say(&[b"\x5f", name.as_bytes(), b"\0"].concat());
            }
            [0] | [0x1d, b'r' | b'I', _] | [0x1d, b'(', b'H', ..] => {}
            // Text that a picture has swallowed is dots and no text.
            [0x1d, b'v', ..] => self.paper.extend(command.iter().map(|byte| !byte)),
            _ => self.paper.extend_from_slice(command),
        }
    }
}

/// How long the command at the front is; `None` while that cannot be told.
fn length(bytes: &[u8]) -> Option<usize> {
    let word = |low: u8, high: u8| usize::from(u16::from_le_bytes([low, high]));
    match *bytes {
        [] | [0x1b | 0x1d] => None,
        [0x1b, b'@' | b'2', ..] => Some(2),
        [0x1d, b'V', 65 | 66, ..] => Some(4),
        [0x1d, b'(', _, low, high, ..] => Some(5 + word(low, high)),
        [0x1d, b'v', _, _, wl, wh, hl, hh, ..] => Some(8 + word(wl, wh) * word(hl, hh)),
        [0x1b, ..] => Some(3),
        [0x1d, other, ..] => (!matches!(other, b'(' | b'v')).then_some(3),
        _ => Some(1),
    }
}

//! Who answers: a person at a terminal, or a file.

use super::question::Question;
use crate::cli::Failure;
use crate::kash::reference::{List, Told};
use std::io;
use zeroize::Zeroizing;

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// As an answers file has it.
    pub(super) answer: String,
    /// As a terminal shows it.
    pub(super) label: String,
}

impl Choice {
    pub(super) fn new(answer: impl Into<String>, label: impl Into<String>) -> Self {
        Self { answer: answer.into(), label: label.into() }
    }
}

/// Why a step did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// It did not work; it may be tried again, or left out. Another answer to these may help, if there are any.
    Trouble(Failure, &'static [Question]),
    /// Nobody can answer any more.
    Ended(Failure),
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Trouble(failure, &[])
    }
}

/// What is said on the way cannot be read by anybody.
impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Ended(error.into())
    }
}

/// What to do about a step that did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Once more; what was answered is not asked again, but for what the person wants to answer otherwise.
    Again,
    LeaveOut,
}

/// What did not work, and how it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) failure: Failure,
    /// Another answer to these may help.
    pub(super) mend: &'static [Question],
    /// What an answers file says to leave it out.
    pub(super) left_out: &'static str,
}

/// Whether an answer will do; what it must be otherwise.
pub(super) type Fits<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// Answers questions.
pub(super) trait Asker {
    /// Whether it is a file, which answers each question once.
    fn is_file(&self) -> bool;
    /// One of these, by its place; `preset` is what no answer means.
    fn choose(&mut self, question: Question, choices: &[Choice], preset: usize) -> Result<usize, Halt>;
    /// A text that fits; `preset` is what no answer means.
    fn text(&mut self, question: Question, preset: Option<&str>, fits: Fits<'_>) -> Result<String, Halt>;
    /// A text that is not shown while it is typed.
    fn secret(&mut self, question: Question) -> Result<Zeroizing<String>, Halt>;
    /// Whether there is an answer to this without anybody being asked.
    fn has(&self, question: Question) -> bool;
    /// Another part begins: nothing that was answered before is an answer to it.
    fn begin(&mut self);
    /// A step did not work.
    fn trouble(&mut self, trouble: Trouble) -> Result<Then, Halt>;
    /// Says something, in a line.
    fn say(&mut self, what: &str) -> Result<(), Halt>;
    /// How far the shop's lists are read: `done` of `all`.
    fn progress(&mut self, told: Told, done: u64, all: u64);
}

/// What to say of a list that was read.
pub(super) fn read(told: Told) -> Option<String> {
    match told {
        Told::Asking(_) | Told::Read { list: List::Settings, .. } => None,
        Told::Read { list, rows, bad: 0, .. } => Some(format!("{}: {rows}", list.name())),
        Told::Read { list, rows, bad, .. } => Some(format!("{}: {rows}, of which {bad} were left out", list.name())),
    }
}

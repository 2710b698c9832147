//! Finding out what a printer answers, whatever it calls itself: clones answer in the name of others.

use super::Open;
use super::line::{Asked, Line, Talks};
use super::patience::{Patience, Since};
use super::{FRESH_START, gone};
use crate::printer::profile::{Fence, Status};
use crate::printer::status::Fault;
use std::io;

/// What was found out of a printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether it answers questions, and can be believed.
    pub status: Status,
    /// The best fence that it knows.
    pub fence: Fence,
    /// Why it does not print now, if it says so.
    pub fault: Option<Fault>,
    /// Whether its roll comes to its end, if it says so.
    pub paper_low: bool,
    /// What it says that it is called, maker and model. Clones answer in the name of others: nothing follows from it.
    pub called: Option<String>,
}

/// Asks a printer. A fence of `GS ( H` is tried last: one that does not know it may print it as text.
pub(in crate::printer) fn probe(open: Open<'_>, patience: &Patience) -> Result<Found, Fault> {
    let wire = open(patience.connect).map_err(|error| gone(&error))?;
    ask(Line::new(wire), patience).map_err(|error| gone(&error))
}

fn ask(mut line: Line, patience: &Patience) -> io::Result<Found> {
    // Nobody waits for this but whoever asked for it, and a printer may be busy with what it was sent before.
    let long = Patience { prompt: patience.prompt * 6, answer: patience.answer * 6, ..*patience };
    let talks = line.survey(&long)? == Asked::Answered;
    line.talks = if talks { Talks::Yes } else { Talks::No };
    // A printer that does not print keeps what it is sent.
    if line.wire.is_printer() && line.fault().is_none() {
        line.say(&FRESH_START, patience)?;
        let since = Since::now();
        while line.wire.unsent(patience.tick)? > 0 && !since.is_past(patience.still) {
            line.hear(patience.tick)?;
        }
    }
    let mut fence = Fence::None;
    for (number, kind) in [(1, Fence::GsR), (2, Fence::GsH)] {
        if line.knows(kind, number, &long)? {
            fence = kind;
        }
        line.run_out(patience)?;
    }
    // Whoever prints a fence is not off-line, whatever it says.
    line.lies = line.fault().is_some() && fence != Fence::None;
    let status = if talks && !line.lies { Status::DleEot } else { Status::None };
    let mut names = Vec::new();
    // Whoever answers nothing else might print the question.
    if line.fault().is_none() && (talks || fence != Fence::None) {
        for n in [66, 67] {
            names.extend(line.name(n, &long)?);
        }
    }
    let called = (!names.is_empty()).then(|| names.join(" "));
    Ok(Found { status, fence, fault: line.fault(), paper_low: line.health().paper_is_low(), called })
}

//! The threads that block in the kernel: catalogue, printer, keypads. The scanners' are in [`super::scanners`].

use super::health::{Health, News};
use super::roll::Roll;
use super::{Error, Input, clock};
use crate::catalogue::Catalogue;
use crate::devices::{self, Press};
use crate::slip::Shortfall;
use crate::till::effect::Query;
use crate::till::event::{Found, LookUpId, PrinterState, PrinterTrouble, Printing};
use crate::till::slip::Slip;
use scanslip_hw::{keypad, printer};
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::thread;
use tokio::sync::mpsc as inbox;

/// What the catalogue's thread is asked.
#[derive(Debug)]
pub(super) enum Errand {
    LookUp(LookUp),
    /// The roll is called.
    Call,
}

/// A question to the catalogue's thread.
#[derive(Debug)]
pub(super) struct LookUp {
    pub(super) look_up: LookUpId,
    pub(super) query: Query,
}

/// The way to the printer's thread.
#[derive(Debug)]
pub(super) struct Printer {
    /// `generic-80mm on /dev/usb/lp0`
    name: String,
    press: Press,
    tasks: mpsc::Sender<printer::Task>,
}

impl Printer {
    /// Hands a slip over, and says what of it will not be on paper as it was meant; the outcome comes as an input.
    ///
    /// Fails where the printer's profile cannot print it.
    pub(super) fn print(&self, id: u64, slip: &Slip) -> Result<Shortfall, String> {
        let (job, shortfall) = self.press.job(id, slip)?;
        // A worker whose inbox is gone has ended, and has said so.
        let _ = self.tasks.send(printer::Task::Print(job));
        Ok(shortfall)
    }

    /// What staff call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether a shopper is there, who may soon want a slip.
    pub(super) fn attend(&self, attended: bool) {
        // As above.
        let _ = self.tasks.send(printer::Task::Attend(attended));
    }
}

/// The catalogue's thread answers in the order of the questions. Where a service manager shows it, it also tells how many
/// articles there are.
pub(super) fn start_catalogue(
    catalogue: Catalogue,
    events: &inbox::Sender<Input>,
    roll: &mut Roll,
) -> Result<mpsc::Sender<Errand>, Error> {
    let (questions, inbox) = mpsc::channel::<Errand>();
    let events = events.clone();
    let ring = questions.clone();
    let is_shown = roll.is_called();
    // A worker whose inbox is gone has ended, and has said so.
    let presence = roll.enter("catalogue", move || drop(ring.send(Errand::Call)))?;
    start("catalogue", move || {
        while let Ok(errand) = inbox.recv() {
            let Errand::LookUp(LookUp { look_up, query }) = errand else {
                presence.answer();
                let stock = catalogue.summary().ok().filter(|_| is_shown);
                if stock.is_some_and(|stock| tell(&events, Input::News(News::Stock(stock.articles))).is_break()) {
                    return;
                }
                continue;
            };
            let found = catalogue.find(&query).unwrap_or_else(|error| {
                tracing::error!(%error, "the catalogue could not be read");
                Found::Unreadable
            });
            if tell(&events, Input::LookedUp { look_up, found }).is_break() {
                return;
            }
        }
    })?;
    Ok(questions)
}

/// The printer's thread prints one job after another.
pub(super) fn start_printer(
    port: printer::Port,
    press: Press,
    events: &inbox::Sender<Input>,
    roll: &mut Roll,
) -> Result<Printer, Error> {
    let (tasks, inbox) = mpsc::channel();
    let ring = tasks.clone();
    // As above.
    let presence = roll.enter("printer", move || drop(ring.send(printer::Task::Call)))?;
    let name = format!("{} on {port}", press.profile.name);
    let events = events.clone();
    let manner = press.profile.manner();
    start("printer", move || {
        printer::run(&port, manner, &inbox, &presence, |report| {
            let input = match report {
                printer::Report::Ready => {
                    tracing::info!("printer ready");
                    Input::Printer { state: PrinterState::Ready, why: None }
                }
                printer::Report::Trouble(fault) => {
                    tracing::warn!(%fault, "printer in trouble");
                    Input::Printer { state: PrinterState::Trouble(trouble(&fault)), why: Some(fault.to_string()) }
                }
                printer::Report::PaperLow(low) => Input::News(News::PaperLow(low)),
                printer::Report::Done { id, outcome } => Input::Printed { job: id, outcome },
            };
            tell(&events, input)
        });
        let _ = events.blocking_send(Input::Ended("printer"));
    })?;
    Ok(Printer { name, press, tasks })
}

/// One thread for each keypad of the settings; a keypad may be several devices.
pub(super) fn start_keypads(
    keypads: Vec<keypad::Settings>,
    events: &inbox::Sender<Input>,
    roll: &mut Roll,
) -> Result<(), Error> {
    for (keypad, settings) in keypads.into_iter().enumerate() {
        let events = events.clone();
        let presence = roll.enter("keypad", || ())?;
        start("keypad", move || {
            keypad::run(&settings, &presence, |report| match report {
                keypad::Report::Found { name, missing } => {
                    tracing::info!(name, "keypad open");
                    let health = missing.map_or(Health::Well, Health::Partly);
                    tell(&events, Input::News(News::Keypad { keypad, health }))
                }
                keypad::Report::Lost { why, open } => {
                    tracing::warn!(why, "keypad lost");
                    let health = if open > 0 { Health::Partly(why) } else { Health::Ill(why) };
                    tell(&events, Input::News(News::Keypad { keypad, health }))
                }
                keypad::Report::Pressed(key) => {
                    tell(&events, Input::Pressed { key: devices::key(key), at: clock::instant() })
                }
            });
            let _ = events.blocking_send(Input::Ended("keypad"));
        })?;
    }
    Ok(())
}

/// Starts a thread of that name.
#[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
pub(super) fn start(name: &'static str, work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    // Not joined: a thread that blocks in the kernel cannot be asked to end, and ending loses nothing.
    thread::Builder::new().name(name.to_owned()).spawn(work).map_err(|error| Error::NotStarted(name, error))?;
    Ok(())
}

pub(super) fn tell(events: &inbox::Sender<Input>, input: Input) -> ControlFlow<()> {
    match events.blocking_send(input) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

/// What is wrong with the printer, in the till's words.
const fn trouble(fault: &printer::Fault) -> PrinterTrouble {
    match fault {
        printer::Fault::NoPaper => PrinterTrouble::NoPaper,
        printer::Fault::CoverOpen => PrinterTrouble::CoverOpen,
        printer::Fault::Cutter => PrinterTrouble::Cutter,
        printer::Fault::Failed => PrinterTrouble::Failed,
        printer::Fault::OffLine => PrinterTrouble::OffLine,
        printer::Fault::Wedged => PrinterTrouble::Wedged,
        printer::Fault::Silent => PrinterTrouble::Silent,
        printer::Fault::Gone(_) => PrinterTrouble::Gone,
    }
}

/// What became of a job, in the till's words.
pub(super) fn printing(outcome: printer::Outcome) -> Printing {
    match outcome {
        printer::Outcome::Proven => Printing::Proven,
        printer::Outcome::Sent => Printing::Sent,
        printer::Outcome::Nothing(why) => Printing::Nothing(why),
        printer::Outcome::Broken(why) => Printing::Broken(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_printer_has_its_word() {
        use printer::Fault;
        let gone = Fault::Gone("/dev/usb/lp0 is not there".to_owned());
        let faults = [
            Fault::NoPaper,
            Fault::CoverOpen,
            Fault::Cutter,
            Fault::Failed,
            Fault::OffLine,
            Fault::Wedged,
            Fault::Silent,
            gone,
        ];
        assert_eq!(faults.each_ref().map(trouble), PrinterTrouble::ALL);
    }
}

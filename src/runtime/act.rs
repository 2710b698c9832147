//! What the till decided, handed to the workers' inboxes. Nothing here waits.

use super::{Shell, Sight, clock, log, shop, workers};
use crate::till::effect::Tally;
use crate::till::event::Printing;
use crate::till::screen::View;
use crate::till::slip::Slip;
use crate::till::{Effect, Event};

impl Shell {
    pub(super) fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Record(_) => {}
            Effect::Show(screen) => {
                self.figures.screens += 1;
                self.scanners.hold(matches!(screen.view, View::Sending { .. }));
                self.attend(!matches!(screen.view, View::Welcome | View::OutOfService(_)));
                self.watch(&Sight::Screen(screen));
            }
            Effect::Sound(sound) => {
                self.scanners.say(sound);
                if let Some(loudspeaker) = &self.loudspeaker {
                    loudspeaker.say(sound);
                }
                self.watch(&Sight::Sound(sound));
            }
            // A worker whose inbox is gone has ended, and has said so.
            Effect::LookUp { look_up, query } => {
                drop(self.look_ups.send(workers::Errand::LookUp(workers::LookUp { look_up, query })));
            }
            Effect::Send { order, request } => self.shop.send(order, request),
            Effect::Seek { order, request, taken } => {
                self.shop.seek(shop::Seek { order, request, taken, now: self.clock.now().wall });
            }
            Effect::Print(slip) => {
                self.print(&slip);
                self.watch(&Sight::Slip(slip));
            }
            Effect::Count(tally) => {
                let is_retail = match &tally {
                    Tally::UnknownCode(code) => self.unknown.note(code, self.clock.now().wall),
                    _ => false,
                };
                log::tally(&mut self.figures, &tally, is_retail);
            }
        }
    }

    fn attend(&mut self, attended: bool) {
        if attended != std::mem::replace(&mut self.attended, attended)
            && let Some(printer) = &self.printer
        {
            printer.attend(attended);
        }
    }

    fn print(&mut self, slip: &Slip) {
        let Some(printer) = &self.printer else { return };
        self.last_job += 1;
        match printer.print(self.last_job, slip) {
            Ok(shortfall) => {
                self.jobs.insert(self.last_job, slip.id);
                log::shortfall(&mut self.figures, slip.id, shortfall);
            }
            Err(why) => {
                tracing::error!(why, "a slip could not be turned into the printer's bytes");
                self.untold.push_back(Event::Printed { slip: slip.id, outcome: Printing::Nothing(why) });
                self.disk_rests_until = Some(self.clock.now().moment);
            }
        }
    }

    /// The printer's worker is done with a job.
    pub(super) fn printed(&mut self, job: u64, outcome: Printing) -> Event {
        let Some(slip) = self.jobs.remove(&job) else { return Event::Tick };
        self.stopwatch.printed(slip, &outcome, clock::instant());
        Event::Printed { slip, outcome }
    }
}

//! A shopper who does nothing any more: how long what is theirs stays on the screen, and the countdown that warns before it
//! is wiped away. EN 301 549 (2.2.1 of WCAG, Timing Adjustable): any key gives them as long again.

use super::Till;
use super::effect::{Effect, Tally};
use super::event;
use super::moment::{Moment, Now};
use super::screen::Screen;
use super::shopper::Shopper;

/// How long nobody may do anything.
#[derive(Clone, Copy, Debug)]
struct Quiet {
    /// When the countdown begins.
    warns: Moment,
    /// How long it runs, in seconds.
    countdown_s: u32,
}

impl Till {
    /// Until when the shopper may do nothing; nothing if nobody is there, or nobody but the shop is waited for.
    fn quiet(&self) -> Option<Quiet> {
        let settings = &self.settings;
        match &self.shopper {
            Shopper::Away => None,
            Shopper::Shopping(purchase) => {
                // Of an empty cart nothing is lost.
                let countdown_s = if purchase.cart.is_empty() { 0 } else { settings.countdown_s };
                Some(Quiet { warns: purchase.active.after_s(self.patience_s(purchase)), countdown_s })
            }
            Shopper::Waiting(waiting) => waiting.settled.map(|_| Quiet {
                warns: waiting.active.after_s(settings.idle_after_s),
                countdown_s: settings.countdown_s,
            }),
        }
    }

    /// Seconds left, rounded up, once the countdown runs.
    pub(super) fn countdown_s(&self, now: Moment) -> Option<u32> {
        let quiet = self.quiet().filter(|quiet| quiet.countdown_s > 0 && now >= quiet.warns)?;
        let left_ms = quiet.warns.after_s(quiet.countdown_s).since(now);
        Some(u32::try_from((left_ms + 999) / 1_000).unwrap_or(0))
    }

    /// Whether the countdown is on the screen.
    pub(super) fn is_counting(&self) -> bool {
        self.shown.as_ref().is_some_and(|screen| screen.countdown_s.is_some())
    }

    /// Whether the screen asks if a slip is wanted on paper.
    pub(super) fn is_asking(&self) -> bool {
        self.shown.as_ref().is_some_and(Screen::asks_for_paper)
    }

    /// Somebody does something before the screen of an order: it stays as long again, with what is asked on it.
    pub(super) fn stay(&mut self, now: Now) {
        let until = now.moment.after_s(self.settings.stays_s());
        if let Shopper::Waiting(waiting) = &mut self.shopper {
            waiting.active = now.moment;
            self.ledger.ask_until(waiting.order, until);
        }
    }

    /// Whatever has been left alone for too long ends.
    pub(super) fn pass_time(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.give_up_card(now, effects);
        match &mut self.shopper {
            Shopper::Away => {}
            Shopper::Shopping(purchase) => {
                let overdue = purchase.looking.as_ref().filter(|looking| now.moment >= looking.answer_by);
                if let Some(look_up) = overdue.map(|looking| looking.id) {
                    self.looked_up(now, look_up, &event::Found::Unreadable, effects);
                }
            }
            Shopper::Waiting(waiting) => {
                if waiting.settled.is_none() && now.moment >= waiting.patience_ends {
                    waiting.settle(now.moment);
                    let order = waiting.order;
                    self.with_ledger(now, |ledger, world| ledger.want_provisional(order, world));
                }
            }
        }
        if self.quiet().is_some_and(|quiet| now.moment >= quiet.warns.after_s(quiet.countdown_s)) {
            self.give_up_shopper(effects);
        }
    }

    /// They are gone without a word.
    fn give_up_shopper(&mut self, effects: &mut Vec<Effect>) {
        if let Shopper::Shopping(purchase) = &self.shopper
            && !purchase.cart.is_empty()
        {
            effects.push(Effect::Count(Tally::AbandonedCart));
        }
        self.age_unanswered(effects);
        self.leave();
    }

    /// When a shopper's time is over, or the screen says otherwise how much is left.
    pub(super) fn shopper_deadline(&self) -> Option<Moment> {
        let quiet = self.quiet().map(|quiet| match self.shown.as_ref().and_then(|screen| screen.countdown_s) {
            // The second that is shown ends when one less is left.
            Some(left_s) => quiet.warns.after_s(quiet.countdown_s.saturating_sub(left_s.saturating_sub(1))),
            None => quiet.warns,
        });
        let answer = match &self.shopper {
            Shopper::Away => None,
            Shopper::Shopping(purchase) => purchase.looking.as_ref().map(|looking| looking.answer_by),
            Shopper::Waiting(waiting) => waiting.settled.is_none().then_some(waiting.patience_ends),
        };
        [quiet, answer].into_iter().flatten().min()
    }
}

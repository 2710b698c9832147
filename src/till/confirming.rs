//! From the cart to the order, and the shopper who waits for it.

use super::effect::{Effect, Sound};
use super::event::Key;
use super::moment::{Moment, Now};
use super::order::{Order, OrderId, PriceRule};
use super::screen::Notice;
use super::shopper::{Shopper, Waiting};
use super::{PATIENCE_MS, Till};

/// Keys pressed so soon after the order was settled are the confirm key, pressed once more in impatience; so soon after one
/// that stopped the countdown, the same key or what was begun with it, such as the rest of a number.
const GUARD_MS: i64 = 3_000;

impl Till {
    /// The shopper confirms what is in the cart.
    pub(super) fn confirm(&mut self, now: Now, id: OrderId, effects: &mut Vec<Effect>) {
        let Shopper::Shopping(purchase) = &mut self.shopper else { return };
        let full = self.ledger.waiting() >= self.settings.max_orders;
        let lacks_choice = purchase.cart.question().is_some();
        if purchase.cart.held().is_some() {
            // It is on the screen; whoever presses wants somebody to come.
            return effects.push(Effect::Sound(Sound::Staff));
        }
        if purchase.cart.is_empty() || full || lacks_choice {
            if full || !lacks_choice {
                purchase.notice = Some(if full { Notice::QueueFull } else { Notice::Help });
            }
            effects.push(Effect::Sound(Sound::Refused));
            return;
        }
        let rule = if self.settings.shown_prices { PriceRule::Shown } else { PriceRule::Shop };
        let cart = std::mem::take(&mut purchase.cart);
        let order = Order {
            id,
            number: self.ledger.next_number(),
            lines: cart.order_lines(rule),
            total: cart.total(),
            customer: cart.customer().cloned(),
            service: cart.service().clone(),
            staff: cart.staff().cloned(),
            age_checks: cart.age_checks().to_vec(),
            confirmed_at: now.wall,
            language: self.language,
        };
        let patience_ends = now.moment.after_ms(PATIENCE_MS);
        let (cart, active) = (Box::new(cart), now.moment);
        self.shopper = Shopper::Waiting(Waiting {
            order: id,
            cart,
            patience_ends,
            settled: None,
            active,
            kept: None,
            is_next_spoken_to: false,
        });
        effects.push(Effect::Sound(Sound::Good));
        self.with_ledger(now, |ledger, world| ledger.confirm(order, world, effects));
    }

    /// The shopper who waits for this order hears that it is done, and has time to see it.
    pub(super) fn rejoice(&mut self, now: Now, order: OrderId, effects: &mut Vec<Effect>) {
        if let Shopper::Waiting(waiting) = &mut self.shopper
            && waiting.order == order
        {
            waiting.settle(now.moment);
            self.ledger.is_awaited(order);
            effects.push(Effect::Sound(Sound::Done));
        }
    }

    /// A key was pressed while an order is shown.
    pub(super) fn pressed_while_waiting(&mut self, now: Now, key: Key, effects: &mut Vec<Effect>) {
        self.stay(now);
        let Shopper::Waiting(waiting) = &self.shopper else { return };
        let order = waiting.order;
        if key == Key::Language {
            // Screen and number stay; the slip is in the language of the order.
            return self.speak(self.language.next(), effects);
        }
        if is_impatience(waiting, now.moment) {
            return;
        }
        let answers = matches!(key, Key::Confirm | Key::Cancel);
        if answers && !self.ledger.answer_paper(order, key == Key::Confirm, now.moment) {
            self.leave();
        } else if matches!(key, Key::More | Key::Copy) {
            self.reprint(now, effects);
        }
    }
}

/// Whether a key at this moment belongs to the order that was just settled, or to the countdown that a key just stopped.
pub(super) fn is_impatience(waiting: &Waiting, now: Moment) -> bool {
    let is_just = |since: Moment| now < since.after_ms(GUARD_MS);
    waiting.settled.is_none_or(is_just) || waiting.kept.is_some_and(is_just)
}

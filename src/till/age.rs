//! Articles that are bound to an age: they are in the cart, staff are called, and nothing is ordered until one of them has
//! looked at the buyer and said yes or no. That holds for this purchase, for the age that was asked about and lower ones.

use super::Till;
use super::effect::{Effect, Sound, Tally};
use super::event::Key;
use super::moment::Now;
use super::purchase::not_for_shoppers;
use super::screen::{Notice, Refusal};
use super::settings::Person;
use super::shopper::{Purchase, Shopper};
use crate::barcode::Pass;
use std::sync::Arc;

/// How long a cart waits for staff who were called, in seconds: they may be serving somebody.
const STAFF_COME_WITHIN_S: u32 = 300;

impl Till {
    /// Who shows this code; none where its check is not theirs.
    pub(super) fn person_of(&self, pass: &Pass, check: impl Fn(&Person) -> &Arc<str>) -> Option<Arc<str>> {
        let known = |person: &&Person| *person.id == *pass.person && **check(person) == *pass.check;
        self.settings.staff.iter().find(known).map(|person| person.id.clone())
    }

    /// One of the staff has come to look at the buyer: what they see is asked.
    pub(super) fn age_code(&mut self, now: Now, pass: &Pass, effects: &mut Vec<Effect>) {
        let Some(person) = self.person_of(pass, |person| &person.age_check) else {
            effects.push(Effect::Count(Tally::RefusedScan));
            return self.say(now, Sound::Refused, not_for_shoppers(), effects);
        };
        let codes = self.settings.barcode.clone();
        let Some(purchase) = self.purchase(now.moment) else { return effects.push(Effect::Sound(Sound::Refused)) };
        if purchase.cart.held().is_none() {
            let nothing = Notice::Refused { title: None, why: Refusal::NothingToCheck };
            return self.say(now, Sound::Refused, nothing, effects);
        }
        // Whoever confirmed had not seen the question yet.
        purchase.confirm_no_more(&codes);
        purchase.asked = Some(person);
        purchase.notice = None;
        effects.push(Effect::Sound(Sound::Good));
    }

    /// A key while one of the staff is asked: confirm is yes, undo and cancel are no, any other is no answer.
    pub(super) fn age_answered(&mut self, person: &Arc<str>, key: Key, effects: &mut Vec<Effect>) {
        let Shopper::Shopping(purchase) = &mut self.shopper else { return };
        let passed = match key {
            Key::Confirm => true,
            Key::Cancel | Key::Undo => false,
            _ => {
                purchase.asked = Some(person.clone());
                return effects.push(Effect::Sound(Sound::Refused));
            }
        };
        purchase.notice = Some(if passed { Notice::AgePassed } else { Notice::AgeFailed });
        effects.extend(purchase.cart.check_age(person, passed).map(|check| Effect::Count(Tally::AgeChecked(check))));
        effects.push(Effect::Sound(if passed { Sound::Good } else { Sound::Refused }));
    }

    /// The cart is thrown away; whoever was asked and did not answer has not said yes.
    pub(super) fn age_unanswered(&mut self, effects: &mut Vec<Effect>) {
        if let Shopper::Shopping(purchase) = &mut self.shopper
            && let Some(person) = purchase.asked.take()
        {
            let check = purchase.cart.check_age(&person, false);
            effects.extend(check.map(|check| Effect::Count(Tally::AgeChecked(check))));
        }
    }

    /// How long a shopper may do nothing before the countdown, in seconds.
    pub(super) fn patience_s(&self, purchase: &Purchase) -> u32 {
        let waits_for_staff = purchase.cart.held().is_some() && purchase.asked.is_none();
        let idle = self.settings.idle_after_s;
        if waits_for_staff { idle.max(STAFF_COME_WITHIN_S) } else { idle }
    }
}

impl Purchase {
    /// Something was put into the cart that was held `before`: if it is bound to a higher age, staff are called.
    pub(super) fn call_staff(&self, before: Option<u8>, sound: Sound, effects: &mut Vec<Effect>) -> Sound {
        let Some(age) = self.cart.held().filter(|age| before.is_none_or(|before| *age > before)) else { return sound };
        effects.push(Effect::Count(Tally::AgeAsked(age)));
        Sound::Staff
    }
}

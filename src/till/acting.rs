//! What control codes and keys do.

use super::Till;
use super::article::{DepartmentId, Title};
use super::cart::Free;
use super::confirming::is_impatience;
use super::effect::{Effect, Sound, Tally};
use super::event::Key;
use super::moment::{Moment, Now};
use super::money::{Cents, Quantity};
use super::order::OrderId;
use super::purchase::not_for_shoppers;
use super::screen::{Notice, Refusal};
use super::settings::Language;
use super::shopper::{Deferred, Purchase, Shopper};
use crate::barcode::{Control, Pass};
use std::sync::Arc;

/// How many marked copies a shopper may have of a slip: somebody may lean on the key. Staff print as many as they like.
const COPIES_ASKED: u16 = 3;

impl Till {
    pub(super) fn controlled(&mut self, now: Now, control: Control, fresh: OrderId, effects: &mut Vec<Effect>) {
        match control {
            Control::Confirm => self.act(now, Key::Confirm, fresh, effects),
            Control::Cancel => self.act(now, Key::Cancel, fresh, effects),
            Control::Undo => self.act(now, Key::Undo, fresh, effects),
            Control::Reprint => self.reprint(now, effects),
            Control::Staff(pass) => self.staff_came(now, &pass, effects),
            Control::Department(id, price) => self.free_line(now, Some(id), price, effects),
            Control::Free(price) => self.free_line(now, None, price, effects),
            Control::Note(number) => self.noted(now, number, effects),
            Control::Language(language) => self.language_code(now, language, effects),
            Control::Age(pass) => self.age_code(now, &pass, effects),
            Control::Quantity(_)
            | Control::PriceCheck
            | Control::Help
            | Control::Table(_)
            | Control::Pager(_)
            | Control::Covers(_)
            | Control::Delivery(_)
            | Control::Choose(_) => {
                let sound = self.purchase(now.moment).map_or(Sound::Refused, |purchase| purchase.prepare(&control));
                effects.push(Effect::Sound(sound));
            }
        }
    }

    /// One of the staff shows who they are. It lasts as long as the purchase.
    fn staff_came(&mut self, now: Now, pass: &Pass, effects: &mut Vec<Effect>) {
        let Some(person) = self.person_of(pass, |person| &person.staff_check) else {
            effects.push(Effect::Count(Tally::RefusedScan));
            return self.say(now, Sound::Refused, not_for_shoppers(), effects);
        };
        let Some(purchase) = self.purchase(now.moment) else { return effects.push(Effect::Sound(Sound::Refused)) };
        purchase.staff = Some(person.clone());
        purchase.notice = Some(Notice::StaffTaken);
        effects.push(Effect::Count(Tally::StaffActed { person, what: "came to the kiosk" }));
        effects.push(Effect::Sound(Sound::Good));
    }

    /// A line that is no article; only staff may make one, since its price is whatever the code says.
    fn free_line(&mut self, now: Now, department: Option<DepartmentId>, price: Cents, effects: &mut Vec<Effect>) {
        let title = match department {
            None => Some(self.settings.free_title.clone()),
            Some(id) => {
                self.settings.departments.iter().find(|(known, _)| *known == id).map(|(_, title)| title.clone())
            }
        };
        let Some(purchase) = self.purchase(now.moment) else { return effects.push(Effect::Sound(Sound::Refused)) };
        let (person, title) = match (purchase.staff.clone(), title) {
            (Some(person), Some(title)) => (person, title),
            (staff, _) => {
                effects.push(Effect::Count(Tally::RefusedScan));
                let why = if staff.is_none() { Refusal::StaffOnly } else { Refusal::NotForShoppers };
                return self.say(now, Sound::Refused, Notice::Refused { title: None, why }, effects);
            }
        };
        let sound = purchase.put_free(department, title, price, &person);
        if sound == Sound::Good {
            effects.push(Effect::Count(Tally::StaffActed { person, what: "made a free line" }));
        }
        effects.push(Effect::Sound(sound));
    }

    /// One of the shop's comments, by its number.
    fn noted(&mut self, now: Now, number: u32, effects: &mut Vec<Effect>) {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let Some(note) = place.and_then(|place| self.settings.notes.get(place)).cloned() else {
            effects.push(Effect::Count(Tally::RefusedScan));
            return self.say(now, Sound::Refused, not_for_shoppers(), effects);
        };
        let sound = self.purchase(now.moment).map_or(Sound::Refused, |purchase| match purchase.cart.note(&note) {
            Ok(()) => purchase.served(),
            Err(why) => purchase.put_or_say(Err(why), Some(&note)),
        });
        effects.push(Effect::Sound(sound));
    }

    pub(super) fn pressed(&mut self, now: Now, key: Key, fresh: OrderId, effects: &mut Vec<Effect>) {
        if self.defer(now, || Deferred::Key(key, fresh), effects) {
            return;
        }
        let counting = self.is_counting();
        let asked = self.is_asking();
        match &mut self.shopper {
            // "Press any key to go on" must not order, remove or add anything. A control code is shown on purpose.
            Shopper::Shopping(purchase) if counting && key != Key::Cancel => purchase.active = now.moment,
            // Nor end what was to be kept, cancel either; but who is asked whether they want a slip answers.
            Shopper::Waiting(waiting) if counting && !asked => {
                waiting.kept = Some(now.moment);
                self.stay(now);
            }
            // Nor may what lies behind the words of help be ordered or changed: the key ends them.
            Shopper::Shopping(purchase) if purchase.hides_what_would_change(key) => {
                purchase.active = now.moment;
                effects.push(Effect::Sound(purchase.help()));
            }
            Shopper::Shopping(_) | Shopper::Waiting(_) | Shopper::Away => self.act(now, key, fresh, effects),
        }
    }

    pub(super) fn act(&mut self, now: Now, key: Key, fresh: OrderId, effects: &mut Vec<Effect>) {
        if self.begins(key, now.moment) {
            self.purchase(now.moment);
        }
        let Shopper::Shopping(purchase) = &mut self.shopper else {
            return self.pressed_while_waiting(now, key, effects);
        };
        purchase.active = now.moment;
        purchase.something_came();
        if let Some(person) = purchase.asked.take() {
            return self.age_answered(&person, key, effects);
        }
        match key {
            Key::Confirm => self.confirm(now, fresh, effects),
            Key::Cancel => {
                if !purchase.cart.is_empty() {
                    effects.push(Effect::Count(Tally::AbandonedCart));
                }
                self.leave();
            }
            Key::Undo => {
                let undone = purchase.cart.undo();
                if undone && !matches!(purchase.notice, Some(Notice::UnknownCode { .. })) {
                    // It was said of something that is gone.
                    purchase.notice = None;
                } else if !undone {
                    purchase.say_unless_unknown(Notice::Help);
                }
                effects.push(Effect::Sound(if undone { Sound::Good } else { Sound::Refused }));
            }
            Key::More => {
                let sound = match purchase.cart.add_one_more() {
                    Ok(()) if purchase.cart.is_empty() => {
                        purchase.say_unless_unknown(Notice::Help);
                        Sound::Refused
                    }
                    Ok(()) => Sound::Good,
                    Err(why) => {
                        purchase.say_unless_unknown(Notice::Refused { title: None, why });
                        Sound::Refused
                    }
                };
                effects.push(Effect::Sound(sound));
            }
            Key::Digit(digit) => {
                if let Some(sound) = purchase.digit(digit) {
                    effects.push(Effect::Sound(sound));
                }
            }
            Key::Times if purchase.typed.is_some() => purchase.multiply(),
            Key::Times | Key::PriceCheck => {
                purchase.price_check = !purchase.price_check;
                effects.push(Effect::Sound(Sound::Good));
            }
            Key::Help => effects.push(Effect::Sound(purchase.help())),
            Key::Copy => {
                purchase.say_unless_unknown(Notice::Help);
                effects.push(Effect::Sound(Sound::Refused));
            }
            Key::Language => self.speak(self.language.next(), effects),
        }
    }

    /// As the key does: beside an order that is shown, it is still its shopper's.
    fn language_code(&mut self, now: Now, language: Language, effects: &mut Vec<Effect>) {
        let counting = self.is_counting();
        if let Shopper::Waiting(waiting) = &mut self.shopper {
            // It may be the next one who chooses: then it is theirs, and nothing of the last one stays longer for it.
            waiting.is_next_spoken_to = waiting.settled.is_some();
            if counting {
                self.stay(now);
            }
        } else {
            self.purchase(now.moment);
        }
        self.speak(language, effects);
    }

    /// The shopper chose a language.
    pub(super) fn speak(&mut self, language: Language, effects: &mut Vec<Effect>) {
        self.language = language;
        effects.push(Effect::Count(Tally::LanguageChosen));
        effects.push(Effect::Sound(Sound::Good));
    }

    /// Whether this key is the first thing that a shopper does: a quantity is often typed before the first scan. After an
    /// order only once nobody can take the key for an answer to what is on the screen.
    fn begins(&self, key: Key, now: Moment) -> bool {
        match &self.shopper {
            Shopper::Away => !matches!(key, Key::Confirm | Key::Cancel | Key::Undo | Key::Copy),
            Shopper::Shopping(_) => false,
            Shopper::Waiting(waiting) => {
                matches!(key, Key::Digit(_) | Key::Times | Key::PriceCheck)
                    && !is_impatience(waiting, now)
                    && !self.is_asking()
            }
        }
    }

    pub(super) fn reprint(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let few =
            |order: &OrderId| self.ledger.case(*order).is_some_and(|case| case.final_slip.begun() <= COPIES_ASKED);
        let printed = self
            .shown_order()
            .filter(few)
            .is_some_and(|order| self.with_ledger(now, |ledger, world| ledger.want_copy(order, world)));
        if matches!(self.shopper, Shopper::Waiting(_)) {
            self.stay(now);
            return effects.push(Effect::Sound(if printed { Sound::Good } else { Sound::Refused }));
        }
        // Nobody's order is on the screen any more.
        self.say(now, Sound::Refused, not_for_shoppers(), effects);
    }
}

impl Purchase {
    /// A control code that prepares the next scan or changes what is there.
    fn prepare(&mut self, control: &Control) -> Sound {
        match *control {
            Control::Quantity(quantity) => self.next_quantity = Some(quantity),
            Control::PriceCheck => self.price_check = !self.price_check,
            Control::Help => return self.help(),
            Control::Table(table) => {
                self.cart.serve(|service| service.table = Some(table));
                return self.served();
            }
            Control::Pager(pager) => {
                self.cart.serve(|service| service.pager = Some(pager));
                return self.served();
            }
            Control::Covers(covers) => {
                self.cart.serve(|service| service.covers = Some(covers));
                return self.served();
            }
            Control::Delivery(delivery) => {
                self.cart.serve(|service| service.delivery = Some(delivery));
                return self.served();
            }
            Control::Choose(choice) => {
                let chosen = self.cart.choose(choice);
                return self.put_or_say(chosen, None);
            }
            _ => return Sound::Refused,
        }
        Sound::Good
    }

    /// Something was said of the order as a whole.
    fn served(&mut self) -> Sound {
        self.notice = Some(Notice::ServiceTaken);
        Sound::Good
    }

    /// A free line, as often as the next scan counts.
    fn put_free(&mut self, department: Option<DepartmentId>, title: Title, price: Cents, person: &Arc<str>) -> Sound {
        let pieces = self.next_quantity.take().unwrap_or(1);
        let name = title.clone();
        let free = Free::alone(department, title, price);
        let put = Quantity::pieces(pieces).ok_or(Refusal::TooMuch).and_then(|pieces| self.cart.add_free(free, pieces));
        if put.is_ok() {
            self.cart.released_by(person);
        }
        self.put_or_say(put, Some(&name))
    }

    /// How to use the kiosk; whoever asks again has read it.
    fn help(&mut self) -> Sound {
        match self.notice {
            Some(Notice::Help) => self.notice = None,
            // It stays, and says whom to ask.
            Some(Notice::UnknownCode { .. }) => return Sound::Refused,
            _ => self.notice = Some(Notice::Help),
        }
        Sound::Good
    }

    /// Whether help is read, and this key would do something to a cart that cannot be seen for it.
    fn hides_what_would_change(&self, key: Key) -> bool {
        let changes = match key {
            Key::Confirm | Key::Undo | Key::More => !self.cart.is_empty(),
            Key::Digit(_) => self.cart.question().is_some(),
            _ => false,
        };
        changes && self.notice == Some(Notice::Help)
    }

    /// A digit answers the question on the screen, or else begins a quantity. There is no choice 0: it asks for those that a
    /// small screen had no room for.
    fn digit(&mut self, digit: u8) -> Option<Sound> {
        if self.typed.is_none() && digit == 0 && self.cart.question().is_some() {
            self.turned = self.turned.wrapping_add(1);
            return Some(Sound::Good);
        }
        if self.typed.is_none() && self.cart.question().is_some() {
            let chosen = self.cart.answer(digit.into()).ok_or(Refusal::NotAChoice);
            let chosen = chosen.and_then(|choice| self.cart.choose(choice));
            return Some(self.put_or_say(chosen, None));
        }
        self.type_digit(digit);
        None
    }
}

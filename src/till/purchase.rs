//! What scans and keys do.

use super::Till;
use super::article::{Article, Unit, commands};
use super::effect::{Effect, Query, Sound, Tally};
use super::event::{Found, Key, LookUpId};
use super::moment::{Moment, Now};
use super::money::Quantity;
use super::order::OrderId;
use super::screen::{Notice, Refusal};
use super::shopper::{Deferred, Looking, Purchase, Shopper};
use crate::barcode::{self, Control, Meaning, Scan, Why};
use std::sync::Arc;

/// How long the catalogue may take, in seconds.
const LOOK_UP_WITHIN_S: u32 = 5;
/// How much of an unknown code is shown, in characters.
const CODE_SHOWN: usize = 48;

impl Till {
    pub(super) fn scanned(&mut self, now: Now, scan: &Scan, fresh: OrderId, effects: &mut Vec<Effect>) {
        if self.defer(now, || Deferred::Scan(scan.clone(), fresh), effects) {
            return;
        }
        match barcode::read(&self.settings.barcode, scan) {
            Meaning::Product(key) => {
                let code = scan.text.chars().filter(|c| !commands(*c)).take(CODE_SHOWN).collect();
                self.look_up(now, Query::Article(key), Some(code), effects);
            }
            Meaning::Customer(card) => self.look_up(now, Query::Customer(card), None, effects),
            Meaning::InStore(in_store) => {
                self.look_up(now, Query::InStore(in_store.keys), Some(scan.text.clone()), effects)
            }
            Meaning::Contact(_) => effects.push(Effect::Sound(Sound::Refused)),
            Meaning::Control(control) => self.controlled(now, control, fresh, effects),
            Meaning::Refused(why) => {
                effects.push(Effect::Count(Tally::RefusedScan));
                effects.push(Effect::Sound(Sound::Refused));
                if let Some(purchase) = self.purchase(now.moment) {
                    let notice = match why {
                        Why::CheckDigit | Why::Unreadable => Notice::ScanAgain,
                        Why::NotForShoppers | Why::UnknownControl => {
                            Notice::Refused { title: None, why: Refusal::NotForShoppers }
                        }
                    };
                    purchase.say_unless_unknown(notice);
                }
            }
        }
    }

    fn look_up(&mut self, now: Now, query: Query, code: Option<String>, effects: &mut Vec<Effect>) {
        let id = LookUpId(self.last_look_up + 1);
        let Some(purchase) = self.purchase(now.moment) else {
            effects.push(Effect::Sound(Sound::Refused));
            return;
        };
        let (mut quantity, mut price_check) = (1, false);
        if code.is_some() {
            quantity = purchase.next_quantity.take().unwrap_or(1);
            price_check = std::mem::take(&mut purchase.price_check);
        }
        purchase.typed = None;
        let answer_by = now.moment.after_s(LOOK_UP_WITHIN_S);
        purchase.looking = Some(Looking { id, code, quantity, price_check, answer_by });
        self.last_look_up = id.0;
        effects.push(Effect::LookUp { look_up: id, query });
    }

    pub(super) fn looked_up(&mut self, now: Now, look_up: LookUpId, found: &Found, effects: &mut Vec<Effect>) {
        let Shopper::Shopping(purchase) = &mut self.shopper else { return };
        let Some(looking) = purchase.looking.take_if(|looking| looking.id == look_up) else { return };
        let sound = match (found, looking.code) {
            (Found::Article(article), _) if looking.price_check => {
                purchase.notice = Some(Notice::Price {
                    title: article.title.as_str().to_owned(),
                    price: article.price,
                    per_kilogram: article.unit == Unit::Kilogram,
                });
                Sound::Good
            }
            (Found::Article(article), _) => purchase.put(article, looking.quantity),
            (Found::Customer(customer), _) => {
                purchase.cart.attach(*customer);
                purchase.notice = Some(Notice::CardTaken);
                Sound::Good
            }
            (Found::Nothing, Some(code)) => {
                effects.push(Effect::Count(Tally::UnknownCode(code.clone())));
                purchase.notice = Some(Notice::UnknownCode(code));
                Sound::Unknown
            }
            (Found::Nothing, None) => {
                purchase.notice = Some(Notice::CardUnknown);
                Sound::Unknown
            }
            (Found::Unreadable, _) => {
                purchase.notice = Some(Notice::CatalogueUnreadable);
                Sound::Refused
            }
        };
        effects.push(Effect::Sound(sound));
        if sound != Sound::Good {
            // Whoever confirmed had not seen this yet.
            purchase.confirm_no_more(&self.settings.barcode);
        }
        self.catch_up(now, effects);
    }

    /// Whether this must wait for the catalogue; then it does.
    fn defer(&mut self, now: Now, what: impl FnOnce() -> Deferred, effects: &mut Vec<Effect>) -> bool {
        let Shopper::Shopping(purchase) = &mut self.shopper else { return false };
        if purchase.looking.is_none() {
            return false;
        }
        purchase.active = now.moment;
        if !purchase.defer(what()) {
            effects.push(Effect::Sound(Sound::Refused));
        }
        true
    }

    /// Does what the shopper did while a scan was being looked up, until the next look-up.
    fn catch_up(&mut self, now: Now, effects: &mut Vec<Effect>) {
        while let Shopper::Shopping(purchase) = &mut self.shopper {
            if purchase.looking.is_some() {
                return;
            }
            match purchase.deferred.pop_front() {
                Some(Deferred::Scan(scan, fresh)) => self.scanned(now, &scan, fresh, effects),
                Some(Deferred::Key(key, fresh)) => self.act(now, key, fresh, effects),
                None => return,
            }
        }
    }

    fn controlled(&mut self, now: Now, control: Control, fresh: OrderId, effects: &mut Vec<Effect>) {
        let key = match control {
            Control::Confirm => Key::Confirm,
            Control::Cancel => Key::Cancel,
            Control::Undo => Key::Undo,
            Control::Reprint => return self.reprint(now, effects),
            _ => {
                return self.prepared(now, control, effects);
            }
        };
        self.act(now, key, fresh, effects);
    }

    /// A control code that only prepares the next scan.
    fn prepared(&mut self, now: Now, control: Control, effects: &mut Vec<Effect>) {
        let Some(purchase) = self.purchase(now.moment) else { return effects.push(Effect::Sound(Sound::Refused)) };
        match control {
            Control::Quantity(quantity) => purchase.next_quantity = Some(quantity),
            Control::PriceCheck => purchase.price_check = true,
            Control::Help => purchase.notice = Some(Notice::Help),
            Control::Language(language) => self.language = language,
            _ => {}
        }
        effects.push(Effect::Sound(Sound::Good));
    }

    pub(super) fn pressed(&mut self, now: Now, key: Key, fresh: OrderId, effects: &mut Vec<Effect>) {
        if self.defer(now, || Deferred::Key(key, fresh), effects) {
            return;
        }
        let counting = self.shown.as_ref().is_some_and(|screen| screen.countdown_s.is_some());
        match &mut self.shopper {
            // "Press any key to go on" must not order, remove or add anything. A control code is shown on purpose.
            Shopper::Shopping(purchase) if counting && key != Key::Cancel => purchase.active = now.moment,
            Shopper::Shopping(_) | Shopper::Waiting(_) | Shopper::Away => self.act(now, key, fresh, effects),
        }
    }

    fn act(&mut self, now: Now, key: Key, fresh: OrderId, effects: &mut Vec<Effect>) {
        let Shopper::Shopping(purchase) = &mut self.shopper else {
            return self.pressed_while_waiting(now, key);
        };
        purchase.active = now.moment;
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
                effects.push(Effect::Sound(if undone { Sound::Good } else { Sound::Refused }));
            }
            Key::More => {
                let sound = match purchase.cart.add_one_more() {
                    Ok(()) => Sound::Good,
                    Err(why) => {
                        purchase.say_unless_unknown(Notice::Refused { title: None, why });
                        Sound::Refused
                    }
                };
                effects.push(Effect::Sound(sound));
            }
            Key::Digit(digit) => purchase.type_digit(digit),
            Key::Times => purchase.multiply(),
        }
    }

    fn reprint(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let order = if let Shopper::Waiting(waiting) = &self.shopper { Some(waiting.order) } else { None };
        let printed = order.is_some_and(|order| self.with_ledger(now, |ledger, world| ledger.want_copy(order, world)));
        effects.push(Effect::Sound(if printed { Sound::Good } else { Sound::Refused }));
    }

    /// The purchase of the shopper who has just scanned something, begun if need be; none while an order is being sent.
    fn purchase(&mut self, now: Moment) -> Option<&mut Purchase> {
        let begin = match &self.shopper {
            Shopper::Away => true,
            Shopper::Shopping(_) => false,
            // Someone else's turn, once there is something to take away.
            Shopper::Waiting(waiting) => {
                waiting.settled?;
                self.language = self.settings.language;
                true
            }
        };
        if begin {
            self.shopper = Shopper::Shopping(Box::new(Purchase::begin(now)));
        }
        match &mut self.shopper {
            Shopper::Shopping(purchase) => {
                purchase.active = now;
                Some(purchase)
            }
            Shopper::Away | Shopper::Waiting(_) => None,
        }
    }
}

impl Deferred {
    /// Whether it would order.
    fn confirms(&self, codes: &barcode::Settings) -> bool {
        match self {
            Self::Key(key, _) => *key == Key::Confirm,
            Self::Scan(scan, _) => barcode::read(codes, scan) == Meaning::Control(Control::Confirm),
        }
    }
}

impl Purchase {
    /// Puts an article into the cart, or says why not.
    fn put(&mut self, article: &Arc<Article>, pieces: u32) -> Sound {
        let refusal = if !article.active {
            Err(Refusal::NotForSale)
        } else if article.min_age > 0 {
            Err(Refusal::AgeBound)
        } else if article.unit == Unit::Kilogram {
            Err(Refusal::NeedsWeighing)
        } else {
            Quantity::pieces(pieces).ok_or(Refusal::TooMuch).and_then(|quantity| self.cart.add(article, quantity))
        };
        match refusal {
            Ok(()) => {
                self.notice = None;
                Sound::Good
            }
            Err(why) => {
                let title = Some(article.title.as_str().to_owned());
                self.notice = Some(Notice::Refused { title, why });
                Sound::Refused
            }
        }
    }

    /// What waits for a look-up is done without ordering.
    pub(super) fn confirm_no_more(&mut self, codes: &barcode::Settings) {
        self.deferred.retain(|what| !what.confirms(codes));
    }

    /// An unknown code stays on the screen until a valid scan; nothing less takes its place.
    fn say_unless_unknown(&mut self, notice: Notice) {
        if !matches!(self.notice, Some(Notice::UnknownCode(_))) {
            self.notice = Some(notice);
        }
    }
}

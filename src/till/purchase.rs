//! What scans do: from the meaning of a code to the cart, by way of the catalogue.

use super::Till;
use super::article::{Unit, commands};
use super::effect::{Effect, Query, Sound, Tally};
use super::event::{Found, LookUpId};
use super::moment::{Moment, Now};
use super::order::{Customer, OrderId};
use super::putting::Counts;
use super::reads::Read;
use super::screen::{Notice, Refusal};
use super::settings::{Create, DOUBLE_READ_MS};
use super::shopper::{Deferred, Looking, Purchase, Shopper, Sought};
use crate::barcode::{self, Card, Contact, Control, Detail, Gathered, Meaning, Scan, Why};
use std::sync::Arc;

/// How long the catalogue may take, in seconds.
const LOOK_UP_WITHIN_S: u32 = 5;
/// How much of an unknown code is shown, in characters.
const CODE_SHOWN: usize = 48;

impl Till {
    /// A scan, or a line of a customer's card of which a scanner makes a scan of its own.
    pub(super) fn gather(
        &mut self,
        now: Now,
        scanner: Option<usize>,
        scan: Scan,
        fresh: OrderId,
        effects: &mut Vec<Effect>,
    ) {
        self.give_up_card(now, effects);
        match self.reads.gathering.take(scan, now.moment.0) {
            Gathered::Scan(scan) => match self.judge(now, scanner, &scan) {
                Read::Again => self.somebody_is_there(now),
                read => self.scanned(now, &scan, read == Read::Richer, fresh, effects),
            },
            Gathered::Waiting => self.somebody_is_there(now),
            Gathered::Broken => self.unreadable_card(now, effects),
        }
    }

    /// What the scan is after those before. What was typed or picked was meant, however soon it comes again.
    fn judge(&mut self, now: Now, scanner: Option<usize>, scan: &Scan) -> Read {
        let Some(scanner) = scanner else { return Read::New };
        let meaning = barcode::read(&self.settings.barcode, scan);
        let window_ms = self.settings.double_read_ms.get(scanner).copied().unwrap_or(DOUBLE_READ_MS);
        self.reads.judge(scanner, window_ms, scan, &meaning, now.moment)
    }

    fn somebody_is_there(&mut self, now: Now) {
        if let Shopper::Shopping(purchase) = &mut self.shopper {
            purchase.active = now.moment;
        }
    }

    /// Forgets a card whose next line does not come.
    pub(super) fn give_up_card(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.reads.gathering.expire(now.moment.0) {
            self.unreadable_card(now, effects);
        }
    }

    fn unreadable_card(&mut self, now: Now, effects: &mut Vec<Effect>) {
        effects.push(Effect::Count(Tally::RefusedScan));
        self.say(now, Sound::Refused, Notice::ScanAgain, effects);
    }

    /// A scan of a thing; `richer` if its bars were read just before.
    fn scanned(&mut self, now: Now, scan: &Scan, richer: bool, fresh: OrderId, effects: &mut Vec<Effect>) {
        if self.defer(now, || Deferred::Scan { scan: scan.clone(), richer, fresh }, effects) {
            return;
        }
        if let (Shopper::Shopping(purchase), false) = (&mut self.shopper, richer) {
            purchase.something_came();
        }
        let code = || scan.text.chars().filter(|c| !commands(*c)).take(CODE_SHOWN).collect();
        match barcode::read(&self.settings.barcode, scan) {
            Meaning::Product(key) => self.look_up(now, Query::Article(key), Sought::Code(code()), effects),
            Meaning::Package(package) => {
                let query = Query::Article(barcode::Key::Gtin(package.gtin));
                self.look_up(now, query, Sought::Package { code: code(), package, richer }, effects);
            }
            // The scan of its product is what counts.
            Meaning::AddOn(_) => self.somebody_is_there(now),
            Meaning::InStore(label) => {
                let sought = Sought::Label { code: code(), measured: label.measured, scale: label.scale };
                self.look_up(now, Query::InStore(label.keys), sought, effects);
            }
            Meaning::Customer(card) => {
                let unknown = (self.settings.create == Create::Card).then(|| bearer_of(&card));
                self.look_up(now, Query::Customer(card), Sought::Customer { unknown }, effects);
            }
            Meaning::Contact(contact) => self.introduced(now, contact, effects),
            Meaning::Control(control) => self.controlled(now, control, fresh, effects),
            Meaning::Refused(why) => {
                effects.push(Effect::Count(Tally::RefusedScan));
                let notice = match why {
                    Why::CheckDigit | Why::Unreadable => Notice::ScanAgain,
                    Why::NotForShoppers | Why::UnknownControl | Why::Gs1(_) | Why::NoProduct => not_for_shoppers(),
                };
                self.say(now, Sound::Refused, notice, effects);
            }
        }
    }

    /// Somebody shows name and address. Whoever brings the code of a card along may be known already.
    fn introduced(&mut self, now: Now, contact: Arc<Contact>, effects: &mut Vec<Effect>) {
        let creates = self.settings.create == Create::Vcard;
        if let Some(card) = contact.get(Detail::CodeBarre) {
            let query = Query::Customer(Card(card.to_owned()));
            return self.look_up(now, query, Sought::Customer { unknown: creates.then_some(contact) }, effects);
        }
        match self.purchase(now.moment) {
            Some(purchase) if creates => {
                let sound = purchase.meet(Customer::New(contact), Notice::CardNew);
                effects.push(Effect::Sound(sound));
            }
            _ => {
                effects.push(Effect::Count(Tally::UnknownCard));
                self.say(now, Sound::Unknown, Notice::CardUnknown, effects);
            }
        }
    }

    /// A sound, and a notice unless an unknown code must stay on the screen.
    pub(super) fn say(&mut self, now: Now, sound: Sound, notice: Notice, effects: &mut Vec<Effect>) {
        effects.push(Effect::Sound(sound));
        if let Some(purchase) = self.purchase(now.moment) {
            purchase.say_unless_unknown(notice);
        }
    }

    fn look_up(&mut self, now: Now, query: Query, sought: Sought, effects: &mut Vec<Effect>) {
        let id = LookUpId(self.last_look_up + 1);
        let Some(purchase) = self.purchase(now.moment).filter(|purchase| purchase.asked.is_none()) else {
            // An order is being sent, or one of the staff is asked: what they were asked about must stay what it is.
            return effects.push(Effect::Sound(Sound::Refused));
        };
        let (mut quantity, mut price_check) = (1, false);
        if !matches!(sought, Sought::Customer { .. }) {
            quantity = purchase.next_quantity.take().unwrap_or(1);
            price_check = std::mem::take(&mut purchase.price_check);
        }
        purchase.typed = None;
        let answer_by = now.moment.after_s(LOOK_UP_WITHIN_S);
        purchase.looking = Some(Looking { id, sought, quantity, price_check, answer_by });
        self.last_look_up = id.0;
        effects.push(Effect::LookUp { look_up: id, query });
    }

    pub(super) fn looked_up(&mut self, now: Now, look_up: LookUpId, found: &Found, effects: &mut Vec<Effect>) {
        let Shopper::Shopping(purchase) = &mut self.shopper else { return };
        let Some(looking) = purchase.looking.take_if(|looking| looking.id == look_up) else { return };
        let (quantity, price_check) = (looking.quantity, looking.price_check);
        let held = purchase.cart.held();
        let mut silent = false;
        let sound = match (found, looking.sought) {
            (Found::Unreadable, _) => {
                purchase.notice = Some(Notice::CatalogueUnreadable);
                Sound::Refused
            }
            (Found::Article(article), Sought::Label { measured, scale, .. }) => {
                purchase.put_label(article, measured, scale, quantity, price_check)
            }
            (Found::Article(article), Sought::Package { package, richer, .. }) => {
                let codes = &self.settings.barcode;
                let counts = Counts {
                    price: package.taken_price(codes.gs1_price),
                    weight: package.weight().filter(|_| codes.gs1_weight && article.unit == Unit::Kilogram),
                };
                match purchase.bars_of(article).filter(|_| richer) {
                    Some(bars) => {
                        silent = true;
                        purchase.put_richer(article, &package, counts, now.today, &bars)
                    }
                    None => purchase.put_package(article, &package, counts, now.today, quantity, price_check),
                }
            }
            (Found::Article(article), _) => purchase.put_by_bars(article, quantity, price_check),
            (Found::Customer(customer), _) => purchase.meet(Customer::Known(*customer), Notice::CardTaken),
            (Found::Nothing, Sought::Label { code, measured, scale }) => {
                let departments = &self.settings.departments;
                purchase.put_unlisted(departments, measured, scale, quantity, price_check).unwrap_or_else(|| {
                    effects.push(Effect::Count(Tally::UnknownCode(code.clone())));
                    purchase.unknown(code)
                })
            }
            (Found::Nothing, Sought::Code(code) | Sought::Package { code, .. }) => {
                effects.push(Effect::Count(Tally::UnknownCode(code.clone())));
                purchase.unknown(code)
            }
            (Found::Nothing, Sought::Customer { unknown: Some(contact) }) => {
                purchase.meet(Customer::New(contact), Notice::CardNew)
            }
            (Found::Nothing, Sought::Customer { unknown: None }) => {
                effects.push(Effect::Count(Tally::UnknownCard));
                purchase.notice = Some(Notice::CardUnknown);
                Sound::Unknown
            }
        };
        let is_price = price_check && matches!(purchase.notice, Some(Notice::Price { .. }));
        effects.extend(is_price.then_some(Effect::Count(Tally::PriceTold)));
        let sound = purchase.call_staff(held, sound, effects);
        if sound != Sound::Good || !silent {
            effects.push(Effect::Sound(sound));
        }
        if sound != Sound::Good || matches!(purchase.notice, Some(Notice::BestBeforePast { .. })) {
            // Whoever confirmed had not seen this yet.
            purchase.confirm_no_more(&self.settings.barcode);
        }
        self.catch_up(now, effects);
    }

    /// Whether this must wait for the catalogue; then it does.
    pub(super) fn defer(&mut self, now: Now, what: impl FnOnce() -> Deferred, effects: &mut Vec<Effect>) -> bool {
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
                Some(Deferred::Scan { scan, richer, fresh }) => self.scanned(now, &scan, richer, fresh, effects),
                Some(Deferred::Key(key, fresh)) => self.act(now, key, fresh, effects),
                None => return,
            }
        }
    }

    /// The purchase of the shopper who has just scanned something, begun if need be; none while an order is being sent.
    pub(super) fn purchase(&mut self, now: Moment) -> Option<&mut Purchase> {
        let begin = match &self.shopper {
            Shopper::Away => true,
            Shopper::Shopping(_) => false,
            // Someone else's turn, once there is something to take away.
            Shopper::Waiting(waiting) => {
                waiting.settled?;
                if !waiting.is_next_spoken_to {
                    self.language = self.settings.language;
                }
                true
            }
        };
        if begin {
            self.shopper = Shopper::Shopping(Box::new(Purchase::begin(now, &self.settings)));
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

/// A code that a shopper has no use for.
pub(super) fn not_for_shoppers() -> Notice {
    Notice::Refused { title: None, why: Refusal::NotForShoppers }
}

/// All that is known of whoever bears an unknown card.
fn bearer_of(card: &Card) -> Arc<Contact> {
    let mut contact = Contact::default();
    contact.set(Detail::CodeBarre, &card.0);
    Arc::new(contact)
}

impl Deferred {
    /// Whether it would order.
    pub(super) fn confirms(&self, codes: &barcode::Settings) -> bool {
        use super::event::Key;
        match self {
            Self::Key(key, _) => *key == Key::Confirm,
            Self::Scan { scan, .. } => barcode::read(codes, scan) == Meaning::Control(Control::Confirm),
        }
    }
}

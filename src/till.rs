//! The core. An [`Event`] and the time go in, [`Effect`]s come out; nothing else happens.
//!
//! One call of [`Till::handle`] is one turn. The shell reads the clock once, calls it, writes all [`Effect::Record`]s of
//! the turn to disk in one transaction, and only then carries out the others. If they cannot be written, the turn did
//! not happen: the shell goes back to the till of before (it is `Clone`) and says [`Event::NotRecorded`].
//!
//! [`Till::deadline`] is the moment at which the till wants to be woken by [`Event::Tick`] if nothing else happens.
//!
//! The life of an order is drawn in `till/case.rs`; who is next, in `till/ledger.rs`.

mod acting;
mod age;
pub mod article;
pub mod cart;
mod case;
mod confirming;
mod due;
pub mod effect;
pub mod entry;
pub mod event;
mod ledger;
pub mod marks;
pub mod moment;
pub mod money;
pub mod order;
pub mod paper;
mod purchase;
mod putting;
mod quiet;
mod reads;
pub mod recall;
pub mod screen;
pub mod settings;
mod settling;
mod shopper;
pub mod slip;
mod trail;
mod view;

pub use effect::Effect;
pub use event::Event;
pub use moment::{Moment, Now, Wall};
pub use settings::Settings;

use crate::barcode::Gathering;
use effect::Sound;
use entry::Entry;
use event::{Answer, Finding, PrinterState};
use ledger::{Ledger, World};
use order::OrderId;
use reads::Reads;
use screen::{Notice, Screen};
use settings::Language;
use shopper::{Purchase, Shopper, Waiting};

/// How long a shopper waits for the shop before being sent to the counter, in milliseconds.
const PATIENCE_MS: i64 = 8_000;

/// The state of one kiosk.
#[derive(Clone, Debug)]
pub struct Till {
    settings: Settings,
    language: Language,
    shopper: Shopper,
    reads: Reads,
    ledger: Ledger,
    printer: PrinterState,
    open_scanners: Option<usize>,
    register_closed: bool,
    disk_fails: bool,
    last_look_up: u64,
    shown: Option<Screen>,
}

impl Till {
    /// A till that comes back with what the journal remembers: each entry, oldest first, and when it was written if that
    /// can be said in moments of this process (after a reboot it often cannot). Order numbers go on after `last_number`.
    ///
    /// Emits nothing; the first [`Event::Tick`] takes up what was interrupted.
    pub fn restore<'a>(
        settings: Settings,
        now: Now,
        last_number: u32,
        journal: impl IntoIterator<Item = (&'a Entry, Option<Moment>)>,
    ) -> Self {
        let mut till = Self {
            language: settings.language,
            settings,
            shopper: Shopper::Away,
            reads: Reads::default(),
            ledger: Ledger::default(),
            printer: PrinterState::Ready,
            open_scanners: None,
            register_closed: false,
            disk_fails: false,
            last_look_up: 0,
            shown: None,
        };
        till.ledger.number_from(last_number);
        for (entry, at) in journal {
            till.ledger.remember(entry, at, now.moment, &till.settings);
        }
        let mut ledger = std::mem::take(&mut till.ledger);
        ledger.wake(till.world(now), PATIENCE_MS);
        till.ledger = ledger;
        till
    }

    /// The shop's numbers of orders that are over: a search for another one does not take them for it.
    pub fn know_numbers(&mut self, numbers: impl IntoIterator<Item = u64>) {
        self.ledger.take_numbers(numbers);
    }

    /// One turn.
    pub fn handle(&mut self, now: Now, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        let recordable = event != Event::NotRecorded;
        self.take(now, event, &mut effects);
        // The shopper's time passes on a broken disk too; it asks for no record.
        self.pass_time(now, &mut effects);
        if recordable {
            self.settle(now);
            self.with_ledger(now, |ledger, world| ledger.turn(world, &mut effects));
            self.sweep();
        }
        if effects.iter().any(|effect| matches!(effect, Effect::Record(_))) {
            // If these cannot be written the shell takes this very state back.
            self.disk_fails = false;
        }
        let screen = self.screen(now.moment);
        if self.shown.as_ref() != Some(&screen) {
            self.shown = Some(screen.clone());
            effects.push(Effect::Show(screen));
        }
        effects
    }

    /// When the till must be woken at the latest.
    pub fn deadline(&self) -> Option<Moment> {
        let card = self.reads.gathering.deadline_ms().map(Moment);
        let ledger = self.ledger.deadline(&self.settings, self.printer, self.shown_order());
        [ledger, self.shopper_deadline(), card].into_iter().flatten().min()
    }

    /// Whether nothing is under way: no look-up, no order that waits for the shop, no slip on its way.
    pub fn is_at_rest(&self) -> bool {
        self.is_listening() && self.ledger.is_at_rest()
    }

    /// Whether the shopper has seen what came of the last scan or key: no look-up, no order being sent.
    pub fn is_listening(&self) -> bool {
        match &self.shopper {
            Shopper::Away => true,
            Shopper::Shopping(purchase) => purchase.looking.is_none(),
            Shopper::Waiting(waiting) => waiting.settled.is_some(),
        }
    }

    /// Whether staff must settle this order.
    pub fn is_held(&self, order: OrderId) -> bool {
        self.ledger.case(order).is_some_and(case::Case::is_held)
    }

    /// Whether the shop's order of this number is known to be one of this kiosk's.
    pub fn knows_number(&self, number: u64) -> bool {
        self.ledger.knows_number(number)
    }

    /// How many orders wait for the shop.
    pub fn waiting_orders(&self) -> usize {
        self.ledger.waiting()
    }

    fn take(&mut self, now: Now, event: Event, effects: &mut Vec<Effect>) {
        match event {
            Event::Scanned { scanner, scan, fresh } => self.gather(now, scanner, scan, fresh, effects),
            Event::Pressed { key, fresh } => self.pressed(now, key, fresh, effects),
            Event::LookedUp { look_up, found } => self.looked_up(now, look_up, &found, effects),
            Event::Answered { order, answer } => self.answered(now, order, answer, effects),
            Event::Sought { order, finding } => self.sought(now, order, finding, effects),
            Event::Resolved { order, resolution } => {
                self.with_ledger(now, |ledger, world| ledger.resolved(order, resolution, world, effects));
            }
            Event::CopyWanted { order, remembered } => self.copy_wanted(now, order, &remembered),
            Event::ShopRests { for_s } => self.ledger.rest(now.moment, for_s),
            Event::Printed { slip, outcome } => {
                self.with_ledger(now, |ledger, world| ledger.printed(slip, outcome, world, effects));
            }
            Event::PrinterChanged(state) => {
                if state == PrinterState::Ready && self.printer != PrinterState::Ready {
                    self.ledger.printer_ready(now.moment);
                }
                self.printer = state;
            }
            Event::ScannersChanged { open } => self.open_scanners = Some(open),
            Event::RegisterChanged { open } => self.register_closed = !open,
            Event::NotRecorded => {
                self.disk_fails = true;
                if let Shopper::Shopping(purchase) = &mut self.shopper {
                    // "It was not sent" must stay true when the look-up under way is answered.
                    purchase.confirm_no_more(&self.settings.barcode);
                    purchase.notice = Some(Notice::NotRecorded);
                    effects.push(Effect::Sound(Sound::Refused));
                }
            }
            Event::Recordable => self.disk_fails = false,
            Event::Tick => {}
        }
    }

    fn answered(&mut self, now: Now, order: OrderId, answer: Answer, effects: &mut Vec<Effect>) {
        let refusal = if let Answer::Refused(why) = &answer { Some(why.clone()) } else { None };
        let accepted = matches!(answer, Answer::Accepted(_));
        // Once told to go to the counter, a shopper may be gone, and the cart is not the next one's.
        let waits = |waiting: &Waiting| waiting.order == order && waiting.settled.is_none();
        let waited_for = matches!(&self.shopper, Shopper::Waiting(waiting) if waits(waiting));
        if !self.with_ledger(now, |ledger, world| ledger.answered(order, answer, waited_for, world, effects)) {
            return;
        }
        match (&mut self.shopper, refusal) {
            (Shopper::Waiting(waiting), Some(why)) if waited_for => {
                let cart = *std::mem::take(&mut waiting.cart);
                let purchase = Purchase::resume(cart, Notice::ShopRefused(why), now.moment, &self.settings);
                self.shopper = Shopper::Shopping(Box::new(purchase));
                effects.push(Effect::Sound(Sound::Refused));
            }
            _ if accepted => {
                // Whatever its list says, the shop takes orders.
                self.register_closed = false;
                self.rejoice(now, order, effects);
            }
            _ => {}
        }
    }

    fn sought(&mut self, now: Now, order: OrderId, finding: Finding, effects: &mut Vec<Effect>) {
        let accepted = matches!(finding, Finding::There(_));
        // Nobody searches any more for one that staff have settled meanwhile.
        let was_sought = self.with_ledger(now, |ledger, world| ledger.sought(order, finding, world, effects));
        if was_sought && accepted {
            self.rejoice(now, order, effects);
        }
    }

    /// An order that has just been accepted or held is something to take away, from now on.
    fn settle(&mut self, now: Now) {
        let Shopper::Waiting(waiting) = &mut self.shopper else { return };
        let decided = self.ledger.case(waiting.order).is_none_or(|case| !case.is_waiting());
        if decided && waiting.settled.is_none() {
            waiting.settle(now.moment);
            let order = waiting.order;
            self.with_ledger(now, |ledger, world| ledger.want_provisional(order, world));
        }
    }

    /// Forgets the orders that are over, but for the one that is shown.
    fn sweep(&mut self) {
        self.ledger.sweep(self.shown_order());
    }

    /// The shopper is gone, and with them whatever was theirs.
    fn leave(&mut self) {
        self.shopper = Shopper::Away;
        self.reads.gathering = Gathering::default();
        self.language = self.settings.language;
    }

    fn world(&self, now: Now) -> World<'_> {
        let (settings, printer) = (&self.settings, self.printer);
        World { now: now.moment, wall: now.wall, settings, printer, shown: self.shown_order() }
    }

    /// The order that a shopper stands before.
    const fn shown_order(&self) -> Option<OrderId> {
        if let Shopper::Waiting(waiting) = &self.shopper { Some(waiting.order) } else { None }
    }

    fn with_ledger<T>(&mut self, now: Now, act: impl FnOnce(&mut Ledger, World<'_>) -> T) -> T {
        let (settings, printer, shown) = (&self.settings, self.printer, self.shown_order());
        let world = World { now: now.moment, wall: now.wall, settings, printer, shown };
        act(&mut self.ledger, world)
    }
}

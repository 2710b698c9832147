//! One more slip of an order, because staff want it: of any order that the shop has, also of one that the till has
//! forgotten long since and takes up anew from what the journal remembers.

use super::case::{Case, Stage};
use super::entry::Entry;
use super::event::PrinterState;
use super::ledger::{Ledger, World};
use super::moment::{Moment, Now};
use super::order::OrderId;
use super::{Settings, Till};
use std::sync::Arc;

/// Why no slip of an order can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCopy {
    /// The settings name no printer.
    NoPrinter,
    /// The shop does not have the order, or the journal has none like it.
    NotAccepted,
    /// One of its slips is on its way, or somebody is asked about it.
    OnItsWay,
}

impl Till {
    /// Why [`super::Event::CopyWanted`] would do nothing; `None` if a slip would be due by it.
    pub fn no_copy(&self, now: Now, order: OrderId, remembered: &[(Entry, Option<Moment>)]) -> Option<NoCopy> {
        if self.printer == PrinterState::Absent {
            return Some(NoCopy::NoPrinter);
        }
        let case = self.ledger.taken_up(order, remembered, now.moment, &self.settings);
        let Some(case) = case.filter(|case| matches!(case.stage, Stage::Accepted(_))) else {
            return Some(NoCopy::NotAccepted);
        };
        (!case.is_over()).then_some(NoCopy::OnItsWay)
    }

    pub(super) fn copy_wanted(&mut self, now: Now, order: OrderId, remembered: &[(Entry, Option<Moment>)]) {
        if self.no_copy(now, order, remembered).is_none() {
            self.with_ledger(now, |ledger, world| ledger.copy_of(order, remembered, world));
        }
    }
}

impl Ledger {
    /// The order as the ledger has it, or else as it was.
    fn taken_up(
        &self,
        order: OrderId,
        remembered: &[(Entry, Option<Moment>)],
        now: Moment,
        settings: &Settings,
    ) -> Option<Case> {
        if let Some(case) = self.case(order) {
            return Some(case.clone());
        }
        let mut case: Option<Case> = None;
        for (entry, at) in remembered.iter().filter(|(entry, _)| entry.order() == order) {
            match (entry, &mut case) {
                (Entry::Confirmed(order), _) => case = Some(Case::new(order.clone(), *at, now)),
                (_, Some(case)) => case.apply(entry, at.unwrap_or(now), settings),
                (_, None) => {}
            }
        }
        case
    }

    fn copy_of(&mut self, order: OrderId, remembered: &[(Entry, Option<Moment>)], world: World<'_>) {
        if self.case(order).is_none()
            && let Some(case) = self.taken_up(order, remembered, world.now, world.settings)
        {
            self.cases.push(Arc::new(case));
        }
        self.want_copy(order, world);
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::Withheld;
    use super::super::event::{Event, Printing};
    use super::super::money::Cents;
    use super::super::order::{Acceptance, Order, PaymentLink, Request, Service};
    use super::super::settings::Language;
    use super::super::slip::{Kind, Slip, SlipId};
    use super::super::{Effect, Wall};
    use super::*;

    const NOW: Now = Now { moment: Moment(1_000), wall: Some(Wall(1_000)), today: None };

    fn order() -> OrderId {
        OrderId::parse("01KAVXQ0E4M8Z5T7R2W9HC3F7K").expect("a name")
    }

    fn slip(copy: u16) -> SlipId {
        SlipId { order: order(), kind: Kind::Final, copy }
    }

    /// The life of an order that the shop took, up to and with these last steps.
    fn life(last: Vec<Entry>) -> Vec<(Entry, Option<Moment>)> {
        let (number, payment) = (4_711, PaymentLink::Absent);
        let acceptance = Acceptance { number, payment, paid: false, invoice: None, quote: None, total: None };
        let confirmed = Order {
            id: order(),
            number: 1,
            lines: Vec::new(),
            total: Cents::new(20),
            customer: None,
            service: Service::default(),
            staff: None,
            age_checks: Vec::new(),
            confirmed_at: None,
            language: Language::Fr,
        };
        let mut entries = vec![
            Entry::Confirmed(Arc::new(confirmed)),
            Entry::Sending { order: order(), attempt: 1, request: Request::Whole },
            Entry::Accepted { order: order(), acceptance },
        ];
        entries.extend(last);
        entries.into_iter().map(|entry| (entry, None)).collect()
    }

    fn printed(copy: u16) -> Vec<Entry> {
        vec![Entry::Printing { slip: slip(copy) }, Entry::Printed { slip: slip(copy), outcome: Printing::Proven }]
    }

    fn wanted(till: &mut Till, remembered: &[(Entry, Option<Moment>)]) -> Vec<Slip> {
        let event = Event::CopyWanted { order: order(), remembered: remembered.to_vec() };
        let effects = till.handle(NOW, event);
        let records = effects.iter().filter(|effect| matches!(effect, Effect::Record(Entry::Printing { .. }))).count();
        let slips =
            effects.into_iter().filter_map(|effect| if let Effect::Print(slip) = effect { Some(slip) } else { None });
        let slips: Vec<Slip> = slips.collect();
        assert_eq!(records, slips.len(), "record comes before act");
        slips
    }

    fn fresh_till() -> Till {
        Till::restore(Settings::default(), NOW, 1, [])
    }

    #[test]
    fn an_order_that_is_forgotten_gets_a_copy_that_says_so_and_is_forgotten_again() {
        let mut till = fresh_till();
        let [copy] = &wanted(&mut till, &life(printed(0)))[..] else { panic!("one slip") };
        assert_eq!(copy.id, slip(1));
        assert_eq!(till.no_copy(NOW, order(), &life(printed(0))), Some(NoCopy::OnItsWay), "one at a time");
        assert!(wanted(&mut till, &life(printed(0))).is_empty());
        till.handle(NOW, Event::Printed { slip: slip(1), outcome: Printing::Sent });
        assert!(till.is_at_rest());
        let [again] = &wanted(&mut till, &life([printed(0), printed(1)].concat()))[..] else { panic!("one more") };
        assert_eq!(again.id, slip(2), "no two copies have one number");
    }

    #[test]
    fn what_never_came_to_paper_is_no_copy() {
        let late = vec![Entry::SlipWithheld { order: order(), why: Withheld::TooLate }];
        let [first] = &wanted(&mut fresh_till(), &life(late))[..] else { panic!("one slip") };
        assert_eq!(first.id, slip(0));
    }

    #[test]
    fn there_is_no_slip_of_what_the_shop_does_not_have_nor_without_a_printer() {
        let mut till = fresh_till();
        let refused = life(vec![Entry::Refused { order: order(), why: "no".to_owned() }]);
        for remembered in [&refused[..], &life(Vec::new())[..2], &[]] {
            assert_eq!(till.no_copy(NOW, order(), remembered), Some(NoCopy::NotAccepted));
            assert!(wanted(&mut till, remembered).is_empty() && till.is_at_rest());
        }
        till.handle(NOW, Event::PrinterChanged(PrinterState::Absent));
        assert_eq!(till.no_copy(NOW, order(), &life(printed(0))), Some(NoCopy::NoPrinter));
        assert!(wanted(&mut till, &life(printed(0))).is_empty());
    }
}

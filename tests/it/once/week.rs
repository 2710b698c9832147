//! Seven days without a network, with a thousand orders (`WEEK=10000` for as many) and a reboot every hour; then the
//! network comes back.

use crate::stage::Stage;
use scanslip::till::effect::Effect;
use scanslip::till::event::{Answer, Event, Printing};
use scanslip::till::order::{Acceptance, OrderId, PaymentLink};
use std::collections::BTreeMap;

const HOURS: usize = 7 * 24;

/// What the stage asks for, with the printer working and the shop either there or not.
fn settle(stage: &mut Stage, effects: Vec<Effect>, shop: &mut Option<Vec<(OrderId, i64)>>) {
    let mut effects = std::collections::VecDeque::from(effects);
    while let Some(effect) = effects.pop_front() {
        let event = match effect {
            Effect::Send { order, .. } => {
                let answer = match shop {
                    None => Answer::NotSent("no route".to_owned()),
                    Some(orders) => {
                        orders.push((order.id, stage.moment.0));
                        Answer::Accepted(Acceptance {
                            number: 7_000_000 + orders.len() as u64,
                            payment: PaymentLink::Absent,
                            paid: false,
                            invoice: None,
                            quote: None,
                            total: None,
                        })
                    }
                };
                Event::Answered { order: order.id, answer }
            }
            Effect::Print(slip) => Event::Printed { slip: slip.id, outcome: Printing::Sent },
            _ => continue,
        };
        effects.extend(stage.tell(event));
    }
}

#[test]
fn a_week_offline_loses_no_order_and_is_drained_in_order() {
    let orders = crate::environment("WEEK").and_then(|orders| orders.parse().ok()).unwrap_or(1_000);
    let settings = scanslip::till::Settings { max_orders: orders, max_age_s: 14 * 24 * 3_600, ..Stage::settings() };
    let mut stage = Stage::set(settings);
    let mut nowhere = None;
    let mut confirmed = 0;
    for (hour, by_then) in (1_i64..).zip((1..=HOURS).map(|hours| orders * hours / HOURS)) {
        while confirmed < by_then {
            confirmed += 1;
            let mut effects = stage.scan("BAG");
            effects.extend(stage.scan("SLIP-CONFIRM"));
            settle(&mut stage, effects, &mut nowhere);
            let effects = stage.pass(20_000);
            settle(&mut stage, effects, &mut nowhere);
            let effects = stage.scan("BAG");
            settle(&mut stage, effects, &mut nowhere);
            stage.tell(Event::Pressed { key: scanslip::till::event::Key::Cancel, fresh: stage.fresh() });
        }
        stage.moment = stage.moment.max(scanslip::till::Moment(hour * 3_600_000));
        stage.restart();
        let effects = stage.tell(Event::Tick);
        settle(&mut stage, effects, &mut nowhere);
    }
    assert_eq!(stage.till.waiting_orders(), orders);
    let mut shop = Some(Vec::new());
    while stage.till.waiting_orders() > 0 {
        let deadline = stage.till.deadline().expect("something is due");
        stage.moment = stage.moment.max(deadline);
        let effects = stage.tell(Event::Tick);
        settle(&mut stage, effects, &mut shop);
    }
    let sent = shop.expect("the shop is back");
    let numbers: BTreeMap<OrderId, u32> = stage
        .journal
        .iter()
        .filter_map(|(entry, _)| match entry {
            scanslip::till::entry::Entry::Confirmed(order) => Some((order.id, order.number)),
            _ => None,
        })
        .collect();
    let order: Vec<u32> = sent.iter().map(|(id, _)| numbers[id]).collect();
    assert_eq!(order, (1..).take(orders).collect::<Vec<u32>>(), "each once, in the order in which they were confirmed");
    let apart = sent.windows(2).map(|pair| pair[1].1 - pair[0].1).min();
    assert!(apart >= Some(1_000), "not faster than one a second: {apart:?} ms");
}

//! Power goes at every moment of every story; the world then heals, and each confirmed order is registered once.

use crate::sessions::{scripts, step_of};
use crate::stage::Stage;
use scanslip::till::Effect;
use scanslip::till::entry::Entry;
use scanslip::till::event::{Answer, Event, Finding, PrinterState, Printing};
use scanslip::till::order::{Acceptance, OrderId, PaymentLink};
use scanslip::till::slip::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// A shop that takes everything and tells the truth, and a printer that prints.
#[derive(Clone, Default)]
struct World {
    registered: BTreeMap<OrderId, u32>,
    /// Final slips that came out without a mark.
    unmarked: BTreeMap<OrderId, u32>,
    slips: BTreeSet<OrderId>,
}

impl World {
    fn acceptance(order: OrderId) -> Acceptance {
        let number = 1_000 + order.as_str().parse::<u64>().expect("small numbers");
        Acceptance { number, payment: PaymentLink::Absent, paid: false, invoice: None, quote: None, total: None }
    }

    /// The outside does what it is told; the answers come back.
    fn react(&mut self, effects: &[Effect]) -> Vec<Event> {
        let mut answers = Vec::new();
        for effect in effects {
            match effect {
                Effect::Send { order, .. } => {
                    *self.registered.entry(order.id).or_default() += 1;
                    let answer = Answer::Accepted(Self::acceptance(order.id));
                    answers.push(Event::Answered { order: order.id, answer });
                }
                Effect::Seek { order, .. } => {
                    let there = self.registered.contains_key(&order.id);
                    let finding = if there { Finding::There(Self::acceptance(order.id)) } else { Finding::Missing };
                    answers.push(Event::Sought { order: order.id, finding });
                }
                Effect::Print(slip) => {
                    self.slips.insert(slip.id.order);
                    if slip.id.kind == Kind::Final && slip.id.copy == 0 {
                        *self.unmarked.entry(slip.id.order).or_default() += 1;
                    }
                    answers.push(Event::Printed { slip: slip.id, outcome: Printing::Sent });
                }
                _ => {}
            }
        }
        answers
    }

    /// Lets the world go on until nothing more happens.
    fn heal(&mut self, stage: &mut Stage) {
        let mut answers = vec![Event::Tick, Event::PrinterChanged(PrinterState::Ready)];
        for _ in 0..200 {
            let mut effects = Vec::new();
            for event in answers.drain(..) {
                effects.extend(stage.tell(event));
            }
            effects.extend(stage.pass(1_000));
            answers = self.react(&effects);
            if answers.is_empty() && stage.till.is_at_rest() {
                return;
            }
        }
        panic!("the world is whole and the till still waits");
    }
}

/// What the story's own answers say about the shop and the printer is not what this world says; so a story is cut off at
/// the power cut, and only the steps of shoppers and time count before it.
fn is_shopper(step: &str) -> bool {
    !["order", "slip", "restart", "reboot", "catalogue"].iter().any(|verb| step.starts_with(verb))
}

fn steps(script: &str) -> Vec<(i64, String)> {
    script
        .lines()
        .filter_map(|line| line.strip_prefix('+'))
        .filter_map(|step| step.split_once(' '))
        .filter(|(_, what)| is_shopper(what))
        .map(|(time, what)| {
            let ms = time.strip_suffix("ms").map(|ms| ms.parse::<i64>().expect("milliseconds"));
            let ms = ms.unwrap_or_else(|| time.trim_end_matches('s').parse::<i64>().expect("seconds") * 1_000);
            (ms, what.to_owned())
        })
        .collect()
}

/// Plays the steps; power goes right after effect number `cut`, counted over the whole story. Says whether it came so far.
fn play_and_cut(steps: &[(i64, String)], cut: usize) -> (Stage, World, bool) {
    let (mut stage, mut world) = (Stage::set(Stage::settings()), World::default());
    let mut seen = 0;
    for (ms, what) in steps {
        let mut effects = step_of(&mut stage, *ms, what);
        loop {
            if seen + effects.len() > cut {
                // Records of a turn are on disk before its acts; acts up to the cut have been carried out.
                world.react(&effects[..cut - seen]);
                return (stage, world, true);
            }
            seen += effects.len();
            let answers = world.react(&effects);
            if answers.is_empty() {
                break;
            }
            effects = answers.into_iter().flat_map(|event| stage.tell(event)).collect();
        }
    }
    (stage, world, false)
}

fn each_order_came_through(stage: &Stage, world: &World, where_cut: &str) {
    for (entry, _) in &stage.journal {
        let Entry::Confirmed(order) = entry else { continue };
        let times = world.registered.get(&order.id).copied().unwrap_or(0);
        assert_eq!(times, 1, "{where_cut}: {} registered {times} times", order.id);
        let unmarked = world.unmarked.get(&order.id).copied().unwrap_or(0);
        assert!(unmarked <= 1, "{where_cut}: {unmarked} slips without a mark");
        let withheld = stage
            .journal
            .iter()
            .any(|(entry, _)| matches!(entry, Entry::SlipWithheld { order: id, .. } if *id == order.id));
        assert!(withheld || world.slips.contains(&order.id), "{where_cut}: neither slip nor reason");
    }
}

#[test]
fn a_power_cut_at_any_moment_of_any_story_loses_no_order_and_doubles_none() {
    let ways = [("restart", Stage::restart as fn(&mut Stage)), ("reboot without a clock", Stage::reboot)];
    let mut cuts = 0;
    for (name, script) in scripts() {
        let steps = steps(&script);
        for cut in 0.. {
            let (mut stage, world, cut_short) = play_and_cut(&steps, cut);
            stage.disk_is_full = false;
            stage.catalogue_answers = true;
            stage.moment = stage.moment.after_ms(30_000);
            for (way, wake) in ways {
                let (mut stage, mut world) = (stage.clone(), world.clone());
                wake(&mut stage);
                world.heal(&mut stage);
                each_order_came_through(&stage, &world, &format!("{name}, cut after effect {cut}, {way}"));
                cuts += 1;
            }
            if !cut_short {
                break;
            }
        }
    }
    assert!(cuts > 200, "the stories are long enough to be cut often, {cuts} cuts");
}

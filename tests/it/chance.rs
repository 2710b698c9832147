//! Sequences of events that nobody thought of. A failing one is shrunk and printed.

use crate::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use scanslip::till::article::{Article, ArticleId, Title};
use scanslip::till::cart::Cart;
use scanslip::till::entry::Entry;
use scanslip::till::event::{Answer, Event, Finding, Key, PrinterState, PrinterTrouble, Printing};
use scanslip::till::money::{Cents, Quantity};
use scanslip::till::order::{Acceptance, Goods, Line, Order, OrderId, PaymentLink};
use scanslip::till::screen::View;
use scanslip::till::slip::{Kind, SlipId};
use scanslip::till::{Effect, Moment};
use std::sync::Arc;

mod privacy;
mod said;

const CODES: [&str; 20] = [
    "3017620422003",
    "5449000000996",
    "BAG",
    "BEER",
    "APPLES",
    "GOLD",
    "nobody knows this",
    "3017620422004",
    "CUST-0001",
    "$3CUST-9999",
    "$4DISCOUNT",
    "SLIP-QTY-9",
    "SLIP-PRICE",
    "SLIP-CONFIRM",
    "SLIP-REPRINT",
    "CIDER",
    "WATER",
    "SLIP-AGE-anna-5HZ8W0N4TC",
    "SLIP-STAFF-anna-7K3M9QX2VB",
    "SLIP-CANCEL",
];

/// What may happen next, by small numbers that shrink well.
#[derive(Clone, Debug)]
enum Chance {
    Scan(usize),
    Press(usize),
    Pass(u32),
    Answer(u32, usize),
    Seek(u32, usize),
    Print(u32, bool, u16, usize),
    Printer(usize),
    Scanners(usize),
    Disk(bool),
    Restart,
}

fn chance() -> impl Strategy<Value = Chance> {
    prop_oneof![
        8 => (0..CODES.len()).prop_map(Chance::Scan),
        5 => (0_usize..11).prop_map(Chance::Press),
        3 => (0_u32..100_000).prop_map(Chance::Pass),
        4 => (1_u32..40, 0_usize..4).prop_map(|(order, answer)| Chance::Answer(order, answer)),
        4 => (1_u32..40, 0_usize..4).prop_map(|(order, finding)| Chance::Seek(order, finding)),
        4 => (1_u32..40, any::<bool>(), 0_u16..3, 0_usize..4)
            .prop_map(|(order, provisional, copy, outcome)| Chance::Print(order, provisional, copy, outcome)),
        1 => (0_usize..3).prop_map(Chance::Printer),
        1 => (0_usize..2).prop_map(Chance::Scanners),
        1 => any::<bool>().prop_map(Chance::Disk),
        1 => Just(Chance::Restart),
    ]
}

fn acceptance() -> Acceptance {
    Acceptance {
        number: 17_724_460,
        payment: PaymentLink::Absent,
        paid: false,
        invoice: None,
        quote: None,
        total: None,
    }
}

fn order_id(number: u32) -> OrderId {
    OrderId::parse(&format!("{number:026}")).expect("26 digits are an order id")
}

fn take(stage: &mut Stage, chance: &Chance) -> Vec<Effect> {
    let keys = [
        Key::Confirm,
        Key::Cancel,
        Key::Undo,
        Key::More,
        Key::Digit(7),
        Key::Digit(0),
        Key::Times,
        Key::Help,
        Key::Language,
        Key::Copy,
        Key::Confirm,
    ];
    let why = || "by chance".to_owned();
    let event = match *chance {
        Chance::Scan(code) => return stage.scan(CODES[code]),
        Chance::Press(key) => {
            let fresh = stage.fresh();
            Event::Pressed { key: keys[key], fresh }
        }
        Chance::Pass(ms) => return stage.pass(i64::from(ms)),
        Chance::Answer(order, answer) => {
            let answers = [
                Answer::Accepted(acceptance()),
                Answer::Refused(why()),
                Answer::NotSent(why()),
                Answer::InDoubt(why()),
            ];
            Event::Answered { order: order_id(order), answer: answers[answer].clone() }
        }
        Chance::Seek(order, finding) => {
            let findings =
                [Finding::There(acceptance()), Finding::Missing, Finding::Unknown(why()), Finding::Ambiguous(why())];
            Event::Sought { order: order_id(order), finding: findings[finding].clone() }
        }
        Chance::Print(order, provisional, copy, outcome) => {
            let kind = if provisional { Kind::Provisional } else { Kind::Final };
            let outcomes = [Printing::Proven, Printing::Sent, Printing::Nothing(why()), Printing::Broken(why())];
            let slip = SlipId { order: order_id(order), kind, copy };
            Event::Printed { slip, outcome: outcomes[outcome].clone() }
        }
        Chance::Printer(state) => {
            let states = [PrinterState::Ready, PrinterState::Trouble(PrinterTrouble::NoPaper), PrinterState::Absent];
            Event::PrinterChanged(states[state])
        }
        Chance::Scanners(open) => Event::ScannersChanged { open },
        Chance::Disk(full) => {
            stage.disk_is_full = full;
            return Vec::new();
        }
        Chance::Restart => {
            stage.restart();
            Event::Tick
        }
    };
    stage.tell(event)
}

fn adds_up(lines: &[scanslip::till::screen::CartLine], total: Cents) -> bool {
    let sum: i64 = lines.iter().map(|line| line.total.get()).sum();
    let each = lines.iter().all(|line| line.unit_price.times(line.quantity) == Some(line.total));
    sum == total.get() && each && total <= Cents::MAX
}

/// Nothing that is bound to an age without somebody's word, and no article without what is sold along with it.
fn goods_are_right(order: &Order) -> bool {
    let number = |line: &Line| if let Goods::Article { id, .. } = line.goods { id.0 } else { 0 };
    let released = |age: u8| order.age_checks.iter().any(|check| check.passed && check.age >= age);
    let bound = |line: &Line| match number(line) {
        104 => 18,
        112 => 16,
        _ => 0,
    };
    let along = |line: &Line| match number(line) {
        112 => vec![111],
        114 => vec![111, 113],
        _ => Vec::new(),
    };
    let owners = order.lines.iter().enumerate().filter(|(_, line)| !line.linked);
    owners.clone().all(|(place, line)| {
        let followers: Vec<&Line> = order.lines[place + 1..].iter().take_while(|line| line.linked).collect();
        (bound(line) == 0 || released(bound(line)))
            && followers.iter().map(|line| number(line)).collect::<Vec<_>>() == along(line)
            && followers.iter().all(|follower| follower.quantity == line.quantity)
    })
}

fn order_adds_up(order: &Order) -> bool {
    order.lines.iter().map(|line| line.total.get()).sum::<i64>() == order.total.get()
}

/// 400, or as many as whoever runs the tests says.
fn cases() -> u32 {
    crate::environment("PROPTEST_CASES").and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_totals_add_up_and_the_till_can_always_be_left(chances in vec(chance(), 1..120)) {
        let mut stage = Stage::set(Stage::settings());
        let mut twin = Stage::set(Stage::settings());
        for chance in &chances {
            let effects = take(&mut stage, chance);
            prop_assert_eq!(&effects, &take(&mut twin, chance), "same events, same effects");
            for effect in &effects {
                match effect {
                    Effect::Show(screen) => if let View::Cart { lines, total, .. } = &screen.view {
                        prop_assert!(adds_up(lines, *total), "the screen adds up");
                    },
                    Effect::Send { order, .. } => {
                        prop_assert!(order_adds_up(order), "the order adds up");
                        prop_assert!(goods_are_right(order), "what must be there is there, and nothing else: {:?}", order);
                    }
                    Effect::Print(slip) => {
                        let sum: i64 = slip.lines.iter().map(|line| line.total.get()).sum();
                        prop_assert_eq!(sum, slip.total.get(), "the slip adds up");
                        for row in &slip.vat {
                            prop_assert_eq!(row.net.get() + row.vat.get(), row.gross.get(), "the VAT table adds up");
                        }
                    }
                    _ => {}
                }
            }
        }
        // Never stuck: left alone, with nobody answering anything, the till is back at the start within minutes.
        stage.disk_is_full = false;
        stage.pass(15 * 60_000);
        let shown = stage.till.handle(stage.now(), Event::Tick);
        prop_assert!(shown.iter().all(|effect| !matches!(effect, Effect::Send { .. })), "a tick is not a shopper");
        let effects = stage.scan("3017620422003");
        let shows = effects.iter().any(|effect| matches!(effect, Effect::Show(screen) if matches!(&screen.view, View::Cart { lines, .. } if lines.len() == 1)));
        prop_assert!(shows, "the next shopper's first scan is the first line of an empty cart: {:?}", effects);
    }

    #[test]
    fn an_order_is_never_sent_again_unless_it_is_known_that_the_shop_lacks_it(chances in vec(chance(), 1..150)) {
        let mut stage = Stage::set(Stage::settings());
        for chance in &chances {
            take(&mut stage, chance);
        }
        let mut sent = std::collections::BTreeSet::new();
        for (entry, _) in &stage.journal {
            match entry {
                Entry::Sending { order, .. } => prop_assert!(sent.insert(*order), "{order} was sent while it may be there"),
                Entry::NotSent { order, .. } | Entry::Absent { order } => { sent.remove(order); }
                _ => {}
            }
        }
    }

    #[test]
    fn undo_takes_back_exactly_what_add_did(adds in vec((0_u64..6, 1_u32..50), 1..60), more in 0_u64..8, times in 1_u32..99) {
        let title = Title::clean("thing").expect("a title");
        let price = |id: u64| Cents::new(i64::try_from(id).expect("small") * 37 + 1);
        let article = |id: u64| Arc::new(Article::piece(ArticleId(id + 1), title.clone(), price(id)));
        let mut cart = Cart::default();
        for (id, pieces) in adds {
            let _ = cart.add(&article(id), Quantity::pieces(pieces).expect("a quantity"));
        }
        let before = cart.clone();
        if cart.add(&article(more), Quantity::pieces(times).expect("a quantity")).is_ok() {
            prop_assert!(cart.undo());
        }
        prop_assert_eq!(cart, before);
    }
}

#[test]
fn a_cart_has_limits_and_says_so() {
    let mut stage = Stage::set(Stage::settings());
    for number in 0..150 {
        stage.scan(&format!("THING-{number}"));
    }
    let fresh = stage.fresh();
    let effects = stage.tell(Event::Pressed { key: Key::Confirm, fresh });
    let sent =
        effects.iter().find_map(|effect| if let Effect::Send { order, .. } = effect { Some(order) } else { None });
    assert_eq!(sent.expect("the order is sent").lines.len(), scanslip::till::cart::MAX_LINES);
}

#[test]
fn a_till_that_nobody_touches_does_not_want_to_be_woken() {
    let mut stage = Stage::set(Stage::settings());
    stage.tell(Event::Tick);
    assert_eq!(stage.till.deadline(), None, "an idle kiosk costs nothing");
    assert_eq!(stage.moment, Moment(0));
}

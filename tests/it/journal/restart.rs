//! Power goes at every point of a purchase; what the file holds decides what the first turn does.

use super::Place;
use crate::stage::Stage;
use crate::telling::tell;
use scanslip::journal::{Journal, Stamp};
use scanslip::till::entry::{Entry, Withheld};
use scanslip::till::event::{Answer, Event, Key, Printing};
use scanslip::till::order::{Acceptance, OrderId, PaymentLink};
use scanslip::till::slip::{Kind, SlipId};
use scanslip::till::{Moment, Till};

/// A whole purchase, as it is recorded.
fn purchase() -> (Stage, Vec<(Entry, Moment)>) {
    let mut stage = Stage::set(Stage::settings());
    let order = stage.fresh();
    stage.scan("3017620422003");
    stage.moment = Moment(2_000);
    stage.tell(Event::Pressed { key: Key::Confirm, fresh: order });
    stage.moment = Moment(3_000);
    stage.tell(Event::Answered { order, answer: Answer::Accepted(acceptance()) });
    stage.moment = Moment(4_000);
    stage.tell(Event::Printed { slip: SlipId { order, kind: Kind::Final, copy: 0 }, outcome: Printing::Sent });
    let journal = stage.journal.clone();
    (stage, journal)
}

fn acceptance() -> Acceptance {
    Acceptance { number: 7, payment: PaymentLink::Absent, paid: false, invoice: None, quote: None, total: None }
}

/// Writes, drops the journal, opens it again, and tells what the first tick of the new till does.
fn after_a_restart(stage: &Stage, entries: &[(Entry, Moment)]) -> Vec<String> {
    let place = Place::new();
    let mut journal = place.open();
    for (entry, at) in entries {
        let stamp = Stamp { wall: None, boot: "b".to_owned(), uptime_ms: at.0 };
        journal.append(&stamp, std::slice::from_ref(entry)).expect("it is written");
    }
    drop(journal);
    let recovered = Journal::open(&place.file()).expect("the journal").recover().expect("sound rows");
    let remembered = recovered.entries.iter().map(|(entry, stamp)| (entry, Some(Moment(stamp.uptime_ms))));
    let mut stage = stage.clone();
    stage.moment = Moment(60_000);
    stage.till = Till::restore(stage.settings.clone(), stage.now(), recovered.last_number, remembered);
    stage.tell(Event::Tick).iter().filter_map(tell).collect()
}

const IN_DOUBT: &str = "record order 1 in doubt: No answer came, or the kiosk stopped before it came.";

#[test]
fn an_order_comes_back_in_the_state_that_is_on_disk() {
    let (stage, entries) = purchase();
    let kinds = ["confirmed", "sending", "accepted", "printing", "printed"];
    assert_eq!(entries.len(), kinds.len(), "{entries:?}");
    let broken = "record final slip of order 1 printed: Broken(\"The kiosk stopped, or the printer never answered.\")";
    let expected: [&[&str]; 6] = [
        &[],
        &["record order 1 sending, attempt 1", "send order 1 for 4.50"],
        &[IN_DOUBT, "seek order 1"],
        &["record final slip of order 1 printing", "print final slip of order 1, 1 lines"],
        &[broken, "record final slip copy 1 of order 1 printing", "print final slip copy 1 of order 1, 1 lines"],
        &[],
    ];
    for (written, expected) in expected.into_iter().enumerate() {
        let mut told = after_a_restart(&stage, &entries[..written]);
        assert_eq!(told.pop().as_deref(), Some("show welcome"), "after {written} entries");
        assert_eq!(told.len(), expected.len(), "after {written} entries: {told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "after {written} entries: {told}");
        }
    }
}

#[test]
fn whatever_happened_after_sending_decides_whether_it_is_sent_again() {
    let (stage, entries) = purchase();
    let order: OrderId = entries[0].0.order();
    let (sent, why) = (&entries[..2], String::new());
    let again = ["record order 1 sending, attempt 2", "send order 1 for 4.50", "show welcome"];
    let doubt = Entry::InDoubt { order, why: why.clone() };
    let cases: [(Vec<Entry>, &[&str]); 7] = [
        (vec![Entry::NotSent { order, why: why.clone() }], &again),
        (vec![doubt.clone()], &["seek order 1", "show welcome"]),
        (vec![doubt.clone(), Entry::Absent { order }], &again),
        (
            vec![
                Entry::NotSent { order, why: why.clone() },
                Entry::Sending { order, attempt: 2, request: scanslip::till::order::Request::Whole },
            ],
            &[IN_DOUBT, "seek order 1", "show welcome"],
        ),
        (vec![doubt, Entry::Held { order, why: why.clone() }], &["show welcome"]),
        (vec![Entry::Refused { order, why }], &["show welcome"]),
        (
            vec![
                Entry::Accepted { order, acceptance: acceptance() },
                Entry::SlipWithheld { order, why: Withheld::NotWanted },
            ],
            &["show welcome"],
        ),
    ];
    for (more, expected) in cases {
        let more = more.into_iter().map(|entry| (entry, Moment(3_000)));
        let entries: Vec<_> = sent.iter().cloned().chain(more).collect();
        assert_eq!(after_a_restart(&stage, &entries), expected, "{:?}", entries.last());
    }
}

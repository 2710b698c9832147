//! An order by what staff read off a slip: the end of its reference, the kiosk's number, the shop's.

use super::{Kiosk, confirmed};
use scanslip::journal::{Journal, Stamp};
use scanslip::till::Wall;
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::order::{Acceptance, Order, OrderId, PaymentLink};
use std::sync::Arc;

/// Two that end alike but for seven characters, one whose end is a number, and so on.
const IDS: [&str; 5] = [
    "01KBXP3V5E8Q9TTTTTTTABCDEF",
    "01KBXP3V5E8Q9TTTTTTSABCDEF",
    "01KBXP3V5E8Q9TTTTTT1234567",
    "01KBXP3V5E8Q9TTTTTTTHC0F7K",
    "01KBXP3V5E8Q9TTTTTTTZZZZZZ",
];

fn id(place: usize) -> OrderId {
    OrderId::parse(IDS[place]).expect("an order id")
}

/// The kiosk's numbers are 11 to 15; the shop's 7001, 7002 and, by staff's word, 14. The last one is held.
fn named() -> Kiosk {
    let kiosk = Kiosk::new();
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    let stamp = Stamp { wall: Some(Wall(1_795_435_200)), boot: "b".to_owned(), uptime_ms: 1 };
    for (place, number) in (0..IDS.len()).zip(11..) {
        let order = id(place);
        let Entry::Confirmed(of) = confirmed(number) else { panic!("an order") };
        let accepted = |number| {
            let (payment, paid, invoice, quote, total) = (PaymentLink::Absent, false, None, None, None);
            Entry::Accepted { order, acceptance: Acceptance { number, payment, paid, invoice, quote, total } }
        };
        let held = Entry::Held { order, why: "two".to_owned() };
        let next = match place {
            0 => accepted(7_001),
            1 => accepted(7_002),
            2 => Entry::Resolved { order, resolution: Resolution::Accepted(14) },
            _ => held,
        };
        let confirmed = Entry::Confirmed(Arc::new(Order { id: order, ..(*of).clone() }));
        journal.append(&stamp, &[confirmed, next]).expect("it is written");
    }
    kiosk
}

/// The reference of the order that is shown for this name, or why none is.
fn shown(kiosk: &Kiosk, name: &str) -> Result<String, String> {
    let told = kiosk.orders(&["show", name, "--json"]).map_err(|failure| {
        assert_eq!(failure.exit_code(), 2, "{failure}");
        failure.to_string()
    })?;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    Ok(told["id"].as_str().expect("a reference").to_owned())
}

#[test]
fn an_order_is_found_by_each_of_its_names() {
    let kiosk = named();
    for (name, place) in [
        (IDS[0], 0),
        ("TABCDEF", 0),
        ("sabcdef", 1),
        ("ZZZZZZ", 4),
        ("kiosk-1 ZZZZZZ", 4),
        ("hcof7k", 3),
        ("234567", 2),
        ("12", 1),
        ("15", 4),
        ("7001", 0),
        ("7002", 1),
    ] {
        assert_eq!(shown(&kiosk, name), Ok(IDS[place].to_owned()), "{name}");
    }
    for name in
        ["ZZZZZ", "BCDEF", "0015", "16", "700", "18446744073709551615", "9223372036854775808", "%", "______", ""]
    {
        let why = shown(&kiosk, name).expect_err("nothing is called so");
        assert!(why.contains("There is no order") && why.contains("the last six of it, the kiosk's number"), "{why}");
    }
}

#[test]
fn of_two_that_are_called_alike_none_is_taken_and_both_are_named() {
    let kiosk = named();
    let slip = kiosk.folder.path().join("slip.txt");
    let slip = slip.to_str().expect("UTF-8");
    // The end of two references; the kiosk's number of one that is held, which is the shop's of another.
    for (name, places) in [("ABCDEF", [0, 1]), ("14", [2, 3])] {
        let resolve = ["orders", "resolve", name, "--as", "refused"];
        let preview = ["slip", "preview", "--order", name, "--out", slip];
        for command in [&["orders", "show", name][..], &resolve, &preview] {
            let why = kiosk.run(command).expect_err("there are two");
            let why = (why.exit_code(), why.to_string());
            assert!(why.0 == 2 && why.1.starts_with(&format!("2 orders are called \"{name}\": ")), "{why:?}");
            assert!(places.iter().all(|place| why.1.contains(IDS[*place])), "{why:?}");
        }
    }
    let journal = Journal::open_to_read(&kiosk.journal()).expect("a journal");
    let of_held = journal.entries_of(id(3)).expect("sound rows");
    assert!(of_held.iter().all(|(entry, _)| !matches!(entry, Entry::Resolved { .. })), "{of_held:?}");
}

#[test]
fn what_was_read_off_a_slip_is_resolved_and_previewed() {
    let kiosk = named();
    let slip = kiosk.folder.path().join("slip.txt");
    kiosk.run(&["slip", "preview", "--order", "7001", "--out", slip.to_str().expect("UTF-8")]).expect("it is written");
    assert!(std::fs::read_to_string(&slip).expect("a slip").contains("7001"));
    let said = kiosk.orders(&["resolve", "zzzzzz", "--as", "refused"]).expect("it is held");
    assert_eq!(said, format!("Order {} is settled.\n", IDS[4]));
    let why = kiosk.orders(&["resolve", "11", "--as", "refused"]).expect_err("it is accepted");
    assert!(why.to_string().contains("is not held for staff"), "{why}");
}

#[test]
fn the_archive_counts_too() {
    let kiosk = named();
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    let stamp = Stamp { wall: None, boot: "b".to_owned(), uptime_ms: 1 };
    let why = scanslip::till::entry::Withheld::TooLate;
    journal.append(&stamp, &[Entry::SlipWithheld { order: id(0), why }]).expect("it is written");
    while journal.tidy(Wall(1_795_435_200 + 400 * 86_400)).expect("there is room") {}
    assert!(journal.kept(id(0)).expect("sound").is_empty() && !journal.kept(id(1)).expect("sound").is_empty());
    assert_eq!(shown(&kiosk, "7001"), Ok(IDS[0].to_owned()));
    let why = shown(&kiosk, "ABCDEF").expect_err("one is in the archive");
    assert!(why.contains(IDS[0]) && why.contains(IDS[1]), "{why}");
}

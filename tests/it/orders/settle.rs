//! What staff are told to do about orders that wait for them.

use super::resolve::held;
use super::{Kiosk, confirmed, id, written};
use scanslip::journal::{Journal, Stamp};
use scanslip::till::Wall;
use scanslip::till::entry::Entry;
use std::process::Command;

/// The real program, with this in its environment.
fn said(kiosk: &Kiosk, words: &[&str], environment: &[(&str, &str)]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_scanslip"))
        .arg("--config")
        .arg(kiosk.folder.path().join("scanslip.toml"))
        .args(words)
        .env_remove("SUDO_UID")
        .envs(environment.iter().copied())
        .output()
        .expect("it starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

/// The lines that are commands, as a shell takes them: `sudo` before them where it is needed, the settings in them.
fn commands(kiosk: &Kiosk, said: &str, sudo: &str) -> Vec<String> {
    let settings = kiosk.folder.path().join("scanslip.toml");
    let begin = format!("    {sudo}scanslip --config {} orders resolve ", settings.display());
    said.lines().filter_map(|line| line.strip_prefix(&begin)).map(str::to_owned).collect()
}

#[test]
fn each_order_that_is_held_comes_with_the_commands_that_settle_it() {
    let kiosk = held();
    let ways = |number: u32| ["accepted:NUMBER", "refused", "resend"].map(|way| format!("{} --as {way}", id(number)));
    for (environment, sudo) in [(&[][..], ""), (&[("SUDO_UID", "1000")], "sudo ")] {
        let list = said(&kiosk, &["orders", "list"], environment);
        assert_eq!(commands(&kiosk, &list, sudo), [ways(1), ways(2), ways(3)].concat(), "{list}");
        assert!(
            list.contains("\n  order 2 of 9.00: two\n") && list.contains("became of order 4; staff need"),
            "{list}"
        );
        let show = said(&kiosk, &["orders", "show", "2"], environment);
        assert_eq!(commands(&kiosk, &show, sudo), ways(2), "{show}");
    }
    // As it is pasted, but for the shop's number.
    let list = said(&kiosk, &["orders", "list"], &[]);
    let refused = list.lines().find(|line| line.ends_with("--as refused")).expect("a command");
    let words: Vec<&str> = refused.split_whitespace().skip(3).collect();
    assert_eq!(said(&kiosk, &words, &[]), format!("Order {} is settled.\n", id(1)));
    let list = said(&kiosk, &["orders", "list"], &[]);
    assert_eq!(commands(&kiosk, &list, ""), [ways(2), ways(3)].concat(), "what is settled needs no command");
    let show = said(&kiosk, &["orders", "show", "1"], &[]);
    assert_eq!(commands(&kiosk, &show, ""), Vec::<String>::new());
}

#[test]
fn one_that_is_held_is_told_however_old_it_is() {
    let kiosk = held();
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    let stamp = Stamp { wall: Some(Wall(1_795_435_200)), boot: "b".to_owned(), uptime_ms: 1 };
    for number in 5..60 {
        let refused = Entry::Refused { order: id(number), why: "closed".to_owned() };
        journal.append(&stamp, &[confirmed(number), refused]).expect("it is written");
    }
    drop(journal);
    let list = said(&kiosk, &["orders", "list"], &[]);
    let (table, _) = list.split_once("\n\n").expect("more below the table");
    assert!(!table.contains(id(1).as_str()), "it is not among the newest");
    assert_eq!(commands(&kiosk, &list, "").len(), 9, "{list}");
}

#[test]
fn every_time_is_the_machines_own() {
    let kiosk = written();
    for (zone, hour) in [("UTC", 12), ("CET-1", 13), ("XXX+5", 7)] {
        let show = said(&kiosk, &["orders", "show", "9"], &[("TZ", zone)]);
        let (list, step) =
            (format!("2026-11-23 {hour:02}:00  accepted"), format!("2026-11-23 {hour:02}:00:00  confirmed"));
        assert!(show.contains(&list) && show.contains(&step), "in {zone}: {show}");
        assert!(!show.contains("00Z"), "{show}");
    }
}

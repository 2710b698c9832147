//! The key and the shopper appear in no log, in no text of a debugger, and the key and the card in no file.

use crate::alone;
use crate::shell::{CUSTOMER, KEYS, Shell, Shop, kiosk};
use scanslip::journal::Journal;
use scanslip::till::event::Key;
use scanslip::till::screen::{Guest, Notice, View};
use std::fs;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, mpsc};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

const CARD: &str = "CUST-0001";
const ACCEPTED: &str = r#"{"success":true,"orderID":7,"paymentLink":"https://kash.click/pay/7"}"#;

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("nobody panicked")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

fn tells_nothing(what: &str, text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "{what} tells {secret}: {text}");
    }
}

/// One order that is accepted and one whose answer is lost, so that the listings are asked with the key in their address.
fn two_orders(shell: &Shell, shop: &Shop) {
    for answer in [ACCEPTED, ""] {
        shell.door.scan("BAG");
        shell.door.scan(CARD);
        shell
            .see(|screen| matches!(&screen.view, View::Cart { lines, customer: Guest::Known, .. } if lines.len() == 1));
        shell.door.scan("CUST-9999");
        shell.door.scan("nobody knows this 42");
        // Not before: an unknown code takes back a confirm that came before it was shown.
        shell.see(|screen| matches!(screen.notice, Some(Notice::UnknownCode { .. })));
        shell.door.press(Key::Confirm);
        let sale = shop.request();
        assert!(sale.contains(KEYS[1]) && sale.contains(&format!("idClient={CUSTOMER}")), "{sale}");
        shop.answer(answer);
        if !answer.is_empty() {
            shell.see(|screen| matches!(screen.view, View::Done { number: 7, .. }));
        }
    }
    let listing = shop.request();
    assert!(listing.starts_with("GET ") && listing.contains(KEYS[1]), "{listing}");
    // An answer that echoes what it was asked, as error pages do.
    let echo = format!("no such page: {}", listing.replace('"', ""));
    shop.answer(&echo);
    shop.request();
}

#[test]
fn no_log_tells_the_key_or_the_shopper() {
    if alone::told().is_none() {
        // The log is the whole process's, and other tests have their own cards.
        return alone::run("secrets::no_log_tells_the_key_or_the_shopper", "");
    }
    let log = Log::default();
    tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(log.clone()).with_ansi(false).init();
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("journal.db");
    let shop = Shop::open();
    let shell = Shell::start(folder.path(), Journal::open(&file).expect("a journal"), &shop);
    two_orders(&shell, &shop);

    let log = log.text();
    for expected in ["ready", "event", "TRACE", "a code that the catalogue does not know"] {
        assert!(log.contains(expected), "the log was not listened to, it lacks {expected:?}: {log}");
    }
    tells_nothing("the log", &log, &[KEYS[0], KEYS[1], CARD, "CUST-9999", "nobody knows this 42", CUSTOMER]);
    for name in ["journal.db", "journal.db-wal", "slips"] {
        let bytes = fs::read(folder.path().join(name)).expect(name);
        assert!(!bytes.is_empty(), "{name}");
        tells_nothing(name, &String::from_utf8_lossy(&bytes), &[KEYS[0], KEYS[1], CARD]);
    }
}

#[test]
fn nothing_of_a_kiosk_can_be_printed_that_is_secret() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let journal = Journal::open(&folder.path().join("journal.db")).expect("a journal");
    let kiosk = kiosk(folder.path(), journal, &Shop::open(), mpsc::channel().0);
    tells_nothing("the kiosk", &format!("{kiosk:?} {kiosk:#?}"), &[KEYS[0], KEYS[1], CARD, CUSTOMER]);
}

/// However a service ends, what it leaves on standard error tells no key: every log level, a backtrace, each way to fail.
#[test]
fn a_service_that_ends_badly_tells_no_key() {
    let secret = "kEy-5ecRet-0123456789";
    for (spoil, code) in [("journal.db", 1), ("catalogue.db", 1), ("", 2)] {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let place = folder.path().display();
        fs::write(folder.path().join("kash.key"), secret).expect("written");
        let more =
            if spoil.is_empty() { "[staff]\nkey-file = \"/nowhere\"\n[[staff.person]]\nid = \"anna\"\n" } else { "" };
        let settings = format!(
            "[kiosk]\nstate-dir = \"{place}\"\npaper = \"never\"\n[kash]\nurl = \"http://127.0.0.1:9\"\nshop-id = \"77\"\n\
             key-file = \"{place}/kash.key\"\n[[scanner]]\nkind = \"serial\"\npath = \"{place}/none\"\n{more}"
        );
        fs::write(folder.path().join("scanslip.toml"), settings).expect("written");
        if !spoil.is_empty() {
            fs::write(folder.path().join(spoil), format!("no database, but {secret} by mistake")).expect("written");
        }
        let ended = std::process::Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .arg("--config")
            .arg(folder.path().join("scanslip.toml"))
            .arg("run")
            .envs([("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full")])
            .output()
            .expect("it starts and ends");
        let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(code), "{spoil}: {said}");
        assert!(!said.is_empty(), "{spoil}");
        tells_nothing("the end", &said, &[secret]);
    }
}

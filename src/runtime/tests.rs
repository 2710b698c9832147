//! The loop stepped by hand: a real journal and the real till; what workers say is said by the test.

use super::*;
use crate::barcode::Scan;
use crate::kash::Key as ApiKey;
use crate::till::article::{Article, ArticleId, Title};
use crate::till::event::{Answer, Found, Key, LookUpId, PrinterTrouble};
use crate::till::money::Cents;
use crate::till::order::{Acceptance, OrderId, PaymentLink};
use crate::till::screen::{Notice, OutOfService, View};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// A shell and what stands around it.
struct Bench {
    shell: Shell,
    shown: mpsc::Receiver<Sight>,
    path: PathBuf,
    _folder: TempDir,
    _lobby: Lobby,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        let (watcher, shown) = mpsc::channel();
        let lobby = Lobby::open();
        let kiosk = Kiosk {
            trusts_clock: true,
            settings: Settings::default(),
            journal: Journal::open(&path).expect("a journal"),
            catalogue: Catalogue::open_in_memory().expect("a catalogue"),
            shop: kash::Client::new(nobody()).expect("a client"),
            scanners: Vec::new(),
            scanners_beep: true,
            keypads: Vec::new(),
            printer: None,
            loudspeaker: None,
            watchers: vec![watcher],
        };
        let shell = Shell::start(kiosk, &lobby.events, Roll::default()).expect("a shell");
        Self { shell, shown, path, _folder: folder, _lobby: lobby }
    }

    async fn take(&mut self, input: Input) {
        self.shell.take(Some(input)).await.expect("no worker ended");
    }

    async fn wake(&mut self) {
        self.shell.take(None).await.expect("no worker ended");
    }

    /// Someone scans something, and the catalogue knows it.
    async fn scan(&mut self) {
        self.take(Input::Scanned {
            scanner: None,
            scan: Scan { text: "BAG".to_owned(), aim: None },
            at: clock::instant(),
        })
        .await;
        let article = Article::piece(ArticleId(1), Title::clean("Sac").expect("a title"), Cents::new(20));
        let found = Found::Article(Arc::new(article));
        self.take(Input::LookedUp { look_up: LookUpId(1), found }).await;
    }

    /// From now on the journal takes nothing, or everything again.
    fn disk(&self, works: bool) {
        let (from, to) = if works { ("away", "entry") } else { ("entry", "away") };
        let connection = Connection::open(&self.path).expect("a journal");
        connection.execute_batch(&format!("ALTER TABLE {from} RENAME TO {to}")).expect("renamed");
    }

    /// The last screen that was shown since the last question.
    fn screen(&self) -> Screen {
        let screens =
            self.shown.try_iter().filter_map(|sight| if let Sight::Screen(it) = sight { Some(it) } else { None });
        screens.last().expect("a new screen")
    }

    /// The order that was confirmed last.
    fn order(&self) -> OrderId {
        let journal = Journal::open_to_read(&self.path).expect("a journal");
        journal.newest(1).expect("a sound journal").first().expect("an order").0.order()
    }
}

/// A shop that nobody keeps.
fn nobody() -> kash::Settings {
    let url = "http://127.0.0.1:9/".parse().expect("an address");
    kash::Settings { timeout_s: 1, ..kash::Settings::new(url, "1".to_owned(), ApiKey::new("key").expect("a key")) }
}

#[tokio::test]
async fn a_scanner_that_is_not_there_closes_no_other() {
    let mut bench = Bench::new();
    bench.take(Input::Scanner { scanner: 0, open: true, why: None }).await;
    bench.take(Input::Scanner { scanner: 1, open: false, why: None }).await;
    assert_eq!(bench.screen().view, View::Welcome);
    bench.take(Input::Scanner { scanner: 0, open: false, why: None }).await;
    assert_eq!(bench.screen().view, View::OutOfService(OutOfService::NoScanner));
}

#[tokio::test]
async fn what_was_said_while_the_disk_failed_is_told_again_in_order() {
    let mut bench = Bench::new();
    bench.scan().await;
    bench.disk(false);
    bench.take(Input::Pressed { key: Key::Confirm, at: clock::instant() }).await;
    assert_eq!(bench.screen().notice, Some(Notice::NotRecorded), "nothing is ordered");
    bench.disk(true);
    bench.take(Input::Pressed { key: Key::Confirm, at: clock::instant() }).await;
    assert!(matches!(bench.screen().view, View::Sending { .. }));

    let order = bench.order();
    bench.disk(false);
    let acceptance =
        Acceptance { number: 7, payment: PaymentLink::Absent, paid: false, invoice: None, quote: None, total: None };
    let answer = Answer::Accepted(acceptance);
    bench.take(Input::Answered { order, answer }).await;
    bench
        .take(Input::Printer {
            state: PrinterState::Trouble(PrinterTrouble::NoPaper),
            why: Some("no paper".to_owned()),
        })
        .await;
    bench.take(Input::Printer { state: PrinterState::Absent, why: None }).await;
    bench.wake().await;
    assert!(!bench.shell.untold.is_empty(), "the disk fails still");
    bench.disk(true);
    bench.wake().await;
    assert!(bench.shell.untold.is_empty());
    let screen = bench.screen();
    assert!(matches!(screen.view, View::Done { number: 7, .. }), "{screen:?}");
    assert_eq!(screen.printer_trouble, None, "the last word counts");
}

//! `/healthz` when something is wrong, each time with everything else real.

use super::http::{connect, get};
use scanslip::catalogue::Catalogue;
use scanslip::console::{self, Console, Equipment};
use scanslip::devices::Press;
use scanslip::journal::Journal;
use scanslip::kash;
use scanslip::runtime::lobby::{Door, Lobby};
use scanslip::runtime::tail::Tail;
use scanslip::runtime::{self, Kiosk, Sight};
use scanslip::till::Settings;
use scanslip::till::effect::Sound;
use scanslip_hw::printer::Profile;
use scanslip_hw::scanner;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::{Builder, JoinHandle};
use tempfile::TempDir;

/// More sounds than any buffer between the page and a client holds.
const TOLD: usize = 400_000;

/// The page of a kiosk that has these scanners, and the kiosk's end of it.
fn serve(folder: &Path, scanners: Vec<scanner::Settings>, lobby: &Lobby) -> (SocketAddr, mpsc::Sender<Sight>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    let profile = Profile::named("generic-80mm").expect("a shipped profile");
    let press = Press { dressing: scanslip::slip::sample_dressing(), profile };
    let journal = folder.join("journal.db");
    let kiosk = "kiosk-1".to_owned();
    let catalogue = folder.join("catalogue.db");
    let (acts, log) = (true, Tail::default());
    let equipment = Equipment { scanners, keypads: Vec::new(), display: None, shop: "a shop".to_owned() };
    let shop = shop();
    let console =
        Console { listener, kiosk, press, journal, catalogue, equipment, token: None, shop, acts, log, stall: None };
    (address, console::start(console, lobby.door()).expect("a page"))
}

/// One that nobody serves.
fn shop() -> kash::Settings {
    let shop = "http://127.0.0.1:9/".parse().expect("an address");
    kash::Settings::new(shop, "1".to_owned(), kash::Key::new("key").expect("a key"))
}

/// A kiosk that runs in this process, with a page.
struct Running {
    address: SocketAddr,
    door: Door,
    folder: TempDir,
    ended: JoinHandle<Result<(), runtime::Error>>,
}

impl Running {
    fn start(scanners: Vec<scanner::Settings>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let lobby = Lobby::open();
        let (address, watcher) = serve(folder.path(), scanners.clone(), &lobby);
        let kiosk = Kiosk {
            settings: Settings::default(),
            trusts_clock: true,
            journal: Journal::open(&folder.path().join("journal.db")).expect("a journal"),
            catalogue: Catalogue::open_in_memory().expect("a catalogue"),
            shop: kash::Client::new(shop()).expect("a client"),
            scanners,
            scanners_beep: true,
            keypads: Vec::new(),
            printer: None,
            loudspeaker: None,
            watchers: vec![watcher],
        };
        let door = lobby.door();
        let run = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(runtime::run(kiosk, lobby))
        };
        let ended = Builder::new().name("kiosk".to_owned()).spawn(run).expect("a thread");
        Self { address, door, folder, ended }
    }

    fn end(self) {
        self.door.close();
        self.ended.join().expect("no panic").expect("it ends well");
    }
}

fn serial(path: PathBuf) -> scanner::Settings {
    let source = scanner::Source::Serial { path, baud: 9_600 };
    scanner::Settings { source, suffix: scanner::Suffix::Newline, layout: "us".to_owned(), idle_ms: 50 }
}

#[test]
fn a_kiosk_whose_scanner_is_not_plugged_in_is_well() {
    let kiosk = Running::start(vec![serial(PathBuf::from("/nowhere/ttyACM0"))]);
    let reply = get(kiosk.address, "/healthz");
    assert_eq!((reply.status, reply.text()), (200, "ok\n"));
    let state = get(kiosk.address, "/api/state").json();
    assert_eq!((&state["scanners"]["configured"], &state["scanners"]["open"]), (&1.into(), &0.into()));
    assert_eq!(state["printer"], "absent");
    for path in ["/api/scan", "/api/key"] {
        assert_eq!(super::http::post(kiosk.address, path, "confirm").status, 404, "only the demo can be pressed");
    }
    kiosk.end();
}

#[test]
fn a_scanner_that_is_there_and_cannot_be_opened_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ttyACM0");
    fs::write(&path, "no terminal").expect("written");
    let kiosk = Running::start(vec![serial(path)]);
    let reply = get(kiosk.address, "/healthz");
    assert_eq!(reply.status, 503);
    assert!(reply.text().contains("ttyACM0"), "{}", reply.text());
    kiosk.end();
}

#[test]
fn a_journal_that_cannot_be_written_is_told_and_one_that_can_again_is_well() {
    let kiosk = Running::start(Vec::new());
    let journal = kiosk.folder.path().join("journal.db");
    assert_eq!(get(kiosk.address, "/healthz").status, 200);
    let other = rusqlite::Connection::open(&journal).expect("a journal");
    other.execute_batch("BEGIN IMMEDIATE").expect("another program locks it");
    let reply = get(kiosk.address, "/healthz");
    assert_eq!(reply.status, 503, "{}", reply.text());
    assert!(reply.text().contains("journal"), "{}", reply.text());
    other.execute_batch("ROLLBACK").expect("and lets it go");
    assert_eq!(get(kiosk.address, "/healthz").status, 200);
    kiosk.end();
}

#[test]
fn a_loop_that_does_not_turn_is_told_and_the_page_still_comes() {
    let folder = tempfile::tempdir().expect("a folder");
    let lobby = Lobby::open();
    let (address, _watcher) = serve(folder.path(), Vec::new(), &lobby);
    for path in ["/healthz", "/api/state", "/metrics"] {
        let reply = get(address, path);
        assert_eq!(reply.status, 503, "{path}");
        assert!(reply.text().contains("does not turn"), "{path}: {}", reply.text());
    }
    let page = get(address, "/");
    assert!(page.status == 200 && page.text().contains("does not answer"), "{}", page.text());
    assert_eq!(get(address, "/screen.png").status, 503, "nothing was shown yet");
    assert_eq!(get(address, "/api/orders").status, 500, "there is no journal either");
    drop(lobby);
}

#[test]
fn a_client_that_does_not_read_is_dropped_and_holds_up_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let lobby = Lobby::open();
    let (address, watcher) = serve(folder.path(), Vec::new(), &lobby);
    let mut slow = connect(address);
    write!(slow, "GET /events HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("taken");
    let mut first = [0; 16];
    slow.read_exact(&mut first).expect("it has begun");
    assert!(first.starts_with(b"HTTP/1.1 200"));
    for _ in 0..TOLD {
        watcher.send(Sight::Sound(Sound::Good)).expect("the page takes everything");
    }
    assert_eq!(get(address, "/console.css").status, 200, "the others are served");
    let mut heard = Vec::new();
    slow.read_to_end(&mut heard).expect("what there was, and then the end");
    let heard = String::from_utf8_lossy(&heard).matches("event: sound").count();
    assert!(heard < TOLD, "it was dropped");
    drop(lobby);
}

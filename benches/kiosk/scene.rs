//! A kiosk that sells in this process: the product's own loop, journal, catalogue, client, scanner and printer workers, with a
//! pty for a scanner, a shop and a printer on the loopback, and a panel whose memory is a file.

use crate::{Mark, counter, lines, panel, tray};
use scanslip::catalogue::Catalogue;
use scanslip::catalogue::import::Policy;
use scanslip::devices::Press;
use scanslip::journal::Journal;
use scanslip::kash::{self, Client, Key};
use scanslip::runtime::lobby::{Door, Lobby};
use scanslip::runtime::{self, Kiosk, Sight};
use scanslip::sandbox;
use scanslip::slip::sample_dressing;
use scanslip::till::entry::Entry;
use scanslip::till::event::PrinterState;
use scanslip_hw::printer::{Port, Profile};
use scanslip_hw::scanner::{self, Source, Suffix};
use serialport::{SerialPort, TTYPort};
use std::io::Write;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use url::Url;

/// Longer than anything takes; a kiosk that is silent for so long is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// The kiosk and both ends of what is around it.
pub(crate) struct Scene {
    scanner: TTYPort,
    marks: Receiver<Mark>,
    door: Door,
    ended: JoinHandle<()>,
    // Journal and catalogue on the disk, the panel in memory: gone at the end.
    _folders: [TempDir; 2],
}

impl Scene {
    /// Opens a kiosk that sells so many articles.
    pub(crate) fn open(articles: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
        let (sender, marks) = channel();
        let (scanner, line) = TTYPort::pair().expect("a pseudo terminal");
        let path = line.name().expect("a path").into();
        // The worker opens it anew, for itself alone.
        drop(line);
        let mut catalogue = Catalogue::open(&folder.path().join("catalogue.db")).expect("a catalogue");
        let import = catalogue.import_articles(crate::goods::csv(articles).as_bytes(), Policy::Strict, None);
        import.expect("sound goods");
        let kiosk = Kiosk {
            settings: scanslip::till::Settings::default(),
            trusts_clock: true,
            journal: Journal::open(&folder.path().join("journal.db")).expect("a journal"),
            catalogue,
            shop: client(counter::open(sender.clone())),
            scanners: vec![scanner::Settings {
                source: Source::Serial { path, baud: 115_200 },
                suffix: Suffix::Newline,
                layout: "us".to_owned(),
                idle_ms: 50,
            }],
            scanners_beep: true,
            keypads: Vec::new(),
            loudspeaker: None,
            printer: Some((Port::Tcp(tray::open(sender.clone()).to_string()), press())),
            watchers: vec![panel::open(memory.path(), sender.clone()), clerk(sender)],
        };
        let lobby = Lobby::open();
        let door = lobby.door();
        let ended = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(runtime::run(kiosk, lobby)).expect("it ends well");
        });
        let scene = Self { scanner, marks, door, ended, _folders: [folder, memory] };
        scene.wait_until_it_is_ready();
        scene
    }

    /// The loop knows its scanner, and what proof its printer gives: that takes the second in which no shopper has come yet.
    fn wait_until_it_is_ready(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let is_ready = async || {
            let report = self.door.report().await.expect("it runs");
            // Each report sends the journal to the disk; who asks faster than it answers keeps it busy for seconds.
            report.journal.await.expect("it runs").expect("the disk takes it");
            !report.open_scanners.is_empty() && report.printer == PrinterState::Ready
        };
        runtime.block_on(async { while !is_ready().await {} });
    }

    /// The scanner reads a code; the instant before its first byte is handed to the line.
    pub(crate) fn scan(&mut self, code: &str) -> Instant {
        let begun = Instant::now();
        self.scanner.write_all(format!("{code}\r").as_bytes()).expect("the line takes it");
        begun
    }

    /// What happens next.
    pub(crate) fn next(&self) -> Mark {
        self.marks.recv_timeout(PATIENCE).expect("the kiosk goes on")
    }

    /// Ends it.
    pub(crate) fn close(self) {
        self.door.close();
        self.ended.join().expect("it ends well");
    }
}

fn client(shop: std::net::SocketAddr) -> Client {
    let url = Url::parse(&format!("http://{shop}/")).expect("an address");
    let key = Key::new(sandbox::Settings::KEY).expect("a key");
    Client::new(kash::Settings::new(url, sandbox::Settings::SHOP_ID.to_owned(), key)).expect("a client")
}

fn press() -> Press {
    Press { dressing: sample_dressing(), profile: Profile::named("generic-80mm").expect("a profile that always works") }
}

/// Whoever is told by the loop itself what it decided, and what was committed.
fn clerk(marks: Sender<Mark>) -> Sender<Sight> {
    let (sender, sights) = channel();
    thread::spawn(move || {
        for sight in sights {
            let now = Instant::now();
            let mark = match sight {
                Sight::Screen(screen) => lines(&screen).map(|lines| Mark::Decided(lines, now)),
                Sight::Recorded(Entry::Confirmed(_)) => Some(Mark::Confirmed(now)),
                Sight::Recorded(Entry::Printed { .. }) => Some(Mark::Printed),
                _ => None,
            };
            // Nobody may listen any more.
            let _ = mark.map(|mark| marks.send(mark));
        }
    });
    sender
}

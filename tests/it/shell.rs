//! The real loop with a shop on the loopback that answers when it is told to, a printer that is a file, and a watcher.

use scanslip::catalogue::Catalogue;
use scanslip::catalogue::import::Policy;
use scanslip::devices::Press;
use scanslip::journal::Journal;
use scanslip::kash::{Client, Key as ShopKey, Settings as ShopSettings};
use scanslip::runtime::lobby::{Door, Lobby};
use scanslip::runtime::{self, Kiosk, Sight};
use scanslip::slip::sample_dressing;
use scanslip::till::screen::Screen;
use scanslip::till::settings::Protocol;
use scanslip_hw::printer::{Port, Profile};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use url::Url;

/// The shop's key, as it is, and as a form writes it.
pub(crate) const KEYS: [&str; 2] = ["k3y+0123456789abcdef/=", "k3y%2B0123456789abcdef%2F%3D"];
/// The customer whose card is `CUST-0001`.
pub(crate) const CUSTOMER: &str = "918273645";
/// So that a broken kiosk fails the test rather than stopping it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A shop that tells of each request and answers what it is told; an empty answer hangs up.
pub(crate) struct Shop {
    pub(crate) connections: Arc<AtomicUsize>,
    pub(crate) requests: mpsc::Receiver<String>,
    pub(crate) answers: mpsc::Sender<String>,
    url: Url,
}

impl Shop {
    #[expect(clippy::disallowed_methods, reason = "the shop must not share the kiosk's only thread")]
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = Url::parse(&format!("http://{}", listener.local_addr().expect("an address"))).expect("an address");
        let (tell, requests) = mpsc::channel();
        let (answers, answer) = mpsc::channel::<String>();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                count.fetch_add(1, Ordering::SeqCst);
                let told = tell.send(read(&mut stream));
                let Some(answer) = told.ok().and_then(|()| answer.recv().ok()) else { return };
                if !answer.is_empty() {
                    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", answer.len());
                    // The kiosk may be gone.
                    let _ = stream.write_all((head + &answer).as_bytes());
                }
            }
        });
        Self { connections, requests, answers, url }
    }

    /// The next request.
    pub(crate) fn request(&self) -> String {
        self.requests.recv_timeout(PATIENCE).expect("somebody asks the shop")
    }

    pub(crate) fn answer(&self, text: &str) {
        self.answers.send(text.to_owned()).expect("the shop is open");
    }
}

/// One request with its body.
fn read(stream: &mut TcpStream) -> String {
    let (mut bytes, mut byte) = (Vec::new(), [0]);
    while !bytes.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("a whole body");
    bytes.extend(body);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A kiosk that runs.
pub(crate) struct Shell {
    pub(crate) door: Door,
    sights: mpsc::Receiver<Sight>,
    ended: mpsc::Receiver<Result<(), runtime::Error>>,
}

/// Everything it is made of, in this folder. It sells `BAG` for 0.20 and knows `CUST-0001`.
pub(crate) fn kiosk(folder: &Path, journal: Journal, shop: &Shop, watcher: mpsc::Sender<Sight>) -> Kiosk {
    let mut catalogue = Catalogue::open(&folder.join("catalogue.db")).expect("a catalogue");
    let articles = "id,barcode,title,price\n103,BAG,Sac,0.20\n";
    let cards = format!("id,barcode\n{CUSTOMER},CUST-0001\n");
    catalogue.import_articles(articles.as_bytes(), Policy::Strict, None).expect("articles");
    catalogue.import_customers(cards.as_bytes(), Policy::Strict, None).expect("cards");
    let press = Press {
        dressing: sample_dressing(),
        profile: Profile::named("generic-80mm").expect("a profile that always works"),
    };
    Kiosk {
        trusts_clock: true,
        settings: crate::stage::Stage::settings(),
        journal,
        catalogue,
        shop: Client::new(shop_settings(shop.url.clone())).expect("a client"),
        scanners: Vec::new(),
        scanners_beep: true,
        keypads: Vec::new(),
        printer: Some((Port::File(folder.join("slips")), press)),
        loudspeaker: None,
        watchers: vec![watcher],
    }
}

/// The settings of a shop at this address.
pub(crate) fn shop_settings(url: Url) -> ShopSettings {
    ShopSettings {
        payment_link_hosts: vec!["kash.click".to_owned()],
        timeout_s: 20,
        ..ShopSettings::new(url, "12345".to_owned(), ShopKey::new(KEYS[0]).expect("a key"))
    }
}

impl Shell {
    pub(crate) fn start(folder: &Path, journal: Journal, shop: &Shop) -> Self {
        Self::start_by(Protocol::Direct, folder, journal, shop)
    }

    #[expect(clippy::disallowed_methods, reason = "the kiosk has its own thread, as it has its own process")]
    pub(crate) fn start_by(protocol: Protocol, folder: &Path, journal: Journal, shop: &Shop) -> Self {
        let (watcher, sights) = mpsc::channel();
        let mut kiosk = kiosk(folder, journal, shop, watcher);
        kiosk.settings.protocol = protocol;
        let lobby = Lobby::open();
        let door = lobby.door();
        let (tell, ended) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            tell.send(runtime.block_on(runtime::run(kiosk, lobby)))
        });
        Self { door, sights, ended }
    }

    /// Waits for a screen; what is seen before it is past.
    pub(crate) fn see(&self, which: impl Fn(&Screen) -> bool) -> Screen {
        let mut last = None;
        loop {
            match self.sights.recv_timeout(PATIENCE) {
                Ok(Sight::Screen(screen)) if which(&screen) => return screen,
                Ok(Sight::Screen(screen)) => last = Some(screen),
                Ok(_) => {}
                Err(error) => panic!("not seen ({error}); the last screen was {last:?}"),
            }
        }
    }

    /// Lets it finish what is under way.
    pub(crate) fn end(self) {
        self.door.close();
        self.ended.recv_timeout(PATIENCE).expect("it ends").expect("it ends well");
    }
}

/// The slips that were printed, as bytes.
pub(crate) fn slips(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("slips")).unwrap_or_default()
}

//! The whole kiosk without hardware: a sandbox shop inside, a sample catalogue, codes typed or pasted in the terminal,
//! screens and slips shown there, each slip also as a picture; the same on a web page with everything to click (feature
//! `demo`).
//!
//! Everything between the terminal and the file is the product: the same till, loop, journal, catalogue, client and
//! printer worker as in a shop. A scanner or printer that is plugged in takes part.

mod bars;
mod goods;
mod stall;
mod terminal;

use crate::console::{self, Console, Equipment};
use crate::devices::Press;
use crate::journal::Journal;
use crate::kash;
use crate::runtime::lobby::Lobby;
use crate::runtime::tail::Tail;
use crate::runtime::{self, Kiosk};
use crate::sandbox::{self, Shop};
use crate::slip::Dressing;
use crate::till::settings::{Language, Settings};
use scanslip_hw::devices::{self, Access, Device, Roots};
use scanslip_hw::printer::{Port, Profile};
use scanslip_hw::scanner;
use stall::DemoStall;
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use terminal::Terminal;
use url::Url;

/// What the demo can be told.
#[derive(Clone, Debug)]
pub struct Demo {
    /// Where journal, catalogue, shop and slips are kept.
    pub folder: PathBuf,
    /// The language a new shopper meets.
    pub language: Language,
    /// The printer that slips are made for.
    pub profile: Profile,
    /// Where the page is; without it port 8080 of this machine, or any that is free.
    pub listen: Option<SocketAddr>,
    /// How long a shopper may be silent before the countdown, and how long that is; else as shipped.
    pub idle_s: Option<u32>,
    /// Whether the page stays when standard input ends.
    pub stay: bool,
}

/// Where the page is unless it is told otherwise and that is free.
const PAGE_PORT: u16 = 8_080;

/// Why the demo cannot go on, in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("The demo's {0}.")]
pub struct Error(String);

impl Error {
    fn new(what: &str, why: &dyn std::fmt::Display) -> Self {
        Self(format!("{what}: {}", why.to_string().trim_end_matches('.')))
    }
}

/// Runs until standard input ends and nothing is under way (unless it stays), or until the process is asked to stop.
pub fn run(demo: &Demo, log: &Tail, out: &mut dyn Write) -> Result<(), Error> {
    let failed = Error::new;
    let folder = &demo.folder;
    let made = fs::create_dir_all(folder);
    made.map_err(|error| failed(&format!("folder {} cannot be made", folder.display()), &error))?;
    let profile = demo.profile.clone();
    let catalogue = goods::stock(&folder.join("catalogue.db")).map_err(|error| failed("catalogue failed", &error))?;
    let journal = Journal::open(&folder.join("journal.db")).map_err(|error| failed("journal failed", &error))?;

    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| failed("shop cannot listen", &error))?;
    let address = listener.local_addr().map_err(|error| failed("shop cannot listen", &error))?;
    let shop_settings = sandbox::Settings { data: Some(folder.join("shop")), ..goods::shop() };
    let url = Url::parse(&format!("http://{address}/")).map_err(|error| failed("shop has no address", &error))?;
    let kash = shop_of(&shop_settings, url);
    let client = kash::Client::new(kash.clone()).map_err(|error| failed("client failed", &error))?;
    let shop = Shop::open(shop_settings).map_err(|error| failed("shop failed", &error))?;

    let plugged = devices::list(&Roots::default());
    let dressing = dressing();
    let shipped = goods::kiosk_settings();
    let kiosk_settings = Settings {
        language: demo.language,
        idle_after_s: demo.idle_s.unwrap_or(shipped.idle_after_s),
        countdown_s: demo.idle_s.unwrap_or(shipped.countdown_s),
        ..shipped
    };
    let terminal = Terminal::new(folder.clone(), dressing.clone(), profile.clone());
    let (watcher, shown) = terminal.start_watching().map_err(|error| failed("terminal failed", &error))?;
    let lobby = Lobby::open();
    let press = Press { dressing, profile };
    let page = listen(demo.listen)?;
    let page_address = page.local_addr().map_err(|error| failed("page cannot listen", &error))?;
    let wares = goods::wares().map_err(|error| failed("goods are damaged", &error))?;
    let stall = DemoStall::new(&wares, shop.clone());
    let console = console(page, demo, kash, press.clone(), scanners(&plugged), log.clone(), stall);
    let page = console::start(console, lobby.door()).map_err(|error| failed("page failed", &error))?;
    let kiosk = Kiosk {
        settings: kiosk_settings,
        // Nothing is at stake here but the time on a slip.
        trusts_clock: true,
        journal,
        catalogue,
        shop: client,
        scanners: scanners(&plugged),
        // Nobody at the terminal wants the keys of his own keyboard taken.
        scanners_beep: true,
        keypads: Vec::new(),
        printer: Some((printer(&plugged, folder), press)),
        // The page and the terminal tell sounds in their own way.
        loudspeaker: None,
        watchers: vec![watcher, page],
    };
    introduce(out, demo, page_address, &plugged).map_err(|error| failed("terminal is closed", &error))?;
    terminal::start_typing(lobby.door(), demo.stay, page_address).map_err(|error| failed("terminal failed", &error))?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| failed("loop cannot start", &error))?;
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = runtime::run(kiosk, lobby) => ended.map_err(|error| failed("loop failed", &error)),
            served = shop.serve(listener) => Err(match served {
                Ok(()) => Error("shop ended, which is a bug in scanslip; please report it".to_owned()),
                Err(error) => failed("shop failed", &error),
            }),
        }
    });
    // What was shown last is worth waiting for.
    let _ = shown.join();
    ended
}

/// The page: everything can be pressed and settled.
fn console(
    listener: TcpListener,
    demo: &Demo,
    shop: kash::Settings,
    press: Press,
    scanners: Vec<scanner::Settings>,
    log: Tail,
    stall: DemoStall,
) -> Console {
    Console {
        listener,
        kiosk: "demo".to_owned(),
        press,
        journal: demo.folder.join("journal.db"),
        catalogue: demo.folder.join("catalogue.db"),
        equipment: Equipment {
            scanners,
            keypads: Vec::new(),
            display: None,
            shop: "the sandbox shop inside the demo".to_owned(),
        },
        token: None,
        shop,
        acts: true,
        log,
        stall: Some(Box::new(stall)),
    }
}

/// Where the page comes in: there, or else at the usual port or any that is free.
fn listen(wanted: Option<SocketAddr>) -> Result<TcpListener, Error> {
    let here = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let bound = wanted.map_or_else(|| here(PAGE_PORT).or_else(|_| here(0)), TcpListener::bind);
    bound.map_err(|error| {
        let place = wanted.map_or_else(String::new, |wanted| format!(" at {wanted} (--listen takes another)"));
        Error::new(&format!("page cannot listen{place}"), &error)
    })
}

/// Says what to do, the shortest way first.
fn introduce(out: &mut dyn Write, demo: &Demo, page: SocketAddr, plugged: &[Device]) -> io::Result<()> {
    writeln!(out, "A kiosk, its printer and a shop, all on this machine; nothing leaves it.\n")?;
    let lines = [
        (
            format!("http://{page}/"),
            "open it in a browser: everything to click, codes that a scanner reads off the screen",
        ),
        (
            "3017620422003".to_owned(),
            "or stay here: a product's barcode and Enter. This is Nutella, 5449000000996 Coca-Cola,",
        ),
        ("2100169012505".to_owned(), "and this 1.250 kg of apples, by the label of the shop's scale"),
        ("ok".to_owned(), "order: the slip comes as text, and as a picture"),
        ("undo  +  2*".to_owned(), "take the last away, one more of it, the next one twice"),
        ("card  price  help".to_owned(), "a customer's card, what something costs, what else there is"),
        ("cancel  again".to_owned(), "start over, a copy of the last slip"),
        (Language::ALL.map(Language::code).join(" "), "another language"),
    ];
    for (typed, what) in lines {
        writeln!(out, "  {}  {what}", terminal::emphasised(&format!("{typed:<22}")))?;
    }
    let folder = std::path::absolute(&demo.folder)?;
    let end = if demo.stay { "Ctrl-C ends" } else { "Ctrl-D or Ctrl-C ends" };
    writeln!(out, "\nSlips come into {}. {end} it.", folder.display())?;
    for device in plugged.iter().filter(|device| takes_part(device)) {
        writeln!(out, "Found: {} {} ({})", device.kind.word(), device.identity.name, device.path.display())?;
    }
    writeln!(out)?;
    out.flush()
}

/// A HID POS scanner and a USB printer are what they seem to be; a keyboard or a serial port may be anything.
fn takes_part(device: &Device) -> bool {
    matches!(device.kind, devices::Kind::Scanner | devices::Kind::Printer) && device.access == Access::Allowed
}

fn scanners(plugged: &[Device]) -> Vec<scanner::Settings> {
    let of_kind = |device: &&Device| takes_part(device) && device.kind == devices::Kind::Scanner;
    let settings = |device: &Device| scanner::Settings {
        source: scanner::Source::Hid(scanner::Match {
            serial: device.identity.serial.clone(),
            port: device.identity.port.clone(),
            vid: device.identity.vid,
            pid: device.identity.pid,
        }),
        suffix: scanner::Suffix::Newline,
        layout: "us".to_owned(),
        idle_ms: 50,
    };
    plugged.iter().filter(of_kind).map(settings).collect()
}

/// The first USB printer, or else a file that gets the same bytes.
fn printer(plugged: &[Device], folder: &Path) -> Port {
    let usb = plugged.iter().find(|device| takes_part(device) && device.kind == devices::Kind::Printer);
    usb.map_or_else(|| Port::File(folder.join("printer.bin")), |device| Port::Usb(device.path.clone()))
}

/// The demo's shop, as a kiosk is told of it.
fn shop_of(shop: &sandbox::Settings, url: Url) -> kash::Settings {
    kash::Settings { kiosk_id: "demo".to_owned(), ..kash::Settings::new(url, shop.shop_id.clone(), shop.key.clone()) }
}

fn dressing() -> Dressing {
    Dressing {
        logo: None,
        buzzes: false,
        opens_drawer: false,
        header: vec!["Épicerie du Cœur".to_owned(), "12, rue des Écoles, 75005 Paris".to_owned()],
        footer: vec!["Merci de votre visite !".to_owned()],
        currency: "EUR".to_owned(),
        kiosk_id: "demo".to_owned(),
        zone: jiff::tz::TimeZone::system(),
    }
}

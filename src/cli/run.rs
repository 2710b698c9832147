//! `scanslip run`: the kiosk as a service.

use super::check::folder;
use super::{Failure, Supervisor, press};
use crate::catalogue::Catalogue;
use crate::config::kiosk::Trust;
use crate::config::{Config, display};
#[cfg(feature = "console")]
use crate::console::Token;
use crate::devices::Press;
use crate::journal::Journal;
use crate::kash::{self, Client};
use crate::runtime::lobby::Lobby;
use crate::runtime::renewal;
use crate::runtime::roll::Roll;
use crate::runtime::screens::{self, Display};
use crate::runtime::socket;
use crate::runtime::tail::Tail;
use crate::runtime::{self, Kiosk, Sight, service};
use crate::till;
use scanslip_hw::display::{Framebuffer, Turn};
use scanslip_hw::printer::Port;
#[cfg(feature = "console")]
use scanslip_hw::printer::Profile;
#[cfg(feature = "console")]
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc;

/// `run` takes everything from the settings.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {}

/// Runs until SIGTERM or SIGINT. A service manager that watches hears when it is ready, how it is, and that it lives.
pub fn run(config: &Config, supervisor: &Supervisor) -> Result<(), Failure> {
    let credentials = supervisor.credentials.as_deref();
    for warning in config.warnings().into_iter().chain(config.not_yet()) {
        tracing::warn!("{warning}");
    }
    let shop = config.kash(credentials).map_err(|error| Failure::Usage(error.to_string()))?;
    let staff = config.staff(credentials).map_err(|error| Failure::Usage(error.to_string()))?;
    if let Some(why) = folder::missing(config.kiosk.state_dir.path()) {
        return Err(Failure::Failed(why));
    }
    let currency = config.kiosk.currency.as_str();
    let mut lobby = Lobby::open();
    if supervisor.listens {
        lobby.roll = Roll::called_every(service::period());
    }
    let display = display(config);
    let shown_on = display.as_ref().map(ToString::to_string);
    let watchers = display.map(|display| screens::start(display, currency.to_owned(), &mut lobby)).transpose();
    let watchers = watchers.map_err(|error| Failure::Failed(error.to_string()))?.into_iter();
    let watchers = watchers.chain(console(config, &shop, shown_on, &lobby, &supervisor.log)?).collect();
    let client = Client::new(shop.clone()).map_err(|error| Failure::Usage(format!("{error}.")))?;
    let kiosk = Kiosk {
        settings: till::Settings { staff, ..config.till() },
        trusts_clock: config.kiosk.clock == Trust::Battery,
        journal: Journal::open(&config.journal())
            .map_err(|error| Failure::Failed(error.to_string()))?
            .keeping(config.keeping()),
        catalogue: Catalogue::open(&config.catalogue()).map_err(|error| Failure::Failed(error.to_string()))?,
        shop: client.clone(),
        scanners: config.scanners(),
        scanners_beep: config.sound.scanner,
        keypads: config.keypads(),
        printer: printer(config)?,
        loudspeaker: config.sound.loudspeaker(),
        watchers,
    };
    // Once journal and catalogue are open: what cannot start asks the shop for nothing.
    let _renewal = renewal(config, client, shop, &mut lobby.roll)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Failed(format!("The loop could not be started: {error}.")))?;
    let served = async {
        // The kiosk sells without it.
        if let Err(error) = socket::open(&config.socket(), lobby.door()) {
            tracing::error!(%error, "commands such as `orders resolve` cannot reach this service");
        }
        runtime::run(kiosk, lobby).await
    };
    runtime.block_on(served).map_err(|error| Failure::Failed(error.to_string()))
}

/// Renews the catalogue for as long as it is held, if the settings want that.
fn renewal(
    config: &Config,
    client: Client,
    shop: kash::Settings,
    roll: &mut Roll,
) -> Result<Option<renewal::Renewal>, Failure> {
    let every_h = config.catalogue.sync_every_h.get();
    if every_h == 0 {
        return Ok(None);
    }
    let settings = renewal::Settings {
        client,
        shop,
        rules: config.catalogue.rules(),
        catalogue: config.catalogue(),
        every_h,
        trusts_clock: config.kiosk.clock == Trust::Battery,
    };
    renewal::start(settings, roll).map(Some).map_err(|error| Failure::Failed(error.to_string()))
}

fn printer(config: &Config) -> Result<Option<(Port, Press)>, Failure> {
    let Some(profile) = press::profile(config)? else { return Ok(None) };
    let port = config.printer().map(|(port, ..)| port);
    Ok(port.map(|port| (port, press::press(config, profile))))
}

/// Where the screen is shown, if the settings tell.
fn display(config: &Config) -> Option<Display> {
    let display = config.display.as_ref()?;
    let path = display.path.as_ref().map(|place| place.path().to_owned());
    match display.kind {
        display::Kind::Framebuffer => {
            let path = path.unwrap_or_else(|| PathBuf::from("/dev/fb0"));
            let turn = Turn::degrees(display.rotate).unwrap_or_default();
            Some(Display::Framebuffer(Framebuffer::new(path, PathBuf::from("/sys")).turned(turn)))
        }
        display::Kind::Png => {
            Some(Display::File(path.unwrap_or_else(|| config.kiosk.state_dir.path().join("screen.png"))))
        }
        display::Kind::None => None,
    }
}

/// Starts the page, if the settings tell where. An address that is taken is told and stops no sale; a token that cannot
/// be read stops the start, for the owner counts on it.
#[cfg(feature = "console")]
fn console(
    config: &Config,
    shop: &kash::Settings,
    display: Option<String>,
    lobby: &Lobby,
    log: &Tail,
) -> Result<Option<mpsc::Sender<Sight>>, Failure> {
    use crate::console::{self, Console, Equipment};
    let Some(listen) = &config.console.listen else { return Ok(None) };
    let equipment = Equipment {
        scanners: config.scanners(),
        keypads: config.keypads(),
        display,
        shop: format!("{}, shop {}", config.kash.url.0.as_str().trim_end_matches('/'), config.kash.shop_id.as_str()),
    };
    let token = token(config)?;
    // Without a printer no slip is made; the page still needs a paper to draw on.
    let plain = || Profile::named("generic-80mm").map_err(|error| Failure::Usage(error.to_string()));
    let profile = press::profile(config)?.map_or_else(plain, Ok)?;
    let started = TcpListener::bind(listen.0).map_err(console::Error::from).and_then(|listener| {
        let console = Console {
            listener,
            kiosk: config.kiosk.id.as_str().to_owned(),
            press: press::press(config, profile),
            journal: config.journal(),
            catalogue: config.catalogue(),
            equipment,
            token,
            shop: shop.clone(),
            acts: !config.console.read_only,
            log: log.clone(),
            stall: None,
        };
        console::start(console, lobby.door())
    });
    match started {
        Ok(watcher) => {
            tracing::info!(address = %listen.0, "page open");
            Ok(Some(watcher))
        }
        Err(error) => {
            tracing::error!("{error}");
            Ok(None)
        }
    }
}

/// The page's token, if it has one.
#[cfg(feature = "console")]
pub fn token(config: &Config) -> Result<Option<Token>, Failure> {
    let token = config.console.token_file.as_ref().map(|file| Token::read(file.path())).transpose();
    token.map_err(|error| Failure::Usage(error.to_string()))
}

/// There is no page in this build; the settings' warnings say so.
#[cfg(not(feature = "console"))]
#[expect(clippy::unnecessary_wraps, reason = "the page can fail where there is one")]
fn console(
    _: &Config,
    _: &kash::Settings,
    _: Option<String>,
    _: &Lobby,
    _: &Tail,
) -> Result<Option<mpsc::Sender<Sight>>, Failure> {
    Ok(None)
}

/// Asks the shop whether it knows the shop number and the key. Sells nothing: `webapp.php` is not touched.
pub fn ask_shop(settings: &kash::Settings) -> Result<String, String> {
    let client = Client::new(settings.clone()).map_err(|error| format!("{error}."))?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(client.probe())
}

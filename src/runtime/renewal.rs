//! The thread that renews the catalogue from the shop's lists, at the start and then every so many hours. The kiosk sells
//! meanwhile: a look-up sees the old lists or the new ones. What is in doubt changes nothing and is tried again in an
//! hour.

use super::{Error, clock, workers};
use crate::catalogue::Catalogue;
use crate::kash::reference::Rules;
use crate::kash::{self, Client, lists};
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How long a shop that could not be read is left alone.
const AFTER_FAILURE: Duration = Duration::from_secs(3_600);

/// What is renewed, and how often.
#[derive(Debug)]
pub struct Settings {
    /// Asks the shop.
    pub client: Client,
    /// The same as the client's.
    pub shop: kash::Settings,
    /// How the lists are read.
    pub rules: Rules,
    /// The catalogue's file.
    pub catalogue: PathBuf,
    /// Hours between two renewals, 1 or more.
    pub every_h: u32,
}

/// Renews until it is dropped.
#[derive(Debug)]
pub struct Renewal {
    _until_dropped: mpsc::Sender<()>,
}

/// Starts the thread.
pub fn start(settings: Settings) -> Result<Renewal, Error> {
    let (until_dropped, dropped) = mpsc::channel();
    workers::start("renewal", move || {
        let mut last: Option<String> = None;
        loop {
            let renewed = renew(&settings);
            let wait = if renewed.is_ok() {
                Duration::from_secs(u64::from(settings.every_h.max(1)) * 3_600)
            } else {
                AFTER_FAILURE
            };
            let outcome = match renewed {
                Ok(articles) => {
                    tracing::info!(articles, "the catalogue was renewed from the shop's lists");
                    None
                }
                Err(why) => {
                    // A shop that cannot be read for a week is told once.
                    if last.as_ref() != Some(&why) {
                        tracing::warn!("{why}");
                    }
                    Some(why)
                }
            };
            last = outcome;
            match dropped.recv_timeout(wait) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    })?;
    Ok(Renewal { _until_dropped: until_dropped })
}

/// Once: asks, reads, takes over.
fn renew(settings: &Settings) -> Result<u32, String> {
    let mut catalogue = Catalogue::open(&settings.catalogue).map_err(|error| error.to_string())?;
    let now = clock::wall_now();
    let read = lists::gather(&settings.client, &settings.shop, &settings.rules, &mut |_| ());
    let taken = read.map_err(|trouble| trouble.to_string());
    let taken = taken.and_then(|lists| catalogue.sync(&lists, false, now).map_err(|error| error.to_string()));
    match taken {
        Ok(synced) => Ok(synced.articles),
        Err(why) => {
            // If not even that can be written, the log has it.
            let _ = catalogue.sync_failed(&why, now);
            Err(why)
        }
    }
}

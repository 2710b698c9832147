//! The thread that renews the catalogue from the shop's lists, every so many hours counted from the last time that went
//! well. The kiosk sells meanwhile: a look-up sees the old lists or the new ones. What is in doubt changes nothing and is
//! tried again in an hour.
//!
//! Across a restart the hours are counted by the wall clock, where it was right both times: a kiosk that is switched off
//! every evening must not ask for everything each morning. Where it was not, the shop is asked after the start.

use super::clock::Clock;
use super::roll::Roll;
use super::{Error, clock, draw, workers};
use crate::catalogue::Catalogue;
use crate::catalogue::standing::{Standing, age_s};
use crate::kash::reference::Rules;
use crate::kash::{self, Client, lists};
use crate::till::Wall;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How long a shop that could not be read is left alone.
const AFTER_FAILURE: Duration = Duration::from_secs(3_600);

/// How many seconds are let pass after the start: all kiosks of a shop are switched on together, and a time service
/// needs a minute to set the clock.
const AFTER_START: RangeInclusive<u64> = 60..=300;

/// How long one renewal may take: seven answers of a slow shop, and a large catalogue on a slow card.
const LONGEST: Duration = Duration::from_secs(3_600);

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
    /// Whether the wall clock is right without a time service to say so.
    pub trusts_clock: bool,
}

/// Renews until it is dropped.
#[derive(Debug)]
pub struct Renewal {
    _until_dropped: mpsc::Sender<()>,
}

/// Starts the thread.
pub fn start(settings: Settings, roll: &mut Roll) -> Result<Renewal, Error> {
    let (until_dropped, inbox) = mpsc::channel();
    let ring = until_dropped.clone();
    // A thread that has ended has nothing to renew.
    let presence = roll.enter("renewal", move || {
        let _ = ring.send(());
    })?;
    workers::start("renewal", move || {
        let every = Duration::from_secs(u64::from(settings.every_h.max(1)) * 3_600);
        let clock = Clock::start(settings.trusts_clock);
        let rests = |time: Duration| {
            let until = clock.now().moment.after_ms(i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
            loop {
                match inbox.recv_timeout(clock.until(until)) {
                    Ok(()) => presence.answer(),
                    Err(why) => return why == RecvTimeoutError::Timeout,
                }
            }
        };
        if !rests(after_start(&standing(&settings))) || !rests(left(&standing(&settings), every, now(&settings))) {
            return;
        }
        let mut last: Option<String> = None;
        loop {
            presence.excuse(LONGEST);
            let renewed = renew(&settings);
            presence.back();
            let (outcome, wait) = match renewed {
                Ok(articles) => {
                    tracing::info!(articles, "the catalogue was renewed from the shop's lists");
                    (None, every)
                }
                Err(why) => {
                    // A shop that cannot be read for a week is told once.
                    if last.as_ref() != Some(&why) {
                        tracing::warn!("{why}");
                    }
                    (Some(why), AFTER_FAILURE)
                }
            };
            last = outcome;
            if !rests(wait) {
                return;
            }
        }
    })?;
    Ok(Renewal { _until_dropped: until_dropped })
}

fn now(settings: &Settings) -> Option<Wall> {
    clock::right_wall(settings.trusts_clock)
}

/// A catalogue that cannot be read is taken for an empty one: the attempt to renew it says what is wrong.
fn standing(settings: &Settings) -> Standing {
    Standing::of(&settings.catalogue).ok().flatten().unwrap_or_default()
}

/// How long nothing is done after the start. A kiosk that has nothing to sell does not wait.
fn after_start(standing: &Standing) -> Duration {
    if standing.articles == 0 { Duration::ZERO } else { draw::delay(AFTER_START) }
}

/// How long it is until the next renewal is due. A time that is unknown or ahead counts for nothing.
fn left(standing: &Standing, every: Duration, now: Option<Wall>) -> Duration {
    let (period, since) = match standing.failure {
        Some(_) => (AFTER_FAILURE, standing.tried_at),
        None => (every, standing.synced_at),
    };
    age_s(since, now).map_or(Duration::ZERO, |age| period.saturating_sub(Duration::from_secs(age)))
}

/// Once: asks, reads, takes over.
fn renew(settings: &Settings) -> Result<u32, String> {
    let mut catalogue = Catalogue::open(&settings.catalogue).map_err(|error| error.to_string())?;
    let read = lists::gather(&settings.client, &settings.shop, &settings.rules, &mut |_| ());
    let now = now(settings);
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

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600;
    const DAY: Duration = Duration::from_secs(24 * HOUR);

    #[test]
    fn a_restart_counts_on_from_the_last_good_one() {
        let standing = |synced: Option<i64>, tried: Option<i64>, failed: bool| Standing {
            articles: 5,
            synced_at: synced.map(Wall),
            tried_at: tried.map(Wall),
            failure: failed.then(|| "It is closed.".to_owned()),
            ..Standing::default()
        };
        let now = Some(Wall(1_000_000));
        let cases = [
            ("never", standing(None, None, false), now, 0),
            ("an hour ago", standing(Some(1_000_000 - 3_600), None, false), now, 23 * HOUR),
            ("just now", standing(Some(1_000_000), None, false), now, 24 * HOUR),
            ("a week ago", standing(Some(1_000_000 - 7 * 86_400), None, false), now, 0),
            ("ahead: the clock was wrong", standing(Some(1_000_001), None, false), now, 0),
            ("the clock is not right now", standing(Some(999_999), None, false), None, 0),
            ("failed ten minutes ago", standing(Some(1_000), Some(1_000_000 - 600), true), now, 3_000),
            ("failed long ago", standing(Some(999_000), Some(900_000), true), now, 0),
            ("failed, who knows when", standing(Some(999_000), None, true), now, 0),
        ];
        for (what, standing, now, seconds) in cases {
            assert_eq!(left(&standing, DAY, now).as_secs(), seconds, "{what}");
        }
    }

    #[test]
    fn only_a_kiosk_that_can_sell_waits_after_the_start() {
        assert_eq!(after_start(&Standing::default()), Duration::ZERO);
        let full = Standing { articles: 1, ..Standing::default() };
        assert!(AFTER_START.contains(&after_start(&full).as_secs()));
    }
}

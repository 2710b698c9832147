//! The only clock: read once a turn.

#![expect(clippy::disallowed_methods, reason = "this is the one place where clocks are read")]

use crate::barcode::Day;
use crate::journal::Stamp;
use crate::till::{Moment, Now, Wall};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fs;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Where the kernel names this boot; another one after each restart of the machine.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";
/// Seconds since boot, suspended time included, with two decimals.
const UPTIME: &str = "/proc/uptime";

/// Moments since the process began, wall time if it can be trusted, and which boot this is.
#[derive(Clone, Debug)]
pub struct Clock {
    began: Instant,
    uptime_at_beginning_ms: i64,
    boot: String,
    is_trusted: bool,
    zone: TimeZone,
}

impl Clock {
    /// Starts at moment 0. A clock that `is_trusted` is right without a time service to say so.
    pub fn start(is_trusted: bool) -> Self {
        let boot = fs::read_to_string(BOOT_ID).unwrap_or_default().trim().to_owned();
        let uptime_at_beginning_ms = fs::read_to_string(UPTIME).ok().and_then(|text| uptime_ms(&text)).unwrap_or(0);
        Self { began: Instant::now(), uptime_at_beginning_ms, boot, is_trusted, zone: TimeZone::system() }
    }

    /// What the clocks say.
    pub fn now(&self) -> Now {
        let moment = Moment(i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX));
        let wall = right_wall(self.is_trusted);
        Now { moment, wall, today: wall.and_then(|wall| day_of(wall, &self.zone)) }
    }

    /// What is written beside each entry of the journal.
    pub fn stamp(&self, now: Now) -> Stamp {
        let uptime_ms = self.uptime_at_beginning_ms.saturating_add(now.moment.0);
        Stamp { wall: now.wall, boot: self.boot.clone(), uptime_ms }
    }

    /// When something was written, in moments of this process: exact within one boot; by the wall clock across boots, if
    /// it could be trusted both times; else unknown.
    pub fn moment_of(&self, stamp: &Stamp, now: Now) -> Option<Moment> {
        if !self.boot.is_empty() && stamp.boot == self.boot {
            return Some(Moment(stamp.uptime_ms.saturating_sub(self.uptime_at_beginning_ms)));
        }
        // A clock that was set back since makes nothing younger than now: it would print slips and wait for ever.
        let seconds_ago = now.wall?.0.saturating_sub(stamp.wall?.0).max(0);
        Some(now.moment.after_ms(seconds_ago.saturating_mul(-1_000)))
    }

    /// How long it is until a moment; nothing if it is past.
    pub fn until(&self, moment: Moment) -> std::time::Duration {
        self.instant(moment).saturating_duration_since(Instant::now())
    }

    /// The instant of a moment, to sleep until.
    pub fn instant(&self, moment: Moment) -> Instant {
        let since_beginning = std::time::Duration::from_millis(u64::try_from(moment.0).unwrap_or(0));
        self.began.checked_add(since_beginning).unwrap_or(self.began)
    }
}

/// The instant that it is, to measure how long something takes; nothing is decided by it.
pub fn instant() -> Instant {
    Instant::now()
}

/// The wall clock, if it `is_trusted` or a time service keeps it.
pub fn right_wall(is_trusted: bool) -> Option<Wall> {
    (is_trusted || scanslip_hw::clock::is_synchronised()).then(wall_now).flatten()
}

/// The day that it is in a zone.
pub fn day_of(wall: Wall, zone: &TimeZone) -> Option<Day> {
    let local = zone.to_datetime(Timestamp::from_second(wall.0).ok()?);
    let number = |part: i8| u8::try_from(part).ok();
    Day::new(u16::try_from(local.year()).ok()?, number(local.month())?, number(local.day())?)
}

/// The wall clock, trusted or not: for a sandbox and for lists read by people.
pub fn wall_now() -> Option<Wall> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since_1970.as_secs()).ok().map(Wall)
}

/// `12345.67 54321.00` is 12,345,670 milliseconds.
fn uptime_ms(text: &str) -> Option<i64> {
    let (seconds, rest) = text.split_once('.')?;
    let hundredths = rest.get(..2)?;
    let seconds: i64 = seconds.parse().ok()?;
    let hundredths: i64 = hundredths.parse().ok()?;
    seconds.checked_mul(1_000)?.checked_add(hundredths * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_uptime_is_read_without_a_float() {
        assert_eq!(uptime_ms("12345.67 54321.00\n"), Some(12_345_670));
        assert_eq!(uptime_ms("nonsense"), None);
    }

    #[test]
    fn the_day_is_the_one_of_the_shop() {
        let wall = Wall(1_795_477_560);
        let day = |zone| day_of(wall, &zone).map(|day| day.to_string());
        assert_eq!(day(TimeZone::fixed(jiff::tz::offset(1))).as_deref(), Some("2026-11-24"));
        assert_eq!(day(TimeZone::UTC).as_deref(), Some("2026-11-23"));
        assert_eq!(day_of(Wall(i64::MAX), &TimeZone::UTC), None);
    }

    #[test]
    fn an_entry_of_this_boot_has_an_exact_age_and_one_of_another_boot_needs_the_wall_clock() {
        let clock = Clock {
            began: Instant::now(),
            uptime_at_beginning_ms: 100_000,
            boot: "this".to_owned(),
            is_trusted: false,
            zone: TimeZone::UTC,
        };
        let now = Now { moment: Moment(5_000), wall: Some(Wall(1_000)), today: None };
        let stamp = |boot: &str, wall| Stamp { wall, boot: boot.to_owned(), uptime_ms: 98_000 };
        assert_eq!(clock.moment_of(&stamp("this", None), now), Some(Moment(-2_000)));
        assert_eq!(clock.moment_of(&stamp("other", Some(Wall(940))), now), Some(Moment(-55_000)));
        assert_eq!(
            clock.moment_of(&stamp("other", Some(Wall(900_000))), now),
            Some(Moment(5_000)),
            "not in the future"
        );
        assert_eq!(clock.moment_of(&stamp("other", None), now), None);
        assert_eq!(clock.moment_of(&stamp("other", Some(Wall(940))), Now { wall: None, ..now }), None);
    }
}

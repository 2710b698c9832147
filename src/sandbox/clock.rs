//! The sandbox's only look at the clock: when an order came in. Nothing is decided by it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970, 0 on a machine whose clock is before that.
#[expect(
    clippy::disallowed_methods,
    reason = "a shop dates its orders itself; it is the other end of the wire, not the kiosk"
)]
pub(super) fn now_s() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}

/// Such seconds as ISO 8601 in UTC, `2026-03-01T12:00:00Z`; empty if they are no date.
pub(super) fn iso(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|date| date.to_string()).unwrap_or_default()
}

//! The only place of the scanner workers that reads the clock.

use std::time::Instant;

/// Milliseconds since a worker opened its device.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock(Instant);

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "a worker stamps what it reads; its decoder takes the time as an argument"
    )]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn now_ms(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

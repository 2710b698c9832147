//! The only place of the scanner workers that reads the clock or waits for something other than a device.

use std::time::{Duration, Instant};

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

/// How long to wait between two attempts to open a device: 200 ms at first, up to 1 s.
#[derive(Debug)]
pub(super) struct Patience {
    next_ms: u64,
}

impl Patience {
    const FIRST_MS: u64 = 200;
    const LONGEST_MS: u64 = 1000;

    pub(super) const fn new() -> Self {
        Self { next_ms: Self::FIRST_MS }
    }

    /// Waits until a device may have come.
    #[expect(clippy::disallowed_methods, reason = "nothing wakes us when a device node appears")]
    pub(super) fn wait_for_device(&mut self) {
        std::thread::sleep(Duration::from_millis(self.next_ms));
        self.next_ms = (self.next_ms * 2).min(Self::LONGEST_MS);
    }

    /// The device was there: the next loss is a new one.
    pub(super) const fn reset(&mut self) {
        self.next_ms = Self::FIRST_MS;
    }
}

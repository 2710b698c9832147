//! How long a printer's worker waits for what, and the one clock it measures that by.

use std::time::{Duration, Instant};

/// How long a worker waits for what.
#[derive(Clone, Copy, Debug)]
pub(in crate::printer) struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// At a time, before the printer's voice is listened to again.
    pub tick: Duration,
    /// For a printer to take some more, before trouble is told; and between two looks at it while a slip is in flight.
    pub step: Duration,
    /// Without a byte taken, and without a fault that would explain it, before a print is given up.
    pub still: Duration,
    /// For an answer to a question that overtakes the slip. Twice this, and once [`Self::attended`], must be less than 2 s.
    pub prompt: Duration,
    /// For an answer to a question that is queued.
    pub answer: Duration,
    /// For the proof of a slip, once all is out and the printer is well.
    pub proof: Duration,
    /// For staff to put in paper while a slip is in flight.
    pub hold: Duration,
    /// Before a printer in trouble is tried again; doubles each time.
    pub retry: Duration,
    /// The longest wait before it is tried again.
    pub retry_max: Duration,
    /// Between looks at a printer while somebody may soon want a slip.
    pub attended: Duration,
    /// Between looks at a printer that nobody uses: no sooner than the service proves that it lives (half of its
    /// `WatchdogSec`), so that nothing wakes the processor more often at night.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            tick: Duration::from_millis(50),
            step: Duration::from_secs(1),
            still: Duration::from_secs(20),
            prompt: Duration::from_millis(650),
            answer: Duration::from_secs(1),
            proof: Duration::from_secs(15),
            hold: Duration::from_secs(14 * 60),
            retry: Duration::from_secs(1),
            retry_max: Duration::from_secs(30),
            attended: Duration::from_millis(500),
            idle: Duration::from_secs(90),
        }
    }
}

/// A moment that a worker measures from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Since(Instant);

impl Since {
    #[expect(clippy::disallowed_methods, reason = "a worker that blocks in the kernel measures its own patience")]
    pub(super) fn now() -> Self {
        Self(Instant::now())
    }

    /// What is left of a wait that began then.
    pub(super) fn left_of(self, wait: Duration) -> Duration {
        wait.saturating_sub(self.0.elapsed())
    }

    pub(super) fn is_past(self, limit: Duration) -> bool {
        self.0.elapsed() >= limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_that_falls_silent_is_told_within_two_seconds_while_a_shopper_is_there() {
        let Patience { attended, prompt, tick, .. } = Patience::default();
        // It is looked at, and asked twice; the last listening may begin just before its time is over.
        let longest = attended + 2 * (prompt + tick);
        assert!(longest < Duration::from_secs(2), "{longest:?}");
    }
}

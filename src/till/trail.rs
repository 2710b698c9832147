//! How far one slip of one order has come on its way to paper.

use super::event::Printing;
use super::moment::Moment;
use super::paper::PaperPolicy;
use super::slip::COPIES_UNASKED;

/// How long the printer's worker may take to answer, in seconds. It has deadlines of its own, far shorter; this one only
/// keeps a lost answer from holding a slip for ever.
const ANSWER_WITHIN_S: u32 = 900;
/// First wait before a slip of which nothing was printed is tried again, in milliseconds; doubles up to [`RETRY_MAX_MS`].
const RETRY_MIN_MS: i64 = 2_000;
/// Longest such wait, in milliseconds.
const RETRY_MAX_MS: i64 = 60_000;

/// The way of one slip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Trail {
    /// Nobody asked for it yet.
    #[default]
    Unasked,
    /// The shopper may say until then whether it is wanted.
    Asking {
        /// After that it is not.
        until: Moment,
    },
    /// To be printed.
    Due {
        /// As this copy.
        copy: u16,
        /// Not earlier than this.
        not_before: Moment,
        /// The last wait between two tries, in milliseconds; 0 before the first.
        waited_ms: i64,
        /// Whether somebody stands there for it: then it is not too late, however old the order is.
        wanted: bool,
        /// Whether the shopper asked for it.
        asked: bool,
    },
    /// With the printer.
    Printing {
        /// As this copy.
        copy: u16,
        /// An answer that comes later is not waited for.
        answer_by: Moment,
        /// As in `Due`.
        waited_ms: i64,
        /// As in `Due`.
        asked: bool,
    },
    /// On paper, so many times.
    Printed {
        /// 1 for the slip alone.
        times: u16,
    },
    /// Begun and broken off too often.
    Failed {
        /// How many were begun.
        times: u16,
    },
    /// Not to be printed by itself.
    Withheld {
        /// How many were begun before.
        times: u16,
    },
}

impl Trail {
    /// How a slip begins of which this is the shop's policy; where it says so, the shopper is asked for so many seconds.
    pub(super) const fn begin(policy: PaperPolicy, now: Moment, ask_s: u32) -> Self {
        match policy {
            PaperPolicy::Always => Self::Due { copy: 0, not_before: now, waited_ms: 0, wanted: false, asked: false },
            PaperPolicy::Ask => Self::Asking { until: now.after_s(ask_s) },
            PaperPolicy::Never => Self::Asking { until: now },
        }
    }

    /// To be printed for somebody who asked for it.
    pub(super) const fn asked_for(copy: u16, at: Moment) -> Self {
        Self::Due { copy, not_before: at, waited_ms: 0, wanted: true, asked: true }
    }

    /// If it is to be printed, somebody stands there for it.
    pub(super) const fn is_awaited(&mut self) {
        if let Self::Due { wanted, .. } = self {
            *wanted = true;
        }
    }

    /// Not to be printed by itself any more.
    pub(super) const fn withhold(&mut self) {
        *self = Self::Withheld { times: self.begun() };
    }

    /// The printer has it.
    pub(super) fn began(&mut self, copy: u16, at: Moment) {
        let (waited_ms, asked) = match *self {
            Self::Due { waited_ms, asked, .. } => (waited_ms, asked),
            // That somebody said yes, or wanted a copy, stands in no journal; what is printed from here tells it.
            _ => (0, true),
        };
        *self = Self::Printing { copy, answer_by: at.after_s(ANSWER_WITHIN_S), waited_ms, asked };
    }

    /// The printer is done with it.
    pub(super) fn ended(&mut self, copy: u16, outcome: &Printing, at: Moment) {
        let (waited_ms, asked) = match *self {
            Self::Printing { waited_ms, asked, .. } => (waited_ms, asked),
            _ => (0, false),
        };
        *self = match outcome {
            Printing::Proven | Printing::Sent => Self::Printed { times: copy.saturating_add(1) },
            Printing::Nothing(_) => {
                let wait_ms = (waited_ms * 2).clamp(RETRY_MIN_MS, RETRY_MAX_MS);
                Self::Due { copy, not_before: at.after_ms(wait_ms), waited_ms: wait_ms, wanted: false, asked }
            }
            Printing::Broken(_) if copy < COPIES_UNASKED => {
                Self::Due { copy: copy + 1, not_before: at, waited_ms: 0, wanted: false, asked }
            }
            Printing::Broken(_) => Self::Failed { times: copy + 1 },
        };
    }

    /// The printer is ready again: no need to wait longer.
    pub(super) fn hurry(&mut self, at: Moment) {
        if let Self::Due { not_before, waited_ms, .. } = self {
            *not_before = (*not_before).min(at);
            *waited_ms = 0;
        }
    }

    /// The process that printed it is gone: no answer will come, and nobody is there to say what is wanted.
    pub(super) fn interrupt(&mut self, now: Moment) {
        match self {
            Self::Printing { answer_by, .. } => *answer_by = now,
            Self::Asking { until } => *until = now,
            Self::Due { not_before, wanted, .. } => (*not_before, *wanted) = (now, false),
            Self::Unasked | Self::Printed { .. } | Self::Failed { .. } | Self::Withheld { .. } => {}
        }
    }

    /// Whether nothing more will happen to it by itself.
    pub(super) const fn is_over(self) -> bool {
        matches!(self, Self::Printed { .. } | Self::Failed { .. } | Self::Withheld { .. })
    }

    /// How many prints were begun, so that the next one bears the right copy number.
    pub(super) const fn begun(self) -> u16 {
        match self {
            Self::Printed { times } | Self::Failed { times } | Self::Withheld { times } => times,
            Self::Printing { copy, .. } => copy.saturating_add(1),
            Self::Due { copy, .. } => copy,
            Self::Unasked | Self::Asking { .. } => 0,
        }
    }
}

//! What goes wrong with sales and with the listings, and when: a specification and a seed decide it, never chance. Does
//! nothing itself.
//!
//! Most faults befall `webapp.php` and `editOrder.php`. The listings may be stale or show no comments, and may be refused
//! for a while; what they show is true, so that an order in doubt can be settled.

use std::fmt;
use std::str::FromStr;

/// The longest delay in milliseconds.
const LONGEST_DELAY_MS: u64 = 30_000;
/// The longest of the other times in seconds.
const LONGEST_S: u64 = 3_600;

/// How often each thing goes wrong, in percent. Written `lost-answer=20,delay-ms=300,seed=7`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The order is registered, then the connection dies without a byte of reply.
    pub lost_answer: u8,
    /// The connection dies and nothing is registered.
    pub lost_request: u8,
    /// Every sale waits this long before it is looked at, in milliseconds, at most 30,000.
    pub delay_ms: u64,
    /// HTTP status 500; one time in two the order is registered all the same.
    pub http_500: u8,
    /// A page of HTML with status 200 instead of JSON; one time in two the order is registered all the same.
    pub html: u8,
    /// Status 302 to the same script with the form in the query string, where following it records the sale by GET.
    /// Nothing is registered if it is not followed.
    pub redirect: u8,
    /// The order is registered, and the reply ends in the middle of its JSON.
    pub truncate: u8,
    /// The order is registered, and the reply has no body.
    pub empty: u8,
    /// The order is registered twice, and the reply tells of the first.
    pub double: u8,
    /// So many of the first answers are lost, whatever else is asked for; what they answered was done.
    pub lost_answers: u64,
    /// The connection dies; the order is registered [`Faults::late_commit_s`] later, and no listing shows it before.
    pub late_commit: u8,
    /// How much later, in seconds, at most 3,600; 2 if it is not said.
    pub late_commit_s: u64,
    /// Status 429 or 503 with `Retry-After`; nothing is registered. Listings too.
    pub busy: u8,
    /// What `Retry-After` says, in seconds, at most 3,600; 1 if it is not said.
    pub busy_s: u64,
    /// The cash register is closed, as `getCashbox.php` tells: a sale on it is refused.
    pub closed: u8,
    /// A listing lacks the orders that came in or were changed in the last [`Faults::stale_s`].
    pub stale: u8,
    /// How far back, in seconds, at most 3,600; 5 if it is not said.
    pub stale_s: u64,
    /// A listing shows orders without their comments.
    pub no_comments: u8,
    /// Where the sequence of faults starts; the same seed, the same sequence.
    pub seed: u64,
}

/// What happens to one sale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mishap {
    /// How often the order is registered.
    pub(super) registers: Registers,
    /// What the client is answered.
    pub(super) reply: Reply,
}

/// How often an order is registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Registers {
    Never,
    /// Not before the answer is lost.
    Later,
    #[default]
    Once,
    Twice,
}

/// What becomes of the reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reply {
    #[default]
    Whole,
    /// The connection dies.
    Lost,
    Http500,
    Html,
    Redirect,
    Truncated,
    Empty,
    /// 429 or 503.
    Busy(u16),
    /// Refused, because the register is closed.
    Closed,
}

/// What happens to one listing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Blur {
    /// It is refused with this status.
    pub(super) busy: Option<u16>,
    /// It lacks the newest.
    pub(super) stale: bool,
    /// It shows no comments.
    pub(super) no_comments: bool,
    /// It says of every register that it is closed.
    pub(super) closed: bool,
}

impl Faults {
    /// What happens to the sale of this number, counted from 0.
    pub(super) fn befall(&self, sale: u64) -> Mishap {
        if sale < self.lost_answers {
            return Mishap { registers: Registers::Once, reply: Reply::Lost };
        }
        // Each fault rolls its own die, so that adding one to a specification leaves the others where they were.
        let roll = |fault: u64| mix(mix(self.seed ^ mix(sale)).wrapping_add(fault));
        let falls = |fault: u64, percent: u8| roll(fault) % 100 < u64::from(percent);
        let once = if falls(1, self.double) { Registers::Twice } else { Registers::Once };
        let perhaps = if roll(2) % 2 == 0 { Registers::Never } else { once };
        let (registers, reply) = if falls(3, self.lost_request) {
            (Registers::Never, Reply::Lost)
        } else if falls(10, self.busy) {
            (Registers::Never, Reply::Busy(if roll(11) % 2 == 0 { 429 } else { 503 }))
        } else if falls(12, self.closed) {
            (Registers::Never, Reply::Closed)
        } else if falls(13, self.late_commit) {
            (Registers::Later, Reply::Lost)
        } else if falls(4, self.redirect) {
            (Registers::Never, Reply::Redirect)
        } else if falls(5, self.http_500) {
            (perhaps, Reply::Http500)
        } else if falls(6, self.html) {
            (perhaps, Reply::Html)
        } else if falls(7, self.lost_answer) {
            (once, Reply::Lost)
        } else if falls(8, self.truncate) {
            (once, Reply::Truncated)
        } else if falls(9, self.empty) {
            (once, Reply::Empty)
        } else {
            (once, Reply::Whole)
        };
        Mishap { registers, reply }
    }

    /// What happens to the listing of this number, counted from 0.
    pub(super) fn blur(&self, listing: u64) -> Blur {
        let roll = |fault: u64| mix(mix(!self.seed ^ mix(listing)).wrapping_add(fault));
        let falls = |fault: u64, percent: u8| roll(fault) % 100 < u64::from(percent);
        Blur {
            busy: falls(1, self.busy).then(|| if roll(2) % 2 == 0 { 429 } else { 503 }),
            stale: falls(3, self.stale),
            no_comments: falls(4, self.no_comments),
            closed: falls(5, self.closed),
        }
    }

    /// How much later a late order is registered, in seconds.
    pub(super) fn late_commit_s(&self) -> u64 {
        or(self.late_commit_s, 2)
    }

    /// What `Retry-After` says, in seconds.
    pub(super) fn busy_s(&self) -> u64 {
        or(self.busy_s, 1)
    }

    /// How far back a stale listing ends, in seconds.
    pub(super) fn stale_s(&self) -> i64 {
        i64::try_from(or(self.stale_s, 5)).unwrap_or(i64::MAX)
    }
}

/// The number that was said, or else this one.
const fn or(said: u64, otherwise: u64) -> u64 {
    if said == 0 { otherwise } else { said }
}

/// SplitMix64's output function (Steele, Lea, Flood 2014): every bit of the input reaches every bit of the output.
const fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Why a specification of faults is none; one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFaults {
    /// No such fault.
    #[error(
        "{0:?} is no fault: write lost-answer, lost-request, http-500, html, redirect, truncate, empty, double, \
         late-commit, busy, closed, stale or no-comments (each =0 to =100 percent), delay-ms=N, lost-answers=N, \
         late-commit-s=N, busy-s=N, stale-s=N or seed=N, separated by commas."
    )]
    Unknown(String),
    /// Not a number, or too large.
    #[error("{name}={value} is out of range: {name} is a whole number from 0 to {most}.")]
    Value {
        /// Of which fault.
        name: String,
        /// What was written.
        value: String,
        /// The largest it may be.
        most: u64,
    },
    /// Written twice.
    #[error("{0} is given twice: write each fault once.")]
    Twice(String),
}

impl FromStr for Faults {
    type Err = BadFaults;

    fn from_str(text: &str) -> Result<Self, BadFaults> {
        let mut faults = Self::default();
        let mut seen = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| BadFaults::Unknown(part.to_owned()))?;
            if seen.contains(&name) {
                return Err(BadFaults::Twice(name.to_owned()));
            }
            seen.push(name);
            let number = |most: u64| {
                let plain = value.bytes().all(|byte| byte.is_ascii_digit());
                let number = value.parse().ok().filter(|number| plain && *number <= most);
                number.ok_or_else(|| BadFaults::Value { name: name.to_owned(), value: value.to_owned(), most })
            };
            match name {
                "delay-ms" => faults.delay_ms = number(LONGEST_DELAY_MS)?,
                "lost-answers" => faults.lost_answers = number(1_000_000)?,
                "late-commit-s" => faults.late_commit_s = number(LONGEST_S)?,
                "busy-s" => faults.busy_s = number(LONGEST_S)?,
                "stale-s" => faults.stale_s = number(LONGEST_S)?,
                "seed" => faults.seed = number(u64::MAX)?,
                _ => {
                    let fault = faults.percent(name).ok_or_else(|| BadFaults::Unknown(name.to_owned()))?;
                    *fault = number(100)?.to_le_bytes()[0];
                }
            }
        }
        Ok(faults)
    }
}

impl Faults {
    /// The faults that have a probability, by name.
    fn percent(&mut self, name: &str) -> Option<&mut u8> {
        Some(match name {
            "lost-answer" => &mut self.lost_answer,
            "lost-request" => &mut self.lost_request,
            "http-500" => &mut self.http_500,
            "html" => &mut self.html,
            "redirect" => &mut self.redirect,
            "truncate" => &mut self.truncate,
            "empty" => &mut self.empty,
            "double" => &mut self.double,
            "late-commit" => &mut self.late_commit,
            "busy" => &mut self.busy,
            "closed" => &mut self.closed,
            "stale" => &mut self.stale,
            "no-comments" => &mut self.no_comments,
            _ => return None,
        })
    }
}

/// The specification, as it can be read again.
impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "lost-answer={},lost-request={},delay-ms={},", self.lost_answer, self.lost_request, self.delay_ms)?;
        write!(out, "http-500={},html={},redirect={},", self.http_500, self.html, self.redirect)?;
        write!(out, "truncate={},empty={},double={},", self.truncate, self.empty, self.double)?;
        write!(out, "lost-answers={},late-commit={},", self.lost_answers, self.late_commit)?;
        write!(out, "late-commit-s={},busy={},busy-s={},", self.late_commit_s, self.busy, self.busy_s)?;
        write!(out, "closed={},stale={},stale-s={},", self.closed, self.stale, self.stale_s)?;
        write!(out, "no-comments={},seed={}", self.no_comments, self.seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications_are_read_and_written_the_same() {
        let faults: Faults = "lost-answer=20, delay-ms=300,seed=7,".parse().expect("a specification");
        assert_eq!((faults.lost_answer, faults.delay_ms, faults.seed, faults.html), (20, 300, 7, 0));
        assert_eq!(faults.to_string().parse(), Ok(faults));
        assert_eq!("".parse(), Ok(Faults::default()));
        let bad =
            ["lost", "lost-answer", "lost-answer=", "html=101", "html=-1", "html=+1", "html=1.5", "html=1,html=2"];
        for text in bad.into_iter().chain(["slow=1", "delay-ms=30001", "seed=18446744073709551616"]) {
            assert!(text.parse::<Faults>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_seed_alone_decides() {
        let run = |spec: &str| -> Vec<Mishap> {
            let faults: Faults = spec.parse().expect("a specification");
            (0..1_000).map(|sale| faults.befall(sale)).collect()
        };
        assert_eq!(run("lost-answer=30,seed=7"), run("lost-answer=30,seed=7"));
        assert_ne!(run("lost-answer=30,seed=7"), run("lost-answer=30,seed=8"));
        let lost = run("lost-answer=30,seed=7").iter().filter(|mishap| mishap.reply == Reply::Lost).count();
        assert!((240..=360).contains(&lost), "30 % of 1,000 sales, not {lost}");
        assert!(run("seed=7").iter().all(|mishap| *mishap == Mishap::default()));
        let half = run("http-500=100").iter().filter(|mishap| mishap.registers == Registers::Once).count();
        assert!((420..=580).contains(&half), "one in two is registered, not {half} of 1,000");
    }
}

//! How often a wrong token may be tried from one address: ten times at once, then once in six seconds. A token has sixteen
//! characters or more and cannot be guessed anyhow; a short-lived mistake of the owner's is let be.

use crate::runtime::clock;
use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many wrong ones go through at once.
const FREE: u32 = 10;
/// How long it takes until one more does.
const EACH: Duration = Duration::from_secs(6);
/// How many addresses are remembered, the latest.
const ADDRESSES: usize = 256;

#[derive(Debug)]
struct Tries {
    from: IpAddr,
    wrong: u32,
    /// Since when they are counted; each [`EACH`] after it takes one away.
    since: Instant,
}

/// Who tried what.
#[derive(Debug, Default)]
pub(super) struct Throttle(Mutex<VecDeque<Tries>>);

impl Throttle {
    /// For how many seconds nothing that this address presents is looked at; none if it may try.
    pub(super) fn wait_s(&self, from: IpAddr) -> Option<u64> {
        self.wait_at(from, clock::instant())
    }

    /// It presented a wrong token.
    pub(super) fn failed(&self, from: IpAddr) {
        self.failed_at(from, clock::instant());
    }

    fn wait_at(&self, from: IpAddr, now: Instant) -> Option<u64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tries = tries.iter_mut().find(|tries| tries.from == place(from))?;
        tries.forget(now);
        (tries.wrong >= FREE).then_some(EACH.as_secs())
    }

    fn failed_at(&self, from: IpAddr, now: Instant) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = tries.iter().position(|tries| tries.from == place(from)).and_then(|at| tries.remove(at));
        let mut of = at.unwrap_or(Tries { from: place(from), wrong: 0, since: now });
        of.forget(now);
        of.wrong = of.wrong.saturating_add(1);
        tries.push_front(of);
        tries.truncate(ADDRESSES);
    }
}

impl Tries {
    fn forget(&mut self, now: Instant) {
        while self.wrong > 0
            && let Some(later) = self.since.checked_add(EACH).filter(|later| *later <= now)
        {
            (self.wrong, self.since) = (self.wrong - 1, later);
        }
        if self.wrong == 0 {
            self.since = now;
        }
    }
}

/// Of IPv6 the network: whoever has one has all its addresses.
fn place(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_ones_are_free_and_then_one_in_six_seconds() {
        let throttle = Throttle::default();
        let began = clock::instant();
        let at = |seconds| began + Duration::from_secs(seconds);
        let from: IpAddr = "192.0.2.7".parse().expect("an address");
        for _ in 0..FREE {
            assert_eq!(throttle.wait_at(from, at(0)), None);
            throttle.failed_at(from, at(0));
        }
        assert_eq!(throttle.wait_at(from, at(5)), Some(6));
        assert_eq!(throttle.wait_at("192.0.2.8".parse().expect("an address"), at(5)), None, "nobody else waits");
        assert_eq!(throttle.wait_at("::ffff:192.0.2.7".parse().expect("an address"), at(5)), Some(6), "the same one");
        assert_eq!(throttle.wait_at(from, at(6)), None);
        throttle.failed_at(from, at(6));
        assert_eq!(throttle.wait_at(from, at(7)), Some(6));
        assert_eq!(throttle.wait_at(from, at(1_000)), None);
    }

    #[test]
    fn a_network_of_ipv6_is_one_and_there_is_an_end_to_what_is_remembered() {
        let throttle = Throttle::default();
        let now = clock::instant();
        for number in 0..u32::from(u16::MAX) {
            let from = format!("2001:db8::{number:x}").parse().expect("an address");
            if throttle.wait_at(from, now).is_some() {
                assert_eq!(number, FREE);
                break;
            }
            throttle.failed_at(from, now);
        }
        for number in 0..1_000_u32 {
            throttle.failed_at(IpAddr::V4(number.into()), now);
        }
        assert_eq!(throttle.0.lock().expect("whole").len(), ADDRESSES);
    }
}

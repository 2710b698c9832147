//! The roll call: somebody calls, and a worker that goes on with its work answers. One that hangs does not.
//!
//! A worker waits for its device and for its bell at once, so that a call wakes it and nothing else need do so. It answers
//! from its own loop: what stands still answers nothing.

use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use rustix::io::Errno;
use std::fmt;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// A worker's place in the roll call; by default nobody calls, and all of this costs nothing.
#[derive(Clone, Default)]
pub struct Presence(Option<Arc<Place>>);

struct Place {
    bell: OwnedFd,
    is_called: AtomicBool,
    /// How many calls it may leave unanswered: it is about something that takes long.
    excused: AtomicU32,
    period: Duration,
    answer: Box<dyn Fn() + Send + Sync>,
}

impl Presence {
    /// For a worker that is called once in `period`; `answer` is called on its thread.
    ///
    /// Fails if the machine has no descriptor left.
    pub fn new(period: Duration, answer: impl Fn() + Send + Sync + 'static) -> std::io::Result<Self> {
        let bell = eventfd(0, EventfdFlags::NONBLOCK | EventfdFlags::CLOEXEC)?;
        let (is_called, excused) = (AtomicBool::new(false), AtomicU32::new(0));
        Ok(Self(Some(Arc::new(Place { bell, is_called, excused, period, answer: Box::new(answer) }))))
    }

    /// Calls the worker. For one that is excused this answers at once.
    pub fn call(&self) {
        let Some(place) = &self.0 else { return };
        let less = |left: u32| left.checked_sub(1);
        if place.excused.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok() {
            (place.answer)();
            return;
        }
        place.is_called.store(true, Ordering::SeqCst);
        // A bell that can take no more has been rung.
        let _ = rustix::io::write(&place.bell, &1_u64.to_ne_bytes());
    }

    /// Answers, if somebody called. The worker says by it that it goes on with its work.
    pub fn answer(&self) {
        if let Some(place) = &self.0
            && place.is_called.swap(false, Ordering::SeqCst)
        {
            (place.answer)();
        }
    }

    /// What comes now may take this long, and no call is answered meanwhile; until [`Self::back`].
    pub fn excuse(&self, limit: Duration) {
        let Some(place) = &self.0 else { return };
        let calls = limit.as_millis() / place.period.as_millis().max(1) + 1;
        place.excused.store(u32::try_from(calls).unwrap_or(u32::MAX), Ordering::SeqCst);
        self.answer();
    }

    /// What took long is done.
    pub fn back(&self) {
        if let Some(place) = &self.0 {
            place.excused.store(0, Ordering::SeqCst);
        }
    }

    /// The worker has ended, as it should.
    pub fn leave(&self) {
        self.excuse(Duration::MAX);
    }

    /// Readable when somebody calls.
    pub(crate) fn bell(&self) -> Option<BorrowedFd<'_>> {
        self.0.as_ref().map(|place| place.bell.as_fd())
    }

    /// Takes in that the bell rang, and answers.
    pub(crate) fn heard(&self) {
        if let Some(bell) = self.bell() {
            // Nothing in it, or it was rung: both is well.
            let _ = rustix::io::read(bell, &mut [0; 8]);
        }
        self.answer();
    }

    /// Waits until there is something to read, and answers meanwhile. Without a roll call it does not wait: whoever reads
    /// then does.
    pub(crate) fn wait_for(&self, source: BorrowedFd<'_>) {
        while let Some(bell) = self.bell() {
            let mut polled = [source, bell].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
            match poll(&mut polled, None) {
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(_) => return,
            }
            let [is_ready, is_called] = polled.map(|polled| !polled.revents().is_empty());
            if is_called {
                self.heard();
            }
            if is_ready {
                return;
            }
        }
    }

    /// The longest wait of a worker that cannot hear the bell: it answers in time all the same.
    pub(crate) fn at_most(&self, wait: Option<Duration>) -> Option<Duration> {
        let longest = self.0.as_ref().map(|place| place.period / 2);
        wait.into_iter().chain(longest).min()
    }
}

impl fmt::Debug for Presence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Presence(called: {})", self.0.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, channel};

    fn place(period: Duration) -> (Presence, Receiver<()>) {
        let (tell, answers) = channel();
        let answer = move || tell.send(()).expect("somebody listens");
        (Presence::new(period, answer).expect("a place"), answers)
    }

    #[test]
    fn each_call_is_answered_once_and_only_by_the_worker() {
        let (presence, answers) = place(Duration::from_secs(1));
        presence.answer();
        assert!(answers.try_recv().is_err(), "nobody called");
        presence.call();
        assert!(answers.try_recv().is_err(), "nobody answered");
        presence.answer();
        presence.answer();
        assert_eq!(answers.try_iter().count(), 1);
    }

    #[test]
    fn whoever_is_excused_misses_so_many_calls_and_no_more() {
        let (presence, answers) = place(Duration::from_secs(10));
        presence.call();
        presence.excuse(Duration::from_secs(25));
        assert_eq!(answers.try_iter().count(), 1, "it was there when it went");
        for expected in [1, 1, 1, 0, 0] {
            presence.call();
            assert_eq!(answers.try_iter().count(), expected);
        }
        presence.excuse(Duration::from_secs(25));
        presence.back();
        answers.try_iter().for_each(drop);
        presence.call();
        assert!(answers.try_recv().is_err(), "it is back, and did not answer yet");
        presence.leave();
        (0..1_000).for_each(|_| presence.call());
        assert_eq!(answers.try_iter().count(), 1_001);
    }

    #[test]
    fn a_worker_that_waits_for_its_device_hears_the_bell() {
        let (presence, answers) = place(Duration::from_secs(1));
        let (source, mut device) = std::io::pipe().expect("a pipe");
        std::thread::scope(|scope| {
            scope.spawn(|| presence.wait_for(source.as_fd()));
            presence.call();
            answers.recv().expect("it waits and answers");
            presence.call();
            answers.recv().expect("and goes on doing so");
            std::io::Write::write_all(&mut device, b"1").expect("taken");
        });
        Presence::default().wait_for(source.as_fd());
    }

    #[test]
    fn a_wait_without_a_bell_is_shortened_only_where_somebody_calls() {
        let (short, long) = (Duration::from_millis(50), Duration::from_secs(60));
        let (presence, _answers) = place(Duration::from_secs(20));
        let called = [None, Some(short), Some(long)].map(|wait| presence.at_most(wait));
        assert_eq!(called, [Some(Duration::from_secs(10)), Some(short), Some(Duration::from_secs(10))]);
        let not_called = [None, Some(long)].map(|wait| Presence::default().at_most(wait));
        assert_eq!(not_called, [None, Some(long)]);
    }
}

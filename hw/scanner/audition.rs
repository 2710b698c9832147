//! Listening to every scanner there is for one scan of the test code.

use super::clock::Clock;
use super::identify::{Sender, Verdict, identify};
use crate::devices::hidraw;
use crate::devices::{HidMode, Identity, Roots};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::time::Duration;

/// So much silence ends what a scanner sends for one symbol: more than the slowest leave between two keys.
const SILENCE_MS: u64 = 400;
/// More than one symbol takes in any mode; whoever sends more is no scanner.
const MOST_READS: usize = 4096;

/// A device that may be the scanner.
#[derive(Debug)]
pub struct Candidate {
    /// Its node.
    pub path: PathBuf,
    /// Which device it is.
    pub identity: Identity,
    sender: Sender,
    node: OwnedFd,
    reads: Vec<Vec<u8>>,
    last_ms: Option<u64>,
}

impl Candidate {
    /// Whether it types.
    pub const fn is_keyboard(&self) -> bool {
        matches!(self.sender, Sender::Keyboard(_))
    }

    /// Whether it is a tty.
    pub const fn is_serial(&self) -> bool {
        matches!(self.sender, Sender::Serial)
    }

    /// Takes in what is there; false if it is gone.
    fn hear(&mut self, now: u64) -> bool {
        let mut buffer = [0; 4096];
        match rustix::io::read(&self.node, &mut buffer) {
            Ok(0) => false,
            Ok(length) => {
                if self.reads.len() < MOST_READS {
                    self.reads.push(buffer.get(..length).unwrap_or_default().to_vec());
                }
                self.last_ms = Some(now);
                true
            }
            Err(Errno::AGAIN | Errno::INTR) => true,
            Err(_) => false,
        }
    }

    /// What it sent, if it has finished.
    fn verdict(&mut self, now: u64, is_gone: bool) -> Option<Verdict> {
        let is_over = self.last_ms.is_some_and(|last| now.saturating_sub(last) >= SILENCE_MS);
        if self.reads.is_empty() || !(is_over || is_gone) {
            return None;
        }
        self.last_ms = None;
        identify(&self.sender, &std::mem::take(&mut self.reads)).ok()
    }
}

/// Opens every HID scanner, everything that types, and these ttys, as far as they may be opened. The second part is a
/// sentence for each that may not.
pub fn candidates(roots: &Roots, ttys: &[(PathBuf, u32)]) -> (Vec<Candidate>, Vec<String>) {
    let hid = hidraw::nodes(roots).into_iter().filter_map(|node| {
        let sender = match node.mode()? {
            HidMode::Pos => Sender::Pos(node.descriptor),
            HidMode::Keyboard => Sender::Keyboard(Some(node.descriptor)),
        };
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let opened = rustix::fs::open(&node.path, flags, Mode::empty()).map_err(|error| {
            format!(
                "{} cannot be opened ({error}); see `scanslip devices`, or run this with sudo.",
                node.path.display()
            )
        });
        Some(opened.map(|opened| (node.path, node.identity, sender, opened)))
    });
    let ttys = ttys.iter().map(|(path, baud)| {
        let node = super::serial::open(path, *baud)?;
        let identity = Identity { name: path.display().to_string(), ..Identity::default() };
        Ok((path.clone(), identity, Sender::Serial, node))
    });
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for opened in hid.chain(ttys) {
        match opened {
            Ok((path, identity, sender, node)) => {
                found.push(Candidate { path, identity, sender, node, reads: Vec::new(), last_ms: None });
            }
            Err(why) => refused.push(why),
        }
    }
    (found, refused)
}

/// Waits until one of them scans something, or for `wait`. The last candidate that scanned, with what that says of it:
/// another code than the test code does not end the wait.
pub fn listen(mut candidates: Vec<Candidate>, wait: Duration) -> Option<(Candidate, Verdict)> {
    let clock = Clock::start();
    let end = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    let mut other = None;
    loop {
        let now = clock.now_ms();
        let due = candidates.iter().filter_map(|candidate| candidate.last_ms.map(|last| last + SILENCE_MS)).min();
        let until = due.unwrap_or(end).min(end);
        if now >= end || candidates.is_empty() {
            return other.and_then(|path: PathBuf| {
                let at = candidates.iter().position(|candidate| candidate.path == path)?;
                Some((candidates.swap_remove(at), Verdict::Other))
            });
        }
        let timeout = Timespec::try_from(Duration::from_millis(until.saturating_sub(now))).ok();
        let mut polled: Vec<PollFd<'_>> =
            candidates.iter().map(|candidate| PollFd::new(&candidate.node, PollFlags::IN)).collect();
        // Interrupted or not, what is there is read.
        let _ = poll(&mut polled, timeout.as_ref());
        let ready: Vec<bool> = polled.iter().map(|polled| !polled.revents().is_empty()).collect();
        let now = clock.now_ms();
        let mut at = 0;
        for is_ready in ready {
            let Some(candidate) = candidates.get_mut(at) else { break };
            let is_gone = is_ready && !candidate.hear(now);
            match candidate.verdict(now, is_gone) {
                Some(Verdict::Known(setup)) => return Some((candidates.swap_remove(at), Verdict::Known(setup))),
                Some(Verdict::Other) => other = Some(candidate.path.clone()),
                Some(Verdict::Nothing) | None => {}
            }
            if is_gone {
                candidates.remove(at);
            } else {
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::Suffix;
    use crate::scanner::identify::{Setup, TEST_CODE};
    use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};

    /// As long as a machine may take that does something else; nothing waits for it when all is well.
    const LONG: Duration = Duration::from_secs(60);

    fn candidate(name: &str, sender: Sender) -> (OwnedFd, Candidate) {
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        let (end, node) = socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, flags, None).expect("a pair");
        let identity = Identity { name: name.to_owned(), ..Identity::default() };
        (end, Candidate { path: name.into(), identity, sender, node, reads: Vec::new(), last_ms: None })
    }

    fn say(end: &OwnedFd, bytes: &[u8]) {
        assert_eq!(rustix::io::write(end, bytes), Ok(bytes.len()));
    }

    #[test]
    fn the_one_that_scans_the_test_code_is_found_among_others() {
        let (keyboard, one) = candidate("keyboard", Sender::Keyboard(None));
        let (scanner, two) = candidate("scanner", Sender::Serial);
        let (gone, three) = candidate("gone", Sender::Serial);
        say(&keyboard, &[0, 0, 4, 0, 0, 0, 0, 0]);
        say(&keyboard, &[0; 8]);
        for part in TEST_CODE.as_bytes().chunks(10) {
            say(&scanner, part);
        }
        say(&scanner, b"\t");
        drop(gone);
        let (found, verdict) = listen(vec![one, three, two], LONG).expect("somebody scanned");
        assert_eq!(found.identity.name, "scanner");
        assert_eq!(verdict, Verdict::Known(Setup { layouts: Vec::new(), suffix: Some(Suffix::Tab) }));
    }

    #[test]
    fn another_code_is_told_when_no_more_comes() {
        let (scanner, one) = candidate("scanner", Sender::Serial);
        say(&scanner, b"4006381333931\r");
        let (_, verdict) = listen(vec![one], Duration::from_millis(SILENCE_MS + 50)).expect("somebody scanned");
        assert_eq!(verdict, Verdict::Other);
    }

    #[test]
    fn nobody_who_scans_is_nobody() {
        let (_end, one) = candidate("scanner", Sender::Serial);
        assert!(listen(vec![one], Duration::ZERO).is_none());
        assert!(listen(Vec::new(), LONG).is_none());
    }
}

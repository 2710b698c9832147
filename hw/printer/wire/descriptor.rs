//! Writing to a file descriptor that does not block, and waiting for it with a limit.

use super::CHUNK;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io;
use std::os::fd::AsFd;
use std::time::Duration;

/// Waits up to `wait` for one of `events`; empty if none came. What is wrong with the descriptor comes without asking.
pub(super) fn wait_for(fd: impl AsFd, events: PollFlags, wait: Duration) -> io::Result<PollFlags> {
    let limit =
        Timespec { tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX), tv_nsec: wait.subsec_nanos().into() };
    let mut fds = [PollFd::new(&fd, events)];
    match poll(&mut fds, Some(&limit)) {
        Ok(_) => Ok(fds[0].revents()),
        Err(rustix::io::Errno::INTR) => Ok(PollFlags::empty()),
        Err(error) => Err(error.into()),
    }
}

/// An error if the far end has gone.
pub(super) fn check(fd: impl AsFd) -> io::Result<()> {
    let gone = PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL;
    if wait_for(fd, PollFlags::empty(), Duration::ZERO)?.intersects(gone) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// Writes a chunk of `bytes`; `TimedOut` if there is no room for it within `wait`.
pub(super) fn write(fd: impl AsFd, bytes: &[u8], wait: Duration) -> io::Result<usize> {
    let chunk = bytes.get(..CHUNK).unwrap_or(bytes);
    match rustix::io::write(&fd, chunk) {
        Err(rustix::io::Errno::AGAIN) => {}
        written => return Ok(written?),
    }
    if wait_for(&fd, PollFlags::OUT, wait)?.is_empty() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    match rustix::io::write(&fd, chunk) {
        // Room for less than the kernel wants to take at once.
        Err(rustix::io::Errno::AGAIN) => Err(io::ErrorKind::TimedOut.into()),
        written => Ok(written?),
    }
}

//! The printer of the tests at the far end of a real line: a socket of the loopback network, or a pty.
//!
//! It decides by bytes alone. Whoever listens at the near end listens once all that was written has come through: so a
//! silence is one of the printer's and never one of a machine that is busy.

use super::super::fake::{Fake, Trouble};
use crate::printer::wire::{self, Wire};
use crate::printer::{Flow, Port};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::net::sockopt::set_socket_linger;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::TcpListener;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// What is real about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Tcp,
    Serial,
}

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Tcp, Self::Serial];
}

/// One connection: how much went in, and how much came out.
#[derive(Debug, Default)]
struct Link {
    written: usize,
    read: usize,
    is_closed: bool,
}

struct State {
    kind: Kind,
    fake: Fake,
    /// Came through and was not taken: its memory is full, or it is stuck.
    pending: Vec<u8>,
    opened: Vec<Link>,
    /// Something happened to it that it has not acted on.
    is_woken: bool,
    is_over: bool,
    cable: Cable,
}

/// What carries the bytes.
enum Cable {
    Whole,
    /// After so many bytes more somebody cuts it, thus.
    CutAfter(usize, fn()),
    Cut,
}

impl State {
    /// It takes nothing by itself any more.
    fn is_stuck(&self) -> bool {
        let is_dead = !self.fake.is_on() && self.kind == Kind::Tcp;
        is_dead
            || matches!(self.cable, Cable::Cut)
            || self.fake.trouble == Some(Trouble::Wedged)
            || (self.fake.is_off_line() && !self.pending.is_empty())
    }

    /// Nothing moves on this connection until somebody does something.
    fn is_at_rest(&self, link: usize) -> bool {
        let has_all = self.opened.get(link).is_none_or(|it| it.is_closed || it.read == it.written);
        !self.is_woken && (self.is_stuck() || (has_all && self.pending.is_empty()))
    }

    fn link(&mut self, at: usize) -> &mut Link {
        if self.opened.len() <= at {
            self.opened.resize_with(at + 1, Link::default);
        }
        &mut self.opened[at]
    }
}

struct Shared {
    state: Mutex<State>,
    moved: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panicked with it")
    }

    /// Waits until what was written on a connection has come through.
    fn rests(&self, link: usize) {
        let (state, limit) = self
            .moved
            .wait_timeout_while(self.lock(), Duration::from_secs(60), |it| !it.is_at_rest(link))
            .expect("whole");
        assert!(!limit.timed_out(), "what was written comes through: {:?} {:?}", state.fake, state.opened);
    }
}

/// The far end, which ends with the test.
pub(super) struct Far {
    shared: Arc<Shared>,
    port: Port,
    wake: UnixStream,
    end: Option<JoinHandle<()>>,
    /// Keeps a pty from hanging up between two openings.
    _line: Option<OwnedFd>,
}

impl Far {
    #[expect(clippy::disallowed_methods, reason = "a test stands for the world, which spawns the printer")]
    pub(super) fn start(kind: Kind, fake: Fake) -> Self {
        let (pending, opened) = (Vec::new(), Vec::new());
        let state = State { kind, fake, pending, opened, is_woken: false, is_over: false, cable: Cable::Whole };
        let shared = Arc::new(Shared { state: Mutex::new(state), moved: Condvar::new() });
        let (wake, ears) = UnixStream::pair().expect("a pair");
        ears.set_nonblocking(true).expect("it can");
        let kept = shared.clone();
        let (port, line, serve): (_, _, Box<dyn FnOnce() + Send>) = match kind {
            Kind::Tcp => {
                let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
                listener.set_nonblocking(true).expect("it can");
                let port = Port::Tcp(listener.local_addr().expect("an address").to_string());
                (port, None, Box::new(move || kept.listen(&listener, &ears)))
            }
            Kind::Serial => {
                let (printer, line, path) = pty();
                let port = Port::Serial(path, 38_400, Flow::XonXoff);
                (port, Some(line), Box::new(move || kept.serve(printer, 0, &ears)))
            }
        };
        let end = Some(Builder::new().name("far end".to_owned()).spawn(serve).expect("a thread"));
        Self { shared, port, wake, end, _line: line }
    }

    /// The near end, as the kiosk opens it; what was written before has come through or is lost.
    pub(super) fn open(&self, wait: Duration) -> io::Result<Box<dyn Wire>> {
        let link = {
            let state = self.shared.lock();
            if state.kind == Kind::Tcp { state.opened.len() } else { 0 }
        };
        if link > 0 || self.kind() == Kind::Serial {
            self.shared.rests(link.saturating_sub(1));
        }
        let wire = wire::open(&self.port, wait)?;
        self.shared.lock().link(link);
        Ok(Box::new(Near { wire, link, shared: self.shared.clone() }))
    }

    fn kind(&self) -> Kind {
        self.shared.lock().kind
    }

    /// Something is done to it.
    pub(super) fn with<T>(&self, what: impl FnOnce(&mut Fake) -> T) -> T {
        let mut state = self.shared.lock();
        state.is_woken = true;
        let done = what(&mut state.fake);
        drop(state);
        // It may have come to its end by itself.
        let _ = (&self.wake).write_all(b"!");
        done
    }

    /// After so many bytes more nothing comes through, whatever the kernel takes.
    pub(super) fn cut_after(&self, bytes: usize, cut: fn()) {
        self.shared.lock().cable = Cable::CutAfter(bytes, cut);
    }

    /// What is sent comes through again.
    pub(super) fn is_connected(&self) {
        self.shared.lock().cable = Cable::Whole;
        self.with(|_| ());
    }

    /// Everything that was sent is printed or lost, and this is what came of it. Only once the kiosk has closed its end.
    pub(super) fn finish(mut self) -> Fake {
        self.with(|_| ());
        if self.kind() == Kind::Serial {
            self.shared.rests(0);
        }
        self.shared.lock().is_over = true;
        self.with(|_| ());
        self.end.take().expect("it is finished once").join().expect("it went well");
        std::mem::replace(&mut self.shared.lock().fake, Fake::new(super::super::fake::Skills::MUTE))
    }
}

fn pty() -> (File, OwnedFd, PathBuf) {
    let printer = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pty");
    grantpt(&printer).and_then(|()| unlockpt(&printer)).expect("it is ours");
    let path: PathBuf = ptsname(&printer, Vec::new()).expect("its path").into_string().expect("text").into();
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let line = rustix::fs::open(&path, flags, Mode::empty()).expect("its other end");
    (printer.into(), line, path)
}

impl Shared {
    /// One connection after the other, as the network printers that shops have.
    fn listen(&self, listener: &TcpListener, ears: &UnixStream) {
        let (mut life, mut has_restarted, mut at) = (0, false, 0);
        loop {
            let (is_on, is_over) = {
                let mut state = self.lock();
                self.hear(&mut state, ears);
                has_restarted |= std::mem::replace(&mut life, state.fake.life) != state.fake.life;
                (state.fake.is_on(), state.is_over)
            };
            match listener.accept() {
                Ok((stream, _)) => {
                    stream.set_nonblocking(false).expect("it can");
                    // Who has waited for a printer that was switched off and on has waited for nobody.
                    if !has_restarted {
                        self.serve(&stream, at, ears);
                    }
                    set_socket_linger(&stream, Some(Duration::ZERO)).expect("it hangs up with a reset");
                    drop(stream);
                    self.close(at);
                    at += 1;
                }
                Err(_) if is_over => return,
                Err(_) => {
                    has_restarted = false;
                    wait_for(listener, ears, is_on);
                }
            }
        }
    }

    fn close(&self, at: usize) {
        let mut state = self.lock();
        state.pending.clear();
        state.link(at).is_closed = true;
        drop(state);
        self.moved.notify_all();
    }

    /// What happened is being acted on.
    fn hear(&self, state: &mut State, mut ears: &UnixStream) {
        while ears.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
        state.is_woken = false;
        self.moved.notify_all();
    }

    /// One connection until it ends, or the printer is another one.
    fn serve(&self, mut line: impl Read + Write + AsFd, at: usize, ears: &UnixStream) {
        let mut life = self.lock().fake.life;
        loop {
            let mut state = self.lock();
            let is_serial = state.kind == Kind::Serial;
            if std::mem::replace(&mut life, state.fake.life) != state.fake.life {
                state.pending.clear();
                if !is_serial {
                    return;
                }
            }
            let State { fake, pending, .. } = &mut *state;
            let taken = fake.take(pending);
            pending.drain(..taken);
            // Whoever asked may be gone.
            let _ = line.write_all(&fake.voice());
            // A line takes no notice of whether its printer has power.
            let is_lost = is_serial && !fake.is_on();
            if is_lost {
                pending.clear();
            }
            let listens = pending.is_empty() && (is_lost || !state.is_stuck());
            self.hear(&mut state, ears);
            if state.is_over && (is_serial || state.is_stuck()) {
                return;
            }
            drop(state);
            if wait_for(&line, ears, listens) {
                let mut block = [0; 512];
                let count = line.read(&mut block).unwrap_or(0);
                if count == 0 {
                    return;
                }
                let mut state = self.lock();
                state.link(at).read += count;
                state.pending.extend_from_slice(&block[..count]);
            }
        }
    }
}

/// Waits until something happens to the printer, or on the line if it is listened to; whether that.
fn wait_for(line: &impl AsFd, ears: &UnixStream, listens: bool) -> bool {
    let mut fds = [PollFd::new(ears, PollFlags::IN), PollFd::new(line, PollFlags::IN)];
    let heard = if listens { &mut fds[..] } else { &mut fds[..1] };
    poll(heard, None).expect("nothing interrupts a test");
    listens && !fds[1].revents().is_empty()
}

/// The near end of a line.
struct Near {
    wire: Box<dyn Wire>,
    link: usize,
    shared: Arc<Shared>,
}

impl Wire for Near {
    fn check(&mut self) -> io::Result<()> {
        self.wire.check()
    }

    fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        let mut part = bytes;
        {
            let mut state = self.shared.lock();
            if let Cable::CutAfter(left, cut) = state.cable {
                if left == 0 {
                    cut();
                    state.cable = Cable::Cut;
                } else {
                    part = bytes.get(..left).unwrap_or(bytes);
                }
            }
        }
        let written = self.wire.write(part, wait)?;
        let mut state = self.shared.lock();
        state.link(self.link).written += written;
        if let Cable::CutAfter(left, _) = &mut state.cable {
            *left -= written;
        }
        Ok(written)
    }

    fn unsent(&mut self, wait: Duration) -> io::Result<usize> {
        self.wire.unsent(wait)
    }

    fn read(&mut self, into: &mut [u8], wait: Duration) -> io::Result<usize> {
        self.shared.rests(self.link);
        self.wire.read(into, wait)
    }

    fn can_speak(&self) -> bool {
        self.wire.can_speak()
    }

    fn shows_restarts(&self) -> bool {
        self.wire.shows_restarts()
    }
}

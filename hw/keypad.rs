//! Keypads and buttons: USB number pads and `gpio-keys`, through the kernel's input events (evdev).
//!
//! [`event`] takes the kernel's bytes apart and [`presses`] says which keys they are; both are pure. [`run`] is the worker:
//! it serves every device that is meant, because each button on a pin of a Raspberry Pi is a device of its own. A device
//! is grabbed, so that nothing it types reaches the console.
//!
//! The `evdev` crate is not used: it cannot set a device's clock, and by the wall clock a Pi that learns the time would
//! seem to have had a key held for years.

mod board;
mod event;
mod missing;
mod presses;

use crate::devices::keypad::{self, Pad};
use crate::devices::{Match, Roots};
use crate::hotplug::Hotplug;
use crate::{Listening, Presence};
use board::{Board, Opener};
use missing::Missing;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::ops::ControlFlow;
use std::os::fd::AsFd;
use std::path::PathBuf;

/// One keypad, as the settings describe it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which devices. Those that claim to have letters are served only if something is said here or in `path`: they may be
    /// somebody's keyboard, or a scanner.
    pub wanted: Match,
    /// The device's node, or a link to it.
    pub path: Option<PathBuf>,
}

/// A key, by what it does on every keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// 0 to 9, whatever the lock keys say. `00` comes as two.
    Digit(u8),
    /// `*`
    Times,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// Enter, on the pad or elsewhere, or a button that says OK.
    Enter,
    /// `/` or Backspace was held, or a button that says cancel was pressed.
    Clear,
    /// `/` or Backspace was not held, or a button that says help was pressed.
    Help,
    /// The point of the pad, or a button that says language.
    Language,
    /// A button that says info.
    Info,
    /// A button that says print.
    Print,
}

/// What a keypad's worker reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A device is open and can be pressed.
    Found {
        /// How it calls itself, for the log.
        name: String,
        /// Why another device of this keypad is still missing; one sentence.
        missing: Option<String>,
    },
    /// A device went away, or could not be opened; the worker goes on trying.
    Lost {
        /// One sentence.
        why: String,
        /// How many devices are still open.
        open: usize,
    },
    /// A key was pressed.
    Pressed(Key),
}

/// Serves the wanted devices until `emit` breaks, and answers the roll call. Blocks; give it a thread of its own.
pub fn run(settings: &Settings, presence: &Presence, mut emit: impl FnMut(Report) -> Listening) {
    let hotplug = Hotplug::open(&["input"], settings.path.as_deref()).answering(presence);
    let _ = serve(&Roots::default(), settings, hotplug, &board::open, &mut emit);
}

fn serve(
    roots: &Roots,
    settings: &Settings,
    hotplug: Hotplug,
    open: Opener<'_>,
    emit: &mut impl FnMut(Report) -> Listening,
) -> Listening {
    let mut bench = Bench { boards: Vec::new(), missing: Missing::default(), hotplug, open };
    loop {
        let is_complete = bench.look(roots, settings, emit)?;
        while !bench.listen(is_complete, emit)? {}
    }
}

/// The devices of one keypad.
struct Bench<'a> {
    boards: Vec<Board>,
    missing: Missing,
    hotplug: Hotplug,
    open: Opener<'a>,
}

impl Bench<'_> {
    /// Opens what is there and not yet open. Whether nothing is left to wish for.
    fn look(
        &mut self,
        roots: &Roots,
        settings: &Settings,
        emit: &mut impl FnMut(Report) -> Listening,
    ) -> ControlFlow<(), bool> {
        let mut is_complete = true;
        for pad in candidates(roots, settings) {
            if self.boards.iter().any(|board| board.path == pad.path) {
                continue;
            }
            match Board::open(&pad, self.open) {
                Ok(board) => {
                    self.missing.find(&board.path, &board.called);
                    emit(Report::Found { name: board.name.clone(), missing: self.missing.why().map(str::to_owned) })?;
                    self.boards.push(board);
                }
                Err(why) => {
                    is_complete = false;
                    if self.missing.lack(&pad.path, &pad.identity.distinct(), &why) {
                        emit(Report::Lost { why, open: self.boards.len() })?;
                    }
                }
            }
        }
        if self.boards.is_empty() && is_complete && self.missing.lack_all() {
            emit(Report::Lost { why: absent(settings), open: 0 })?;
        }
        ControlFlow::Continue(is_complete && !self.boards.is_empty())
    }

    /// Waits for presses, and reports them. Whether it is time to look again.
    fn listen(&mut self, is_complete: bool, emit: &mut impl FnMut(Report) -> Listening) -> ControlFlow<(), bool> {
        // Who can be told of what comes need not look by himself.
        let patience = (!is_complete || !self.hotplug.is_told()).then(|| self.hotplug.patience());
        let timeout = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let boards = self.boards.iter().map(AsFd::as_fd);
        let mut polled: Vec<PollFd<'_>> =
            boards.chain(self.hotplug.sources()).map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)).collect();
        if poll(&mut polled, timeout.as_ref()) == Ok(0) {
            self.hotplug.grow();
            return ControlFlow::Continue(true);
        }
        let ready: Vec<bool> = polled.iter().map(|polled| !polled.revents().is_empty()).collect();
        let mut has_changed = self.hotplug.has_come();
        let mut boards = Vec::new();
        let mut open = self.boards.len();
        for (mut board, is_ready) in std::mem::take(&mut self.boards).into_iter().zip(ready) {
            if is_ready {
                match board.read() {
                    Ok(keys) => keys.into_iter().map(Report::Pressed).try_for_each(&mut *emit)?,
                    Err(why) => {
                        open = open.saturating_sub(1);
                        // The node of what went away may be there for a moment.
                        self.missing.lose(&board.path, &board.called, &why);
                        emit(Report::Lost { why, open })?;
                        self.hotplug.reset();
                        has_changed = true;
                        continue;
                    }
                }
            }
            boards.push(board);
        }
        self.boards = boards;
        ControlFlow::Continue(has_changed)
    }
}

/// The devices that are meant.
fn candidates(roots: &Roots, settings: &Settings) -> Vec<Pad> {
    let Settings { wanted, path } = settings;
    let is_named = path.is_some() || *wanted != Match::default();
    let real = path.as_ref().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone()));
    let is_meant = |pad: &Pad| {
        let at_path = real
            .as_ref()
            .is_none_or(|real| *real == pad.path || pad.path.canonicalize().is_ok_and(|node| node == *real));
        at_path && wanted.fits(&pad.identity, pad.phys.as_deref()) && (is_named || !pad.has_letters)
    };
    keypad::nodes(roots).into_iter().filter(is_meant).collect()
}

fn absent(settings: &Settings) -> String {
    if *settings == Settings::default() {
        "No keypad or button is there that has no letters; plug one in, or name it by `match` (see `scanslip devices`)."
    } else {
        "No keypad is there that fits the settings; plug it in, or compare with `scanslip devices`."
    }
    .to_owned()
}

#[cfg(test)]
mod tests;

//! The terminal as scanner, keypad, screen and paper tray.

#![expect(clippy::disallowed_methods, reason = "standard input and output block, so each has a thread of its own")]

use crate::face;
use crate::runtime::Sight;
use crate::runtime::lobby::Door;
use crate::slip::{self, Dressing};
use crate::till::effect::Sound;
use crate::till::event::Key;
use crate::till::screen::Screen;
use crate::till::slip::{Kind, Slip};
use scanslip_hw::printer::Profile;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread::{Builder, JoinHandle};

/// How wide the screen is drawn, in columns.
const WIDTH: usize = 78;

/// Words that can be typed instead of scanning a control code.
const WORDS: [(&str, Typed); 8] = [
    ("ok", Typed::Key(Key::Confirm)),
    ("cancel", Typed::Key(Key::Cancel)),
    ("undo", Typed::Key(Key::Undo)),
    ("+", Typed::Key(Key::More)),
    ("help", Typed::Code("SLIP-HELP")),
    ("price", Typed::Code("SLIP-PRICE")),
    ("again", Typed::Code("SLIP-REPRINT")),
    ("card", Typed::Code("CUST-0001")),
];

#[derive(Clone, Copy)]
enum Typed {
    Key(Key),
    Code(&'static str),
}

/// Reads standard input: a word of the list is a key, anything else a scan. At its end the door is closed, unless the
/// page is to stay.
pub(super) fn start_typing(door: Door, stays: bool) -> io::Result<()> {
    let read = move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            let line = line.trim();
            let word = WORDS.iter().find(|(word, _)| line.eq_ignore_ascii_case(word)).map(|(_, typed)| *typed);
            let open = match word {
                Some(Typed::Key(key)) => door.press(key),
                Some(Typed::Code(code)) => door.scan(code),
                None if line.is_empty() => true,
                None => door.scan(line),
            };
            if !open {
                return;
            }
            // A pipe is faster than any shopper: the next line comes when this one has been answered.
            door.wait_for_answer();
        }
        if !stays {
            door.close();
        }
    };
    // Not joined: it waits for a person.
    Builder::new().name("typing".to_owned()).spawn(read).map(drop)
}

/// Shows screens and slips, and keeps the slips as pictures.
pub(super) struct Terminal {
    folder: PathBuf,
    dressing: Dressing,
    profile: Profile,
}

impl Terminal {
    pub(super) const fn new(folder: PathBuf, dressing: Dressing, profile: Profile) -> Self {
        Self { folder, dressing, profile }
    }

    /// Starts to show whatever is sent to the returned inbox, until the kiosk ends.
    pub(super) fn start_watching(self) -> io::Result<(mpsc::Sender<Sight>, JoinHandle<()>)> {
        let (sender, sights) = mpsc::channel();
        let watch = move || {
            while let Ok(sight) = sights.recv() {
                // A terminal that is closed is nobody's problem but the reader's.
                let _ = match sight {
                    Sight::Screen(screen) => self.show(&screen),
                    Sight::Sound(sound) => Self::sound(sound),
                    Sight::Slip(slip) => self.keep(&slip),
                    Sight::Recorded(_) | Sight::Called => Ok(()),
                    Sight::End => return,
                };
            }
        };
        Ok((sender, Builder::new().name("terminal".to_owned()).spawn(watch)?))
    }

    fn show(&self, screen: &Screen) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "┌{}", "─".repeat(WIDTH))?;
        for line in face::lines(screen, &self.dressing.currency) {
            writeln!(out, "│ {line}")?;
        }
        writeln!(out, "└{}", "─".repeat(WIDTH))?;
        out.flush()
    }

    fn sound(sound: Sound) -> io::Result<()> {
        let heard = match sound {
            Sound::Good => return Ok(()),
            Sound::Unknown => "♪♪ (unknown)",
            Sound::Refused => "♪ (refused)",
            Sound::Done => "♪♪♪ (done)",
        };
        writeln!(io::stdout().lock(), "{heard}")
    }

    fn keep(&self, slip: &Slip) -> io::Result<()> {
        let kind = if slip.id.kind == Kind::Provisional { "-provisional" } else { "" };
        let copy = if slip.id.copy == 0 { String::new() } else { format!("-copy-{}", slip.id.copy) };
        let path = self.folder.join(format!("slip-{:04}{kind}{copy}.png", slip.local_number));
        let picture = slip::picture(slip, &self.dressing, &self.profile).map_err(io::Error::other)?;
        fs::write(&path, picture)?;
        let mut out = io::stdout().lock();
        writeln!(out, "{}", slip::text(slip, &self.dressing, &self.profile))?;
        writeln!(out, "slip: {}", path.display())
    }
}

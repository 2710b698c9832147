//! The terminal as scanner, keypad, screen and paper tray.

#![expect(clippy::disallowed_methods, reason = "standard input and output block, so each has a thread of its own")]

use crate::barcode::Control;
use crate::face;
use crate::runtime::Sight;
use crate::runtime::lobby::Door;
use crate::slip::{self, Dressing};
use crate::till::effect::Sound;
use crate::till::event::Key;
use crate::till::screen::Screen;
use crate::till::settings::Language;
use crate::till::slip::{Kind, Slip};
use console::Style;
use scanslip_hw::printer::Profile;
use std::fs;
use std::io::{self, BufRead, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread::{Builder, JoinHandle};

/// How wide the screen is drawn, in columns.
const WIDTH: usize = 78;

/// Words that can be typed instead of scanning a control code.
const WORDS: [(&str, Word); 8] = [
    ("ok", Word::Key(Key::Confirm)),
    ("cancel", Word::Key(Key::Cancel)),
    ("undo", Word::Key(Key::Undo)),
    ("+", Word::Key(Key::More)),
    ("help", Word::Code("SLIP-HELP")),
    ("price", Word::Code("SLIP-PRICE")),
    ("again", Word::Code("SLIP-REPRINT")),
    ("card", Word::Code("CUST-0001")),
];

/// What such a word stands for.
#[derive(Clone, Copy)]
enum Word {
    Key(Key),
    Code(&'static str),
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typed {
    Key(Key),
    Code(String),
}

/// What a line means: a word of the list, a language, a quantity as on a keypad (`2*`), or else a scan.
fn meaning(line: &str) -> Option<Typed> {
    let is = |(word, _): &&(&str, Word)| line.eq_ignore_ascii_case(word);
    let code = |text: String| Control::parse(&text).map(|_| Typed::Code(text));
    match WORDS.iter().find(is) {
        Some((_, Word::Key(key))) => return Some(Typed::Key(*key)),
        Some((_, Word::Code(text))) => return Some(Typed::Code((*text).to_owned())),
        None if line.is_empty() => return None,
        None => {}
    }
    let language = Language::from_code(line).and_then(|language| code(format!("SLIP-LANG-{}", language.code())));
    let quantity = || line.strip_suffix('*').and_then(|digits| code(format!("SLIP-QTY-{digits}")));
    Some(language.or_else(quantity).unwrap_or_else(|| Typed::Code(line.to_owned())))
}

/// As it stands in what is read first; in bold on a terminal that has it.
pub(super) fn emphasised(text: &str) -> String {
    Style::new().bold().apply_to(text).to_string()
}

/// Reads standard input, line by line ([`meaning`]). At its end the door is closed, unless the page is to stay; either is
/// told.
pub(super) fn start_typing(door: Door, stays: bool, page: SocketAddr) -> io::Result<()> {
    let read = move || {
        // A line of another character set is a code that nobody knows, and no end.
        for line in io::stdin().lock().split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            let open = match meaning(line.trim()) {
                Some(Typed::Key(key)) => door.press(key),
                Some(Typed::Code(code)) => door.scan(&code),
                None => true,
            };
            if !open {
                return;
            }
            // A pipe is faster than any shopper: the next line comes when this one has been answered.
            door.wait_for_answer();
        }
        // A terminal that is closed is nobody's problem but the reader's.
        let _ = writeln!(io::stdout(), "{}", end_of_input(stays, page));
        if !stays {
            door.close();
        }
    };
    // Not joined: it waits for a person.
    Builder::new().name("typing".to_owned()).spawn(read).map(drop)
}

/// What whoever typed hears when nothing that they type counts any more.
fn end_of_input(stays: bool, page: SocketAddr) -> String {
    if stays {
        format!(
            "Nothing more can be typed here; codes and keys come from http://{page}/ now, and Ctrl-C ends the demo."
        )
    } else {
        "Nothing more can be typed here; the demo ends once nothing is under way.".to_owned()
    }
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
        // Without colours where there may be none.
        let (mut out, frame) = (io::stdout().lock(), Style::new().dim());
        writeln!(out, "{}", frame.apply_to(format!("┌{}", "─".repeat(WIDTH))))?;
        for line in face::lines(screen, &self.dressing.currency) {
            // What the last scan did is what a shopper looks for.
            let line = if line.starts_with('>') { emphasised(&line) } else { line };
            writeln!(out, "{} {line}", frame.apply_to("│"))?;
        }
        writeln!(out, "{}", frame.apply_to(format!("└{}", "─".repeat(WIDTH))))?;
        out.flush()
    }

    fn sound(sound: Sound) -> io::Result<()> {
        let heard = match sound {
            Sound::Good => return Ok(()),
            Sound::Unknown => "♪♪ (unknown)",
            Sound::Refused => "♪ (refused)",
            Sound::Staff => "♪♪♪♪ (staff are called)",
            Sound::Done => "♪♪♪ (done)",
        };
        let tone = if sound == Sound::Done { Style::new().green() } else { Style::new().yellow() };
        writeln!(io::stdout().lock(), "{}", tone.apply_to(heard))
    }

    fn keep(&self, slip: &Slip) -> io::Result<()> {
        let kind = if slip.id.kind == Kind::Provisional { "-provisional" } else { "" };
        let copy = if slip.id.copy == 0 { String::new() } else { format!("-copy-{}", slip.id.copy) };
        let path = self.folder.join(format!("slip-{:04}{kind}{copy}.png", slip.local_number));
        let picture = slip::picture(slip, &self.dressing, &self.profile).map_err(io::Error::other)?;
        fs::write(&path, picture)?;
        let mut out = io::stdout().lock();
        writeln!(out, "{}", slip::text(slip, &self.dressing, &self.profile))?;
        let path = std::path::absolute(&path)?;
        writeln!(out, "slip: {}", emphasised(&path.display().to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_key_a_language_a_quantity_or_a_scan() {
        let code = |text: &str| Some(Typed::Code(text.to_owned()));
        for (line, expected) in [
            ("OK", Some(Typed::Key(Key::Confirm))),
            ("card", code("CUST-0001")),
            ("en", code("SLIP-LANG-en")),
            ("2*", code("SLIP-QTY-2")),
            ("100*", code("100*")),
            ("3017620422003", code("3017620422003")),
            ("", None),
        ] {
            assert_eq!(meaning(line), expected, "{line:?}");
        }
    }
}

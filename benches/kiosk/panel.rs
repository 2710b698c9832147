//! A small panel: the display of the product on a file in memory, and a thread that draws as the product's does, and tells
//! what was shown when.

use crate::{Mark, framebuffer, lines};
use scanslip::runtime::Sight;
use scanslip::runtime::screens::Display;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

/// In pixels: a common small panel.
const SIZE: (u32, u32) = (480, 320);

/// Sets it up in a folder; it takes sights until the kiosk ends.
pub(crate) fn open(folder: &Path, marks: Sender<Mark>) -> Sender<Sight> {
    let mut display = framebuffer::panel(folder, SIZE);
    let (sender, sights) = channel();
    thread::spawn(move || show(&sights, &mut display, &marks));
    sender
}

fn show(sights: &Receiver<Sight>, display: &mut Display, marks: &Sender<Mark>) {
    while let Ok(sight) = sights.recv() {
        let newest =
            sights.try_iter().fold(sight, |newest, sight| if let Sight::Screen(_) = sight { sight } else { newest });
        let Sight::Screen(screen) = newest else { continue };
        display.show(&screen, "EUR").expect("a file takes it");
        if let Some(lines) = lines(&screen) {
            // Nobody may listen any more.
            let _ = marks.send(Mark::Shown(lines, Instant::now()));
        }
    }
}

//! A small panel: the framebuffer of the product on a file in memory, and a thread that draws as the product's does, and tells
//! what was shown when.

use crate::{Mark, lines};
use scanslip::face::picture::{self, Picture};
use scanslip::runtime::Sight;
use scanslip_hw::display::{self, Framebuffer};
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

/// In pixels: a common small panel, 16 bits a pixel.
const SIZE: (u32, u32) = (480, 320);

/// Sets it up in a folder; it takes sights until the kiosk ends.
pub(crate) fn open(folder: &Path, marks: Sender<Mark>) -> Sender<Sight> {
    let class = folder.join("class/graphics/fb0");
    fs::create_dir_all(&class).expect("a folder");
    let (width, height) = SIZE;
    let attributes = [
        ("virtual_size", format!("{width},{height}")),
        ("bits_per_pixel", "16".into()),
        ("stride", (width * 2).to_string()),
    ];
    for (name, text) in attributes {
        fs::write(class.join(name), text).expect("written");
    }
    let device = folder.join("fb0");
    fs::write(&device, vec![0; width as usize * 2 * height as usize]).expect("written");
    let mut framebuffer = Framebuffer::new(device, folder.to_owned());
    let (sender, sights) = channel();
    thread::spawn(move || show(&sights, &mut framebuffer, &marks));
    sender
}

fn show(sights: &Receiver<Sight>, framebuffer: &mut Framebuffer, marks: &Sender<Mark>) {
    while let Ok(sight) = sights.recv() {
        let newest =
            sights.try_iter().fold(sight, |newest, sight| if let Sight::Screen(_) = sight { sight } else { newest });
        let Sight::Screen(screen) = newest else { continue };
        let picture = picture::draw(&screen, "EUR", SIZE);
        let palette = Picture::palette();
        let drawn = display::Picture { width: SIZE.0, height: SIZE.1, palette: &palette, pixels: picture.pixels() };
        framebuffer.show(&drawn).expect("a file takes it");
        if let Some(lines) = lines(&screen) {
            // Nobody may listen any more.
            let _ = marks.send(Mark::Shown(lines, Instant::now()));
        }
    }
}

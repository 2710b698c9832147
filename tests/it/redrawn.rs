//! Of a screen only what changed is written to the panel. Counted in bytes, at a size of each layout and in each depth: what
//! a scan and a key cost may not rise, and a screen that is as it was costs nothing. No clock is looked at.

use scanslip::face::{self, picture};
use scanslip::till::money::Quantity;
use scanslip::till::screen::{Screen, View};
use scanslip::till::settings::Language;
use scanslip_hw::display::{Framebuffer, Picture};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A size, and how many of a thousand bytes of it may be written for one more piece of the last article, and for a scan of
/// another one, which moves the list down by a row.
const MOST: [((u32, u32), usize, usize); 3] = [((128, 64), 48, 34), ((320, 240), 92, 143), ((800, 480), 53, 125)];
const DEPTHS: [u32; 3] = [16, 24, 32];

/// A panel that is a plain file.
struct Panel {
    folder: TempDir,
    bytes: usize,
}

impl Panel {
    fn new((width, height): (u32, u32), bits: u32) -> Self {
        let stride = width * bits / 8;
        let panel = Self { folder: tempfile::tempdir().expect("a folder"), bytes: (stride * height) as usize };
        let class = panel.folder.path().join("sys/class/graphics/fb0");
        fs::create_dir_all(&class).expect("a folder");
        for (name, text) in [
            ("virtual_size", format!("{width},{height}\n")),
            ("bits_per_pixel", format!("{bits}\n")),
            ("stride", format!("{stride}\n")),
        ] {
            fs::write(class.join(name), text).expect("a file");
        }
        panel.paint(0);
        panel
    }

    fn node(&self) -> PathBuf {
        self.folder.path().join("fb0")
    }

    /// Somebody else's bytes, all over it.
    fn paint(&self, byte: u8) {
        fs::write(self.node(), vec![byte; self.bytes]).expect("a file");
    }

    fn memory(&self) -> Vec<u8> {
        fs::read(self.node()).expect("it is there")
    }

    /// What is on it once one screen has followed the other over these bytes.
    fn after(&self, before: &Screen, then: &Screen, size: (u32, u32), byte: u8) -> Vec<u8> {
        let mut display = Framebuffer::new(self.node(), self.folder.path().join("sys"));
        show(&mut display, before, size);
        self.paint(byte);
        show(&mut display, then, size);
        self.memory()
    }

    /// How many bytes are written when one screen follows the other. Each is what the screen wants there.
    fn written(&self, before: &Screen, then: &Screen, size: (u32, u32)) -> usize {
        let (light, dark) = (self.after(before, then, size, 0xaa), self.after(before, then, size, 0x55));
        self.paint(0);
        show(&mut Framebuffer::new(self.node(), self.folder.path().join("sys")), then, size);
        let whole = self.memory();
        let mut written = 0;
        for ((light, dark), whole) in light.iter().zip(&dark).zip(&whole) {
            if light == dark {
                assert_eq!(light, whole, "what is written is what is to be seen");
                written += 1;
            }
        }
        written
    }
}

fn show(display: &mut Framebuffer, screen: &Screen, size: (u32, u32)) {
    let drawn = picture::draw(screen, "EUR", size);
    let palette = picture::Picture::palette();
    let (width, height, pixels) = (drawn.width(), drawn.height(), drawn.pixels());
    display.show(&Picture { width, height, palette: &palette, pixels }).expect("shown");
}

/// A long cart; the same with one more piece of its last article; the same with one more line.
fn carts() -> [Screen; 3] {
    let (_, long) = face::samples(Language::Fr).into_iter().find(|(name, _)| *name == "cart-long").expect("a cart");
    let changed = |is_scan: bool| {
        let mut screen = long.clone();
        let View::Cart { lines, last, total, .. } = &mut screen.view else { panic!("a cart is a cart") };
        let mut line = lines[3].clone();
        if is_scan {
            *total = total.checked_add(line.total).expect("few");
            *last = Some(lines.len());
            lines.push(line);
        } else {
            line = lines[last.expect("a last line")].clone();
            *total = total.checked_add(line.unit_price).expect("few");
            line.quantity = line.quantity.checked_add(Quantity::ONE).expect("few");
            line.total = line.total.checked_add(line.unit_price).expect("few");
            lines[last.expect("a last line")] = line;
        }
        screen
    };
    [long.clone(), changed(false), changed(true)]
}

#[test]
fn a_scan_costs_what_changed_of_the_screen_and_no_more() {
    let [long, more, scanned] = carts();
    let mut wrong = Vec::new();
    for (size, of_more, of_scan) in MOST {
        for bits in DEPTHS {
            let panel = Panel::new(size, bits);
            for (what, then, most) in [("one more", &more, of_more), ("a scan", &scanned, of_scan)] {
                let per_mille = panel.written(&long, then, size) * 1_000 / panel.bytes;
                if per_mille == 0 || per_mille > most {
                    wrong.push(format!("{what} at {size:?} in {bits} bits: {per_mille} of 1000 bytes, at most {most}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_screen_that_is_as_it_was_costs_nothing() {
    let [long, more, _] = carts();
    for (size, ..) in MOST {
        for bits in DEPTHS {
            let panel = Panel::new(size, bits);
            for screen in [&long, &more] {
                assert_eq!(panel.written(screen, screen, size), 0, "{size:?} in {bits} bits");
            }
        }
    }
}

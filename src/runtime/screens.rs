//! The thread that shows screens on a display. It shows the newest and skips what was queued before; a display that
//! fails is logged once and tried again at the next screen, and never holds up the loop.

use super::health::{Health, News};
use super::lobby::{Input, Lobby};
use super::{Error, Sight, workers};
use crate::face::picture;
use crate::till::screen::Screen;
use scanslip_hw::Presence;
use scanslip_hw::display::{self, Framebuffer};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// The size of a picture file, in pixels: that of the common small touch screens.
const FILE_SIZE: (u32, u32) = (800, 480);

/// Where screens are shown.
#[derive(Debug)]
pub enum Display {
    /// On a framebuffer, in its size.
    Framebuffer(Framebuffer),
    /// As a PNG file, 800 x 480 pixels, which is replaced as a whole.
    File(PathBuf),
}

impl Display {
    /// Draws a screen and shows it. `currency` is an ISO 4217 code.
    ///
    /// # Errors
    ///
    /// Why it is not shown, in one sentence.
    pub fn show(&mut self, screen: &Screen, currency: &str) -> Result<(), String> {
        match self {
            Self::Framebuffer(framebuffer) => {
                let size = framebuffer.size().map_err(|error| error.to_string())?;
                let picture = picture::draw(screen, currency, size);
                let picture = display::Picture {
                    width: picture.width(),
                    height: picture.height(),
                    palette: &picture::Picture::palette(),
                    pixels: picture.pixels(),
                };
                framebuffer.show(&picture).map(drop).map_err(|error| error.to_string())
            }
            Self::File(path) => {
                let file = picture::draw(screen, currency, FILE_SIZE).png();
                replace(path, &file).map_err(|error| {
                    format!("The screen cannot be written to {}: {error}; see display.path.", path.display())
                })
            }
        }
    }
}

impl fmt::Display for Display {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Framebuffer(framebuffer) => write!(out, "{}", framebuffer.path().display()),
            Self::File(path) => write!(out, "{}", path.display()),
        }
    }
}

/// Starts the thread; it ends with the kiosk. `currency` is an ISO 4217 code.
pub fn start(mut display: Display, currency: String, lobby: &mut Lobby) -> Result<mpsc::Sender<Sight>, Error> {
    let Lobby { events, roll, .. } = lobby;
    let events = events.clone();
    let (sender, sights) = mpsc::channel();
    let ring = sender.clone();
    // A display that has ended is at the end with the kiosk.
    let presence = roll.enter("display", move || drop(ring.send(Sight::Called)))?;
    workers::start("display", move || {
        let mut health = Health::Unknown;
        while let Some(newest) = newest(&sights, &presence) {
            let now = display.show(&newest, &currency).map_or_else(Health::Ill, |()| Health::Well);
            match (&health, &now) {
                (Health::Ill(_), Health::Well) => tracing::info!("the display shows the screen again"),
                (Health::Ill(_), Health::Ill(_)) => {}
                (_, Health::Ill(why)) => tracing::warn!("{why}"),
                _ => {}
            }
            if now != health {
                // A loop that has ended need not know; what comes is shown to the end.
                let _ = workers::tell(&events, Input::News(News::Display(now.clone())));
                health = now;
            }
        }
    })?;
    Ok(sender)
}

/// Waits for a screen and takes the last of those that are there by then; `None` once the kiosk ends.
fn newest(sights: &mpsc::Receiver<Sight>, presence: &Presence) -> Option<Screen> {
    let mut newest = None;
    loop {
        let sight = match &newest {
            None => sights.recv().ok()?,
            Some(_) => match sights.try_recv() {
                Ok(sight) => sight,
                Err(_) => return newest,
            },
        };
        match sight {
            Sight::Screen(screen) => newest = Some(screen),
            Sight::Called => presence.answer(),
            Sight::End => return newest,
            Sight::Sound(_) | Sight::Slip(_) | Sight::Recorded(_) => {}
        }
    }
}

/// Whoever reads the file sees the old picture or the new one, never a part.
fn replace(path: &Path, contents: &[u8]) -> std::io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let replaced = fs::write(&part, contents).and_then(|()| fs::rename(&part, path));
    if replaced.is_err() {
        // What is left of it would only be in the way; that it failed is already known.
        let _ = fs::remove_file(&part);
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::samples;
    use crate::till::effect::Sound;
    use crate::till::money::Quantity;
    use crate::till::screen::View;
    use crate::till::settings::Language;
    use std::collections::BTreeMap;

    fn sample(name: &str) -> Screen {
        samples(Language::Fr).into_iter().collect::<BTreeMap<_, _>>().remove(name).expect("a sample")
    }

    #[test]
    fn only_the_newest_screen_is_shown() {
        let (sender, sights) = mpsc::channel();
        for name in ["welcome", "sending", "cart"] {
            sender.send(Sight::Screen(sample(name))).expect("open");
            sender.send(Sight::Sound(Sound::Good)).expect("open");
        }
        assert_eq!(newest(&sights, &Presence::default()), Some(sample("cart")));
        sender.send(Sight::Sound(Sound::Done)).expect("open");
        sender.send(Sight::Screen(sample("welcome"))).expect("open");
        sender.send(Sight::End).expect("open");
        assert_eq!(
            newest(&sights, &Presence::default()),
            Some(sample("welcome")),
            "the last one is shown before the end"
        );
        sender.send(Sight::End).expect("open");
        assert_eq!(newest(&sights, &Presence::default()), None);
        drop(sender);
        assert_eq!(newest(&sights, &Presence::default()), None);
    }

    #[test]
    fn a_picture_file_is_replaced_as_a_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("screen.png");
        let mut display = Display::File(path.clone());
        for name in ["welcome", "cart"] {
            display.show(&sample(name), "EUR").expect("written");
            let expected = picture::draw(&sample(name), "EUR", FILE_SIZE).png();
            assert!(fs::read(&path).expect("there") == expected, "{name}");
            assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing else is left");
        }
    }

    #[test]
    fn a_display_that_fails_says_so_and_works_again_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("below/screen.png");
        let mut display = Display::File(path.clone());
        let why = display.show(&sample("cart"), "EUR").expect_err("no such folder");
        assert!(why.contains("below/screen.png") && why.ends_with('.'), "{why}");
        fs::create_dir(folder.path().join("below")).expect("made");
        display.show(&sample("cart"), "EUR").expect("written");
        // A folder where the picture should be: the part is taken away again.
        let mut display = Display::File(folder.path().join("below"));
        display.show(&sample("cart"), "EUR").expect_err("a folder");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    /// A framebuffer that is a file, and where it is: with so many pixels, bits for each, bytes in a row.
    fn framebuffer(folder: &Path, size: (u32, u32), bits: u32, stride: u32) -> (Display, PathBuf) {
        let class = folder.join("class/graphics/fb0");
        fs::create_dir_all(&class).expect("made");
        fs::write(class.join("virtual_size"), format!("{},{}", size.0, size.1)).expect("written");
        fs::write(class.join("bits_per_pixel"), bits.to_string()).expect("written");
        fs::write(class.join("stride"), stride.to_string()).expect("written");
        let device = folder.join("fb0");
        fs::write(&device, vec![0; (stride * size.1) as usize]).expect("written");
        (Display::Framebuffer(Framebuffer::new(device.clone(), folder.to_owned())), device)
    }

    #[test]
    fn a_scan_writes_the_rows_that_it_changes_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut display, device) = framebuffer(folder.path(), (800, 480), 16, 1_600);
        let mut screen = sample("cart");
        display.show(&screen, "EUR").expect("shown");
        let View::Cart { lines, last: Some(last), total, .. } = &mut screen.view else { panic!("a cart is a cart") };
        // One more of the article that was scanned last.
        let line = &mut lines[*last];
        line.quantity = Quantity::pieces(2).expect("two");
        line.total = line.unit_price.checked_add(line.unit_price).expect("a price");
        *total = total.checked_add(line.unit_price).expect("a sum");
        // The file is no memory: what is not written now is seen by a mark that no picture has.
        fs::write(&device, vec![0x5a; 1_600 * 480]).expect("written");
        display.show(&screen, "EUR").expect("shown");
        let memory = fs::read(device).expect("there");
        let written = |row: &[u8]| row.chunks(2).filter(|pixel| *pixel != [0x5a, 0x5a]).count();
        let rows: Vec<usize> = memory.chunks(1_600).map(written).collect();
        let bytes = rows.iter().sum::<usize>() * 2;
        // The article above the list, the total beside it: nothing of the lower half.
        assert!(rows[260..].iter().all(|written| *written == 0), "{rows:?}");
        assert!(bytes > 10_000 && bytes < 1_600 * 480 / 3, "{bytes} of {}", 1_600 * 480);
    }

    #[test]
    fn a_screen_reaches_the_framebuffer_in_its_own_size() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut display, device) = framebuffer(folder.path(), (128, 64), 24, 400);
        display.show(&sample("welcome"), "EUR").expect("shown");
        let memory = fs::read(device).expect("there");
        let drawn = picture::draw(&sample("welcome"), "EUR", (128, 64));
        for (row, pixels) in memory.chunks(400).zip(drawn.pixels().chunks(128)) {
            let expected: Vec<u8> = pixels
                .iter()
                .flat_map(|&pixel| picture::Picture::palette()[usize::from(pixel)].into_iter().rev())
                .collect();
            assert!(row[..384] == expected);
        }
    }
}

//! A screen as a picture, for any size from 128 x 64 to 1920 x 1080 pixels. Pure: where it is shown is none of its business.
//!
//! A screen is laid out into parts ([`view`]), whose places are cut off one another so that no text can lie over another.
//! There is a layout for each class of screens ([`scale`]): tiny ones show one thing at a time, small ones one thing below
//! the other, large ones two columns. Text that has no room becomes smaller, then shorter; a total never does.

mod area;
mod badge;
mod banner;
mod canvas;
mod cart;
mod columns;
mod contact;
mod dots;
mod entry;
mod ink;
#[cfg(test)]
mod legible;
mod letters;
mod line;
mod list;
mod ordered;
mod part;
mod png;
mod qr;
mod question;
mod scale;
mod smooth;
mod stack;
#[cfg(test)]
mod tests;
mod total;
mod view;
mod welcome;
#[cfg(test)]
mod whole;

pub use contact::contact_sheet;
pub(crate) use dots::Dots;
pub(crate) use line::{shortened, wrap};

use crate::face::text::Face;
use crate::till::screen::Screen;
use crate::words;
use canvas::Canvas;
use embedded_graphics::geometry::Size;

/// The largest side that is drawn, in pixels.
const SIDE_MAX: u32 = 8_192;

/// A screen in pixels, row by row from the top, each the number of a colour of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Picture {
    /// In pixels.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// One byte for each pixel: its place in [`Picture::palette`].
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Red, green and blue of each colour.
    pub fn palette() -> [[u8; 3]; ink::COLOURS] {
        ink::palette()
    }

    /// The picture as a PNG file.
    pub fn png(&self) -> Vec<u8> {
        png::of(self, ::png::Compression::Fast)
    }

    /// The same as a smaller file, which takes its time.
    pub fn small_png(&self) -> Vec<u8> {
        png::of(self, ::png::Compression::High)
    }
}

/// Draws a screen. `currency` is an ISO 4217 code; sides of no or of more than 8,192 pixels become 1 or 8,192.
pub fn draw(screen: &Screen, currency: &str, (width, height): (u32, u32)) -> Picture {
    let (width, height) = (width.clamp(1, SIDE_MAX), height.clamp(1, SIDE_MAX));
    let face = Face { words: words::of(screen.language), screen, currency };
    let mut canvas = Canvas::new(Size::new(width, height));
    for part in view::compose(&face, width, height) {
        part.draw(&mut canvas);
    }
    Picture { width, height, pixels: canvas.into_pixels() }
}

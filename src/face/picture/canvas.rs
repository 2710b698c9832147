//! What a screen is drawn on: one byte a pixel, the number of its colour.

use super::Picture;
use super::area::Area;
use super::ink::{self, Ink};
use super::smooth::Drawn;
use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{Dimensions, OriginDimensions, Size};
use embedded_graphics::primitives::Rectangle;
use std::convert::Infallible;

/// A white sheet of a fixed size.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    size: Size,
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(size: Size) -> Self {
        Self { size, pixels: vec![Ink::Paper as u8; size.width as usize * size.height as usize] }
    }

    /// Colours a rectangle, as far as it is on the canvas.
    pub(super) fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, ink: Ink) {
        let right = left.saturating_add(width).min(self.size.width);
        for y in top..top.saturating_add(height).min(self.size.height) {
            let row = y as usize * self.size.width as usize;
            if let Some(dots) = self.pixels.get_mut(row + left as usize..row + right as usize) {
                dots.fill(ink as u8);
            }
        }
    }

    pub(super) fn fill_area(&mut self, area: Area, ink: Ink) {
        self.fill(area.left, area.top, area.width, area.height, ink);
    }

    /// Draws a letter at `(x, y)`, as far as it is on the canvas.
    pub(super) fn cover(&mut self, letter: &Drawn, (x, y): (u32, u32), ink: Ink) {
        let Some(width) = std::num::NonZeroU32::new(letter.width) else { return };
        for (row, covered) in (0_i32..).zip(letter.covered.chunks_exact(width.get() as usize)) {
            let Some(y) = y.checked_add_signed(letter.top + row).filter(|y| *y < self.size.height) else { continue };
            let start = y as usize * self.size.width as usize;
            // Most of a letter's box is not covered.
            for (column, &covered) in (0_i32..).zip(covered).filter(|(_, covered)| **covered > 0) {
                let Some(x) = x.checked_add_signed(letter.left + column).filter(|x| *x < self.size.width) else {
                    continue;
                };
                if let Some(pixel) = self.pixels.get_mut(start + x as usize) {
                    *pixel = ink::covered(*pixel, ink, covered);
                }
            }
        }
    }

    /// Puts a picture at `(x, y)`, as far as it is on the canvas.
    pub(super) fn paste(&mut self, picture: &Picture, (x, y): (u32, u32)) {
        let width = picture.width.min(self.size.width.saturating_sub(x)) as usize;
        let rows = picture.pixels.chunks_exact(picture.width as usize);
        for (y, row) in (y..self.size.height).zip(rows) {
            let start = y as usize * self.size.width as usize + x as usize;
            if let Some(pixels) = self.pixels.get_mut(start..start + width) {
                pixels.copy_from_slice(&row[..width]);
            }
        }
    }

    pub(super) fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }
}

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        self.size
    }
}

impl DrawTarget for Canvas {
    type Color = Ink;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Ink>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, ink) in pixels {
            if let (Ok(x), Ok(y)) = (u32::try_from(at.x), u32::try_from(at.y)) {
                self.fill(x, y, 1, 1, ink);
            }
        }
        Ok(())
    }

    fn fill_solid(&mut self, area: &Rectangle, ink: Ink) -> Result<(), Infallible> {
        let Rectangle { top_left, size } = area.intersection(&self.bounding_box());
        if let (Ok(x), Ok(y)) = (u32::try_from(top_left.x), u32::try_from(top_left.y)) {
            self.fill(x, y, size.width, size.height, ink);
        }
        Ok(())
    }
}

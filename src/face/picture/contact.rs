//! All screens on one picture, each with its name: to see at a glance what a kiosk can show.

use super::area::Area;
use super::canvas::Canvas;
use super::ink::Ink;
use super::letters::Letters;
use super::part::{Align, Part};
use super::smooth::Smooth;
use super::{Picture, draw};
use crate::till::screen::Screen;
use embedded_graphics::geometry::Size;

/// The size of each screen on it, in pixels.
const SCREEN: (u32, u32) = (320, 240);
/// Screens side by side.
const COLUMNS: u32 = 6;
/// The height of a name, in pixels.
const NAME: u32 = 20;
/// What is between the screens, in pixels.
const GAP: u32 = 8;

/// Draws the screens, row by row, each below its name. `currency` is an ISO 4217 code.
pub fn contact_sheet(screens: &[(&str, Screen)], currency: &str) -> Picture {
    let rows = u32::try_from(screens.len()).unwrap_or(u32::MAX).div_ceil(COLUMNS);
    let (across, down) = (SCREEN.0 + GAP, SCREEN.1 + NAME + GAP);
    let (width, height) = (COLUMNS * across + GAP, rows * down + GAP);
    let mut canvas = Canvas::new(Size::new(width, height));
    canvas.fill_area(Area::of(width, height), Ink::CalmGround);
    let letters = Letters::Smooth(Smooth::of(NAME - 2, false));
    for (place, (name, screen)) in (0..).zip(screens) {
        let (left, top) = (GAP + place % COLUMNS * across, GAP + place / COLUMNS * down);
        let caption = Area { left, top, width: SCREEN.0, height: NAME };
        if let Some(name) = Part::line(caption, name, letters, Align::Left, Ink::Text) {
            name.draw(&mut canvas);
        }
        canvas.paste(&draw(screen, currency, SCREEN), (left, top + NAME));
    }
    Picture { width, height, pixels: canvas.into_pixels() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::samples;
    use crate::till::settings::Language;

    #[test]
    fn every_screen_is_on_the_sheet_as_it_is_alone() {
        let samples: Vec<_> = samples(Language::Pt).into_iter().take(8).collect();
        let sheet = contact_sheet(&samples, "EUR");
        assert_eq!((sheet.width(), sheet.height()), (6 * 328 + 8, 2 * 268 + 8));
        for (place, (name, screen)) in samples.iter().enumerate() {
            let alone = draw(screen, "EUR", SCREEN);
            let (left, top) = (8 + place % 6 * 328, 28 + place / 6 * 268);
            for (row, pixels) in alone.pixels().chunks(320).enumerate() {
                let at = (top + row) * sheet.width() as usize + left;
                assert!(&sheet.pixels()[at..at + 320] == pixels, "{name}, row {row}");
            }
        }
    }
}

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

/// The most pixels that a screen has on it; of larger ones every second pixel is left out, or more.
const MOST: (u32, u32) = (1_920, 1_080);
/// The least width for a screen, in pixels: what a name needs.
const LEAST: u32 = 320;
/// Screens side by side.
const COLUMNS: u32 = 6;
/// The height of a name, in pixels.
const NAME: u32 = 20;
/// What is between the screens, in pixels.
const GAP: u32 = 8;

/// Draws the screens as they are on a display of `size`, row by row, each below its name. `currency` is an ISO 4217 code.
pub fn contact_sheet(screens: &[(&str, Screen)], currency: &str, size: (u32, u32)) -> Picture {
    let step = size.0.div_ceil(MOST.0).max(size.1.div_ceil(MOST.1)).max(1);
    let shown = (size.0.div_ceil(step), size.1.div_ceil(step));
    let room = shown.0.max(LEAST);
    let rows = u32::try_from(screens.len()).unwrap_or(u32::MAX).div_ceil(COLUMNS);
    let (across, down) = (room + GAP, shown.1 + NAME + GAP);
    let (width, height) = (COLUMNS * across + GAP, rows * down + GAP);
    let mut canvas = Canvas::new(Size::new(width, height));
    canvas.fill_area(Area::of(width, height), Ink::CalmGround);
    let letters = Letters::Smooth(Smooth::of(NAME - 2, false));
    for (place, (name, screen)) in (0..).zip(screens) {
        let (left, top) = (GAP + place % COLUMNS * across, GAP + place / COLUMNS * down);
        let caption = Area { left, top, width: room, height: NAME };
        if let Some(name) = Part::line(caption, name, letters, Align::Left, Ink::Text) {
            name.draw(&mut canvas);
        }
        canvas.paste(&thinned(draw(screen, currency, size), step), (left, top + NAME));
    }
    Picture { width, height, pixels: canvas.into_pixels() }
}

/// Every so many pixels of a picture in each direction.
fn thinned(picture: Picture, step: u32) -> Picture {
    if step == 1 {
        return picture;
    }
    let every = step as usize;
    let rows = picture.pixels.chunks(picture.width as usize).step_by(every);
    let pixels = rows.flat_map(|row| row.iter().step_by(every)).copied().collect();
    Picture { width: picture.width.div_ceil(step), height: picture.height.div_ceil(step), pixels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::samples;
    use crate::till::settings::Language;

    #[test]
    fn every_screen_is_on_the_sheet_as_it_is_alone() {
        let samples: Vec<_> = samples(Language::Pt).into_iter().take(8).collect();
        for (size, room) in [((320, 240), 320), ((480, 320), 480), ((128, 64), 320)] {
            let sheet = contact_sheet(&samples, "EUR", size);
            let (across, down) = (room + 8, size.1 + 28);
            assert_eq!((sheet.width(), sheet.height()), (6 * across + 8, 2 * down + 8));
            for (place, (name, screen)) in (0..).zip(&samples) {
                let alone = draw(screen, "EUR", size);
                let (left, top) = (8 + place % 6 * across, 28 + place / 6 * down);
                for (row, pixels) in (0..).zip(alone.pixels().chunks(size.0 as usize)) {
                    let at = ((top + row) * sheet.width() + left) as usize;
                    assert!(&sheet.pixels()[at..at + pixels.len()] == pixels, "{name}, row {row} of {size:?}");
                }
            }
        }
    }

    #[test]
    fn of_a_very_large_screen_some_pixels_are_left_out() {
        let samples: Vec<_> = samples(Language::Fr).into_iter().take(1).collect();
        let sheet = contact_sheet(&samples, "EUR", (4_001, 1_080));
        assert_eq!((sheet.width(), sheet.height()), (6 * (1_334 + 8) + 8, 360 + 36));
        let alone = draw(&samples[0].1, "EUR", (4_001, 1_080));
        for (x, y) in [(0, 0), (7, 5), (1_333, 359)] {
            let at = ((28 + y) * sheet.width() + 8 + x) as usize;
            assert_eq!(sheet.pixels()[at], alone.pixels()[(3 * y * 4_001 + 3 * x) as usize], "{x}, {y}");
        }
    }
}

//! Letters of whole dots, for screens that are too small for smooth ones, and for paper: the mono fonts of
//! embedded-graphics, magnified by whole pixels, with the steps of their diagonals filled in as teletext sets did, so that
//! large ones are not all corners.

use embedded_graphics::Drawable;
use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle, iso_8859_15 as latin};
use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::text::{Baseline, Text};
use std::convert::Infallible;

/// The fonts, from small to large, plain and bold; where a size has no bold that can be read, its neighbour stands for it.
const FONTS: [(&MonoFont<'_>, &MonoFont<'_>); 9] = [
    (&latin::FONT_4X6, &latin::FONT_4X6),
    (&latin::FONT_5X8, &latin::FONT_5X8),
    (&latin::FONT_6X10, &latin::FONT_6X10),
    (&latin::FONT_6X12, &latin::FONT_6X12),
    (&latin::FONT_6X13, &latin::FONT_8X13_BOLD),
    (&latin::FONT_7X14, &latin::FONT_8X13_BOLD),
    (&latin::FONT_9X15, &latin::FONT_9X15_BOLD),
    (&latin::FONT_9X18, &latin::FONT_9X18_BOLD),
    (&latin::FONT_10X20, &latin::FONT_10X20),
];
/// Fonts smaller than this are not magnified: a finer one has the same size.
const MAGNIFIED_FROM: u32 = 13;
/// The most columns and rows of a font.
const WIDEST: usize = 10;
const TALLEST: usize = 20;

/// A font and how many times it is magnified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dots {
    font: &'static MonoFont<'static>,
    times: u32,
}

impl Dots {
    /// The largest that are at most so many pixels high; the smallest of all if none is.
    pub(crate) fn at_most(height: u32, bold: bool) -> Self {
        let mut best = Self { font: FONTS[0].0, times: 1 };
        for (plain, heavy) in FONTS {
            let font = if bold { heavy } else { plain };
            let own = font.character_size.height;
            let times = if own < MAGNIFIED_FROM { 1 } else { (height / own).max(1) };
            // The largest font has no bold, and beside its bold smaller neighbour it looks thin.
            let thin = bold && own == 20 && times < 2;
            if own * times <= height && own * times > best.height() && !thin {
                best = Self { font, times };
            }
        }
        best
    }

    /// Of one letter, in pixels.
    pub(crate) const fn width(self) -> u32 {
        self.font.character_size.width * self.times
    }

    /// Of one line, in pixels.
    pub(crate) const fn height(self) -> u32 {
        self.font.character_size.height * self.times
    }

    /// From one line to the next; small letters stand close, there is no room to lose.
    pub(crate) const fn pitch(self) -> u32 {
        self.height() + self.height() / 12
    }

    /// How many letters fit side by side.
    pub(crate) const fn columns(self, width: u32) -> usize {
        (width / self.width()) as usize
    }

    /// The width of a line of so many letters.
    pub(crate) fn across(self, letters: usize) -> u32 {
        u32::try_from(letters).unwrap_or(u32::MAX).saturating_mul(self.width())
    }

    /// Hands out what a line consists of as rectangles, from its upper left corner: `(left, top, width, height)`.
    pub(crate) fn strokes(self, line: &str, mut fill: impl FnMut(u32, u32, u32, u32)) {
        for (place, c) in line.chars().enumerate() {
            let glyph = if c == '…' { self.ellipsis() } else { self.glyph(c) };
            glyph.magnify(self.times, |left, top, width, height| fill(self.across(place) + left, top, width, height));
        }
    }

    fn glyph(self, c: char) -> Glyph {
        let mut glyph = Glyph::new(self.font.character_size);
        let style = MonoTextStyle::new(self.font, BinaryColor::On);
        let text = c.encode_utf8(&mut [0; 4]).to_owned();
        let Ok(_) = Text::with_baseline(&text, Point::zero(), style, Baseline::Top).draw(&mut glyph);
        // The largest font has commas that look like points, which is no good in a price.
        if matches!(c, ',' | ';') && self.font.character_size.height == 20 {
            for (x, y) in [(3, 17), (4, 17), (2, 18), (3, 18)] {
                glyph.set(x, y);
            }
        }
        glyph
    }

    /// Latin 9 has none, and three dots in three cells take room from what they shorten.
    fn ellipsis(self) -> Glyph {
        let mut glyph = Glyph::new(self.font.character_size);
        let Size { width, .. } = self.font.character_size;
        let y = self.font.baseline as usize;
        let step = (width / 3).max(2) as usize;
        for x in (0..3).map(|dot| dot * step + usize::from(step > 2)).filter(|&x| x < width as usize) {
            glyph.set(x, y);
            if step > 2 {
                glyph.set(x, y.saturating_sub(1));
            }
        }
        glyph
    }
}

/// The dots of one letter, before they are magnified.
struct Glyph {
    size: Size,
    /// Row by row, with a white dot all around.
    dots: [[bool; WIDEST + 2]; TALLEST + 2],
}

impl Glyph {
    const fn new(size: Size) -> Self {
        Self { size, dots: [[false; WIDEST + 2]; TALLEST + 2] }
    }

    fn set(&mut self, x: usize, y: usize) {
        if x < WIDEST && y < TALLEST {
            self.dots[y + 1][x + 1] = true;
        }
    }

    /// Hands out rectangles: `(left, top, width, height)`.
    fn magnify(&self, times: u32, mut fill: impl FnMut(u32, u32, u32, u32)) {
        let (width, height) = (self.size.width as usize, self.size.height as usize);
        let at = |place: usize| u32::try_from(place).unwrap_or(0) * times;
        for y in 0..height {
            for x in 0..width {
                if self.dots[y + 1][x + 1] {
                    fill(at(x), at(y), times, times);
                    continue;
                }
                // A white dot between two black ones that touch by a corner: its own corner there is filled.
                for (right, below) in [(false, false), (true, false), (false, true), (true, true)] {
                    let (beside, under) = (if right { x + 2 } else { x }, if below { y + 2 } else { y });
                    let bends = self.dots[y + 1][beside] && self.dots[under][x + 1] && !self.dots[under][beside];
                    for step in 0..if bends { times / 2 } else { 0 } {
                        let long = times / 2 - step;
                        let left = if right { at(x) + times - long } else { at(x) };
                        let top = if below { at(y) + times - 1 - step } else { at(y) + step };
                        fill(left, top, long, 1);
                    }
                }
            }
        }
    }
}

impl OriginDimensions for Glyph {
    fn size(&self) -> Size {
        self.size
    }
}

impl DrawTarget for Glyph {
    type Color = BinaryColor;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, _) in pixels.into_iter().filter(|Pixel(_, color)| color.is_on()) {
            if let (Ok(x), Ok(y)) = (usize::try_from(at.x), usize::try_from(at.y)) {
                self.set(x, y);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_high_as_asked_for_or_a_little_less() {
        for bold in [false, true] {
            for height in 0..400 {
                let letters = Dots::at_most(height, bold);
                assert!(letters.height() <= height.max(6), "{height}: {letters:?}");
                assert!(letters.height() * 10 >= height * 7, "{height}: {}", letters.height());
            }
        }
    }

    #[test]
    fn a_comma_is_no_point_at_any_size() {
        for height in [6, 8, 10, 12, 13, 14, 15, 18, 20, 40] {
            for bold in [false, true] {
                let letters = Dots::at_most(height, bold);
                let lowest = |c| letters.glyph(c).dots.iter().rposition(|row| row.contains(&true)).expect("seen");
                assert_ne!(letters.glyph(',').dots, letters.glyph('.').dots, "{height}");
                assert!(height < 18 || lowest(',') >= lowest('.') + 2, "{height}");
            }
        }
    }

    #[test]
    fn no_dot_is_outside_the_letter() {
        for height in [6, 8, 14, 28, 40, 60, 95] {
            let letters = Dots::at_most(height, true);
            for c in "AÉgjÿ€œ…@/\\".chars() {
                let glyph = if c == '…' { letters.ellipsis() } else { letters.glyph(c) };
                let mut dots = 0;
                glyph.magnify(letters.times, |left, top, width, height| {
                    dots += width * height;
                    assert!(left + width <= letters.width() && top + height <= letters.height(), "{c} at {height}");
                });
                assert!(dots > 0, "{c} at {height} is seen");
            }
        }
    }
}

//! How large things are on a screen, by its size.

use super::dots::Dots;
use super::letters::Letters;
use super::smooth::Smooth;

/// Below this many pixels on its shorter side a screen is tiny.
const SMALL_FROM: u32 = 120;
/// From this many on, both ways, it is large.
const LARGE_FROM: (u32, u32) = (640, 400);

/// Lines of dots on a tiny screen are no lower than this, in pixels: in the font below, N looks like H.
const TINY: u32 = 8;

/// The layouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An OLED of 128 x 64, one bit a pixel: one thing at a time, in letters of whole dots.
    Tiny,
    /// A panel of 320 x 240 or 480 x 320, or one on its end: one below the other.
    Small,
    /// 800 x 480 and more, lying: two columns.
    Large,
}

/// How large things are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) class: Class,
    /// The height of common lines of text, in pixels.
    pub(super) letter: u32,
    /// The white around, in pixels.
    pub(super) margin: u32,
}

impl Scale {
    pub(super) fn of(width: u32, height: u32) -> Self {
        let short = width.min(height);
        let class = if short < SMALL_FROM {
            Class::Tiny
        } else if width >= LARGE_FROM.0 && height >= LARGE_FROM.1 && width >= height {
            Class::Large
        } else {
            Class::Small
        };
        let letter = match class {
            Class::Tiny => (short / 8).min(width / 16).max(TINY),
            Class::Small => (short / 13).min(width / 16).max(6),
            // A screen so large stands on the floor; there is room for more lines.
            Class::Large if short >= 700 => short / 17,
            Class::Large => short / 14,
        };
        Self { class, letter, margin: (short / 28).max(2) }
    }

    /// The smallest line of text that is set before text is cut, in pixels.
    pub(super) const fn least(self) -> u32 {
        match self.class {
            Class::Tiny => TINY,
            Class::Small | Class::Large => self.letter * 6 / 10,
        }
    }

    /// Letters whose lines are at most so many pixels high, and no smaller than can be drawn.
    pub(super) fn letters(self, height: u32, bold: bool) -> Letters {
        match self.class {
            Class::Tiny => Letters::Dots(Dots::at_most(height.max(TINY), bold)),
            Class::Small | Class::Large => Letters::Smooth(Smooth::of(height.max(9), bold)),
        }
    }

    /// The largest letters, up to a height, in which a text fits on one line of that width.
    pub(super) fn fitting(self, text: &str, width: u32, height: u32, bold: bool) -> Letters {
        let mut letters = self.letters(height, bold);
        while letters.across(text) > width && letters.height() > 9 {
            letters = self.letters(letters.height() - 1, bold);
        }
        letters
    }

    pub(super) fn is(self, class: Class) -> bool {
        self.class == class
    }
}

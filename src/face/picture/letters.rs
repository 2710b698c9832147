//! Letters of one size on a screen: of whole dots on a tiny one, smooth on every other.

use super::canvas::Canvas;
use super::dots::Dots;
use super::ink::Ink;
use super::smooth::{QUARTERS, Smooth};

/// Letters of one size.
#[derive(Clone, Copy, Debug)]
pub(super) enum Letters {
    Dots(Dots),
    Smooth(Smooth),
}

impl Letters {
    /// Of one line, in pixels.
    pub(super) const fn height(self) -> u32 {
        match self {
            Self::Dots(dots) => dots.height(),
            Self::Smooth(smooth) => smooth.height(),
        }
    }

    /// The height of capitals and figures, in pixels.
    #[cfg(test)]
    pub(super) const fn capital(self) -> u32 {
        match self {
            Self::Dots(dots) => dots.height() * 7 / 10,
            Self::Smooth(smooth) => smooth.capital(),
        }
    }

    /// From one line to the next; small letters stand close, there is no room to lose.
    pub(super) const fn pitch(self) -> u32 {
        match self {
            Self::Dots(dots) => dots.pitch(),
            Self::Smooth(smooth) => smooth.height() + smooth.height() / 10,
        }
    }

    /// The width of a letter, in quarters of a pixel.
    pub(super) fn advance(self, c: char) -> u32 {
        match self {
            Self::Dots(dots) => dots.width() * QUARTERS,
            Self::Smooth(smooth) => smooth.advance(c),
        }
    }

    /// The width of a space between two texts, in pixels.
    pub(super) const fn gap(self) -> u32 {
        self.height() / 2
    }

    /// The width of a line, in pixels.
    pub(super) fn across(self, line: &str) -> u32 {
        let quarters = line.chars().fold(0_u32, |sum, c| sum.saturating_add(self.advance(c)));
        quarters.div_ceil(QUARTERS)
    }

    /// Draws a line with its upper left corner at `(x, y)`.
    pub(super) fn draw(self, canvas: &mut Canvas, (x, y): (u32, u32), line: &str, ink: Ink) {
        match self {
            Self::Dots(dots) => dots.strokes(line, |left, top, width, height| {
                canvas.fill(x + left, y + top, width, height, ink);
            }),
            Self::Smooth(smooth) => {
                let mut quarters = 0;
                for c in line.chars() {
                    let drawn = smooth.drawn(c, quarters % QUARTERS);
                    canvas.cover(&drawn, (x + quarters / QUARTERS, y), ink);
                    quarters += smooth.advance(c);
                }
            }
        }
    }
}

//! Pictures for paper: drawn in shades of grey with embedded-graphics, then dithered to dots.

use super::raster::{Dot, bands, packed};
use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Size};
use embedded_graphics::pixelcolor::{Gray8, GrayColor};
use std::convert::Infallible;

/// The most dots of a canvas in either direction: what a picture can ask for is bounded.
const SIDE_MAX: u16 = 2_048;
/// What is white to a canvas.
const WHITE: i16 = 255;
/// From here on a shade becomes white paper.
const MIDDLE: i16 = 128;

/// A white sheet to draw on, in 256 shades of grey. What is drawn beyond its edges is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    height: usize,
    shades: Vec<u8>,
}

impl Canvas {
    /// A white canvas of so many dots, each side at most 2,048.
    pub fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width.min(SIDE_MAX)), usize::from(height.min(SIDE_MAX)));
        Self { width, height, shades: vec![u8::MAX; width * height] }
    }

    /// Black dots on white paper that look like it from a little distance: the error of each dot is shared out among its
    /// neighbours (Floyd and Steinberg, 1976). What is black or white already stays as it is.
    pub fn dithered(&self) -> Picture {
        let mut rows = Vec::with_capacity(self.height);
        // The errors that this row and the next one have to make up for, with a place beyond either edge.
        let (mut here, mut below) = (vec![0_i16; self.width + 2], vec![0_i16; self.width + 2]);
        for shades in self.shades.chunks_exact(self.width.max(1)) {
            let mut dots = Vec::with_capacity(self.width);
            for (x, &shade) in shades.iter().enumerate() {
                let wanted = i16::from(shade) + here[x + 1] / 16;
                let is_black = wanted < MIDDLE;
                let error = wanted - if is_black { 0 } else { WHITE };
                here[x + 2] += error * 7;
                below[x] += error * 3;
                below[x + 1] += error * 5;
                below[x + 2] += error;
                dots.push(is_black);
            }
            rows.push(packed(&dots));
            std::mem::swap(&mut here, &mut below);
            below.fill(0);
        }
        Picture { width: self.width, rows }
    }
}

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        // Both are at most 2,048.
        Size::new(u32::try_from(self.width).unwrap_or(0), u32::try_from(self.height).unwrap_or(0))
    }
}

impl DrawTarget for Canvas {
    type Color = Gray8;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Gray8>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, shade) in pixels {
            if let (Ok(x), Ok(y)) = (usize::try_from(at.x), usize::try_from(at.y))
                && x < self.width
                && let Some(dot) = self.shades.get_mut(y * self.width + x)
            {
                *dot = shade.luma();
            }
        }
        Ok(())
    }
}

/// A picture in black dots, at most 2,048 in either direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    /// Each row packed, the leftmost dot the highest bit, white beyond the width.
    rows: Vec<Vec<u8>>,
}

impl Picture {
    /// How many dots wide it is.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many dots high it is.
    pub const fn height(&self) -> usize {
        self.rows.len()
    }

    /// The commands that draw as much of it as fits into `dots`, a band each; none if there is nothing to draw.
    pub(super) fn commands(&self, dots: u16) -> Option<Vec<Vec<u8>>> {
        let fits = usize::from(dots / 8);
        let rows: Vec<Vec<u8>> = self.rows.iter().map(|row| row.get(..fits).unwrap_or(row).to_vec()).collect();
        if self.width == 0 { Some(Vec::new()) } else { bands(Dot::Single, &rows) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::raster::is_real_time;
    use embedded_graphics::Drawable;
    use embedded_graphics::geometry::Point;
    use embedded_graphics::primitives::{Circle, Primitive, PrimitiveStyle, Rectangle};

    fn black(picture: &Picture) -> u32 {
        picture.rows.iter().flatten().map(|byte| byte.count_ones()).sum()
    }

    fn filled(shade: u8) -> Picture {
        let mut canvas = Canvas::new(64, 64);
        let style = PrimitiveStyle::with_fill(Gray8::new(shade));
        let Ok(()) = Rectangle::new(Point::zero(), Size::new(64, 64)).into_styled(style).draw(&mut canvas);
        canvas.dithered()
    }

    #[test]
    fn a_shade_has_as_many_black_dots_as_it_is_dark() {
        assert_eq!((black(&filled(0)), black(&filled(255))), (64 * 64, 0), "black and white stay what they are");
        for shade in [32, 64, 128, 192, 224] {
            let wanted = 64 * 64 * (255 - u32::from(shade)) / 255;
            let is = black(&filled(shade));
            assert!(is.abs_diff(wanted) < 64 * 64 / 50, "shade {shade}: {is} of {wanted} dots");
        }
    }

    #[test]
    fn what_is_drawn_beyond_the_edges_is_not_there() {
        let mut canvas = Canvas::new(10, 4);
        let style = PrimitiveStyle::with_fill(Gray8::BLACK);
        let Ok(()) = Rectangle::new(Point::new(-5, -5), Size::new(7, 7)).into_styled(style).draw(&mut canvas);
        let Ok(()) = Circle::new(Point::new(9, 3), 50).into_styled(style).draw(&mut canvas);
        let picture = canvas.dithered();
        assert_eq!(picture.rows, [[0xc0, 0], [0xc0, 0], [0, 0], [0, 0]]);
        assert_eq!((picture.width(), picture.height()), (10, 4));
    }

    #[test]
    fn the_largest_picture_is_a_bounded_one() {
        let picture = Canvas::new(u16::MAX, u16::MAX).dithered();
        assert_eq!((picture.width(), picture.height()), (2_048, 2_048));
        assert_eq!(Canvas::new(0, 7).dithered().commands(2_048), Some(Vec::new()));
    }

    #[test]
    fn a_picture_of_every_shade_asks_the_printer_nothing() {
        let mut canvas = Canvas::new(512, 256);
        let shades =
            (0..256).flat_map(|y| (0..512).zip((0..=u8::MAX).cycle().skip(y)).map(move |(x, shade)| (x, y, shade)));
        let shades = shades.map(|(x, y, shade)| Pixel(Point::new(x, y.try_into().expect("small")), Gray8::new(shade)));
        let Ok(()) = canvas.draw_iter(shades);
        let commands = canvas.dithered().commands(2_048).expect("it can be drawn");
        assert_eq!(commands.len(), 11);
        assert!(commands.iter().all(|command| !is_real_time(command)));
    }
}

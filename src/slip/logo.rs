//! The shop's logo: a PNG picture becomes dots for one width of paper.

use embedded_graphics::Drawable;
use embedded_graphics::geometry::Point;
use embedded_graphics::image::{Image, ImageRaw};
use embedded_graphics::pixelcolor::Gray8;
use scanslip_hw::printer::picture::{Canvas, Picture};
use std::io::Cursor;

/// The most rows that a logo takes, 15 mm: at 38,400 bit/s more would keep a shopper waiting for seconds.
const ROWS_MAX: usize = 120;
/// The most pixels of a file: what a logo can ask of a small machine's memory is bounded.
const PIXELS_MAX: usize = 4_000_000;
/// Bytes that the decoder may hold at once.
const MEMORY_MAX: usize = 32 << 20;

/// Why a file is no logo.
#[derive(Debug, thiserror::Error)]
pub enum LogoError {
    /// It is something else, or broken.
    #[error("it is not a PNG picture ({0})")]
    NotPng(#[from] png::DecodingError),
    /// It has too many pixels.
    #[error("it has {0} x {1} pixels; {PIXELS_MAX} in all are the most")]
    TooLarge(u32, u32),
}

/// Reads a PNG picture and fits it onto paper of so many dots: never enlarged, at most 120 rows high, what is
/// transparent is white.
pub fn logo(file: &[u8], dots: u16) -> Result<Picture, LogoError> {
    let shades = Shades::read(file)?.fitted(usize::from(dots));
    let (width, height) = (u16::try_from(shades.width).unwrap_or(0), u16::try_from(shades.height()).unwrap_or(0));
    let mut canvas = Canvas::new(width, height);
    let raw = ImageRaw::<Gray8>::new(&shades.rows, u32::from(width));
    let Ok(()) = Image::new(&raw, Point::zero()).draw(&mut canvas);
    Ok(canvas.dithered())
}

/// A picture in grey, 0 is black.
struct Shades {
    width: usize,
    rows: Vec<u8>,
}

impl Shades {
    fn read(file: &[u8]) -> Result<Self, LogoError> {
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), png::Limits { bytes: MEMORY_MAX });
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let (width, height) = reader.info().size();
        let pixels = usize::try_from(width).ok().zip(usize::try_from(height).ok()).map(|(w, h)| w.saturating_mul(h));
        let size = reader.output_buffer_size();
        let Some(size) = size.filter(|_| pixels.is_some_and(|pixels| pixels <= PIXELS_MAX)) else {
            return Err(LogoError::TooLarge(width, height));
        };
        let mut samples = vec![0; size];
        let frame = reader.next_frame(&mut samples)?;
        let rows = samples.chunks_exact(frame.color_type.samples()).map(shade).collect();
        Ok(Self { width: usize::try_from(frame.width).unwrap_or(0), rows })
    }

    fn height(&self) -> usize {
        self.rows.len() / self.width.max(1)
    }

    /// As it is, or as much smaller as it must be; each shade is the mean of those that it stands for.
    fn fitted(&self, dots: usize) -> Self {
        let (wide, high) = (self.width, self.height());
        if wide <= dots && high <= ROWS_MAX || wide == 0 || high == 0 {
            return Self { width: wide, rows: self.rows.clone() };
        }
        // Whichever side is more too long decides; compared without a fraction.
        let by_width = wide * ROWS_MAX >= high * dots;
        let (to, of) = if by_width { (dots, wide) } else { (ROWS_MAX, high) };
        let (width, height) = ((wide * to / of).max(1), (high * to / of).max(1));
        let mean = |x: usize, y: usize| {
            let (left, right) = (x * wide / width, ((x + 1) * wide / width).min(wide));
            let (top, bottom) = (y * high / height, ((y + 1) * high / height).min(high));
            let rows = (top..bottom).filter_map(|row| self.rows.get(row * wide + left..row * wide + right));
            let sum: usize = rows.flatten().map(|&shade| usize::from(shade)).sum();
            u8::try_from(sum / ((right - left) * (bottom - top)).max(1)).unwrap_or(u8::MAX)
        };
        let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
        Self { width, rows }
    }
}

/// The shade of one pixel on white paper: grey or red, green and blue (weights of ITU-R BT.601), either with opacity.
fn shade(samples: &[u8]) -> u8 {
    let (grey, opacity) = match *samples {
        [grey] => (u32::from(grey), 255),
        [grey, opacity] => (u32::from(grey), u32::from(opacity)),
        [red, green, blue, ref rest @ ..] => {
            let grey = (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1_000;
            (grey, rest.first().map_or(255, |&opacity| u32::from(opacity)))
        }
        [] => (255, 255),
    };
    u8::try_from((grey * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one colour.
    fn png(width: u32, height: u32, color: png::ColorType, pixel: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&pixel.repeat(usize::try_from(width * height).expect("small"))).expect("its data");
        writer.finish().expect("its end");
        file
    }

    #[test]
    fn a_logo_fits_the_paper_and_keeps_its_shape() {
        let cases = [
            ((100, 50), 576, (100, 50)),
            ((1_000, 100), 576, (576, 57)),
            ((1_000, 100), 384, (384, 38)),
            ((300, 300), 576, (120, 120)),
            ((10, 2_000), 576, (1, 120)),
            ((2_000, 1), 576, (576, 1)),
        ];
        for ((width, height), dots, wanted) in cases {
            let file = png(width, height, png::ColorType::Grayscale, &[0]);
            let logo = logo(&file, dots).expect("a logo");
            assert_eq!((logo.width(), logo.height()), wanted, "{width} x {height} on {dots}");
        }
    }

    #[test]
    fn every_kind_of_pixel_has_the_shade_that_it_has_on_paper() {
        use png::ColorType::{Grayscale, GrayscaleAlpha, Rgb, Rgba};
        let cases: [(png::ColorType, &[u8], u8); 8] = [
            (Grayscale, &[77], 77),
            (GrayscaleAlpha, &[0, 255], 0),
            (GrayscaleAlpha, &[0, 0], 255),
            (GrayscaleAlpha, &[0, 128], 127),
            (Rgb, &[255, 255, 255], 255),
            (Rgb, &[255, 0, 0], 76),
            (Rgba, &[0, 0, 255, 255], 29),
            (Rgba, &[9, 9, 9, 0], 255),
        ];
        for (color, pixel, wanted) in cases {
            let shades = Shades::read(&png(3, 2, color, pixel)).expect("a picture");
            assert_eq!((shades.width, shades.rows), (3, vec![wanted; 6]), "{color:?} {pixel:?}");
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_with_the_reason() {
        let whole = png(40, 40, png::ColorType::Rgb, &[1, 2, 3]);
        for end in 0..whole.len() - 16 {
            assert!(matches!(logo(&whole[..end], 576), Err(LogoError::NotPng(_))), "{end} bytes");
        }
        assert!(matches!(logo(b"GIF89a", 576), Err(LogoError::NotPng(_))));
        let large = png(4_000, 1_001, png::ColorType::Grayscale, &[0]);
        let why = logo(&large, 576).expect_err("four million and more").to_string();
        assert_eq!(why, "it has 4000 x 1001 pixels; 4000000 in all are the most");
    }
}

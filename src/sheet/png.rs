//! A page as a PNG file: one bit a dot, black on white, at 300 dpi.

use super::mark::What;
use super::page::{PAGE, Page};
use super::{mark::Area, pictogram};

/// 300 dots an inch, in dots a metre.
const DOTS_A_METRE: u32 = 11_811;

impl Page {
    /// The page as a PNG file of 2,480 x 3,508 dots.
    pub fn png(&self) -> Vec<u8> {
        let mut paper = Paper::white();
        for mark in &self.marks {
            let Area { left, top, .. } = mark.area;
            match &mark.what {
                What::Black(areas) => {
                    for area in areas {
                        paper.fill(left + area.left, top + area.top, area.width, area.height);
                    }
                }
                What::Pictogram(drawing, step) => {
                    for (y, row) in (top..).zip(pictogram::dots(drawing, *step)) {
                        for (x, length) in super::bars::runs(row) {
                            paper.fill(left + x, y, length, 1);
                        }
                    }
                }
                What::Text(line, letters) => {
                    letters.strokes(line, |x, y, width, height| paper.fill(left + x, top + y, width, height));
                }
            }
        }
        paper.png().unwrap_or_default()
    }
}

/// Bytes of a row, eight dots each.
const ROW: usize = (PAGE.0 / 8) as usize;

/// The dots of a page, the leftmost the highest bit; white is 1.
struct Paper(Vec<u8>);

impl Paper {
    fn white() -> Self {
        Self(vec![u8::MAX; ROW * PAGE.1 as usize])
    }

    /// Blackens a rectangle, as much of it as is on the page.
    fn fill(&mut self, left: u32, top: u32, width: u32, height: u32) {
        let (left, right) = (left.min(PAGE.0) as usize, (left + width).min(PAGE.0) as usize);
        for row in self.0.chunks_exact_mut(ROW).skip(top as usize).take(height as usize) {
            for x in left..right {
                row[x / 8] &= !(0x80 >> (x % 8));
            }
        }
    }

    fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, PAGE.0, PAGE.1);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_compression(png::Compression::Balanced);
        let unit = png::Unit::Meter;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: DOTS_A_METRE, yppu: DOTS_A_METRE, unit }));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.0)?;
        writer.finish()?;
        Ok(file)
    }
}

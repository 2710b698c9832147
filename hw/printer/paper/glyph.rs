//! The picture of a character, as font A or B would print it: a mono font of embedded-graphics in the middle of the cell,
//! magnified by whole dots as printers do.

use super::bitmap::Bitmap;
use embedded_graphics::Drawable;
use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::mapping::{self, StrGlyphMapping};
use embedded_graphics::mono_font::{
    MonoFont, MonoTextStyle, iso_8859_1, iso_8859_2, iso_8859_5, iso_8859_7, iso_8859_9, iso_8859_15,
};
use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::text::{Baseline, Text};
use std::convert::Infallible;

/// Draws a character with its upper left corner at `(x, y)`: `cell` is the size of one character in dots, `times` its
/// magnification.
pub(super) fn draw(bitmap: &mut Bitmap, (x, y): (u32, u32), cell: (u32, u32), times: (u32, u32), bold: bool, c: char) {
    if c == ' ' {
        return;
    }
    for (left, top, width, height) in dots(c, cell, bold) {
        bitmap.fill(x + left * times.0, y + top * times.1, width * times.0, height * times.1);
    }
}

/// The rectangles of a character within its cell.
fn dots(c: char, (width, height): (u32, u32), bold: bool) -> Vec<(u32, u32, u32, u32)> {
    let middle = height / 2;
    match c {
        '─' => vec![(0, middle, width, 2)],
        '═' => vec![(0, middle - 2, width, 2), (0, middle + 2, width, 2)],
        '—' => vec![(0, middle + 1, width, 2)],
        '–' => vec![(1, middle + 1, width.saturating_sub(2), 2)],
        '█' => vec![(0, 0, width, height)],
        _ => {
            let (c, face) = face(c, (width, height));
            let font = if bold { face.bold } else { face.plain };
            let size = font.character_size;
            let left = width.saturating_sub(size.width) / 2;
            // Bold letters stand on the line of the plain ones.
            let top = height.saturating_sub(face.plain.character_size.height) / 2;
            let top = (top + face.plain.baseline).saturating_sub(font.baseline);
            let mut glyph = Glyph { dots: Vec::with_capacity(64), size };
            let style = MonoTextStyle::new(font, BinaryColor::On);
            let Ok(_) =
                Text::with_baseline(c.encode_utf8(&mut [0; 4]), Point::zero(), style, Baseline::Top).draw(&mut glyph);
            glyph.dots.into_iter().map(|(x, y)| (left + x, top + y, 1, 1)).collect()
        }
    }
}

/// A set of characters in one size. Its bold letters are drawn as such: a plain one printed twice, a dot apart, is a block
/// where its stems are two dots apart (`m`).
#[derive(Clone, Copy)]
struct Face {
    plain: &'static MonoFont<'static>,
    bold: &'static MonoFont<'static>,
}

/// A set in the size of font A, and in that of font B.
type Pair = (Face, Face);

macro_rules! pair {
    ($set:ident) => {
        (
            Face { plain: &$set::FONT_10X20, bold: &$set::FONT_9X18_BOLD },
            // No slip has bold letters in the small size; a font for them would be 19 kB on the Pi's card.
            Face { plain: &$set::FONT_9X15, bold: &$set::FONT_9X15 },
        )
    };
}

/// The face that has a character and fits the cell, with a character that looks like it.
fn face(c: char, cell: (u32, u32)) -> (char, Face) {
    let c = match c {
        '‘' | '’' | '‚' | '′' => '\'',
        '“' | '”' | '„' => '"',
        '…' => '.',
        '•' => '·',
        c => c,
    };
    let sets: [(StrGlyphMapping<'static>, Pair); 6] = [
        (mapping::ISO_8859_15, pair!(iso_8859_15)),
        (mapping::ISO_8859_1, pair!(iso_8859_1)),
        (mapping::ISO_8859_2, pair!(iso_8859_2)),
        (mapping::ISO_8859_9, pair!(iso_8859_9)),
        (mapping::ISO_8859_7, pair!(iso_8859_7)),
        (mapping::ISO_8859_5, pair!(iso_8859_5)),
    ];
    let has = sets.iter().find(|(mapping, _)| mapping.contains(c));
    let (c, (large, small)) = has.map_or(('?', sets[0].1), |(_, pair)| (c, *pair));
    let size = large.plain.character_size;
    (c, if cell.0 < size.width || cell.1 < size.height { small } else { large })
}

/// Collects the dots of one character.
struct Glyph {
    dots: Vec<(u32, u32)>,
    size: Size,
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
        let black = pixels.into_iter().filter(|Pixel(_, color)| color.is_on());
        self.dots.extend(black.filter_map(|Pixel(at, _)| Some((u32::try_from(at.x).ok()?, u32::try_from(at.y).ok()?))));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::page::Page;

    #[test]
    fn the_letters_of_western_europe_all_have_a_picture_of_their_own() {
        let question = dots('?', (12, 24), false);
        for c in "ABCxyz0189éèêëàâäçîïôöùûüÿœŒæÆñßØøÅåÀÉÈÎÔÛ€£«»°×–—─§µ".chars()
        {
            assert_ne!(dots(c, (12, 24), false), question, "{c} is drawn");
            assert!(Page::Wpc1252.encode(c).is_some() || c == '─');
        }
    }

    /// How many stems a letter has: columns that are black in more than half of its rows, those side by side being one.
    fn stems(c: char, cell: (u32, u32), bold: bool) -> usize {
        let dots = dots(c, cell, bold);
        let rows = dots.iter().map(|dot| dot.1).collect::<std::collections::BTreeSet<_>>().len();
        let is_stem = |x: u32| dots.iter().filter(|dot| (dot.0..dot.0 + dot.2).contains(&x)).count() * 2 > rows;
        (0..cell.0).filter(|&x| is_stem(x) && (x == 0 || !is_stem(x - 1))).count()
    }

    #[test]
    fn a_bold_letter_is_no_block() {
        for cell in [(12, 24), (9, 17)] {
            for (c, count) in [('m', 3), ('n', 2), ('u', 2), ('H', 2), ('П', 2)] {
                assert_eq!(stems(c, cell, true), count, "{c} in {cell:?}");
                let is_other = dots(c, cell, true) != dots(c, cell, false);
                assert_eq!(is_other, cell == (12, 24), "{c} in {cell:?}: the small size has one weight");
            }
        }
    }

    #[test]
    fn every_dot_is_within_the_cell() {
        for c in Page::ALL.into_iter().flat_map(|page| (0..=u8::MAX).filter_map(move |byte| page.decode(byte))) {
            for (cell, bold) in [((12, 24), false), ((12, 24), true), ((9, 17), false), ((9, 17), true)] {
                for (x, y, width, height) in dots(c, cell, bold) {
                    assert!(x + width <= cell.0 && y + height <= cell.1, "{c:?}");
                }
            }
        }
    }
}

//! Smooth letters of any size: Atkinson Hyperlegible Next, drawn for people who see badly, in a regular and a bold cut
//! (SIL Open Font License 1.1, `fonts/OFL.txt`; `fonts/make` tells what was taken of it). Each letter is drawn once at each
//! size and kept, so that a screen after the first costs hardly more than copying.

use ab_glyph::{Font, FontRef, Glyph, PxScale, point};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

/// A position is counted in quarters of a pixel: finer is not seen.
pub(super) const QUARTERS: u32 = 4;
/// How covered a pixel can be: 0 not at all, this wholly.
pub(super) const COVERED: u8 = 13;
/// The mark of what went well; the font has it beside the letters of Latin 9.
pub(super) const CHECK: char = '✓';
/// The height of a line in the font's units: from the accent of a capital to the lowest tail.
const LINE: u32 = 1_080;
/// From the top of a line to the feet of its letters, in the same.
const ASCENT: u32 = 880;
/// The height of capitals and figures, in the same.
#[cfg(test)]
const CAPITAL: u32 = 668;
/// What [`ab_glyph`] calls the height of the font, in the same.
const FULL: u32 = 1_300;
/// Widths are kept for the characters below this, and for the three that are beyond.
const PLAIN: usize = 0x180;
/// As many drawn letters are kept, of all sizes; then it begins anew. About one megabyte.
const KEPT: usize = 3_000;

/// One cut of the font.
struct Cut {
    font: Option<FontRef<'static>>,
    /// Widths in the font's units.
    widths: Vec<u32>,
}

static REGULAR: LazyLock<Cut> = LazyLock::new(|| Cut::of(include_bytes!("fonts/regular.ttf")));
static BOLD: LazyLock<Cut> = LazyLock::new(|| Cut::of(include_bytes!("fonts/bold.ttf")));

impl Cut {
    fn of(file: &'static [u8]) -> Self {
        let font = FontRef::try_from_slice(file).ok();
        let mut widths = vec![0; PLAIN + 3];
        let plain = (0..PLAIN).filter_map(|code| char::from_u32(u32::try_from(code).ok()?));
        for c in plain.chain(['€', '…', CHECK]) {
            let width = font.as_ref().map(|font| font.h_advance_unscaled(font.glyph_id(c)));
            widths[slot(c)] = width.map_or(0, whole);
        }
        Self { font, widths }
    }
}

/// A measure of the font, which has none but whole ones.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a font's measure is a small whole number")]
const fn whole(measure: f32) -> u32 {
    measure as u32
}

fn slot(c: char) -> usize {
    match c {
        '€' => PLAIN,
        '…' => PLAIN + 1,
        CHECK => PLAIN + 2,
        c if (c as usize) < PLAIN => c as usize,
        _ => '?' as usize,
    }
}

/// Letters of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Smooth {
    height: u32,
    bold: bool,
}

/// A letter in pixels.
#[derive(Debug)]
pub(super) struct Drawn {
    /// From the place of the letter and the top of its line.
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: u32,
    /// Row by row, from 0 to [`COVERED`].
    pub(super) covered: Vec<u8>,
}

thread_local! {
    static DRAWN: RefCell<HashMap<(Smooth, char, u32), Rc<Drawn>>> = RefCell::new(HashMap::new());
}

impl Smooth {
    /// Of lines so many pixels high.
    pub(super) const fn of(height: u32, bold: bool) -> Self {
        Self { height, bold }
    }

    pub(super) const fn height(self) -> u32 {
        self.height
    }

    /// The height of capitals and figures, in pixels.
    #[cfg(test)]
    pub(super) const fn capital(self) -> u32 {
        self.height * CAPITAL / LINE
    }

    fn cut(self) -> &'static Cut {
        if self.bold { &BOLD } else { &REGULAR }
    }

    /// The width of a letter, in quarters of a pixel.
    pub(super) fn advance(self, c: char) -> u32 {
        (self.cut().widths[slot(c)] * self.height * QUARTERS + LINE / 2) / LINE
    }

    /// The letter, so many quarters of a pixel right of a whole one.
    pub(super) fn drawn(self, c: char, quarter: u32) -> Rc<Drawn> {
        DRAWN.with_borrow_mut(|kept| {
            if kept.len() >= KEPT {
                kept.clear();
            }
            Rc::clone(kept.entry((self, c, quarter)).or_insert_with(|| Rc::new(self.draw(c, quarter))))
        })
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "sizes of letters are small")]
    #[expect(clippy::float_arithmetic, reason = "the outlines of letters; no price is near")]
    fn draw(self, c: char, quarter: u32) -> Drawn {
        let mut drawn = Drawn { left: 0, top: 0, width: 0, covered: Vec::new() };
        let Some(font) = &self.cut().font else { return drawn };
        let unit = self.height as f32 / LINE as f32;
        let glyph = Glyph {
            id: font.glyph_id(c),
            scale: PxScale::from(unit * FULL as f32),
            position: point(quarter as f32 / QUARTERS as f32, (unit * ASCENT as f32).round()),
        };
        let Some(outline) = font.outline_glyph(glyph) else { return drawn };
        let bounds = outline.px_bounds();
        let (width, height) = (whole(bounds.width()), whole(bounds.height()));
        drawn.left = bounds.min.x as i32;
        drawn.top = bounds.min.y as i32;
        drawn.width = width;
        drawn.covered = vec![0; (width * height) as usize];
        outline.draw(|x, y, share| {
            if let Some(covered) = drawn.covered.get_mut((y * width + x) as usize) {
                *covered = u8::try_from(whole(share.clamp(0.0, 1.0) * f32::from(COVERED) + 0.5)).unwrap_or(COVERED);
            }
        });
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::printer::page::Page;

    #[test]
    fn the_font_has_every_letter_that_texts_are_spelled_with() {
        let latin = (0x21..=0xff_u8).filter_map(|byte| Page::Iso8859_15.decode(byte));
        // No-break space, soft hyphen and control characters are never seen.
        let seen = latin.filter(|c| !c.is_control() && !c.is_whitespace() && *c != '\u{ad}');
        for c in seen.chain(['…', CHECK]) {
            for bold in [false, true] {
                let letters = Smooth::of(24, bold);
                assert!(letters.drawn(c, 0).covered.iter().any(|&covered| covered > COVERED / 2), "{c}");
                let font = letters.cut().font.as_ref().expect("it can be read");
                assert_ne!(font.glyph_id(c).0, 0, "{c} is a letter of the font");
                assert!(letters.advance(c) > 0, "{c}");
            }
        }
    }

    #[test]
    fn figures_are_equally_wide_so_that_prices_stand_in_columns() {
        for bold in [false, true] {
            for height in [12, 30, 77] {
                let letters = Smooth::of(height, bold);
                assert!(('0'..='9').all(|c| letters.advance(c) == letters.advance('0')), "{height}");
            }
        }
    }

    #[test]
    fn no_letter_leaves_its_line() {
        for height in [9, 14, 31, 120] {
            for c in "ÂÇÅÿ€gjpÖ|Œ".chars() {
                let drawn = Smooth::of(height, true).drawn(c, 0);
                let rows = i32::try_from(drawn.covered.len()).expect("few") / i32::try_from(drawn.width).expect("few");
                // Half a pixel of smoothing may stick out.
                assert!(drawn.top >= -1 && drawn.top + rows <= i32::try_from(height).expect("few") + 1, "{c} {height}");
            }
        }
    }

    #[test]
    fn a_capital_is_as_high_as_is_said() {
        let drawn = Smooth::of(108, false).drawn('H', 0);
        let rows = u32::try_from(drawn.covered.len()).expect("few") / drawn.width;
        assert!(rows.abs_diff(Smooth::of(108, false).capital()) <= 1, "{rows}");
    }
}

//! The sheet on the printer's roll: drawing, caption and code of each entry below each other.
//!
//! Bars where the printer draws pictures and the paper is wide enough for bars that scanners read, since some scanners read
//! no QR code; else the QR code, for which a printer that draws none has the text ([`Block::Qr`]).

use super::bars::{code128, runs};
use super::entry::{Entry, Sheet};
use super::mark::BAR_QUIET;
use super::pictogram;
use embedded_graphics::Drawable;
use embedded_graphics::geometry::{Point, Size};
use embedded_graphics::pixelcolor::{Gray8, GrayColor};
use embedded_graphics::primitives::{Primitive, PrimitiveStyle, Rectangle};
use scanslip_hw::printer::block::{Align, Style};
use scanslip_hw::printer::picture::{Canvas, Picture};
use scanslip_hw::printer::{Block, Profile};

/// Dots of a module of bars, the best first: 0.375 mm and 0.25 mm at 8 dots a millimetre.
const BARS: [u32; 2] = [3, 2];
/// How high bars are, in dots: 12 mm.
const HEIGHT: u16 = 96;
/// Dots of a step of a drawing's grid: 6 mm in all.
const STEP: u32 = 2;

/// The blocks of a sheet, with the cut behind them.
pub fn blocks(sheet: &Sheet, profile: &Profile) -> Vec<Block> {
    let center = |style, text: &str| Block::line(Align::Center, style, text);
    let mut blocks = vec![center(Style::TALL, sheet.title)];
    for group in &sheet.groups {
        blocks.push(Block::Rule);
        for Entry { code, caption, drawing } in group {
            blocks.extend([Block::Picture(drawn(drawing)), center(Style::BOLD, caption)]);
            let bars = if profile.pictures { bars(code, profile.dots) } else { None };
            blocks.push(bars.map_or_else(|| Block::Qr(code.clone()), Block::Picture));
            blocks.extend([center(Style::SMALL, code), Block::Feed(1)]);
        }
    }
    blocks.push(Block::Cut);
    blocks
}

/// The bars of a text as wide as so many dots allow; `None` where they would be too narrow to be read.
fn bars(text: &str, dots: u16) -> Option<Picture> {
    let modules = code128(text)?;
    let width = u32::try_from(modules.len()).ok()? + 2 * BAR_QUIET;
    let times = BARS.into_iter().find(|times| width * times <= dots.into())?;
    let mut canvas = Canvas::new(u16::try_from(width * times).ok()?, HEIGHT);
    for (at, length) in runs(modules.iter().map(|module| *module == 1)) {
        fill(&mut canvas, (at + BAR_QUIET) * times, 0, length * times, HEIGHT.into());
    }
    Some(canvas.dithered())
}

fn drawn(drawing: &str) -> Picture {
    let rows = pictogram::dots(drawing, STEP);
    let side = u16::try_from(pictogram::GRID * STEP).unwrap_or(0);
    let mut canvas = Canvas::new(side, side);
    for (y, row) in (0..).zip(rows) {
        for (x, length) in runs(row) {
            fill(&mut canvas, x, y, length, 1);
        }
    }
    canvas.dithered()
}

fn fill(canvas: &mut Canvas, x: u32, y: u32, width: u32, height: u32) {
    let at = Point::new(x.cast_signed(), y.cast_signed());
    let Ok(()) =
        Rectangle::new(at, Size::new(width, height)).into_styled(PrimitiveStyle::with_fill(Gray8::BLACK)).draw(canvas);
}

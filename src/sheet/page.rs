//! The pages of a sheet: A4 at 300 dpi, two columns of cells, a cell that is too wide for one over both.
//!
//! A cell has its drawing and caption above, the bars and their text below, and the QR code of the same text at the right;
//! below the caption, where the bars leave no room beside them.

use super::entry::{Entry, Sheet};
use super::mark::Mark;
use crate::face::picture::{Dots, shortened, wrap};

/// The dots of a page: A4 at 300 dpi.
pub const PAGE: (u32, u32) = (2_480, 3_508);
/// White at each edge: 10 mm, which no printer needs more of.
const MARGIN: u32 = 118;
/// What is between the margins.
const WIDTH: u32 = PAGE.0 - 2 * MARGIN;
/// Between the two columns.
const GUTTER: u32 = 40;
const COLUMN: u32 = (WIDTH - GUTTER) / 2;
/// How high the title's letters are, and what is left below them.
const TITLE: u32 = 80;
const BELOW_TITLE: u32 = 50;
/// How high the letters of a page's number are.
const NUMBER: u32 = 40;
/// The room for a drawing and a caption.
const HEAD: u32 = 100;
/// Between head, bars and the text of the code.
const GAP: u32 = 8;
/// How high bars are: 9.5 mm.
const BARS: u32 = 112;
/// How high the letters of a code's text are: 2.5 mm.
const SMALL: u32 = 30;
/// From a cell to the next one below, and more where another group begins.
const BETWEEN: u32 = 24;
const BETWEEN_GROUPS: u32 = 24;
/// How high a caption's letters may be, the best first and [`SMALL`] last.
const CAPTIONS: [u32; 4] = [60, 52, 40, SMALL];

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// All that stands on it.
    pub marks: Vec<Mark>,
    pub(super) title: &'static str,
}

/// One code with what belongs to it, from its own upper left corner.
struct Cell {
    marks: Vec<Mark>,
    height: u32,
    is_wide: bool,
}

/// The pages of a sheet; at least one.
pub fn pages(sheet: &Sheet) -> Vec<Page> {
    let mut filling = Filling { title: sheet.title, pages: Vec::new(), top: 0 };
    filling.turn();
    for (number, group) in sheet.groups.iter().enumerate() {
        let mut cells = group.iter().filter_map(Cell::of).peekable();
        let mut begins = number > 0;
        while let Some(cell) = cells.next() {
            let beside = if cell.is_wide { None } else { cells.next_if(|next| !next.is_wide) };
            filling.row(cell, beside, begins);
            begins = false;
        }
    }
    numbered(filling.pages)
}

/// Says which page of how many each is.
fn numbered(mut pages: Vec<Page>) -> Vec<Page> {
    let count = pages.len();
    for (number, page) in (1..).zip(&mut pages).filter(|_| count > 1) {
        let text = Mark::text(format!("{number}/{count}"), Dots::at_most(NUMBER, true));
        let left = MARGIN + WIDTH - text.area.width;
        page.marks.push(text.at(left, MARGIN + TITLE - NUMBER));
    }
    pages
}

/// Pages that are being filled from the top.
struct Filling {
    title: &'static str,
    pages: Vec<Page>,
    /// Where the next row begins.
    top: u32,
}

impl Filling {
    /// Begins a page.
    fn turn(&mut self) {
        let title = Mark::text(self.title.to_owned(), Dots::at_most(TITLE, true)).at(MARGIN, MARGIN);
        self.top = MARGIN + TITLE + BELOW_TITLE;
        self.pages.push(Page { marks: vec![title], title: self.title });
    }

    fn row(&mut self, left: Cell, right: Option<Cell>, begins_group: bool) {
        let height = left.height.max(right.as_ref().map_or(0, |cell| cell.height));
        let before = if begins_group { BETWEEN_GROUPS } else { 0 };
        let room = PAGE.1 - MARGIN;
        let is_first = self.top + before + height > room;
        if is_first {
            self.turn();
        }
        let Some(page) = self.pages.last_mut() else { return };
        if begins_group && !is_first {
            page.marks.push(Mark::rule(WIDTH).at(MARGIN, self.top + before / 2 - BETWEEN / 2));
            self.top += before;
        }
        for (cell, x) in [(Some(left), MARGIN), (right, MARGIN + COLUMN + GUTTER)] {
            for mark in cell.into_iter().flat_map(|cell| cell.marks) {
                let (left, top) = (x + mark.area.left, self.top + mark.area.top);
                page.marks.push(mark.at(left, top));
            }
        }
        self.top += height + BETWEEN;
    }
}

impl Cell {
    /// `None` for a code that cannot be drawn: none of ours.
    fn of(entry: &Entry) -> Option<Self> {
        let bars = Mark::bars(&entry.code, BARS)?;
        let qr = Mark::qr(&entry.code)?;
        let beside = bars.area.width + qr.area.width;
        let is_wide = beside > COLUMN;
        let width = if is_wide { WIDTH } else { COLUMN };
        let is_stacked = beside > width;
        let (qr_side, bars_width) = (qr.area.width, bars.area.width);
        let bars_top = GAP + if is_stacked { HEAD.max(qr_side) } else { HEAD };
        let text_top = bars_top + BARS + GAP;
        let drawing = Mark::pictogram(entry.drawing);
        let caption_left = drawing.area.width + 2 * GAP;
        let text = Mark::text(entry.code.clone(), Dots::at_most(SMALL, false));
        let text_left = bars_width.saturating_sub(text.area.width) / 2;
        // Beside its bars the code stands at once, as near to them as to the edge; in the corner, where they are below it.
        let qr_left = if is_wide && !is_stacked { bars_width } else { width - qr_side };
        let mut marks = caption(&entry.caption, caption_left, qr_left - caption_left);
        marks.extend([drawing, bars.at(0, bars_top), text.at(text_left, text_top), qr.at(qr_left, 0)]);
        Some(Self { marks, height: (text_top + SMALL).max(qr_side), is_wide })
    }
}

/// The caption in the largest letters in which all of it has room; in the smallest as much as has room.
fn caption(text: &str, left: u32, width: u32) -> Vec<Mark> {
    let mut marks = Vec::new();
    for height in CAPTIONS {
        let letters = Dots::at_most(height, true);
        let columns = letters.columns(width);
        let room = 1 + ((HEAD - letters.height()) / letters.pitch()) as usize;
        let mut lines = wrap(text, columns).lines;
        let fits = lines.len() <= room;
        if !fits && height > SMALL {
            continue;
        }
        lines.truncate(room);
        if let Some(last) = lines.last_mut().filter(|_| !fits) {
            *last = shortened(last, columns.min(last.chars().count() + 1));
        }
        let above = (HEAD - letters.height() - letters.pitch() * lines_below(&lines)) / 2;
        for (number, line) in (0..).zip(lines) {
            marks.push(Mark::text(line, letters).at(left, above + number * letters.pitch()));
        }
        break;
    }
    marks
}

/// How many lines there are after the first.
fn lines_below(lines: &[String]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(1).saturating_sub(1)
}

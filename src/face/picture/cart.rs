//! The cart: what was scanned last large, the rest as a list with the newest on top, the total always at the bottom.

use super::area::Area;
use super::ink::{Ink, Tone};
use super::letters::Letters;
use super::line;
use super::part::{Align, Part};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::money::{Cents, Quantity};
use crate::till::screen::CartLine;
use crate::words;

/// The cart as the screen has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cart<'a> {
    pub(super) lines: &'a [CartLine],
    pub(super) last: Option<usize>,
    pub(super) total: Cents,
    /// Whose it is, how it is served.
    pub(super) facts: &'a [String],
}

/// Draws the cart; `letter` is the height of common letters, `margin` the white around.
pub(super) fn draw(face: &Face<'_>, cart: Cart<'_>, mut area: Area, letter: u32, margin: u32) -> Vec<Part> {
    let mut parts = total(face, cart.total, &mut area, letter, margin);
    if area.height >= 8 * letter {
        parts.extend(head(face, cart.facts, &mut area, letter, margin));
    }
    let last = cart.last.unwrap_or(usize::MAX).min(cart.lines.len().saturating_sub(1));
    let Some(line) = cart.lines.get(last) else {
        let pieces = [Piece::new(face.words.how_to_start, letter * 3 / 2)];
        let area = area.inset(margin, margin / 2);
        parts.extend(Stack::set(&pieces, area.width, area.height).place(area, Align::Middle));
        return parts;
    };
    let alone = cart.lines.len() == 1;
    let most = if alone { area.height } else { area.height.saturating_sub(letter * 5 / 4) };
    let high = (letter * 5).min(area.height * 11 / 20).max(letter * 3 / 2).min(most);
    parts.extend(newest(face, line, area.take_top(high), letter, margin));
    let others: Vec<&CartLine> =
        cart.lines.iter().enumerate().rev().filter(|(place, _)| *place != last).map(|(_, line)| line).collect();
    area.take_top(margin / 3);
    parts.extend(list(face, &others, area.inset(margin, 0), letter));
    parts
}

/// The bar at the bottom.
pub(super) fn total(face: &Face<'_>, total: Cents, area: &mut Area, letter: u32, margin: u32) -> Vec<Part> {
    let mut bar = area.take_bottom((letter * 9 / 4).min(area.height / 3).max(letter + letter / 3));
    let mut parts = vec![Part::Fill(bar, Ink::CalmGround)];
    if bar.height >= 20 {
        parts.push(Part::Fill(Area { height: (bar.height / 24).max(1), ..bar }, Ink::Calm));
    }
    let rule = bar.height / 24;
    bar.take_top(rule);
    let mut bar = bar.inset(margin, 0);
    let amount = line::one(&face.amount(total));
    let letters = fitting(&amount, bar.width * 3 / 4, (letter * 2).min(bar.height), true);
    let right = bar.take_right(letters.across(amount.chars().count()));
    parts.extend(Part::line(right, &amount, letters, Align::Right, Ink::Text));
    bar.take_right(letters.width());
    let label = face.words.total;
    let letters = fitting(label, bar.width, (letter * 3 / 2).min(bar.height), true);
    parts.extend(Part::line(bar, label, letters, Align::Left, Ink::Text));
    parts
}

/// The title, and what is said of the whole.
fn head(face: &Face<'_>, facts: &[String], area: &mut Area, letter: u32, margin: u32) -> Vec<Part> {
    let strip = area.take_top(letter * 7 / 4);
    let mut line = strip.inset(margin, 0);
    let letters = Letters::at_most(letter, true);
    let title = face.words.cart;
    let left = line.take_left(letters.across(title.chars().count()));
    let mut parts: Vec<Part> = Part::line(left, title, letters, Align::Left, Ink::Text).into_iter().collect();
    line.take_left(2 * letters.width());
    if !facts.is_empty() {
        let said = line::one(&facts.join(" · "));
        let letters = fitting(&said, line.width, letter * 9 / 10, false);
        parts.extend(Part::line(line, &said, letters, Align::Right, Ink::Quiet));
    }
    parts
}

/// The line that changed last.
fn newest(face: &Face<'_>, line: &CartLine, mut area: Area, letter: u32, margin: u32) -> Vec<Part> {
    let (ground, edge) = Tone::Good.inks();
    let mut parts = vec![Part::Fill(area, ground), Part::Fill(area.take_left((margin / 3).max(1)), edge)];
    area.take_left(margin - margin / 3);
    area.take_right(margin);
    let amount = line::one(&face.amount(line.total));
    if area.height < letter * 3 {
        // A small screen: all on one line.
        let letters = fitting(&amount, area.width * 2 / 3, letter * 4 / 3, true);
        let right = area.take_right(letters.across(amount.chars().count()));
        parts.extend(Part::line(right, &amount, letters, Align::Right, Ink::Text));
        area.take_right(letters.width());
        let title = [Piece::new(counted(face, line), letter * 4 / 3).bold()];
        parts.extend(Stack::set(&title, area.width, area.height).place(area, Align::Left));
        return parts;
    }
    let mut below = area.take_bottom((area.height * 9 / 20).min(letter * 2));
    let letters = fitting(&amount, below.width * 2 / 3, below.height * 17 / 20, true);
    let right = below.take_right(letters.across(amount.chars().count()));
    parts.extend(Part::line(right, &amount, letters, Align::Right, Ink::Text));
    below.take_right(letters.width());
    let each = line::one(&each(face, line));
    let letters = fitting(&each, below.width, letter * 5 / 4, false);
    parts.extend(Part::line(below, &each, letters, Align::Left, Ink::Quiet));
    area.take_top(letter / 4);
    let title = [Piece::new(Face::title(line), letter * 2).bold()];
    parts.extend(Stack::set(&title, area.width, area.height).place(area, Align::Left));
    parts
}

/// The other lines, as many as fit; a last row counts what did not.
fn list(face: &Face<'_>, lines: &[&CartLine], mut area: Area, letter: u32) -> Vec<Part> {
    let letters = Letters::at_most(letter, false);
    let pitch = letters.height() + letters.height() / 4;
    let rows = ((area.height + letters.height() / 4) / pitch) as usize;
    let shown = if lines.len() > rows { rows.saturating_sub(1) } else { lines.len() };
    let mut parts = Vec::new();
    for line in &lines[..shown] {
        let mut row = area.take_top(pitch);
        row.height = row.height.min(letters.height());
        let amount = line::one(&face.amount(line.total));
        let right = row.take_right(letters.across(amount.chars().count()));
        parts.extend(Part::line(right, &amount, letters, Align::Right, Ink::Text));
        row.take_right(letters.width());
        parts.extend(Part::line(row, &line::one(&counted(face, line)), letters, Align::Left, Ink::Text));
    }
    if shown < lines.len() && rows > 0 {
        let row = Area { height: letters.height().min(area.height), ..area };
        let rest = format!("… + {}", lines.len() - shown);
        parts.extend(Part::line(row, &rest, letters, Align::Left, Ink::Quiet));
    }
    parts
}

/// `2 × Title`.
fn counted(face: &Face<'_>, line: &CartLine) -> String {
    format!("{} × {}", words::quantity(line.quantity, face.screen.language), Face::title(line))
}

/// `2 × 3,50 €`, or nothing for a single piece.
fn each(face: &Face<'_>, line: &CartLine) -> String {
    if line.quantity == Quantity::ONE {
        return String::new();
    }
    format!("{} × {}", words::quantity(line.quantity, face.screen.language), face.amount(line.unit_price))
}

/// The largest letters, up to a height, in which a text fits on one line of that width.
fn fitting(text: &str, width: u32, height: u32, bold: bool) -> Letters {
    let mut letters = Letters::at_most(height, bold);
    while letters.across(text.chars().count()) > width && letters.height() > 6 {
        letters = Letters::at_most(letters.height() - 1, bold);
    }
    letters
}

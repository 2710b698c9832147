//! The line of the cart that changed last: larger than all others.

use super::area::Area;
use super::ink::{Ink, Tone};
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::money::Quantity;
use crate::till::screen::CartLine;
use crate::words;

/// Name, quantity and price in the whole of `area`.
pub(super) fn draw(face: &Face<'_>, line: &CartLine, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let (ground, edge) = Tone::Good.inks();
    let mut parts = vec![Part::Fill(area, ground), Part::Fill(area.take_left((margin / 3).max(1)), edge)];
    area.take_left(margin - margin / 3);
    area.take_right(margin);
    let amount = line::one(&face.amount(line.total));
    if area.height < letter * 3 {
        // All on one line.
        let letters = scale.fitting(&amount, area.width * 2 / 3, letter * 4 / 3, true);
        parts.extend(Part::cut_right(&mut area, &amount, letters, Ink::Text));
        let title = [Piece::new(counted(face, line), letter * 4 / 3).bold()];
        parts.extend(Stack::fill(scale, &title, area, Align::Left));
        return parts;
    }
    let mut below = area.take_bottom((area.height * 9 / 20).min(letter * 2));
    let most = if scale.is(Class::Tiny) { letter * 3 / 2 } else { below.height };
    let mut each = line::one(&each(face, line));
    let mut pieces = vec![Piece::new(Face::title(line), letter * 2).bold()];
    if scale.is(Class::Tiny) {
        pieces = vec![Piece::new(Face::title(line), letter * 3 / 2).bold()];
        let letters = scale.letters(letter, false);
        if letters.across(&each) + letters.gap() + letters.across(&amount) > below.width {
            pieces.push(Piece::new(std::mem::take(&mut each), letter).ink(Ink::Quiet).rank(0));
        }
    }
    let beside = if each.is_empty() { 0 } else { scale.letters(scale.least(), false).across(&each) + letter };
    let room = (below.width * 2 / 3).min(below.width.saturating_sub(beside)).max(below.width / 3);
    let letters = scale.fitting(&amount, room, most, true);
    parts.extend(Part::cut_right(&mut below, &amount, letters, Ink::Text));
    let letters = scale.fitting(&each, below.width, letter * 5 / 4, false);
    parts.extend(Part::line(below, &each, letters, Align::Left, Ink::Quiet));
    area.take_top(letter / 4);
    parts.extend(Stack::fill(scale, &pieces, area, Align::Left));
    parts
}

/// `2 × Title`.
pub(super) fn counted(face: &Face<'_>, line: &CartLine) -> String {
    format!("{} × {}", words::quantity(line.quantity, face.screen.language), Face::title(line))
}

/// `2 × 3,50 €`, or nothing for a single piece.
fn each(face: &Face<'_>, line: &CartLine) -> String {
    if line.quantity == Quantity::ONE {
        return String::new();
    }
    format!("{} × {}", words::quantity(line.quantity, face.screen.language), face.amount(line.unit_price))
}

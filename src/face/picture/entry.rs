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
    let letters = scale.fitting(&amount, below.width * 2 / 3, most, true);
    parts.extend(Part::cut_right(&mut below, &amount, letters, Ink::Text));
    let each = line::one(&each(face, line));
    let letters = scale.fitting(&each, below.width, letter * 5 / 4, false);
    parts.extend(Part::line(below, &each, letters, Align::Left, Ink::Quiet));
    area.take_top(letter / 4);
    let wished = if scale.is(Class::Tiny) { letter * 3 / 2 } else { letter * 2 };
    let title = [Piece::new(Face::title(line), wished).bold()];
    parts.extend(Stack::fill(scale, &title, area, Align::Left));
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

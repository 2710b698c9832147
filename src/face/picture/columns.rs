//! The cart on a large screen: goods on the left, the newest of them large; on the right what is to be paid, whose cart it
//! is, and how to go on.

use super::area::Area;
use super::cart::{Cart, head};
use super::part::{Align, Part};
use super::scale::Scale;
use super::stack::{Piece, Stack};
use super::{entry, list, total};
use crate::face::text::Face;

/// Of a hundred pixels in a row, those of the right column.
const RIGHT: u32 = 34;

/// Cuts the right column off.
pub(super) fn right(area: &mut Area) -> Area {
    area.take_right(area.width * RIGHT / 100)
}

/// Draws the cart.
pub(super) fn draw(face: &Face<'_>, cart: Cart<'_>, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let newest = cart.newest();
    let hint = newest.is_some().then_some(face.words.how_to_order);
    let mut parts = total::panel(face, cart.total, cart.facts, hint, right(&mut area), scale);
    parts.extend(head(face, cart, &mut area, scale));
    let Some((line, others)) = newest else {
        let pieces = [Piece::new(face.words.how_to_start, letter * 2)];
        let area = area.inset(margin, margin / 2);
        parts.extend(Stack::set(scale, &pieces, area.width, area.height).place(area, Align::Middle));
        return parts;
    };
    let most = if others.is_empty() { area.height } else { area.height.saturating_sub(letter * 5 / 4) };
    let high = (letter * 6).min(area.height * 3 / 5).max(letter * 3 / 2).min(most);
    parts.extend(entry::draw(face, line, area.take_top(high), scale));
    area.take_top(margin / 2);
    parts.extend(list::draw(face, &others, area.inset(margin, 0), scale));
    parts
}

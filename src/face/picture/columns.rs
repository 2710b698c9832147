//! The cart on a large screen: goods on the left, the newest of them large; on the right what is to be paid, whose cart it
//! is, and how to go on.

use super::area::Area;
use super::cart::{Cart, begin, goods, head, how_to_order};
use super::part::Part;
use super::scale::Scale;
use super::total;
use crate::face::text::Face;

/// Of a hundred pixels in a row, those of the right column.
const RIGHT: u32 = 34;

/// Cuts the right column off.
pub(super) fn right(area: &mut Area) -> Area {
    area.take_right(area.width * RIGHT / 100)
}

/// Draws the cart.
pub(super) fn draw(face: &Face<'_>, cart: Cart<'_>, mut area: Area, scale: Scale) -> Vec<Part> {
    let letter = scale.letter;
    let newest = cart.newest();
    let hint = newest.as_ref().and_then(|_| how_to_order(face));
    let mut parts = total::panel(face, cart.total, cart.facts, hint, right(&mut area), scale);
    parts.extend(head(face, cart, &mut area, scale));
    let Some((line, others)) = newest else {
        parts.extend(begin(face, letter * 2, area, scale));
        return parts;
    };
    let wished = (letter * 6).min(area.height * 3 / 5);
    parts.extend(goods(face, line, &others, wished, area, scale));
    parts
}

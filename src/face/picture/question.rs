//! What must be chosen before the cart can be ordered: the choices as large as fit, the total below.

use super::area::Area;
use super::cart;
use super::ink::Ink;
use super::part::{Align, Part};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::money::Cents;
use crate::till::screen::Question;

/// As many choices as there are digit keys are shown; the others have their codes on the shelf.
const SHOWN: usize = 9;

/// Draws the question; `letter` is the height of common letters, `margin` the white around.
pub(super) fn draw(
    face: &Face<'_>,
    question: &Question,
    total: Cents,
    mut area: Area,
    letter: u32,
    margin: u32,
) -> Vec<Part> {
    let mut parts = cart::total(face, total, &mut area, letter, margin);
    let mut pieces = vec![Piece::new(face.asked(question), letter * 3 / 2).bold().ink(Ink::Strong).rank(1)];
    let choices = (1..).zip(&question.choices).take(SHOWN);
    pieces.extend(choices.map(|(place, answer)| Piece::new(face.answer(place, answer), letter * 3 / 2).rank(0)));
    pieces.push(Piece::new(face.words.choose_how, letter).ink(Ink::Quiet).rank(2));
    let inner = area.inset(margin, margin / 2);
    parts.extend(Stack::set(&pieces, inner.width, inner.height).place(inner, Align::Left));
    parts
}

//! What must be chosen before the cart can be ordered: a row for each choice, with the number of its key in a box.

use super::area::Area;
use super::badge;
use super::ink::Ink;
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use super::total;
use crate::face::text::Face;
use crate::till::money::Cents;
use crate::till::screen::{Answer, Question};
use crate::words;

/// As many choices as there are digit keys are shown; the others have their codes on the shelf.
const SHOWN: usize = 9;

/// From more choices than this on there are two columns of them.
const ROWS: usize = 5;

/// Draws the question.
pub(super) fn draw(face: &Face<'_>, question: &Question, total: Cents, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let mut parts = total::bar(face, total, None, &mut area, scale);
    let mut area = area.inset(margin, margin / 2);
    let asked = Piece::new(face.asked(question), letter * 3 / 2).bold().ink(Ink::Strong).rank(1);
    let how = Piece::new(face.words.choose_how, letter).ink(Ink::Quiet).rank(2);
    let choices = || (1..).zip(&question.choices).take(SHOWN);
    if scale.is(Class::Tiny) {
        let mut pieces = vec![asked];
        pieces.extend(choices().map(|(key, answer)| Piece::new(face.answer(key, answer), letter).rank(0)));
        pieces.push(how);
        parts.extend(Stack::fill(scale, &pieces, area, Align::Left));
        return parts;
    }
    for (piece, most) in [(asked, area.height / 3), (how, area.height / 6)] {
        let stack = Stack::set(scale, &[piece], area.width, most);
        let strip = area.take_top(stack.height);
        parts.extend(stack.place(strip, Align::Left));
        area.take_top(margin / 3);
    }
    let count = choices().count();
    let columns = if count > ROWS && area.width > area.height { 2 } else { 1 };
    let rows = count.div_ceil(columns).max(1);
    let pitch = (area.height / u32::try_from(rows).unwrap_or(1)).min(letter * 9 / 4);
    let width = if columns == 2 { (area.width - margin) / 2 } else { area.width };
    let mut column = area;
    for (key, answer) in choices() {
        if (key - 1) % rows == 0 {
            column = area.take_left(width);
            area.take_left(margin);
        }
        let row = column.take_top(pitch);
        parts.extend(choice(face, key, answer, row.inset(0, pitch / 20 + 1), scale));
    }
    parts
}

/// The key, the name, what it adds to the price.
fn choice(face: &Face<'_>, key: usize, answer: &Answer, mut row: Area, scale: Scale) -> Vec<Part> {
    let high = (scale.letter * 3 / 2).min(row.height);
    let mut parts = badge::number(scale, row.take_left(row.height), key);
    row.take_left(scale.margin);
    let delta = line::one(&words::difference(answer.delta, face.screen.language, face.currency));
    let letters = scale.fitting(&delta, row.width * 2 / 5, high * 4 / 5, false);
    parts.extend(Part::cut_right(&mut row, &delta, letters, Ink::Text));
    let title = [Piece::new(answer.title.clone(), high)];
    parts.extend(Stack::fill(scale, &title, row, Align::Left));
    parts
}

//! What is to be paid: always there, never shortened.

use super::area::Area;
use super::ink::Ink;
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::money::Cents;

/// Where an area is this many letters high, a line of it can be given away.
const ROOMY: u32 = 9;

/// Cuts the bar with the total off the bottom; `hint` is said below the word, or above the bar, where there is room.
pub(super) fn bar(face: &Face<'_>, total: Cents, hint: Option<&str>, area: &mut Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let bar = if scale.is(Class::Tiny) {
        area.take_bottom(letter * 2)
    } else {
        area.take_bottom((letter * 5 / 2).min(area.height / 3).max(letter + letter / 3))
    };
    let mut parts = vec![Part::Fill(bar, Ink::Strong)];
    let mut bar = bar.inset(margin, 0);
    let amount = line::one(&face.amount(total));
    let letters = scale.fitting(&amount, bar.width * 3 / 4, bar.height, true);
    parts.extend(Part::cut_right(&mut bar, &amount, letters, Ink::Paper));
    let mut pieces = vec![Piece::new(face.words.total, letter * 3 / 2).bold().ink(Ink::Paper).rank(0)];
    let small = scale.letters(letter * 4 / 5, false);
    if let Some(hint) = hint {
        let piece = Piece::new(hint, small.height());
        if small.across(hint) <= bar.width {
            pieces.push(piece.ink(Ink::Paper).rank(1));
        } else if area.height >= letter * ROOMY {
            let stack = Stack::set(scale, &[piece], area.width.saturating_sub(2 * margin), letter * 2);
            let above = area.take_bottom(stack.height + margin).inset(margin, margin / 2);
            parts.extend(stack.place(above, Align::Left));
        }
    }
    parts.extend(Stack::fill(scale, &pieces, bar, Align::Left));
    parts
}

/// The right column of a large screen: the total huge, `said` below it, `hint` at the bottom.
pub(super) fn panel(
    face: &Face<'_>,
    total: Cents,
    said: &[String],
    hint: Option<&str>,
    panel: Area,
    scale: Scale,
) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let mut parts = vec![Part::Fill(panel, Ink::Strong)];
    let mut inner = panel.inset(margin, margin);
    let label = Part::line(
        inner.take_top(letter * 3 / 2),
        face.words.total,
        scale.letters(letter * 3 / 2, true),
        Align::Left,
        Ink::Paper,
    );
    parts.extend(label);
    let amount = line::one(&face.amount(total));
    let letters = scale.fitting(&amount, inner.width, letter * 3, true);
    parts.extend(Part::line(inner.take_top(letters.height()), &amount, letters, Align::Left, Ink::Paper));
    if let Some(hint) = hint {
        let pieces = [Piece::new(hint, letter * 5 / 4).bold().ink(Ink::Paper)];
        let stack = Stack::set(scale, &pieces, inner.width, inner.height * 2 / 5);
        let below = inner.take_bottom(stack.height);
        inner.take_bottom(margin);
        parts.extend(stack.place(below, Align::Left));
    }
    inner.take_top(margin);
    let pieces = [Piece::new(said.join(" · "), letter).ink(Ink::Paper)];
    let stack = Stack::set(scale, &pieces, inner.width, inner.height);
    let said = inner.take_top(stack.height);
    parts.extend(stack.place(said, Align::Left));
    parts
}

//! The cart on tiny and small screens: what was scanned last large, the rest as a list with the newest on top, the total
//! always at the bottom. A tiny screen has no list, but says how many articles there are.

use super::area::Area;
use super::ink::Ink;
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use super::{entry, list, total};
use crate::face::text::Face;
use crate::till::money::Cents;
use crate::till::screen::{CartLine, View};

/// The cart as the screen has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cart<'a> {
    pub(super) lines: &'a [CartLine],
    pub(super) last: Option<usize>,
    pub(super) total: Cents,
    /// Whose it is, how it is served.
    pub(super) facts: &'a [String],
}

impl<'a> Cart<'a> {
    /// The line that changed last, and the others with the newest first; nothing of an empty cart.
    pub(super) fn newest(&self) -> Option<(&'a CartLine, Vec<&'a CartLine>)> {
        let last = self.last.unwrap_or(usize::MAX).min(self.lines.len().checked_sub(1)?);
        let others = self.lines.iter().enumerate().rev().filter(|(place, _)| *place != last);
        Some((self.lines.get(last)?, others.map(|(_, line)| line).collect()))
    }

    /// Articles, a weighed one counted as one.
    pub(super) fn articles(&self) -> u64 {
        let of = |line: &CartLine| line.quantity.as_pieces().map_or(1, u64::from);
        self.lines.iter().map(of).fold(0, u64::saturating_add)
    }
}

/// Draws the cart. A banner may have left a tiny screen no room but for the total.
pub(super) fn draw(face: &Face<'_>, cart: Cart<'_>, mut area: Area, scale: Scale) -> Vec<Part> {
    let letter = scale.letter;
    let Some((line, others)) = cart.newest() else {
        let mut parts = total::bar(face, cart.total, None, &mut area, scale);
        parts.extend(head(face, cart, &mut area, scale));
        parts.extend(begin(face, letter * 3 / 2, area, scale));
        return parts;
    };
    let hint = how_to_order(face).filter(|_| !scale.is(Class::Tiny));
    let mut parts = total::bar(face, cart.total, hint, &mut area, scale);
    if area.height < letter * 2 {
        return parts;
    }
    if area.height >= 8 * letter || scale.is(Class::Tiny) && area.height >= letter * 5 {
        parts.extend(head(face, cart, &mut area, scale));
    }
    if scale.is(Class::Tiny) {
        parts.extend(entry::draw(face, line, area, scale));
        return parts;
    }
    let wished = (letter * 5).min(area.height * 11 / 20);
    parts.extend(goods(face, line, &others, wished, area, scale));
    parts
}

/// What was scanned last, as high as is wished where there is room, and the others as a list below it.
pub(super) fn goods(
    face: &Face<'_>,
    line: &CartLine,
    others: &[&CartLine],
    wished: u32,
    mut area: Area,
    scale: Scale,
) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let most = if others.is_empty() { area.height } else { area.height.saturating_sub(letter * 5 / 4) };
    let high = wished.max(letter * 3 / 2).min(most);
    let mut parts = entry::draw(face, line, area.take_top(high), scale);
    area.take_top(margin / 2);
    parts.extend(list::draw(face, others, area.inset(margin, 0), scale));
    parts
}

/// How to go on with a cart that something is in; while it is held, confirm does not order.
pub(super) fn how_to_order(face: &Face<'_>) -> Option<&'static str> {
    let is_held = matches!(face.screen.view, View::Cart { hold: Some(_), .. });
    (!is_held).then_some(face.words.how_to_order)
}

/// How to begin, in letters so high, in the middle of an empty cart.
pub(super) fn begin(face: &Face<'_>, high: u32, area: Area, scale: Scale) -> Vec<Part> {
    let area = area.inset(scale.margin, scale.margin / 2);
    Stack::fill(scale, &[Piece::new(face.words.how_to_start, high)], area, Align::Middle)
}

/// How much is in the cart, and what is said of the whole: beside it, or below it where that is long. On a large screen
/// that has a place of its own.
pub(super) fn head(face: &Face<'_>, cart: Cart<'_>, area: &mut Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let count = face.words.articles(cart.articles());
    if scale.is(Class::Tiny) {
        // As many lines as it takes, as long as the article has one.
        let said: Vec<String> = [count].into_iter().chain(cart.facts.iter().cloned()).collect();
        let width = area.width.saturating_sub(2 * margin);
        let most = area.height.saturating_sub(letter * 2);
        let stack = Stack::set(scale, &[Piece::new(said.join(", "), letter)], width, most);
        let strip = area.take_top(stack.height + 2).inset(margin, 0);
        return stack.place(strip, Align::Left);
    }
    let letters = scale.letters(letter, true);
    let strip = area.take_top(letter * 3 / 2);
    let mut line = strip.inset(margin, 0);
    let beside = !cart.facts.is_empty() && !scale.is(Class::Large);
    let title = if beside { count } else { format!("{} · {count}", face.words.cart) };
    let title = line::one(&title);
    let left = line.take_left(letters.across(&title));
    let mut parts: Vec<Part> = Part::line(left, &title, letters, Align::Left, Ink::Text).into_iter().collect();
    line.take_left(2 * letters.gap());
    if beside {
        let said = line::one(&cart.facts.join(" · "));
        let letters = scale.letters(letter * 9 / 10, false);
        if letters.across(&said) <= line.width {
            parts.extend(Part::line(line, &said, letters, Align::Right, Ink::Quiet));
        } else {
            let pieces = [Piece::new(said, letter * 4 / 5).ink(Ink::Quiet)];
            let width = area.width.saturating_sub(2 * margin);
            let stack = Stack::set(scale, &pieces, width, letter * 2);
            let below = area.take_top(stack.height + margin).inset(margin, 0);
            parts.extend(stack.place(below, Align::Left));
        }
    }
    parts
}

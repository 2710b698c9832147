//! What is shown of an order: what became of it, its number huge, what it costs, and where there is a link, the QR code to
//! pay with, as large as fits.

use super::area::Area;
use super::badge;
use super::ink::{Ink, Tone};
use super::line;
use super::part::{Align, Part};
use super::qr::Code;
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use crate::face::text::Face;

/// Where a word only has room in letters smaller than this much of what was wished, in percent, it is left unsaid.
const LONG_BELOW: u32 = 60;

/// What is said of an order.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    /// How it is meant.
    pub(super) tone: Tone,
    /// What became of it.
    pub(super) title: String,
    /// What the number is.
    pub(super) label: String,
    /// The number.
    pub(super) number: String,
    /// The total, with its name.
    pub(super) total: String,
    /// What else, less important.
    pub(super) more: Vec<String>,
    /// Whether it is to be said that the shopper can pay at the counter where there is no code.
    pub(super) payable: bool,
}

/// Texts beside a QR code, or alone if there is no link or no room for it.
pub(super) fn draw(face: &Face<'_>, texts: &Texts, link: Option<&str>, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let mut parts = Vec::new();
    let code = link.and_then(Code::of).and_then(|code| Some((side(&code, area, scale)?, code)));
    let mut pieces = texts.pieces(scale);
    let Some((side, code)) = code else {
        if scale.is(Class::Tiny) {
            return tiny(face, texts, area.inset(margin, margin / 2), scale);
        }
        if texts.payable {
            pieces.push(Piece::new(face.words.pay_at_counter, letter * 5 / 4));
        }
        parts.extend(headed(texts, &mut area, scale));
        parts.extend(told(pieces, area, Align::Middle, scale));
        return parts;
    };
    let wide = area.width >= area.height;
    let caption = caption(scale);
    let mut column = if wide {
        area.take_right(side)
    } else {
        parts.extend(headed(texts, &mut area, scale));
        area.take_bottom(side + caption)
    };
    let spare = column.height.saturating_sub(side + caption) / 2;
    column.take_top(spare);
    let square = column.take_top(side);
    parts.push(Part::Code(square, code));
    if caption > 0 {
        let below = Area { height: caption.min(column.height), ..column }.inset(margin / 2, 0);
        let pieces = [Piece::new(face.words.pay_with_phone, letter * 5 / 4).bold().ink(Ink::Strong)];
        parts.extend(Stack::fill(scale, &pieces, below, Align::Middle));
    }
    if wide {
        parts.extend(headed(texts, &mut area, scale));
    }
    let align = if wide { Align::Left } else { Align::Middle };
    parts.extend(told(pieces, area, align, scale));
    parts
}

/// The pieces within an area. The address of an invoice is one word, and the slip bears it too: where it is too long it would make the
/// number small, for all of a stack becomes smaller together.
fn told(mut pieces: Vec<Piece>, area: Area, align: Align, scale: Scale) -> Vec<Part> {
    let area = area.inset(scale.margin, scale.margin / 2);
    let breaks = |piece: &Piece| Stack::breaks(scale, piece, area.width, LONG_BELOW);
    pieces.retain(|piece| piece.rank == 0 || scale.is(Class::Tiny) || !breaks(piece));
    Stack::fill(scale, &pieces, area, align)
}

/// A tiny screen without a code: number and total side by side, everything else in the smallest letters below.
fn tiny(face: &Face<'_>, texts: &Texts, mut area: Area, scale: Scale) -> Vec<Part> {
    let letter = scale.letter;
    let mut row = area.take_top(letter * 2);
    let total = line::one(&texts.total);
    let letters = scale.fitting(&total, row.width * 2 / 3, letter * 3 / 2, true);
    let mut parts: Vec<Part> = Part::cut_right(&mut row, &total, letters, Ink::Text).into_iter().collect();
    let letters = scale.fitting(&texts.number, row.width, letter * 2, true);
    parts.extend(Part::line(row, &texts.number, letters, Align::Left, Ink::Strong));
    let mut pieces = vec![Piece::new(texts.title.clone(), letter).bold().rank(0)];
    if texts.payable {
        pieces.push(Piece::new(face.words.pay_at_counter, letter));
    }
    // The first two of the rest are what the shopper does. Below a countdown, which a question replaces, there is no room.
    let has_room = face.screen.countdown_s.is_none() || face.screen.asks_for_paper();
    let rest = texts.more.iter().enumerate().filter(|_| has_room);
    pieces.extend(rest.map(|(place, text)| Piece::new(text.clone(), letter).rank(if place < 2 { 1 } else { 2 })));
    parts.extend(Stack::fill(scale, &pieces, area, Align::Left));
    parts
}

/// What became of the order, with its sign, cut off the top; a tiny screen says it among the rest.
fn headed(texts: &Texts, area: &mut Area, scale: Scale) -> Vec<Part> {
    if scale.is(Class::Tiny) {
        return Vec::new();
    }
    let Scale { letter, margin, .. } = scale;
    let (ground, _) = texts.tone.inks();
    let pieces = [Piece::new(texts.title.clone(), letter * 3 / 2).bold()];
    let side = letter * 5 / 2;
    let width = area.width.saturating_sub(side + 2 * margin);
    let stack = Stack::set(scale, &pieces, width, area.height / 4);
    let mut strip = area.take_top((stack.height + margin).max(side).min(area.height / 3));
    let mut parts = vec![Part::Fill(strip, ground)];
    parts.extend(badge::draw(scale, strip.take_left(side), texts.tone, &badge::sign(texts.tone)));
    parts.extend(stack.place(strip.inset(margin, 0), Align::Left));
    parts
}

/// The side of the square that the QR code gets: as large as the height allows, and somewhat more than half of the width.
fn side(code: &Code, area: Area, scale: Scale) -> Option<u32> {
    let room = if area.width >= area.height {
        (area.width * 11 / 20).min(area.height.saturating_sub(caption(scale)))
    } else {
        area.width.min(area.height / 2)
    };
    code.fitting(room)
}

/// Room for the words below the QR code, whose quiet zone keeps them apart; a tiny screen has none.
fn caption(scale: Scale) -> u32 {
    if scale.is(Class::Tiny) { 0 } else { scale.letter * 3 / 2 }
}

impl Texts {
    fn pieces(&self, scale: Scale) -> Vec<Piece> {
        let letter = scale.letter;
        if scale.is(Class::Tiny) {
            // Beside the code. What became of it, and that the number is one, go before anything else does.
            let mut pieces = vec![
                Piece::new(self.title.clone(), letter).bold().rank(4),
                Piece::new(self.label.clone(), letter).ink(Ink::Quiet).rank(3),
                Piece::new(self.number.clone(), letter * 2).bold().ink(Ink::Strong).rank(0),
                Piece::new(self.total.clone(), letter).bold().rank(0),
            ];
            pieces.extend(
                self.more.iter().zip([1, 1, 2]).map(|(text, rank)| Piece::new(text.clone(), letter).rank(rank)),
            );
            return pieces;
        }
        let mut pieces = vec![
            Piece::new(self.label.clone(), letter * 5 / 4).ink(Ink::Quiet).rank(2),
            Piece::new(self.number.clone(), letter * 4).bold().ink(Ink::Strong).rank(0),
            Piece::new(self.total.clone(), letter * 7 / 4).bold().rank(0),
        ];
        let more = (1..).zip(&self.more);
        pieces.extend(more.map(|(rank, text)| Piece::new(text.clone(), letter * 5 / 4).rank(rank)));
        pieces
    }
}

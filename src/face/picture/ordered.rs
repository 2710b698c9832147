//! What is shown of an order: its number huge, what it costs, and where there is a link, the QR code to pay with.

use super::area::Area;
use super::ink::Ink;
use super::part::{Align, Part};
use super::qr::Code;
use super::stack::{Piece, Stack};
use crate::face::text::Face;

/// Texts beside a QR code, or alone if there is no link or no room for it. `letter` is the height of common letters.
pub(super) fn draw(
    face: &Face<'_>,
    texts: &Texts,
    link: Option<&str>,
    area: Area,
    letter: u32,
    margin: u32,
) -> Vec<Part> {
    let mut area = area.inset(margin, margin / 2);
    let code = link.and_then(Code::of);
    let Some((code, side)) = code.and_then(|code| Some((code.clone(), side(&code, area, letter)?))) else {
        let mut pieces = texts.pieces(letter);
        if texts.payable {
            pieces.push(Piece::new(face.words.pay_at_counter, letter * 5 / 4));
        }
        return Stack::set(&pieces, area.width, area.height).place(area, Align::Middle);
    };
    let wide = area.width >= area.height;
    let caption = caption_height(area, letter);
    let mut column = if wide { area.take_right(side) } else { area.take_bottom(side + caption) };
    let mut parts = Vec::new();
    if caption > 0 {
        let spare = column.height.saturating_sub(side + caption) / 2;
        column.take_top(spare);
        let above = column.take_top(caption);
        let pieces = [Piece::new(face.words.pay_with_phone, letter).bold().ink(Ink::Strong)];
        parts.extend(Stack::set(&pieces, above.width, above.height).place(above, Align::Middle));
        column.height = column.height.min(side);
    }
    parts.push(Part::Code(column, code));
    if wide {
        area.take_right(margin)
    } else {
        area.take_bottom(margin)
    };
    let align = if wide { Align::Left } else { Align::Middle };
    parts.extend(Stack::set(&texts.pieces(letter), area.width, area.height).place(area, align));
    parts
}

/// The side of the square that the QR code gets: half of the screen at most, the texts need the other.
fn side(code: &Code, area: Area, letter: u32) -> Option<u32> {
    let room = if area.width >= area.height {
        (area.width * 11 / 20).min(area.height.saturating_sub(caption_height(area, letter)))
    } else {
        area.width.min(area.height * 11 / 20)
    };
    code.fitting(room)
}

/// Room for the words above the QR code; a small screen has none.
const fn caption_height(area: Area, letter: u32) -> u32 {
    if area.height >= 150 { letter * 5 / 2 } else { 0 }
}

/// What is said of an order.
#[derive(Clone, Debug)]
pub(super) struct Texts {
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

impl Texts {
    fn pieces(&self, letter: u32) -> Vec<Piece> {
        let mut pieces = vec![
            Piece::new(self.title.clone(), letter * 3 / 2).bold().rank(3),
            Piece::new(self.label.clone(), letter).ink(Ink::Quiet).rank(2),
            Piece::new(self.number.clone(), letter * 4).bold().ink(Ink::Strong).rank(0),
            Piece::new(self.total.clone(), letter * 7 / 4).bold().rank(0),
        ];
        pieces.extend(self.more.iter().map(|text| Piece::new(text.clone(), letter * 5 / 4)));
        pieces
    }
}

//! What a kiosk shows that nobody uses: how to start, in its own language large, in the others small.

use super::area::Area;
use super::ink::Ink;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::settings::Language;
use crate::words;
use barcoders::sym::ean8::EAN8;

/// The number whose bars are drawn, an EAN-8 like any other.
const NUMBER: &str = "96385074";

/// Draws it.
pub(super) fn draw(face: &Face<'_>, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let mut parts = others(face, &mut area, scale);
    let mut area = area.inset(margin, margin);
    if !scale.is(Class::Tiny) {
        let drawing = area.take_top(area.height / 4);
        area.take_top(margin / 2);
        parts.extend(barcode(drawing));
    }
    let large = if scale.is(Class::Large) { letter * 4 } else { letter * 3 };
    let pieces = [
        Piece::new(face.words.welcome, large).bold().ink(Ink::Strong).rank(2),
        Piece::new(face.words.how_to_start, letter * 2),
    ];
    parts.extend(Stack::fill(scale, &pieces, area, Align::Middle));
    parts
}

/// The other languages at the bottom: how to start in each where there is room, else only their names.
fn others(face: &Face<'_>, area: &mut Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let others: Vec<Language> = Language::ALL.into_iter().filter(|other| *other != face.screen.language).collect();
    if !scale.is(Class::Large) {
        let names: Vec<&str> = others.iter().map(|&other| words::own_name(other)).collect();
        let pieces = [Piece::new(names.join(" · "), letter * 4 / 5).ink(Ink::Quiet)];
        let width = area.width.saturating_sub(2 * margin);
        let stack = Stack::set(scale, &pieces, width, area.height / if scale.is(Class::Tiny) { 2 } else { 3 });
        let strip = area.take_bottom(stack.height + margin);
        let mut parts = vec![Part::Fill(strip, Ink::CalmGround)];
        parts.extend(stack.place(strip.inset(margin, 0), Align::Middle));
        return parts;
    }
    let mut strip = area.take_bottom(area.height * 3 / 8);
    let mut parts = vec![Part::Fill(strip, Ink::CalmGround)];
    let (width, height) = (strip.width / 3, strip.height / 2);
    for row in others.chunks(3) {
        let mut cells = strip.take_top(height);
        for &other in row {
            let cell = cells.take_left(width).inset(margin, 0);
            let pieces = [
                Piece::new(words::own_name(other), letter * 4 / 5).bold().ink(Ink::Strong),
                Piece::new(words::of(other).how_to_start, letter * 4 / 5),
            ];
            parts.extend(Stack::fill(scale, &pieces, cell, Align::Left));
        }
    }
    parts
}

/// Bars in the middle of `area`, in whole pixels.
fn barcode(area: Area) -> Vec<Part> {
    let modules = EAN8::new(NUMBER).map(|code| code.encode()).unwrap_or_default();
    let width = |modules: &[u8]| u32::try_from(modules.len()).unwrap_or(0);
    let times = (area.height * 3 / 2).min(area.width).checked_div(width(&modules)).unwrap_or(0);
    let mut bars = area;
    bars.take_left(area.width.saturating_sub(width(&modules) * times) / 2);
    let mut parts = Vec::new();
    for run in modules.chunk_by(|one, other| one == other) {
        let bar = bars.take_left(width(run) * times);
        if run[0] == 1 && times > 0 {
            parts.push(Part::Fill(bar, Ink::Text));
        }
    }
    parts
}

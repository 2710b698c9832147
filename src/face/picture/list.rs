//! The lines of a cart but the one that changed last: the newest on top, as many as fit; a last row counts what did not.

use super::area::Area;
use super::entry::counted;
use super::ink::Ink;
use super::line;
use super::part::{Align, Part};
use super::scale::Scale;
use crate::face::text::Face;
use crate::till::screen::CartLine;

/// Fills `area` from its top.
pub(super) fn draw(face: &Face<'_>, lines: &[&CartLine], mut area: Area, scale: Scale) -> Vec<Part> {
    let letters = scale.letters(scale.letter, false);
    let pitch = letters.height() + letters.height() / 4;
    let rows = ((area.height + letters.height() / 4) / pitch) as usize;
    let shown = if lines.len() > rows { rows.saturating_sub(1) } else { lines.len() };
    let mut parts = Vec::new();
    for line in &lines[..shown] {
        let mut row = area.take_top(pitch);
        row.height = row.height.min(letters.height());
        let amount = line::one(&face.amount(line.total));
        parts.extend(Part::cut_right(&mut row, &amount, letters, Ink::Text));
        parts.extend(Part::line(row, &line::one(&counted(face, line)), letters, Align::Left, Ink::Text));
    }
    if shown < lines.len() && rows > 0 {
        let row = Area { height: letters.height().min(area.height), ..area };
        let rest = format!("… + {}", lines.len() - shown);
        parts.extend(Part::line(row, &rest, letters, Align::Left, Ink::Quiet));
    }
    parts
}

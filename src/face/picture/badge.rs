//! A dark box with one sign in it, beside what is said: the same told by form, for whom colours tell nothing.

use super::area::Area;
use super::ink::{Ink, Tone};
use super::part::{Align, Part};
use super::scale::Scale;
use super::smooth::CHECK;

/// The sign of what is meant so.
pub(super) fn sign(tone: Tone) -> String {
    let sign = match tone {
        Tone::Calm => 'i',
        Tone::Good => CHECK,
        Tone::Care => '!',
        Tone::Bad => '×',
    };
    sign.to_string()
}

/// The box fills `area`; the sign is in its middle, as large as fits.
pub(super) fn draw(scale: Scale, area: Area, tone: Tone, sign: &str) -> Vec<Part> {
    let (_, edge) = tone.inks();
    boxed(scale, area, sign, edge, tone.on_edge())
}

/// A box with the number of a key or of a step.
pub(super) fn number(scale: Scale, area: Area, number: usize) -> Vec<Part> {
    boxed(scale, area, &number.to_string(), Ink::Strong, Ink::Paper)
}

fn boxed(scale: Scale, area: Area, sign: &str, ground: Ink, ink: Ink) -> Vec<Part> {
    let side = area.width.min(area.height);
    let letters = scale.fitting(sign, area.width * 4 / 5, side * 4 / 5, true);
    let mut parts = vec![Part::Fill(area, ground)];
    parts.extend(Part::line(area, sign, letters, Align::Middle, ink));
    parts
}

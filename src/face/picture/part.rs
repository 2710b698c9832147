//! What a screen consists of once it is laid out: colours, texts and a QR code, each in its place.

use super::area::Area;
use super::canvas::Canvas;
use super::ink::Ink;
use super::letters::Letters;
use super::qr::Code;

/// Where the lines of a text stand in its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}

/// One thing in its place. Later ones lie over earlier ones; only a [`Part::Fill`] may have anything over it.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A coloured rectangle.
    Fill(Area, Ink),
    /// Lines of text, which fill the box from its top.
    Text { area: Area, lines: Vec<String>, letters: Letters, align: Align, ink: Ink },
    /// A QR code with its quiet zone.
    Code(Area, Code),
}

impl Part {
    /// One line, as far as it fits into the width; in the middle of the height.
    pub(super) fn line(area: Area, line: &str, letters: Letters, align: Align, ink: Ink) -> Option<Self> {
        let line = super::line::cut(line, letters, area.width);
        let spare = area.height.checked_sub(letters.height())?;
        let area = Area { top: area.top + spare / 2, height: letters.height(), ..area };
        (!line.is_empty()).then(|| Self::Text { area, lines: vec![line], letters, align, ink })
    }

    /// One line at the right end of an area, which loses its place and the space before it.
    pub(super) fn cut_right(area: &mut Area, line: &str, letters: Letters, ink: Ink) -> Option<Self> {
        let right = area.take_right(letters.across(line));
        area.take_right(letters.gap());
        Self::line(right, line, letters, Align::Right, ink)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas) {
        match self {
            Self::Fill(area, ink) => canvas.fill_area(*area, *ink),
            Self::Text { area, lines, letters, align, ink } => {
                let mut y = area.top;
                for line in lines {
                    let spare = area.width.saturating_sub(letters.across(line));
                    let x = match align {
                        Align::Left => 0,
                        Align::Middle => spare / 2,
                        Align::Right => spare,
                    };
                    letters.draw(canvas, (area.left + x, y), line, *ink);
                    y += letters.pitch();
                }
            }
            Self::Code(area, code) => code.draw(canvas, *area),
        }
    }
}

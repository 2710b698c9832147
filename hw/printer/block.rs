//! What a printer can be asked for: lines of styled text, rules, feeds, pictures, QR codes, cuts, and its buzzer and drawer.
//! No byte of how.

use super::picture::Picture;

/// One thing on paper, below the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of text. What does not fit is broken by the printer, anywhere; the caller wraps before.
    Line(Line),
    /// A rule over the whole width.
    Rule,
    /// That many empty lines.
    Feed(u8),
    /// A QR code in the middle, with its quiet zone; its text instead if it cannot be printed.
    Qr(String),
    /// A picture in the middle, as much of it as the paper is wide; nothing on a printer that draws none.
    Picture(Picture),
    /// The feed that frees the last line, and the cut that the printer can do.
    Cut,
    /// The printer's own buzzer, where it has one.
    Buzz,
    /// The cash drawer on the printer's connector, where it has one.
    OpenDrawer,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub align: Align,
    /// Its parts, from the left.
    pub spans: Vec<Span>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// Some text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Any text; what is not printable in it becomes something that is.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// How text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// In the small letters of font B, where the printer has them.
    pub small: bool,
    /// Emphasised.
    pub bold: bool,
    /// Times as wide as font A.
    pub width: Scale,
    /// Times as high as font A.
    pub height: Scale,
}

/// A magnification, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale(u8);

impl Scale {
    /// The nearest there is.
    pub const fn new(times: u8) -> Self {
        match times {
            0 => Self(1),
            1..=8 => Self(times),
            _ => Self(8),
        }
    }

    /// How many times.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self(1)
    }
}

impl Style {
    /// Emphasised, in its normal size.
    pub const BOLD: Self = Self { small: false, bold: true, width: Scale(1), height: Scale(1) };

    /// For what is long and read by few.
    pub const SMALL: Self = Self { small: true, bold: false, width: Scale(1), height: Scale(1) };

    /// Twice as high. Not emphasised: in narrow letters that would close the gaps.
    pub const TALL: Self = Self { small: false, bold: false, width: Scale(1), height: Scale(2) };

    /// Emphasised, magnified; each 1 to 8.
    pub const fn large(width: u8, height: u8) -> Self {
        Self { small: false, bold: true, width: Scale::new(width), height: Scale::new(height) }
    }
}

impl Block {
    /// A line in one style.
    pub fn line(align: Align, style: Style, text: impl Into<String>) -> Self {
        Self::Line(Line { align, spans: vec![Span { text: text.into(), style }] })
    }

    /// A plain line at the left edge.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::line(Align::Left, Style::default(), text)
    }
}

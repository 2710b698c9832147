//! Bytes -> commands: the part of ESC/POS that a slip uses. Source: Epson's ESC/POS command reference.
//!
//! A command that is not known is two bytes long as far as anybody can tell; a command whose end is missing is unknown
//! with all that is there.

use qrcode::EcLevel;

/// One command, or one byte of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// A byte that prints.
    Byte(u8),
    /// `LF`.
    LineFeed,
    /// `ESC @`.
    Init,
    /// `ESC t n`.
    CodePage(u8),
    /// `ESC a n`: 0 left, 1 middle, 2 right.
    Align(u8),
    /// `ESC E n`.
    Bold(bool),
    /// `ESC M n`: whether it is font B.
    Small(bool),
    /// `GS ! n`: times as wide, times as high.
    Size(u8, u8),
    /// `ESC d n`.
    FeedLines(u8),
    /// `ESC J n`.
    FeedDots(u8),
    /// `ESC 3 n`, or `ESC 2` for the initial one.
    Spacing(Option<u8>),
    /// `GS V` in any form.
    Cut,
    /// `GS ( k`, function 165.
    QrModel(u8),
    /// `GS ( k`, function 167.
    QrSize(u8),
    /// `GS ( k`, function 169.
    QrLevel(EcLevel),
    /// `GS ( k`, function 180.
    QrStore(Vec<u8>),
    /// `GS ( k`, function 181.
    QrPrint,
    /// `GS v 0`: rows of `width` bytes.
    Raster { double_width: bool, double_height: bool, width: usize, data: Vec<u8> },
    /// `DLE EOT`, `GS a`, `GS r`, `GS ( H`: shows nothing on paper.
    Question,
    /// `ESC ( A`, `ESC B`.
    Buzz,
    /// `ESC p`.
    OpenDrawer,
    /// Anything else.
    Unknown(Vec<u8>),
}

/// The commands of some bytes.
pub(super) struct Commands<'a>(&'a [u8]);

impl<'a> Commands<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }
}

impl Iterator for Commands<'_> {
    type Item = Command;

    fn next(&mut self) -> Option<Command> {
        if self.0.is_empty() {
            return None;
        }
        let (command, rest) = read(self.0).unwrap_or_else(|| (Command::Unknown(self.0.to_vec()), &[]));
        self.0 = rest;
        Some(command)
    }
}

/// The first command and what follows it; `None` where its end is missing.
fn read(bytes: &[u8]) -> Option<(Command, &[u8])> {
    match *bytes {
        [b'\n', ref rest @ ..] => Some((Command::LineFeed, rest)),
        [0x10, 0x04, 1..=4, ref rest @ ..] => Some((Command::Question, rest)),
        [0x1b, ref rest @ ..] => escape(rest),
        [0x1d, ref rest @ ..] => group(rest),
        [byte, ref rest @ ..] if byte < 0x20 || byte == 0x7f => Some((Command::Unknown(vec![byte]), rest)),
        [byte, ref rest @ ..] => Some((Command::Byte(byte), rest)),
        [] => None,
    }
}

fn escape(bytes: &[u8]) -> Option<(Command, &[u8])> {
    match *bytes {
        [b'@', ref rest @ ..] => Some((Command::Init, rest)),
        [b'2', ref rest @ ..] => Some((Command::Spacing(None), rest)),
        [b'3', dots, ref rest @ ..] => Some((Command::Spacing(Some(dots)), rest)),
        [b't', number, ref rest @ ..] => Some((Command::CodePage(number), rest)),
        [b'a', align @ (0..=2 | b'0'..=b'2'), ref rest @ ..] => Some((Command::Align(align & 0x0f), rest)),
        [b'E', bold, ref rest @ ..] => Some((Command::Bold(bold & 1 == 1), rest)),
        [b'M', font @ (0 | 1 | b'0' | b'1'), ref rest @ ..] => Some((Command::Small(font & 1 == 1), rest)),
        [b'B', 1..=9, 1..=9, ref rest @ ..] | [b'(', b'A', 4, 0, 48, _, _, _, ref rest @ ..] => {
            Some((Command::Buzz, rest))
        }
        [b'p', 0 | 1 | b'0' | b'1', _, _, ref rest @ ..] => Some((Command::OpenDrawer, rest)),
        [b'd', lines, ref rest @ ..] => Some((Command::FeedLines(lines), rest)),
        [b'J', dots, ref rest @ ..] => Some((Command::FeedDots(dots), rest)),
        [b'3' | b't' | b'a' | b'E' | b'M' | b'd' | b'J'] | [] => None,
        [b'B', ..] if bytes.len() < 3 => None,
        [b'p', ..] if bytes.len() < 4 => None,
        [b'(', b'A', ..] if bytes.len() < 8 => None,
        [other, ref rest @ ..] => Some((Command::Unknown(vec![0x1b, other]), rest)),
    }
}

fn group(bytes: &[u8]) -> Option<(Command, &[u8])> {
    match *bytes {
        [b'!', n, ref rest @ ..] if n & 0x88 == 0 => Some((Command::Size((n >> 4) + 1, (n & 7) + 1), rest)),
        [b'V', 0 | 1 | b'0' | b'1', ref rest @ ..] | [b'V', 65 | 66, _, ref rest @ ..] => Some((Command::Cut, rest)),
        [b'a' | b'r', _, ref rest @ ..] | [b'(', b'H', 6, 0, 0x30, 0x30, _, _, _, _, ref rest @ ..] => {
            Some((Command::Question, rest))
        }
        [b'(', b'k', low, high, ref rest @ ..] => {
            let (body, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([low, high])))?;
            Some((symbol(body), rest))
        }
        [b'v', b'0', mode @ (0..=3 | b'0'..=b'3'), wl, wh, hl, hh, ref rest @ ..] => {
            let width = usize::from(u16::from_le_bytes([wl, wh]));
            let (data, rest) = rest.split_at_checked(width * usize::from(u16::from_le_bytes([hl, hh])))?;
            let (double_width, double_height) = (mode & 1 == 1, mode & 2 == 2);
            Some((Command::Raster { double_width, double_height, width, data: data.to_vec() }, rest))
        }
        [b'!' | b'V' | b'(' | b'v'] | [b'V', 65 | 66] | [] => None,
        [b'(', b'k', ..] | [b'v', b'0', ..] if bytes.len() < 7 => None,
        [other, ref rest @ ..] => Some((Command::Unknown(vec![0x1d, other]), rest)),
    }
}

/// `GS ( k`: cn 31h is a QR code.
fn symbol(body: &[u8]) -> Command {
    match *body {
        [0x31, 0x41, model, 0] => Command::QrModel(model),
        [0x31, 0x43, size @ 1..=16] => Command::QrSize(size),
        [0x31, 0x45, 0x30] => Command::QrLevel(EcLevel::L),
        [0x31, 0x45, 0x31] => Command::QrLevel(EcLevel::M),
        [0x31, 0x45, 0x32] => Command::QrLevel(EcLevel::Q),
        [0x31, 0x45, 0x33] => Command::QrLevel(EcLevel::H),
        [0x31, 0x50, 0x30, ref text @ ..] => Command::QrStore(text.to_vec()),
        [0x31, 0x51, 0x30] => Command::QrPrint,
        _ => Command::Unknown([b"\x1d(k", body].concat()),
    }
}

//! The paper that a printer would put out for some bytes: its dots, its text, its QR codes, its cuts.
//!
//! An independent reading of what [`super::encode()`] writes: previews, pictures of slips and tests look at this, so
//! that what they show is what the printer gets. It understands the commands that a slip needs and lists the others.

mod bitmap;
mod command;
mod glyph;

pub use bitmap::Bitmap;

use super::page::Page;
use super::profile::Profile;
use super::qr::modules;
use command::{Command, Commands};
use qrcode::EcLevel;

/// Dots between the tops of two lines of font A, before `ESC 3` says otherwise.
const LINE: u32 = 30;
/// Dots in the height of font A.
const CELL_HEIGHT: u32 = 24;
/// Dots in the height of font B.
const CELL_HEIGHT_B: u32 = 17;
/// Dots of paper from the head to the blade.
const TO_BLADE: u32 = 60;
/// The most commands that are listed as unknown.
const UNKNOWN_MAX: usize = 100;

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Every dot.
    pub bitmap: Bitmap,
    /// Every line, indented as it stands on the paper; empty lines for feeds.
    pub text: String,
    /// What the QR codes drawn by the printer itself hold.
    pub qr: Vec<String>,
    /// How often it was cut.
    pub cuts: u32,
    /// How often its buzzer was sounded.
    pub buzzes: u32,
    /// How often the drawer was opened.
    pub drawer_openings: u32,
    /// What the printer would not understand, or would wait for the rest of; at most 100 of them.
    pub unknown: Vec<Vec<u8>>,
}

/// Lets a printer of this profile print.
pub fn interpret(bytes: &[u8], profile: &Profile) -> Paper {
    let mut head = Head::new(profile);
    for command in Commands::new(bytes) {
        head.obey(command);
    }
    head.end_line(LINE);
    head.paper.text.truncate(head.paper.text.trim_end().len());
    head.paper
}

/// A character on the line that is being set.
struct Set {
    c: char,
    /// The size of its cell in dots, not magnified.
    cell: (u32, u32),
    bold: bool,
    width: u32,
    height: u32,
}

struct Head<'a> {
    profile: &'a Profile,
    paper: Paper,
    line: Vec<Set>,
    used: u32,
    page: Option<Page>,
    small: bool,
    bold: bool,
    width: u32,
    height: u32,
    spacing: u32,
    align: u8,
    qr: Qr,
}

struct Qr {
    size: u32,
    level: EcLevel,
    model: u8,
    text: Vec<u8>,
}

impl<'a> Head<'a> {
    fn new(profile: &'a Profile) -> Self {
        let paper = Paper { bitmap: Bitmap::new(u32::from(profile.dots)), ..Paper::default() };
        let qr = Qr { size: 3, level: EcLevel::L, model: 0x32, text: Vec::new() };
        Self {
            profile,
            paper,
            line: Vec::new(),
            used: 0,
            page: page_numbered(profile, 0),
            small: false,
            bold: false,
            width: 1,
            height: 1,
            spacing: LINE,
            align: 0,
            qr,
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Init => {
                self.end_unfinished_line();
                let paper = std::mem::take(&mut self.paper);
                *self = Self { paper, ..Self::new(self.profile) };
            }
            Command::Byte(byte) => self.set(byte),
            Command::LineFeed => self.end_line(self.spacing),
            Command::FeedLines(lines) => {
                self.end_unfinished_line();
                (0..lines).for_each(|_| self.end_line(self.spacing));
            }
            Command::FeedDots(dots) => self.end_line(u32::from(dots)),
            Command::Spacing(dots) => self.spacing = dots.map_or(LINE, u32::from),
            Command::CodePage(number) => self.code_page(number),
            Command::Align(align) => self.align = align,
            Command::Bold(bold) => self.bold = bold,
            Command::Small(small) => self.small = small,
            Command::Size(width, height) => (self.width, self.height) = (u32::from(width), u32::from(height)),
            Command::Cut => self.cut(),
            Command::QrModel(model) => self.qr.model = model,
            Command::QrSize(size) => self.qr.size = u32::from(size),
            Command::QrLevel(level) => self.qr.level = level,
            Command::QrStore(text) => self.qr.text = text,
            Command::QrPrint => self.print_qr(),
            Command::Raster { double_width, double_height, width, data } => {
                self.raster(double_width, double_height, width, &data);
            }
            Command::Question => {}
            Command::Buzz => self.paper.buzzes += 1,
            Command::OpenDrawer => self.paper.drawer_openings += 1,
            Command::Unknown(bytes) => self.unknown(bytes),
        }
    }

    fn unknown(&mut self, bytes: Vec<u8>) {
        if self.paper.unknown.len() < UNKNOWN_MAX {
            self.paper.unknown.push(bytes);
        }
    }

    fn code_page(&mut self, number: u8) {
        self.page = page_numbered(self.profile, number);
        if self.page.is_none() {
            self.unknown(vec![0x1b, b't', number]);
        }
    }

    fn set(&mut self, byte: u8) {
        let c = self.page.unwrap_or(Page::Pc437).decode(byte).unwrap_or('\u{fffd}');
        let cell = self.cell();
        let advance = cell.0 * self.width;
        if self.used + advance > u32::from(self.profile.dots) {
            self.end_line(self.spacing);
        }
        self.used += advance;
        self.line.push(Set { c, cell, bold: self.bold, width: self.width, height: self.height });
    }

    /// The size of a character's cell in dots. A printer without font B prints font A instead.
    fn cell(&self) -> (u32, u32) {
        match (self.small, self.profile.columns_b) {
            (true, Some(_)) => (u32::from(self.profile.cell_b()), CELL_HEIGHT_B),
            _ => (u32::from(self.profile.cell()), CELL_HEIGHT),
        }
    }

    fn end_unfinished_line(&mut self) {
        if !self.line.is_empty() {
            self.end_line(self.spacing);
        }
    }

    /// Prints the line and feeds; a line higher than the feed feeds its own height.
    fn end_line(&mut self, feed: u32) {
        let cell = self.line.first().map_or(u32::from(self.profile.cell()), |set| set.cell.0);
        let tallest = self.line.iter().map(|set| set.height * set.cell.1).max().unwrap_or(0);
        let top = self.paper.bitmap.height();
        self.paper.bitmap.feed(tallest.max(feed));
        let mut x = self.indent(self.used);
        let columns = usize::try_from(x / cell).unwrap_or(0);
        let mut text = " ".repeat(columns);
        for set in std::mem::take(&mut self.line) {
            // Characters of different heights stand on one base line.
            let y = top + tallest - set.height * set.cell.1;
            glyph::draw(&mut self.paper.bitmap, (x, y), set.cell, (set.width, set.height), set.bold, set.c);
            x += set.cell.0 * set.width;
            text.push(set.c);
        }
        self.used = 0;
        self.paper.text.push_str(text.trim_end());
        self.paper.text.push('\n');
    }

    fn indent(&self, width: u32) -> u32 {
        let free = u32::from(self.profile.dots).saturating_sub(width);
        match self.align {
            1 => free / 2,
            2 => free,
            _ => 0,
        }
    }

    fn cut(&mut self) {
        self.end_unfinished_line();
        self.paper.bitmap.feed(TO_BLADE);
        self.paper.cuts += 1;
    }

    fn print_qr(&mut self) {
        self.end_unfinished_line();
        let text = String::from_utf8_lossy(&self.qr.text).into_owned();
        let drawn = if self.qr.model == 0x32 { modules(&text, self.qr.level) } else { None };
        let Some(rows) = drawn else {
            let model = self.qr.model;
            return self.unknown(vec![0x1d, b'(', b'k', b'Q', model]);
        };
        let side = u32::try_from(rows.len()).unwrap_or(0) * self.qr.size;
        if side > u32::from(self.profile.dots) {
            return self.unknown(b"a QR code wider than the paper".to_vec());
        }
        let (left, top) = (self.indent(side), self.paper.bitmap.height());
        self.paper.bitmap.feed(side);
        for (y, row) in (0..).zip(&rows) {
            for (x, _) in (0..).zip(row).filter(|(_, black)| **black) {
                self.paper.bitmap.fill(left + x * self.qr.size, top + y * self.qr.size, self.qr.size, self.qr.size);
            }
        }
        self.paper.qr.push(text);
    }

    fn raster(&mut self, double_width: bool, double_height: bool, width: usize, data: &[u8]) {
        self.end_unfinished_line();
        let (across, down) = (1 + u32::from(double_width), 1 + u32::from(double_height));
        let left = self.indent(u32::try_from(width).unwrap_or(0) * 8 * across);
        for row in data.chunks(width.max(1)) {
            let top = self.paper.bitmap.height();
            self.paper.bitmap.feed(down);
            let dots = row.iter().flat_map(|byte| (0..8).map(move |bit| byte >> (7 - bit) & 1 == 1));
            for (x, _) in (0..).zip(dots).filter(|(_, black)| *black) {
                self.paper.bitmap.fill(left + x * across, top, across, down);
            }
        }
    }
}

fn page_numbered(profile: &Profile, number: u8) -> Option<Page> {
    profile.code_pages.iter().find(|(_, known)| **known == number).map(|(page, _)| *page)
}

#[cfg(test)]
mod tests;

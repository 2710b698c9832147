//! Blocks -> the bytes of one print.
//!
//! The `escpos` crate is the vocabulary of commands, behind a driver that keeps them in memory: its own drivers cannot
//! tell "nothing went out" from "half went out". Text goes past it ([`super::text`]), since its code page tables have
//! mistakes and it sends UTF-8 where a page lacks a character; so do the partial cut, which it makes a full one, and
//! pictures, which it does not cut into bands. Source of commands: Epson's ESC/POS command reference.

use super::block::{Align, Block, Line, Style};
use super::page::Page;
use super::picture::Picture;
use super::profile::{Buzzer, Cut, Drawer, Profile, QrWay};
use super::qr::{self, Plan};
use super::text::{Pages, Replaced};
use escpos::driver::Driver;
use escpos::errors::{PrinterError, Result as EscposResult};
use escpos::printer::Printer;
use escpos::utils::{Font, JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};
use std::cell::RefCell;
use std::rc::Rc;

/// What goes to the printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The bytes, from `ESC @` on.
    pub bytes: Vec<u8>,
    /// Characters that are not on paper as they were meant.
    pub replaced: Replaced,
    /// QR codes whose text was printed instead.
    pub qr_as_text: u32,
    /// Where in the bytes the last cut begins; their length if there is none.
    pub cut_at: usize,
}

/// Why blocks cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The slip cannot be turned into printer commands: {0}. Please report this.")]
pub struct EncodeError(String);

impl From<PrinterError> for EncodeError {
    fn from(error: PrinterError) -> Self {
        Self(error.to_string())
    }
}

/// Encodes blocks for one printer. The printer needs no particular state before, and has its initial one afterwards
/// but for the code page, which the next `ESC @` resets.
pub fn encode(blocks: &[Block], profile: &Profile) -> Result<Encoded, EncodeError> {
    let memory = Memory::default();
    let mut encoder = Encoder::new(memory.clone(), profile)?;
    for block in blocks {
        encoder.block(block)?;
    }
    let (replaced, qr_as_text, cut_at) = encoder.end()?;
    let bytes = memory.0.take();
    Ok(Encoded { cut_at: cut_at.unwrap_or(bytes.len()), bytes, replaced, qr_as_text })
}

/// Where the `escpos` crate writes to, with room for a usual slip.
#[derive(Clone)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Default for Memory {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Vec::with_capacity(2_048))))
    }
}

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn write(&self, data: &[u8]) -> EscposResult<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> EscposResult<usize> {
        Ok(0)
    }

    fn flush(&self) -> EscposResult<()> {
        Ok(())
    }
}

struct Encoder<'a> {
    memory: Memory,
    printer: Printer<Memory>,
    profile: &'a Profile,
    pages: Pages<'a>,
    /// Commands wait in the vocabulary, and must go out before the next text.
    commands_wait: bool,
    selected: Option<Page>,
    style: Style,
    align: Align,
    replaced: Replaced,
    qr_as_text: u32,
    cut_at: Option<usize>,
}

impl<'a> Encoder<'a> {
    fn new(memory: Memory, profile: &'a Profile) -> EscposResult<Self> {
        let mut printer = Printer::new(memory.clone(), Protocol::default(), None);
        printer.init()?;
        let pages = Pages::new(&profile.code_pages);
        let selected = pages.first();
        // The page is part of every print: a printer that was used by another program has another one.
        if let Some(number) = selected.and_then(|page| pages.number(page)) {
            printer.custom(&[0x1b, b't', number])?;
        }
        Ok(Self {
            memory,
            printer,
            profile,
            pages,
            commands_wait: true,
            selected,
            style: Style::default(),
            align: Align::default(),
            replaced: Replaced::default(),
            qr_as_text: 0,
            cut_at: None,
        })
    }

    fn block(&mut self, block: &Block) -> EscposResult<()> {
        match block {
            Block::Line(line) => self.line(line),
            Block::Rule => self.rule(),
            Block::Feed(lines) => self.feed(*lines),
            Block::Qr(text) => self.qr(text),
            Block::Picture(picture) => self.picture(picture),
            Block::Cut => self.cut(),
            Block::Buzz => self.buzz(),
            Block::OpenDrawer => self.open_drawer(),
        }
    }

    fn line(&mut self, line: &Line) -> EscposResult<()> {
        self.align(line.align)?;
        for span in &line.spans {
            self.style(span.style)?;
            self.send_commands()?;
            let replaced = self.pages.write(&span.text, &mut self.selected, &mut self.memory.0.borrow_mut());
            self.replaced = self.replaced.and(replaced);
        }
        self.send_commands()?;
        self.memory.0.borrow_mut().push(b'\n');
        Ok(())
    }

    /// One that fills the paper is in the same place however lines are aligned.
    fn rule(&mut self) -> EscposResult<()> {
        if self.profile.cell() * u16::from(self.profile.columns) != self.profile.dots {
            self.align(Align::Left)?;
        }
        self.style(Style::default())?;
        let dash = if self.pages.have('─') { "─" } else { "-" };
        let columns = usize::from(self.profile.columns);
        self.send_commands()?;
        let mut text = self.memory.0.borrow_mut();
        self.pages.write(dash, &mut self.selected, &mut text);
        if let Some(&byte) = text.last() {
            text.extend(std::iter::repeat_n(byte, columns.saturating_sub(1)));
        }
        text.push(b'\n');
        Ok(())
    }

    /// One line is fed by LF, which is two bytes shorter than `ESC d 1` and the same where nothing waits to be printed.
    fn feed(&mut self, lines: u8) -> EscposResult<()> {
        match lines {
            0 => return Ok(()),
            1 => self.printer().custom(b"\n")?,
            _ => self.printer().feeds(lines)?,
        };
        Ok(())
    }

    /// The quiet zone above and below is one line of 30 dots: 4 modules of 6 dots are 24.
    fn qr(&mut self, text: &str) -> EscposResult<()> {
        let Ok(plan) = qr::plan(text, self.profile) else {
            self.qr_as_text = self.qr_as_text.saturating_add(1);
            self.style(Style::default())?;
            return self.block(&Block::line(Align::Left, Style::default(), text));
        };
        self.align(Align::Center)?;
        self.feed(1)?;
        if self.profile.qr == QrWay::Raster {
            self.raster(text, plan)?;
        } else {
            let option = QRCodeOption::new(QRCodeModel::Model2, plan.dots, QRCodeCorrectionLevel::M);
            self.printer().qrcode_option(text, option)?;
        }
        self.feed(1)
    }

    fn raster(&mut self, text: &str, plan: Plan) -> EscposResult<()> {
        self.bands(qr::raster(text, plan))
    }

    /// One that is wider than the paper loses its right side: a printer would wait for the rest of each row.
    fn picture(&mut self, picture: &Picture) -> EscposResult<()> {
        if !self.profile.pictures {
            return Ok(());
        }
        self.align(Align::Center)?;
        self.bands(picture.commands(self.profile.dots))
    }

    fn bands(&mut self, bands: Option<Vec<Vec<u8>>>) -> EscposResult<()> {
        let too_large = || PrinterError::Input("a picture is too large to be drawn".to_owned());
        for band in bands.ok_or_else(too_large)? {
            self.printer().custom(&band)?;
        }
        Ok(())
    }

    /// Twice, a fifth of a second each. Sources: Epson's ESC/POS command reference, `ESC ( A` function 48; Xprinter's
    /// programmer's manual, `ESC B`.
    fn buzz(&mut self) -> EscposResult<()> {
        match self.profile.buzzer {
            Buzzer::EscA => self.printer().custom(&[0x1b, b'(', b'A', 4, 0, 48, 49, 2, 10])?,
            Buzzer::EscB => self.printer().custom(&[0x1b, b'B', 2, 4])?,
            Buzzer::None => self.printer(),
        };
        Ok(())
    }

    /// 100 ms on, 500 ms off. The vocabulary's own command lacks the two times, and the printer would take them from the
    /// text behind it.
    fn open_drawer(&mut self) -> EscposResult<()> {
        let pin = match self.profile.drawer {
            Drawer::Pin2 => 0,
            Drawer::Pin5 => 1,
            Drawer::None => return Ok(()),
        };
        self.printer().custom(&[0x1b, b'p', pin, 50, 250])?;
        Ok(())
    }

    /// `GS V 65` and `66` feed to the blade; on printers that cut at once the feed before frees the last line.
    fn cut(&mut self) -> EscposResult<()> {
        self.feed(self.profile.feed_before_cut)?;
        self.send_commands()?;
        self.cut_at = (self.profile.cut != Cut::None).then(|| self.memory.0.borrow().len());
        match self.profile.cut {
            Cut::Full => self.printer().cut()?,
            Cut::Partial => self.printer().custom(&[0x1d, b'V', 66, 0])?,
            Cut::None => self.printer(),
        };
        Ok(())
    }

    fn style(&mut self, style: Style) -> EscposResult<()> {
        // Font A is all that some printers have.
        let style = Style { small: style.small && self.profile.columns_b.is_some(), ..style };
        if style.small != self.style.small {
            self.printer().font(if style.small { Font::B } else { Font::A })?;
        }
        if style.bold != self.style.bold {
            self.printer().bold(style.bold)?;
        }
        if (style.width, style.height) != (self.style.width, self.style.height) {
            self.printer().size(style.width.get(), style.height.get())?;
        }
        self.style = style;
        Ok(())
    }

    fn align(&mut self, align: Align) -> EscposResult<()> {
        if align != self.align {
            let mode = match align {
                Align::Left => JustifyMode::LEFT,
                Align::Center => JustifyMode::CENTER,
                Align::Right => JustifyMode::RIGHT,
            };
            self.printer().justify(mode)?;
            self.align = align;
        }
        Ok(())
    }

    /// The vocabulary, for a command.
    fn printer(&mut self) -> &mut Printer<Memory> {
        self.commands_wait = true;
        &mut self.printer
    }

    fn send_commands(&mut self) -> EscposResult<()> {
        if std::mem::take(&mut self.commands_wait) {
            self.printer.print()?;
        }
        Ok(())
    }

    fn end(mut self) -> EscposResult<(Replaced, u32, Option<usize>)> {
        self.style(Style::default())?;
        self.align(Align::Left)?;
        self.send_commands()?;
        Ok((self.replaced, self.qr_as_text, self.cut_at))
    }
}

#[cfg(test)]
mod tests;

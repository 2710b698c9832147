//! A sheet of paper that is being filled from the top: the means that all parts of a slip share.

use super::Dressing;
use super::wrap::wrap;
use crate::till::money::Cents;
use crate::till::slip::{Kind, Slip};
use crate::words::{self, Words};
use scanslip_hw::printer::block::{Align, Block, Style};
use scanslip_hw::printer::{Profile, text::Pages};

/// Lines of the header or footer that count.
const DRESSING_MAX: usize = 20;

/// A slip on its way to paper.
pub(super) struct Sheet<'a> {
    pub(super) slip: &'a Slip,
    pub(super) dressing: &'a Dressing,
    pub(super) profile: &'a Profile,
    pub(super) pages: Pages<'a>,
    pub(super) words: &'static Words,
    /// Columns of a line in normal size.
    pub(super) columns: usize,
    blocks: Vec<Block>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(slip: &'a Slip, dressing: &'a Dressing, profile: &'a Profile) -> Self {
        Self {
            slip,
            dressing,
            profile,
            pages: Pages::new(&profile.code_pages),
            words: words::of(slip.language),
            columns: usize::from(profile.columns),
            blocks: Vec::new(),
        }
    }

    pub(super) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub(super) fn feed(&mut self) {
        self.push(Block::Feed(1));
    }

    pub(super) fn rule(&mut self) {
        self.push(Block::Rule);
    }

    /// Columns of a line in a style.
    fn columns_of(&self, style: Style) -> usize {
        let columns = self.profile.columns_b.filter(|_| style.small).map_or(self.columns, usize::from);
        columns / usize::from(style.width.get())
    }

    /// A text in the middle, over as many lines as it needs.
    pub(super) fn center(&mut self, style: Style, text: &str) {
        for line in wrap(text, self.columns_of(style), &self.pages) {
            self.push(Block::line(Align::Center, style, line));
        }
    }

    /// A text in the middle as large as the width allows, `times` at most.
    pub(super) fn center_large(&mut self, times: u8, text: &str) {
        let fits = self.columns / self.width(text).max(1);
        let times = u8::try_from(fits).unwrap_or(times).clamp(1, times);
        self.center(if times == 1 { Style::TALL } else { Style::large(times, times) }, text);
    }

    /// Something at the left edge and something at the right; below each other if they do not fit beside each other.
    pub(super) fn sides(&mut self, style: Style, left: &str, right: &str) {
        let columns = self.columns_of(style);
        let (left_width, right_width) = (self.width(left), self.width(right));
        if left_width + 1 + right_width <= columns {
            // Nothing at the right needs no spaces before it.
            let gap = if right.is_empty() { 0 } else { columns - left_width - right_width };
            let gap = " ".repeat(gap);
            return self.push(Block::line(Align::Left, style, format!("{left}{gap}{right}")));
        }
        for line in wrap(left, columns, &self.pages) {
            self.push(Block::line(Align::Left, style, line));
        }
        for line in wrap(right, columns, &self.pages) {
            self.push(Block::line(Align::Right, style, line));
        }
    }

    pub(super) fn width(&self, text: &str) -> usize {
        self.pages.width(text)
    }

    pub(super) fn amount(&self, cents: Cents) -> String {
        words::amount(cents, self.slip.language, &self.dressing.currency)
    }

    /// The footer and the cut; then, if the shop wants it, a sound, and for the first print of a final slip the drawer.
    pub(super) fn foot(&mut self) {
        let footer = &self.dressing.footer;
        if !footer.is_empty() {
            self.feed();
        }
        for line in footer.iter().take(DRESSING_MAX) {
            self.center(Style::default(), line);
        }
        self.push(Block::Cut);
        if self.dressing.buzzes {
            self.push(Block::Buzz);
        }
        if self.dressing.opens_drawer && self.slip.id.kind == Kind::Final && self.slip.id.copy == 0 {
            self.push(Block::OpenDrawer);
        }
    }

    /// The lines of the shop's header that count.
    pub(super) fn header(&self) -> impl Iterator<Item = &'a String> + use<'a> {
        self.dressing.header.iter().take(DRESSING_MAX)
    }
}

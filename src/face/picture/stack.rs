//! Texts one below the other, each as large as wished; where there is less room, all of them become smaller together,
//! and only where even the smallest letters take too much are the least important ones cut.

use super::area::Area;
use super::ink::Ink;
use super::letters::Letters;
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};

/// Before letters become smaller than this much of what was wished, in percent, a tiny screen leaves unsaid what matters
/// least.
const DROPPED_BELOW: u32 = 80;

/// One text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    /// The wished height of its letters, in pixels.
    pub(super) height: u32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
    /// What is cut first has the highest.
    pub(super) rank: u8,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, height: u32) -> Self {
        Self { text: text.into(), height, bold: false, ink: Ink::Text, rank: 1 }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// 0 is never cut before others.
    pub(super) fn rank(self, rank: u8) -> Self {
        Self { rank, ..self }
    }
}

/// Texts in lines, in letters of a size.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    blocks: Vec<Block>,
    /// Pixels of all, gaps included.
    pub(super) height: u32,
}

#[derive(Clone, Debug)]
struct Block {
    letters: Letters,
    lines: Vec<String>,
    ink: Ink,
    rank: u8,
}

impl Block {
    fn height(&self) -> u32 {
        let lines = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        lines.saturating_sub(1) * self.letters.pitch() + self.letters.height()
    }

    /// The white below it, if another follows; the smallest letters stand close.
    fn gap(&self) -> u32 {
        match self.letters {
            Letters::Dots(dots) if dots.height() <= 8 => 1,
            _ => self.letters.height() / 3,
        }
    }
}

impl Stack {
    /// Sets the pieces into a column of that size.
    pub(super) fn set(scale: Scale, pieces: &[Piece], width: u32, height: u32) -> Self {
        let words: Vec<Vec<String>> = pieces.iter().map(|piece| line::words(&piece.text)).collect();
        for percent in (15..=100).rev().step_by(5) {
            let (mut stack, broken) = Self::at(scale, pieces, &words, width, percent);
            if percent < DROPPED_BELOW && scale.is(Class::Tiny) && !broken {
                stack.drop_least(height);
            }
            if stack.height <= height && !broken {
                return stack;
            }
        }
        let (mut stack, _) = Self::at(scale, pieces, &words, width, 0);
        if scale.is(Class::Tiny) {
            stack.drop_least(height);
        }
        stack.cut(width, height);
        stack
    }

    /// Whether the pieces have room in a column of that size, whole.
    pub(super) fn has_room(scale: Scale, pieces: &[Piece], width: u32, height: u32) -> bool {
        let words: Vec<Vec<String>> = pieces.iter().map(|piece| line::words(&piece.text)).collect();
        let (stack, broken) = Self::at(scale, pieces, &words, width, 0);
        stack.height <= height && (!broken || scale.is(Class::Tiny))
    }

    /// Whether a word of the piece is wider than a column, in letters of so much of the wished height, in percent.
    pub(super) fn breaks(scale: Scale, piece: &Piece, width: u32, percent: u32) -> bool {
        let words = line::words(&piece.text);
        Self::at(scale, std::slice::from_ref(piece), &[words], width, percent).1
    }

    /// The pieces in the whole of an area.
    pub(super) fn fill(scale: Scale, pieces: &[Piece], area: Area, align: Align) -> Vec<Part> {
        Self::set(scale, pieces, area.width, area.height).place(area, align)
    }

    fn at(scale: Scale, pieces: &[Piece], words: &[Vec<String>], width: u32, percent: u32) -> (Self, bool) {
        let mut broken = false;
        let mut blocks = Vec::with_capacity(pieces.len());
        for (piece, words) in pieces.iter().zip(words) {
            let height = (piece.height * percent / 100).max(piece.height.min(scale.least()));
            let letters = scale.letters(height, piece.bold);
            let wrapped = line::wrap_in(words, letters, width);
            broken |= wrapped.broken;
            if !wrapped.lines.is_empty() {
                blocks.push(Block { letters, lines: wrapped.lines, ink: piece.ink, rank: piece.rank });
            }
        }
        let height = measure(&blocks);
        (Self { blocks, height }, broken)
    }

    /// Takes whole texts away that matter less, while the rest has no room.
    fn drop_least(&mut self, height: u32) {
        while self.height > height {
            let least = self.blocks.iter().enumerate().max_by_key(|(_, block)| block.rank);
            let Some((place, _)) = least.filter(|(_, block)| block.rank > 1) else { return };
            self.blocks.remove(place);
            self.height = measure(&self.blocks);
        }
    }

    /// Takes lines away until the rest fits: of the least important block, of those the last.
    fn cut(&mut self, width: u32, height: u32) {
        self.blocks.retain(|block| block.letters.across("…") <= width);
        while measure(&self.blocks) > height {
            let last = self.blocks.iter().enumerate().max_by_key(|(_, block)| block.rank).map(|(place, _)| place);
            let Some(place) = last else { break };
            let block = &mut self.blocks[place];
            block.lines.pop();
            match block.lines.last_mut() {
                Some(line) => {
                    let ellipsis = block.letters.across("…");
                    let room = width.min(block.letters.across(line) + ellipsis);
                    *line = line::cut_off(line, block.letters, room);
                }
                None => drop(self.blocks.remove(place)),
            }
        }
        self.height = measure(&self.blocks);
    }

    /// Puts the blocks into the area, in the middle of its height.
    pub(super) fn place(self, area: Area, align: Align) -> Vec<Part> {
        let mut rest = area;
        rest.take_top(area.height.saturating_sub(self.height) / 2);
        let mut parts = Vec::with_capacity(self.blocks.len());
        for block in self.blocks {
            let area = rest.take_top(block.height());
            rest.take_top(block.gap());
            parts.push(Part::Text { area, lines: block.lines, letters: block.letters, align, ink: block.ink });
        }
        parts
    }
}

fn measure(blocks: &[Block]) -> u32 {
    let all = blocks.iter().fold(0_u32, |sum, block| sum.saturating_add(block.height()).saturating_add(block.gap()));
    all.saturating_sub(blocks.last().map_or(0, Block::gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of dots, so that the figures below can be counted.
    fn scale() -> Scale {
        Scale::of(128, 64)
    }

    fn lines(stack: &Stack) -> Vec<&str> {
        stack.blocks.iter().flat_map(|block| block.lines.iter().map(String::as_str)).collect()
    }

    #[test]
    fn texts_shrink_together_until_they_fit() {
        let pieces = [Piece::new("Bienvenue", 60), Piece::new("Scannez votre premier article", 30)];
        let roomy = Stack::set(scale(), &pieces, 600, 300);
        assert_eq!(roomy.blocks[0].letters.height(), 60);
        let narrow = Stack::set(scale(), &pieces, 200, 300);
        assert!(narrow.blocks[0].letters.across("Bienvenue") <= 200 && narrow.height <= 300);
        assert_eq!(lines(&narrow)[0], "Bienvenue", "no word is broken while letters can be smaller");
    }

    #[test]
    fn what_matters_least_is_cut_first() {
        let pieces = [Piece::new("12,50", 10).rank(0), Piece::new("a long story that nobody can show here", 10)];
        let stack = Stack::set(scale(), &pieces, 40, 20);
        assert_eq!(lines(&stack), ["12,50", "a long…"]);
        assert_eq!(lines(&Stack::set(scale(), &pieces, 40, 9)), ["12,50"]);
        assert_eq!(Stack::set(scale(), &pieces, 3, 3).height, 0);
    }
}

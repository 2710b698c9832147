//! Blocks as plain text: as wide as the paper, without what only a printer can show.

use scanslip_hw::printer::block::{Align, Block, Line};
use scanslip_hw::printer::{Profile, text::Pages};

/// The text; each line ends in a line feed and has no white space before it.
pub(super) fn text(blocks: &[Block], profile: &Profile) -> String {
    let pages = Pages::new(&profile.code_pages);
    let columns = usize::from(profile.columns);
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Line(line) => text.push_str(set(line, columns, &pages).trim_end()),
            Block::Rule => text.push_str(&"─".repeat(columns)),
            Block::Feed(lines) => (1..*lines).for_each(|_| text.push('\n')),
            Block::Qr(link) => text.push_str(link),
            Block::Picture(_) | Block::Cut | Block::Buzz | Block::OpenDrawer => continue,
        }
        text.push('\n');
    }
    text
}

/// A line with its indent. Text has one size only, so a magnified line stands where its own width puts it, and the gap
/// between its two sides grows.
fn set(line: &Line, columns: usize, pages: &Pages<'_>) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = line.spans.iter().flat_map(|span| span.text.chars()).map(visible).collect();
    let free = " ".repeat(columns.saturating_sub(pages.width(&text)));
    let magnified = line.spans.iter().any(|span| span.style.width.get() > 1);
    match (line.align, text.split_once("  ")) {
        (Align::Left, Some((left, right))) if magnified => format!("{left}{free}  {right}"),
        (Align::Left, _) => text,
        (Align::Center, _) => format!("{}{text}", &free[..free.len() / 2]),
        (Align::Right, _) => format!("{free}{text}"),
    }
}

//! A scanner for the tests: which reports a text is, in a layout.

use super::layout::{Layout, Level};

const SHIFT: u8 = 0x02;
const ALT_GR: u8 = 0x40;

/// The key and level that give this character, or its dead key; plainest first.
fn find(layout: &Layout, character: char) -> Option<(u8, u8)> {
    let levels = [(false, false), (true, false), (false, true), (true, true)];
    levels.into_iter().find_map(|(shift, alt_gr)| {
        let key = (0x04..=0x64).find(|&key| layout.character(key, Level { shift, alt_gr }) == Some(character))?;
        Some((if shift { SHIFT } else { 0 } | if alt_gr { ALT_GR } else { 0 }, key))
    })
}

/// The strokes of one character; a dead key's needs a space after it, on Windows at least.
fn strokes(layout: &Layout, character: char) -> Option<Vec<(u8, u8)>> {
    if let Some(stroke) = find(layout, character) {
        let level = Level { shift: stroke.0 & SHIFT != 0, alt_gr: stroke.0 & ALT_GR != 0 };
        let space = layout.is_soft(character, level).then_some((0, 0x2c));
        return Some([stroke].into_iter().chain(space).collect());
    }
    let dead = ('\u{300}'..='\u{36f}').filter(|&dead| layout.accent(dead) == Some(character));
    let stroke = dead.into_iter().find_map(|dead| find(layout, dead))?;
    Some(vec![stroke, (0, 0x2c)])
}

/// The boot reports of a text and of Enter after it; `None` if the layout lacks one of its characters.
pub(in crate::scanner) fn reports(layout: &Layout, text: &str) -> Option<Vec<[u8; 8]>> {
    let mut reports = Vec::new();
    let enter = [(0, 0x28)];
    let typed = text.chars().map(|character| strokes(layout, character)).collect::<Option<Vec<_>>>()?;
    for (modifiers, key) in typed.into_iter().flatten().chain(enter) {
        reports.extend([[modifiers, 0, key, 0, 0, 0, 0, 0], [0; 8]]);
    }
    Some(reports)
}

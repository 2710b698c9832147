//! Characters that no code and no name needs, and that a hostile one uses: they turn text around on a screen or hide in
//! it.

/// Whether `c` is one of them: marks of direction, of joining and of format, tags, line and paragraph separators.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

//! Lines in columns, and in colours where somebody looks at them. What goes into a pipe or a file is plain.

use console::{Style, Term};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The narrowest column in which sentences are broken: below it they are easier to read as they are.
const NARROWEST: usize = 40;

/// How what is written looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it has colours.
    pub colours: bool,
    /// How many columns the terminal has; `None` if it is none, and then no sentence is broken.
    pub columns: Option<usize>,
}

/// What a colour says; never said by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Careful,
    Bad,
    Head,
    Aside,
}

impl Look {
    /// For a pipe or a file.
    pub const PLAIN: Self = Self { colours: false, columns: None };

    /// That of standard output: it has colours if it is a terminal that knows some and `NO_COLOR` is not set.
    pub fn of_standard_output() -> Self {
        let term = Term::stdout();
        Self { colours: console::colors_enabled(), columns: term.is_term().then(|| usize::from(term.size().1)) }
    }

    /// The text in the colour of this tone, if it has colours.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        let style = Style::new().force_styling(self.colours);
        let style = match tone {
            Tone::Good => style.green(),
            Tone::Careful => style.yellow(),
            Tone::Bad => style.red().bold(),
            Tone::Head => style.bold(),
            Tone::Aside => style.dim(),
        };
        style.apply_to(text).to_string()
    }
}

/// Writes rows of cells below each other, two columns apart; `tone` colours a cell by its place and text.
pub(super) fn columns<const N: usize>(
    rows: &[[String; N]],
    look: Look,
    tone: impl Fn(usize, usize, &str) -> Option<Tone>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    for (number, row) in rows.iter().enumerate() {
        // What is empty at the end needs no room, not even between colours.
        let used = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last.saturating_add(1));
        let mut line = String::new();
        for (place, (cell, width)) in row.iter().zip(widths).take(used).enumerate() {
            line.push_str(&tone(number, place, cell).map_or_else(|| cell.clone(), |tone| look.paint(tone, cell)));
            if place.saturating_add(1) < used {
                line.extend(std::iter::repeat_n(' ', 2 + width.saturating_sub(cell.width())));
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The sentence in lines of at most so many columns; a word that is longer has a line of its own.
pub(super) fn broken(sentence: &str, columns: usize) -> Vec<String> {
    if columns < NARROWEST {
        return vec![sentence.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_each_other_and_colours_move_none() {
        let rows = [["A", "LONG", ""], ["eé", "x", "end"]].map(|row| row.map(str::to_owned));
        let written = |look| {
            let mut out = Vec::new();
            columns(&rows, look, |row, _, _| (row == 0).then_some(Tone::Head), &mut out).expect("written");
            String::from_utf8(out).expect("text")
        };
        assert_eq!(written(Look::PLAIN), "A   LONG\neé  x     end\n");
        let coloured = written(Look { colours: true, columns: None });
        assert_eq!(console::strip_ansi_codes(&coloured), written(Look::PLAIN));
        assert!(coloured.contains("\u{1b}[1mA\u{1b}[0m"), "{coloured:?}");
    }

    #[test]
    fn a_sentence_is_broken_between_words_where_there_is_room() {
        let sentence = "The scanner Zebra (/dev/hidraw3) may not be opened by you; put the lines into a file.";
        let lines = broken(sentence, 40);
        assert!(lines.len() == 3 && lines.iter().all(|line| line.width() <= 40), "{lines:?}");
        assert_eq!(lines.join(" "), sentence);
        assert_eq!(broken(sentence, 20), [sentence]);
    }
}

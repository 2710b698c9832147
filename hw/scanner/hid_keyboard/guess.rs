//! Notices that a scanner types in another layout than it is read in. Pure.
//!
//! Wrong digits look like `à&é"` or `!@#`, which no product has; the same keys read in the right layout are a number whose
//! check digit is right.

use super::layout::{Choice, Layout};
use super::typist::{Stroke, Typist};
use crate::scanner::scan::Scan;

/// More than any such number takes, with identifier and suffix.
const MOST_STROKES: usize = 24;
/// One scan in ten passes by chance.
const PROOF: u8 = 3;

/// A scanner seems to be set to another layout than it is read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The layouts in which its scans are numbers whose check digit is right, the commonest first; never empty.
    pub layouts: Vec<&'static str>,
    /// Whether the first of them is what it is read in from now on.
    pub adopted: bool,
}

/// What is known of a scanner's layout.
#[derive(Debug)]
pub(super) struct Guess {
    auto: bool,
    /// Of the scan under way, as far as it may be a number.
    strokes: Vec<Stroke>,
    caps: bool,
    /// The layouts that fit each of the last scans, and how many scans those are.
    fitting: Vec<&'static Layout>,
    in_a_row: u8,
    told: Vec<&'static str>,
    hint: Option<Hint>,
}

impl Guess {
    pub(super) const fn new(choice: Choice) -> Self {
        Self {
            auto: choice.auto,
            strokes: Vec::new(),
            caps: false,
            fitting: Vec::new(),
            in_a_row: 0,
            told: Vec::new(),
            hint: None,
        }
    }

    /// A scan begins, with Caps Lock on or off.
    pub(super) fn begin(&mut self, caps: bool) {
        self.strokes.clear();
        self.caps = caps;
    }

    pub(super) fn note(&mut self, stroke: Stroke) {
        if self.strokes.len() <= MOST_STROKES {
            self.strokes.push(stroke);
        }
    }

    /// Looks at a scan that was read in `layout`. Where its strokes prove another one, which is to be used from now on, the
    /// scan becomes what they are there.
    pub(super) fn judge(&mut self, layout: &'static Layout, scan: &mut Scan) -> Option<&'static Layout> {
        let others = self.others(layout, scan);
        if others.is_empty() {
            self.in_a_row = 0;
            return None;
        }
        self.fitting.retain(|known| others.contains(known));
        if self.in_a_row == 0 || self.fitting.is_empty() {
            (self.fitting, self.in_a_row) = (others, 0);
        }
        self.in_a_row += 1;
        let adopted = self.fitting.first().copied().filter(|_| self.auto && self.in_a_row >= PROOF);
        let layouts: Vec<_> = self.fitting.iter().map(|layout| layout.name).collect();
        if let Some(adopted) = adopted {
            if let Some(read) = self.read(adopted) {
                *scan = read;
            }
            self.in_a_row = 0;
            self.told.clear();
            self.hint = Some(Hint { layouts, adopted: true });
        } else if layouts != self.told {
            self.told.clone_from(&layouts);
            self.hint = Some(Hint { layouts, adopted: false });
        }
        adopted
    }

    /// What is to be told since it was asked last.
    pub(super) fn hint(&mut self) -> Option<Hint> {
        self.hint.take()
    }

    /// How much it remembers of the scan under way.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.strokes.len()
    }

    /// The layouts in which the scan is a number although it is none as it was read.
    fn others(&self, layout: &'static Layout, scan: &Scan) -> Vec<&'static Layout> {
        let digits = scan.text.bytes().all(|byte| byte.is_ascii_digit());
        if digits || self.strokes.len() > MOST_STROKES {
            return Vec::new();
        }
        let fits = |other: &&'static Layout| {
            *other != layout && self.read(other).is_some_and(|scan| check_digit_is_right(&scan.text))
        };
        Layout::all().filter(fits).collect()
    }

    fn read(&self, layout: &'static Layout) -> Option<Scan> {
        Scan::of(Typist::new(layout, self.caps).text(&self.strokes).as_bytes())
    }
}

/// Whether a text is 8, 12, 13 or 14 digits of which the last is the check digit of the others: weights 3 and 1 from the
/// right (GS1 General Specifications, 7.9.1).
fn check_digit_is_right(text: &str) -> bool {
    let sum = text.bytes().rev().zip([1u32, 3].into_iter().cycle()).try_fold(0, |sum, (byte, weight)| {
        let digit = char::from(byte).to_digit(10)?;
        Some(sum + digit * weight)
    });
    matches!(text.len(), 8 | 12 | 13 | 14) && sum.is_some_and(|sum| sum % 10 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_products_with_their_check_digit_are_right() {
        for text in ["4006381333931", "96385074", "036000291452", "14006381333938"] {
            assert!(check_digit_is_right(text), "{text}");
        }
        for text in ["4006381333932", "96385075", "0000", "", "4006381333931 ", "400638133393é", "00004006381333931"] {
            assert!(!check_digit_is_right(text), "{text}");
        }
    }
}

//! What GS1 asks for between the elements of one thing.

use super::Element;
use super::dictionary::{Ai, Dictionary};
use std::fmt;

/// An element that stands alone or beside the wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It needs others, by the table's own words: `01,02`.
    Lacks(Ai, &'static str),
    /// It excludes another that is there.
    Excludes(Ai, Ai),
}

/// `(10) needs 01,02,8006,8026`.
impl fmt::Display for Warning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lacks(ai, groups) => write!(out, "({ai}) needs {groups}"),
            Self::Excludes(ai, other) => write!(out, "({ai}) excludes ({other})"),
        }
    }
}

/// Everything that is amiss between these elements.
pub(super) fn warnings(elements: &[Element]) -> Vec<Warning> {
    let dictionary = Dictionary::get();
    let mut warnings = Vec::new();
    for ai in elements.iter().map(|element| element.ai) {
        let Some(entry) = dictionary.entry(ai) else { continue };
        let lacking = entry.requires.iter().filter(|groups| !groups.split(',').any(|group| has_all(elements, group)));
        warnings.extend(lacking.map(|groups| Warning::Lacks(ai, groups)));
        let others = elements.iter().map(|other| other.ai).filter(|other| *other != ai);
        let excluded = others.filter(|other| entry.excludes.split(',').any(|pattern| fits(*other, pattern)));
        warnings.extend(excluded.map(|other| Warning::Excludes(ai, other)));
    }
    warnings
}

/// Whether every part of `01+21` is there.
fn has_all(elements: &[Element], group: &str) -> bool {
    group.split('+').all(|pattern| elements.iter().any(|element| fits(element.ai, pattern)))
}

/// Whether an identifier is one of `310n`, where `n` is any digit.
fn fits(ai: Ai, pattern: &str) -> bool {
    let digits = ai.to_string();
    digits.len() == pattern.len()
        && digits.bytes().zip(pattern.bytes()).all(|(digit, place)| place == b'n' || place == digit)
}

#[cfg(test)]
mod tests {
    use super::super::element_string;
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let elements = element_string::read(text).expect("elements");
        warnings(&elements).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_lacks_its_product_and_what_excludes_another_is_named() {
        let cases: &[(&str, &[&str])] = &[
            ("010950600013435210ABC", &[]),
            ("10ABC", &["(10) needs 01,02,03,8006,8026"]),
            ("0109506000134352371", &["(01) excludes (37)", "(37) needs 00+02,00+8026"]),
            ("010950600013435231030012503922599", &[]),
            ("01095060001343523922599", &["(3922) needs 01+30,01+31nn,01+32nn,01+35nn,01+36nn"]),
            ("010950600013435231030012503100000001", &["(3103) excludes (3100)", "(3100) excludes (3103)"]),
            ("0109506000134352250A1", &["(250) needs 01+21,8006+21"]),
            ("0109506000134352250A1\u{1d}21B", &[]),
        ];
        for (text, warnings) in cases {
            assert_eq!(said(text), *warnings, "{text}");
        }
    }
}

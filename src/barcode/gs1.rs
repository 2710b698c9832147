//! GS1 data: element strings as GS1-128, DataBar, DataMatrix and GS1 QR hold them, and Digital Links, addresses that say the
//! same. Both become the same elements, held to GS1's own table.
//!
//! A code that breaks the table is refused whole. What GS1 asks for between elements (a lot needs its product, two weights
//! exclude each other) is only a warning: GS1 has it judged over all symbols of a package, and a kiosk sees one of them.
//!
//! Sources: GS1 General Specifications, sections 3 (elements) and 7.8 (cutting of element strings); GS1 Digital Link URI
//! Syntax 1.4; the GS1 Barcode Syntax Dictionary, which lies beside this file.

mod day;
mod dictionary;
mod digital_link;
mod element_string;
mod lint;
mod lint_check;
mod package;
mod pairing;
#[cfg(test)]
mod tests;
mod world;

pub use day::Day;
pub use dictionary::Ai;
pub use package::{Freshness, Package, Price};
pub use pairing::Warning;
pub use world::currency_number;

pub(super) use element_string::SEPARATOR;

use super::{Gtin, Symbology};
use std::fmt;

/// The longest code of GS1 in characters: what the largest QR code holds.
pub(super) const LONGEST: usize = 2_953;
/// The most elements of one code.
const ELEMENTS_MAX: usize = 64;

/// One element: what it says, and the value, by the table's form of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it says.
    pub ai: Ai,
    /// 1 to 90 printable ASCII characters.
    pub value: String,
}

impl Element {
    /// An element as somebody wrote it down, who held it to the table of his time: only that it is short and printable is
    /// looked at.
    pub fn kept(ai: &str, value: &str) -> Option<Self> {
        let fits = (1..=90).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic());
        Ai::parse(ai).filter(|_| fits).map(|ai| Self { ai, value: value.to_owned() })
    }
}

/// As people read it: `(10) ABC123`.
impl fmt::Display for Element {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "({}) {}", self.ai, self.value)
    }
}

/// What a code breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In which element, if it is one of the table.
    pub ai: Option<Ai>,
    /// `identifier` (no such one), `length`, `character`, `twice` (two values for one identifier), `order` (of the parts
    /// of a Digital Link), `place` (in the query of one), `encoding` (a percent sign), `count` (too many elements), or
    /// the name that GS1 gives to a rule.
    pub what: &'static str,
}

impl Fault {
    const fn of(ai: Ai, what: &'static str) -> Self {
        Self { ai: Some(ai), what }
    }

    /// Whether a product's number does not check.
    pub(super) fn is_misread(self) -> bool {
        self.what == "csum" && self.ai.is_some_and(|ai| matches!(ai.get(), 1 | 2 | 3 | 8_006 | 8_026))
    }
}

/// `(17): yymmd0`.
impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ai {
            Some(ai) => write!(out, "({ai}): {}", self.what),
            None => out.write_str(self.what),
        }
    }
}

/// Reads a code as GS1's if it is meant as such: its symbol says so, or it is a Digital Link, or it has a separator, or
/// begins with the number of a product that checks. What only may have been meant, and is not right, is none.
pub(super) fn read(code: &str, symbology: Option<Symbology>) -> Option<Result<Vec<Element>, Fault>> {
    if code.len() > LONGEST {
        return None;
    }
    if let Some(address) = digital_link::address(code) {
        return digital_link::read(address);
    }
    let (separated, named) = (code.contains(SEPARATOR), begins_with_product(code.trim_start_matches(SEPARATOR)));
    let said = symbology.is_some_and(Symbology::is_gs1) || (separated && named);
    if !said && !separated && !named {
        return None;
    }
    let read = element_string::read(code);
    if said { Some(read) } else { read.ok().map(Ok) }
}

/// `01` and 14 digits that check.
fn begins_with_product(code: &str) -> bool {
    code.strip_prefix("01").and_then(|rest| rest.get(..14)).is_some_and(|digits| Gtin::parse(digits).is_some())
}

/// Takes an element into the list; what was there already with the same value is no news.
fn push(elements: &mut Vec<Element>, ai: Ai, value: &str) -> Result<(), Fault> {
    if let Some(known) = elements.iter().find(|known| known.ai == ai) {
        return if known.value == value { Ok(()) } else { Err(Fault::of(ai, "twice")) };
    }
    if elements.len() == ELEMENTS_MAX {
        return Err(Fault::of(ai, "count"));
    }
    elements.push(Element { ai, value: value.to_owned() });
    Ok(())
}

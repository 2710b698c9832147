//! What the code of a package said of that very package. It stays with the line, so that a recalled lot or a serial number
//! can be found among the orders; it changes nothing that is paid.

use crate::barcode::{Element, Package};

/// The elements that are kept, none for what was scanned by its bars alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<Element>);

/// Of the elements with numbers up to 100, and of those in hundreds and thousands: product, lot, dates, serial number; net
/// weight in kilograms, price of the package.
const KEPT: [u16; 7] = [1, 2, 3, 10, 15, 17, 21];
const KEPT_TENS: [u16; 3] = [310, 392, 393];
/// Pieces of a product, and the time of expiry.
const KEPT_LONG: [u16; 2] = [8_006, 7_003];

impl Marks {
    /// What is kept of a package; nothing if its code says no more than which product it is.
    pub(super) fn of(package: &Package) -> Self {
        let is_kept = |element: &&Element| {
            let ai = element.ai.get();
            KEPT.contains(&ai) || KEPT_TENS.contains(&(ai / 10)) || KEPT_LONG.contains(&ai)
        };
        let kept: Vec<Element> = package.elements.iter().filter(is_kept).cloned().collect();
        Self(if kept.len() > 1 { kept } else { Vec::new() })
    }

    /// What was kept, as it was written down.
    pub const fn new(elements: Vec<Element>) -> Self {
        Self(elements)
    }

    /// All of them, in the order of the code.
    pub fn elements(&self) -> &[Element] {
        &self.0
    }

    /// Its lot, at most 20 characters.
    pub fn lot(&self) -> Option<&str> {
        self.value(10)
    }

    /// Its serial number, at most 20 characters.
    pub fn serial(&self) -> Option<&str> {
        self.value(21)
    }

    /// Whether both are of one and the same thing: product and serial number are.
    pub(super) fn is_same_thing(&self, other: &Self) -> bool {
        let product = |marks: &Self| marks.value(1).or_else(|| marks.value(8_006)).map(str::to_owned);
        self.serial().is_some() && self.serial() == other.serial() && product(self) == product(other)
    }

    fn value(&self, ai: u16) -> Option<&str> {
        self.0.iter().find(|element| element.ai.get() == ai).map(|element| element.value.as_str())
    }
}

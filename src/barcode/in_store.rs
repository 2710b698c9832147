//! Numbers that the shop's own scales print: an article and its weight, price or count in one retail number.
//!
//! Which numbers these are is the shop's to say: GS1 leaves the prefixes 02 and 20 to 29 to each shop or country. Hence
//! patterns, and the rules of some countries by name; there is none by default. Knows no catalogue: it says under which keys the article may stand there.
//!
//! Source: GS1 General Specifications, sections 2.1.11 to 2.1.14 (restricted circulation numbers).

use super::Key;
use crate::till::article::DepartmentId;
use crate::till::money::{Cents, Quantity};

mod national;
mod pattern;
mod price_check;
#[cfg(test)]
mod tests;

pub use national::{countries, national};
pub use pattern::{InStorePattern, Layout, Measure};

/// What such a number says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InStore {
    /// The keys under which its article may stand in the catalogue, the likeliest first.
    pub keys: Vec<Key>,
    /// What the scale measured.
    pub measured: Measured,
    /// What becomes of it.
    pub scale: Scale,
}

/// What a scale measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// Kilograms.
    Weight(Quantity),
    /// The price, taxes included.
    Price(Cents),
    /// Pieces.
    Count(u32),
}

/// What a number of the scale becomes in the cart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// A line of the article.
    #[default]
    Item,
    /// A free line in this department.
    Department(DepartmentId),
    /// A free line.
    Free,
}

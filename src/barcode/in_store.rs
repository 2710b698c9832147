//! Numbers that the shop's own scales print: an article and its weight, price or count in one retail number.
//!
//! Which numbers these are is the shop's to say: GS1 leaves the prefixes 02 and 20 to 29 to each shop or country.

use super::Key;
use crate::till::article::DepartmentId;
use crate::till::money::{Cents, Quantity};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A line of the article.
    Item,
    /// A free line in this department.
    Department(DepartmentId),
    /// A free line.
    Free,
}

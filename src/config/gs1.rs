//! `[gs1]`: what is taken from the codes of GS1 besides the product.

use serde::Deserialize;

/// `[gs1]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gs1 {
    /// Whether a price in such a code (392n, 393n) is that of the line, as on a label of the shop's scales. Whoever prints a
    /// code makes the price.
    pub prices: bool,
    /// Whether a weight in such a code (310n) is that of the line, for what is sold by the kilogram. Whoever prints a code
    /// makes the weight, and so the price.
    pub weights: bool,
}

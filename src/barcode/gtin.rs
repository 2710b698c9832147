//! Retail numbers.

/// A GTIN whose check digit is right, as 14 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin(u64);

impl Gtin {
    /// The number, below 10^14.
    pub const fn get(self) -> u64 {
        self.0
    }
}

//! Money in integer cents, quantities in integer thousandths, VAT rates in hundredths of a percent.
//!
//! There is no way to make any of them from a float, and every sum is checked: a total that does not fit is an error
//! of the caller's to handle, never a smaller price.

use std::fmt;

/// An amount in minor units (cents), taxes included unless a name says otherwise. May be negative only as a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(i64);

impl Cents {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);
    /// The dearest single amount anything here accepts: 999,999.99.
    pub const MAX: Self = Self(99_999_999);

    /// That many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The number of cents.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, or `None` where it does not fit.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, or `None` where it does not fit.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// The price of `quantity` at this unit price, half a cent rounded away from zero; `None` where it does not fit.
    pub fn times(self, quantity: Quantity) -> Option<Self> {
        let exact = self.0.checked_mul(i64::from(quantity.0))?;
        let half = if exact < 0 { -500 } else { 500 };
        Some(Self(exact.checked_add(half)? / 1000))
    }

    /// The part of this amount, taxes included, that is VAT at `rate`, to the nearest cent.
    ///
    /// The part before tax is the rest, so the two always sum to the amount.
    #[must_use]
    pub fn vat_included(self, rate: VatRate) -> Self {
        let divisor = 10_000 + i128::from(rate.0);
        let exact = i128::from(self.0) * i128::from(rate.0) * 2;
        // Round half away from zero on the doubled quotient.
        let sign = if exact < 0 { -1 } else { 1 };
        let rounded = (exact + sign * divisor) / (2 * divisor);
        Self(i64::try_from(rounded).unwrap_or(self.0))
    }

    /// Reads `12`, `12.5` or `12.50`: digits, at most two decimals after a dot, at most [`Cents::MAX`].
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, decimals)) => (whole, decimals),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
            return None;
        }
        let cents: i64 = format!("{whole}{decimals:0<2}").parse().ok()?;
        (cents <= Self::MAX.0).then_some(Self(cents))
    }
}

/// `12.50`: as Kash and the journal write it. Shoppers read amounts in their own language's form ([`crate::words`]).
impl fmt::Display for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// A quantity in thousandths: 1,000 is one piece, or one kilogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

impl Quantity {
    /// One piece.
    pub const ONE: Self = Self(1_000);
    /// The most of one article that one line may hold: 999 pieces, or 999 kg.
    pub const MAX: Self = Self(999_000);

    /// That many pieces, 1 to 999.
    pub const fn pieces(pieces: u32) -> Option<Self> {
        match pieces.checked_mul(1_000) {
            Some(thousandths) => Self::thousandths(thousandths),
            None => None,
        }
    }

    /// That many thousandths, 1 to 999,000.
    pub const fn thousandths(thousandths: u32) -> Option<Self> {
        if thousandths == 0 || thousandths > Self::MAX.0 { None } else { Some(Self(thousandths)) }
    }

    /// The number of thousandths.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The number of pieces if it is a whole one.
    pub const fn as_pieces(self) -> Option<u32> {
        if self.0.is_multiple_of(1_000) { Some(self.0 / 1_000) } else { None }
    }

    /// The sum, or `None` above [`Quantity::MAX`].
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Self::thousandths(sum),
            None => None,
        }
    }

    /// What is left, or `None` where nothing or less would be.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Self::thousandths(rest),
            None => None,
        }
    }
}

/// `2`, `0.25`: without trailing zeros, with a dot, as Kash reads it.
impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1_000, self.0 % 1_000);
        if rest == 0 {
            return write!(out, "{whole}");
        }
        let decimals = format!("{rest:03}");
        write!(out, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// A VAT rate in hundredths of a percent: 2,000 is 20 %. At most 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VatRate(u16);

impl VatRate {
    /// That many hundredths of a percent, 0 to 10,000.
    pub const fn basis_points(basis_points: u16) -> Option<Self> {
        if basis_points > 10_000 { None } else { Some(Self(basis_points)) }
    }

    /// Reads a percentage, `20`, `5.5` or `2.10`.
    pub fn parse(text: &str) -> Option<Self> {
        let hundredths = Cents::parse(text)?.get();
        Self::basis_points(u16::try_from(hundredths).ok()?)
    }

    /// Hundredths of a percent.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// `20`, `5.5`: the percentage, without trailing zeros.
impl fmt::Display for VatRate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Cents::new(i64::from(self.0)).to_string();
        write!(out, "{}", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_written_the_same() {
        for (text, cents) in [("0", 0), ("7", 700), ("7.5", 750), ("12.50", 1_250), ("999999.99", 99_999_999)] {
            assert_eq!(Cents::parse(text), Some(Cents::new(cents)), "{text}");
        }
        for text in ["", ".", "1.", ".5", "1.234", "-1", "+1", "1,5", "1e3", "1000000", " 1", "١", "0x10", "1.5.0"] {
            assert_eq!(Cents::parse(text), None, "{text:?} is no price");
        }
        assert_eq!(Cents::new(-5).to_string(), "-0.05");
    }

    #[test]
    fn a_weighed_price_rounds_half_a_cent_up() {
        let per_kilogram = Cents::new(1_299);
        let weight = Quantity::thousandths(250).expect("a quarter of a kilogram is a quantity");
        assert_eq!(per_kilogram.times(weight), Some(Cents::new(325)), "324.75 cents");
        assert_eq!(Cents::new(i64::MAX).times(weight), None, "too large is an error, not a smaller price");
    }

    #[test]
    fn vat_and_the_part_before_tax_sum_to_the_price() {
        for (rate, cents, vat) in [(2_000, 1_200, 200), (550, 1_055, 55), (1_000, 995, 90), (0, 500, 0)] {
            let rate = VatRate::basis_points(rate).expect("rate within bounds");
            assert_eq!(Cents::new(cents).vat_included(rate), Cents::new(vat), "{cents} at {rate} %");
        }
    }

    #[test]
    fn quantities_and_rates_lose_their_trailing_zeros() {
        for (thousandths, text) in [(1_000, "1"), (250, "0.25"), (1_005, "1.005"), (999_000, "999")] {
            assert_eq!(Quantity::thousandths(thousandths).expect("within bounds").to_string(), text);
        }
        for (text, basis_points) in [("20", 2_000), ("5.5", 550), ("2.1", 210), ("0", 0)] {
            let rate = VatRate::parse(text).expect("a rate");
            assert_eq!((rate.get(), rate.to_string().as_str()), (basis_points, text));
        }
        assert_eq!(VatRate::parse("100.01"), None, "over 100 %");
    }
}

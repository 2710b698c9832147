//! Prices and rates as a shop writes them, exactly: whole billionths, never a float.
//!
//! PHP writes `3.95`, `"3,95"`, and where its settings are old `3.9500000000000002`; a tenth decimal is rounded, which
//! gives back what was meant. Which of dot and comma is the decimal mark is inferred: the last of them.

use crate::till::money::{Cents, VatRate};

/// Decimals that are kept.
const DECIMALS: usize = 9;
/// One, in billionths.
const ONE: i128 = 1_000_000_000;
/// Billionths in a cent, and in a hundredth of a percent of a percentage.
const HUNDREDTH: i128 = ONE / 100;

/// An amount of money or a percentage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::kash) struct Decimal(i128);

impl Decimal {
    /// Reads at most 12 digits before the decimal mark; spaces and a currency or percent sign around are let be.
    pub(in crate::kash) fn parse(text: &str) -> Option<Self> {
        let is_space = |c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}';
        let text: String = text.chars().filter(|c| !is_space(*c)).take(64).collect();
        let text = text.trim_matches(['€', '$', '£', '%']);
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, decimals) = split(digits)?;
        let fits = (1..=12).contains(&whole.len()) && decimals.len() <= 40;
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !fits || !plain(&whole) || !plain(decimals) {
            return None;
        }
        let kept: String = decimals.chars().chain(std::iter::repeat('0')).take(DECIMALS).collect();
        let up = decimals.as_bytes().get(DECIMALS).is_some_and(|digit| *digit >= b'5');
        let exact: i128 = format!("{whole}{kept}").parse().ok()?;
        let exact = exact + i128::from(up);
        Some(Self(if negative { -exact } else { exact }))
    }

    /// Whether it is nothing, or less.
    pub(super) const fn is_none(self) -> bool {
        self.0 <= 0
    }

    /// Whether it is less than nothing.
    pub(super) const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is less than one.
    pub(super) const fn is_below_one(self) -> bool {
        self.0 < ONE
    }

    /// A hundred times as much: a share as a percentage.
    pub(super) const fn hundredfold(self) -> Self {
        Self(self.0 * 100)
    }

    /// To the cent, half a cent away from zero; `None` beyond what anything here costs.
    pub(in crate::kash) fn cents(self) -> Option<Cents> {
        bounded(rounded(self.0, HUNDREDTH))
    }

    /// With tax of this rate, rounded once, at the end.
    pub(super) fn with_tax(self, rate: VatRate) -> Option<Cents> {
        bounded(rounded(self.0 * i128::from(10_000 + u32::from(rate.get())), HUNDREDTH * 10_000))
    }

    /// As a percentage, to its hundredth.
    pub(super) fn rate(self) -> Option<VatRate> {
        u16::try_from(rounded(self.0, HUNDREDTH)).ok().and_then(VatRate::basis_points)
    }
}

/// What stands before and behind the decimal mark. Both marks: the last is it, the others part thousands.
fn split(digits: &str) -> Option<(String, &str)> {
    let Some(mark) = digits.rfind(['.', ',']) else { return Some((digits.to_owned(), "")) };
    let (whole, decimals) = digits.split_at_checked(mark)?;
    let (sign, decimals) = decimals.split_at_checked(1)?;
    let whole: String = match whole.find(sign) {
        // `1.234.567` may be millions or nonsense.
        Some(_) => return None,
        None => whole.chars().filter(|c| !matches!(c, '.' | ',')).collect(),
    };
    let whole = if whole.is_empty() { "0".to_owned() } else { whole };
    (!decimals.is_empty()).then_some((whole, decimals))
}

fn rounded(value: i128, unit: i128) -> i128 {
    let half = if value < 0 { -unit / 2 } else { unit / 2 };
    (value + half) / unit
}

fn bounded(cents: i128) -> Option<Cents> {
    let cents = Cents::new(i64::try_from(cents).ok()?);
    (cents.get().abs() <= Cents::MAX.get()).then_some(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_however_a_shop_writes_them() {
        let cases = [
            ("3.95", 395),
            ("3,95", 395),
            ("3", 300),
            (".5", 50),
            ("3.9500000000000002", 395),
            ("1.0049999999999999", 101),
            ("1.005", 101),
            ("1.0049", 100),
            ("-0.50", -50),
            ("+0.5", 50),
            (" 3,95 € ", 395),
            ("1 234,50", 123_450),
            ("1\u{a0}234.50", 123_450),
            ("1.234,50", 123_450),
            ("1,234.50", 123_450),
            ("999999.99", 99_999_999),
        ];
        for (text, cents) in cases {
            assert_eq!(Decimal::parse(text).and_then(Decimal::cents), Some(Cents::new(cents)), "{text}");
        }
        for text in ["", ".", "3.", "free", "1e3", "1.2.3", "--1", "1-", "٣", "0x1", "1000000", "1000000000000000"] {
            assert_eq!(Decimal::parse(text).and_then(Decimal::cents), None, "{text:?}");
        }
    }

    #[test]
    fn tax_is_added_and_rounded_once() {
        let cases = [
            ("3.7441", 550, 395),
            ("10", 2_000, 1_200),
            ("0.825", 2_000, 99),
            ("8.3333", 2_000, 1_000),
            ("0.004166666", 2_000, 0),
            ("0.0041666667", 2_000, 1),
            ("-0.4545", 1_000, -50),
            ("5", 0, 500),
        ];
        for (net, rate, gross) in cases {
            let rate = VatRate::basis_points(rate).expect("a rate");
            let net = Decimal::parse(net).expect("an amount");
            assert_eq!(net.with_tax(rate), Some(Cents::new(gross)), "{net:?} at {rate} %");
        }
    }

    #[test]
    fn rates_are_percentages() {
        let rate = |text: &str| Decimal::parse(text).and_then(Decimal::rate).map(VatRate::get);
        assert_eq!(["20", "5.5", "5,50 %", "2.1", "0"].map(rate), [2_000, 550, 550, 210, 0].map(Some));
        assert_eq!(["-1", "100.01", "x"].map(rate), [None; 3]);
        assert_eq!(
            Decimal::parse("0.055").map(Decimal::hundredfold).and_then(Decimal::rate).map(VatRate::get),
            Some(550)
        );
    }
}

//! What a kiosk takes from the elements of a code: which product it is, and what this one package of it has of its own.

use super::day::Day;
use super::dictionary::Dictionary;
use super::pairing::{self, Warning};
use super::{Ai, Element};
use crate::barcode::Gtin;
use crate::till::money::{Cents, Quantity};

/// A package with a code of GS1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The product.
    pub gtin: Gtin,
    /// All that the code says, in its order, each identifier once.
    pub elements: Vec<Element>,
    /// What GS1 would have otherwise.
    pub warnings: Vec<Warning>,
}

/// Whether a package is still good, on a certain day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// As far as its code says.
    Good,
    /// Its best-before date is past: it may be sold, and its buyer should know.
    BestBeforePast(Day),
    /// Its use-by date is past: nobody should have it.
    UseByPast(Day),
}

/// A price that a code names, for the whole package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// In units of the last decimal, at most 15 digits.
    pub amount: u64,
    /// 0 to 9.
    pub decimals: u8,
    /// By its number in ISO 4217, where the code names one; else that of the shop.
    pub currency: Option<u16>,
}

/// The elements of which one names the product, the likeliest first.
const PRODUCTS: [&str; 5] = ["01", "02", "03", "8006", "8026"];

impl Package {
    /// `None` where no element names a product.
    pub(in crate::barcode) fn of(elements: Vec<Element>) -> Option<Self> {
        let mut numbers = PRODUCTS.iter().filter_map(|ai| value(&elements, ai)?.get(..14));
        let gtin = numbers.find_map(Gtin::parse)?;
        let warnings = pairing::warnings(&elements);
        Some(Self { gtin, elements, warnings })
    }

    /// The value of one of its elements.
    pub fn value(&self, ai: &str) -> Option<&str> {
        value(&self.elements, ai)
    }

    /// Its lot.
    pub fn lot(&self) -> Option<&str> {
        self.value("10")
    }

    /// Its serial number: no other package of the product has it.
    pub fn serial(&self) -> Option<&str> {
        self.value("21")
    }

    /// Its last day of use, or that of its expiry time, the earlier one.
    pub fn use_by(&self, today: Day) -> Option<Day> {
        let days = [self.value("17"), self.value("7003").and_then(|time| time.get(..6))];
        days.into_iter().flatten().filter_map(|six| Day::of_six(six, today)).min()
    }

    /// The day up to which it is at its best.
    pub fn best_before(&self, today: Day) -> Option<Day> {
        Day::of_six(self.value("15")?, today)
    }

    /// How good it is today. The day itself still counts.
    pub fn freshness(&self, today: Day) -> Freshness {
        match (self.use_by(today), self.best_before(today)) {
            (Some(day), _) if day < today => Freshness::UseByPast(day),
            (_, Some(day)) if day < today => Freshness::BestBeforePast(day),
            _ => Freshness::Good,
        }
    }

    /// Its net weight in thousandths of a kilogram, half a thousandth rounded up; `None` also for a weight of nothing or
    /// beyond all bounds.
    pub fn weight(&self) -> Option<Quantity> {
        let (ai, value) = self.of_range(3_100..=3_105)?;
        let (number, decimals) = (value.parse::<u32>().ok()?, u32::from(ai.get() % 10));
        let grams = match decimals.checked_sub(3) {
            None | Some(0) => number.checked_mul(10_u32.pow(3 - decimals.min(3)))?,
            Some(more) => (number + 10_u32.pow(more) / 2) / 10_u32.pow(more),
        };
        Quantity::thousandths(grams)
    }

    /// What it measures, in any unit of the trade: `1.250` and `kg`. Only the first measure, and none of logistics.
    pub fn measure(&self) -> Option<(String, &'static str)> {
        let trade = |ai: Ai| matches!(ai.get() / 100, 31 | 32 | 35 | 36);
        self.elements.iter().filter(|element| trade(element.ai)).find_map(|element| {
            let title = Dictionary::get().entry(element.ai)?.title;
            let unit = title.split_once('(')?.1.strip_suffix(')')?;
            Some((decimal(element.value.parse().ok()?, u32::from(element.ai.get() % 10)), unit))
        })
    }

    /// How many pieces of the product, where the code is that of a case of them.
    pub fn count(&self) -> Option<u32> {
        self.value("02").and_then(|_| self.value("37")?.parse().ok())
    }

    /// What the whole of it costs, by its code.
    pub fn price(&self) -> Option<Price> {
        let (ai, value) = self.of_range(3_920..=3_939)?;
        let (currency, amount) = match ai.get() {
            3_930.. => (Some(value.get(..3)?.parse().ok()?), value.get(3..)?),
            _ => (None, value),
        };
        Some(Price { amount: amount.parse().ok()?, decimals: u8::try_from(ai.get() % 10).ok()?, currency })
    }

    /// That price, if it counts at all in this shop (`currency` is its own) and is of its currency.
    pub(crate) fn taken_price(&self, currency: Option<u16>) -> Option<Cents> {
        let (price, currency) = (self.price()?, currency?);
        price.cents().filter(|_| price.currency.is_none_or(|named| named == currency))
    }

    fn of_range(&self, range: std::ops::RangeInclusive<u16>) -> Option<(Ai, &str)> {
        let element = self.elements.iter().find(|element| range.contains(&element.ai.get()))?;
        Some((element.ai, &element.value))
    }
}

impl Price {
    /// As an amount of cents greater than zero, if it is one without rounding.
    pub fn cents(self) -> Option<Cents> {
        let cents = match 10_u64.checked_pow(u32::from(self.decimals.abs_diff(2)))? {
            factor if self.decimals <= 2 => self.amount.checked_mul(factor)?,
            factor => self.amount.is_multiple_of(factor).then_some(self.amount / factor)?,
        };
        let cents = Cents::new(i64::try_from(cents).ok()?);
        (Cents::ZERO < cents && cents <= Cents::MAX).then_some(cents)
    }

    /// `12.50`.
    pub fn amount(self) -> String {
        decimal(self.amount, u32::from(self.decimals))
    }
}

fn value<'e>(elements: &'e [Element], ai: &str) -> Option<&'e str> {
    let ai = Ai::parse(ai)?;
    elements.iter().find(|element| element.ai == ai).map(|element| element.value.as_str())
}

/// A number with so many decimals, at most nine.
fn decimal(number: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals.min(9));
    let places = usize::try_from(decimals).unwrap_or_default();
    if places == 0 { number.to_string() } else { format!("{}.{:0places$}", number / unit, number % unit) }
}

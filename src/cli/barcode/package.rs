//! What is said of a code of GS1: its elements, and what a kiosk takes from them.

use super::explanation::Explanation;
use crate::barcode::{Day, Element, Package, Price};
use crate::till::money::{Cents, Quantity};
use serde::{Serialize, Serializer};
use std::fmt;

/// All elements, written as one object of identifiers and values, in the order of the code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Elements(Vec<Element>);

impl Serialize for Elements {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|element| (element.ai.to_string(), &element.value)))
    }
}

impl fmt::Display for Elements {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut blank = "";
        for element in &self.0 {
            write!(out, "{blank}{element}")?;
            blank = " ";
        }
        Ok(())
    }
}

/// A date of a package, and what a kiosk makes of it today.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct DateVerdict {
    /// `use-by` or `best-before`.
    what: &'static str,
    /// `2026-11-30`.
    date: String,
    /// Whether it is.
    past: bool,
    /// `sold`, `warned` (sold, and the shopper is told) or `refused`.
    verdict: &'static str,
}

impl fmt::Display for DateVerdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.what, self.date, self.verdict)
    }
}

/// Everything that a package's code says, put into `found`. Dates need to know today: two digits are not a year.
pub(super) fn fill(package: Package, today: Option<Day>, found: Explanation) -> Explanation {
    let gtin14 = Some(package.gtin.to_string());
    let price = package.price();
    let counted = package.count().or_else(|| package.value("30")?.parse().ok());
    let warnings = package.warnings.iter().map(ToString::to_string).collect::<Vec<_>>();
    Explanation {
        lookup: gtin14.clone(),
        gtin14,
        weight_g: package.weight().map(Quantity::get),
        price_cents: price.and_then(Price::cents).map(Cents::get),
        count: counted,
        measure: package.measure().map(|(number, unit)| format!("{number} {unit}")),
        price: price.map(Price::amount),
        currency: price.and_then(|price| price.currency),
        dates: today.map(|today| dates(&package, today)).filter(|dates| !dates.is_empty()),
        warnings: (!warnings.is_empty()).then_some(warnings),
        valid: Some(true),
        elements: Some(Elements(package.elements)),
        ..found
    }
}

fn dates(package: &Package, today: Day) -> Vec<DateVerdict> {
    let dates = [("use-by", package.use_by(today), "refused"), ("best-before", package.best_before(today), "warned")];
    let verdict = |(what, day, once_past): (&'static str, Option<Day>, &'static str)| {
        let day = day?;
        let past = day < today;
        Some(DateVerdict { what, date: day.to_string(), past, verdict: if past { once_past } else { "sold" } })
    };
    dates.into_iter().filter_map(verdict).collect()
}

//! `[[in-store]]`: numbers that the shop's own scales print. What a pattern means is said where it is read
//! ([`crate::barcode::Layout`]).

use super::department::Department;
use super::value::{self, Id};
use super::wrong::{Wrong, readable};
use crate::barcode::{InStorePattern, Layout, Measure as Measures, Scale};
use crate::till::article::DepartmentId;
use serde::{Deserialize, Deserializer};

/// One form of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InStore {
    /// Where the digits stand: `21.....{NNDDD}`.
    pub pattern: Pattern,
    /// What the digits between braces measure.
    pub measure: Measure,
    /// What becomes of it.
    #[serde(default)]
    pub line: Line,
}

impl InStore {
    /// The most forms.
    const MAX: usize = 50;

    pub(super) fn check(all: &[Self]) -> Result<(), Wrong> {
        Wrong::at_most("in-store", all.len(), Self::MAX)?;
        for (index, one) in all.iter().enumerate() {
            if one.pattern().is_none() {
                let why = "has more decimals (D) than its measure: a weight has 3 at most, a price 2, a count none";
                return Err(Wrong::new(format!("in-store.{index}.pattern"), why));
            }
            if all[..index].iter().any(|other| other.pattern == one.pattern) {
                let why = "is that of another [[in-store]], which is taken first; list each once";
                return Err(Wrong::new(format!("in-store.{index}.pattern"), why));
            }
        }
        Ok(())
    }

    /// As scans are read by it; `None` where pattern and measure do not go together, which [`InStore::check`] refuses.
    pub(super) fn pattern(&self) -> Option<InStorePattern> {
        let measure = match self.measure {
            Measure::Weight => Measures::Weight,
            Measure::Price => Measures::Price,
            Measure::Count => Measures::Count,
        };
        InStorePattern::new(self.pattern.0.clone(), measure, self.line.0)
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(all: &[Self], departments: &[Department], say: &mut Vec<String>) {
        for (index, one) in all.iter().enumerate() {
            let what = readable(&format!("in-store.{index}"));
            if !one.pattern.0.is_restricted() {
                say.push(format!(
                    "{what}.pattern begins with neither 02, 04 nor 2; products of other makers may be taken for the scale's."
                ));
            }
            if let Scale::Department(DepartmentId(id)) = one.line.0
                && departments.iter().all(|department| department.id.get() != id)
            {
                say.push(format!("{what}.line is department:{id}, and no [[department]] has this id; list it."));
            }
        }
    }
}

/// Where the digits stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub Layout);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "11 to 13 digits and dots with the measure in braces, such as 21.....{NNDDD}";
        value::text(deserializer, expected, |text| Layout::parse(text).map(Self))
    }
}

/// What a scale printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Kilograms.
    Weight,
    /// The price, in the kiosk's currency.
    Price,
    /// Pieces.
    Count,
}

/// What a number of the scale becomes in the cart: `item`, `free` or `department:5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Scale);

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| match text {
            "item" => Some(Scale::Item),
            "free" => Some(Scale::Free),
            _ => Id::parse(text.strip_prefix("department:")?).map(|id| Scale::Department(DepartmentId(id.get()))),
        };
        let expected = "item, free or department: with the department's number";
        value::text(deserializer, expected, |text| read(text).map(Self))
    }
}

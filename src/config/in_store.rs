//! `[[in-store]]`: numbers that the shop's own scales print. What a pattern means is said where it is read
//! ([`crate::barcode::Layout`]).

use super::department::Department;
use super::value::{self, Id};
use super::wrong::{Wrong, readable};
use crate::barcode::{InStorePattern, Layout, Measure as Measures, Scale, countries, national};
use crate::till::article::DepartmentId;
use serde::{Deserialize, Deserializer};

/// One form of numbers, or all forms of a country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InStore {
    /// Where the digits stand: `21.....{NNDDD}`.
    pub pattern: Option<Pattern>,
    /// What the digits between braces measure.
    pub measure: Option<Measure>,
    /// The forms that a country's GS1 organisation recommends, instead of the two above.
    pub country: Option<Country>,
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
            let wrong = |key: &str, why: &str| Err(Wrong::new(format!("in-store.{index}.{key}"), why));
            match (&one.pattern, one.measure, &one.country) {
                (Some(_), Some(_), None) | (None, None, Some(_)) => {}
                (None, _, None) => return wrong("pattern", "is missing; set pattern and measure, or country"),
                (Some(_), None, None) => return wrong("measure", "is missing; it is weight, price or count"),
                (_, _, Some(_)) => return wrong("country", "is there beside pattern or measure; take one of them out"),
            }
            if one.patterns().is_empty() {
                let why = "has more decimals (D) than its measure: a weight has 3 at most, a price 2, a count none";
                return wrong("pattern", why);
            }
            if all[..index].iter().any(|other| (&other.pattern, &other.country) == (&one.pattern, &one.country)) {
                let key = if one.country.is_some() { "country" } else { "pattern" };
                return wrong(key, "is that of another [[in-store]], which is taken first; list each once");
            }
        }
        Ok(())
    }

    /// As scans are read by it; none where pattern and measure do not go together, which [`InStore::check`] refuses.
    pub(super) fn patterns(&self) -> Vec<InStorePattern> {
        if let Some(Country(country)) = &self.country {
            return national(country, self.line.0).unwrap_or_default();
        }
        let (Some(Pattern(layout)), Some(measure)) = (&self.pattern, self.measure) else { return Vec::new() };
        let measure = match measure {
            Measure::Weight => Measures::Weight,
            Measure::Price => Measures::Price,
            Measure::Count => Measures::Count,
        };
        InStorePattern::new(layout.clone(), measure, self.line.0).into_iter().collect()
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(all: &[Self], departments: &[Department], say: &mut Vec<String>) {
        for (index, one) in all.iter().enumerate() {
            let what = readable(&format!("in-store.{index}"));
            if one.pattern.as_ref().is_some_and(|pattern| !pattern.0.is_restricted()) {
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

/// The two letters of a country whose rules are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country(String);

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = format!("a country whose rules are known: {}", countries().collect::<Vec<_>>().join(", "));
        let known = |text: &str| countries().any(|country| country == text).then(|| Self(text.to_owned()));
        value::text(deserializer, expected, known)
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

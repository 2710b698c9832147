//! How the shop's scales lay out their numbers: `21.....{NNDDD}`. Reads the pattern, and a number by it.

use super::price_check::price_check;
use super::{InStore, Measured, Scale};
use crate::barcode::gtin::{check_digit, number};
use crate::barcode::{Gtin, Key, Why};
use crate::till::money::{Cents, Quantity};
use std::ops::Range;

/// Places of a retail number before its check digit.
const PLACES: usize = 12;
/// The most digits of a measure.
const MEASURE_MAX: usize = 7;

/// Where the digits stand. A digit stands for itself, `.` for a digit of the article, `{` to `}` holds the measure: `N`
/// before, `D` behind the decimal point. One `C` outside the braces is the check digit of the measure itself, of four or
/// five digits.
///
/// 13 places are a whole EAN-13, the last a `.` for its check digit; 12 are one without its check digit; 11 are a UPC-A
/// without its check digit. The braces do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Twelve places: `0` to `9`, `.`, `C`, `N` or `D`.
    places: String,
    /// Of them those of the measure.
    measure: Range<usize>,
    /// How many digits of the measure stand behind the decimal point.
    decimals: usize,
}

impl Layout {
    /// Reads a pattern. One without a digit that stands for itself would take every product for the scale's: it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (before, rest) = text.split_once('{')?;
        let (measure, after) = rest.split_once('}')?;
        let decimals = measure.trim_start_matches('N');
        let outside = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'C'));
        let whole = format!("{before}{measure}{after}");
        let (places, shift) = match whole.len() {
            13 => (whole.strip_suffix('.').filter(|_| !after.is_empty())?.to_owned(), 0),
            PLACES => (whole, 0),
            11 => (format!("0{whole}"), 1),
            _ => return None,
        };
        let start = before.len() + shift;
        let verified = matches!(measure.len(), 4 | 5);
        let fits = outside(before)
            && outside(after)
            && decimals.bytes().all(|byte| byte == b'D')
            && (1..=MEASURE_MAX).contains(&measure.len())
            && before.starts_with(|c: char| c.is_ascii_digit())
            && places.matches('C').count() <= usize::from(verified);
        fits.then(|| Self { places, measure: start..start + measure.len(), decimals: decimals.len() })
    }

    /// Whether its numbers begin as GS1 leaves them to shops: 02, 04 or 20 to 29. Others may be those of real products.
    pub fn is_restricted(&self) -> bool {
        self.places.starts_with("02") || self.places.starts_with("04") || self.places.starts_with('2')
    }

    fn fits(&self, digits: &str) -> bool {
        self.places.chars().zip(digits.chars()).all(|(place, digit)| !place.is_ascii_digit() || place == digit)
    }

    /// The digits with those of the measure and its check digit made zero.
    fn unmeasured(&self, digits: &str) -> String {
        let kept = self.places.chars().zip(digits.chars());
        kept.map(|(place, digit)| if matches!(place, 'N' | 'D' | 'C') { '0' } else { digit }).collect()
    }

    /// The keys of the article, the likeliest first, each once: the number without its measure, as scales and shops
    /// complete it or leave it, what stands before the measure, and the digits of the article alone.
    fn keys(&self, digits: &str) -> Vec<Key> {
        let unmeasured = self.unmeasured(digits);
        let body = number(&unmeasured).unwrap_or_default();
        let whole = Gtin::new(body * 10 + u64::from(check_digit(body)));
        let end = self.places.find(['N', 'D', 'C']).unwrap_or(PLACES);
        let before = digits.get(..end).filter(|_| !self.places.get(end..).is_some_and(|rest| rest.contains('.')));
        let article: String = self
            .places
            .chars()
            .zip(digits.chars())
            .filter(|(place, _)| *place == '.')
            .map(|(_, digit)| digit)
            .collect();
        let short = article.trim_start_matches('0').to_owned();
        let texts = [Some(format!("{unmeasured}0")), before.map(str::to_owned), Some(article), Some(short)];
        let mut keys: Vec<Key> = whole.into_iter().map(Key::Gtin).collect();
        for text in texts.into_iter().flatten().filter(|text| text.contains(|c: char| c != '0')) {
            // As an import reads the same digits: eight that check are a retail number there.
            let key = Gtin::parse(&text).map_or(Key::Text(text), Key::Gtin);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

/// What the digits between the braces measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Kilograms.
    Weight,
    /// The price, in the kiosk's currency.
    Price,
    /// Pieces.
    Count,
}

impl Measure {
    /// How many decimals it can have.
    const fn decimals(self) -> usize {
        match self {
            Self::Weight => 3,
            Self::Price => 2,
            Self::Count => 0,
        }
    }
}

/// One form of numbers that the shop's scales print, and what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InStorePattern {
    layout: Layout,
    measure: Measure,
    scale: Scale,
}

impl InStorePattern {
    /// `None` where the layout has more decimals than the measure: a weight has 3, a price 2, a count none.
    pub fn new(layout: Layout, measure: Measure, scale: Scale) -> Option<Self> {
        (layout.decimals <= measure.decimals()).then_some(Self { layout, measure, scale })
    }

    /// What a retail number says by this pattern; `None` if it is not of this form. A measure of nothing or beyond all
    /// bounds is refused as unreadable, one whose own check digit is wrong as a misread.
    pub(in crate::barcode) fn read(&self, gtin: Gtin) -> Option<Result<InStore, Why>> {
        let digits = format!("{:012}", gtin.get() / 10);
        if digits.len() != PLACES || !self.layout.fits(&digits) {
            return None;
        }
        let field = digits.get(self.layout.measure.clone())?;
        let verifier = self.layout.places.find('C').and_then(|at| digits.get(at..=at)?.parse().ok());
        if verifier.is_some() && verifier != price_check(field) {
            return Some(Err(Why::CheckDigit));
        }
        let measured = self.measured(field).ok_or(Why::Unreadable);
        Some(measured.map(|measured| InStore { keys: self.layout.keys(&digits), measured, scale: self.scale }))
    }

    fn measured(&self, field: &str) -> Option<Measured> {
        let missing = self.measure.decimals().checked_sub(self.layout.decimals)?;
        let units = number(field)?.checked_mul(10_u64.checked_pow(u32::try_from(missing).ok()?)?)?;
        match self.measure {
            Measure::Weight => Quantity::thousandths(u32::try_from(units).ok()?).map(Measured::Weight),
            Measure::Price => {
                let cents = Cents::new(i64::try_from(units).ok()?);
                (Cents::ZERO < cents && cents <= Cents::MAX).then_some(Measured::Price(cents))
            }
            Measure::Count => {
                let pieces = u32::try_from(units).ok()?;
                Quantity::pieces(pieces).map(|_| Measured::Count(pieces))
            }
        }
    }
}

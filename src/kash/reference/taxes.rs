//! VAT: the shop's rates, its default, and whether its prices include them.

use super::amount::Decimal;
use super::names::{DEFAULT_VAT, ID, PRICES_EXCLUDE_TAX, RATE, VAT_ID, VAT_RATE};
use super::row::{Columns, Members, Row};
use super::{List, Prices};
use crate::kash::fields::without_bom;
use crate::till::money::{Cents, VatRate};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// How deep the shop's settings may stand in objects.
const DEPTH_MAX: usize = 3;

/// A number of Kash's; nothing for 0, -1 and the like.
pub(super) fn id(text: &str) -> Option<i64> {
    let digits = text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|id| *id > 0)
}

/// Yes or no, as databases and PHP write it: nothing, zeros and a date of zeros are no.
pub(super) fn flag(text: &str) -> bool {
    let empty = text.chars().all(|c| matches!(c, '0' | '-' | ':' | '.' | ' '));
    !empty && !["false", "no", "non", "off", "null"].contains(&text.to_lowercase().as_str())
}

/// What the shop tells of itself that matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Infos {
    excludes_tax: Option<bool>,
    default_vat: Option<String>,
}

impl Infos {
    /// Reads the answer; `None` if it is nothing of the kind.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(without_bom(body)).ok()?;
        let mut infos = Self::default();
        infos.look(serde_json::from_str::<&RawValue>(text.trim()).ok()?.get(), DEPTH_MAX);
        (infos != Self::default()).then_some(infos)
    }

    fn look(&mut self, json: &str, depth: usize) {
        if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(json) {
            // A shop in a list of one.
            if let ([only], true) = (list.as_slice(), depth > 0) {
                self.look(only.get(), depth - 1);
            }
            return;
        }
        let Ok(Members(members)) = serde_json::from_str(json) else { return };
        if let Ok(Ok(row)) = serde_json::from_str::<&RawValue>(json).map(Row::of_json) {
            let text = |field| row.text(field, &Columns::new());
            let said = text(&PRICES_EXCLUDE_TAX).filter(|said| matches!(said.as_str(), "0" | "1"));
            self.excludes_tax = self.excludes_tax.or(said.map(|said| said == "1"));
            self.default_vat = self.default_vat.take().or_else(|| text(&DEFAULT_VAT));
        }
        if depth > 0 {
            for (_, value) in &members {
                self.look(value.get(), depth - 1);
            }
        }
    }
}

/// The list of rates as it is read.
#[derive(Debug, Default)]
pub(super) struct Rates(Vec<(i64, Decimal)>);

impl Rates {
    pub(super) fn row(&mut self, row: &Row<'_>) -> Result<(), String> {
        let text = |field| row.text(field, &Columns::new());
        let id = text(&ID).and_then(|text| id(&text)).ok_or("it has no number")?;
        let rate = text(&RATE).and_then(|text| Decimal::parse(&text)).filter(|rate| !rate.is_negative());
        self.0.push((id, rate.ok_or("it has no rate")?));
        Ok(())
    }
}

/// How prices of the lists become prices with tax.
#[derive(Debug, Default)]
pub(super) struct Taxes {
    rates: BTreeMap<i64, VatRate>,
    /// Rates are shares of one and not percentages.
    shares: bool,
    default: Option<VatRate>,
    /// Whether tax is to be added.
    pub(super) excluded: bool,
}

impl Taxes {
    /// With what is odd about them.
    pub(super) fn new(rates: Rates, infos: Option<&Infos>, prices: Prices) -> (Self, Vec<(List, String)>) {
        let mut odd = Vec::new();
        // Inferred: nowhere are all rates of VAT below one percent, so such a list has shares.
        let shares =
            rates.0.iter().all(|(_, rate)| rate.is_below_one()) && rates.0.iter().any(|(_, rate)| !rate.is_none());
        if shares {
            odd.push((List::Vats, "all rates are below 1; they are taken for shares, 0.2 for 20 %".to_owned()));
        }
        let rate = |rate: Decimal| if shares { rate.hundredfold().rate() } else { rate.rate() };
        let rates = rates.0.into_iter().filter_map(|(id, exact)| Some((id, rate(exact)?))).collect();
        let said = infos.and_then(|infos| infos.excludes_tax);
        let excluded = match prices {
            Prices::WithTax => false,
            Prices::WithoutTax => true,
            Prices::Ask => said.unwrap_or_else(|| {
                let text = "it does not say whether prices include tax, so they are taken to; set [catalogue] prices";
                odd.push((List::Settings, text.to_owned()));
                false
            }),
        };
        let mut taxes = Self { rates, shares, default: None, excluded };
        taxes.default = infos.and_then(|infos| infos.default_vat.as_deref()).and_then(|text| taxes.rate_of(text));
        (taxes, odd)
    }

    /// The rate of a row: by its number, else as it stands there.
    pub(super) fn of_row(&self, row: &Row<'_>, columns: &Columns) -> Option<VatRate> {
        let by_id = row.text(&VAT_ID, columns).and_then(|text| self.rates.get(&id(&text)?).copied());
        by_id.or_else(|| row.text(&VAT_RATE, columns).and_then(|text| self.rate_of(&text)))
    }

    /// A text that may be a known rate, the number of one, or any rate, in this order.
    fn rate_of(&self, text: &str) -> Option<VatRate> {
        let exact = Decimal::parse(text).filter(|rate| !rate.is_negative())?;
        let rate = if self.shares { exact.hundredfold().rate() } else { exact.rate() };
        let known = rate.filter(|rate| self.rates.values().any(|known| known == rate));
        known.or_else(|| self.rates.get(&id(text)?).copied()).or(rate)
    }

    /// The rate of what has none of its own.
    pub(super) const fn default(&self) -> Option<VatRate> {
        self.default
    }

    /// A price or difference with tax; the reason if it has none.
    pub(super) fn with_tax(&self, amount: Decimal, vat: Option<VatRate>) -> Result<Cents, String> {
        let cents = match (self.excluded, vat) {
            (false, _) => amount.cents(),
            (true, Some(vat)) => amount.with_tax(vat),
            (true, None) => return Err("its price is before tax and its VAT rate is not known".to_owned()),
        };
        cents.ok_or_else(|| format!("its price is above {}", Cents::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shop_says_whether_prices_include_tax() {
        let excludes = |text: &str| Infos::read(text.as_bytes()).and_then(|infos| infos.excludes_tax);
        for (text, expected) in [
            (r#"{"pricesAreProvidedTaxIncluded":0}"#, Some(false)),
            (r#"{"pricesAreProvidedTaxIncluded":"1"}"#, Some(true)),
            (r#"{"pricesAreProvidedTaxIncluded":true}"#, Some(true)),
            (r#"{"success":true,"result":{"prices_are_provided_tax_included":"0","name":"x"}}"#, Some(false)),
            (r#"[{"pricesAreProvidedTaxIncluded":1}]"#, Some(true)),
            (r#"{"pricesAreProvidedTaxIncluded":"maybe"}"#, None),
            (r#"{"success":false}"#, None),
            ("<html>", None),
            ("", None),
        ] {
            assert_eq!(excludes(text), expected, "{text}");
        }
    }

    #[test]
    fn rates_are_found_by_number_or_as_they_stand() {
        let rates = |list: &[(i64, &str)]| {
            Rates(list.iter().map(|(id, rate)| (*id, Decimal::parse(rate).expect("a rate"))).collect())
        };
        let infos = Infos { excludes_tax: Some(true), default_vat: Some("3".to_owned()) };
        let (taxes, odd) = Taxes::new(rates(&[(1, "5.5"), (2, "10"), (3, "20")]), Some(&infos), Prices::Ask);
        let rate = |text| taxes.rate_of(text).map(VatRate::get);
        assert_eq!(
            [rate("20"), rate("5,5"), rate("2"), rate("8.5"), rate("")],
            [Some(2_000), Some(550), Some(1_000), Some(850), None]
        );
        assert!(odd.is_empty() && taxes.excluded && taxes.default().map(VatRate::get) == Some(2_000));
        let (shares, odd) = Taxes::new(rates(&[(1, "0.055"), (2, "0.2")]), None, Prices::WithTax);
        assert_eq!((shares.rate_of("0.2").map(VatRate::get), odd.len()), (Some(2_000), 1));
        let (silent, odd) = Taxes::new(rates(&[(1, "20")]), None, Prices::Ask);
        assert!(!silent.excluded && odd.len() == 1, "doubt: with tax, and told");
    }

    #[test]
    fn flags_are_read_as_databases_write_them() {
        for no in ["0", "false", "non", "0000-00-00 00:00:00", "0.0", "NULL"] {
            assert!(!flag(no), "{no}");
        }
        for yes in ["1", "true", "oui", "2024-01-01"] {
            assert!(flag(yes), "{yes}");
        }
    }
}

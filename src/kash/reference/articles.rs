//! Rows that are articles or departments.

use super::amount::Decimal;
use super::names::{
    ACTIVE, BARCODE, DEPARTMENT, HIDDEN, ID, PRICE, PRICE_WITH_TAX, SHORT_TITLE, SLOTS, TITLE, UNIT, is_kilogram,
};
use super::row::{Columns, Field, Row};
use super::taxes::{Taxes, flag, id};
use super::{Article, Department, List, Remarks, Rules};
use crate::till::article::{Title, Unit};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The number of a row.
pub(super) fn number(row: &Row<'_>, columns: &Columns) -> Result<i64, String> {
    row.text(&ID, columns).and_then(|text| id(&text)).ok_or_else(|| "it has no number above zero".to_owned())
}

/// The name of a row, fit to be shown.
pub(super) fn title(row: &Row<'_>, columns: &Columns) -> Option<Title> {
    let text = row.text(&TITLE, columns).or_else(|| row.text(&SHORT_TITLE, columns))?;
    Title::clean(&text.nfc().collect::<String>())
}

/// The numbers of a row's variations, in their order.
fn slots(row: &Row<'_>) -> Vec<i64> {
    let none = Columns::new();
    SLOTS.iter().filter_map(|slot| row.text(slot, &none)).filter_map(|text| id(&text)).collect()
}

/// Departments as they are read.
#[derive(Debug, Default)]
pub(super) struct Departments {
    pub(super) departments: Vec<Department>,
    known: BTreeSet<i64>,
}

impl Departments {
    pub(super) fn row(&mut self, row: &Row<'_>, taxes: &Taxes) -> Result<(), String> {
        let none = Columns::new();
        let id = number(row, &none)?;
        let title = title(row, &none).ok_or("it has no name")?;
        if !self.known.insert(id) {
            return Err(format!("number {id} stands on an earlier row"));
        }
        self.departments.push(Department { id, title, vat: taxes.of_row(row, &none), variations: slots(row) });
        Ok(())
    }
}

/// Articles as they are read.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    columns: &'a Columns,
    taxes: &'a Taxes,
    departments: BTreeMap<i64, &'a Department>,
    kilogram_unit: Option<u64>,
    pub(super) articles: Vec<Article>,
    pub(super) invisible: u32,
    known: BTreeSet<i64>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(rules: &Rules, columns: &'a Columns, taxes: &'a Taxes, departments: &'a [Department]) -> Self {
        Self {
            columns,
            taxes,
            departments: departments.iter().map(|department| (department.id, department)).collect(),
            kilogram_unit: rules.kilogram_unit,
            articles: Vec::new(),
            invisible: 0,
            known: BTreeSet::new(),
        }
    }

    pub(super) fn row(&mut self, number: u64, row: &Row<'_>, remarks: &mut Remarks) -> Result<(), String> {
        let text = |field: &Field| row.text(field, self.columns);
        let id = self::number(row, self.columns)?;
        let raw = text(&TITLE).unwrap_or_default();
        let title = title(row, self.columns).ok_or("it has no name")?;
        let department = text(&DEPARTMENT).and_then(|text| self::id(&text));
        let of_department = department.and_then(|id| self.departments.get(&id).copied());
        let vat = self.taxes.of_row(row, self.columns);
        let vat = vat.or_else(|| of_department.and_then(|known| known.vat)).or(self.taxes.default());
        let gross = text(&PRICE_WITH_TAX).filter(|_| self.taxes.excluded && !self.columns.contains_key("price"));
        let amount = |text: &str| Decimal::parse(text).ok_or_else(|| format!("its price {text:.40?} is no amount"));
        let price = if let Some(gross) = gross {
            amount(&gross)?.cents().ok_or("its price is too high")?
        } else {
            let price = text(&PRICE).or_else(|| text(&PRICE_WITH_TAX)).ok_or("it has no price")?;
            self.taxes.with_tax(amount(&price)?, vat)?
        };
        if price.get() == 0 && raw.starts_with("/*/*") {
            self.invisible += 1;
            return Ok(());
        }
        if price.get() < 0 {
            remarks.push(List::Articles, number, format!("article {id} costs less than nothing and was left out"));
            return Ok(());
        }
        if !self.known.insert(id) {
            return Err(format!("number {id} stands on an earlier row"));
        }
        let own = slots(row);
        let variations = if own.is_empty() { of_department.map_or(own, |known| known.variations.clone()) } else { own };
        let hidden = HIDDEN.iter().any(|field| text(field).is_some_and(|text| flag(&text)));
        let active = !hidden && text(&ACTIVE).is_none_or(|text| flag(&text));
        let barcode = text(&BARCODE).unwrap_or_default();
        let unit = text(&UNIT).and_then(|text| self.unit(&text));
        self.articles.push(Article {
            row: number,
            id,
            barcode,
            title,
            price,
            vat,
            department,
            unit,
            variations,
            active,
        });
        Ok(())
    }

    /// What a unit's name or number says.
    fn unit(&self, text: &str) -> Option<Unit> {
        let unit = |is_kilogram| if is_kilogram { Unit::Kilogram } else { Unit::Piece };
        let by_number = || Some(text.parse::<u64>().ok()? == self.kilogram_unit?);
        is_kilogram(text).or_else(by_number).map(unit)
    }
}

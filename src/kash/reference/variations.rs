//! Rows that are variations with their choices in them, or choices that name their variation. Which of the two the shop
//! has is documented nowhere; both are read.

use super::amount::Decimal;
use super::articles::{number, title};
use super::list;
use super::names::{CHOICES, DELTA, ENDING, PARENT, POSITION, REQUIRED, UNAVAILABLE};
use super::row::{Columns, Row};
use super::taxes::{Taxes, flag, id};
use super::{Article, Choice, List, Remarks, Variation};
use crate::till::article::Title;
use crate::till::money::VatRate;
use std::collections::BTreeMap;

/// Variations as they are read, by number.
#[derive(Debug, Default)]
pub(super) struct Sets(BTreeMap<i64, Set>);

#[derive(Debug, Default)]
struct Set {
    row: u64,
    title: Option<Title>,
    required: bool,
    choices: Vec<Raw>,
}

/// A choice whose difference may yet be before tax.
#[derive(Debug)]
struct Raw {
    position: Option<i64>,
    id: i64,
    title: Title,
    delta: Decimal,
    available: bool,
    ends: bool,
}

impl Sets {
    pub(super) fn row(&mut self, number_of_row: u64, row: &Row<'_>, remarks: &mut Remarks) -> Result<(), String> {
        let none = Columns::new();
        let text = |field| row.text(field, &none);
        if let Some(parent) = text(&PARENT).and_then(|text| id(&text)) {
            let choice = choice(row)?;
            self.0.entry(parent).or_default().add(choice);
            return Ok(());
        }
        let id = number(row, &none)?;
        let set = self.0.entry(id).or_default();
        set.row = number_of_row;
        set.title = title(row, &none).or(set.title.take());
        set.required |= text(&REQUIRED).is_some_and(|text| flag(&text));
        let within = row.nested(&CHOICES).map(|json| list::within(json, &[])).unwrap_or_default();
        for row in within.iter().chain(row.below(&CHOICES).as_ref()) {
            match choice(row) {
                Ok(choice) => set.add(choice),
                Err(why) => remarks.push(List::Variations, number_of_row, format!("a choice was left out: {why}")),
            }
        }
        Ok(())
    }

    /// The variations with prices with tax: of the first article that has them, because what a choice adds before tax
    /// depends on what it is added to.
    pub(super) fn finish(self, taxes: &Taxes, articles: &[Article], remarks: &mut Remarks) -> Vec<Variation> {
        let rates = if taxes.excluded { rates(articles) } else { BTreeMap::new() };
        let mut variations = Vec::new();
        for (id, mut set) in self.0 {
            set.choices.sort_by_key(|choice| choice.position);
            let (vat, mixed) = rates.get(&id).copied().unwrap_or((taxes.default(), false));
            if mixed && set.choices.iter().any(|choice| choice.delta != Decimal::default()) {
                let text =
                    format!("variation {id} is on articles of several VAT rates; its prices are those of the first");
                remarks.push(List::Variations, set.row, text);
            }
            let mut choices = Vec::new();
            for Raw { id, title, delta, available, ends, .. } in set.choices {
                match taxes.with_tax(delta, vat.or(taxes.default())) {
                    Ok(delta) => choices.push(Choice { id, title, delta, available, ends }),
                    Err(why) => remarks.push(List::Variations, set.row, format!("choice {id} was left out: {why}")),
                }
            }
            variations.push(Variation { id, title: set.title, required: set.required, choices });
        }
        variations
    }
}

impl Set {
    fn add(&mut self, choice: Raw) {
        if self.choices.iter().all(|known| known.id != choice.id) {
            self.choices.push(choice);
        }
    }
}

fn choice(row: &Row<'_>) -> Result<Raw, String> {
    let none = Columns::new();
    let text = |field| row.text(field, &none);
    let id = number(row, &none)?;
    let title = title(row, &none).ok_or("a choice has no name")?;
    let delta = text(&DELTA).map_or(Some(Decimal::default()), |text| Decimal::parse(&text));
    let said = |field| text(field).is_some_and(|text| flag(&text));
    Ok(Raw {
        position: text(&POSITION).and_then(|text| text.parse().ok()),
        id,
        title,
        delta: delta.ok_or("what a choice adds is no amount")?,
        available: !said(&UNAVAILABLE),
        ends: said(&ENDING),
    })
}

/// The VAT rate of the first article that has a variation, and whether others have another.
fn rates(articles: &[Article]) -> BTreeMap<i64, (Option<VatRate>, bool)> {
    let mut rates: BTreeMap<i64, (Option<VatRate>, bool)> = BTreeMap::new();
    for article in articles {
        for id in &article.variations {
            let (first, mixed) = rates.entry(*id).or_insert((article.vat, false));
            *mixed |= *first != article.vat;
        }
    }
    rates
}

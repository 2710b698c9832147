//! Rows that are choices of variations: what a choice is called and what it adds to the price.

use super::cell::{id, optional, quoted, title, yes_or_no};
use super::column::Column;
use super::{Import, Sheet};
use crate::catalogue::Error;
use crate::till::money::Cents;
use rusqlite::{Connection, Statement, params};

/// In the order of the cells. The aliases are the names by which Kash's own form `addVariationItem.php` takes the same.
const COLUMNS: [Column; 5] = [
    Column { name: "id", aliases: &["choiceid", "choice-id"], required: true },
    Column { name: "title", aliases: &["name", "nom", "titre", "label"], required: true },
    Column { name: "delta-price", aliases: &["deltaprice", "delta"], required: false },
    Column { name: "available", aliases: &["disponible"], required: false },
    Column { name: "ends", aliases: &["ending"], required: false },
];

/// Stores choices.
pub(super) struct Choices<'a> {
    insert: Statement<'a>,
    rows: u32,
}

impl<'a> Choices<'a> {
    pub(super) fn new(connection: &'a Connection) -> Result<Self, Error> {
        let insert = connection.prepare("INSERT OR IGNORE INTO choice VALUES (?1, ?2, ?3, ?4, ?5)")?;
        Ok(Self { insert, rows: 0 })
    }

    fn store(&mut self, cells: &[String]) -> Result<Result<Option<String>, String>, Error> {
        let cell = |place: usize| cells.get(place).map_or("", String::as_str);
        let read = || {
            let id = id("id", cell(0))?;
            let (title, changed) = title(cell(1))?;
            let delta = optional(cell(2), |text| delta("delta-price", text))?.unwrap_or(Cents::ZERO);
            let ends = !cell(4).is_empty() && yes_or_no("ends", cell(4))?;
            Ok((id, title, changed, delta, yes_or_no("available", cell(3))?, ends))
        };
        let (id, title, changed, delta, available, ends) = match read() {
            Ok(read) => read,
            Err(why) => return Ok(Err(why)),
        };
        if self.insert.execute(params![id, title.as_str(), delta.get(), available, ends])? == 0 {
            return Ok(Err(format!("id {id} stands on an earlier line already")));
        }
        self.rows += 1;
        Ok(Ok(changed.then(|| format!("title {} became {}", quoted(cell(1)), quoted(title.as_str())))))
    }
}

impl Sheet for Choices<'_> {
    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn foreign(&self, name: &str) -> Option<&'static str> {
        matches!(name, "price" | "prix" | "barcode" | "codebarre")
            .then_some("articles; --variations takes id,title,delta-price,available")
    }

    fn row(&mut self, line: u64, cells: &[String], report: &mut Import) -> Result<(), Error> {
        match self.store(cells)? {
            Ok(warning) => warning.into_iter().for_each(|text| report.warnings.push(line, text)),
            Err(why) => report.errors.push(line, why),
        }
        Ok(())
    }

    fn stored(&self) -> (u32, u32) {
        (self.rows, 0)
    }
}

/// A difference of prices: an amount, with a sign if it makes the article cheaper.
fn delta(column: &str, text: &str) -> Result<Cents, String> {
    match text.strip_prefix('-') {
        Some(less) => super::cell::price(column, less).map(|cents| Cents::new(-cents.get())),
        None => super::cell::price(column, text.strip_prefix('+').unwrap_or(text)),
    }
}

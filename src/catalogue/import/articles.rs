//! Rows that are articles.

use super::cell::{codes, id, ids, optional, price, quoted, slots, title, yes_or_no};
use super::column::Column;
use super::{Import, Sheet};
use crate::barcode::Key;
use crate::catalogue::Error;
use crate::catalogue::find::BY_ID;
use crate::till::article::Article;
use crate::till::money::{Cents, VatRate};
use rusqlite::{Connection, OptionalExtension, Statement, params};

const fn column(name: &'static str, aliases: &'static [&'static str], required: bool) -> Column {
    Column { name, aliases, required }
}

/// In the order of [`read`]'s cells.
pub(super) const COLUMNS: [Column; 12] = [
    column("id", &["itemid", "item-id"], true),
    column("barcode", &["barcodes", "codebarre", "code-barre", "codebarres", "ean", "gtin"], true),
    column("title", &["name", "nom", "titre", "label"], true),
    column("price", &["prix"], true),
    column("vat-rate", &["vatrate", "vat", "tva"], false),
    column("department-id", &["departmentid", "deptid", "dept-id", "idrayon"], false),
    column("unit", &["unite", "unité"], false),
    column("unit-price", &["unitprice"], false),
    column("variations", &[], false),
    column("min-age", &["minage"], false),
    column("linked-items", &["linkeditems"], false),
    column("active", &["actif"], false),
];

/// One article as the catalogue stores it.
struct Row {
    id: i64,
    codes: Vec<Key>,
    title: String,
    price: Cents,
    vat: Option<VatRate>,
    department: Option<i64>,
    unit: &'static str,
    unit_price: Option<Cents>,
    variations: String,
    min_age: u8,
    linked_items: String,
    active: bool,
}

/// Stores articles.
pub(super) struct Articles<'a> {
    insert: Statement<'a>,
    gtin_owner: Statement<'a>,
    text_owner: Statement<'a>,
    insert_gtin: Statement<'a>,
    insert_text: Statement<'a>,
    is_sold_along: Statement<'a>,
    /// The articles that are sold along with another, by the line that says so.
    links: Vec<(u64, String)>,
    rows: u32,
    codes: u32,
}

impl<'a> Articles<'a> {
    pub(super) fn new(connection: &'a Connection) -> Result<Self, Error> {
        Ok(Self {
            insert: connection
                .prepare("INSERT OR IGNORE INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?,
            gtin_owner: connection.prepare("SELECT article_id FROM gtin_code WHERE gtin = ?1")?,
            text_owner: connection.prepare("SELECT article_id FROM text_code WHERE code = ?1")?,
            insert_gtin: connection.prepare("INSERT INTO gtin_code (gtin, article_id) VALUES (?1, ?2)")?,
            insert_text: connection.prepare("INSERT INTO text_code (code, article_id) VALUES (?1, ?2)")?,
            is_sold_along: connection.prepare(BY_ID)?,
            links: Vec::new(),
            rows: 0,
            codes: 0,
        })
    }

    /// Warns, once all rows are in, of each number in `linked-items` that goes along with nothing: a deposit that is never
    /// charged.
    pub(super) fn warn_of_loose_links(&mut self, report: &mut Import) -> Result<(), Error> {
        for (line, numbers) in &self.links {
            for number in numbers.split_whitespace() {
                if !self.is_sold_along.exists([number])? {
                    let why = "is no article that is for sale by the piece, so it will not be charged along";
                    report.warnings.push(*line, format!("linked-items {} {why}", quoted(number)));
                }
            }
        }
        Ok(())
    }

    /// The article of an earlier row that has this code.
    fn owner(&mut self, code: &Key) -> rusqlite::Result<Option<i64>> {
        match code {
            Key::Gtin(gtin) => self.gtin_owner.query_row([gtin.get().cast_signed()], |row| row.get(0)).optional(),
            Key::Text(text) => self.text_owner.query_row([text], |row| row.get(0)).optional(),
        }
    }

    /// Stores the whole row, or nothing of it and says why.
    fn store(&mut self, row: &Row) -> Result<Result<(), String>, Error> {
        for code in &row.codes {
            if let Some(owner) = self.owner(code)? {
                let code = match code {
                    Key::Gtin(gtin) => gtin.to_string(),
                    Key::Text(text) => quoted(text),
                };
                return Ok(Err(format!("barcode {code} is already that of article {owner}")));
            }
        }
        let inserted = self.insert.execute(params![
            row.id,
            row.title,
            row.price.get(),
            row.vat.map(VatRate::get),
            row.department,
            row.unit,
            row.unit_price.map(Cents::get),
            row.variations,
            row.min_age,
            row.linked_items,
            row.active,
        ])?;
        if inserted == 0 {
            return Ok(Err(format!("id {} stands on an earlier line already", row.id)));
        }
        for code in &row.codes {
            match code {
                Key::Gtin(gtin) => self.insert_gtin.execute(params![gtin.get().cast_signed(), row.id])?,
                Key::Text(text) => self.insert_text.execute(params![text, row.id])?,
            };
        }
        self.rows += 1;
        self.codes += u32::try_from(row.codes.len()).unwrap_or(u32::MAX);
        Ok(Ok(()))
    }
}

impl Sheet for Articles<'_> {
    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn row(&mut self, line: u64, cells: &[String], report: &mut Import) -> Result<(), Error> {
        let mut warnings = Vec::new();
        let stored = match read(cells, &mut warnings) {
            Ok(row) => {
                let stored = self.store(&row)?;
                if stored.is_ok() && !row.linked_items.is_empty() {
                    self.links.push((line, row.linked_items));
                }
                stored
            }
            Err(why) => Err(why),
        };
        match stored {
            Ok(()) => warnings.into_iter().for_each(|text| report.warnings.push(line, text)),
            Err(why) => report.errors.push(line, why),
        }
        Ok(())
    }

    fn stored(&self) -> (u32, u32) {
        (self.rows, self.codes)
    }
}

/// The articles that are sold along with article `id`.
fn linked(id: i64, cell: &str) -> Result<String, String> {
    let list = ids("linked-items", cell)?;
    let numbers = || list.split_whitespace();
    if numbers().count() > Article::LINKED_MAX {
        return Err(format!("linked-items {} lists more than {} numbers", quoted(cell), Article::LINKED_MAX));
    }
    if numbers().any(|number| number == id.to_string()) {
        return Err(format!("linked-items {} names the article itself", quoted(cell)));
    }
    Ok(list)
}

/// Reads the cells, which stand in the order of [`COLUMNS`].
fn read(cells: &[String], warnings: &mut Vec<String>) -> Result<Row, String> {
    let cell = |place: usize| cells.get(place).map_or("", String::as_str);
    let id = id("id", cell(0))?;
    let (codes, doubtful) = codes(cell(1))?;
    for code in doubtful {
        warnings.push(format!(
            "barcode {} has a wrong check digit: a scanner's reading of it will be refused",
            quoted(code)
        ));
    }
    let (title, changed) = title(cell(2))?;
    if changed {
        warnings.push(format!("title {} became {}", quoted(cell(2)), quoted(title.as_str())));
    }
    let vat = |text: &str| {
        VatRate::parse(text)
            .ok_or_else(|| format!("vat-rate {} is not a percentage such as 5.5 (with a dot)", quoted(text)))
    };
    let age = |text: &str| match text.parse() {
        Ok(age @ 0..=120) => Ok(age),
        _ => Err(format!("min-age {} is not a whole number of years up to 120", quoted(text))),
    };
    Ok(Row {
        id,
        codes,
        title: title.as_str().to_owned(),
        price: price("price", cell(3))?,
        vat: optional(cell(4), vat)?,
        department: optional(cell(5), |text| self::id("department-id", text))?,
        unit: unit(cell(6))?,
        unit_price: optional(cell(7), |text| price("unit-price", text))?,
        variations: slots("variations", cell(8))?,
        min_age: optional(cell(9), age)?.unwrap_or(0),
        linked_items: linked(id, cell(10))?,
        active: yes_or_no("active", cell(11))?,
    })
}

/// The unit as the catalogue writes it; a piece if nothing is said.
fn unit(text: &str) -> Result<&'static str, String> {
    match text.to_ascii_lowercase().as_str() {
        "" | "piece" => Ok("piece"),
        "kg" => Ok("kg"),
        _ => Err(format!("unit {} is neither piece nor kg", quoted(text))),
    }
}

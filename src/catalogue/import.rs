//! Filling the catalogue from a file: CSV or JSON, articles, customer cards or choices of variations.
//!
//! An import replaces everything of its kind in one transaction. Bad rows are told with their line; unless the caller is
//! lenient one bad row is enough to leave the catalogue as it was. The file is read as a stream, so its size costs no
//! memory, and a process that is killed while importing leaves the old catalogue.

use super::{Catalogue, Error};
use crate::till::Wall;
use rusqlite::{Connection, TransactionBehavior, params};
use std::io::Read;

mod articles;
pub(super) mod cell;
mod choices;
mod column;
mod csv;
pub(super) mod customers;
mod json;
mod source;

pub(super) use cell::codes;
pub(super) use customers::cards;

/// The most rows a file may have.
pub const ROWS_MAX: u64 = 2_000_000;

/// The most warnings, and the most errors, that are kept; the others are counted.
pub const REMARKS_MAX: usize = 1_000;

/// What is done about bad rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// One is enough to import nothing.
    Strict,
    /// They are left out.
    Lenient,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// Rows that are in the catalogue now; 0 if it was left as it was.
    pub imported: u32,
    /// What was changed or left out and may matter, in the order of the file.
    pub warnings: Remarks,
    /// Rows that could not be imported, in the order of the file.
    pub errors: Remarks,
}

/// Remarks on a file, the first [`REMARKS_MAX`] of them in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// In the order of the file; behind these, what could only be seen at its end.
    pub listed: Vec<Remark>,
    /// How many there are, listed or not.
    pub count: u64,
}

/// Something to say about one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where the row begins; the first line of the file is 1.
    pub line: u64,
    /// What is wrong with it and what to do, without a full stop.
    pub text: String,
}

impl Remarks {
    pub(super) fn push(&mut self, line: u64, text: String) {
        self.count += 1;
        if self.listed.len() < REMARKS_MAX {
            self.listed.push(Remark { line, text });
        }
    }
}

/// Where rows go: one kind of thing that a file can list.
trait Sheet {
    /// The columns, in the order of the cells that `row` gets.
    fn columns(&self) -> &'static [column::Column];

    /// Of what else a file is that has a column of this name (lower case, words joined by `-`), and what to do.
    fn foreign(&self, _name: &str) -> Option<&'static str> {
        None
    }

    /// Takes one row: stores it, or tells of it in `report`. Fails only where the whole import does.
    fn row(&mut self, line: u64, cells: &[String], report: &mut Import) -> Result<(), Error>;

    /// Rows and codes stored so far.
    fn stored(&self) -> (u32, u32);
}

impl Catalogue {
    /// Replaces all articles by those of `file`. `now` is kept as the time of the import.
    pub fn import_articles(&mut self, file: impl Read, policy: Policy, now: Option<Wall>) -> Result<Import, Error> {
        let replace = |connection: &Connection, file, report: &mut Import| {
            connection.execute_batch("DELETE FROM gtin_code; DELETE FROM text_code; DELETE FROM article;")?;
            let mut articles = articles::Articles::new(connection)?;
            let stored = fill(&mut articles, file, report)?;
            articles.warn_of_loose_links(report)?;
            Ok(stored)
        };
        self.replace("articles", file, policy, now, replace)
    }

    /// Replaces all customer cards by those of `file`. `now` is kept as the time of the import.
    pub fn import_customers(&mut self, file: impl Read, policy: Policy, now: Option<Wall>) -> Result<Import, Error> {
        let replace = |connection: &Connection, file, report: &mut Import| {
            connection.execute_batch("DELETE FROM customer;")?;
            fill(&mut customers::Customers::new(connection)?, file, report)
        };
        self.replace("customers", file, policy, now, replace)
    }

    /// Replaces what is known of the choices of variations by what is in `file`. Which choices an article offers stands
    /// with the article. `now` is kept as the time of the import.
    pub fn import_variations(&mut self, file: impl Read, policy: Policy, now: Option<Wall>) -> Result<Import, Error> {
        let replace = |connection: &Connection, file, report: &mut Import| {
            connection.execute_batch("DELETE FROM choice;")?;
            fill(&mut choices::Choices::new(connection)?, file, report)
        };
        self.replace("variations", file, policy, now, replace)
    }

    fn replace<R: Read>(
        &mut self,
        kind: &str,
        file: R,
        policy: Policy,
        now: Option<Wall>,
        read: impl FnOnce(&Connection, R, &mut Import) -> Result<(u32, u32), Error>,
    ) -> Result<Import, Error> {
        let mut report = Import::default();
        // Dropped without a commit, it leaves everything as it was.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (rows, codes) = read(&transaction, file, &mut report)?;
        if report.errors.count > 0 && (policy == Policy::Strict || rows == 0) {
            return Ok(report);
        }
        if rows == 0 {
            return Err(Error::Source(format!("the file lists no {kind}, and an empty catalogue would sell nothing")));
        }
        let at = now.map(|Wall(seconds)| seconds);
        transaction.execute(
            "INSERT OR REPLACE INTO import (kind, rows, codes, at, source) VALUES (?1, ?2, ?3, ?4, 'file')",
            params![kind, rows, codes, at],
        )?;
        transaction.commit()?;
        report.imported = rows;
        Ok(report)
    }
}

/// Reads the file, whichever format it has, into the sheet.
fn fill(sheet: &mut dyn Sheet, file: impl Read, report: &mut Import) -> Result<(u32, u32), Error> {
    let source = source::Source::open(file)?;
    match source.format {
        source::Format::Json => json::read(source, sheet, report)?,
        source::Format::Csv { separator } => csv::read(source, separator, sheet, report)?,
    }
    Ok(sheet.stored())
}

/// The file is of another kind than it was said to be.
fn foreign(name: &str, what: &str) -> Error {
    Error::Source(format!("the file has a column {}, so it lists {what}", cell::quoted(name)))
}

/// The end of a file with more rows than anything here is meant for.
fn too_many_rows(line: u64) -> Error {
    Error::Source(format!("the file has more than {ROWS_MAX} rows (line {line}); split off what is not sold here"))
}

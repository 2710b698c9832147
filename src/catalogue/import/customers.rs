//! Rows that are customers: a number and the cards by which it is found. No name is read.

use super::cell::{LIST_MAX, id, quoted};
use super::column::Column;
use super::{Import, Sheet};
use crate::barcode::{Meaning, Scan, Settings, Why, read};
use crate::catalogue::Error;
use rusqlite::{Connection, OptionalExtension, Statement, params};

/// In the order of the cells.
const COLUMNS: [Column; 2] = [
    Column { name: "id", aliases: &["clientid", "customerid", "client-id", "customer-id"], required: true },
    Column { name: "barcode", aliases: &["barcodes", "codebarre", "code-barre", "codebarres", "card"], required: true },
];

/// Stores customer cards.
pub(super) struct Customers<'a> {
    owner: Statement<'a>,
    insert: Statement<'a>,
    rows: u32,
    cards: u32,
}

impl<'a> Customers<'a> {
    pub(super) fn new(connection: &'a Connection) -> Result<Self, Error> {
        Ok(Self {
            owner: connection.prepare("SELECT id FROM customer WHERE barcode = ?1")?,
            insert: connection.prepare("INSERT INTO customer (barcode, id) VALUES (?1, ?2)")?,
            rows: 0,
            cards: 0,
        })
    }
}

impl Sheet for Customers<'_> {
    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn foreign(&self, name: &str) -> Option<&'static str> {
        matches!(name, "price" | "prix" | "vat-rate" | "unit-price")
            .then_some("articles; import it without --customers, which takes id,barcode")
    }

    fn row(&mut self, line: u64, cells: &[String], report: &mut Import) -> Result<(), Error> {
        let cell = |place: usize| cells.get(place).map_or("", String::as_str);
        let read = id("id", cell(0)).and_then(|customer| Ok((customer, cards(cell(1))?)));
        let (customer, cards) = match read {
            Ok(read) => read,
            Err(why) => {
                report.errors.push(line, why);
                return Ok(());
            }
        };
        for card in &cards {
            let owner: Option<i64> = self.owner.query_row([card.code], |row| row.get(0)).optional()?;
            if let Some(owner) = owner {
                // Neither the card nor its owner is named: remarks may end in a log.
                let whose = if owner == customer { "this customer" } else { "another customer" };
                report.errors.push(line, format!("the barcode is on an earlier line already, for {whose}"));
                return Ok(());
            }
        }
        for card in &cards {
            if card.doubtful {
                let text = "the barcode has a wrong check digit: a scanner's reading of it will be refused".to_owned();
                report.warnings.push(line, text);
            }
            self.insert.execute(params![card.code, customer])?;
            self.cards += 1;
        }
        // A customer without a card cannot be scanned, and is nothing to complain of.
        self.rows += u32::from(!cards.is_empty());
        Ok(())
    }

    fn stored(&self) -> (u32, u32) {
        (self.rows, self.cards)
    }
}

/// One card.
#[derive(PartialEq, Eq)]
pub(in crate::catalogue) struct Card<'a> {
    /// Without Kash's `$3`.
    pub(in crate::catalogue) code: &'a str,
    /// Whether a scanner's reading of it will be refused.
    pub(in crate::catalogue) doubtful: bool,
}

/// The cards of a customer, each once.
pub(in crate::catalogue) fn cards(text: &str) -> Result<Vec<Card<'_>>, String> {
    let mut cards = Vec::new();
    for (place, word) in text.split_whitespace().enumerate() {
        if place == LIST_MAX {
            return Err(format!("barcode lists more than {LIST_MAX} cards"));
        }
        let doubtful = match read(&Settings::default(), &Scan { text: word.to_owned(), aim: None }) {
            Meaning::Product(_) | Meaning::Customer(_) => false,
            Meaning::Refused(Why::CheckDigit) => true,
            Meaning::InStore(_)
            | Meaning::Package(_)
            | Meaning::AddOn(_)
            | Meaning::Contact(_)
            | Meaning::Control(_)
            | Meaning::Refused(_) => {
                return Err(format!("barcode {} cannot be a card's: the kiosk reads it otherwise", quoted(word)));
            }
        };
        let card = Card { code: word.strip_prefix("$3").unwrap_or(word), doubtful };
        if !cards.contains(&card) {
            cards.push(card);
        }
    }
    Ok(cards)
}

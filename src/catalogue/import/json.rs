//! Rows of a JSON file: an array of objects, read one object at a time.

use super::cell::{CELL_MAX, quoted};
use super::column::{self, Named};
use super::csv::unknown;
use super::source::{Gauge, Source};
use super::{Import, ROWS_MAX, Sheet, too_many_rows};
use crate::catalogue::Error;
use serde::de::{Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;
use std::rc::Rc;

/// The most unknown names that are remembered, so that each is told once.
const STRANGERS_MAX: usize = 100;

/// Gives each object of `source` to `sheet`.
pub(super) fn read(source: Source<impl Read>, sheet: &mut dyn Sheet, report: &mut Import) -> Result<(), Error> {
    let gauge = source.gauge.clone();
    let cells = vec![String::new(); sheet.columns().len()];
    let mut failure = None;
    let mut json = serde_json::Deserializer::from_reader(source);
    let rows = Rows { sheet, report, gauge: gauge.clone(), cells, strangers: BTreeSet::new(), failure: &mut failure };
    let read = json.deserialize_seq(rows).and_then(|()| json.end());
    match (failure, read) {
        (Some(failure), _) => Err(failure),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => {
            Err(Error::Source(format!("the file is not an array of JSON objects (line {}): {error}", gauge.line())))
        }
    }
}

/// Takes the array's elements one by one.
struct Rows<'a> {
    sheet: &'a mut dyn Sheet,
    report: &'a mut Import,
    gauge: Rc<Gauge>,
    cells: Vec<String>,
    strangers: BTreeSet<String>,
    /// Why reading was broken off, if not by the JSON.
    failure: &'a mut Option<Error>,
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut array: A) -> Result<(), A::Error> {
        let mut count = 0;
        self.gauge.next_row();
        while let Some(element) = array.next_element_seed(Element { gauge: &self.gauge })? {
            let (line, value) = element;
            count += 1;
            let taken = if count > ROWS_MAX { Err(too_many_rows(line)) } else { self.row(line, &value) };
            if let Err(error) = taken {
                *self.failure = Some(error);
                return Err(A::Error::custom("stopped"));
            }
            self.gauge.next_row();
        }
        Ok(())
    }
}

/// One element and the line on which it begins.
struct Element<'a> {
    gauge: &'a Gauge,
}

impl<'de> serde::de::DeserializeSeed<'de> for Element<'_> {
    type Value = (u64, Value);

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        let line = self.gauge.line();
        serde::Deserialize::deserialize(json).map(|value| (line, value))
    }
}

impl Rows<'_> {
    fn row(&mut self, line: u64, value: &Value) -> Result<(), Error> {
        for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
            if let Some(what) = self.sheet.foreign(&column::plain(name)) {
                return Err(super::foreign(name, what));
            }
        }
        match self.fill(line, value) {
            Ok(()) => self.sheet.row(line, &self.cells, self.report),
            Err(why) => {
                self.report.errors.push(line, why);
                Ok(())
            }
        }
    }

    /// Puts the fields into the sheet's order; the best name wins where two mean the same column.
    fn fill(&mut self, line: u64, value: &Value) -> Result<(), String> {
        let Value::Object(fields) = value else { return Err("the element is not an object".to_owned()) };
        let columns = self.sheet.columns();
        let mut ranks = vec![usize::MAX; columns.len()];
        self.cells.iter_mut().for_each(String::clear);
        for (name, value) in fields {
            match column::find(columns, name) {
                Named::Column { place, rank } => {
                    let (Some(best), Some(cell)) = (ranks.get_mut(place), self.cells.get_mut(place)) else { continue };
                    if rank < *best && !value.is_null() {
                        *best = rank;
                        *cell = text(name, value)?;
                    }
                }
                Named::Unused => {}
                Named::Unknown { nearest } => {
                    if self.strangers.len() < STRANGERS_MAX && self.strangers.insert(name.clone()) {
                        self.report.warnings.push(line, unknown(name, nearest));
                    }
                }
            }
        }
        let has = |place: usize| fields.is_empty() || ranks.get(place).is_some_and(|rank| *rank != usize::MAX);
        // A missing barcode is an article that cannot be scanned, as an empty one is.
        let missing =
            column::missing(columns, |place| has(place) || columns.get(place).is_some_and(|c| c.name == "barcode"));
        missing.map_or(Ok(()), |names| Err(format!("the object lacks {names}")))
    }
}

/// A value as a cell would hold it. PHP writes numbers as text or as numbers, as it pleases.
fn text(name: &str, value: &Value) -> Result<String, String> {
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(list) if list.iter().all(|item| item.is_string() || item.is_number()) => {
            let items: Result<Vec<String>, String> = list.iter().map(|item| text(name, item)).collect();
            items?.join(" ")
        }
        Value::Array(_) | Value::Object(_) => return Err(format!("{} holds more than a text or number", quoted(name))),
    };
    if text.chars().nth(CELL_MAX).is_some() {
        return Err(format!("{} is longer than {CELL_MAX} characters", quoted(name)));
    }
    Ok(text)
}

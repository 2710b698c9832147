//! Rows of a CSV file: comma or semicolon, quotation marks, a header row in any order.

use super::cell::{CELL_MAX, quoted};
use super::column::{self, Named};
use super::source::{Gauge, Source};
use super::{Import, ROWS_MAX, Sheet, too_many_rows};
use crate::catalogue::Error;
use csv::{ByteRecord, ReaderBuilder};
use std::io::Read;

/// What stands behind each file, to see whether a quotation mark is open there.
const END: &[u8] = b"\n\x04\n";
const MARK: &[u8] = b"\x04";

/// Which cell of a record each column of the sheet is in.
type Places = Vec<Option<usize>>;

/// Gives each row of `source` to `sheet`.
pub(super) fn read(
    source: Source<impl Read>,
    separator: u8,
    sheet: &mut dyn Sheet,
    report: &mut Import,
) -> Result<(), Error> {
    let gauge = source.gauge.clone();
    // The last line always has an end, so that [`line`] can count on it; and the mark is a record of its own.
    let source = source.chain(END);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(source);
    let mut record = ByteRecord::new();
    let mut header: Option<(Places, usize)> = None;
    let mut cells = vec![String::new(); sheet.columns().len()];
    let mut rows = 0;
    while next(&mut reader, &mut record, &gauge)? {
        if record.len() == 1 && record.iter().all(|cell| cell == MARK) {
            break;
        }
        let line = line(&reader, &record);
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some((places, width)) = &header else {
            header = Some((places(&record, line, sheet, report)?, record.len()));
            continue;
        };
        rows += 1;
        if rows > ROWS_MAX {
            return Err(too_many_rows(line));
        }
        if is_open(&record) {
            let why = "a quotation mark is opened and never closed, so that all that follows is one cell; close it, or write it twice";
            report.errors.push(line, why.to_owned());
            continue;
        }
        match fill(&mut cells, &record, places, *width) {
            Ok(()) => sheet.row(line, &cells, report)?,
            Err(why) => report.errors.push(line, why),
        }
    }
    Ok(())
}

/// Reads the next record; `false` at the end of the file.
fn next(reader: &mut csv::Reader<impl Read>, record: &mut ByteRecord, gauge: &Gauge) -> Result<bool, Error> {
    gauge.next_row();
    let line = reader.position().line();
    reader.read_byte_record(record).map_err(|error| {
        let why = match error.into_kind() {
            csv::ErrorKind::Io(error) => error.to_string(),
            other => format!("{other:?}"),
        };
        Error::Source(format!("the file could not be read from line {line} on: {why}"))
    })
}

/// Where the record that was just read begins. Its own position will not do: it counts the blank lines before it in.
fn line(reader: &csv::Reader<impl Read>, record: &ByteRecord) -> u64 {
    let within = record.as_slice().iter().fold(0, |lines, byte| lines + u64::from(*byte == b'\n'));
    reader.position().line().saturating_sub(u64::from(!is_open(record)) + within)
}

/// Whether a quotation mark keeps it open to the end of the file, so that no line end is behind it.
fn is_open(record: &ByteRecord) -> bool {
    record.iter().next_back().is_some_and(|cell| cell.ends_with(END))
}

/// Finds the columns in the header row; the best name wins where two mean the same column.
fn places(header: &ByteRecord, line: u64, sheet: &dyn Sheet, report: &mut Import) -> Result<Places, Error> {
    let columns = sheet.columns();
    let mut best: Vec<Option<(usize, usize)>> = vec![None; columns.len()];
    for (cell, name) in header.iter().enumerate() {
        let name = String::from_utf8_lossy(name);
        if let Some(what) = sheet.foreign(&column::plain(&name)) {
            return Err(super::foreign(&name, what));
        }
        match column::find(columns, &name) {
            Named::Column { place, rank } => match best.get_mut(place) {
                Some(Some((held, _))) if *held == rank => {
                    return Err(Error::Source(format!("the header names the column {} twice", quoted(&name))));
                }
                Some(slot) if slot.is_none_or(|(held, _)| rank < held) => *slot = Some((rank, cell)),
                _ => {}
            },
            Named::Unused => {}
            Named::Unknown { nearest } => report.warnings.push(line, unknown(&name, nearest)),
        }
    }
    let has = |place: usize| best.get(place).is_some_and(Option::is_some);
    match column::missing(columns, has) {
        None => Ok(best.into_iter().map(|found| found.map(|(_, cell)| cell)).collect()),
        Some(names) => {
            Err(Error::Source(format!("the header row (line {line}) lacks {names}; name each column in the first row")))
        }
    }
}

/// What is said of a column that is not known.
pub(super) fn unknown(name: &str, nearest: &str) -> String {
    format!("column {} is not known and was left out; the nearest known one is {nearest}", quoted(name))
}

/// Puts the cells into the sheet's order.
fn fill(cells: &mut [String], record: &ByteRecord, places: &Places, width: usize) -> Result<(), String> {
    if record.len() != width {
        return Err(format!(
            "the row has {} cells and the header {width}; put cells that hold the separator into quotation marks, and write \
             prices with a dot (3.95, not 3,95)",
            record.len()
        ));
    }
    for (cell, place) in cells.iter_mut().zip(places) {
        cell.clear();
        let Some(bytes) = place.and_then(|place| record.get(place)) else { continue };
        let text =
            std::str::from_utf8(bytes).map_err(|_| "the row is not UTF-8; save the file as UTF-8".to_owned())?.trim();
        if text.chars().nth(CELL_MAX).is_some() {
            return Err(format!("a cell is longer than {CELL_MAX} characters"));
        }
        cell.push_str(text);
    }
    Ok(())
}

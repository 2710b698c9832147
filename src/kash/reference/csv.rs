//! Rows of CSV as a shop exports them: comma, semicolon or tab, UTF-8 or the Latin-1 of old exports.
//!
//! CSV does not show that it is whole. A last line without its end is taken for cut; a cut between two lines cannot be
//! seen here, which is why JSON is asked for first and a list that shrank is held.

use super::list::Each;
use super::names::{ID, PARENT};
use super::row::{Columns, Row, plain};
use ::csv::{ReaderBuilder, StringRecord};
use std::borrow::Cow;

/// The most columns.
const COLUMNS_MAX: usize = 500;

/// Hands each row over, or says why there are none. A first line that names a number, by one of its usual names or as the
/// settings have it, is a header.
pub(super) fn read(body: &[u8], columns: &Columns, each: &mut Each<'_>) -> Result<(), &'static str> {
    if !body.ends_with(b"\n") {
        return Err("its last line has no end");
    }
    let text = decoded(body);
    let head = text.lines().next().unwrap_or_default();
    let separator = [b';', b',', b'\t'].into_iter().max_by_key(|mark| head.bytes().filter(|byte| byte == mark).count());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.unwrap_or(b';'))
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut next = |record: &mut StringRecord| reader.read_record(record).map_err(|_| "it is not CSV");
    if !next(&mut record)? {
        return Err("it is empty");
    }
    let names: Vec<String> = record.iter().map(plain).collect();
    let header = Row::of_cells(names.iter().map(|name| (name.as_str(), name.as_str())));
    let knows = |row: &Row<'_>| row.has(&ID, columns) || row.has(&PARENT, columns);
    if !(2..=COLUMNS_MAX).contains(&names.len()) || !knows(&header) {
        return Err("its first line names no columns");
    }
    let mut number = 0;
    while next(&mut record)? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        number += 1;
        let row = if record.len() == names.len() {
            Ok(Row::of_cells(names.iter().map(String::as_str).zip(record.iter())))
        } else {
            Err(format!("it has {} cells and the first line {}", record.len(), names.len()))
        };
        each(number, row);
    }
    Ok(())
}

/// The text, which is Windows-1252 if it is no UTF-8.
fn decoded(body: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(body.iter().copied().map(windows_1252).collect()),
    }
}

/// Latin-1 with the characters that Windows put in place of its second set of controls.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let place = usize::from(byte).checked_sub(0x80);
    place.and_then(|place| HIGH.get(place).copied()).unwrap_or(char::from(byte))
}

//! Rows of a list, and how they are written: JSON, CSV with semicolons, an HTML table. Knows no list.
//!
//! Amounts stay the texts of digits that they are: no float comes near them.

use super::dialect::Dialect;
use super::pay::escaped;
use serde_json::Value;
use std::fmt::Write as _;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Null,
    /// A text.
    Text(String),
    /// A number, written as JSON does.
    Number(String),
    /// Yes or no.
    Flag(bool),
    /// Rows within the row; one field of a row at most is such.
    Rows(Vec<Row>),
}

/// English names and values, in their order. The rows of one list have the same names.
pub(super) type Row = Vec<(&'static str, Cell)>;

impl Cell {
    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A whole number.
    pub(super) fn id(number: u64) -> Self {
        Self::Number(number.to_string())
    }

    /// A whole number or nothing.
    pub(super) fn maybe(number: Option<u64>) -> Self {
        number.map_or(Self::Null, Self::id)
    }

    /// A flag as a database has it: 0 or 1.
    pub(super) fn bit(on: bool) -> Self {
        Self::id(u64::from(on))
    }
}

/// Says of every register that it is closed.
pub(super) fn close(registers: &mut [Row]) {
    for (_, cell) in registers.iter_mut().flatten().filter(|(name, _)| *name == "open") {
        *cell = Cell::Flag(false);
    }
}

/// A JSON array, or an object around it.
pub(super) fn json(rows: &[Row], dialect: Dialect) -> String {
    let array = array(rows, dialect);
    if dialect.object { format!("{{\"success\":true,\"data\":{array}}}") } else { array }
}

/// One JSON object.
pub(super) fn object(row: &Row, dialect: Dialect) -> String {
    let fields = row.iter().map(|(name, cell)| format!("{}:{}", quoted(dialect.name(name)), value(cell, dialect)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

fn array(rows: &[Row], dialect: Dialect) -> String {
    format!("[{}]", rows.iter().map(|row| object(row, dialect)).collect::<Vec<_>>().join(","))
}

fn value(cell: &Cell, dialect: Dialect) -> String {
    match cell {
        Cell::Null => "null".to_owned(),
        Cell::Text(text) => quoted(text),
        Cell::Number(number) if dialect.strings => quoted(number),
        Cell::Number(number) => number.clone(),
        Cell::Flag(on) if dialect.strings => quoted(if *on { "1" } else { "0" }),
        Cell::Flag(on) => on.to_string(),
        Cell::Rows(rows) => array(rows, dialect),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// CSV: a line of names, then a line for each row, or for each row within a row; those names have a dot. UTF-8, or
/// Latin-1 with a question mark for what it lacks.
pub(super) fn csv(rows: &[Row], dialect: Dialect) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for line in plain(rows, dialect) {
        // Writing to memory does not fail, and all lines are equally long.
        let _ = writer.write_record(line);
    }
    let utf_8 = writer.into_inner().unwrap_or_default();
    if !dialect.latin_1 {
        return utf_8;
    }
    String::from_utf8_lossy(&utf_8).chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect()
}

/// A page with one table.
pub(super) fn html(rows: &[Row], dialect: Dialect) -> String {
    let mut page = "<!doctype html>\n<meta charset=\"utf-8\">\n<table>\n".to_owned();
    for (number, line) in plain(rows, dialect).iter().enumerate() {
        let tag = if number == 0 { "th" } else { "td" };
        page.push_str("<tr>");
        for text in line {
            // Writing to a String does not fail.
            let _ = write!(page, "<{tag}>{}</{tag}>", escaped(text));
        }
        page.push_str("</tr>\n");
    }
    page + "</table>\n"
}

/// The names, then the rows as texts, flat.
fn plain(rows: &[Row], dialect: Dialect) -> Vec<Vec<String>> {
    let flat: Vec<Vec<(String, String)>> = rows.iter().flat_map(|row| flat(row, dialect)).collect();
    let Some(first) = flat.first() else { return Vec::new() };
    let names = first.iter().map(|(name, _)| name.clone()).collect();
    let lines = flat.into_iter().map(|row| row.into_iter().map(|(_, text)| text).collect());
    std::iter::once(names).chain(lines).collect()
}

/// A row as one or several without rows in them. A row of no rows is left out: what it would hold has no names.
fn flat(row: &Row, dialect: Dialect) -> Vec<Vec<(String, String)>> {
    let mut flat = vec![Vec::new()];
    for (name, cell) in row {
        let name = dialect.name(name);
        let text = match cell {
            Cell::Null => String::new(),
            Cell::Text(text) | Cell::Number(text) => text.clone(),
            Cell::Flag(on) => u8::from(*on).to_string(),
            Cell::Rows(inner) => {
                let before = std::mem::take(&mut flat);
                for (left, right) in before.iter().flat_map(|left| inner.iter().map(move |right| (left, right))) {
                    let mut line: Vec<(String, String)> = left.clone();
                    let deeper = self::flat(right, dialect).into_iter().flatten();
                    line.extend(deeper.map(|(inner, text)| (format!("{name}.{inner}"), text)));
                    flat.push(line);
                }
                continue;
            }
        };
        for line in &mut flat {
            line.push((name.to_owned(), text.clone()));
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let choice = |id, title: &str| vec![("id", Cell::id(id)), ("title", Cell::text(title))];
        let set = |id, choices| {
            vec![("id", Cell::id(id)), ("price", Cell::Number("0.10".into())), ("open", Cell::Flag(true))]
                .into_iter()
                .chain([("choices", Cell::Rows(choices)), ("deptID", Cell::Null)])
                .collect()
        };
        vec![set(1, vec![choice(3, "Œuf; \"é\""), choice(4, "<b>")]), set(2, vec![choice(5, "L")])]
    }

    #[test]
    fn json_is_written_in_each_dialect() {
        let cases = [
            ("", r#"[{"id":2,"price":0.10,"open":true,"choices":[{"id":5,"title":"L"}],"deptID":null}]"#),
            (
                "french,strings,object",
                r#"{"success":true,"data":[{"id":"2","prix":"0.10","ouverte":"1","choix":[{"id":"5","nom":"L"}],"idRayon":null}]}"#,
            ),
        ];
        for (dialect, text) in cases {
            assert_eq!(json(&rows()[1..], dialect.parse().expect("a dialect")), text);
        }
        assert_eq!(json(&[], Dialect::default()), "[]");
    }

    #[test]
    fn csv_is_flat_and_may_be_latin_1() {
        let utf_8 = "id;price;open;choices.id;choices.title;deptID\n1;0.10;1;3;\"Œuf; \"\"é\"\"\";\n1;0.10;1;4;<b>;\n2;0.10;1;5;L;\n";
        assert_eq!(String::from_utf8(csv(&rows(), Dialect::default())).expect("UTF-8"), utf_8);
        let latin_1 = csv(&rows(), Dialect { latin_1: true, ..Dialect::default() });
        assert!(latin_1.windows(4).any(|bytes| bytes == b"?uf;"), "Latin-1 has no œ");
        assert!(latin_1.contains(&0xe9) && !latin_1.contains(&0xc3));
        assert_eq!(csv(&[], Dialect::default()), b"");
    }

    #[test]
    fn a_table_lets_no_markup_through() {
        let page = html(&rows(), Dialect { french: true, ..Dialect::default() });
        assert!(page.contains("<th>prix</th>") && page.contains("&lt;b&gt;") && !page.contains("<b>"), "{page}");
        assert_eq!(page.matches("<tr>").count(), 4);
    }
}

//! Column names: ours, those that Kash uses for the same things, and which one a misspelt name may have meant.
//!
//! Kash publishes no sample of its listings. The aliases are the field names of its documented forms and the French
//! words of its older pages.

/// One column of a sheet.
#[derive(Debug)]
pub(super) struct Column {
    /// The name under which it is documented.
    pub(super) name: &'static str,
    /// Other names in order of preference, lower case, words joined by `-`.
    pub(super) aliases: &'static [&'static str],
    /// Whether a file without it is refused.
    pub(super) required: bool,
}

/// What a name in a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A column by its place; the lower the rank, the better the name.
    Column { place: usize, rank: usize },
    /// A field of Kash's that a kiosk has no use for.
    Unused,
    /// Nothing known; this column is the nearest.
    Unknown { nearest: &'static str },
}

/// Fields of Kash's listings that say nothing to a kiosk, in the same form as aliases.
const UNUSED: [&str; 27] = [
    "shorttitle",
    "description",
    "vatid",
    "eatinvatid",
    "stock",
    "stockalert",
    "unitid",
    "weight",
    "variationid0",
    "variationid1",
    "variationid2",
    "variationid3",
    "variationid4",
    "discountid",
    "shophide",
    "keyboardhide",
    "position",
    "consumptiondate",
    "internalid",
    "calories",
    "needprepa",
    "prepalength",
    "color",
    "image",
    "name2",
    "surname",
    "email",
];

/// A name as the tables have it: lower case, words joined by `-`, at most 64 characters.
pub(super) fn plain(name: &str) -> String {
    let name: String = name.trim().chars().take(64).map(|c| if c == ' ' || c == '_' { '-' } else { c }).collect();
    name.to_lowercase()
}

/// What `name` stands for among `columns`; upper case, spaces and underscores do not matter.
pub(super) fn find(columns: &'static [Column], name: &str) -> Named {
    let name = plain(name);
    for (place, column) in columns.iter().enumerate() {
        let names = std::iter::once(&column.name).chain(column.aliases);
        if let Some(rank) = names.into_iter().position(|known| *known == name) {
            return Named::Column { place, rank };
        }
    }
    if UNUSED.contains(&name.as_str()) {
        return Named::Unused;
    }
    let nearest = columns.iter().map(|column| column.name).min_by_key(|known| strsim::levenshtein(known, &name));
    Named::Unknown { nearest: nearest.unwrap_or_default() }
}

/// The required columns that are not among the places found, as a list to read.
pub(super) fn missing(columns: &'static [Column], has: impl Fn(usize) -> bool) -> Option<String> {
    let names = columns.iter().enumerate().filter(|(place, column)| column.required && !has(*place));
    let names: Vec<&str> = names.map(|(_, column)| column.name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::articles::COLUMNS;
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        let name = |text| match find(&COLUMNS, text) {
            Named::Column { place, .. } => COLUMNS[place].name,
            Named::Unused => "unused",
            Named::Unknown { .. } => "unknown",
        };
        let cases = [
            ("id", "id"),
            (" ID ", "id"),
            ("vat-rate", "vat-rate"),
            ("VAT rate", "vat-rate"),
            ("vat_rate", "vat-rate"),
            ("deptID", "department-id"),
            ("idRayon", "department-id"),
            ("codeBarre", "barcode"),
            ("nom", "title"),
            ("prix", "price"),
            ("vatID", "unused"),
            ("weight", "unused"),
            ("prise", "unknown"),
            ("", "unknown"),
        ];
        for (text, expected) in cases {
            assert_eq!(name(text), expected, "{text:?}");
        }
        assert_eq!(find(&COLUMNS, "pirce"), Named::Unknown { nearest: "price" });
        assert_eq!(find(&COLUMNS, "bar-codes"), Named::Unknown { nearest: "barcode" });
    }
}

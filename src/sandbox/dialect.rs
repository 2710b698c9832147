//! In which of several plausible ways the shop writes what no page documents, so that a reader can be tried on each.
//!
//! Kash's pages name the scripts of its lists and not one field of their answers. What is known: the names by which the
//! same things are written (`addPlu.php` and its siblings), that the shop chooses whether prices include tax
//! (`pricesAreProvidedTaxIncluded`), and that its older parameters were French. The rest is inferred.

use std::fmt;
use std::str::FromStr;

/// How the lists and the old replies are written. Written `french,strings`; the default is English names, numbers as
/// numbers, prices with tax, a bare array, UTF-8 and the new replies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "six switches that have nothing to do with each other")]
pub struct Dialect {
    /// French names of fields (`nom`, `prix`, `idRayon`, `codeBarre`) instead of English ones.
    pub french: bool,
    /// Numbers and flags as texts (`"12.50"`), as PHP gives what it took from a database.
    pub strings: bool,
    /// Prices without tax, with up to four decimals; `getShopInfos.php` says so.
    pub before_tax: bool,
    /// An object `{"success": true, "data": [...]}` around each list.
    pub object: bool,
    /// CSV in Latin-1, with a question mark for what it lacks.
    pub latin_1: bool,
    /// Requests that name the shop by `idboutique` alone are answered `{"result": "OK", "orderID": ...}` or
    /// `{"result": "KO", "errorMessage": ...}`.
    pub old_replies: bool,
}

/// Why a specification of a dialect is none; one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no dialect: write english, french, strings, before-tax, object, latin-1 or old-replies, separated by commas."
)]
pub struct BadDialect(String);

impl FromStr for Dialect {
    type Err = BadDialect;

    fn from_str(text: &str) -> Result<Self, BadDialect> {
        let mut dialect = Self::default();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word {
                "english" => dialect.french = false,
                "french" => dialect.french = true,
                "strings" => dialect.strings = true,
                "before-tax" => dialect.before_tax = true,
                "object" => dialect.object = true,
                "latin-1" => dialect.latin_1 = true,
                "old-replies" => dialect.old_replies = true,
                _ => return Err(BadDialect(word.chars().take(40).collect())),
            }
        }
        Ok(dialect)
    }
}

/// The specification, as it can be read again.
impl fmt::Display for Dialect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.french { "french" } else { "english" })?;
        let others = [
            (self.strings, "strings"),
            (self.before_tax, "before-tax"),
            (self.object, "object"),
            (self.latin_1, "latin-1"),
            (self.old_replies, "old-replies"),
        ];
        others.iter().filter(|(on, _)| *on).try_for_each(|(_, word)| write!(out, ",{word}"))
    }
}

impl Dialect {
    /// The name of a field, given its English one. A name that has no French form is the same in both.
    pub(super) fn name(self, english: &'static str) -> &'static str {
        if !self.french {
            return english;
        }
        FRENCH.iter().find(|(name, _)| *name == english).map_or(english, |(_, french)| french)
    }
}

/// English names, as the scripts that write take them, and French ones: of customers those of `client[...]`, else inferred.
const FRENCH: [(&str, &str); 38] = [
    ("title", "nom"),
    ("shortTitle", "nomCourt"),
    ("price", "prix"),
    ("deptID", "idRayon"),
    ("deptGroupID", "idGroupeRayon"),
    ("vatID", "idTVA"),
    ("eatinvatID", "idTVASurPlace"),
    ("discountID", "idReduction"),
    ("unitID", "idUnite"),
    ("weight", "poids"),
    ("barcode", "codeBarre"),
    ("variationID0", "idDeclinaison0"),
    ("variationID1", "idDeclinaison1"),
    ("variationID2", "idDeclinaison2"),
    ("variationID3", "idDeclinaison3"),
    ("variationID4", "idDeclinaison4"),
    ("keyboardHide", "masquer"),
    ("rate", "taux"),
    ("accountingChapter", "chapitreComptable"),
    ("required", "obligatoire"),
    ("choices", "choix"),
    ("deltaPrice", "deltaPrix"),
    ("ending", "final"),
    ("unavailable", "indisponible"),
    ("open", "ouverte"),
    ("percent", "pourcentage"),
    ("name", "nom"),
    ("surname", "prenom"),
    ("phone", "telephone"),
    ("phone2", "telephone2"),
    ("addressline1", "adresseligne1"),
    ("addressline2", "adresseligne2"),
    ("adressComment", "commentaireadresse"),
    ("postcode", "codepostal"),
    ("city", "ville"),
    ("country", "pays"),
    ("VATnum", "numtva"),
    ("registrationNumber", "rcs"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications_are_read_and_written_the_same() {
        for text in ["english", "french", "english,strings", "french,strings,before-tax,object,latin-1,old-replies"] {
            assert_eq!(text.parse::<Dialect>().map(|dialect| dialect.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(
            " strings ,,french".parse::<Dialect>().map(|dialect| dialect.to_string()),
            Ok("french,strings".into())
        );
        assert_eq!("".parse(), Ok(Dialect::default()));
        for text in ["German", "latin1", "strings=1"] {
            assert!(text.parse::<Dialect>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_english_name_has_one_french_name() {
        let mut names: Vec<_> = FRENCH.iter().map(|(english, _)| english).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FRENCH.len());
    }
}

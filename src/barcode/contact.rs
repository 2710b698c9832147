//! A customer who brings name and address: the sixteen fields of Kash's `client[...]`, bounded, cleaned, wiped when they
//! are dropped. A vCard or a MECARD fills them; which of its properties fills which field is told at [`map`].
//!
//! Source: the published page "Record sales in the software", create a new customer in the same query.

use super::Why;
use std::fmt;
use zeroize::Zeroize;

mod clean;
mod country;
mod fill;
mod mecard;
#[cfg(test)]
mod tests;
mod vcard;

pub use fill::map;

/// The longest card in characters.
pub(super) const LONGEST: usize = 4_096;

/// What a text that is meant as a vCard or MECARD says; `None` if it is not meant as one. Unreadable where there is no name,
/// email address or telephone in it, or it is longer than 4,096 characters.
pub(super) fn read(text: &str) -> Option<Result<Contact, Why>> {
    let reader = if claims(text, vcard::BEGIN) {
        vcard::read
    } else if claims(text, mecard::BEGIN) {
        mecard::read
    } else {
        return None;
    };
    let fits = text.chars().take(LONGEST + 1).count() <= LONGEST;
    Some(fits.then(|| reader(text)).flatten().ok_or(Why::Unreadable))
}

/// Whether `text` begins a vCard that has no end yet.
pub(super) fn begins(text: &str) -> bool {
    claims(text, vcard::BEGIN) && !text.lines().any(ends)
}

/// Whether this line is the last of a vCard.
pub(super) fn ends(line: &str) -> bool {
    line.trim().eq_ignore_ascii_case(vcard::END)
}

fn claims(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// One field of `client[...]`, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// `nom`: last name.
    Nom,
    /// `prenom`: first name.
    Prenom,
    /// `email`.
    Email,
    /// `telephone`.
    Telephone,
    /// `adresseligne1`.
    AdresseLigne1,
    /// `adresseligne2`.
    AdresseLigne2,
    /// `commentaireadresse`.
    CommentaireAdresse,
    /// `codepostal`.
    CodePostal,
    /// `ville`.
    Ville,
    /// `pays`: two letters of ISO 3166.
    Pays,
    /// `numtva`.
    NumTva,
    /// `rcs`.
    Rcs,
    /// `codeBarre`: the code of the customer's card.
    CodeBarre,
    /// `telephone2`.
    Telephone2,
    /// `lat`.
    Lat,
    /// `lng`.
    Lng,
}

impl Detail {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 16] = [
        Self::Nom,
        Self::Prenom,
        Self::Email,
        Self::Telephone,
        Self::AdresseLigne1,
        Self::AdresseLigne2,
        Self::CommentaireAdresse,
        Self::CodePostal,
        Self::Ville,
        Self::Pays,
        Self::NumTva,
        Self::Rcs,
        Self::CodeBarre,
        Self::Telephone2,
        Self::Lat,
        Self::Lng,
    ];

    /// As Kash writes it within `client[...]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nom => "nom",
            Self::Prenom => "prenom",
            Self::Email => "email",
            Self::Telephone => "telephone",
            Self::AdresseLigne1 => "adresseligne1",
            Self::AdresseLigne2 => "adresseligne2",
            Self::CommentaireAdresse => "commentaireadresse",
            Self::CodePostal => "codepostal",
            Self::Ville => "ville",
            Self::Pays => "pays",
            Self::NumTva => "numtva",
            Self::Rcs => "rcs",
            Self::CodeBarre => "codeBarre",
            Self::Telephone2 => "telephone2",
            Self::Lat => "lat",
            Self::Lng => "lng",
        }
    }
}

/// A customer's name and address. Appears in no log; its memory is wiped when the last owner drops it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    values: [Option<Box<str>>; 16],
}

impl Contact {
    /// One field, if it is there. Never empty.
    pub fn get(&self, detail: Detail) -> Option<&str> {
        self.values[detail as usize].as_deref()
    }

    /// Sets a field to what is left of `text` after cleaning; nothing if nothing is.
    ///
    /// All are one line in Unicode's normal form C without control and format characters. In characters: names, town and
    /// `rcs` are cut at 80, lines of the address at 120, the comment at 200. Dropped whole if they do not fit: an `email`
    /// that is not plausible or over 120; telephones of other characters than `+0-9 ().-` or over 30; a postcode of other than
    /// letters, digits, spaces and `-` or over 16; a `numtva` of other than letters and digits or over 20; a `codeBarre` with a
    /// space or over 64; a country that is neither two letters nor a common name; `lat` and `lng` beyond 90 and 180 degrees.
    pub fn set(&mut self, detail: Detail, text: &str) {
        self.clear(detail);
        self.values[detail as usize] = clean::clean(detail, text).map(|clean| clean.as_str().into());
    }

    /// Takes a field out.
    fn clear(&mut self, detail: Detail) {
        if let Some(mut old) = self.values[detail as usize].take() {
            old.zeroize();
        }
    }

    /// Whether no field is there.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    /// The fields that are there, in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = (Detail, &str)> {
        Detail::ALL.into_iter().filter_map(|detail| Some((detail, self.get(detail)?)))
    }
}

impl Drop for Contact {
    fn drop(&mut self) {
        for value in self.values.iter_mut().flatten() {
            value.zeroize();
        }
    }
}

/// Says how much there is, not what.
impl fmt::Debug for Contact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Contact({} fields)", self.fields().count())
    }
}

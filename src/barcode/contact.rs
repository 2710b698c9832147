//! A customer who brings name and address: the sixteen fields of Kash's `client[...]`, bounded, cleaned, wiped when they
//! are dropped.
//!
//! Source: the published page "Record sales in the software", create a new customer in the same query.

use std::fmt;
use zeroize::Zeroize;

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
    pub fn set(&mut self, detail: Detail, text: &str) {
        let clean = text.trim();
        self.values[detail as usize] = (!clean.is_empty()).then(|| clean.into());
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

//! From the properties of a vCard or MECARD to the fields of `client[...]`.

use super::{Contact, Detail};

/// Which part of which property fills which field. Parts are counted from 0, as RFC 6350 orders them: `N` is last name,
/// first name...; `ADR` is post box, extension, street, town, region, postcode, country.
///
/// Where two properties fill one field, the one that comes first does. `FN` counts only without `N`, the second `TEL` is
/// the second telephone, `GEO` is `geo:48.8,2.3` or `48.8;2.3`, and only the first address is taken.
const MAP: &[(&str, usize, Detail)] = &[
    ("N", 0, Detail::Nom),
    ("N", 1, Detail::Prenom),
    ("FN", 0, Detail::Nom),
    ("EMAIL", 0, Detail::Email),
    ("TEL", 0, Detail::Telephone),
    ("TEL", 0, Detail::Telephone2),
    ("ADR", 2, Detail::AdresseLigne1),
    ("ADR", 1, Detail::AdresseLigne2),
    ("ADR", 3, Detail::Ville),
    ("ADR", 5, Detail::CodePostal),
    ("ADR", 6, Detail::Pays),
    ("NOTE", 0, Detail::CommentaireAdresse),
    ("GEO", 0, Detail::Lat),
    ("GEO", 1, Detail::Lng),
    ("COUNTRY", 0, Detail::Pays),
    ("X-KASH-NUMTVA", 0, Detail::NumTva),
    ("X-KASH-RCS", 0, Detail::Rcs),
    ("X-KASH-CODEBARRE", 0, Detail::CodeBarre),
];

/// Which part (counted from 0) of which property of a vCard or MECARD fills which field of `client[...]`:
///
/// | property | field |
/// | --- | --- |
/// | `N`, part 1 (last name), or `FN` where there is no `N` | `nom` |
/// | `N`, part 2 (first name) | `prenom` |
/// | `EMAIL` | `email` |
/// | `TEL`, the first and the second that is no fax | `telephone`, `telephone2` |
/// | `ADR`, part 3 (street) | `adresseligne1` |
/// | `ADR`, part 2 (extension) | `adresseligne2` |
/// | `ADR`, parts 4, 6 and 7 | `ville`, `codepostal`, `pays` |
/// | `NOTE` | `commentaireadresse` |
/// | `GEO` | `lat`, `lng` |
/// | `COUNTRY` | `pays` |
/// | `X-KASH-NUMTVA`, `X-KASH-RCS`, `X-KASH-CODEBARRE` | `numtva`, `rcs`, `codeBarre` |
pub const fn map() -> &'static [(&'static str, usize, Detail)] {
    MAP
}

/// A contact while it is filled.
#[derive(Default)]
pub(super) struct Filling {
    contact: Contact,
    /// Whether an address was taken: parts of two must not be mixed.
    addressed: bool,
    /// `FN`, in case there is no `N`.
    full_name: Contact,
}

impl Filling {
    /// Takes one property; `name` in upper case.
    pub(super) fn put(&mut self, name: &str, parts: &[String]) {
        match name {
            "GEO" => self.place(parts),
            "FN" => self.full_name.set_first(Detail::Nom, parts.first()),
            "TEL" => {
                let free =
                    [Detail::Telephone, Detail::Telephone2].into_iter().find(|one| self.contact.get(*one).is_none());
                if let Some(free) = free {
                    self.contact.set_first(free, parts.first());
                }
            }
            "ADR" if self.addressed => {}
            _ => {
                self.addressed |= name == "ADR" && parts.iter().any(|part| !part.trim().is_empty());
                for (_, part, detail) in MAP.iter().filter(|(property, ..)| *property == name) {
                    self.contact.set_first(*detail, parts.get(*part));
                }
            }
        }
    }

    /// Both or none: half a place is nowhere.
    fn place(&mut self, parts: &[String]) {
        let [text] = parts else { return };
        let bare = text.trim();
        let uri = bare.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("geo:"));
        let place = if uri {
            bare.get(4..).and_then(|place| place.split(';').next()).and_then(|place| place.split_once(','))
        } else {
            bare.split_once([';', ','])
        };
        let Some((lat, lng)) = place else { return };
        if self.contact.get(Detail::Lat).is_some() {
            return;
        }
        // An altitude may follow.
        let lng = lng.split([',', ';']).next().unwrap_or_default();
        self.contact.set(Detail::Lat, lat);
        self.contact.set(Detail::Lng, lng);
        if self.contact.get(Detail::Lat).is_none() || self.contact.get(Detail::Lng).is_none() {
            self.contact.clear(Detail::Lat);
            self.contact.clear(Detail::Lng);
        }
    }

    /// The contact; `None` without any name, email address or telephone.
    pub(super) fn finish(mut self) -> Option<Contact> {
        if self.contact.get(Detail::Nom).is_none() && self.contact.get(Detail::Prenom).is_none() {
            let name = self.full_name.get(Detail::Nom).unwrap_or_default();
            self.contact.set(Detail::Nom, name);
        }
        let known = [Detail::Nom, Detail::Prenom, Detail::Email, Detail::Telephone];
        let reachable = known.into_iter().any(|detail| self.contact.get(detail).is_some());
        reachable.then_some(self.contact)
    }
}

impl Contact {
    /// Sets a field that is not there yet.
    fn set_first(&mut self, detail: Detail, text: Option<&String>) {
        if let Some(text) = text.filter(|_| self.get(detail).is_none()) {
            self.set(detail, text);
        }
    }
}

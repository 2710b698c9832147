//! Which codes are on a sheet, in which order, and what stands beside each.

use super::pictogram;
use crate::barcode::{Control, Pass};
use crate::till::article::Title;
use crate::till::order::Delivery;
use crate::till::settings::{Language, Person};
use crate::words::{self, Words};

/// The quantities that have a code: more are typed, or scanned one by one.
const QUANTITIES: std::ops::RangeInclusive<u32> = 2..=9;
/// The places that can be laid by a code, where the shop lays places.
const COVERS: std::ops::RangeInclusive<u32> = 1..=9;
/// Kash's numbers of delivery methods.
const DELIVERIES: std::ops::RangeInclusive<u8> = 0..=6;

/// What the settings of a shop have for its shoppers' sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// The shop's language, the first of those that have codes.
    pub language: Language,
    /// The comments that may be picked, the first as number 1.
    pub notes: Vec<Title>,
    /// The table that the settings name.
    pub table: Option<u64>,
    /// The pager that the settings name.
    pub pager: Option<u32>,
    /// Whether the shop lays places: the settings say how many where nobody does.
    pub covers: bool,
    /// Whether the shop tells apart how goods leave it: the settings say how where nobody does.
    pub delivery: bool,
}

/// One code, and what stands beside it.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is scanned.
    pub code: String,
    /// What it does, in a few words or in those of a comment.
    pub caption: String,
    /// Its drawing, of [`pictogram`].
    pub(super) drawing: &'static str,
}

/// Tells no code: those of staff let whoever has them act as that person.
impl std::fmt::Debug for Entry {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Entry({})", self.caption)
    }
}

/// Codes that are printed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What stands above.
    pub title: &'static str,
    /// The codes, those that belong together in one group.
    pub groups: Vec<Vec<Entry>>,
}

impl Sheet {
    /// What shoppers may scan, in words of `language`. Choices belong to single articles, free lines have an amount of
    /// their own, and staff have a sheet of their own: none of these is on it.
    pub fn of_shoppers(offer: &Offer, language: Language) -> Self {
        let words = words::of(language);
        let acts =
            [Control::Confirm, Control::Cancel, Control::Undo, Control::PriceCheck, Control::Help, Control::Reprint];
        // The shop's own first: whoever chose another by mistake goes back by it.
        let others = Language::ALL.into_iter().filter(|other| *other != offer.language);
        let languages = std::iter::once(offer.language).chain(others);
        let table = offer.table.map(Control::Table);
        let pager = offer.pager.map(Control::Pager);
        let covers = COVERS.filter(|_| offer.covers).map(Control::Covers);
        let deliveries = DELIVERIES.filter(|_| offer.delivery).filter_map(Delivery::new).map(Control::Delivery);
        let notes = (1..).zip(&offer.notes).map(|(number, _)| Control::Note(number));
        let groups: [Vec<Control>; 6] = [
            acts.into(),
            QUANTITIES.map(Control::Quantity).collect(),
            languages.map(Control::Language).collect(),
            table.into_iter().chain(pager).chain(covers).collect(),
            deliveries.collect(),
            notes.collect(),
        ];
        let entry = |control: &Control| Entry::of(control, &offer.notes, words, language);
        let groups = groups.iter().map(|group| group.iter().filter_map(entry).collect());
        Self { title: words.sheet, groups: groups.filter(|group: &Vec<Entry>| !group.is_empty()).collect() }
    }

    /// The codes of each of the staff, in words of `language`.
    pub fn of_staff(people: &[Person], language: Language) -> Self {
        let words = words::of(language);
        let pass = |person: &Person, check: &str| Pass { person: (*person.id).into(), check: check.to_owned() };
        let group = |person: &Person| {
            let [staff, age] = [&person.staff_check, &person.age_check].map(|check| pass(person, check));
            let codes = [Control::Staff(staff), Control::Age(age)];
            codes.iter().filter_map(|control| Entry::of(control, &[], words, language)).collect()
        };
        Self { title: words.sheet_staff, groups: people.iter().map(group).collect() }
    }
}

impl Entry {
    /// What stands beside a code; `None` for one that no sheet has.
    fn of(control: &Control, notes: &[Title], words: &Words, language: Language) -> Option<Self> {
        let numbered = |name: &str, number: u64| format!("{name} {number}");
        let (drawing, caption) = match control {
            Control::Confirm => (pictogram::CONFIRM, words.confirm.to_owned()),
            Control::Cancel => (pictogram::CANCEL, words.cancel.to_owned()),
            Control::Undo => (pictogram::UNDO, words.undo.to_owned()),
            Control::Quantity(pieces) => (pictogram::QUANTITY, format!("× {pieces}")),
            Control::PriceCheck => (pictogram::PRICE, words.price_check.to_owned()),
            Control::Help => (pictogram::HELP, words.help_title.to_owned()),
            Control::Reprint => (pictogram::REPRINT, words.reprint.to_owned()),
            Control::Language(other) => (pictogram::LANGUAGE, words::own_name(*other).to_owned()),
            Control::Table(table) => (pictogram::TABLE, numbered(words.table, *table)),
            Control::Pager(pager) => (pictogram::PAGER, numbered(words.pager, (*pager).into())),
            Control::Covers(covers) => (pictogram::COVERS, numbered(words.covers, (*covers).into())),
            Control::Delivery(how) => (pictogram::DELIVERY, words::delivery(*how, language).to_owned()),
            Control::Note(number) => {
                let place = usize::try_from(*number).ok()?.checked_sub(1)?;
                (pictogram::NOTE, notes.get(place)?.as_str().to_owned())
            }
            Control::Staff(pass) => (pictogram::STAFF, words.staff(&pass.person)),
            Control::Age(pass) => (pictogram::AGE, format!("{} ({})", words.age_checked, pass.person)),
            Control::Choose(_) | Control::Department(..) | Control::Free(_) => return None,
        };
        Some(Self { code: control.text(), caption, drawing })
    }
}

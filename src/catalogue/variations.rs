//! An article's variations: its slots filled with what is known of their choices.
//!
//! Only articles that have slots come here; the others cost no query more.

use super::slot::{self, Offer, Slot};
use crate::till::article::{Choice, ChoiceId, Title, Variation};
use crate::till::money::Cents;
use rusqlite::{Connection, OptionalExtension, Row};

const CHOICE: &str = "SELECT title, delta_cents, available, ends FROM choice WHERE id = ?1";
const MEMBERS: &str = "SELECT choice_id FROM variation_choice WHERE variation_id = ?1 ORDER BY position LIMIT ?2";
const TITLE: &str = "SELECT title FROM variation WHERE id = ?1";

/// The variations that `slots` stands for; `None` if it is no text of ours. A slot of which no choice is known offers
/// nothing and is left out.
pub(super) fn read(connection: &Connection, slots: &str) -> rusqlite::Result<Option<Vec<Variation>>> {
    let Ok(slots) = slot::parse(slots) else { return Ok(None) };
    let filled: rusqlite::Result<Vec<Variation>> = slots.iter().map(|slot| fill(connection, slot)).collect();
    Ok(Some(filled?.into_iter().filter(|variation| !variation.choices.is_empty()).collect()))
}

fn fill(connection: &Connection, slot: &Slot) -> rusqlite::Result<Variation> {
    let (title, members) = match &slot.offer {
        Offer::Choices(choices) => (None, choices.clone()),
        Offer::Variation(id) => {
            let title: Option<Option<String>> = connection.query_row(TITLE, [id], |row| row.get(0)).optional()?;
            let most = i64::try_from(slot::CHOICES_MAX).unwrap_or(i64::MAX);
            let mut statement = connection.prepare(MEMBERS)?;
            let members = statement.query_map([*id, most], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            (title.flatten().and_then(|title| Title::clean(&title)), members)
        }
    };
    let mut statement = connection.prepare(CHOICE)?;
    let mut choices = Vec::new();
    for id in members {
        let known = statement.query_row([id], |row| choice(id, row)).optional()?;
        choices.extend(known.unwrap_or_else(|| nameless(id)));
    }
    Ok(Variation { title, required: slot.required, choices })
}

/// A choice of the file; `None` if its values are not.
fn choice(id: i64, row: &Row<'_>) -> rusqlite::Result<Option<Choice>> {
    let title = Title::clean(row.get_ref(0)?.as_str()?);
    let delta: i64 = row.get(1)?;
    let (available, ends) = (row.get::<_, i64>(2)? != 0, row.get::<_, i64>(3)? != 0);
    let fits = (-Cents::MAX.get()..=Cents::MAX.get()).contains(&delta);
    Ok(u64::try_from(id).ok().zip(title).filter(|_| fits).map(|(id, title)| Choice {
        id: ChoiceId(id),
        title,
        delta: Cents::new(delta),
        available,
        ends,
    }))
}

/// A choice that nobody named: its number, which stands on the shop's list too.
fn nameless(id: i64) -> Option<Choice> {
    let title = Title::clean(&format!("n° {id}"))?;
    let id = ChoiceId(u64::try_from(id).ok()?);
    Some(Choice { id, title, delta: Cents::ZERO, available: true, ends: false })
}

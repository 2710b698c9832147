//! Taking over the shop's own lists: everything in one transaction, and nothing at all where they are in doubt.

use super::import::{Remarks, cards as cards_of, codes};
use super::slot::{self, Offer, Slot};
use super::{Catalogue, Error};
use crate::barcode::Key;
use crate::kash::reference::{Article, Reference, Variation};
use crate::till::Wall;
use crate::till::article::Unit;
use crate::till::money::VatRate;
use rusqlite::{Connection, TransactionBehavior, params};

/// What was taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Articles.
    pub articles: u32,
    /// Articles that no code finds.
    pub without_code: u32,
    /// Customer cards.
    pub cards: u32,
    /// What was left out and may matter; `line` is the row of the list.
    pub remarks: Remarks,
}

impl Catalogue {
    /// Replaces articles, departments, variations and customer cards by the shop's. `now` is kept as the time of it.
    ///
    /// Cards are left as they are if the shop lists none: not every shop hands out cards, and some files do.
    ///
    /// # Errors
    ///
    /// [`Error::Shrunk`] if less than half of any list of before is left, unless that is accepted; then, and at any other
    /// failure, everything is as it was.
    pub fn sync(&mut self, lists: &Reference, accept_shrunk: bool, now: Option<Wall>) -> Result<Synced, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !accept_shrunk {
            check_shrunk(&transaction, lists)?;
        }
        transaction.execute_batch(
            "CREATE TEMP TABLE before AS SELECT id, unit, unit_price_cents, min_age, linked_items FROM article;
             DELETE FROM gtin_code; DELETE FROM text_code; DELETE FROM article;
             DELETE FROM department; DELETE FROM variation; DELETE FROM variation_choice; DELETE FROM choice;",
        )?;
        let mut synced = Synced::default();
        departments(&transaction, lists)?;
        variations(&transaction, &lists.variations)?;
        let codes = articles(&transaction, lists, &mut synced)?;
        // The shop's lists say nothing of these: an age check that somebody imported must not be lost.
        transaction.execute_batch(
            "UPDATE article SET min_age = b.min_age, linked_items = b.linked_items, unit_price_cents = b.unit_price_cents
                 FROM temp.before b WHERE b.id = article.id;
             DROP TABLE temp.before;",
        )?;
        cards(&transaction, lists, &mut synced)?;
        let at = now.map(|Wall(seconds)| seconds);
        let mut told = transaction
            .prepare("INSERT OR REPLACE INTO import (kind, rows, codes, at, source) VALUES (?1, ?2, ?3, ?4, 'shop')")?;
        told.execute(params!["articles", synced.articles, codes, at])?;
        if synced.cards > 0 {
            told.execute(params!["customers", synced.cards, synced.cards, at])?;
        }
        drop(told);
        transaction
            .execute("INSERT OR REPLACE INTO sync (only, tried_at, good_at, failure) VALUES (1, ?1, ?1, NULL)", [at])?;
        transaction.commit()?;
        Ok(synced)
    }

    /// Keeps in mind that the shop's lists were asked for in vain, and why.
    pub fn sync_failed(&mut self, why: &str, now: Option<Wall>) -> Result<(), Error> {
        let at = now.map(|Wall(seconds)| seconds);
        self.connection.execute(
            "INSERT INTO sync (only, tried_at, failure) VALUES (1, ?1, ?2)
             ON CONFLICT (only) DO UPDATE SET tried_at = excluded.tried_at, failure = excluded.failure",
            params![at, why],
        )?;
        Ok(())
    }
}

/// A list that lost more than half is more likely a mistake of the shop's than its will.
fn check_shrunk(connection: &Connection, lists: &Reference) -> Result<(), Error> {
    let kept = [
        ("articles", "SELECT count(*) FROM article", lists.articles.len()),
        ("departments", "SELECT count(*) FROM department", lists.departments.len()),
        ("variations", "SELECT count(*) FROM variation", lists.variations.len()),
        ("customer cards", "SELECT count(*) FROM customer", lists.customers.len()),
    ];
    for (what, count, now) in kept {
        let before: u32 = connection.query_row(count, [], |row| row.get(0))?;
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        // No cards at all leaves those that are there.
        if now * 2 < before && !(what == "customer cards" && now == 0) {
            return Err(Error::Shrunk { what, before, now });
        }
    }
    Ok(())
}

fn departments(connection: &Connection, lists: &Reference) -> Result<(), Error> {
    let mut insert = connection.prepare("INSERT OR IGNORE INTO department VALUES (?1, ?2, ?3)")?;
    for department in &lists.departments {
        let vat = department.vat.map(VatRate::get);
        insert.execute(params![department.id, department.title.as_str(), vat])?;
    }
    Ok(())
}

fn variations(connection: &Connection, variations: &[Variation]) -> Result<(), Error> {
    let mut set = connection.prepare("INSERT OR IGNORE INTO variation VALUES (?1, ?2)")?;
    let mut member = connection.prepare("INSERT OR IGNORE INTO variation_choice VALUES (?1, ?2, ?3)")?;
    let mut choice = connection.prepare("INSERT OR IGNORE INTO choice VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for variation in variations {
        set.execute(params![variation.id, variation.title.as_ref().map(crate::till::article::Title::as_str)])?;
        for (position, one) in (0_i64..).zip(&variation.choices) {
            member.execute(params![variation.id, position, one.id])?;
            choice.execute(params![one.id, one.title.as_str(), one.delta.get(), one.available, one.ends])?;
        }
    }
    Ok(())
}

/// Stores the articles and says how many codes they have. A code that two articles have is the first one's.
fn articles(connection: &Connection, lists: &Reference, synced: &mut Synced) -> Result<u32, Error> {
    let mut insert =
        connection.prepare("INSERT OR IGNORE INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, 0, '', ?8)")?;
    let mut gtin = connection.prepare("INSERT OR IGNORE INTO gtin_code (gtin, article_id) VALUES (?1, ?2)")?;
    let mut weighed = connection.prepare("SELECT count(*) FROM temp.before WHERE id = ?1 AND unit = 'kg'")?;
    let mut text = connection.prepare("INSERT OR IGNORE INTO text_code (code, article_id) VALUES (?1, ?2)")?;
    let mut stored = 0;
    for article in &lists.articles {
        let by_weight = match article.unit {
            Some(unit) => unit == Unit::Kilogram,
            // The shop does not say; whoever imported it did.
            None => weighed.query_row([article.id], |row| row.get::<_, u32>(0))? > 0,
        };
        insert.execute(params![
            article.id,
            article.title.as_str(),
            article.price.get(),
            article.vat.map(VatRate::get),
            article.department,
            if by_weight { "kg" } else { "piece" },
            slots(article, &lists.variations),
            article.active,
        ])?;
        synced.articles += 1;
        let keys = match codes(&article.barcode) {
            Ok((keys, _)) => keys,
            Err(why) => {
                synced.remarks.push(article.row, why);
                Vec::new()
            }
        };
        let mut own = 0;
        for key in &keys {
            let added = match key {
                Key::Gtin(code) => gtin.execute(params![code.get().cast_signed(), article.id])?,
                Key::Text(code) => text.execute(params![code, article.id])?,
            };
            if added == 0 {
                let why =
                    format!("article {} has a barcode that an article before it has; that one is sold", article.id);
                synced.remarks.push(article.row, why);
            }
            own += u32::try_from(added).unwrap_or(0);
        }
        synced.without_code += u32::from(own == 0);
        stored += own;
    }
    Ok(stored)
}

/// The article's slots as the catalogue keeps them.
fn slots(article: &Article, variations: &[Variation]) -> String {
    let slot = |id: &i64| {
        let required = variations.iter().any(|variation| variation.id == *id && variation.required);
        Slot { offer: Offer::Variation(*id), required }
    };
    slot::write(
        &article.variations.iter().take(crate::till::article::Article::VARIATIONS_MAX).map(slot).collect::<Vec<_>>(),
    )
}

fn cards(connection: &Connection, lists: &Reference, synced: &mut Synced) -> Result<(), Error> {
    if lists.customers.is_empty() {
        return Ok(());
    }
    connection.execute("DELETE FROM customer", [])?;
    let mut insert = connection.prepare("INSERT OR IGNORE INTO customer (barcode, id) VALUES (?1, ?2)")?;
    for customer in &lists.customers {
        // Which card it is stays untold: remarks may end in a log.
        let Ok(cards) = cards_of(&customer.barcode) else {
            synced
                .remarks
                .push(customer.row, "the code of the card cannot be one: the kiosk reads it otherwise".to_owned());
            continue;
        };
        for card in cards {
            if insert.execute(params![card.code, customer.id])? == 0 {
                synced.remarks.push(customer.row, "another customer has the same card; the first has it".to_owned());
            } else {
                synced.cards += 1;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::Gtin;
    use crate::till::article::Title;
    use crate::till::effect::Query;
    use crate::till::event::Found;
    use crate::till::money::Cents;

    fn lists(count: i64) -> Reference {
        let article = |id: i64| Article {
            row: id.unsigned_abs(),
            id,
            barcode: if id == 1 { "3017620422003".to_owned() } else { format!("OWN-{id}") },
            title: Title::clean(&format!("Article {id}")).expect("a title"),
            price: Cents::new(100 * id),
            vat: VatRate::basis_points(550),
            department: None,
            unit: None,
            variations: Vec::new(),
            active: true,
        };
        Reference { articles: (1..=count).map(article).collect(), ..Reference::default() }
    }

    #[test]
    fn a_list_that_shrank_by_half_is_held_until_it_is_accepted() {
        let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
        assert_eq!(catalogue.sync(&lists(10), false, None).expect("taken over").articles, 10);
        assert_eq!(catalogue.sync(&lists(5), false, None).expect("half is left").articles, 5);
        let held = catalogue.sync(&lists(2), false, None).expect_err("held").to_string();
        assert!(held.contains("from 5 to 2") && held.contains("--accept-shrunk"), "{held}");
        assert_eq!(catalogue.summary().expect("a summary").articles, 5, "as it was");
        assert_eq!(catalogue.sync(&lists(2), true, None).expect("accepted").articles, 2);
    }

    #[test]
    fn what_the_shop_does_not_say_stays_as_it_was_imported() {
        let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
        let file = "id,barcode,title,price,unit,min-age\n1,3017620422003,Wine,9.90,piece,18\n2,OWN-2,Cheese,20,kg,\n";
        let policy = crate::catalogue::import::Policy::Strict;
        catalogue.import_articles(file.as_bytes(), policy, None).expect("imported");
        catalogue.sync(&lists(2), false, None).expect("taken over");
        let find = |catalogue: &Catalogue, key| match catalogue.find(&Query::Article(key)).expect("an answer") {
            Found::Article(article) => article,
            other => panic!("not found: {other:?}"),
        };
        let wine = find(&catalogue, Key::Gtin(Gtin::parse("3017620422003").expect("a GTIN")));
        assert_eq!((wine.title.as_str(), wine.min_age), ("Article 1", 18), "the age check stays");
        assert_eq!(find(&catalogue, Key::Text("OWN-2".to_owned())).unit, Unit::Kilogram);
        let mut said = lists(2);
        said.articles[1].unit = Some(Unit::Piece);
        catalogue.sync(&said, false, None).expect("taken over");
        assert_eq!(find(&catalogue, Key::Text("OWN-2".to_owned())).unit, Unit::Piece, "unless the shop does say");
    }

    #[test]
    fn a_code_that_two_have_is_the_first_ones() {
        let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
        let mut lists = lists(2);
        lists.articles[1].barcode = "03017620422003".to_owned();
        let synced = catalogue.sync(&lists, false, None).expect("taken over");
        assert_eq!((synced.without_code, synced.remarks.count), (1, 1));
        let key = Key::Gtin(Gtin::parse("3017620422003").expect("a GTIN"));
        let Found::Article(found) = catalogue.find(&Query::Article(key)).expect("an answer") else {
            panic!("not found")
        };
        assert_eq!(found.title.as_str(), "Article 1");
    }
}

//! From a code to the article or customer that has it.
//!
//! A catalogue holds codes as its owner typed them: a retail number may stand there in another length, and a customer
//! card may bear any code. So a number is also sought in the forms it may have been written in, and what is no article
//! may be a card.

use super::{Error, variations};
use crate::barcode::{Card, Gtin, Key};
use crate::till::article::{Article, ArticleId, CustomerId, Title, Unit};
use crate::till::effect::Query;
use crate::till::event::Found;
use crate::till::money::{Cents, VatRate};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use std::sync::Arc;

const BY_GTIN: &str = "SELECT a.id, a.title, a.price_cents, a.vat_bp, a.unit, a.min_age, a.active, a.variations,
    a.linked_items FROM gtin_code c JOIN article a ON a.id = c.article_id WHERE c.gtin = ?1";
const BY_TEXT: &str = "SELECT a.id, a.title, a.price_cents, a.vat_bp, a.unit, a.min_age, a.active, a.variations,
    a.linked_items FROM text_code c JOIN article a ON a.id = c.article_id WHERE c.code = ?1";
/// An article that can go along with another.
pub(super) const BY_ID: &str = "SELECT id, title, price_cents, vat_bp, unit, min_age, active FROM article WHERE id = ?1 AND active AND unit = 'piece'";
const CUSTOMER: &str = "SELECT id FROM customer WHERE barcode = ?1";

/// The shortest form a retail number is sought in. Shorter ones would meet the shop's own numbers.
const SHORTEST: usize = 6;

/// Answers a query from one state of the file.
pub(super) fn find(connection: &Connection, query: &Query) -> Result<Found, Error> {
    // An import may commit between two of our statements; the transaction holds on to the state of the first.
    seek(&*connection.unchecked_transaction()?, query)
}

fn seek(state: &Connection, query: &Query) -> Result<Found, Error> {
    let (gtins, texts) = match query {
        Query::Article(Key::Gtin(gtin)) => (readings(*gtin), written_forms(*gtin)),
        Query::Article(Key::Text(text)) => (Gtin::parse_upc_e(text).into_iter().collect(), vec![text.clone()]),
        Query::InStore(keys) => {
            let known = keys.iter().map(|key| seek(state, &Query::Article(key.clone())));
            let articles = known.filter(|found| !matches!(found, Ok(Found::Nothing | Found::Customer(_))));
            return articles.into_iter().next().unwrap_or(Ok(Found::Nothing));
        }
        Query::Customer(Card(card)) => (Vec::new(), card_forms(card)),
    };
    if let Query::Article(key) = query {
        let by_gtin = |gtins: &[Gtin]| article(state, BY_GTIN, gtins.iter().map(|gtin| gtin.get().cast_signed()));
        let by_text = || article(state, BY_TEXT, texts.iter());
        let found = match key {
            Key::Gtin(_) => by_gtin(&gtins)?.map_or_else(by_text, |article| Ok(Some(article)))?,
            Key::Text(_) => by_text()?.map_or_else(|| by_gtin(&gtins), |article| Ok(Some(article)))?,
        };
        if let Some(article) = found {
            return Ok(Found::Article(Arc::new(article)));
        }
    }
    customer(state, &texts)
}

/// The retail numbers that the digits may be, the likeliest first: eight digits that check as EAN-8 may still be UPC-E
/// where the scanner did not say which.
fn readings(gtin: Gtin) -> Vec<Gtin> {
    let other = (gtin.get() < 100_000_000).then(|| Gtin::parse_upc_e(&format!("{:08}", gtin.get()))).flatten();
    [Some(gtin), other].into_iter().flatten().collect()
}

/// The number with ever fewer zeros before it: as scanners send it, and as spreadsheets leave it.
fn written_forms(gtin: Gtin) -> Vec<String> {
    let digits = gtin.to_string();
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    (0..=zeros.min(digits.len() - SHORTEST)).filter_map(|n| digits.get(n..)).map(str::to_owned).collect()
}

/// The card as it was read, and if it is a retail number, in that number's other forms.
fn card_forms(card: &str) -> Vec<String> {
    let others = Gtin::parse(card).map(written_forms).unwrap_or_default();
    std::iter::once(card.to_owned()).chain(others).collect()
}

/// The first article that one of the codes has.
fn article(
    connection: &Connection,
    sql: &str,
    codes: impl Iterator<Item = impl ToSql>,
) -> Result<Option<Article>, Error> {
    let mut statement = connection.prepare(sql)?;
    for code in codes {
        let mut rows = statement.query([code])?;
        if let Some(row) = rows.next()? {
            return read(connection, row).map(Some);
        }
    }
    Ok(None)
}

fn customer(connection: &Connection, codes: &[String]) -> Result<Found, Error> {
    let mut statement = connection.prepare(CUSTOMER)?;
    for code in codes {
        let id: Option<i64> = statement.query_row([code], |row| row.get(0)).optional()?;
        if let Some(id) = id.and_then(|id| u64::try_from(id).ok()) {
            return Ok(Found::Customer(CustomerId(id)));
        }
    }
    Ok(Found::Nothing)
}

/// An article of the file. Its values are checked again: the file may have been edited by other hands.
fn read(connection: &Connection, row: &Row<'_>) -> Result<Article, Error> {
    let id: i64 = row.get(0)?;
    let mut article = checked(row, id)?.ok_or(Error::Damaged(id))?;
    article.linked = linked(connection, id, row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?)?;
    let slots = row.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?;
    if !slots.is_empty() {
        article.variations = variations::read(connection, slots)?.ok_or(Error::Damaged(id))?;
    }
    Ok(article)
}

/// What is sold along with article `id`: numbers of articles, a space between them. One that is not for sale, or sold by
/// weight, is left out: a bag that ran out stops no sale. Most articles have none, and cost no query more.
fn linked(connection: &Connection, id: i64, numbers: &str) -> Result<Vec<Arc<Article>>, Error> {
    let mut articles = Vec::new();
    for number in numbers.split_whitespace().take(Article::LINKED_MAX) {
        let number: i64 = number.parse().map_err(|_| Error::Damaged(id))?;
        let mut statement = connection.prepare(BY_ID)?;
        let mut rows = statement.query([number])?;
        if let Some(row) = rows.next()? {
            articles.push(Arc::new(checked(row, number)?.ok_or(Error::Damaged(number))?));
        }
    }
    Ok(articles)
}

fn checked(row: &Row<'_>, id: i64) -> rusqlite::Result<Option<Article>> {
    let price: i64 = row.get(2)?;
    let vat: Option<i64> = row.get(3)?;
    let min_age: i64 = row.get(5)?;
    let title = Title::clean(row.get_ref(1)?.as_str()?);
    let unit = match row.get_ref(4)?.as_str()? {
        "piece" => Some(Unit::Piece),
        "kg" => Some(Unit::Kilogram),
        _ => None,
    };
    let vat = vat.map(|vat| u16::try_from(vat).ok().and_then(VatRate::basis_points));
    let price = (0..=Cents::MAX.get()).contains(&price).then(|| Cents::new(price));
    let active = row.get::<_, i64>(6)? != 0;
    let (Ok(id), Some(title), Some(price), Some(unit), Ok(min_age)) =
        (u64::try_from(id), title, price, unit, u8::try_from(min_age))
    else {
        return Ok(None);
    };
    let vat = match vat {
        Some(None) => return Ok(None),
        Some(known) => known,
        None => None,
    };
    let (variations, linked) = (Vec::new(), Vec::new());
    Ok(Some(Article { id: ArticleId(id), title, price, vat, unit, min_age, active, variations, linked }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_sought_in_every_length_it_may_have_been_typed_in() {
        let forms = |number| written_forms(Gtin::new(number).expect("a GTIN"));
        assert_eq!(forms(42_100_005_264), ["00042100005264", "0042100005264", "042100005264", "42100005264"]);
        assert_eq!(forms(13_017_620_422_000), ["13017620422000"]);
        assert_eq!(forms(17).last().map(String::as_str), Some("000017"), "never so short that it meets an own number");
    }

    #[test]
    fn eight_digits_may_be_upc_e_after_all() {
        let both = readings(Gtin::parse("01234565").expect("an EAN-8"));
        assert_eq!(both.iter().map(|gtin| gtin.get()).collect::<Vec<_>>(), [1_234_565, 12_345_000_065]);
        assert_eq!(readings(Gtin::parse("3017620422003").expect("an EAN-13")).len(), 1);
    }
}

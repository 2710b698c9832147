//! What the sandbox shop sells and where it takes money: articles with their choices, and cash registers.

use super::Error;
use crate::till::money::{Cents, VatRate};
use std::collections::BTreeMap;

/// One article of the sandbox shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// What one piece or one kilogram costs, taxes included.
    pub price: Cents,
    /// Its VAT rate.
    pub vat: VatRate,
    /// The variation choices that it can be ordered with.
    pub choices: Vec<Choice>,
}

/// One choice of a variation: "large", say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// What it adds to the article's price; may be negative.
    pub extra: Cents,
}

/// A cash register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Its number, greater than zero.
    pub id: u64,
    /// Its name.
    pub title: String,
    /// A closed register takes no order.
    pub open: bool,
}

/// The articles by number.
#[derive(Debug)]
pub(super) struct Catalogue {
    articles: BTreeMap<u64, Article>,
    vat: VatRate,
}

impl Catalogue {
    /// These articles; none at all stands for any.
    pub(super) fn new(list: Vec<Article>, vat: VatRate) -> Result<Self, Error> {
        let mut articles = BTreeMap::new();
        for article in list {
            let id = article.id;
            if id == 0 || articles.insert(id, article).is_some() {
                return Err(Error::Article(id));
            }
        }
        Ok(Self { articles, vat })
    }

    /// Whether any number is an article, with any choice.
    pub(super) fn sells_anything(&self) -> bool {
        self.articles.is_empty()
    }

    /// The article of this number.
    pub(super) fn get(&self, id: u64) -> Option<Article> {
        if self.sells_anything() {
            let (title, price) = (format!("Article {id}"), Cents::new(100));
            return Some(Article { id, title, price, vat: self.vat, choices: Vec::new() });
        }
        self.articles.get(&id).cloned()
    }

    /// The VAT rate of what is not an article.
    pub(super) const fn vat(&self) -> VatRate {
        self.vat
    }
}

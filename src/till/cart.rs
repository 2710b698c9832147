//! The cart: lines in order of scanning, and the steps that made them, so that undo is exact.

use super::article::{Article, ArticleId, CustomerId};
use super::money::{Cents, Quantity};
use super::order::{Goods, Line, PriceRule};
use super::screen::{CartLine, Refusal};
use std::sync::Arc;

/// The most lines a cart holds; far below the thousand variables that a PHP form takes by default.
pub const MAX_LINES: usize = 100;

/// What a shopper has scanned so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cart {
    items: Vec<Item>,
    steps: Vec<Step>,
    customer: Option<CustomerId>,
}

/// One article and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    article: Arc<Article>,
    quantity: Quantity,
    total: Cents,
}

/// One scan that counted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    article: ArticleId,
    quantity: Quantity,
}

impl Cart {
    /// Adds to the article's line, or a line to the end.
    ///
    /// Fails, and changes nothing, where a limit would be passed or where the article may not be sold by a kiosk.
    pub fn add(&mut self, article: &Arc<Article>, quantity: Quantity) -> Result<(), Refusal> {
        let place = self.items.iter().position(|item| item.article.id == article.id);
        let (before, sum) = match place {
            Some(place) => {
                let item = &self.items[place];
                (item.total, item.quantity.checked_add(quantity).ok_or(Refusal::TooMuch)?)
            }
            None if self.items.len() == MAX_LINES => return Err(Refusal::CartFull),
            None => (Cents::ZERO, quantity),
        };
        // A line keeps the price it began with, also if the catalogue changes under the shopper.
        let article = place.map_or(article, |place| &self.items[place].article).clone();
        let total = article.price.times(sum).ok_or(Refusal::TooMuch)?;
        let rest = self.total().checked_sub(before).ok_or(Refusal::TooMuch)?;
        rest.checked_add(total).filter(|cart| *cart <= Cents::MAX).ok_or(Refusal::TooMuch)?;

        self.steps.push(Step { article: article.id, quantity });
        let item = Item { article, quantity: sum, total };
        match place {
            Some(place) => self.items[place] = item,
            None => self.items.push(item),
        }
        Ok(())
    }

    /// One more piece of what was added last.
    pub fn add_one_more(&mut self) -> Result<(), Refusal> {
        match self.last().map(|item| item.article.clone()) {
            Some(article) => self.add(&article, Quantity::ONE),
            None => Ok(()),
        }
    }

    /// Takes the last step back. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        let Some(place) = self.items.iter().position(|item| item.article.id == step.article) else { return false };
        let item = &mut self.items[place];
        let rest = item.quantity.checked_sub(step.quantity);
        match rest.and_then(|rest| Some((rest, item.article.price.times(rest)?))) {
            Some((quantity, total)) => (item.quantity, item.total) = (quantity, total),
            None => {
                self.items.remove(place);
            }
        }
        true
    }

    /// Whose purchase it is.
    pub fn attach(&mut self, customer: CustomerId) {
        self.customer = Some(customer);
    }

    /// The customer, if a card was scanned.
    pub const fn customer(&self) -> Option<CustomerId> {
        self.customer
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The sum of the lines. Never above [`Cents::MAX`]: `add` sees to it.
    pub fn total(&self) -> Cents {
        self.items.iter().fold(Cents::ZERO, |sum, item| sum.checked_add(item.total).unwrap_or(Cents::MAX))
    }

    /// The lines as they would be ordered.
    pub fn order_lines(&self) -> Vec<Line> {
        let line = |item: &Item| Line {
            goods: Goods::Article { id: item.article.id, choices: Vec::new(), price: PriceRule::Shop },
            title: item.article.title.clone(),
            unit_price: item.article.price,
            quantity: item.quantity,
            total: item.total,
            vat: item.article.vat,
        };
        self.items.iter().map(line).collect()
    }

    /// The lines as they are shown.
    pub fn screen_lines(&self) -> Vec<CartLine> {
        let line = |item: &Item| CartLine {
            title: item.article.title.as_str().to_owned(),
            choices: Vec::new(),
            quantity: item.quantity,
            unit_price: item.article.price,
            total: item.total,
        };
        self.items.iter().map(line).collect()
    }

    /// Which line the last step changed.
    pub fn last_line(&self) -> Option<usize> {
        let step = self.steps.last()?;
        self.items.iter().position(|item| item.article.id == step.article)
    }

    fn last(&self) -> Option<&Item> {
        self.last_line().and_then(|place| self.items.get(place))
    }
}

//! One line of the cart: what it is, how much of it, and what that costs.

use crate::till::article::{Article, Choice, ChoiceId, DepartmentId, Title, Variation};
use crate::till::marks::Marks;
use crate::till::money::{Cents, Quantity, VatRate};
use crate::till::order::{Chosen, Goods, Line, PriceRule};
use crate::till::screen::{Answer, CartLine, Question};
use std::sync::Arc;

/// One line, and those of what is sold along with it. Its total is a function of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    what: What,
    quantity: Quantity,
    /// With what is sold along. Absent where it would not fit; such a line is never in a cart.
    pub(super) total: Option<Cents>,
}

/// What a line is of. It keeps the prices it began with, also if the catalogue changes under the shopper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An article of the catalogue.
    Article {
        article: Arc<Article>,
        /// What was chosen, slot by slot, as places among the choices.
        slots: Vec<Option<usize>>,
        /// How it came.
        origin: Origin,
        /// What its own code said of it.
        marks: Marks,
    },
    /// Something else.
    Free(Free),
}

/// Where the quantity and the price of an article's line come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::till) enum Origin {
    /// Counted, at the catalogue's price.
    Counted,
    /// So many packages weighed by a scale, at the catalogue's price for a kilogram.
    Weighed {
        /// 1 or more.
        packages: u32,
    },
    /// A scale printed this price.
    Labelled(Cents),
}

/// A line that is no article of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// In which department, if in one.
    pub department: Option<DepartmentId>,
    /// Its name.
    pub title: Title,
    /// The price of one piece or one kilogram, greater than zero.
    pub price: Cents,
    /// Its VAT rate, if known.
    pub vat: Option<VatRate>,
    /// The age in years that its buyer must have, 0 for none.
    pub min_age: u8,
    /// What is sold along with each one.
    pub linked: Vec<Arc<Article>>,
    /// How many packages a scale weighed for it; none for what is counted.
    pub packages: Option<u32>,
}

impl Free {
    /// One with which nothing goes along, for anybody.
    pub const fn alone(department: Option<DepartmentId>, title: Title, price: Cents) -> Self {
        Self { department, title, price, vat: None, min_age: 0, linked: Vec::new(), packages: None }
    }

    /// An article of which the shop is told no number: what is bound to it is bound to this too.
    pub fn of(article: &Article, department: Option<DepartmentId>, price: Cents, packages: Option<u32>) -> Self {
        let (vat, min_age, linked) = (article.vat, article.age(), article.linked.clone());
        Self { vat, min_age, linked, packages, ..Self::alone(department, article.title.clone(), price) }
    }
}

impl What {
    pub(super) fn article(article: &Arc<Article>, origin: Origin, marks: Marks) -> Self {
        Self::Article { article: article.clone(), slots: vec![None; article.variations.len()], origin, marks }
    }

    fn title(&self) -> &Title {
        match self {
            Self::Article { article, .. } => &article.title,
            Self::Free(free) => &free.title,
        }
    }

    /// What one costs, choices included; none where that is less than nothing.
    fn unit_price(&self) -> Option<Cents> {
        let price = match self {
            Self::Article { article, origin, .. } => {
                let base = if let Origin::Labelled(price) = origin { *price } else { article.price };
                self.chosen().try_fold(base, |sum, choice| sum.checked_add(choice.delta))?
            }
            Self::Free(free) => free.price,
        };
        (price >= Cents::ZERO).then_some(price)
    }

    /// The age in years that its buyer must have, 0 for none.
    fn age(&self) -> u8 {
        match self {
            Self::Article { article, .. } => article.age(),
            Self::Free(free) => free.min_age,
        }
    }

    /// What is sold along with each one.
    fn linked(&self) -> &[Arc<Article>] {
        match self {
            Self::Article { article, .. } => &article.linked,
            Self::Free(free) => &free.linked,
        }
    }

    /// How many ones there are in so much of it.
    fn count(&self, quantity: Quantity) -> Option<Quantity> {
        match self {
            Self::Article { origin: Origin::Weighed { packages }, .. }
            | Self::Free(Free { packages: Some(packages), .. }) => Quantity::pieces(*packages),
            Self::Article { .. } | Self::Free(_) => Some(quantity),
        }
    }

    /// What so much of it costs, and with what is sold along.
    fn cost(&self, quantity: Quantity) -> Option<(Cents, Cents)> {
        let own = self.unit_price()?.times(quantity)?;
        let count = self.count(quantity)?;
        let more = |sum: Cents, linked: &Arc<Article>| sum.checked_add(linked.price.times(count)?);
        Some((own, self.linked().iter().try_fold(own, more)?))
    }

    /// The choices that were made, in the order of the slots.
    fn chosen(&self) -> impl Iterator<Item = &Choice> {
        let (variations, slots) = match self {
            Self::Article { article, slots, .. } => (article.variations.as_slice(), slots.as_slice()),
            Self::Free(_) => (&[][..], &[][..]),
        };
        variations.iter().zip(slots).filter_map(|(variation, slot)| variation.choices.get((*slot)?))
    }
}

impl Item {
    pub(super) fn new(what: What, quantity: Quantity) -> Self {
        let total = what.cost(quantity).map(|(_, total)| total);
        Self { what, quantity, total }
    }

    /// The line with so much more, if a line can hold that.
    pub(super) fn more(&self, quantity: Quantity) -> Option<Self> {
        Some(Self::new(self.what.clone(), self.quantity.checked_add(quantity)?))
    }

    /// The line with so much less; none if nothing is left.
    pub(super) fn less(&self, quantity: Quantity) -> Option<Self> {
        Some(Self::new(self.what.clone(), self.quantity.checked_sub(quantity)?))
    }

    /// Whether a further piece of this article, with these marks, belongs to this line.
    pub(super) fn takes_more_of(&self, other: &Article, others: &Marks) -> bool {
        matches!(&self.what, What::Article { article, origin: Origin::Counted, marks, .. }
            if article.id == other.id && article.variations.is_empty() && other.variations.is_empty()
                && marks == others && others.serial().is_none())
    }

    /// What its own code said of it.
    pub(super) const fn marks(&self) -> Option<&Marks> {
        match &self.what {
            What::Article { marks, .. } => Some(marks),
            What::Free(_) => None,
        }
    }

    pub(super) const fn is_weighed(&self) -> bool {
        matches!(
            self.what,
            What::Article { origin: Origin::Weighed { .. }, .. } | What::Free(Free { packages: Some(_), .. })
        )
    }

    /// The age in years that its buyer must have, 0 for none.
    pub(super) fn age(&self) -> u8 {
        self.what.age()
    }

    /// How many lines it is on the screen and in the order.
    pub(super) fn lines(&self) -> usize {
        1 + self.what.linked().len()
    }

    /// What was chosen, slot by slot.
    pub(super) fn slots(&self) -> &[Option<usize>] {
        match &self.what {
            What::Article { slots, .. } => slots,
            What::Free(_) => &[],
        }
    }

    /// The line with other choices.
    pub(super) fn with_slots(&self, chosen: Vec<Option<usize>>) -> Self {
        let mut what = self.what.clone();
        if let What::Article { slots, .. } = &mut what {
            *slots = chosen;
        }
        Self::new(what, self.quantity)
    }

    /// The line with this choice, if the article has it and it is to be had. A choice that several variations have goes
    /// to the first that has none yet.
    pub(super) fn with_choice(&self, id: ChoiceId) -> Option<Self> {
        let What::Article { article, slots, .. } = &self.what else { return None };
        let place =
            |variation: &Variation| variation.choices.iter().position(|choice| choice.id == id && choice.available);
        let able =
            article.variations.iter().enumerate().filter_map(|(slot, variation)| Some((slot, place(variation)?)));
        let (slot, choice) = able.min_by_key(|(slot, _)| (slots.get(*slot).is_some_and(Option::is_some), *slot))?;
        let mut slots = slots.clone();
        *slots.get_mut(slot)? = Some(choice);
        Some(self.with_slots(slots))
    }

    /// What must still be chosen. Nothing is asked after a choice that ends the choosing, nor where nothing is to be had.
    pub(super) fn question(&self) -> Option<Question> {
        let What::Article { article, slots, .. } = &self.what else { return None };
        for (variation, slot) in article.variations.iter().zip(slots) {
            match slot.and_then(|place| variation.choices.get(place)) {
                Some(choice) if choice.ends => return None,
                None if variation.required => {
                    let answer = |choice: &Choice| Answer {
                        id: choice.id,
                        title: choice.title.as_str().to_owned(),
                        delta: choice.delta,
                    };
                    return Some(Question {
                        article: article.title.as_str().to_owned(),
                        variation: variation.title.as_ref().map(|title| title.as_str().to_owned()),
                        choices: variation.choices.iter().filter(|choice| choice.available).map(answer).collect(),
                        turned: 0,
                    });
                }
                Some(_) | None => {}
            }
        }
        None
    }

    /// The lines as they would be ordered, its own first.
    pub(super) fn order_lines(&self, rule: PriceRule) -> Option<Vec<Line>> {
        let chosen = |choice: &Choice| Chosen { id: choice.id, title: choice.title.clone() };
        let (goods, vat) = match &self.what {
            What::Article { article, origin, .. } => {
                let price = if matches!(origin, Origin::Labelled(_)) { PriceRule::Shown } else { rule };
                let choices = self.what.chosen().map(chosen).collect();
                (Goods::Article { id: article.id, choices, price }, article.vat)
            }
            What::Free(free) => (free.department.map_or(Goods::Free, Goods::Department), free.vat),
        };
        let (total, _) = self.what.cost(self.quantity)?;
        let own = Line {
            goods,
            title: self.what.title().clone(),
            unit_price: self.what.unit_price()?,
            quantity: self.quantity,
            total,
            vat,
            marks: self.marks().cloned().unwrap_or_default(),
            linked: false,
        };
        let count = self.what.count(self.quantity)?;
        let along = |linked: &Arc<Article>| {
            Some(Line {
                goods: Goods::Article { id: linked.id, choices: Vec::new(), price: rule },
                title: linked.title.clone(),
                unit_price: linked.price,
                quantity: count,
                total: linked.price.times(count)?,
                vat: linked.vat,
                marks: Marks::default(),
                linked: true,
            })
        };
        std::iter::once(Some(own)).chain(self.what.linked().iter().map(along)).collect()
    }

    /// The lines as they are shown, its own first.
    pub(super) fn screen_lines(&self) -> Vec<CartLine> {
        let shown = |line: Line| {
            let choices = match line.goods {
                Goods::Article { choices, .. } => choices,
                Goods::Department(_) | Goods::Free => Vec::new(),
            };
            CartLine {
                title: line.title.as_str().to_owned(),
                choices: choices.iter().map(|choice| choice.title.as_str().to_owned()).collect(),
                quantity: line.quantity,
                unit_price: line.unit_price,
                total: line.total,
                linked: line.linked,
            }
        };
        self.order_lines(PriceRule::Shop).unwrap_or_default().into_iter().map(shown).collect()
    }
}

//! The cart: lines in order of scanning, and the steps that made them, so that undo is exact.

use super::article::{Article, ChoiceId, Title};
use super::marks::Marks;
use super::money::{Cents, Quantity};
use super::order::{AgeCheck, Customer, Line, PriceRule, Service};
use super::screen::{CartLine, Question, Refusal};
use item::{Item, What};
use std::sync::Arc;

mod item;

pub use item::Free;
pub(super) use item::Origin;

/// The most lines a cart holds; far below the thousand variables that a PHP form takes by default.
pub const MAX_LINES: usize = 100;
/// The most comments that a shopper may pick.
pub const MAX_NOTES: usize = 5;
/// How many age checks are kept, the latest.
const AGE_CHECKS_MAX: usize = 20;

/// What a shopper has scanned so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cart {
    items: Vec<Item>,
    steps: Vec<Step>,
    customer: Option<Customer>,
    service: Service,
    staff: Option<Arc<str>>,
    age_checks: Vec<AgeCheck>,
    /// What is bound to this age in years, or to a lower one, may be bought.
    released: u8,
}

/// One scan that counted. Lines keep their places: steps are taken back in order, so the line that goes is the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// So much of a line.
    Added { line: usize, quantity: Quantity },
    /// A choice for a line, and what had been chosen before, slot by slot.
    Chose { line: usize, before: Vec<Option<usize>> },
    /// A comment.
    Noted,
}

impl Cart {
    /// Adds to the article's line, or a line to the end. What has something to choose has a line for each scan.
    ///
    /// Fails, and changes nothing, where a limit would be passed.
    pub fn add(&mut self, article: &Arc<Article>, quantity: Quantity) -> Result<(), Refusal> {
        self.add_marked(article, Origin::Counted, Marks::default(), quantity)
    }

    /// Adds an article whose own code said more of it than which it is. Counted ones join a line of the same marks.
    ///
    /// Fails as [`Cart::add`] does, and for a serial number that is there already.
    pub(super) fn add_marked(
        &mut self,
        article: &Arc<Article>,
        origin: Origin,
        marks: Marks,
        quantity: Quantity,
    ) -> Result<(), Refusal> {
        if self.items.iter().filter_map(Item::marks).any(|known| known.is_same_thing(&marks)) {
            return Err(Refusal::SameSerial);
        }
        let counted = matches!(origin, Origin::Counted);
        match self.items.iter().position(|item| counted && item.takes_more_of(article, &marks)) {
            Some(place) => self.add_to(place, quantity),
            None => self.add_line(What::article(article, origin, marks), quantity),
        }
    }

    /// Adds a line of what a scale weighed: so many packages, of this weight together.
    ///
    /// Fails as [`Cart::add`] does.
    pub fn add_weighed(&mut self, article: &Arc<Article>, weight: Quantity, packages: u32) -> Result<(), Refusal> {
        self.add_marked(article, Origin::Weighed { packages }, Marks::default(), weight)
    }

    /// Adds a line of an article whose price a scale printed; the shop will be told that price.
    ///
    /// Fails as [`Cart::add`] does.
    pub fn add_labelled(&mut self, article: &Arc<Article>, price: Cents, quantity: Quantity) -> Result<(), Refusal> {
        self.add_marked(article, Origin::Labelled(price), Marks::default(), quantity)
    }

    /// Adds a line that is no article of the catalogue.
    ///
    /// Fails as [`Cart::add`] does.
    pub fn add_free(&mut self, free: Free, quantity: Quantity) -> Result<(), Refusal> {
        self.add_line(What::Free(free), quantity)
    }

    /// One more piece of what was added last.
    ///
    /// Fails as [`Cart::add`] does, for what must be weighed, and for what has a serial number.
    pub fn add_one_more(&mut self) -> Result<(), Refusal> {
        let has_serial = |place: usize| self.items[place].marks().is_some_and(|marks| marks.serial().is_some());
        match self.last_line() {
            Some(place) if has_serial(place) => Err(Refusal::SameSerial),
            Some(place) if self.items[place].is_weighed() => Err(Refusal::NeedsWeighing),
            Some(place) => self.add_to(place, Quantity::ONE),
            None => Ok(()),
        }
    }

    /// Makes a choice for the last line, or else for the line that the question is about; an earlier choice of the same
    /// variation gives way.
    ///
    /// Fails, and changes nothing, if neither has this choice, or if it is not to be had.
    pub fn choose(&mut self, choice: ChoiceId) -> Result<(), Refusal> {
        let candidates = [self.last_line(), self.asked_line()].into_iter().flatten();
        let mut able = candidates.filter_map(|place| Some((place, self.items[place].with_choice(choice)?)));
        let (place, item) = able.next().ok_or(Refusal::NotAChoice)?;
        self.check_total(place, item.total.ok_or(Refusal::TooMuch)?)?;
        self.steps.push(Step::Chose { line: place, before: self.items[place].slots().to_vec() });
        self.items[place] = item;
        Ok(())
    }

    /// Takes the last step back. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        match step {
            Step::Noted => return self.service.notes.pop().is_some(),
            Step::Added { line, quantity } => {
                let Some(item) = self.items.get_mut(line) else { return false };
                match item.less(quantity) {
                    Some(less) => *item = less,
                    None => drop(self.items.remove(line)),
                }
            }
            Step::Chose { line, before } => {
                let Some(item) = self.items.get_mut(line) else { return false };
                *item = item.with_slots(before);
            }
        }
        true
    }

    /// What must be chosen before this can be ordered, for the first line that lacks something.
    pub fn question(&self) -> Option<Question> {
        self.items.iter().find_map(Item::question)
    }

    /// The choice that stands at this place of the question, from 1.
    pub fn answer(&self, place: usize) -> Option<ChoiceId> {
        Some(self.question()?.choices.get(place.checked_sub(1)?)?.id)
    }

    /// Whose purchase it is.
    pub fn attach(&mut self, customer: Customer) {
        self.customer = Some(customer);
    }

    /// The customer, if a card was scanned.
    pub const fn customer(&self) -> Option<&Customer> {
        self.customer.as_ref()
    }

    /// Table, pager, covers, delivery and comments.
    pub const fn service(&self) -> &Service {
        &self.service
    }

    /// Changes table, pager, covers or delivery; comments come by [`Cart::note`].
    pub fn serve(&mut self, change: impl FnOnce(&mut Service)) {
        change(&mut self.service);
    }

    /// Picks a comment; one that was picked already stays as it is.
    ///
    /// Fails, and changes nothing, where there would be more than [`MAX_NOTES`].
    pub fn note(&mut self, note: &Title) -> Result<(), Refusal> {
        if self.service.notes.contains(note) {
            return Ok(());
        }
        if self.service.notes.len() == MAX_NOTES {
            return Err(Refusal::TooMuch);
        }
        self.service.notes.push(note.clone());
        self.steps.push(Step::Noted);
        Ok(())
    }

    /// Keeps in mind who of the staff let a line into the cart.
    pub fn released_by(&mut self, person: &Arc<str>) {
        self.staff = Some(person.clone());
    }

    /// Who of the staff let a line into the cart.
    pub const fn staff(&self) -> Option<&Arc<str>> {
        self.staff.as_ref()
    }

    /// The age in years of which staff must say whether the buyer has it; none where nothing is bound to one any more.
    pub fn held(&self) -> Option<u8> {
        self.items.iter().map(Item::age).max().filter(|age| *age > self.released)
    }

    /// One of the staff has looked at the buyer. What is bound to the age in question, or to a lower one, may be bought from
    /// now on; or what is held goes. None where nothing is held.
    pub fn check_age(&mut self, person: &Arc<str>, passed: bool) -> Option<AgeCheck> {
        let age = self.held()?;
        let check = AgeCheck { person: person.clone(), age, passed };
        if self.age_checks.len() == AGE_CHECKS_MAX {
            self.age_checks.remove(0);
        }
        self.age_checks.push(check.clone());
        if passed {
            self.released = age;
        } else {
            self.drop_held();
        }
        Some(check)
    }

    /// What staff said of the buyer's age, in order.
    pub fn age_checks(&self) -> &[AgeCheck] {
        &self.age_checks
    }

    /// Takes out what is held, and the steps that led to it: what is left can still be undone.
    fn drop_held(&mut self) {
        let stays: Vec<bool> = self.items.iter().map(|item| item.age() <= self.released).collect();
        let moved = |line: usize| {
            let (before, rest) = stays.split_at_checked(line)?;
            rest.first()?.then(|| before.iter().filter(|stays| **stays).count())
        };
        self.steps.retain_mut(|step| match step {
            Step::Added { line, .. } | Step::Chose { line, .. } => moved(*line).map(|place| *line = place).is_some(),
            Step::Noted => true,
        });
        let mut stays = stays.iter();
        self.items.retain(|_| stays.next() == Some(&true));
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The sum of the lines. Never above [`Cents::MAX`]: whatever adds sees to it.
    pub fn total(&self) -> Cents {
        let sum = |sum: Cents, item: &Item| sum.checked_add(item.total.unwrap_or(Cents::MAX)).unwrap_or(Cents::MAX);
        self.items.iter().fold(Cents::ZERO, sum)
    }

    /// The lines as they would be ordered, at the shop's prices or at those that were shown.
    pub fn order_lines(&self, rule: PriceRule) -> Vec<Line> {
        self.items.iter().filter_map(|item| item.order_lines(rule)).flatten().collect()
    }

    /// The lines as they are shown.
    pub fn screen_lines(&self) -> Vec<CartLine> {
        self.items.iter().flat_map(Item::screen_lines).collect()
    }

    /// Which of the lines that are shown the last step changed.
    pub fn last_screen_line(&self) -> Option<usize> {
        let before = self.items.get(..self.last_line()?)?;
        Some(before.iter().map(Item::lines).sum())
    }

    /// Which item the last step on one changed.
    fn last_line(&self) -> Option<usize> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Added { line, .. } | Step::Chose { line, .. } => Some(*line),
            Step::Noted => None,
        })
    }

    fn asked_line(&self) -> Option<usize> {
        self.items.iter().position(|item| item.question().is_some())
    }

    fn add_line(&mut self, what: What, quantity: Quantity) -> Result<(), Refusal> {
        let item = Item::new(what, quantity);
        if self.items.iter().map(Item::lines).sum::<usize>() + item.lines() > MAX_LINES {
            return Err(Refusal::CartFull);
        }
        self.check_total(self.items.len(), item.total.ok_or(Refusal::TooMuch)?)?;
        self.steps.push(Step::Added { line: self.items.len(), quantity });
        self.items.push(item);
        Ok(())
    }

    fn add_to(&mut self, place: usize, quantity: Quantity) -> Result<(), Refusal> {
        let item = self.items[place].more(quantity).ok_or(Refusal::TooMuch)?;
        self.check_total(place, item.total.ok_or(Refusal::TooMuch)?)?;
        self.steps.push(Step::Added { line: place, quantity });
        self.items[place] = item;
        Ok(())
    }

    /// Whether the cart stays within [`Cents::MAX`] if the line at `place`, an old or a new one, comes to `total`.
    fn check_total(&self, place: usize, total: Cents) -> Result<(), Refusal> {
        let before = self.items.get(place).and_then(|item| item.total).unwrap_or(Cents::ZERO);
        let cart = self.total().checked_sub(before).and_then(|rest| rest.checked_add(total));
        cart.filter(|cart| *cart <= Cents::MAX).map(drop).ok_or(Refusal::TooMuch)
    }
}

//! Putting what was found into the cart, or saying why not.

use super::article::{Article, DepartmentId, Title, Unit};
use super::cart::{Free, Origin};
use super::effect::Sound;
use super::marks::Marks;
use super::money::{Cents, Quantity};
use super::order::Customer;
use super::screen::{Notice, Refusal};
use super::shopper::{Bars, Purchase};
use crate::barcode::{self, Day, Freshness, Measured, Package, Scale};
use std::sync::Arc;

/// What of a package's own words counts at this kiosk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    /// Its price.
    pub(super) price: Option<Cents>,
    /// Its weight.
    pub(super) weight: Option<Quantity>,
}

impl Purchase {
    /// An article whose bars were scanned: so many pieces of it, or only its price.
    pub(super) fn put_by_bars(&mut self, article: &Arc<Article>, pieces: u32, price_check: bool) -> Sound {
        let sound = if price_check { self.tell_price(article) } else { self.put(article, pieces) };
        if sound == Sound::Good {
            self.remember_bars(Bars { article: article.id, pieces, price_check, settled: false });
        }
        sound
    }

    /// The 2D code of the thing whose bars were read just before: what they did is done anew, with what is known now, unless
    /// something else was done since: then it stays as it was, and is charged no second time. A thing that may not be sold is
    /// not sold by its bars either; one that only finds no room stays as it was.
    pub(super) fn put_richer(
        &mut self,
        article: &Arc<Article>,
        package: &Package,
        counts: Counts,
        today: Option<Day>,
        bars: &Bars,
    ) -> Sound {
        if bars.settled {
            return Sound::Good;
        }
        let (before, said) = (self.cart.clone(), self.notice.clone());
        if !bars.price_check {
            self.cart.undo();
        }
        let sound = self.put_package(article, package, counts, today, bars.pieces, bars.price_check);
        let no_room = |why: &Refusal| !matches!(why, Refusal::UseByPast | Refusal::SameSerial);
        if matches!(&self.notice, Some(Notice::Refused { why, .. }) if no_room(why)) {
            (self.cart, self.notice) = (before, said);
            return Sound::Good;
        }
        sound
    }

    /// An article that was scanned, so many pieces of it.
    fn put(&mut self, article: &Arc<Article>, pieces: u32) -> Sound {
        let put = sellable(article, self.is_staffed).and_then(|()| match article.unit {
            Unit::Kilogram => Err(Refusal::NeedsWeighing),
            Unit::Piece => {
                let quantity = Quantity::pieces(pieces).ok_or(Refusal::TooMuch)?;
                self.cart.add(article, quantity)
            }
        });
        self.put_or_say(put, Some(&article.title))
    }

    /// An article that a scale has weighed, priced or counted, so many labels of it.
    pub(super) fn put_label(
        &mut self,
        article: &Arc<Article>,
        measured: Measured,
        scale: Scale,
        labels: u32,
        price_check: bool,
    ) -> Sound {
        let (price, each) = match measured {
            Measured::Price(price) => (price, Some(Quantity::ONE)),
            Measured::Weight(weight) => (article.price, Some(weight)),
            Measured::Count(count) => (article.price, Quantity::pieces(count)),
        };
        let quantity = each.and_then(|each| Quantity::thousandths(each.get().checked_mul(labels)?));
        if price_check {
            let label = each.and_then(|each| price.times(each)).unwrap_or(price);
            let count = each.filter(|_| matches!(measured, Measured::Count(_))).unwrap_or(Quantity::ONE);
            return self.show_price(&article.title, label, false, &along(article, count));
        }
        let put = sellable(article, self.is_staffed).and_then(|()| {
            let quantity = quantity.ok_or(Refusal::TooMuch)?;
            match scale {
                Scale::Item => match measured {
                    Measured::Price(price) => self.cart.add_labelled(article, price, quantity),
                    Measured::Weight(_) => self.cart.add_weighed(article, quantity, labels),
                    Measured::Count(_) => self.cart.add(article, quantity),
                },
                Scale::Department(_) | Scale::Free => {
                    let packages = matches!(measured, Measured::Weight(_)).then_some(labels);
                    let free = Free::of(article, department_of(scale), price, packages);
                    self.cart.add_free(free, quantity)
                }
            }
        });
        self.put_or_say(put, Some(&article.title))
    }

    /// An article whose own code says more of it: so many packages of it, at the price that its code names if that counts.
    /// Its dates are held against today, if that is known.
    pub(super) fn put_package(
        &mut self,
        article: &Arc<Article>,
        package: &Package,
        counts: Counts,
        today: Option<Day>,
        packages: u32,
        price_check: bool,
    ) -> Sound {
        let title = &article.title;
        let freshness = today.map_or(Freshness::Good, |today| package.freshness(today));
        if let Freshness::UseByPast(_) = freshness {
            return self.put_or_say(Err(Refusal::UseByPast), Some(title));
        }
        let (origin, each) = match (counts.price, counts.weight) {
            (Some(price), _) => (Origin::Labelled(price), Some(Quantity::ONE)),
            (None, Some(weight)) => (Origin::Weighed { packages }, Some(weight)),
            (None, None) => (Origin::Counted, Quantity::pieces(package.count().unwrap_or(1))),
        };
        if price_check {
            let price = counts.price.or_else(|| article.price.times(counts.weight?));
            return match price {
                Some(price) => self.show_price(title, price, false, &along(article, Quantity::ONE)),
                None => self.tell_price(article),
            };
        }
        let marks = Marks::of(package);
        let put = sellable(article, self.is_staffed).and_then(|()| {
            if matches!(origin, Origin::Counted) && article.unit == Unit::Kilogram {
                return Err(Refusal::NeedsWeighing);
            }
            if marks.serial().is_some() && packages > 1 {
                return Err(Refusal::SameSerial);
            }
            let quantity = each.and_then(|each| Quantity::thousandths(each.get().checked_mul(packages)?));
            self.cart.add_marked(article, origin, marks, quantity.ok_or(Refusal::TooMuch)?)
        });
        let sound = self.put_or_say(put, Some(title));
        if let (Sound::Good, Freshness::BestBeforePast(_)) = (sound, freshness) {
            self.notice = Some(Notice::BestBeforePast { title: title.as_str().to_owned() });
        }
        sound
    }

    /// A label whose article the catalogue does not have: its price alone is enough for a line of a department that has a
    /// name. `None` if it is not.
    pub(super) fn put_unlisted(
        &mut self,
        departments: &[(DepartmentId, Title)],
        measured: Measured,
        scale: Scale,
        labels: u32,
        price_check: bool,
    ) -> Option<Sound> {
        let Measured::Price(price) = measured else { return None };
        let department = department_of(scale)?;
        let title = departments.iter().find(|(id, _)| *id == department).map(|(_, title)| title.clone())?;
        if price_check {
            return Some(self.show_price(&title, price, false, &[]));
        }
        let free = Free::alone(Some(department), title.clone(), price);
        let put = Quantity::pieces(labels).ok_or(Refusal::TooMuch).and_then(|labels| self.cart.add_free(free, labels));
        Some(self.put_or_say(put, Some(&title)))
    }

    /// The price of an article, which stays out of the cart.
    pub(super) fn tell_price(&mut self, article: &Article) -> Sound {
        let along = along(article, Quantity::ONE);
        self.show_price(&article.title, article.price, article.unit == Unit::Kilogram, &along)
    }

    fn show_price(&mut self, title: &Title, price: Cents, per_kilogram: bool, along: &[(String, Cents)]) -> Sound {
        let (title, along) = (title.as_str().to_owned(), along.to_vec());
        self.notice = Some(Notice::Price { title, price, per_kilogram, along });
        Sound::Good
    }

    /// It is this customer's purchase.
    pub(super) fn meet(&mut self, customer: Customer, notice: Notice) -> Sound {
        self.cart.attach(customer);
        self.notice = Some(notice);
        Sound::Good
    }

    /// Nobody knows this code.
    pub(super) fn unknown(&mut self, code: String) -> Sound {
        self.notice = Some(Notice::unknown(code));
        Sound::Unknown
    }

    /// What came of putting something into the cart.
    pub(super) fn put_or_say(&mut self, put: Result<(), Refusal>, title: Option<&Title>) -> Sound {
        match put {
            Ok(()) => {
                self.notice = None;
                self.turned = 0;
                Sound::Good
            }
            Err(why) => {
                let title = title.map(|title| title.as_str().to_owned());
                self.notice = Some(Notice::Refused { title, why });
                Sound::Refused
            }
        }
    }

    /// What waits for a look-up is done without ordering.
    pub(super) fn confirm_no_more(&mut self, codes: &barcode::Settings) {
        self.deferred.retain(|what| !what.confirms(codes));
    }

    /// An unknown code stays on the screen until a valid scan: nothing less takes its place, but stands beside it. Help
    /// would take the whole screen; that staff are to be asked is said already.
    pub(super) fn say_unless_unknown(&mut self, notice: Notice) {
        match &mut self.notice {
            Some(Notice::UnknownCode { .. }) if notice == Notice::Help => {}
            Some(Notice::UnknownCode { then, .. }) => *then = Some(Box::new(notice)),
            _ => self.notice = Some(notice),
        }
    }
}

/// What is sold along with so many of it, and what that costs.
fn along(article: &Article, count: Quantity) -> Vec<(String, Cents)> {
    let named = |linked: &Arc<Article>| {
        let price = linked.price.times(count).unwrap_or(linked.price);
        (linked.title.as_str().to_owned(), price)
    };
    article.linked.iter().map(named).collect()
}

/// Whether a kiosk may sell it; what is bound to an age only where staff can be called to look at the buyer.
fn sellable(article: &Article, is_staffed: bool) -> Result<(), Refusal> {
    let has_choice = |choices: &[super::article::Choice]| choices.iter().any(|choice| choice.available);
    let can_be_chosen = article.variations.iter().all(|one| !one.required || has_choice(&one.choices));
    if !article.active || !can_be_chosen {
        Err(Refusal::NotForSale)
    } else if article.age() > 0 && !is_staffed {
        Err(Refusal::AgeBound)
    } else {
        Ok(())
    }
}

const fn department_of(scale: Scale) -> Option<DepartmentId> {
    match scale {
        Scale::Department(id) => Some(id),
        Scale::Item | Scale::Free => None,
    }
}

//! Articles and lists by number, once they are known to be sound. Knows no order.

use super::article::Article;
use super::lists::{Department, Lists, Variation, Vat};
use super::store::FIRST_CUSTOMER;
use super::{Error, Refusal, customer};
use crate::till::money::{Cents, VatRate};
use std::collections::{BTreeMap, BTreeSet};

/// The most variations that an article or a department has: as many as a line has places for.
const VARIATIONS: usize = 5;

/// What the shop sells and lists.
#[derive(Debug)]
pub(super) struct Catalogue {
    articles: BTreeMap<u64, Article>,
    lists: Lists,
    vat: VatRate,
    strict: bool,
}

impl Catalogue {
    /// These articles and lists. No article at all stands for any, and so does one that is not listed unless `strict`.
    pub(super) fn new(list: Vec<Article>, mut lists: Lists, vat: VatRate, strict: bool) -> Result<Self, Error> {
        let mut articles = BTreeMap::new();
        for article in list {
            let id = article.id;
            if id == 0 || articles.insert(id, article).is_some() {
                return Err(Error::Article(id));
            }
        }
        check(&lists, &articles)?;
        if lists.vats.is_empty() {
            let own = articles.values().map(|article| article.vat).chain([vat]);
            let rates: BTreeSet<_> = own.chain(lists.departments.iter().filter_map(|entry| entry.vat)).collect();
            let entry = |(id, rate): (u64, VatRate)| Vat { id, title: format!("{rate} %"), rate };
            lists.vats = (1..).zip(rates).map(entry).collect();
        }
        Ok(Self { articles, lists, vat, strict })
    }

    /// The article of this number.
    pub(super) fn get(&self, id: u64) -> Option<Article> {
        let unlisted = || Article::new(id, &format!("Article {id}"), Cents::new(100), self.vat);
        let listed = self.articles.get(&id).cloned();
        listed.or_else(|| (self.articles.is_empty() || !self.strict).then(unlisted))
    }

    /// The articles that are listed, by number.
    pub(super) fn articles(&self) -> impl Iterator<Item = &Article> {
        self.articles.values()
    }

    /// The other lists.
    pub(super) const fn lists(&self) -> &Lists {
        &self.lists
    }

    /// The VAT rate of what is not an article.
    pub(super) const fn vat(&self) -> VatRate {
        self.vat
    }

    /// The number of this rate in the list.
    pub(super) fn vat_id(&self, rate: VatRate) -> Option<u64> {
        self.lists.vats.iter().find(|vat| vat.rate == rate).map(|vat| vat.id)
    }

    /// The rate of a department's free lines, or that there is no such department.
    pub(super) fn department_vat(&self, id: u64) -> Result<VatRate, Refusal> {
        self.known("Department", id, self.lists.departments.iter().map(|department| department.id))?;
        Ok(self.department(id).and_then(|department| department.vat).unwrap_or(self.vat))
    }

    /// The variations that an article can be ordered with.
    pub(super) fn variations<'a>(&'a self, article: &'a Article) -> impl Iterator<Item = &'a Variation> {
        let own = Some(&article.variations).filter(|own| !own.is_empty());
        let inherited = || article.department.and_then(|id| self.department(id)).map(|entry| &entry.variations);
        let ids = own.or_else(inherited).into_iter().flatten();
        ids.filter_map(|id| self.lists.variations.iter().find(|variation| variation.id == *id))
    }

    /// Whether this article is listed.
    pub(super) fn lists_article(&self, id: u64) -> bool {
        self.articles.contains_key(&id)
    }

    /// Refuses a number that a list lacks, if the shop goes by its lists and this one is not empty.
    pub(super) fn known(&self, what: &str, id: u64, list: impl ExactSizeIterator<Item = u64>) -> Result<(), Refusal> {
        let mut list = list;
        if !self.strict || list.len() == 0 || list.any(|known| known == id) {
            return Ok(());
        }
        Err(Refusal(format!("{what} {id} does not exist.")))
    }

    fn department(&self, id: u64) -> Option<&Department> {
        self.lists.departments.iter().find(|department| department.id == id)
    }
}

/// Each list has each number once, and what refers to a variation finds it.
fn check(lists: &Lists, articles: &BTreeMap<u64, Article>) -> Result<(), Error> {
    let entries = |list: &[super::lists::Entry]| list.iter().map(|entry| entry.id).collect::<Vec<_>>();
    let choices = lists.variations.iter().flat_map(|variation| variation.choices.iter().map(|choice| choice.id));
    let numbers = [
        ("Department", lists.departments.iter().map(|entry| entry.id).collect()),
        ("Department group", entries(&lists.groups)),
        ("VAT rate", lists.vats.iter().map(|vat| vat.id).collect()),
        ("Variation", lists.variations.iter().map(|variation| variation.id).collect()),
        ("Choice", choices.collect()),
        ("Customer", lists.customers.iter().map(|customer| customer.id).collect()),
        ("Payment method", entries(&lists.payment_methods)),
        ("Table", entries(&lists.tables)),
        ("User", entries(&lists.users)),
        ("Discount", lists.discounts.iter().map(|discount| discount.id).collect()),
        ("Delivery zone", entries(&lists.zones)),
        ("Relay point", entries(&lists.relay_points)),
    ];
    for (what, numbers) in numbers {
        let mut seen = BTreeSet::new();
        if let Some(id) = numbers.into_iter().find(|id| *id == 0 || !seen.insert(*id)) {
            return Err(Error::List(format!("{what} {id} is listed twice or is not a number above zero")));
        }
    }
    if let Some(customer) = lists.customers.iter().find(|customer| customer.id >= FIRST_CUSTOMER.cast_unsigned()) {
        return Err(Error::List(format!("Customer {} must be below {FIRST_CUSTOMER}", customer.id)));
    }
    for (name, value) in lists.customers.iter().flat_map(|customer| &customer.fields) {
        customer::check(name, value).map_err(|refusal| Error::List(refusal.0.trim_end_matches('.').to_owned()))?;
    }
    let used = articles.values().map(|article| &article.variations);
    for ids in used.chain(lists.departments.iter().map(|department| &department.variations)) {
        if ids.len() > VARIATIONS {
            return Err(Error::List(format!(
                "There are more than {VARIATIONS} variations on one article or department"
            )));
        }
        if let Some(id) = ids.iter().find(|id| !lists.variations.iter().any(|variation| variation.id == **id)) {
            return Err(Error::List(format!("Variation {id} is used and not listed")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::customer::Customer;
    use super::super::lists::{Choice, Entry};
    use super::*;

    fn rate(basis_points: u16) -> VatRate {
        VatRate::basis_points(basis_points).expect("a rate")
    }

    fn article(id: u64, variations: &[u64]) -> Article {
        Article { variations: variations.to_vec(), ..Article::new(id, "a", Cents::ZERO, rate(550)) }
    }

    fn set(id: u64, choices: &[u64]) -> Variation {
        let choices = choices.iter().map(|id| Choice { id: *id, ..Choice::default() }).collect();
        Variation { id, title: "Size".to_owned(), required: false, choices }
    }

    #[test]
    fn lists_that_contradict_themselves_are_refused() {
        let open = |articles: &[Article], lists: Lists| Catalogue::new(articles.to_vec(), lists, rate(2_000), true);
        let lists = Lists::default;
        assert!(open(&[article(1, &[])], lists()).is_ok());
        assert!(open(&[article(1, &[]), article(1, &[])], lists()).is_err());
        assert!(open(&[article(0, &[])], lists()).is_err());
        assert!(open(&[article(1, &[4])], lists()).is_err(), "an unknown variation");
        let sets = || vec![set(1, &[1]), set(2, &[2]), set(3, &[]), set(4, &[]), set(5, &[]), set(6, &[])];
        assert!(open(&[article(1, &[1, 2, 3, 4, 5])], Lists { variations: sets(), ..lists() }).is_ok());
        assert!(open(&[article(1, &[1, 2, 3, 4, 5, 6])], Lists { variations: sets(), ..lists() }).is_err());
        let doubled = vec![set(1, &[7]), set(2, &[7])];
        assert!(open(&[], Lists { variations: doubled, ..lists() }).is_err(), "one choice in two sets");
        assert!(open(&[], Lists { tables: vec![Entry::new(1, "a"), Entry::new(1, "b")], ..lists() }).is_err());
        assert!(open(&[], Lists { customers: vec![Customer::new(900_001, &[])], ..lists() }).is_err());
        assert!(open(&[], Lists { customers: vec![Customer::new(1, &[("name", "a")])], ..lists() }).is_err());
    }

    #[test]
    fn rates_are_listed_even_if_nobody_did() {
        let catalogue = Catalogue::new(vec![article(1, &[])], Lists::default(), rate(2_000), true).expect("sound");
        let listed: Vec<_> = catalogue.lists().vats.iter().map(|vat| (vat.id, vat.title.as_str())).collect();
        assert_eq!(listed, [(1, "5.5 %"), (2, "20 %")]);
        assert_eq!((catalogue.vat_id(rate(2_000)), catalogue.vat_id(rate(1_000))), (Some(2), None));
    }

    #[test]
    fn an_article_has_its_own_variations_or_those_of_its_department() {
        let department =
            Department { id: 5, title: "Drinks".to_owned(), vat: Some(rate(1_000)), group: None, variations: vec![2] };
        let lists =
            Lists { departments: vec![department], variations: vec![set(1, &[1]), set(2, &[2])], ..Lists::default() };
        let catalogue = Catalogue::new(Vec::new(), lists, rate(2_000), true).expect("sound");
        let of = |article: &Article| catalogue.variations(article).map(|variation| variation.id).collect::<Vec<_>>();
        assert_eq!(of(&article(1, &[1])), [1]);
        assert_eq!(of(&Article { department: Some(5), ..article(1, &[1]) }), [1]);
        assert_eq!(of(&Article { department: Some(5), ..article(1, &[]) }), [2]);
        assert_eq!(of(&article(1, &[])), [0; 0]);
        assert_eq!(catalogue.department_vat(5), Ok(rate(1_000)));
        assert!(catalogue.department_vat(6).is_err());
    }
}

//! The lists as rows: which fields each has. Says nothing about how they are written.
//!
//! The scripts are those of Kash's page "api_data" (`getVATs.php` is named by the vendor's own client only). No page
//! shows an answer: **every field is inferred** from the scripts that write the same thing (`addPlu.php`, `addDept.php`,
//! `addVat.php`, `addVariationItem.php`, `addClient.php`). `required` of a variation, `percent` of a discount and all
//! there is of tables, users, zones, relay points and payment methods besides `id` and `title` are plain guesses.

use super::Settings;
use super::article::Article;
use super::catalogue::Catalogue;
use super::customer::Customer;
use super::lists::{Choice, Entry, Variation};
use super::rows::{Cell, Row};
use crate::till::money::{Cents, VatRate};

/// The lists that are asked for by a `GET` of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Articles,
    Departments,
    Groups,
    Vats,
    Variations,
    Customers,
    PaymentMethods,
    Registers,
    Tables,
    Users,
    Discounts,
    Zones,
    RelayPoints,
    DeliveryMethods,
}

impl List {
    /// Each with its script.
    pub(super) const SCRIPTS: [(&str, Self); 14] = [
        ("getPlus", Self::Articles),
        ("getDepartments", Self::Departments),
        ("getDepartmentGroups", Self::Groups),
        ("getVATs", Self::Vats),
        ("getDeclinaisons", Self::Variations),
        ("getClients", Self::Customers),
        ("getPaymentModes", Self::PaymentMethods),
        ("getCashbox", Self::Registers),
        ("getTables", Self::Tables),
        ("getUsers", Self::Users),
        ("getDiscounts", Self::Discounts),
        ("getDeliveryZones", Self::Zones),
        ("getRelayDeposit", Self::RelayPoints),
        ("getLivraisons", Self::DeliveryMethods),
    ];
}

/// The delivery methods of the page "Record sales in the software", numbered from 0.
const DELIVERY_METHODS: [&str; 7] =
    ["Take away", "To be delivered", "On site", "Drive-Thru", "Counter sales", "Relay point", "To be shipped"];

/// The customers' fields: the English name, and that between the brackets of `client[...]`.
const CUSTOMER: [(&str, &str); 16] = [
    ("name", "nom"),
    ("surname", "prenom"),
    ("email", "email"),
    ("phone", "telephone"),
    ("phone2", "telephone2"),
    ("addressline1", "adresseligne1"),
    ("addressline2", "adresseligne2"),
    ("adressComment", "commentaireadresse"),
    ("postcode", "codepostal"),
    ("city", "ville"),
    ("country", "pays"),
    ("VATnum", "numtva"),
    ("registrationNumber", "rcs"),
    ("barcode", "codeBarre"),
    ("lat", "lat"),
    ("lng", "lng"),
];

/// The names of an article's and a department's variations.
const PLACES: [&str; 5] = ["variationID0", "variationID1", "variationID2", "variationID3", "variationID4"];

/// The rows of a list. `made` are the customers that sales made.
pub(super) fn rows(list: List, settings: &Settings, catalogue: &Catalogue, made: &[Customer]) -> Vec<Row> {
    let lists = catalogue.lists();
    let before_tax = settings.dialect.before_tax;
    match list {
        List::Articles => catalogue.articles().map(|article| of_article(article, catalogue, before_tax)).collect(),
        List::Departments => departments(catalogue),
        List::Groups => entries(&lists.groups),
        List::Vats => {
            let row = |id, title: &str, rate: VatRate| {
                vec![("id", Cell::id(id)), ("title", Cell::text(title)), ("rate", Cell::Number(rate.to_string()))]
            };
            lists.vats.iter().map(|vat| row(vat.id, &vat.title, vat.rate)).collect()
        }
        List::Variations => {
            lists.variations.iter().map(|variation| of_variation(variation, catalogue, before_tax)).collect()
        }
        List::Customers => lists.customers.iter().chain(made).map(of_customer).collect(),
        List::PaymentMethods => entries(&lists.payment_methods),
        List::Registers => registers(settings),
        List::Tables => entries(&lists.tables),
        List::Users => entries(&lists.users),
        List::Discounts => {
            let more = |percent: u8| ("percent", Cell::id(u64::from(percent)));
            let row = |id, title: &str, percent| named(id, title).into_iter().chain([more(percent)]).collect();
            lists.discounts.iter().map(|entry| row(entry.id, &entry.title, entry.percent)).collect()
        }
        List::Zones => entries(&lists.zones),
        List::RelayPoints => entries(&lists.relay_points),
        List::DeliveryMethods => (0..).zip(DELIVERY_METHODS).map(|(id, title)| named(id, title)).collect(),
    }
}

/// What `getShopInfos.php` tells: names are those that `editShop.php` takes, besides `shopID`.
pub(super) fn shop(settings: &Settings, catalogue: &Catalogue) -> Row {
    vec![
        ("shopID", Cell::text(&settings.shop_id)),
        ("shopName", Cell::text(&settings.name)),
        ("currency", Cell::text("EUR")),
        ("language", Cell::text("fr")),
        // Reads the wrong way round and is documented so: 0 = prices include tax, 1 = they do not.
        ("pricesAreProvidedTaxIncluded", Cell::bit(settings.dialect.before_tax)),
        ("defaultVatID", Cell::maybe(catalogue.vat_id(settings.vat))),
        ("enable_barcodes", Cell::bit(true)),
        ("enable_departments", Cell::bit(true)),
        ("enable_variations", Cell::bit(true)),
        ("enable_webservices", Cell::bit(true)),
    ]
}

fn named(id: u64, title: &str) -> Row {
    vec![("id", Cell::id(id)), ("title", Cell::text(title))]
}

fn entries(list: &[Entry]) -> Vec<Row> {
    list.iter().map(|entry| named(entry.id, &entry.title)).collect()
}

/// The five places of variations.
fn places(ids: &[u64]) -> impl Iterator<Item = (&'static str, Cell)> {
    let ids: Vec<_> = ids.iter().copied().map(Some).chain(std::iter::repeat(None)).take(PLACES.len()).collect();
    PLACES.into_iter().zip(ids.into_iter().map(Cell::maybe))
}

fn of_article(article: &Article, catalogue: &Catalogue, before_tax: bool) -> Row {
    let mut row = named(article.id, &article.title);
    row.extend([
        ("price", money(article.price, article.vat, before_tax)),
        ("deptID", Cell::maybe(article.department)),
        ("vatID", Cell::maybe(catalogue.vat_id(article.vat))),
        ("barcode", Cell::text(&article.barcode)),
        // -1 is without limit, by Kash's page on stock.
        ("stock", Cell::Number("-1".to_owned())),
        // No page lists the units; here 0 is a piece and 1 a kilogram.
        ("unitID", Cell::bit(article.by_weight)),
        ("keyboardHide", Cell::bit(article.hidden)),
    ]);
    row.extend(places(&article.variations));
    row
}

fn departments(catalogue: &Catalogue) -> Vec<Row> {
    let row = |department: &super::lists::Department| {
        let mut row = named(department.id, &department.title);
        row.push(("vatID", Cell::maybe(catalogue.vat_id(department.vat.unwrap_or(catalogue.vat())))));
        row.push(("deptGroupID", Cell::maybe(department.group)));
        row.extend(places(&department.variations));
        row
    };
    catalogue.lists().departments.iter().map(row).collect()
}

/// Without tax, what a choice adds depends on the article: it is told for the first article that has the variation.
fn of_variation(variation: &Variation, catalogue: &Catalogue, before_tax: bool) -> Row {
    let has = |article: &&Article| catalogue.variations(article).any(|known| known.id == variation.id);
    let rate = catalogue.articles().find(has).map_or(catalogue.vat(), |article| article.vat);
    let choice = |choice: &Choice| {
        let mut row = named(choice.id, &choice.title);
        row.push(("deltaPrice", money(choice.extra, rate, before_tax)));
        row.extend([("ending", Cell::bit(choice.ending)), ("unavailable", Cell::bit(choice.unavailable))]);
        row
    };
    let mut row = named(variation.id, &variation.title);
    row.push(("required", Cell::bit(variation.required)));
    row.push(("choices", Cell::Rows(variation.choices.iter().map(choice).collect())));
    row
}

fn of_customer(customer: &Customer) -> Row {
    let field = |(english, name): (&'static str, &str)| (english, Cell::text(customer.get(name).unwrap_or_default()));
    [("id", Cell::id(customer.id))].into_iter().chain(CUSTOMER.into_iter().map(field)).collect()
}

fn registers(settings: &Settings) -> Vec<Row> {
    let row = |id, title: &str, open| named(id, title).into_iter().chain([("open", Cell::Flag(open))]).collect();
    if settings.registers.is_empty() {
        return vec![row(1, "Sandbox", true)];
    }
    settings.registers.iter().map(|register| row(register.id, &register.title, register.open)).collect()
}

/// An amount with two decimals, or without tax and then with up to four, so that it is the same cent with tax again.
fn money(amount: Cents, rate: VatRate, before_tax: bool) -> Cell {
    if !before_tax {
        return Cell::Number(amount.to_string());
    }
    // In hundredths of a cent; half of one is rounded away from zero.
    let exact = i128::from(amount.get()) * 100 * 10_000 * 2;
    let divisor = i128::from(10_000 + u32::from(rate.get())) * 2;
    let half = if exact < 0 { -divisor / 2 } else { divisor / 2 };
    let net = (exact + half) / divisor;
    let (sign, net) = (if net < 0 { "-" } else { "" }, net.unsigned_abs());
    let text = format!("{sign}{}.{:04}", net / 10_000, net % 10_000);
    let trimmed = text.strip_suffix("00").or_else(|| text.strip_suffix('0')).unwrap_or(&text);
    Cell::Number(trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_without_tax_become_the_same_cent_again() {
        let cases = [(395, 550, "3.7441"), (1_200, 2_000, "10.00"), (99, 2_000, "0.825"), (-50, 1_000, "-0.4545")];
        for (cents, rate, text) in cases.into_iter().chain([(0, 550, "0.00"), (100, 0, "1.00")]) {
            let rate = VatRate::basis_points(rate).expect("a rate");
            assert_eq!(money(Cents::new(cents), rate, true), Cell::Number(text.to_owned()));
        }
        for rate in
            [0, 210, 550, 1_000, 2_000, 2_550, 10_000].map(|points| VatRate::basis_points(points).expect("a rate"))
        {
            for cents in (0..2_000).chain([99_999_999]) {
                let Cell::Number(net) = money(Cents::new(cents), rate, true) else { panic!("a number") };
                let (whole, decimals) = net.split_once('.').expect("decimals");
                let net: i64 = format!("{whole}{decimals:0<4}").parse().expect("digits");
                let gross = (net * i64::from(10_000 + u32::from(rate.get())) + 500_000) / 1_000_000;
                assert_eq!(gross, cents, "at {rate} %");
            }
        }
    }
}

//! A small shop with something in every list, to try a kiosk or a client against.
//!
//! It sells the products of the demo, and a few things that come in variations.

use super::lists::{Choice, Department, Discount, Entry, Lists, Variation, Vat};
use super::{Article, Customer, Register, Settings};
use crate::till::money::{Cents, VatRate};

/// The demo's products: `id,barcode,title,price,vat-rate,department-id,unit,...,active`.
const PRODUCTS: &str = include_str!("../demo/articles.csv");

impl Settings {
    /// The sample shop. Its lists are full and held to: a number that is not on them is refused.
    #[must_use]
    pub fn sample() -> Self {
        let (articles, lists) = (articles(), lists());
        let register = |id, title: &str, open| Register { id, title: title.to_owned(), open };
        let registers = vec![register(1, "Comptoir", true), register(2, "Borne", true), register(99, "Réserve", false)];
        Self { articles, registers, lists, ..Self::default() }
    }
}

fn rate(text: &str) -> VatRate {
    VatRate::parse(text).expect("the sample's rates are rates")
}

/// The products, then what comes in variations.
fn articles() -> Vec<Article> {
    let mut reader = csv::Reader::from_reader(PRODUCTS.as_bytes());
    let product = |row: csv::StringRecord| {
        let by_weight = row.get(6)? == "kg";
        // Kash has one barcode for each article.
        let barcode = row.get(1)?.split(' ').next()?.to_owned();
        let department = Some(row.get(5)?.parse().ok()?);
        let hidden = row.get(11)? == "0";
        let article = Article::new(
            row.get(0)?.parse().ok()?,
            row.get(2)?,
            Cents::parse(row.get(3)?)?,
            VatRate::parse(row.get(4)?)?,
        );
        Some(Article { department, barcode, by_weight, hidden, ..article })
    };
    let products = reader.records().map(|row| row.ok().and_then(product).expect("the sample's products are sound"));
    let article = |id, barcode: &str, title, cents, variations: &[u64]| Article {
        department: Some(9),
        barcode: barcode.to_owned(),
        variations: variations.to_vec(),
        ..Article::new(id, title, Cents::new(cents), rate("10"))
    };
    let more = [
        article(201, "PIZZA-4F", "Pizza 4 fromages", 1_250, &[1, 2]),
        article(202, "THE-33CL", "Thé glacé maison", 280, &[3, 4]),
        article(203, "FORMULE-MIDI", "Formule du midi", 1_150, &[2, 3, 4, 5, 1]),
    ];
    products.chain(more).collect()
}

/// Everything else.
fn lists() -> Lists {
    let departments = [
        (1, "Boissons", "5.5", 1),
        (2, "Épicerie sucrée", "5.5", 1),
        (3, "Épicerie salée", "5.5", 1),
        (4, "Crèmerie", "5.5", 1),
        (5, "Boulangerie", "5.5", 1),
        (6, "Fruits et légumes", "5.5", 1),
        (7, "Bières et vins", "20", 1),
        (8, "Maison et bébé", "20", 2),
        (9, "Sur le pouce", "10", 3),
    ];
    let department = |(id, title, vat, group): (u64, &str, &str, u64)| {
        let title = title.to_owned();
        Department { id, title, vat: Some(rate(vat)), group: Some(group), variations: Vec::new() }
    };
    let vats = [(1, "5.5"), (2, "10"), (3, "20")];
    let customer = |id, card: &str, first: &str, last: &str, mail: &str| {
        Customer::new(id, &[("nom", last), ("prenom", first), ("email", mail), ("codeBarre", card)])
    };
    Lists {
        departments: departments.into_iter().map(department).collect(),
        groups: vec![Entry::new(1, "Alimentation"), Entry::new(2, "Droguerie"), Entry::new(3, "Restauration")],
        vats: vats.into_iter().map(|(id, text)| Vat { id, title: format!("TVA {text} %"), rate: rate(text) }).collect(),
        variations: variations(),
        customers: vec![
            customer(9_001, "CUST-0001", "Zoé", "Durand", "zoe.durand@example.com"),
            customer(9_002, "CUST-0002", "Léo", "Martin", "leo.martin@example.com"),
        ],
        payment_methods: vec![
            Entry::new(100_001, "Espèces"),
            Entry::new(100_002, "Carte bancaire"),
            Entry::new(100_003, "Remboursement carte bancaire"),
        ],
        tables: (1..=20).map(|id| Entry::new(id, &format!("Table {id}"))).collect(),
        users: vec![Entry::new(1, "webservice"), Entry::new(2, "anna")],
        discounts: vec![Discount { id: 1, title: "Étudiants".to_owned(), percent: 10 }],
        zones: vec![Entry::new(1, "Centre-ville")],
        relay_points: vec![Entry::new(1, "Kiosque de la gare")],
    }
}

/// Five sets, one of them required; all that a choice can be is among them.
fn variations() -> Vec<Variation> {
    let choice =
        |id, title: &str, cents| Choice { id, title: title.to_owned(), extra: Cents::new(cents), ..Choice::default() };
    let set = |id, title: &str, required, choices| Variation { id, title: title.to_owned(), required, choices };
    vec![
        set(1, "Taille", true, vec![choice(1, "Junior", -200), choice(2, "Normale", 0), choice(3, "Géante", 350)]),
        set(2, "Supplément", false, vec![choice(7, "Olives", 80), choice(8, "Jambon", 150)]),
        set(3, "Sucre", false, vec![choice(11, "Sans sucre", 0), choice(12, "Sucre de canne", 20)]),
        set(
            4,
            "Glaçons",
            false,
            vec![Choice { ending: true, ..choice(15, "Sans glaçons", 0) }, choice(16, "Glaçons", 0)],
        ),
        set(
            5,
            "Dessert",
            false,
            vec![choice(21, "Fruit", 0), Choice { unavailable: true, ..choice(22, "Tarte aux pommes", 120) }],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Shop;
    use super::*;

    #[test]
    fn the_sample_is_a_sound_shop() {
        let sample = Settings::sample();
        assert_eq!(sample.articles.len(), 74 + 3);
        let departments: Vec<_> = sample.lists.departments.iter().map(|department| Some(department.id)).collect();
        assert!(sample.articles.iter().all(|article| departments.contains(&article.department)));
        assert!(Shop::open(sample).is_ok());
    }
}

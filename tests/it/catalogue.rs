//! The catalogue as the kiosk uses it: files of all kinds go in, codes are looked up, and nothing is ever half there.

use scanslip::barcode::{Card, Gtin, InStorePattern, Key, Meaning, Measure, Scale, Scan, Settings, check_digit, read};
use scanslip::catalogue::import::{Import, Policy};
use scanslip::catalogue::{Catalogue, Summary};
use scanslip::till::Wall;
use scanslip::till::article::{Article, Unit};
use scanslip::till::effect::Query;
use scanslip::till::event::Found;
use std::sync::Arc;

mod files;
mod whole;

const HEADER: &str = "id,barcode,title,price\n";

fn empty() -> Catalogue {
    Catalogue::open_in_memory().expect("a catalogue in memory")
}

fn strict(catalogue: &mut Catalogue, file: &str) -> Import {
    catalogue.import_articles(file.as_bytes(), Policy::Strict, None).expect("a readable file")
}

fn filled(file: &str) -> Catalogue {
    let mut catalogue = empty();
    let import = strict(&mut catalogue, file);
    assert_eq!(import.errors.listed, [], "{file}");
    catalogue
}

fn find(catalogue: &Catalogue, text: &str, aim: Option<&str>) -> Found {
    let scan = Scan { text: text.to_owned(), aim: aim.map(str::to_owned) };
    let query = match read(&Settings::default(), &scan) {
        Meaning::Product(key) => Some(Query::Article(key)),
        Meaning::Customer(card) => Some(Query::Customer(card)),
        Meaning::InStore(in_store) => Some(Query::InStore(in_store.keys)),
        Meaning::Package(package) => Some(Query::Article(Key::Gtin(package.gtin))),
        Meaning::AddOn(_) | Meaning::Contact(_) | Meaning::Control(_) | Meaning::Refused(_) => None,
    };
    catalogue.find(&query.expect("a code that asks the catalogue")).expect("an answer")
}

fn article(catalogue: &Catalogue, text: &str) -> Option<Arc<Article>> {
    match find(catalogue, text, None) {
        Found::Article(article) => Some(article),
        _ => None,
    }
}

fn id(catalogue: &Catalogue, text: &str) -> Option<u64> {
    article(catalogue, text).map(|article| article.id.0)
}

/// A catalogue of `count` articles, each at `price` cents, each with an EAN-13 and a number of the shop's own.
fn large(count: u64, price: u64) -> String {
    let mut file = String::from(HEADER);
    for id in 1..=count {
        let body = 300_000_000_000 + id;
        let line =
            format!("{id},{body}{} OWN-{id},Article {id},{}.{:02}\n", check_digit(body), price / 100, price % 100);
        file.push_str(&line);
    }
    file
}

#[test]
fn a_product_is_found_in_whichever_form_it_was_typed_or_scanned() {
    // As typed, as scanned, and what the scanner said it was.
    let cases = [
        ("042100005264", "0042100005264", None),
        ("0042100005264", "042100005264", Some("]E0")),
        ("00042100005264", "04252614", Some("]E0")),
        ("042100005264", "04252614", None),
        ("042100005264", "425261", Some("]E0")),
        ("042100005264", "425261", None),
        ("04252614", "042100005264", None),
        ("42100005264", "042100005264", None),
        ("012345000065", "01234565", None),
        ("96385074", "0000096385074", None),
        ("$03017620422003", "3017620422003", Some("]E0")),
        ("2100001012342", "2100001012342", None),
    ];
    for (typed, scanned, aim) in cases {
        let catalogue = filled(&format!("{HEADER}7,{typed},Produit,1\n"));
        let found = find(&catalogue, scanned, aim);
        assert!(matches!(&found, Found::Article(article) if article.id.0 == 7), "{typed} as {scanned}: {found:?}");
    }
    let both = filled(&format!("{HEADER}1,01234565,As EAN-8,1\n2,012345000065,As UPC-A,1\n"));
    for (aim, id) in [(None, 1), (Some("]E4"), 1), (Some("]E0"), 2)] {
        let found = find(&both, "01234565", aim);
        assert!(matches!(&found, Found::Article(article) if article.id.0 == id), "{aim:?}: {found:?}");
    }
}

#[test]
fn a_card_may_bear_any_code_and_articles_come_first() {
    let mut catalogue = filled(&format!("{HEADER}1,A,Pomme,1\n"));
    let cards = "id,barcode\n7,CUST-0001 $3042\n8,2900000000018\n9,A\n10,\n";
    let import = catalogue.import_customers(cards.as_bytes(), Policy::Strict, Some(Wall(5))).expect("cards");
    assert_eq!((import.imported, import.errors.count), (3, 0), "{import:?}");
    let customer = |query: Query| match catalogue.find(&query).expect("an answer") {
        Found::Customer(customer) => Some(customer.0),
        _ => None,
    };
    let card = |code: &str| customer(Query::Customer(Card(code.to_owned())));
    assert_eq!(
        [card("CUST-0001"), card("042"), card("2900000000018"), card("A")],
        [Some(7), Some(7), Some(8), Some(9)]
    );
    assert_eq!([card("cust-0001"), card("42"), card("")], [None; 3]);
    assert_eq!(customer(Query::Article(Key::Text("CUST-0001".to_owned()))), Some(7), "no article, so a card");
    assert!(matches!(find(&catalogue, "2900000000018", Some("]E0")), Found::Customer(customer) if customer.0 == 8));
    assert_eq!(id(&catalogue, "A"), Some(1), "an article's code is an article's");

    let summary = catalogue.summary().expect("a summary");
    assert_eq!(summary, Summary { articles: 1, codes: 1, articles_at: None, cards: 4, cards_at: Some(Wall(5)) });
    for bad in ["id,barcode\n7,X\n8,X\n", "id,barcode\n7,SLIP-HELP\n", "id,barcode\n0,X\n", "id,barcode\n7,$2X\n"] {
        let import = catalogue.import_customers(bad.as_bytes(), Policy::Strict, None).expect("a readable file");
        assert_eq!((import.imported, import.errors.count), (0, 1), "{bad}");
    }
    assert_eq!(catalogue.summary().expect("a summary"), summary);
}

#[test]
fn a_hundred_thousand_rows_are_no_trouble() {
    let catalogue = filled(&large(100_000, 100));
    for n in [1, 50_000, 100_000] {
        assert_eq!(id(&catalogue, &format!("OWN-{n}")), Some(n));
        let body = 300_000_000_000 + n;
        assert_eq!(id(&catalogue, &format!("{body}{}", check_digit(body))), Some(n));
    }
    let summary = catalogue.summary().expect("a summary");
    assert_eq!((summary.articles, summary.codes), (100_000, 200_000));
}

#[test]
fn the_demo_shop_sells_what_its_file_says() {
    let mut catalogue = empty();
    let import = strict(&mut catalogue, include_str!("../../src/demo/articles.csv"));
    assert_eq!((&import.errors.listed, &import.warnings.listed), (&vec![], &vec![]));
    assert!(import.imported >= 40, "{} articles", import.imported);
    let nutella = article(&catalogue, "3017620422003").expect("the most famous number");
    assert!(nutella.title.as_str().starts_with("Nutella") && nutella.vat.is_some() && nutella.active);

    let mut reader = csv::Reader::from_reader(include_str!("../../src/demo/articles.csv").as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    let articles: Vec<Arc<Article>> = rows
        .iter()
        .flat_map(|row| row.get(1).expect("codes").split(' '))
        .map(|code| {
            // What the scale's labels begin with has seven digits, and no check digit.
            let number = code.len() > 7 && code.bytes().all(|byte| byte.is_ascii_digit());
            let checks = Gtin::parse(code).is_some();
            assert_eq!(number, checks, "{code} has a wrong check digit");
            article(&catalogue, code).expect(code)
        })
        .collect();
    let count = |which: fn(&Article) -> bool| articles.iter().filter(|article| which(article)).count();
    assert!(count(|article| article.unit == Unit::Kilogram) >= 1);
    assert_eq!(count(|article| !article.active), 1);
    assert!(count(|article| article.min_age == 18) >= 1);
    assert!(articles.iter().all(|article| article.id.0 > 100 && article.price.get() > 0 && article.vat.is_some()));

    let cards = include_str!("../../src/demo/customers.csv");
    assert_eq!(catalogue.import_customers(cards.as_bytes(), Policy::Strict, None).expect("cards").imported, 2);
    assert!(matches!(find(&catalogue, "$3CUST-0001", None), Found::Customer(_)));
}

/// By the real file, for a label is looked up under several keys.
#[test]
fn a_label_of_the_shops_scale_finds_its_article_under_each_key_that_shops_use() {
    let layout = scanslip::barcode::Layout::parse("21.....{NNDDD}").expect("a layout");
    let form = InStorePattern::new(layout, Measure::Weight, Scale::Item).expect("three decimals are a weight's");
    let settings = Settings { in_store: vec![form], ..Settings::default() };
    for code in ["2112345000008", "2112345000000", "2112345", "12345"] {
        let catalogue = filled(&format!("id,barcode,title,price,unit\n104,{code},Comté,24.90,kg\n"));
        let Meaning::InStore(label) = read(&settings, &Scan::split("2112345002507")) else { panic!("it is a label") };
        match catalogue.find(&Query::InStore(label.keys)).expect("an answer") {
            Found::Article(article) => assert_eq!(article.id.0, 104, "{code}"),
            other => panic!("{code}: {other:?}"),
        }
    }
    let other = filled("id,barcode,title,price\n7,3017620422003,Nutella,3.95\n");
    let Meaning::InStore(label) = read(&settings, &Scan::split("2112345002507")) else { panic!("it is a label") };
    assert!(matches!(other.find(&Query::InStore(label.keys)), Ok(Found::Nothing)));
}

//! The catalogue as the kiosk uses it: files of all kinds go in, codes are looked up, and nothing is ever half there.

use scanslip::barcode::{Card, Key, Meaning, Scan, Settings, check_digit, read};
use scanslip::catalogue::import::{Import, Policy};
use scanslip::catalogue::{Catalogue, Error, Summary};
use scanslip::till::Wall;
use scanslip::till::article::{Article, Unit};
use scanslip::till::effect::Query;
use scanslip::till::event::Found;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;

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
        Meaning::Product(key) => Query::Article(key),
        Meaning::Customer(card) => Query::Customer(card),
        other => panic!("{text} asks the catalogue nothing: {other:?}"),
    };
    catalogue.find(&query).expect("an answer")
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
fn every_column_arrives() {
    let file = "active;min-age;barcode;title;id;price;vat-rate;department-id;unit;unit-price;variations;linked-items\n\
        0;18;3017620422003 OWN-1;\"Une; bière \"\"blonde\"\"\";12;2.5;20;5;kg;7.10;3 8;14\n";
    let catalogue = filled(file);
    for code in ["3017620422003", "03017620422003", "OWN-1", "$0OWN-1"] {
        let article = article(&catalogue, code).expect(code);
        assert_eq!((article.id.0, article.price.get(), article.vat.map(|vat| vat.get())), (12, 250, Some(2_000)));
        assert_eq!((article.unit, article.min_age, article.active), (Unit::Kilogram, 18, false));
        assert_eq!(article.title.as_str(), "Une; bière \"blonde\"");
    }
    assert_eq!(find(&catalogue, "OWN-2", None), Found::Nothing);
    assert_eq!(find(&catalogue, "own-1", None), Found::Nothing, "own numbers are taken as they stand");
}

#[test]
fn csv_is_read_in_each_of_its_dialects() {
    let files = [
        "id,barcode,title,price\n1,A,Pomme,1.50\n2,B,Poire,2\n",
        "\u{feff}id;barcode;title;price\r\n1;A;Pomme;1.50\r\n2;B;Poire;2",
        "\n\"Price\",\"Title\",\"ID\",\"Barcode\"\n\n\"1.50\",\"Pomme\",\"1\",\"A\"\n,,,\n2,Poire,2,B\n\n",
        "prix;nom;id;codeBarre;description\n1.50;Pomme;1;A;\"rouge\net verte\"\n2;Poire;2;B;",
        r#"[{"id":1,"barcode":"A","title":"Pomme","price":1.5},{"id":"2","barcode":["B","C"],"name":"Poire","price":"2"}]"#,
        "\u{feff}\n[\n{\"id\": \"1\", \"codeBarre\": \"A\", \"nom\": \"Pomme\", \"prix\": \"1.50\", \"deptID\": 4, \"vatID\": 2, \"active\": true},\n\
         {\"id\": 2, \"codeBarre\": \"B\", \"nom\": \"Poire\", \"prix\": 2, \"stock\": null, \"unit\": null}\n]\n",
    ];
    for file in files {
        let mut catalogue = empty();
        let import = strict(&mut catalogue, file);
        assert_eq!((import.imported, import.errors.count, import.warnings.count), (2, 0, 0), "{file}");
        let (apple, pear) = (article(&catalogue, "A").expect("A"), article(&catalogue, "B").expect("B"));
        assert_eq!((apple.title.as_str(), apple.price.get()), ("Pomme", 150), "{file}");
        assert_eq!((pear.title.as_str(), pear.price.get()), ("Poire", 200), "{file}");
    }
}

#[test]
fn a_bad_row_is_told_with_its_line_and_spares_the_others() {
    let rows = [
        ("0,B,Poire,1", "id \"0\""),
        ("-1,B,Poire,1", "id \"-1\""),
        (",B,Poire,1", "id \"\""),
        ("9223372036854775808,B,Poire,1", "id \"9223372036854775808\""),
        ("1,B,Poire,1", "id 1 stands on an earlier line"),
        ("2,A,Poire,1", "barcode \"A\" is already that of article 1"),
        ("2,3017620422003,Poire,1", "barcode 03017620422003 is already that of article 1"),
        ("2,0003017620422003,Poire", "3 cells and the header 4"),
        ("2,B,Poire,1,5", "5 cells and the header 4"),
        ("2,B,,1", "title \"\""),
        ("2,B,___,1", "title \"___\""),
        ("2,B,Poire,", "price \"\""),
        ("2,B,Poire,free", "price \"free\""),
        ("2,B,Poire,-1", "price \"-1\""),
        ("2,B,Poire,1.999", "price \"1.999\""),
        ("2,B,Poire,\"1,50\"", "write 1.50"),
        ("2,B,Poire,1000000", "at most 999999.99"),
        ("2,SLIP-CONFIRM,Poire,1", "barcode \"SLIP-CONFIRM\" cannot be"),
        ("2,3.01762E+12,Poire,1", "shortened by a spreadsheet"),
    ];
    for (row, why) in rows {
        let file = format!("{HEADER}1,A 3017620422003,Pomme,1\n{row}\n3,C,Prune,3\n");
        let mut catalogue = filled("id,barcode,title,price\n9,OLD,Ancien,9\n");
        let import = strict(&mut catalogue, &file);
        assert_eq!((import.imported, import.errors.count), (0, 1), "{row}");
        assert_eq!(import.errors.listed[0].line, 3, "{row}");
        assert!(import.errors.listed[0].text.contains(why), "{row}: {}", import.errors.listed[0].text);
        assert_eq!((id(&catalogue, "OLD"), id(&catalogue, "A")), (Some(9), None), "{row}: nothing was touched");

        let import = catalogue.import_articles(file.as_bytes(), Policy::Lenient, None).expect("a readable file");
        assert_eq!((import.imported, import.errors.count), (2, 1), "{row}");
        let known = [id(&catalogue, "A"), id(&catalogue, "C"), id(&catalogue, "OLD"), id(&catalogue, "B")];
        assert_eq!(known, [Some(1), Some(3), None, None], "{row}");
    }
}

#[test]
fn optional_columns_are_held_to_their_bounds() {
    let cells = [
        ("vat-rate", "101"),
        ("vat-rate", "5,5"),
        ("department-id", "x"),
        ("unit", "litre"),
        ("unit-price", "?"),
        ("variations", "3 x"),
        ("min-age", "121"),
        ("min-age", "-1"),
        ("linked-items", "0"),
        ("active", "perhaps"),
    ];
    for (column, cell) in cells {
        let file = format!("id;barcode;title;price;{column}\n1;A;Pomme;1;{cell}\n");
        let import = strict(&mut empty(), &file);
        assert_eq!(import.errors.count, 1, "{column} {cell}");
        assert!(import.errors.listed[0].text.starts_with(&format!("{column} \"")), "{:?}", import.errors);
    }
}

#[test]
fn what_is_changed_is_warned_of() {
    let file = format!(
        "colour,{HEADER}red,1,A,12_2_Pomme,1\nred,2,3017620422004,Poire,1\nred,3,C,{},1\nred,4,,Sans code,1\n",
        "é".repeat(10_000)
    );
    let mut catalogue = empty();
    let import = strict(&mut catalogue, &file);
    assert_eq!((import.imported, import.errors.count), (4, 0), "{import:?}");
    let told: Vec<_> = import.warnings.listed.iter().map(|remark| (remark.line, remark.text.as_str())).collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].0 == 1 && told[0].1.contains("\"colour\"") && told[0].1.contains("nearest known one is"));
    assert_eq!(told[1], (2, "title \"12_2_Pomme\" became \"12 2 Pomme\""));
    assert!(told[2].0 == 3 && told[2].1.contains("wrong check digit"));
    assert_eq!(told[3].0, 4);
    assert_eq!(article(&catalogue, "C").expect("C").title.as_str(), "é".repeat(200));
    assert_eq!(find(&catalogue, "3017620422004", Some("]C0")), find(&catalogue, "$03017620422004", Some("]C0")));
}

#[test]
fn a_file_that_is_no_list_leaves_everything_as_it_was() {
    let endless = format!("{HEADER}1,A,\"Pomme,1\n{}", "2,B,Poire,2\n".repeat(200_000));
    let truncated = r#"[{"id":1,"barcode":"A","title":"Pomme","price":1},{"id":2"#;
    let files = [
        "",
        "\n\n",
        HEADER,
        "[]",
        "{}",
        "[1",
        truncated,
        "id,barcode,title\n1,A,Pomme\n",
        "id,id,barcode,title,price\n",
        "\u{0}\u{1}\u{2}",
        &endless,
        "[{\"id\":1}] x",
        "id\n",
    ];
    for file in files {
        let mut catalogue = filled("id,barcode,title,price\n9,OLD,Ancien,9\n");
        for policy in [Policy::Strict, Policy::Lenient] {
            let outcome = catalogue.import_articles(file.as_bytes(), policy, None);
            let told = match &outcome {
                Err(Error::Source(_)) => true,
                Ok(import) => import.imported == 0 && import.errors.count > 0,
                Err(_) => false,
            };
            assert!(told, "{:?}: {outcome:?}", file.get(..file.len().min(60)));
            assert_eq!(id(&catalogue, "OLD"), Some(9));
        }
    }
}

#[test]
fn json_elements_are_told_with_their_line() {
    let file = "[\n {\"id\":1,\"barcode\":\"A\",\"title\":\"Pomme\",\"price\":1},\n 7,\n {\"id\":2,\"title\":\"Poire\"},\n\n\
        {\"id\":3,\"title\":{\"fr\":\"Prune\"},\"price\":1},\n {\"id\":4,\"title\":\"Kiwi\",\"price\":1e-3, \"colour\": 1}\n]";
    let mut catalogue = empty();
    let import = catalogue.import_articles(file.as_bytes(), Policy::Lenient, None).expect("a readable file");
    let lines: Vec<u64> = import.errors.listed.iter().map(|remark| remark.line).collect();
    assert_eq!((import.imported, lines), (1, vec![3, 4, 6, 7]), "{:?}", import.errors);
    assert_eq!(import.warnings.listed.len(), 1, "the unknown name: {:?}", import.warnings);
}

#[test]
fn a_row_of_bytes_that_are_no_text_is_one_bad_row() {
    let file = b"id,barcode,title,price\n1,A,Pomme,1\n2,B,Ch\xe2taigne,2\n".as_slice();
    let mut catalogue = empty();
    let import = catalogue.import_articles(file, Policy::Lenient, None).expect("a readable file");
    assert_eq!((import.imported, import.errors.listed[0].line), (1, 3));
    assert!(import.errors.listed[0].text.contains("UTF-8"));
}

#[test]
fn remarks_are_counted_beyond_what_is_listed() {
    let file = format!("{HEADER}1,A,Pomme,1\n{}", "x,B,Poire,1\n".repeat(5_000));
    let import = strict(&mut empty(), &file);
    assert_eq!((import.errors.count, import.errors.listed.len()), (5_000, 1_000));
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

/// Gives a file and calls back once, when the first half of it is gone.
struct Halfway<'a, F: FnMut() -> io::Result<()>> {
    file: &'a [u8],
    half: usize,
    then: Option<F>,
}

impl<F: FnMut() -> io::Result<()>> Read for Halfway<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.file.len() <= self.half
            && let Some(mut then) = self.then.take()
        {
            then()?;
        }
        self.file.read(buffer)
    }
}

fn halfway<F: FnMut() -> io::Result<()>>(file: &str, then: F) -> Halfway<'_, F> {
    Halfway { file: file.as_bytes(), half: file.len() / 2, then: Some(then) }
}

fn price(catalogue: &Catalogue, code: &str) -> i64 {
    article(catalogue, code).expect("an article").price.get()
}

#[test]
fn an_import_that_breaks_off_leaves_the_old_catalogue() {
    let mut catalogue = filled(&large(1_000, 100));
    let file = large(20_000, 200);
    let broken = halfway(&file, || Err(io::Error::other("the stick was pulled out")));
    let outcome = catalogue.import_articles(broken, Policy::Lenient, None);
    assert!(matches!(outcome, Err(Error::Source(why)) if why.contains("pulled out")));
    assert_eq!((price(&catalogue, "OWN-1000"), id(&catalogue, "OWN-1001")), (100, None));
    assert_eq!(catalogue.summary().expect("a summary").articles, 1_000);
}

#[test]
fn a_process_killed_while_importing_leaves_the_old_catalogue() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, left) = (folder.path().join("catalogue.db"), folder.path().join("left.db"));
    let mut catalogue = Catalogue::open(&path).expect("a catalogue");
    strict(&mut catalogue, &large(1_000, 100));
    let beside = |path: &Path| path.with_extension("db-wal");
    let file = large(60_000, 200);
    let mut bytes = 0;
    // What is on disk half way through is what a killed process leaves.
    let killed = halfway(&file, || {
        std::fs::copy(&path, &left)?;
        bytes = std::fs::copy(beside(&path), beside(&left))?;
        Ok(())
    });
    let import = catalogue.import_articles(killed, Policy::Strict, None).expect("an import");
    assert_eq!((import.imported, price(&catalogue, "OWN-60000")), (60_000, 200), "this one was not killed");
    assert!(bytes > 500_000, "some of the new catalogue was on disk already: {bytes}");
    let left = Catalogue::open(&left).expect("what the killed process left");
    assert_eq!((price(&left, "OWN-1000"), id(&left, "OWN-1001")), (100, None));
}

#[test]
fn a_reader_sees_the_old_or_the_new_catalogue_and_never_both() {
    const ARTICLES: u64 = 2_000;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let mut writer = Catalogue::open(&path).expect("a catalogue");
    strict(&mut writer, &large(ARTICLES, 100));
    let reader = Catalogue::open(&path).expect("the same catalogue");
    let file = large(ARTICLES * 2, 200);
    // In the middle of the import the reader is asked and must answer before the import may go on.
    let (ask, asked) = mpsc::channel::<()>();
    let (answer, answered) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for () in asked {
                let prices: Vec<i64> = (1..=ARTICLES).map(|n| price(&reader, &format!("OWN-{n}"))).collect();
                let new = id(&reader, &format!("OWN-{}", ARTICLES + 1)).is_some();
                answer.send((prices, new)).expect("the test listens");
            }
        });
        let look = || {
            ask.send(()).expect("the reader listens");
            answered.recv().expect("the reader answers")
        };
        let mut during = None;
        let source = halfway(&file, || {
            during = Some(look());
            Ok(())
        });
        assert_eq!(writer.import_articles(source, Policy::Strict, None).expect("an import").imported, 4_000);
        let (prices, new) = during.expect("the import was interrupted half way");
        assert!(prices.iter().all(|price| *price == 100) && !new, "the old one while the import runs");
        let (prices, new) = look();
        assert!(prices.iter().all(|price| *price == 200) && new, "the new one as soon as it is done");
        drop(ask);
    });
}

#[test]
fn lookups_between_imports_never_miss_an_article_that_both_have() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let mut writer = Catalogue::open(&path).expect("a catalogue");
    strict(&mut writer, &large(200, 1));
    let reader = Catalogue::open(&path).expect("the same catalogue");
    let (done, stop) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let looking = scope.spawn(move || {
            let (mut last, mut looks) = (0, 0_u32);
            while stop.try_recv() == Err(mpsc::TryRecvError::Empty) || looks == 0 {
                let price = price(&reader, "OWN-200");
                assert!(price >= last, "an older catalogue came back: {price} after {last}");
                (last, looks) = (price, looks + 1);
            }
        });
        for price in 2..40 {
            strict(&mut writer, &large(200, price));
        }
        drop(done);
        looking.join().expect("every look-up found the article");
    });
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
fn a_catalogue_outlives_its_process_and_remembers_when_it_was_filled() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let mut catalogue = Catalogue::open(&path).expect("a catalogue");
    assert_eq!(catalogue.summary().expect("a summary"), Summary::default());
    catalogue.import_articles(large(3, 100).as_bytes(), Policy::Strict, Some(Wall(1_700_000_000))).expect("an import");
    drop(catalogue);
    let catalogue = Catalogue::open(&path).expect("the same catalogue");
    let summary = catalogue.summary().expect("a summary");
    assert_eq!((summary.articles, summary.codes, summary.articles_at), (3, 6, Some(Wall(1_700_000_000))));
}

#[test]
fn a_file_that_is_no_catalogue_is_told_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |name: &str| Catalogue::open(&folder.path().join(name)).expect_err(name);
    std::fs::write(
        folder.path().join("text"),
        "a shopping list, long enough to look like a header of a file".repeat(100),
    )
    .expect("written");
    assert!(matches!(open("text"), Error::NotACatalogue(_)));

    let foreign = folder.path().join("foreign");
    let connection = rusqlite::Connection::open(&foreign).expect("a file");
    connection.execute_batch("CREATE TABLE wine (year INTEGER)").expect("a table");
    drop(connection);
    let before = std::fs::read(&foreign).expect("bytes");
    assert!(matches!(open("foreign"), Error::NotACatalogue(_)));
    assert_eq!(std::fs::read(&foreign).expect("bytes"), before, "not a byte of it changed");

    drop(Catalogue::open(&folder.path().join("later")).expect("a catalogue"));
    let connection = rusqlite::Connection::open(folder.path().join("later")).expect("a file");
    connection.pragma_update(None, "user_version", 99).expect("a later version");
    drop(connection);
    assert!(matches!(open("later"), Error::Newer(_)));
    assert!(matches!(open("no/such/folder"), Error::Unopenable { .. }));
    for error in [open("text"), open("later"), open("no/such/folder")] {
        let sentence = error.to_string();
        assert!(sentence.starts_with("The ") && sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn a_catalogue_with_a_ruined_page_answers_with_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    strict(&mut Catalogue::open(&path).expect("a catalogue"), &large(5_000, 100));
    let mut bytes = std::fs::read(&path).expect("bytes");
    for byte in bytes.iter_mut().skip(16 * 1024) {
        *byte = 0xA5;
    }
    std::fs::write(&path, bytes).expect("written");
    // Enough of the file stands to open it; what it is asked for does not.
    let answers =
        Catalogue::open(&path).and_then(|ruined| ruined.find(&Query::Article(Key::Text("OWN-2500".to_owned()))));
    assert!(answers.is_err(), "{answers:?}");
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
        .map(|row| {
            let code = row.get(1).expect("a code");
            let number = code.bytes().all(|byte| byte.is_ascii_digit());
            let checks = scanslip::barcode::Gtin::parse(code).is_some();
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

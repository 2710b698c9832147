//! What a file may look like, and what is said of one that does not.

use super::{HEADER, article, empty, filled, find, id, strict};
use scanslip::catalogue::import::Policy;
use scanslip::catalogue::{Catalogue, Error};
use scanslip::till::article::Unit;
use scanslip::till::event::Found;
use scanslip::till::money::VatRate;

#[test]
fn every_column_arrives() {
    let file = "active;min-age;barcode;title;id;price;vat-rate;department-id;unit;unit-price;variations;linked-items\n\
        0;18;3017620422003 OWN-1;\"Une; bière \"\"blonde\"\"\";12;2.5;20;5;kg;7.10;3 8;14\n";
    let catalogue = filled(file);
    for code in ["3017620422003", "03017620422003", "OWN-1", "$0OWN-1"] {
        let article = article(&catalogue, code).expect(code);
        assert_eq!((article.id.0, article.price.get(), article.vat.map(VatRate::get)), (12, 250, Some(2_000)));
        assert_eq!((article.unit, article.min_age, article.active), (Unit::Kilogram, 18, false));
        assert_eq!(article.title.as_str(), "Une; bière \"blonde\"");
    }
    assert_eq!(find(&catalogue, "OWN-2", None), Found::Nothing);
    assert_eq!(find(&catalogue, "own-1", None), Found::Nothing, "own numbers are taken as they stand");
}

#[test]
fn what_is_sold_along_comes_with_its_article_where_it_can_be_sold() {
    let catalogue = filled(
        "id,barcode,title,price,unit,active,min-age,linked-items\n\
         1,WATER,Eau,5,piece,1,,11 12 13 14 99\n\
         11,DEPOSIT,Consigne,0.25,piece,1,,12\n12,CRATE,Casier,3.10,piece,1,16,\n\
         13,GONE,Sac,0.20,piece,0,,\n14,LOOSE,Glace,2,kg,1,,\n",
    );
    let water = article(&catalogue, "WATER").expect("it is there");
    let along: Vec<_> =
        water.linked.iter().map(|linked| (linked.id.0, linked.price.get(), linked.linked.len())).collect();
    assert_eq!(along, [(11, 25, 0), (12, 310, 0)], "no other can be counted and sold, and theirs do not follow");
    assert_eq!((water.min_age, water.age()), (0, 16), "whoever buys it buys what comes along");
    assert_eq!(article(&catalogue, "DEPOSIT").expect("it is there").linked.len(), 1, "alone it has its own");
}

#[test]
fn what_goes_along_with_an_article_and_cannot_is_told() {
    let mut catalogue = empty();
    let file = "id,barcode,title,price,unit,active,linked-items\n1,WATER,Eau,5,piece,1,11 13 14 99\n\
                11,DEPOSIT,Consigne,0.25,piece,1,\n13,GONE,Sac,0.20,piece,0,\n14,LOOSE,Glace,2,kg,1,\n";
    let import = strict(&mut catalogue, file);
    let told: Vec<_> = import.warnings.listed.iter().map(|one| (one.line, one.text.split(" is ").next())).collect();
    let expected = ["13", "14", "99"].map(|number| (2, Some(format!("linked-items \"{number}\""))));
    assert_eq!(told, expected.each_ref().map(|(line, text)| (*line, text.as_deref())));
    assert!(
        import.warnings.listed[0].text.ends_with("so it will not be charged along"),
        "{:?}",
        import.warnings.listed
    );
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
        ("linked-items", "1"),
        ("linked-items", "2 3 4 5 6 7"),
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
fn lines_are_counted_as_an_editor_counts_them() {
    let bad = "x,B,Poire,1";
    let files = [
        (format!("{HEADER}{bad}"), 2),
        (format!("\n\n{HEADER}\n\n1,A,Pomme,1\n\n{bad}\n"), 8),
        (format!("\u{feff}{HEADER}1,A,\"Pomme\nrouge\",1\n{bad}\n"), 4),
        (format!("{HEADER}\n1,A,Pomme,1\n\n\n{bad}\n").replace('\n', "\r\n"), 6),
        (format!("{HEADER}1,A,\"Pomme\n\nrouge\",1\n{bad}\n2,C,Prune,1").replace('\n', "\r\n"), 5),
    ];
    for (file, line) in files {
        let import = strict(&mut empty(), &file);
        assert_eq!(import.errors.listed.iter().map(|remark| remark.line).collect::<Vec<_>>(), [line], "{file:?}");
    }
}

#[test]
fn a_file_of_the_first_version_keeps_all_it_holds_and_a_later_one_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let file = rusqlite::Connection::open(&path).expect("a file");
    file.execute_batch(include_str!("../../../src/catalogue/1.sql")).expect("the first version");
    file.execute_batch(
        "INSERT INTO article VALUES (101, 'Nutella 400 g', 395, 550, 3, 'piece', NULL, '', 0, '', 1);
         INSERT INTO article VALUES (104, 'Bière', 250, 2000, NULL, 'piece', NULL, '', 18, '', 1);
         INSERT INTO gtin_code VALUES (3017620422003, 101);
         INSERT INTO text_code VALUES ('BEER-1', 104);
         INSERT INTO customer VALUES ('CUST-0001', 7);
         INSERT INTO import VALUES ('articles', 2, 2, 1700000000);
         PRAGMA user_version = 1;",
    )
    .expect("its rows");
    drop(file);
    let catalogue = Catalogue::open(&path).expect("it is brought up to date");
    let nutella = article(&catalogue, "3017620422003").expect("it is there");
    assert_eq!((nutella.id.0, nutella.price.get(), nutella.title.as_str()), (101, 395, "Nutella 400 g"));
    assert_eq!(article(&catalogue, "BEER-1").expect("it is there").min_age, 18);
    assert!(matches!(find(&catalogue, "$3CUST-0001", None), Found::Customer(customer) if customer.0 == 7));
    drop(catalogue);
    let file = rusqlite::Connection::open(&path).expect("a file");
    file.pragma_update(None, "user_version", 99).expect("a later version");
    drop(file);
    let refused = Catalogue::open(&path).expect_err("nobody knows what is in it").to_string();
    assert!(refused.contains("newer scanslip") && refused.ends_with('.'), "{refused}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told_on_its_own_line() {
    let whole = "id,barcode,title,price\n1,A,Pomme,1.50\n\n2,B,\"Poire\nbio\",2\n";
    for end in ["", "\n", "3,C,\"Figue\",1", "3,C,\"Figue\nbleue\",1\n"] {
        let import = strict(&mut empty(), &format!("{whole}{end}"));
        assert_eq!(import.errors.count, 0, "{end:?}: {:?}", import.errors.listed);
    }
    for end in ["3,C,\"Figue,1", "3,C,\"Figue,1\n", "3,C,\"Figue,1\n4,D,Noix,1\n5,E,Noix,1\n", "3,C,Figue,\"1"] {
        let import = strict(&mut empty(), &format!("{whole}{end}"));
        let told: Vec<_> =
            import.errors.listed.iter().map(|one| (one.line, one.text.contains("never closed"))).collect();
        assert_eq!(told, [(6, true)], "{end:?}: {:?}", import.errors.listed);
    }
}

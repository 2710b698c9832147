//! Bodies as shops may send them, each in another way: one shop, whatever its dialect. No page of Kash's shows an answer;
//! these are inferred.

use super::article;
use scanslip::catalogue::Catalogue;
use scanslip::kash::reference::{List, Reference, Rules, Shop, gather};
use scanslip::till::article::Unit;
use scanslip::till::money::VatRate;
use std::fs;
use std::path::{Path, PathBuf};

const DIALECTS: [&str; 4] = ["plain", "french", "enveloped", "csv-before-tax"];

/// A shop whose answers are files. It answers in CSV where it has no JSON, and with status 404 where it has neither.
struct Files(PathBuf);

impl Shop for Files {
    fn ask(&mut self, list: List, format: &str) -> Result<(u16, Vec<u8>), String> {
        let name = list.script().trim_end_matches(".php");
        let body = [format, "csv"].into_iter().find_map(|kind| fs::read(self.0.join(format!("{name}.{kind}"))).ok());
        Ok(body.map_or((404, Vec::new()), |body| (200, body)))
    }

    fn clean(&self, text: &str) -> String {
        text.to_owned()
    }
}

fn read(dialect: &str) -> Reference {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sync").join(dialect);
    let lists = gather(&mut Files(folder), &Rules::default(), &mut |_| ());
    let lists = lists.unwrap_or_else(|trouble| panic!("{dialect}: {trouble}"));
    assert_eq!(lists.remarks.count, 0, "{dialect}: {:?}", lists.remarks);
    lists
}

#[test]
fn every_way_of_writing_it_down_is_the_same_shop() {
    let first = read(DIALECTS[0]);
    for dialect in DIALECTS {
        assert_eq!(read(dialect), first, "{dialect}");
    }
}

#[test]
fn every_way_of_writing_it_down_sells_the_same() {
    for dialect in DIALECTS {
        let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
        let synced = catalogue.sync(&read(dialect), false, None).expect("taken over");
        assert_eq!((synced.articles, synced.without_code, synced.cards), (4, 1, 1), "{dialect}");
        let cases = [
            ("3017620422003", "Crème brûlée", 250, 550, Unit::Piece),
            ("CAFE", "Café", 150, 1_000, Unit::Piece),
            ("COMTE", "Comté", 2_490, 550, Unit::Kilogram),
        ];
        for (code, title, cents, vat, unit) in cases {
            let found = article(&catalogue, code).unwrap_or_else(|| panic!("{dialect}: no {code}"));
            assert_eq!((found.title.as_str(), found.price.get(), found.unit), (title, cents, unit), "{dialect}");
            assert_eq!((found.vat, found.active), (VatRate::basis_points(vat), true), "{dialect}: {code}");
        }
        let coffee = article(&catalogue, "CAFE").expect("found before");
        let [size] = coffee.variations.as_slice() else { panic!("{dialect}: {:?}", coffee.variations) };
        let choices: Vec<_> = size.choices.iter().map(|one| (one.id.0, one.title.as_str(), one.delta.get())).collect();
        assert_eq!((size.required, choices.as_slice()), (true, [(41, "Petit", 0), (42, "Grand", 50)].as_slice()));
    }
}

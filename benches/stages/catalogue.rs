//! From a code to its article, in shops of three sizes.

use crate::shopper::query;
use crate::{Stage, goods};
use scanslip::catalogue::Catalogue;
use scanslip::catalogue::import::Policy;
use scanslip::till::effect::Query;
use std::hint::black_box;

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("look-up among 1,000 articles", || look_up(1_000)),
        Stage::timed("look-up among 100,000 articles", || look_up(100_000)),
        Stage::timed("look-up among 1,000,000 articles", || look_up(1_000_000)),
        Stage::counted("import of 1,000 articles from CSV", import),
    ]
}

/// A shop in a file, as a kiosk has it; the file is gone once it is open.
pub(crate) fn stocked(articles: u64) -> Catalogue {
    let folder = tempfile::tempdir().expect("a folder");
    let mut catalogue = Catalogue::open(&folder.path().join("catalogue.db")).expect("a catalogue");
    catalogue.import_articles(goods::csv(articles).as_bytes(), Policy::Strict, None).expect("sound goods");
    catalogue
}

/// Each time another article, all over the catalogue.
fn look_up(articles: u64) -> Box<dyn FnMut()> {
    let catalogue = stocked(articles);
    let queries: Vec<Query> = (0..997).map(|at| query(&goods::code(1 + at * 7_919 % articles))).collect();
    let mut at = 0;
    Box::new(move || {
        at = (at + 1) % queries.len();
        black_box(catalogue.find(black_box(&queries[at])).expect("it can be read"));
    })
}

fn import() -> Box<dyn FnMut()> {
    let (mut catalogue, file) = (Catalogue::open_in_memory().expect("a catalogue"), goods::csv(1_000));
    Box::new(move || {
        catalogue.import_articles(black_box(file.as_bytes()), Policy::Strict, None).expect("sound goods");
    })
}

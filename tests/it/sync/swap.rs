//! Scans go on while the catalogue is replaced, again and again; and a large list is taken over whole.

use super::{article, whole_shop};
use scanslip::catalogue::Catalogue;
use scanslip::kash::reference::{self, Choice, Reference, Rules, Variation, gather};
use scanslip::till::article::Title;
use scanslip::till::money::Cents;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

const ARTICLES: i64 = 40;
const SWAPS: u32 = 60;

fn title(text: &str) -> Title {
    Title::clean(text).expect("a title")
}

fn code(id: i64) -> String {
    format!("OWN-{id}")
}

/// The same codes each time, with everything that an article has in the style of one list.
fn lists(style: &str, price: i64) -> Reference {
    let article = |id: i64| reference::Article {
        row: id.unsigned_abs(),
        id,
        barcode: code(id),
        title: title(style),
        price: Cents::new(price),
        vat: None,
        department: None,
        unit: None,
        variations: vec![1],
        active: true,
    };
    let choices = vec![Choice { id: 5, title: title(style), delta: Cents::new(price), available: true, ends: false }];
    let variations = vec![Variation { id: 1, title: Some(title(style)), required: true, choices }];
    Reference { articles: (1..=ARTICLES).map(article).collect(), variations, ..Reference::default() }
}

/// Looks everything up once; answers with how many were of the second list.
fn look_up_all(catalogue: &Catalogue) -> usize {
    let mut second = 0;
    for id in 1..=ARTICLES {
        let found = article(catalogue, &code(id)).unwrap_or_else(|| panic!("article {id} was not to be found"));
        let (style, price) = match found.title.as_str() {
            "First" => ("First", 100),
            "Second" => ("Second", 200),
            other => panic!("article {id} is {other}"),
        };
        second += usize::from(style == "Second");
        assert_eq!(found.price.get(), price, "price and title are of one list");
        let [variation] = found.variations.as_slice() else { panic!("article {id} has {:?}", found.variations) };
        assert_eq!(variation.title.as_ref().map(Title::as_str), Some(style), "so is the variation");
        assert_eq!(variation.choices.iter().map(|choice| choice.delta.get()).collect::<Vec<_>>(), [price]);
    }
    second
}

#[test]
fn every_look_up_finds_the_old_or_the_new_while_the_catalogue_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("catalogue.db");
    let (first, second) = (lists("First", 100), lists("Second", 200));
    Catalogue::open(&path).expect("a catalogue").sync(&first, false, None).expect("taken over");
    let done = AtomicBool::new(false);
    thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                let catalogue = Catalogue::open(&path).expect("a catalogue");
                while !done.load(Ordering::Acquire) {
                    look_up_all(&catalogue);
                }
                assert_eq!(look_up_all(&catalogue), 0, "whoever reads after the end finds the last list");
            });
        }
        threads.spawn(|| {
            let mut catalogue = Catalogue::open(&path).expect("a catalogue");
            let swapped = (0..SWAPS).try_for_each(|swap| {
                let lists = if swap % 2 == 0 { &second } else { &first };
                catalogue.sync(lists, false, None).map(drop)
            });
            // The readers end in any case.
            done.store(true, Ordering::Release);
            swapped.expect("taken over while others read");
        });
    });
}

#[test]
fn a_list_of_a_hundred_thousand_is_taken_over_whole() {
    let row =
        |id: u32| format!("{{\"id\":{id},\"title\":\"Article {id}\",\"price\":\"{id}.50\",\"barcode\":\"OWN-{id}\"}}");
    let body = |rows: u32| format!("[{}]", (1..=rows).map(row).collect::<Vec<_>>().join(","));
    let read = |rows: u32| gather(&mut whole_shop(body(rows)), &Rules::default(), &mut |_| ()).expect("read");
    let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
    let synced = catalogue.sync(&read(100_000), false, None).expect("taken over");
    assert_eq!((synced.articles, synced.without_code, synced.remarks.count), (100_000, 0, 0));
    for id in [1_u32, 50_000, 100_000] {
        let found = article(&catalogue, &code(id.into())).expect("on the shelf");
        assert_eq!((found.id.0, found.price.get()), (id.into(), i64::from(id) * 100 + 50));
    }
    assert!(catalogue.sync(&read(49_999), false, None).is_err(), "more than half is gone");
    assert_eq!(catalogue.standing().expect("it stands").articles, 100_000);
}

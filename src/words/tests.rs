//! The files of sentences: what the build refuses, and what of it only a reader of all seven can see.

use super::ftl::{self, Piece, Sentence};
use super::*;
use scanslip_hw::printer::page::Page;

const FILES: [(Language, &str); 7] = [
    (Language::Fr, include_str!("fr.ftl")),
    (Language::En, include_str!("en.ftl")),
    (Language::De, include_str!("de.ftl")),
    (Language::Es, include_str!("es.ftl")),
    (Language::It, include_str!("it.ftl")),
    (Language::Nl, include_str!("nl.ftl")),
    (Language::Pt, include_str!("pt.ftl")),
];

fn sentences(text: &str) -> Vec<Sentence> {
    ftl::read("a file", text).expect("the build has read it too")
}

/// Everything in a sentence that is said in some case.
fn texts(pieces: &[Piece]) -> String {
    let said = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Place(name) => format!("{{{name}}}"),
        Piece::Count(_, one, other) => format!("{}|{}", texts(one), texts(other)),
    };
    pieces.iter().map(said).collect()
}

/// What the build says where English is like this, beside two French sentences.
fn refused(english: &str) -> Vec<String> {
    let french = "# A greeting.\nwelcome = Bonjour { $who }\n# The sum.\ntotal = Total\n";
    statics::of(&[("Fr", "fr.ftl", french), ("En", "en.ftl", english)]).expect_err(english)
}

#[test]
fn a_language_that_lacks_a_sentence_or_has_one_too_many_does_not_build() {
    for (english, why) in [
        ("welcome = Hello { $who }", "en.ftl: total is missing."),
        ("total = Total", "en.ftl: welcome is missing."),
        ("welcome = Hello { $who }\ntotal = Total\ntotals = Totals", "en.ftl: fr.ftl has no totals."),
        ("welcome = Hello { $who }\ntotal = Total\ntotal = Sum", "en.ftl: total stands twice."),
        ("welcome = Hello\ntotal = Total", "en.ftl: welcome: en.ftl has no place $who."),
        ("welcome = Hello { $who }\ntotal = Total { $n }", "en.ftl: total: fr.ftl has no place $n."),
        ("welcome = Hello { $name }", "en.ftl: welcome: fr.ftl has no place $name."),
        ("welcome = Hello { $who }\ntotal = { -brand }", "en.ftl: total: only texts and places can be put in."),
        ("total =\n    .tiny = T", "en.ftl: total: a message has a text and at most one attribute."),
        ("total = Total\n    .short = T", "en.ftl: total: the only attribute is .tiny."),
        ("total = Total\n    .tiny = T { $n }", "en.ftl: total: .tiny has the same places to fill."),
        ("total = { $n ->\n   *[few] a\n}", "en.ftl: total: there are two variants, one and other."),
        ("total = { $n ->\n    [one] a\n   *[many] b\n}", "en.ftl: total: the variants are [one] and *[other]."),
    ] {
        let said = refused(english);
        assert!(said.iter().any(|said| said == why), "{english}: {said:?}");
    }
    let [broken] = &refused("welcome = Hello\ntotal = {")[..] else { panic!("one sentence on what cannot be read") };
    assert!(broken.starts_with("en.ftl, line "), "{broken}");
    let silent = statics::of(&[("Fr", "fr.ftl", "total = Total")]).expect_err("nothing says what it is for");
    assert_eq!(silent, ["fr.ftl: no comment says what total is for."]);
}

#[test]
fn what_is_said_is_what_stands_in_the_file() {
    let french = of(Language::Fr);
    assert_eq!(french.duplicate(2), "DUPLICATA 2");
    assert_eq!(french.pair("Total", "2"), "Total\u{a0}: 2");
    assert_eq!(french.unknown_code("{ $code }"), "Article inconnu : { $code }");
    assert_eq!([1, 2].map(|n| french.articles(n)), ["1 article", "2 articles"]);
    for (language, text) in FILES {
        let said = sentences(text);
        let named = |name: &str| said.iter().find(|said| said.name == name).map(|said| texts(&said.pieces));
        assert_eq!(named("language-name").as_deref(), Some(own_name(language)));
        assert_eq!(named("age-checked").as_deref(), Some(of(language).age_checked));
    }
}

#[test]
fn every_sentence_can_be_printed_and_none_is_empty() {
    for (language, text) in FILES {
        for sentence in sentences(text) {
            for said in [texts(&sentence.pieces)].into_iter().chain(sentence.tiny.as_deref().map(texts)) {
                assert!(!said.trim().is_empty(), "{language:?} leaves {} unsaid", sentence.name);
                for c in said.chars() {
                    assert!(Page::Wpc1252.encode(c).is_some(), "{language:?}, {}: {c:?}", sentence.name);
                }
            }
        }
    }
}

/// What two languages say alike. Whoever adds a sentence and forgets to translate it finds it here.
#[test]
fn no_two_languages_say_the_same_but_for_words_that_they_share() {
    let all: Vec<Vec<(String, String)>> = FILES
        .map(|(_, text)| sentences(text).iter().map(|said| (said.name.clone(), texts(&said.pieces))).collect())
        .into();
    let mut shared = Vec::new();
    for (place, one) in all.iter().enumerate() {
        for (name, said) in one {
            if all[place + 1..].iter().any(|other| other.contains(&(name.clone(), said.clone()))) {
                shared.push(format!("{name}: {said}"));
            }
        }
    }
    shared.sort_unstable();
    shared.dedup();
    assert_eq!(shared, SHARED);
    assert!(all[0].len() > 80, "only {} sentences are found", all[0].len());
}

/// Words that two of the languages really have in common.
const SHARED: [&str; 14] = [
    "cancel: Cancelar",
    "confirm: Confirmar",
    "covers: Couverts",
    "duplicate: DUPLICADO {n}",
    "gross: Total",
    "net: Base",
    "net: Netto",
    "pager: Pager",
    "pair: {name}: {value}",
    "per-kilogram: {price} per kg",
    "table: Mesa",
    "table: Table",
    "total: Total",
    "vat: IVA",
];

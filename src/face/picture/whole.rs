//! What is said is said whole, on tiny screens too: each sentence of each screen, in every language, read off the parts that
//! are drawn. Only what the catalogue calls a thing may end in an ellipsis, where there is no room for it.

use super::line;
use super::part::Part;
use super::scale::{Class, Scale};
use super::tests::every_at;
use super::view;
use crate::face::text::Face;
use crate::till::screen::{Notice, Question, Screen, View};
use crate::words;
use std::collections::BTreeSet;

const SIZES: [(u32, u32); 5] = [(128, 64), (320, 240), (480, 320), (800, 480), (1_920, 1_080)];

fn face(screen: &Screen, (width, height): (u32, u32)) -> Face<'_> {
    let tiny = Scale::of(width, height).is(Class::Tiny);
    let words = if tiny { words::tiny(screen.language) } else { words::of(screen.language) };
    Face { words, screen, currency: "EUR" }
}

/// Each text of the screen on one line.
fn texts(screen: &Screen, size: (u32, u32)) -> Vec<String> {
    let text = |part: Part| if let Part::Text { lines, .. } = part { Some(lines.join(" ")) } else { None };
    view::compose(&face(screen, size), size.0, size.1).into_iter().filter_map(text).collect()
}

/// What the catalogue, or the shop's settings, call the things on the screen.
fn titles(screen: &Screen) -> Vec<String> {
    let mut titles = Vec::new();
    if let View::Cart { lines, service, question, .. } = &screen.view {
        for line in lines {
            titles.push(line.title.clone());
            titles.push(Face::title(line));
            titles.extend(line.choices.iter().cloned());
        }
        titles.extend(service.notes.iter().map(|note| note.as_str().to_owned()));
        if let Some(Question { article, variation, choices, .. }) = question {
            titles.push(article.clone());
            titles.extend(variation.clone());
            titles.extend(choices.iter().map(|choice| choice.title.clone()));
        }
    }
    match &screen.notice {
        Some(Notice::Price { title, along, .. }) => {
            titles.push(title.clone());
            titles.extend(along.iter().map(|(title, _)| title.clone()));
        }
        Some(Notice::Refused { title: Some(title), .. } | Notice::BestBeforePast { title }) => {
            titles.push(title.clone());
        }
        _ => {}
    }
    titles.iter().map(|title| line::one(title)).collect()
}

/// What must be said on the screen, each a text of its own or a part of one.
fn sentences(face: &Face<'_>, tiny: bool) -> Vec<String> {
    let (words, screen) = (face.words, face.screen);
    let mut said: Vec<String> = screen.printer_trouble.iter().map(|why| face.printer_trouble(*why)).collect();
    // A question is said in its place where there is room for one of them.
    let is_counted = !(tiny && screen.asks_for_paper());
    if let Some(countdown) = face.countdown().filter(|_| is_counted) {
        said.push(countdown);
        // What else there is to say comes back with the key that stops it.
        if tiny {
            return said.iter().map(|said| line::one(said)).collect();
        }
    }
    match &screen.notice {
        Some(Notice::Help) => return words.help.split_inclusive(". ").map(line::one).collect(),
        Some(Notice::Price { price, per_kilogram, along, .. }) => {
            let price = face.amount(*price);
            said.push(if *per_kilogram { words.per_kilogram(&price) } else { price });
            said.extend(along.iter().map(|(_, price)| face.amount(*price)));
        }
        Some(notice) => said.extend(face.notice(notice)),
        None => {}
    }
    said.extend(face.paper_question());
    match &screen.view {
        View::Welcome => said.push(words.how_to_start.to_owned()),
        View::OutOfService(why) => {
            said.extend([words.out_of_service, face.out_of_service(*why), words.ask_staff].map(str::to_owned));
        }
        View::Cart { total, price_check, next_quantity, hold, lines, question, customer, service, staff, .. } => {
            let alone =
                said.is_empty() && hold.is_none() && question.is_none() && next_quantity.is_none() && !price_check;
            said.extend(alone.then(|| face.facts(*customer, service, staff.as_ref())).into_iter().flatten());
            said.push(face.amount(*total));
            said.extend(price_check.then(|| words.scan_for_price.to_owned()));
            said.extend(next_quantity.map(|quantity| words.next_quantity(quantity.into())));
            said.extend(hold.iter().flat_map(|hold| face.hold(hold)));
            said.extend((lines.is_empty() && said.len() == 1).then(|| words.how_to_start.to_owned()));
            said.extend(question.iter().map(|_| words.choose_how.to_owned()));
        }
        View::Sending { total } => said.extend([words.sending.to_owned(), face.amount(*total)]),
        View::Done { number, total, paper, shop_total, paid, .. } => {
            said.extend([number.to_string(), face.total(*total)]);
            said.extend(shop_total.map(|total| face.amount(total)));
            said.extend(paid.then(|| words.paid.to_owned()));
            said.extend(face.paper(*paper));
        }
        View::Kept { local_number, reference, total, in_doubt, paper } => {
            let (what, how) = face.kept(*in_doubt);
            said.extend([local_number.to_string(), face.total(*total), what.to_owned(), how.to_owned()]);
            said.extend((!tiny).then(|| reference.clone()));
            said.extend(face.paper(*paper));
        }
    }
    let names: Vec<String> = titles(screen);
    said.iter().map(|said| line::one(said)).filter(|said| !names.contains(said)).collect()
}

fn every(check: impl FnMut(&str, &Screen, (u32, u32))) {
    every_at(&SIZES, check);
}

#[test]
fn every_sentence_is_on_the_screen_whole() {
    let mut wrong = Vec::new();
    every(|name, screen, size| {
        let texts = texts(screen, size);
        for sentence in sentences(&face(screen, size), size == SIZES[0]) {
            if !texts.iter().any(|text| text.contains(&sentence)) {
                wrong.push(format!("{name} lacks {sentence:?}: {texts:?}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_but_what_a_thing_is_called_is_ever_shortened() {
    let (mut wrong, mut shortened) = (Vec::new(), BTreeSet::new());
    every(|name, screen, size| {
        let titles = titles(screen);
        for text in texts(screen, size) {
            let Some((kept, _)) = text.split_once('…').filter(|(kept, _)| !kept.is_empty()) else { continue };
            shortened.insert(size);
            // `2 × ` before it, or `+ `, or the number of a key.
            let called = |title: &String| {
                (0..=kept.len())
                    .any(|n| kept.is_char_boundary(n) && title.starts_with(&kept[n..]) && kept.len() - n > 2)
            };
            if !titles.iter().any(called) {
                wrong.push(format!("{name}: {text:?}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_choice_is_seen_whole_by_whoever_turns_the_pages() {
    let mut turned = 0;
    every(|name, screen, size| {
        let View::Cart { question: Some(asked), .. } = &screen.view else { return };
        let (mut seen, mut pages) = (BTreeSet::new(), BTreeSet::new());
        for turn in 0..8 {
            let mut screen = screen.clone();
            if let View::Cart { question: Some(question), .. } = &mut screen.view {
                question.turned = turn;
            }
            let texts = texts(&screen, size);
            seen.extend(texts.iter().cloned());
            pages.insert(texts);
        }
        let face = face(screen, size);
        for (key, answer) in (1..).zip(&asked.choices) {
            let delta = line::one(&words::difference(answer.delta, screen.language, "EUR"));
            // Each with its key on one line, or in a column of its own.
            let whole = seen.contains(&line::one(&face.answer(key, answer)));
            let parts = [key.to_string(), line::one(&answer.title), delta];
            let parted = parts.iter().all(|part| part.is_empty() || seen.contains(part));
            assert!(whole || parted, "{name} lacks choice {key}: {seen:?}");
        }
        turned = turned.max(pages.len());
    });
    assert!(turned > 1, "nine choices have no room at once on the smallest screen");
}

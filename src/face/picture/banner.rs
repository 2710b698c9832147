//! The strip at the top: what happened last, and what the next scan will do.

use super::area::Area;
use super::badge;
use super::ink::Tone;
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::money::Cents;
use crate::till::screen::{Notice, View};

/// Of the smallest letters so many stand side by side on the smallest screen.
const COLUMNS: usize = 24;

/// Cuts the banner off the top of `area`, if there is anything to say; never more than `most` pixels. Beside what is said
/// stands a sign, or how many seconds are left.
pub(super) fn draw(face: &Face<'_>, area: &mut Area, most: u32, scale: Scale) -> Vec<Part> {
    let tiny = scale.is(Class::Tiny);
    let said = said(face, tiny);
    let Some((tone, _)) = said.first() else { return Vec::new() };
    let (ground, edge) = tone.inks();
    // Beside an order its number is what matters, and the code that is paid by.
    let aside = face.screen.countdown_s.is_some() && !matches!(face.screen.view, View::Cart { .. });
    let letter = match (tiny, aside) {
        (true, _) => scale.letter * 5 / 4,
        (false, true) => scale.letter,
        (false, false) => scale.letter * 3 / 2,
    };
    let pad = (letter / 2).min(area.height / 24);
    let (side, gap) = if tiny { (2, 2) } else { (letter * 2, letter / 2) };
    let main = main(face);
    let pieces: Vec<Piece> = (0..)
        .zip(&said)
        .map(|(place, (_, text))| match place {
            _ if place == main => Piece::new(text.clone(), letter).bold().rank(0),
            // A deposit is no less to be paid than the price.
            _ if place > main && matches!(face.screen.notice, Some(Notice::Price { .. })) => {
                Piece::new(text.clone(), letter * 3 / 4).rank(0)
            }
            _ => Piece::new(text.clone(), letter * 3 / 4).rank(place.max(1)),
        })
        .collect();
    let width = area.width.saturating_sub(side + 2 * gap);
    let stack = Stack::set(scale, &pieces, width, most.saturating_sub(2 * pad));
    let whole = tiny && matches!(face.screen.view, View::Cart { .. });
    let mut strip = area.take_top(if whole { most } else { (stack.height + 2 * pad).max(side).min(most) });
    let mut parts = vec![Part::Fill(strip, ground)];
    let sign_box = strip.take_left(side);
    if tiny {
        parts.push(Part::Fill(sign_box, edge));
    } else {
        let sign = face.screen.countdown_s.map_or_else(|| badge::sign(*tone), |left| left.to_string());
        parts.extend(badge::draw(scale, sign_box, *tone, &sign));
    }
    strip.take_left(gap);
    strip.width = width.min(strip.width);
    parts.extend(stack.place(strip, Align::Left));
    parts
}

/// Which of the texts matters most: what is wrong with an article more than its name, a price more than that it is one.
fn main(face: &Face<'_>) -> u8 {
    match &face.screen.notice {
        _ if face.screen.countdown_s.is_some() => 0,
        Some(Notice::Price { .. } | Notice::Refused { title: Some(_), .. } | Notice::BestBeforePast { .. }) => 1,
        _ => 0,
    }
}

/// What is said, the most important first, and how it is meant.
fn said(face: &Face<'_>, tiny: bool) -> Vec<(Tone, String)> {
    let mut said = Vec::new();
    let words = face.words;
    // On a tiny screen a question that keys answer takes the place of the countdown.
    let is_counted = !(tiny && face.screen.asks_for_paper());
    if let Some(countdown) = face.countdown().filter(|_| is_counted) {
        said.push((Tone::Care, countdown));
        // The key that stops it brings back what else there is to say.
        if tiny {
            return said;
        }
    }
    // Help takes the whole screen.
    if let Some(notice) = face.screen.notice.as_ref().filter(|notice| **notice != Notice::Help) {
        let tone = tone(notice);
        let texts = if tiny { price(face, notice) } else { None };
        said.extend(texts.unwrap_or_else(|| face.notice(notice)).into_iter().map(|text| (tone, text)));
    }
    match &face.screen.view {
        View::Cart { price_check, next_quantity, hold, .. } => {
            said.extend(hold.iter().flat_map(|hold| face.hold(hold)).map(|text| (Tone::Care, text)));
            if *price_check {
                said.push((Tone::Calm, words.scan_for_price.to_owned()));
            }
            if let Some(quantity) = next_quantity {
                said.push((Tone::Calm, words.next_quantity((*quantity).into())));
            }
        }
        _ => said.extend(face.paper_question().into_iter().map(|text| (Tone::Calm, text))),
    }
    said
}

/// A price on a tiny screen: each on a line of its own, so that only what a thing is called is ever shortened.
fn price(face: &Face<'_>, notice: &Notice) -> Option<Vec<String>> {
    let Notice::Price { title, price, per_kilogram, along } = notice else { return None };
    let amount = face.amount(*price);
    let mut said = vec![title.clone(), if *per_kilogram { face.words.per_kilogram(&amount) } else { amount }];
    if !along.is_empty() {
        let names: Vec<&str> = along.iter().map(|(title, _)| title.as_str()).collect();
        let sum = along.iter().try_fold(Cents::ZERO, |sum, (_, price)| sum.checked_add(*price));
        let amount = face.amount(sum.unwrap_or(Cents::MAX));
        let names = line::one(&format!("+ {}", names.join(", ")));
        let room = COLUMNS.saturating_sub(face.pair("", &amount).chars().count());
        // An ellipsis within a text is spelled as three dots.
        let names = if names.chars().count() > room { line::shortened(&names, room.saturating_sub(2)) } else { names };
        said.push(face.pair(&names, &amount));
    }
    Some(said)
}

const fn tone(notice: &Notice) -> Tone {
    match notice {
        Notice::Price { .. } | Notice::Help => Tone::Calm,
        Notice::CardTaken | Notice::CardNew | Notice::ServiceTaken | Notice::StaffTaken | Notice::AgePassed => {
            Tone::Good
        }
        Notice::ScanAgain | Notice::CardUnknown | Notice::QueueFull | Notice::BestBeforePast { .. } => Tone::Care,
        Notice::UnknownCode { .. }
        | Notice::Refused { .. }
        | Notice::AgeFailed
        | Notice::ShopRefused(_)
        | Notice::NotRecorded
        | Notice::CatalogueUnreadable => Tone::Bad,
    }
}

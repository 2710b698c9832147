//! The strip at the top: what happened last, and what the next scan will do.

use super::area::Area;
use super::ink::Tone;
use super::part::{Align, Part};
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::screen::{Notice, View};

/// Cuts the banner off the top of `area`, if there is anything to say; never more than `most` pixels.
pub(super) fn draw(face: &Face<'_>, area: &mut Area, most: u32, letter: u32) -> Vec<Part> {
    let said = said(face);
    let Some((tone, _)) = said.first() else { return Vec::new() };
    let (ground, edge) = tone.inks();
    let pad = (letter / 2).min(area.height / 24);
    let side = (area.width / 80).max(1);
    let pieces: Vec<Piece> = (0..)
        .zip(&said)
        .map(|(place, (_, text))| {
            let piece = Piece::new(text.clone(), if place == 0 { letter } else { letter * 3 / 4 }).rank(place);
            if place == 0 { piece.bold() } else { piece }
        })
        .collect();
    let width = area.width.saturating_sub(side + letter);
    let stack = Stack::set(&pieces, width, most.saturating_sub(2 * pad));
    let mut strip = area.take_top(stack.height + 2 * pad);
    let mut parts = vec![Part::Fill(strip, ground), Part::Fill(strip.take_left(side), edge)];
    strip.take_left(letter / 2);
    strip.width = width.min(strip.width);
    parts.extend(stack.place(strip, Align::Left));
    parts
}

/// What is said, the most important first, and how it is meant.
fn said(face: &Face<'_>) -> Vec<(Tone, String)> {
    let mut said = Vec::new();
    let words = face.words;
    if let Some(left) = face.screen.countdown_s {
        said.push((Tone::Care, words.countdown(left.into())));
    }
    // Help takes the whole screen.
    if let Some(notice) = face.screen.notice.as_ref().filter(|notice| **notice != Notice::Help) {
        let tone = tone(notice);
        said.extend(face.notice(notice).into_iter().map(|text| (tone, text)));
    }
    match &face.screen.view {
        View::Cart { price_check, next_quantity, .. } => {
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

const fn tone(notice: &Notice) -> Tone {
    match notice {
        Notice::Price { .. } | Notice::Help => Tone::Calm,
        Notice::CardTaken | Notice::CardNew | Notice::ServiceTaken | Notice::StaffTaken => Tone::Good,
        Notice::ScanAgain | Notice::CardUnknown | Notice::QueueFull | Notice::BestBeforePast { .. } => Tone::Care,
        Notice::UnknownCode(_)
        | Notice::Refused { .. }
        | Notice::ShopRefused(_)
        | Notice::NotRecorded
        | Notice::CatalogueUnreadable => Tone::Bad,
    }
}

//! Which parts a screen has, and where: the one place that knows every view.

use super::area::Area;
use super::banner;
use super::cart::{self, Cart};
use super::ink::{Ink, Tone};
use super::ordered::{self, Texts};
use super::part::{Align, Part};
use super::question;
use super::stack::{Piece, Stack};
use crate::face::text::Face;
use crate::till::screen::{Notice, View};

/// Lays a screen out on so many pixels.
pub(super) fn compose(face: &Face<'_>, width: u32, height: u32) -> Vec<Part> {
    let mut area = Area::of(width, height);
    let short = height.min(width);
    let letter = (short / 16).max(6).min(width / 16);
    let margin = (short / 28).max(2);
    let mut parts = trouble(face, &mut area, letter, margin);
    if face.screen.notice == Some(Notice::Help) {
        parts.extend(help(face, area, letter, margin));
        return parts;
    }
    let most = if short < 120 { area.height * 11 / 20 } else { area.height * 2 / 5 };
    parts.extend(banner::draw(face, &mut area, most, letter * 3 / 2));
    parts.extend(view(face, area, letter, margin));
    parts
}

fn view(face: &Face<'_>, area: Area, letter: u32, margin: u32) -> Vec<Part> {
    let words = face.words;
    match &face.screen.view {
        View::Welcome => {
            let pieces = [
                Piece::new(words.welcome, letter * 3).bold().ink(Ink::Strong).rank(2),
                Piece::new(words.how_to_start, letter * 7 / 4),
            ];
            stacked(&pieces, area, margin)
        }
        View::OutOfService(why) => {
            let (ground, edge) = Tone::Care.inks();
            let mut rest = area;
            let mut parts = vec![Part::Fill(area, ground), Part::Fill(rest.take_top(margin / 2), edge)];
            let pieces = [
                Piece::new(words.out_of_service, letter * 5 / 2).bold().rank(0),
                Piece::new(face.out_of_service(*why), letter * 3 / 2),
                Piece::new(words.ask_staff, letter * 3 / 2).rank(2),
            ];
            parts.extend(stacked(&pieces, rest, margin));
            parts
        }
        View::Cart { question: Some(question), total, .. } => {
            question::draw(face, question, *total, area, letter, margin)
        }
        View::Cart { lines, last, total, customer, service, staff, .. } => {
            let facts = face.facts(*customer, service, staff.as_ref());
            let cart = Cart { lines, last: *last, total: *total, facts: &facts };
            cart::draw(face, cart, area, letter, margin)
        }
        View::Sending { total } => {
            let mut area = area;
            let mut parts = cart::total(face, *total, &mut area, letter, margin);
            parts.extend(stacked(&[Piece::new(words.sending, letter * 2).bold().ink(Ink::Strong)], area, margin));
            parts
        }
        View::Done { number, total, link, shop_total, paid, document, paper } => {
            let document = document.iter().filter_map(|document| face.document(document));
            let shop_total = shop_total.map(|total| face.shop_total(total));
            let more = shop_total.into_iter().chain(face.paper(*paper)).chain(document).collect();
            let texts = registered(face, *number, face.total(*total), *paid, more);
            ordered::draw(face, &texts, link.as_deref().filter(|_| !paid), area, letter, margin)
        }
        View::Kept { local_number, reference, total, paper } => {
            let more = [words.kept_how.to_owned()].into_iter().chain(face.paper(*paper));
            let reference = format!("{} {reference}", words.reference);
            let texts = Texts {
                title: words.kept.to_owned(),
                label: words.local_number.to_owned(),
                number: local_number.to_string(),
                total: face.total(*total),
                more: more.chain([reference]).collect(),
                payable: false,
            };
            ordered::draw(face, &texts, None, area, letter, margin)
        }
    }
}

fn registered(face: &Face<'_>, number: u64, total: String, paid: bool, more: Vec<String>) -> Texts {
    let words = face.words;
    let title = if paid { format!("{} – {}", words.registered, words.paid) } else { words.registered.to_owned() };
    Texts { title, label: words.order_number.to_owned(), number: number.to_string(), total, more, payable: !paid }
}

fn stacked(pieces: &[Piece], area: Area, margin: u32) -> Vec<Part> {
    let area = area.inset(margin, margin / 2);
    Stack::set(pieces, area.width, area.height).place(area, Align::Middle)
}

/// How to use the kiosk, step by step.
fn help(face: &Face<'_>, mut area: Area, letter: u32, margin: u32) -> Vec<Part> {
    let (ground, edge) = Tone::Calm.inks();
    let mut parts = vec![Part::Fill(area, ground), Part::Fill(area.take_top((margin / 2).min(letter / 3)), edge)];
    let steps = face.words.help.split_inclusive(". ").map(|step| Piece::new(step.trim(), letter * 3 / 2));
    let inner = area.inset(margin, margin / 2);
    parts.extend(Stack::set(&steps.collect::<Vec<_>>(), inner.width, inner.height).place(inner, Align::Left));
    parts
}

/// Why no slip can be printed, at the very bottom.
fn trouble(face: &Face<'_>, area: &mut Area, letter: u32, margin: u32) -> Vec<Part> {
    let Some(why) = face.screen.printer_trouble else { return Vec::new() };
    let (ground, _) = Tone::Care.inks();
    let pad = letter / 4;
    let pieces = [Piece::new(face.printer_trouble(why), letter * 4 / 5)];
    let width = area.width.saturating_sub(2 * margin);
    let stack = Stack::set(&pieces, width, (letter * 2).min(area.height / 6).max(letter));
    let strip = area.take_bottom(stack.height + 2 * pad);
    let mut parts = vec![Part::Fill(strip, ground)];
    parts.extend(stack.place(strip.inset(margin, 0), Align::Left));
    parts
}

//! Which parts a screen has, and where: the one place that knows every view.

use super::area::Area;
use super::cart::{self, Cart};
use super::ink::{Ink, Tone};
use super::ordered::{self, Texts};
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use super::{badge, banner, columns, question, total, welcome};
use crate::face::text::Face;
use crate::till::money::Cents;
use crate::till::screen::{Notice, View};
use crate::words;

/// Lays a screen out on so many pixels.
pub(super) fn compose(face: &Face<'_>, width: u32, height: u32) -> Vec<Part> {
    let mut area = Area::of(width, height);
    let scale = Scale::of(width, height);
    let fewer = Face { words: words::tiny(face.screen.language), ..*face };
    let face = if scale.is(Class::Tiny) { &fewer } else { face };
    let mut parts = trouble(face, &mut area, scale);
    if face.screen.notice == Some(Notice::Help) {
        parts.extend(help(face, area, scale));
        return parts;
    }
    let most = match (scale.class, &face.screen.view) {
        // What happened last takes the place of all but the total.
        (Class::Tiny, View::Cart { .. }) => area.height.saturating_sub(scale.letter * 2),
        (Class::Tiny, _) => area.height / 2,
        (Class::Small | Class::Large, _) if face.screen.countdown_s.is_some() => area.height * 3 / 5,
        (Class::Small | Class::Large, _) => area.height * 2 / 5,
    };
    parts.extend(banner::draw(face, &mut area, most, scale));
    parts.extend(view(face, area, scale));
    parts
}

fn view(face: &Face<'_>, area: Area, scale: Scale) -> Vec<Part> {
    let words = face.words;
    match &face.screen.view {
        View::Welcome => welcome::draw(face, area, scale),
        View::OutOfService(why) => out_of_service(face, face.out_of_service(*why), area, scale),
        View::Cart { question: Some(question), total, .. } => question::draw(face, question, *total, area, scale),
        View::Cart { lines, last, total, customer, service, staff, .. } => {
            let facts = face.facts(*customer, service, staff.as_ref());
            let cart = Cart { lines, last: *last, total: *total, facts: &facts };
            if scale.is(Class::Large) {
                columns::draw(face, cart, area, scale)
            } else {
                cart::draw(face, cart, area, scale)
            }
        }
        View::Sending { total } => sending(face, *total, area, scale),
        View::Done { number, total, link, shop_total, paid, document, paper } => {
            // Nobody types an address off a tiny screen.
            let document = document.iter().filter(|_| !scale.is(Class::Tiny));
            let document = document.filter_map(|document| face.document(document));
            let shop_total = shop_total.map(|total| face.shop_total(total));
            let more = shop_total.into_iter().chain(face.paper(*paper)).chain(document).collect();
            let title =
                if *paid { format!("{} – {}", words.registered, words.paid) } else { words.registered.to_owned() };
            let texts = Texts {
                tone: Tone::Good,
                title,
                label: words.order_number.to_owned(),
                number: number.to_string(),
                total: face.total(*total),
                more,
                payable: !paid,
            };
            ordered::draw(face, &texts, link.as_deref().filter(|_| !paid), area, scale)
        }
        View::Kept { local_number, reference, total, in_doubt, paper } => {
            let (what, how) = face.kept(*in_doubt);
            let more = [how.to_owned()].into_iter().chain(face.paper(*paper));
            let reference = format!("{} {reference}", words.reference);
            let texts = Texts {
                tone: Tone::Care,
                title: what.to_owned(),
                label: words.local_number.to_owned(),
                number: local_number.to_string(),
                total: face.total(*total),
                more: more.chain([reference]).collect(),
                payable: false,
            };
            ordered::draw(face, &texts, None, area, scale)
        }
    }
}

fn sending(face: &Face<'_>, total: Cents, mut area: Area, scale: Scale) -> Vec<Part> {
    let mut parts = if scale.is(Class::Large) {
        total::panel(face, total, &[], None, columns::right(&mut area), scale)
    } else {
        total::bar(face, total, None, &mut area, scale)
    };
    let pieces = [Piece::new(face.words.sending, scale.letter * 5 / 2).bold().ink(Ink::Strong)];
    let area = area.inset(scale.margin, scale.margin / 2);
    parts.extend(Stack::fill(scale, &pieces, area, Align::Middle));
    parts
}

fn out_of_service(face: &Face<'_>, why: &str, area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let (ground, _) = Tone::Care.inks();
    let mut parts = vec![Part::Fill(area, ground)];
    let mut area = area;
    if !scale.is(Class::Tiny) {
        let strip = area.take_top(area.height / 4);
        parts.extend(badge::draw(scale, strip, Tone::Care, &badge::sign(Tone::Care)));
    }
    let pieces = [
        Piece::new(face.words.out_of_service, letter * 5 / 2).bold().rank(0),
        Piece::new(why, letter * 3 / 2),
        Piece::new(face.words.ask_staff, letter * 3 / 2),
    ];
    let inner = area.inset(margin, margin / 2);
    parts.extend(Stack::fill(scale, &pieces, inner, Align::Middle));
    parts
}

/// How to use the kiosk, step by step.
fn help(face: &Face<'_>, area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let (ground, _) = Tone::Calm.inks();
    let mut parts = vec![Part::Fill(area, ground)];
    let mut inner = area.inset(margin, margin);
    let steps: Vec<&str> = face.words.help.split_inclusive(". ").map(str::trim).collect();
    if scale.is(Class::Tiny) {
        let pieces: Vec<Piece> = steps.into_iter().map(|step| Piece::new(step, letter)).collect();
        parts.extend(Stack::fill(scale, &pieces, inner, Align::Left));
        return parts;
    }
    let height = inner.height / u32::try_from(steps.len()).unwrap_or(1).max(1);
    for (number, step) in (1..).zip(steps) {
        let mut row = inner.take_top(height).inset(0, margin / 3);
        let side = row.height.min(letter * 5 / 2);
        let spare = row.height - side;
        let mut sign = row.take_left(side);
        sign.take_top(spare / 2);
        sign.take_bottom(spare - spare / 2);
        parts.extend(badge::number(scale, sign, number));
        row.take_left(margin);
        let pieces = [Piece::new(step, letter * 3 / 2)];
        parts.extend(Stack::fill(scale, &pieces, row, Align::Left));
    }
    parts
}

/// Why no slip can be printed, at the very bottom.
fn trouble(face: &Face<'_>, area: &mut Area, scale: Scale) -> Vec<Part> {
    let Some(why) = face.screen.printer_trouble else { return Vec::new() };
    let Scale { letter, margin, .. } = scale;
    let (ground, _) = Tone::Care.inks();
    let tiny = scale.is(Class::Tiny);
    let pad = if tiny { 1 } else { letter / 3 };
    let pieces = [Piece::new(face.printer_trouble(why), letter)];
    let side = if tiny { 0 } else { letter * 3 / 2 };
    let width = area.width.saturating_sub(2 * margin + side);
    let stack = Stack::set(scale, &pieces, width, (letter * 2).min(area.height / 6).max(letter));
    let mut strip = area.take_bottom((stack.height + 2 * pad).max(side));
    let mut parts = vec![Part::Fill(strip, ground)];
    if side > 0 {
        parts.extend(badge::draw(scale, strip.take_left(side), Tone::Care, &badge::sign(Tone::Care)));
    }
    parts.extend(stack.place(strip.inset(margin, 0), Align::Left));
    parts
}

//! What must be chosen before the cart can be ordered: a row for each choice, with the number of its key in a box.

use super::area::Area;
use super::badge;
use super::ink::Ink;
use super::line;
use super::part::{Align, Part};
use super::scale::{Class, Scale};
use super::stack::{Piece, Stack};
use super::total;
use crate::face::text::Face;
use crate::till::money::Cents;
use crate::till::screen::{Answer, Question};
use crate::words;

/// As many choices as there are digit keys are shown; the others have their codes on the shelf.
const SHOWN: usize = 9;

/// From more choices than this on there are two columns of them.
const ROWS: usize = 5;

/// Draws the question.
pub(super) fn draw(face: &Face<'_>, question: &Question, total: Cents, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    if scale.is(Class::Tiny) {
        return tiny(face, question, total, area, scale);
    }
    let mut parts = total::bar(face, total, None, &mut area, scale);
    let mut area = area.inset(margin, margin / 2);
    let asked = Piece::new(face.asked(question), letter * 3 / 2).bold().ink(Ink::Strong).rank(1);
    let choices: Vec<(usize, &Answer)> = (1..).zip(&question.choices).take(SHOWN).collect();
    let (most_asked, most_how) = (area.height / 3, area.height / 6);
    parts.extend(head(asked, &mut area, most_asked, scale));
    // As many at a time as are whole; rooms are reckoned with the longer of what may stand above.
    let more = |page: usize, count: usize| match count {
        0 | 1 => face.words.choose_how.to_owned(),
        _ => format!("{} · {} {page}/{count}", face.words.choose_how, face.words.choose_more),
    };
    let how = |page, count| Piece::new(more(page, count), letter).ink(Ink::Quiet).rank(2);
    let whole = |at_once: usize| {
        let mut area = area;
        head(how(1, choices.len().div_ceil(at_once)), &mut area, most_how, scale);
        let grid = Grid::of(at_once, area, scale);
        choices.iter().all(|(key, answer)| grid.is_whole(face, *key, answer, scale))
    };
    let at_once = (1..=choices.len()).rev().find(|&at_once| whole(at_once)).unwrap_or(1);
    let count = choices.len().div_ceil(at_once).max(1);
    let page = usize::from(question.turned) % count;
    parts.extend(head(how(page + 1, count), &mut area, most_how, scale));
    let grid = Grid::of(at_once, area, scale);
    for (place, (key, answer)) in choices.iter().skip(page * at_once).take(at_once).enumerate() {
        parts.extend(choice(face, *key, answer, grid.cell(place), scale));
    }
    parts
}

/// A text above the choices, cut off their area.
fn head(piece: Piece, area: &mut Area, most: u32, scale: Scale) -> Vec<Part> {
    let stack = Stack::set(scale, &[piece], area.width, most);
    let strip = area.take_top(stack.height);
    area.take_top(scale.margin / 3);
    stack.place(strip, Align::Left)
}

/// Where so many choices stand.
#[derive(Clone, Copy, Debug)]
struct Grid {
    area: Area,
    columns: u32,
    rows: u32,
    pitch: u32,
    gap: u32,
}

impl Grid {
    fn of(count: usize, area: Area, scale: Scale) -> Self {
        let columns = if count > ROWS && area.width > area.height { 2 } else { 1 };
        let rows = u32::try_from(count).unwrap_or(1).div_ceil(columns).max(1);
        let pitch = (area.height / rows).min(scale.letter * 9 / 4);
        Self { area, columns, rows, pitch, gap: scale.margin }
    }

    /// Down the first column, then down the second.
    fn cell(&self, place: usize) -> Area {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let mut area = self.area;
        let width = if self.columns == 2 { (area.width - self.gap) / 2 } else { area.width };
        if place >= self.rows {
            area.take_left(width + self.gap);
        }
        area.take_top(place % self.rows * self.pitch);
        Area { width: width.min(area.width), height: self.pitch.min(area.height), ..area }.inset(0, self.pitch / 20 + 1)
    }

    /// Whether the whole of what a choice is called has room.
    fn is_whole(&self, face: &Face<'_>, key: usize, answer: &Answer, scale: Scale) -> bool {
        let mut row = self.cell(0);
        beside(face, key, answer, &mut row, scale);
        Stack::has_room(scale, &[title(answer, row, scale)], row.width, row.height)
    }
}

/// On a tiny screen: as many choices at a time as are whole; key 0 shows the next ones.
fn tiny(face: &Face<'_>, question: &Question, total: Cents, mut area: Area, scale: Scale) -> Vec<Part> {
    let Scale { letter, margin, .. } = scale;
    let letters = scale.letters(letter, false);
    let bar = area.take_bottom(letter + 2);
    let mut parts = vec![Part::Fill(bar, Ink::Strong)];
    let mut bar = bar.inset(margin, 0);
    parts.extend(Part::cut_right(&mut bar, &line::one(&face.amount(total)), letters, Ink::Paper));
    let mut area = area.inset(margin, 0);
    let asked = Part::line(area.take_top(letter), &line::one(&face.asked(question)), letters, Align::Left, Ink::Strong);
    let how = Part::line(area.take_top(letter), face.words.choose_how, letters, Align::Left, Ink::Quiet);
    parts.extend(asked.into_iter().chain(how));
    let answers = (1..).zip(&question.choices).take(SHOWN);
    let pages = pages(answers.map(|(key, answer)| Piece::new(face.answer(key, answer), letter)), area, scale);
    let count = pages.len().max(1);
    let page = usize::from(question.turned) % count;
    if count > 1 {
        let more = format!("{} {}/{count}", face.words.choose_more, page + 1);
        parts.extend(Part::line(bar, &more, letters, Align::Left, Ink::Paper));
    }
    let stack = pages.into_iter().nth(page).map(|pieces| Stack::set(scale, &pieces, area.width, area.height));
    parts.extend(stack.into_iter().flat_map(|stack| stack.place(area, Align::Left)));
    parts
}

/// The texts in their order, as many at a time as have room together.
fn pages(texts: impl Iterator<Item = Piece>, area: Area, scale: Scale) -> Vec<Vec<Piece>> {
    let mut pages: Vec<Vec<Piece>> = Vec::new();
    for text in texts {
        let fits = |page: &&mut Vec<Piece>| {
            let pieces: Vec<Piece> = page.iter().chain([&text]).cloned().collect();
            Stack::has_room(scale, &pieces, area.width, area.height)
        };
        match pages.last_mut().filter(fits) {
            Some(page) => page.push(text),
            None => pages.push(vec![text]),
        }
    }
    pages
}

/// The key, the name, what it adds to the price.
fn choice(face: &Face<'_>, key: usize, answer: &Answer, mut row: Area, scale: Scale) -> Vec<Part> {
    let mut parts = beside(face, key, answer, &mut row, scale);
    let title = title(answer, row, scale);
    parts.extend(Stack::fill(scale, &[title], row, Align::Left));
    parts
}

/// What stands on either side of the name, cut off its row.
fn beside(face: &Face<'_>, key: usize, answer: &Answer, row: &mut Area, scale: Scale) -> Vec<Part> {
    let high = (scale.letter * 3 / 2).min(row.height);
    let mut parts = badge::number(scale, row.take_left(row.height), key);
    row.take_left(scale.margin);
    let delta = line::one(&words::difference(answer.delta, face.screen.language, face.currency));
    let letters = scale.fitting(&delta, row.width * 2 / 5, high * 4 / 5, false);
    parts.extend(Part::cut_right(row, &delta, letters, Ink::Text));
    parts
}

fn title(answer: &Answer, row: Area, scale: Scale) -> Piece {
    Piece::new(answer.title.clone(), (scale.letter * 3 / 2).min(row.height))
}

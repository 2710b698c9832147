//! Every view and every notice, in every language, on small and large screens: nothing outside, nothing over anything
//! else, everything to be read, and the QR code read back by another library than the one that drew it.

use super::area::Area;
use super::ink::tests::contrast;
use super::ink::{self, Ink};
use super::part::Part;
use super::{Picture, draw, view};
use crate::face::samples;
use crate::face::text::Face;
use crate::till::event::PrinterTrouble;
use crate::till::money::Cents;
use crate::till::order::Service;
use crate::till::screen::{Guest, Notice, Paper, Screen, View};
use crate::till::settings::Language;
use crate::till::slip::Document;
use crate::words;

const SIZES: [(u32, u32); 4] = [(128, 64), (480, 320), (800, 480), (1_920, 1_080)];

fn compose(screen: &Screen, (width, height): (u32, u32)) -> Vec<Part> {
    view::compose(&Face { words: words::of(screen.language), screen, currency: "EUR" }, width, height)
}

/// What may not lie over one another: texts and the QR code.
fn boxes(parts: &[Part]) -> Vec<Area> {
    let place = |part: &Part| match part {
        Part::Fill(..) => None,
        Part::Text { area, .. } | Part::Code(area, _) => Some(*area),
    };
    parts.iter().filter_map(place).collect()
}

fn overlap(one: Area, other: Area) -> bool {
    one.left < other.right() && other.left < one.right() && one.top < other.bottom() && other.top < one.bottom()
}

/// The lines of all texts, one below the other.
fn said(parts: &[Part]) -> String {
    let lines = |part: &Part| match part {
        Part::Text { lines, .. } => lines.join(" "),
        _ => String::new(),
    };
    parts.iter().map(lines).collect::<Vec<_>>().join("\n")
}

fn every(check: impl FnMut(&str, &Screen, (u32, u32))) {
    every_at(&SIZES, check);
}

/// Each view and each notice in each language, at each of these sizes.
pub(super) fn every_at(sizes: &[(u32, u32)], mut check: impl FnMut(&str, &Screen, (u32, u32))) {
    for language in Language::ALL {
        for (name, screen) in samples(language) {
            for &size in sizes {
                check(&format!("{name} in {language:?} at {size:?}"), &screen, size);
            }
        }
    }
}

#[test]
fn nothing_is_outside_and_nothing_lies_over_anything_else() {
    every(|name, screen, (width, height)| {
        let parts = compose(screen, (width, height));
        let boxes = boxes(&parts);
        assert!(!boxes.is_empty(), "{name} says nothing");
        for (place, &area) in boxes.iter().enumerate() {
            assert!(area.right() <= width && area.bottom() <= height, "{name}: {area:?} is outside");
            let over = boxes[..place].iter().find(|&&other| overlap(area, other));
            assert_eq!(over, None, "{name}: {area:?} lies over it");
        }
        for part in &parts {
            let Part::Text { area, lines, letters, .. } = part else { continue };
            let rows = u32::try_from(lines.len()).expect("few");
            assert!((rows - 1) * letters.pitch() + letters.height() <= area.height, "{name}: {lines:?} is too high");
            assert!(lines.iter().all(|line| letters.across(line) <= area.width), "{name}: {lines:?}");
        }
    });
}

#[test]
fn every_text_stands_on_one_ground_and_can_be_read() {
    every(|name, screen, size| {
        // A large picture shows nothing that a middling one does not.
        if size.0 > 800 {
            return;
        }
        let picture = draw(screen, "EUR", size);
        for part in compose(screen, size) {
            let Part::Text { area, ink, lines, .. } = part else { continue };
            let mut pixels: Vec<u8> = (area.top..area.bottom())
                .flat_map(|y| (area.left..area.right()).map(move |x| (x, y)))
                .map(|(x, y)| picture.pixels()[(y * size.0 + x) as usize])
                .collect();
            pixels.sort_unstable();
            pixels.dedup();
            assert!(pixels.contains(&(ink as u8)), "{name}: {lines:?} is not seen");
            pixels.retain(|&pixel| pixel != ink as u8);
            // The steps between the two have both.
            let mut grounds: Vec<Ink> = pixels.iter().map(|&pixel| ink::under(pixel).0).collect();
            grounds.sort_unstable_by_key(|ground| *ground as u8);
            grounds.dedup();
            let [ground] = grounds[..] else { panic!("{name}: {lines:?} stands on {grounds:?}") };
            assert!(
                pixels.iter().all(|&pixel| ink::under(pixel).1.is_none_or(|(on, _)| on == ink)),
                "{name}: {lines:?}"
            );
            assert!(contrast(ink, ground) >= 7.0, "{name}: {lines:?} is pale");
        }
    });
}

#[test]
fn the_total_and_the_number_are_whole_on_every_screen() {
    every(|name, screen, size| {
        if screen.notice == Some(Notice::Help) {
            return;
        }
        let said = said(&compose(screen, size));
        let amount = |total: Cents| super::line::one(&words::amount(total, screen.language, "EUR"));
        let wanted = match &screen.view {
            View::Welcome | View::OutOfService(_) => vec![],
            View::Cart { total, .. } | View::Sending { total } => vec![amount(*total)],
            View::Done { number, total, .. } => vec![amount(*total), number.to_string()],
            View::Kept { local_number, total, .. } => vec![amount(*total), local_number.to_string()],
        };
        for wanted in wanted {
            assert!(said.contains(&wanted), "{name} lacks {wanted}: {said}");
        }
    });
}

#[test]
fn absurd_sizes_and_texts_are_drawn_all_the_same() {
    let long = "Anticonstitutionnellement".repeat(40);
    let cart = View::Cart {
        lines: vec![],
        last: Some(9),
        total: Cents::new(i64::MIN),
        question: None,
        customer: Guest::Known,
        service: Service::default(),
        staff: None,
        next_quantity: Some(u32::MAX),
        price_check: true,
        hold: None,
    };
    let done = View::Done {
        number: u64::MAX,
        total: Cents::MAX,
        link: Some("x".repeat(4_000)),
        shop_total: None,
        paid: false,
        document: None,
        paper: Paper::Failed,
    };
    for view in [cart, done] {
        let screen = Screen {
            language: Language::De,
            view,
            notice: Some(Notice::ShopRefused(long.clone())),
            countdown_s: Some(u32::MAX),
            printer_trouble: Some(PrinterTrouble::Wedged),
        };
        for size in [(0, 0), (1, 1), (3, 500), (500, 3), (64, 128), (320, 480), (128, 64)] {
            let picture = draw(&screen, "EUR", size);
            assert_eq!(picture.pixels().len(), (picture.width() * picture.height()) as usize);
            for area in boxes(&compose(&screen, size)) {
                assert!(area.right() <= size.0 && area.bottom() <= size.1, "{area:?} at {size:?}");
            }
        }
    }
}

fn read_back(picture: &Picture) -> Option<String> {
    let file = image::load_from_memory(&picture.png()).expect("a PNG").to_luma8();
    assert_eq!((file.width(), file.height()), (picture.width(), picture.height()));
    let mut prepared = rqrr::PreparedImage::prepare(file);
    let grids = prepared.detect_grids();
    assert!(grids.len() <= 1, "one code, or none");
    grids.first().map(|grid| grid.decode().expect("it can be read").1)
}

#[test]
fn the_payment_link_can_be_read_off_the_screen() {
    let mut read = 0;
    for size in [(320, 240), (480, 320), (320, 480), (800, 480), (480, 800)] {
        for (name, screen) in samples(Language::De) {
            let link = match &screen.view {
                View::Done { link, .. } => link.clone(),
                _ => None,
            };
            if link.is_some() {
                assert_eq!(read_back(&draw(&screen, "EUR", size)), link, "{name} at {size:?}");
                read += 1;
            }
        }
    }
    assert_eq!(read, 9 * 5);
}

#[test]
fn a_long_address_of_an_invoice_makes_the_number_no_smaller() {
    let number = |document: Option<Document>, size| {
        let (_, mut screen) =
            samples(Language::Fr).into_iter().find(|(name, _)| *name == "done-printed").expect("a sample");
        let View::Done { number, document: shown, .. } = &mut screen.view else { panic!("an order") };
        *shown = document;
        let wanted = number.to_string();
        let heights = compose(&screen, size).into_iter().filter_map(|part| match part {
            Part::Text { lines, letters, .. } if lines.concat().contains(&wanted) => Some(letters.height()),
            _ => None,
        });
        heights.max().expect("the number is shown")
    };
    for size in SIZES.into_iter().filter(|size| *size != SIZES[0]) {
        let address = format!(
            "https://shop.kash.click/invoices/{}/1042.pdf?token={}",
            "0123456789".repeat(4),
            "abcdef".repeat(9)
        );
        let (long, without) = (number(Some(Document::Invoice(address)), size), number(None, size));
        assert!(long * 2 > without, "{size:?}: {long} rather than {without}");
    }
}

#[test]
fn nobody_is_told_to_confirm_what_is_held_for_staff() {
    let mut held = 0;
    every(|name, screen, size| {
        if matches!(screen.view, View::Cart { hold: Some(_), .. }) {
            let said = said(&compose(screen, size));
            assert!(!said.contains(words::of(screen.language).how_to_order), "{name}: {said}");
            held += 1;
        }
    });
    assert!(held > 0, "there are such screens");
}

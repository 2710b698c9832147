//! What can be measured of how well a screen is read (EN 301 549, 5.1.4 and 8.3.x; WCAG 2.2): how high its letters are for an
//! eye in front of it, and that colour alone tells nothing. Contrast is measured where colours and texts are.

use super::badge;
use super::ink::Tone;
use super::part::Part;
use super::view;
use crate::face::samples;
use crate::face::text::Face;
use crate::till::screen::{Notice, Screen, View};
use crate::till::settings::Language;
use crate::words;
use std::collections::BTreeSet;

/// The common panel of 7 inches, 800 x 480 pixels on 154 mm.
const PANEL: (u32, u32) = (800, 480);
/// Micrometres of one of its pixels.
const PIXEL_UM: u32 = 192;
/// Where a shopper's eye is who stands before it, in millimetres.
const DISTANCE_MM: u32 = 400;
/// A capital is to be seen at an angle of 0.7 degrees (EN 301 549, 5.1.4): in millionths of the distance.
const ANGLE: u32 = 12_218;

/// The height of capitals of the texts, largest first, in micrometres on the panel.
fn capitals(screen: &Screen) -> Vec<u32> {
    let face = Face { words: words::of(screen.language), screen, currency: "EUR" };
    let parts = view::compose(&face, PANEL.0, PANEL.1);
    let of = |part: &Part| match part {
        Part::Text { letters, .. } => Some(letters.capital() * PIXEL_UM),
        Part::Fill(..) | Part::Code(..) => None,
    };
    let mut heights: Vec<u32> = parts.iter().filter_map(of).collect();
    heights.sort_unstable_by(|one, other| other.cmp(one));
    heights
}

#[test]
fn what_a_screen_is_about_is_seen_at_seven_tenths_of_a_degree() {
    let wanted = DISTANCE_MM * ANGLE / 1_000;
    for language in Language::ALL {
        for (name, screen) in samples(language) {
            // How to use the kiosk is four sentences; it fills the screen.
            if screen.notice == Some(Notice::Help) {
                continue;
            }
            let capitals = capitals(&screen);
            assert!(capitals[0] >= wanted, "{name} in {language:?}: {} of {wanted} um", capitals[0]);
            let total_and_more = matches!(screen.view, View::Cart { question: None, .. } | View::Done { .. });
            assert!(!total_and_more || capitals[1] * 3 >= wanted * 2, "{name} in {language:?}: {capitals:?}");
        }
    }
}

#[test]
fn no_text_is_smaller_than_two_millimetres() {
    for language in Language::ALL {
        for (name, screen) in samples(language) {
            let smallest = capitals(&screen).pop().expect("a text");
            assert!(smallest >= 2_000, "{name} in {language:?}: {smallest} um");
        }
    }
}

#[test]
fn every_colour_has_a_sign_of_its_own() {
    let signs: BTreeSet<String> = [Tone::Calm, Tone::Good, Tone::Care, Tone::Bad].map(badge::sign).into();
    assert_eq!(signs.len(), 4);
    // And the sign stands beside what is said.
    for (name, screen) in samples(Language::En) {
        if screen.notice.is_none() || screen.notice == Some(Notice::Help) || screen.countdown_s.is_some() {
            continue;
        }
        let face = Face { words: words::of(screen.language), screen: &screen, currency: "EUR" };
        let parts = view::compose(&face, PANEL.0, PANEL.1);
        let signed = |part: &Part| matches!(part, Part::Text { lines, .. } if signs.contains(&lines.concat()));
        assert!(parts.iter().any(signed), "{name} has no sign");
    }
}

//! The colours of a screen: dark text on white or on a tint of it, white on what is dark. Each text colour has a contrast
//! of at least 7 to 1 with each ground it stands on (WCAG 2.2, success criterion 1.4.6). Between a text and its ground
//! there are steps, for the smooth edges of letters.

use super::smooth::COVERED;
use embedded_graphics::pixelcolor::PixelColor;
use embedded_graphics::pixelcolor::raw::RawU8;

/// A colour, by what it is for. Its number is the byte of a pixel in [`super::Picture`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Ink {
    /// The ground.
    Paper,
    /// What is said.
    Text,
    /// What is said beside.
    Quiet,
    /// What is to be remembered, and the ground of what is to be paid.
    Strong,
    /// A thin rule between parts.
    Rule,
    /// Ground of what is just so.
    CalmGround,
    /// Ground of what went well.
    GoodGround,
    /// Ground of what needs care.
    CareGround,
    /// Ground of what did not work.
    BadGround,
    /// Edge of what is just so.
    Calm,
    /// Edge of what went well.
    Good,
    /// Edge of what needs care.
    Care,
    /// Edge of what did not work.
    Bad,
}

impl Ink {
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Self; 13] = [
        Self::Paper,
        Self::Text,
        Self::Quiet,
        Self::Strong,
        Self::Rule,
        Self::CalmGround,
        Self::GoodGround,
        Self::CareGround,
        Self::BadGround,
        Self::Calm,
        Self::Good,
        Self::Care,
        Self::Bad,
    ];

    /// Red, green, blue.
    pub(super) const fn rgb(self) -> [u8; 3] {
        match self {
            Self::Paper => [0xff, 0xff, 0xff],
            Self::Text => [0x12, 0x16, 0x1d],
            Self::Quiet => [0x3d, 0x45, 0x50],
            Self::Strong => [0x0a, 0x35, 0x7f],
            Self::Rule => [0xc9, 0xd0, 0xd9],
            Self::CalmGround => [0xe8, 0xf0, 0xfb],
            Self::GoodGround => [0xe0, 0xf4, 0xe4],
            Self::CareGround => [0xff, 0xf1, 0xc9],
            Self::BadGround => [0xfd, 0xe6, 0xe4],
            Self::Calm => [0x14, 0x47, 0x96],
            Self::Good => [0x13, 0x5c, 0x2b],
            Self::Care => [0xff, 0xb3, 0x00],
            Self::Bad => [0x93, 0x19, 0x13],
        }
    }
}

/// A ground and what is written on it.
pub(super) const PAIRS: [(Ink, Ink); 20] = [
    (Ink::Paper, Ink::Text),
    (Ink::Paper, Ink::Quiet),
    (Ink::Paper, Ink::Strong),
    (Ink::CalmGround, Ink::Text),
    (Ink::CalmGround, Ink::Quiet),
    (Ink::CalmGround, Ink::Strong),
    (Ink::GoodGround, Ink::Text),
    (Ink::GoodGround, Ink::Quiet),
    (Ink::GoodGround, Ink::Strong),
    (Ink::CareGround, Ink::Text),
    (Ink::CareGround, Ink::Quiet),
    (Ink::CareGround, Ink::Strong),
    (Ink::BadGround, Ink::Text),
    (Ink::BadGround, Ink::Quiet),
    (Ink::BadGround, Ink::Strong),
    (Ink::Strong, Ink::Paper),
    (Ink::Calm, Ink::Paper),
    (Ink::Good, Ink::Paper),
    (Ink::Bad, Ink::Paper),
    (Ink::Care, Ink::Text),
];
/// Steps between a ground and what is written on it.
const STEPS: usize = COVERED as usize - 1;
/// Where a ground and an ink are no pair.
const NO_PAIR: u8 = u8::MAX;
/// The place among the pairs, by ground and ink.
const PAIR_OF: [[u8; Ink::ALL.len()]; Ink::ALL.len()] = {
    let mut table = [[NO_PAIR; Ink::ALL.len()]; Ink::ALL.len()];
    let mut place: u8 = 0;
    while (place as usize) < PAIRS.len() {
        let (ground, ink) = PAIRS[place as usize];
        table[ground as usize][ink as usize] = place;
        place += 1;
    }
    table
};
/// The colours of a screen, steps included.
pub(super) const COLOURS: usize = Ink::ALL.len() + PAIRS.len() * STEPS;

/// Red, green, blue of each byte of a picture.
pub(super) fn palette() -> [[u8; 3]; COLOURS] {
    let mut palette = [[0; 3]; COLOURS];
    for (colour, ink) in palette.iter_mut().zip(Ink::ALL) {
        *colour = ink.rgb();
    }
    for (place, colour) in palette.iter_mut().enumerate().skip(Ink::ALL.len()) {
        let (pair, step) = ((place - Ink::ALL.len()) / STEPS, (place - Ink::ALL.len()) % STEPS + 1);
        let (ground, ink) = PAIRS[pair];
        for (mixed, (from, to)) in colour.iter_mut().zip(ground.rgb().into_iter().zip(ink.rgb())) {
            let [from, to] = [from, to].map(usize::from);
            let sum = from * (STEPS + 1 - step) + to * step;
            *mixed = u8::try_from(sum / (STEPS + 1)).unwrap_or(u8::MAX);
        }
    }
    palette
}

/// What a pixel becomes where `ink` covers so much of it, 0 to [`COVERED`].
pub(super) fn covered(pixel: u8, ink: Ink, covered: u8) -> u8 {
    let (ground, before) = under(pixel);
    let covered =
        covered.max(if before.is_some_and(|(under, _)| under == ink) { before.map_or(0, |(_, step)| step) } else { 0 });
    match (covered, PAIR_OF[ground as usize][ink as usize]) {
        (0, _) => pixel,
        (COVERED.., _) => ink as u8,
        (_, NO_PAIR) if covered > COVERED / 2 => ink as u8,
        (_, NO_PAIR) => pixel,
        (step, pair) => {
            u8::try_from(Ink::ALL.len() + usize::from(pair) * STEPS + usize::from(step) - 1).unwrap_or(ink as u8)
        }
    }
}

/// The ground of a pixel; and of one of the steps, what is on it and how much of that.
pub(super) fn under(pixel: u8) -> (Ink, Option<(Ink, u8)>) {
    let Some(beyond) = usize::from(pixel).checked_sub(Ink::ALL.len()) else {
        return (Ink::ALL[usize::from(pixel)], None);
    };
    let (ground, ink) = PAIRS[(beyond / STEPS).min(PAIRS.len() - 1)];
    (ground, Some((ink, u8::try_from(beyond % STEPS + 1).unwrap_or(COVERED))))
}

impl PixelColor for Ink {
    type Raw = RawU8;
}

/// How something is meant, by the colour of its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Just so.
    Calm,
    /// It went well.
    Good,
    /// It needs care.
    Care,
    /// It did not work.
    Bad,
}

impl Tone {
    /// What is written on its edge.
    pub(super) const fn on_edge(self) -> Ink {
        match self {
            Self::Care => Ink::Text,
            Self::Calm | Self::Good | Self::Bad => Ink::Paper,
        }
    }

    /// The ground and the edge.
    pub(super) const fn inks(self) -> (Ink, Ink) {
        match self {
            Self::Calm => (Ink::CalmGround, Ink::Calm),
            Self::Good => (Ink::GoodGround, Ink::Good),
            Self::Care => (Ink::CareGround, Ink::Care),
            Self::Bad => (Ink::BadGround, Ink::Bad),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
    #[expect(clippy::float_arithmetic, reason = "relative luminance is defined by a power; no price is near")]
    pub(in super::super) fn contrast(one: Ink, other: Ink) -> f64 {
        let luminance = |ink: Ink| {
            let [red, green, blue] = ink.rgb().map(|byte| {
                let share = f64::from(byte) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for (ground, text) in PAIRS {
            assert!(contrast(text, ground) >= 7.0, "{text:?} on {ground:?}: {}", contrast(text, ground));
        }
        for tone in [Tone::Calm, Tone::Good, Tone::Care, Tone::Bad] {
            assert!(PAIRS.contains(&(tone.inks().1, tone.on_edge())), "{tone:?}");
        }
        assert!(contrast(Ink::Care, Ink::Paper) < 7.0, "which is why no text has that colour");
    }

    #[test]
    fn between_a_text_and_its_ground_there_are_steps_in_order() {
        let palette = palette();
        for (ground, ink) in PAIRS {
            let steps = (0..=COVERED).map(|share| covered(ground as u8, ink, share)).collect::<Vec<_>>();
            assert_eq!((steps[0], steps[usize::from(COVERED)]), (ground as u8, ink as u8));
            let green: Vec<u8> = steps.iter().map(|&pixel| palette[usize::from(pixel)][1]).collect();
            assert!(green.is_sorted() || green.iter().rev().is_sorted(), "{ground:?} to {ink:?}: {green:?}");
            assert_eq!(under(steps[5]), (ground, Some((ink, 5))));
            assert_eq!(covered(steps[5], ink, 3), steps[5], "the neighbour's edge takes nothing away");
        }
        assert_eq!(covered(Ink::Rule as u8, Ink::Text, COVERED / 2), Ink::Rule as u8, "no pair: all or nothing");
    }

    #[test]
    fn the_number_of_a_colour_is_its_place() {
        for (place, ink) in Ink::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(ink as u8), place);
        }
    }
}

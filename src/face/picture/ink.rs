//! The colours of a screen: dark text on white or on a tint of it. Each text colour has a contrast of at least 7 to 1
//! with each ground it stands on (WCAG 2.2, success criterion 1.4.6).

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
    /// What is to be remembered.
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
            Self::Calm => [0x1f, 0x5f, 0xbf],
            Self::Good => [0x1e, 0x7b, 0x3a],
            Self::Care => [0xd9, 0x92, 0x00],
            Self::Bad => [0xb3, 0x26, 0x1e],
        }
    }
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
    fn every_text_colour_can_be_read_on_every_ground() {
        let grounds = [Ink::Paper, Ink::CalmGround, Ink::GoodGround, Ink::CareGround, Ink::BadGround];
        for text in [Ink::Text, Ink::Quiet, Ink::Strong] {
            for ground in grounds {
                assert!(contrast(text, ground) >= 7.0, "{text:?} on {ground:?}");
            }
        }
        assert!(contrast(Ink::Care, Ink::Paper) < 7.0, "which is why no text has that colour");
    }

    #[test]
    fn the_number_of_a_colour_is_its_place() {
        for (place, ink) in Ink::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(ink as u8), place);
        }
    }
}

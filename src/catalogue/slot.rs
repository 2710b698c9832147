//! What may be chosen with an article, as one text: `3|4|5! @12`. Up to five slots with a space between them; a slot is
//! numbers of choices with a bar between them, or `@` and the number of a variation, and `!` behind it says that the
//! article cannot be ordered without.
//!
//! It knows no titles and no prices: those are the choices' own.

use crate::till::article::Article;

/// The most choices of one slot.
pub(super) const CHOICES_MAX: usize = 50;

/// Out of what one choice is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// These choices, by their numbers; at least one.
    Choices(Vec<i64>),
    /// All choices of this variation.
    Variation(i64),
}

/// One slot of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) offer: Offer,
    pub(super) required: bool,
}

/// Reads the slots of an article. An error names the part that is none.
pub(super) fn parse(text: &str) -> Result<Vec<Slot>, &str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.get(Article::VARIATIONS_MAX) {
        Some(more) => Err(more),
        None => words.into_iter().map(|word| slot(word).ok_or(word)).collect(),
    }
}

fn slot(word: &str) -> Option<Slot> {
    let (offer, required) = word.strip_suffix('!').map_or((word, false), |offer| (offer, true));
    let offer = match offer.strip_prefix('@') {
        Some(variation) => Offer::Variation(number(variation)?),
        None => Offer::Choices(offer.split('|').map(number).collect::<Option<_>>()?),
    };
    let fits = !matches!(&offer, Offer::Choices(choices) if choices.len() > CHOICES_MAX);
    fits.then_some(Slot { offer, required })
}

/// A number of Kash's, greater than zero.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| *number > 0)
}

/// The slots as [`parse`] reads them.
pub(super) fn write(slots: &[Slot]) -> String {
    let one = |slot: &Slot| {
        let offer = match &slot.offer {
            Offer::Choices(choices) => choices.iter().map(i64::to_string).collect::<Vec<_>>().join("|"),
            Offer::Variation(variation) => format!("@{variation}"),
        };
        if slot.required { offer + "!" } else { offer }
    };
    slots.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_read_and_written_the_same() {
        for text in ["", "3", "3 8", "3|4|5! 8", "@12! @13", "1 2 3 4 5!"] {
            assert_eq!(parse(text).map(|slots| write(&slots)), Ok(text.to_owned()));
        }
        assert_eq!(parse(" 03|4  5 ").map(|slots| write(&slots)), Ok("3|4 5".to_owned()));
        let long = vec!["7"; CHOICES_MAX + 1].join("|");
        for (text, wrong) in [
            ("3 x", "x"),
            ("0", "0"),
            ("3|", "3|"),
            ("|3", "|3"),
            ("!", "!"),
            ("3!!", "3!!"),
            ("-3", "-3"),
            ("@", "@"),
            ("@1|2", "@1|2"),
            ("1 2 3 4 5 6", "6"),
            ("9223372036854775808", "9223372036854775808"),
            (&long, &long),
        ] {
            assert_eq!(parse(text), Err(wrong), "{text}");
        }
    }
}

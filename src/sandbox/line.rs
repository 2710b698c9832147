//! One `itemsList[]` string: what it asks for. Knows no catalogue and no price but a forced one.
//!
//! The page's six forms: `id`, `id_qty`, `id_qty_title_price`, the same with one to five choices of variations,
//! `-department_price_title` and `Free_price_title`. Besides these, an empty title or price keeps the catalogue's: the
//! vendor's own client writes `12_2__`. There is no escape for `_`, so a title with one shifts the fields behind it.

use super::{Refusal, excerpt};
use crate::till::money::{Cents, Quantity};

/// The longest title in characters.
const TITLE: usize = 255;

/// What one string asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// An article of the catalogue.
    Article {
        /// Its number.
        id: u64,
        /// How much of it.
        quantity: Quantity,
        /// Instead of its own title.
        title: Option<String>,
        /// Instead of its own price.
        price: Option<Cents>,
        /// The choices of its variations, at most five.
        choices: Vec<u64>,
    },
    /// A free line booked in a department.
    Department {
        /// The department's number.
        id: u64,
        /// Its price.
        price: Cents,
        /// What it is.
        title: String,
    },
    /// A free line.
    Free {
        /// Its price.
        price: Cents,
        /// What it is.
        title: String,
    },
}

impl Asked {
    /// Reads one string.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let refuse = |why: &str| Refusal(format!("itemsList {} is not a line: {why}.", excerpt(text)));
        let parts: Vec<&str> = text.splitn(11, '_').collect();
        match parts.as_slice() {
            ["Free", rest @ ..] => free(rest).map(|(price, title)| Self::Free { price, title }).map_err(refuse),
            [first, rest @ ..] if first.starts_with('-') => {
                let id = first.strip_prefix('-').and_then(id).ok_or("the department must be a number above zero");
                let (id, (price, title)) = id.and_then(|id| Ok((id, free(rest)?))).map_err(refuse)?;
                Ok(Self::Department { id, price, title })
            }
            [first, rest @ ..] => article(first, rest).map_err(refuse),
            [] => Err(refuse("it is empty")),
        }
    }
}

/// The part of an article's line behind its number.
fn article(first: &str, rest: &[&str]) -> Result<Asked, &'static str> {
    let id = id(first).ok_or("the article must be a number above zero")?;
    let quantity = match rest {
        [] => Quantity::ONE,
        [text, ..] => {
            quantity(text).ok_or("the quantity must be above 0 and at most 999, with up to three decimals")?
        }
    };
    let (title, price, chosen) = match rest {
        [] | [_] => (None, None, &[][..]),
        [_, _] => return Err("a title needs a price behind it"),
        [_, text, price, chosen @ ..] => (forced_title(text)?, forced_price(price)?, chosen),
    };
    if chosen.len() > 5 {
        return Err("there are more than five variations");
    }
    let choices = chosen.iter().map(|text| self::id(text).ok_or("a variation must be a number above zero"));
    Ok(Asked::Article { id, quantity, title, price, choices: choices.collect::<Result<_, _>>()? })
}

/// Price and title of a free line.
fn free(rest: &[&str]) -> Result<(Cents, String), &'static str> {
    match rest {
        [price, text] => {
            let price = forced_price(price)?.ok_or("it has no price")?;
            Ok((price, forced_title(text)?.ok_or("it has no title")?))
        }
        [_, _, _, ..] => Err("a title holds no underscore"),
        _ => Err("a free line has a price and a title"),
    }
}

/// A title, or nothing where it is left empty.
fn forced_title(text: &str) -> Result<Option<String>, &'static str> {
    if text.chars().count() > TITLE || text.chars().any(char::is_control) {
        return Err("the title must be one line of at most 255 characters");
    }
    Ok((!text.trim().is_empty()).then(|| text.to_owned()))
}

/// A price, or nothing where it is left empty.
fn forced_price(text: &str) -> Result<Option<Cents>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    Cents::parse(text).map(Some).ok_or("the price must have a dot and at most two decimals")
}

/// A number above zero of at most twelve digits, without a zero before it.
fn id(text: &str) -> Option<u64> {
    let plain = text.len() <= 12 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// `2`, `0.25`: at most three decimals.
fn quantity(text: &str) -> Option<Quantity> {
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
        return None;
    }
    Quantity::thousandths(format!("{whole}{decimals:0<3}").parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: u64, thousandths: u32, forced: Option<(&str, i64)>, choices: &[u64]) -> Asked {
        Asked::Article {
            id,
            quantity: Quantity::thousandths(thousandths).expect("a quantity"),
            title: forced.map(|(title, _)| title.to_owned()),
            price: forced.map(|(_, cents)| Cents::new(cents)),
            choices: choices.to_vec(),
        }
    }

    #[test]
    fn the_six_forms_are_read() {
        let free = |cents, title: &str| Asked::Free { price: Cents::new(cents), title: title.to_owned() };
        let cases = [
            ("12", article(12, 1_000, None, &[])),
            ("12_2", article(12, 2_000, None, &[])),
            ("12_0.25", article(12, 250, None, &[])),
            ("12_2_Pizza 4 fromages_14.50", article(12, 2_000, Some(("Pizza 4 fromages", 1_450)), &[])),
            ("12_2_Pizza 4 fromages_14.50_3_8", article(12, 2_000, Some(("Pizza 4 fromages", 1_450)), &[3, 8])),
            ("12_1_P_1_1_2_3_4_5", article(12, 1_000, Some(("P", 100)), &[1, 2, 3, 4, 5])),
            ("12_2__", article(12, 2_000, None, &[])),
            ("12_2___3_8", article(12, 2_000, None, &[3, 8])),
            (
                "-5_9.99_Vente libre",
                Asked::Department { id: 5, price: Cents::new(999), title: "Vente libre".to_owned() },
            ),
            ("Free_12.99_Item", free(1_299, "Item")),
            ("Free_5.4_OtherItem", free(540, "OtherItem")),
            ("Free_19_Item", free(1_900, "Item")),
        ];
        for (text, asked) in cases {
            assert_eq!(Asked::read(text), Ok(asked), "{text}");
        }
    }

    #[test]
    fn what_is_no_line_is_refused() {
        let long = format!("Free_1_{}", "é".repeat(TITLE + 1));
        let bad = [
            "",
            "_",
            "0",
            "-0_1_a",
            "012",
            "abc",
            "12a",
            "+12",
            "1.5",
            " 12",
            "12 ",
            "9999999999999",
            "12_",
            "12_0",
            "12_0.000",
            "12_-1",
            "12_1.2345",
            "12_1000",
            "12_1,5",
            "12_.5",
            "12_1.",
            "12_1e1",
            "12_2_title",
            "12_2_title_abc",
            "12_2_title_-1",
            "12_2_title_1.999",
            "12_2_a_b_3.00",
            "12_2_t_1_0",
            "12_2_t_1_x",
            "12_2_t_1_",
            "12_1_P_1_1_2_3_4_5_6",
            "12_1_P_1_1_2_3_4_5_6_7_8_9",
            "12_2_a\u{1b}_1",
            "-_1_a",
            "-x_1_a",
            "-5",
            "-5_1",
            "-5__a",
            "-5_1_",
            "-5_1_a_b",
            "Free",
            "Free_1",
            "Free__a",
            "Free_1_",
            "Free_1_ ",
            "Free_-1_a",
            "Free_1,5_a",
            "Free_1_a_b",
            "free_1_a",
            "Free_a_1",
            "Free_1000000_a",
            &long,
        ];
        for text in bad {
            assert!(Asked::read(text).is_err(), "{text:?} must be refused");
        }
    }
}

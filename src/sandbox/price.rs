//! What was asked for, priced from the catalogue, in integer cents.
//!
//! The page does not say whether a choice's extra price comes on top of a forced price: here a forced price is the price.

use super::Refusal;
use super::article::{Article, Catalogue};
use super::line::Asked;
use super::order::{Line, Sold};
use crate::till::money::{Cents, Quantity, VatRate};

/// All lines priced, and their sum.
pub(super) fn price(asked: &[Asked], catalogue: &Catalogue) -> Result<(Vec<Line>, Cents), Refusal> {
    let lines = asked.iter().map(|asked| line(asked, catalogue)).collect::<Result<Vec<_>, _>>()?;
    let sum = lines.iter().try_fold(Cents::ZERO, |sum, line| sum.checked_add(line.total));
    let total = sum.filter(|total| *total <= Cents::MAX);
    let total = total.ok_or_else(|| Refusal(format!("The order is worth more than {}.", Cents::MAX)))?;
    Ok((lines, total))
}

/// One line priced.
fn line(asked: &Asked, catalogue: &Catalogue) -> Result<Line, Refusal> {
    match asked {
        Asked::Article { id, quantity, title, price, choices } => {
            let article = catalogue.get(*id).ok_or_else(|| Refusal(format!("Article {id} does not exist.")))?;
            let extra = extra(&article, choices, catalogue.sells_anything())?;
            let unit_price = price.or_else(|| article.price.checked_add(extra)).filter(|price| *price >= Cents::ZERO);
            let unit_price =
                unit_price.ok_or_else(|| Refusal(format!("Article {id} has no price with these choices.")))?;
            let title = title.clone().unwrap_or(article.title);
            let total = unit_price.times(*quantity).ok_or_else(|| Refusal(format!("Article {id} costs too much.")))?;
            let (sold, choices) = (Sold::Article(*id), choices.clone());
            Ok(Line { sold, title, quantity: *quantity, unit_price, total, vat: article.vat, choices })
        }
        Asked::Department { id, price, title } => Ok(free(Sold::Department(*id), *price, title, catalogue.vat())),
        Asked::Free { price, title } => Ok(free(Sold::Free, *price, title, catalogue.vat())),
    }
}

/// What the choices add to the article's price.
fn extra(article: &Article, choices: &[u64], any: bool) -> Result<Cents, Refusal> {
    let mut sum = Cents::ZERO;
    for id in choices {
        let choice = article.choices.iter().find(|choice| choice.id == *id);
        let added = match choice {
            Some(choice) => sum.checked_add(choice.extra),
            None if any => Some(sum),
            None => None,
        };
        sum = added.ok_or_else(|| Refusal(format!("Article {} has no variation {id}.", article.id)))?;
    }
    Ok(sum)
}

/// A line that is no article.
fn free(sold: Sold, price: Cents, title: &str, vat: VatRate) -> Line {
    let title = title.to_owned();
    Line { sold, title, quantity: Quantity::ONE, unit_price: price, total: price, vat, choices: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::article::Choice;
    use super::*;

    fn catalogue() -> Catalogue {
        let vat = VatRate::basis_points(550).expect("a rate");
        let choice = |id, cents| Choice { id, title: format!("choice {id}"), extra: Cents::new(cents) };
        let article =
            |id, cents, choices| Article { id, title: format!("Thing {id}"), price: Cents::new(cents), vat, choices };
        let list = vec![article(12, 1_299, vec![choice(3, 50), choice(8, -2_000)]), article(13, 99_999_999, vec![])];
        Catalogue::new(list, VatRate::basis_points(2_000).expect("a rate")).expect("each number once")
    }

    fn total(lines: &[&str]) -> Result<i64, Refusal> {
        let asked: Vec<_> = lines.iter().map(|text| Asked::read(text).expect("a line")).collect();
        price(&asked, &catalogue()).map(|(_, total)| total.get())
    }

    #[test]
    fn lines_are_priced_to_the_cent() {
        let cases = [
            (&["12"][..], 1_299),
            (&["12_3"], 3_897),
            (&["12_0.25"], 325),
            (&["12_2_Pizza_14.50"], 2_900),
            (&["12_2_Pizza_14.50_3"], 2_900),
            (&["12_2___3"], 2_698),
            (&["12_1_Gift_0"], 0),
            (&["-5_9.99_Vente libre", "Free_0.01_Bag", "12"], 2_299),
        ];
        for (lines, cents) in cases {
            assert_eq!(total(lines), Ok(cents), "{lines:?}");
        }
    }

    #[test]
    fn what_the_shop_does_not_sell_is_refused() {
        for lines in [&["14"][..], &["12_1___4"], &["12_1___8"], &["13_1___3"], &["13_2"], &["13", "12"], &["13_999"]] {
            assert!(total(lines).is_err(), "{lines:?}");
        }
        let any = Catalogue::new(Vec::new(), VatRate::basis_points(0).expect("a rate")).expect("an empty list");
        let (lines, total) = price(&[Asked::read("7_2___3").expect("a line")], &any).expect("anything is sold");
        assert_eq!((lines[0].title.as_str(), total), ("Article 7", Cents::new(200)));
    }

    #[test]
    fn an_article_has_one_number() {
        let vat = VatRate::basis_points(0).expect("a rate");
        let article = |id| Article { id, title: "a".to_owned(), price: Cents::ZERO, vat, choices: Vec::new() };
        assert!(Catalogue::new(vec![article(1), article(1)], vat).is_err());
        assert!(Catalogue::new(vec![article(0)], vat).is_err());
    }
}

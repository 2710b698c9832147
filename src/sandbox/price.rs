//! What was asked for, priced from the catalogue, in integer cents.
//!
//! The page does not say whether a choice's extra price comes on top of a forced price. Here a forced price is the whole
//! price: whoever forces one has shown it to somebody. Nor does it say what a line with two choices of one variation
//! would be: here each variation has one place in the line, in the article's own order, and some may be left out.

use super::Refusal;
use super::article::Article;
use super::catalogue::Catalogue;
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
            let extra = extra(&article, choices, catalogue)?;
            let unit_price = price.or_else(|| article.price.checked_add(extra)).filter(|price| *price >= Cents::ZERO);
            let unit_price =
                unit_price.ok_or_else(|| Refusal(format!("Article {id} has no price with these choices.")))?;
            let title = title.clone().unwrap_or(article.title);
            let total = unit_price.times(*quantity).ok_or_else(|| Refusal(format!("Article {id} costs too much.")))?;
            let (sold, choices) = (Sold::Article(*id), choices.clone());
            Ok(Line { sold, title, quantity: *quantity, unit_price, total, vat: article.vat, choices })
        }
        Asked::Department { id, price, title } => {
            Ok(free(Sold::Department(*id), *price, title, catalogue.department_vat(*id)?))
        }
        Asked::Free { price, title } => Ok(free(Sold::Free, *price, title, catalogue.vat())),
    }
}

/// What the choices add to the article's price.
fn extra(article: &Article, choices: &[u64], catalogue: &Catalogue) -> Result<Cents, Refusal> {
    if !catalogue.lists_article(article.id) {
        // Nobody knows what belongs to it; a choice must be one at most.
        let all = || catalogue.lists().variations.iter().flat_map(|variation| &variation.choices);
        let ids: Vec<_> = all().map(|choice| choice.id).collect();
        return choices
            .iter()
            .try_for_each(|id| catalogue.known("Variation", *id, ids.iter().copied()))
            .map(|()| Cents::ZERO);
    }
    let refuse = |id: u64, why: &str| Err(Refusal(format!("Article {} has no variation {id}{why}.", article.id)));
    let mut places = catalogue.variations(article);
    let (mut sum, mut ended) = (Cents::ZERO, false);
    for id in choices {
        let own = || catalogue.variations(article).flat_map(|variation| &variation.choices);
        let Some(choice) = own().find(|choice| choice.id == *id) else { return refuse(*id, "") };
        if ended || !places.any(|variation| variation.choices.iter().any(|choice| choice.id == *id)) {
            return refuse(*id, " at this place");
        }
        if choice.unavailable {
            return refuse(*id, " today: it is unavailable");
        }
        ended = choice.ending;
        let more = sum.checked_add(choice.extra);
        sum = more.ok_or_else(|| Refusal(format!("Article {} costs too much.", article.id)))?;
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
    use super::super::lists::{Choice, Department, Lists, Variation};
    use super::*;

    fn rate(basis_points: u16) -> VatRate {
        VatRate::basis_points(basis_points).expect("a rate")
    }

    /// Article 12 comes in sizes (3, 4), with extras (8: cheaper than nothing, 9: the last, 10: sold out) and a sauce (20).
    fn catalogue(strict: bool) -> Catalogue {
        let choice =
            |id, cents| Choice { id, title: format!("choice {id}"), extra: Cents::new(cents), ..Choice::default() };
        let set = |id, choices| Variation { id, title: format!("set {id}"), required: false, choices };
        let (last, sold_out) =
            (Choice { ending: true, ..choice(9, 70) }, Choice { unavailable: true, ..choice(10, 1) });
        let sets = [vec![choice(3, 50), choice(4, 0)], vec![choice(8, -2_000), last, sold_out], vec![choice(20, 5)]];
        let variations = (1..).zip(sets).map(|(id, choices)| set(id, choices)).chain([set(4, vec![choice(30, 0)])]);
        let department =
            Department { id: 5, title: "D".to_owned(), vat: Some(rate(1_000)), group: None, variations: vec![] };
        let lists = Lists { departments: vec![department], variations: variations.collect(), ..Lists::default() };
        let article = |id, cents| Article::new(id, &format!("Thing {id}"), Cents::new(cents), rate(550));
        let articles = vec![Article { variations: vec![1, 2, 3], ..article(12, 1_299) }, article(13, 99_999_999)];
        Catalogue::new(articles, lists, rate(2_000), strict).expect("sound")
    }

    fn total(lines: &[&str], strict: bool) -> Result<i64, Refusal> {
        let asked: Vec<_> = lines.iter().map(|text| Asked::read(text).expect("a line")).collect();
        price(&asked, &catalogue(strict)).map(|(_, total)| total.get())
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
            (&["12_1___3_9"], 1_419),
            (&["12_1___3_20"], 1_354),
            (&["12_1___20"], 1_304),
            (&["12_1_Gift_0"], 0),
            (&["-5_9.99_Vente libre", "Free_0.01_Bag", "12"], 2_299),
        ];
        for (lines, cents) in cases {
            assert_eq!(total(lines, true), Ok(cents), "{lines:?}");
        }
    }

    #[test]
    fn what_the_shop_does_not_sell_is_refused() {
        let never = ["12_1___5", "12_1___8", "13_1___3", "13_2", "13_999"];
        let places = ["12_1___3_4", "12_1___9_3", "12_1___9_20", "12_1___10", "12_1___30", "12_1___3_3"];
        for line in never.into_iter().chain(places) {
            assert!(total(&[line], true).is_err() && total(&[line], false).is_err(), "{line}");
        }
        assert!(total(&["13", "12"], true).is_err(), "more than an order may be worth");
        for line in ["14", "14_1___3", "14_1___99", "-6_1_Bread"] {
            assert!(total(&[line], true).is_err(), "{line} is on no list");
            assert_eq!(total(&[line], false), Ok(100), "{line} is taken where lists are not all");
        }
    }

    #[test]
    fn a_shop_without_lists_believes_everything() {
        let any = Catalogue::new(Vec::new(), Lists::default(), rate(0), true).expect("empty lists");
        let (lines, total) = price(&[Asked::read("7_2___3").expect("a line")], &any).expect("anything is sold");
        assert_eq!((lines[0].title.as_str(), total), ("Article 7", Cents::new(200)));
    }

    #[test]
    fn a_free_line_has_the_rate_of_its_department() {
        let asked = ["-5_1_a", "Free_1_a", "12"].map(|text| Asked::read(text).expect("a line"));
        let (lines, _) = price(&asked, &catalogue(true)).expect("sold");
        assert_eq!(lines.iter().map(|line| line.vat.get()).collect::<Vec<_>>(), [1_000, 2_000, 550]);
    }
}

//! Amounts, quantities and rates as readers of a language write them. Integers all the way.
//!
//! Source of the forms: Unicode CLDR, decimal and currency patterns; Portuguese is that of Portugal.

use crate::till::money::{Cents, Quantity, VatRate};
use crate::till::settings::Language;

/// A space that breaks no line.
const NO_BREAK: char = '\u{a0}';
/// The same, narrow, as French groups thousands.
const NARROW: char = '\u{202f}';

/// An amount with its currency (ISO 4217): `12,50 €`, `€12.50`.
pub fn amount(cents: Cents, language: Language, currency: &str) -> String {
    let sign = if cents.get() < 0 { "-" } else { "" };
    let figures = figures(cents.get().unsigned_abs(), language);
    let symbol = symbol(currency);
    match language {
        Language::En if symbol.chars().count() == 1 => format!("{sign}{symbol}{figures}"),
        Language::En | Language::Nl => format!("{symbol}{NO_BREAK}{sign}{figures}"),
        _ => format!("{sign}{figures}{NO_BREAK}{symbol}"),
    }
}

/// What a choice adds to a price: `+0,50 €`, `-0,50 €`, or nothing where it adds nothing.
pub fn difference(cents: Cents, language: Language, currency: &str) -> String {
    match cents.get() {
        0 => String::new(),
        1.. => format!("+{}", amount(cents, language, currency)),
        _ => amount(cents, language, currency),
    }
}

/// An amount without a currency: `12,50`.
pub fn number(cents: Cents, language: Language) -> String {
    let sign = if cents.get() < 0 { "-" } else { "" };
    format!("{sign}{}", figures(cents.get().unsigned_abs(), language))
}

/// A rate: `5,5 %`.
pub fn percentage(rate: VatRate, language: Language) -> String {
    let figures = rate.to_string().replace('.', &decimal(language).to_string());
    match language {
        Language::En | Language::It | Language::Nl | Language::Pt => format!("{figures}%"),
        Language::Fr | Language::De | Language::Es => format!("{figures}{NO_BREAK}%"),
    }
}

/// A quantity: `2` pieces, or `0,250 kg`. Parts of a piece do not exist, so a part is a weight.
pub fn quantity(quantity: Quantity, language: Language) -> String {
    let thousandths = quantity.get();
    match quantity.as_pieces() {
        Some(pieces) => pieces.to_string(),
        None => format!("{}{}{:03}{NO_BREAK}kg", thousandths / 1_000, decimal(language), thousandths % 1_000),
    }
}

fn figures(cents: u64, language: Language) -> String {
    format!("{}{}{:02}", grouped(cents / 100, language), decimal(language), cents % 100)
}

const fn decimal(language: Language) -> char {
    if matches!(language, Language::En) { '.' } else { ',' }
}

/// A number with its thousands apart: `12,345`; in Spanish, Italian and Portuguese only from five digits on.
pub fn grouped(whole: u64, language: Language) -> String {
    let (separator, from) = match language {
        Language::Fr => (NARROW, 1_000),
        Language::En => (',', 1_000),
        Language::De | Language::Nl => ('.', 1_000),
        Language::Es | Language::It => ('.', 10_000),
        Language::Pt => (NO_BREAK, 10_000),
    };
    let digits = whole.to_string();
    if whole < from {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_amounts_its_own_way() {
        let cases = [
            (Language::Fr, "12,50\u{a0}€", "1\u{202f}234\u{202f}567,89\u{a0}€", "-0,05\u{a0}€"),
            (Language::En, "€12.50", "€1,234,567.89", "-€0.05"),
            (Language::De, "12,50\u{a0}€", "1.234.567,89\u{a0}€", "-0,05\u{a0}€"),
            (Language::Es, "12,50\u{a0}€", "1.234.567,89\u{a0}€", "-0,05\u{a0}€"),
            (Language::It, "12,50\u{a0}€", "1.234.567,89\u{a0}€", "-0,05\u{a0}€"),
            (Language::Nl, "€\u{a0}12,50", "€\u{a0}1.234.567,89", "€\u{a0}-0,05"),
            (Language::Pt, "12,50\u{a0}€", "1\u{a0}234\u{a0}567,89\u{a0}€", "-0,05\u{a0}€"),
        ];
        for (language, small, large, negative) in cases {
            for (cents, wanted) in [(1_250, small), (123_456_789, large), (-5, negative)] {
                assert_eq!(amount(Cents::new(cents), language, "EUR"), wanted, "{language:?}");
            }
        }
        assert_eq!(amount(Cents::new(1_250), Language::En, "CHF"), "CHF\u{a0}12.50");
        assert_eq!(amount(Cents::new(i64::MIN), Language::En, "USD"), "-$92,233,720,368,547,758.08");
        assert_eq!(number(Cents::new(123_456), Language::Es), "1234,56");
    }

    #[test]
    fn a_difference_says_which_way_it_goes() {
        for (cents, french, dutch) in
            [(50, "+0,50\u{a0}€", "+€\u{a0}0,50"), (-50, "-0,50\u{a0}€", "€\u{a0}-0,50"), (0, "", "")]
        {
            assert_eq!(difference(Cents::new(cents), Language::Fr, "EUR"), french);
            assert_eq!(difference(Cents::new(cents), Language::Nl, "EUR"), dutch);
        }
    }

    #[test]
    fn weights_have_three_decimals_and_pieces_none() {
        let of = |thousandths| Quantity::thousandths(thousandths).expect("within bounds");
        assert_eq!(quantity(of(2_000), Language::Fr), "2");
        assert_eq!(quantity(of(250), Language::Fr), "0,250\u{a0}kg");
        assert_eq!(quantity(of(1_005), Language::En), "1.005\u{a0}kg");
    }

    #[test]
    fn rates_lose_their_zeros() {
        let rate = VatRate::basis_points(550).expect("within bounds");
        assert_eq!(percentage(rate, Language::Fr), "5,5\u{a0}%");
        assert_eq!(percentage(rate, Language::En), "5.5%");
    }
}

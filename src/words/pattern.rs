//! A sentence with places to fill.

use crate::till::settings::Language;

/// A part of a sentence; places are counted from 0.
#[derive(Debug)]
pub(super) enum Piece {
    Text(&'static str),
    Place(usize),
    /// By the number in a place: what is said of one, what is said of others.
    Count(usize, &'static [Piece], &'static [Piece]),
}

/// What is put into a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Number(u64),
    Text(&'a str),
}

/// The sentence with its places filled. What is put in is not looked at again, whatever it contains.
pub(super) fn said(pieces: &[Piece], language: Language, values: &[Value<'_>]) -> String {
    let mut text = String::new();
    put(pieces, language, values, &mut text);
    text
}

fn put(pieces: &[Piece], language: Language, values: &[Value<'_>], text: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(said) => text.push_str(said),
            Piece::Place(place) => match values.get(*place) {
                Some(Value::Number(number)) => text.push_str(&number.to_string()),
                Some(Value::Text(value)) => text.push_str(value),
                None => {}
            },
            Piece::Count(place, one, other) => {
                let single = matches!(values.get(*place), Some(Value::Number(number)) if is_one(*number, language));
                put(if single { one } else { other }, language, values, text);
            }
        }
    }
}

/// Whether so many take the form of one. Source: Unicode CLDR, cardinal plurals of whole numbers (below a million, from
/// where on some languages have a third form); Portuguese is that of Portugal.
const fn is_one(number: u64, language: Language) -> bool {
    match language {
        Language::Fr => number < 2,
        _ => number == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_nothing_the_french_speak_as_of_one() {
        let pieces = [Piece::Count(0, &[Piece::Text("one")], &[Piece::Place(0)])];
        let say = |number, language| said(&pieces, language, &[Value::Number(number)]);
        assert_eq!([0, 1, 2, 21].map(|number| say(number, Language::Fr)), ["one", "one", "2", "21"]);
        for language in Language::ALL.into_iter().filter(|language| *language != Language::Fr) {
            assert_eq!([0, 1, 2, 21].map(|number| say(number, language)), ["0", "one", "2", "21"], "{language:?}");
        }
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let pieces = [Piece::Place(1), Piece::Text(", "), Piece::Place(0)];
        let values = [Value::Text("{ $b }"), Value::Text("$a")];
        assert_eq!(said(&pieces, Language::En, &values), "$a, { $b }");
    }
}

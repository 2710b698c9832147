//! Reads a language's file of sentences (Project Fluent) and holds it to the French one. It runs when the program is
//! built (`build.rs`); the device parses nothing.
//!
//! Of Fluent there is what the kiosk needs: messages with a text, places to fill (`{ $name }`), characters that cannot be
//! seen (`{"\u00A0"}`), one word or several by a number (`{ $n -> [one] ... *[other] ... }`), and the attribute `.tiny`:
//! the same in fewer words, for a screen of 128 x 64. A language has it where its sentence has no room there.

use fluent_syntax::ast::{
    Attribute, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::{parser, unicode};
use std::collections::BTreeSet;

/// One sentence of a language.
#[derive(Debug)]
pub(super) struct Sentence {
    /// As in the file: `order-number`.
    pub(super) name: String,
    /// What it is for, a line each.
    pub(super) comment: Vec<String>,
    /// What is said.
    pub(super) pieces: Vec<Piece>,
    /// What is said on a tiny screen, where that is something else.
    pub(super) tiny: Option<Vec<Piece>>,
    /// The places to fill, in alphabetical order.
    pub(super) places: BTreeSet<String>,
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// What is put in, by its name.
    Place(String),
    /// By a number's name: what is said of one, what is said of others.
    Count(String, Vec<Piece>, Vec<Piece>),
}

/// All sentences of a file, in its order; or what is wrong with it, a line each, with file and message.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Sentence>, Vec<String>> {
    let resource = parser::parse(text).map_err(|(_, errors)| {
        let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        errors.iter().map(|error| format!("{file}, line {}: {error}.", line(error.pos.start))).collect::<Vec<_>>()
    })?;
    let (mut sentences, mut wrong) = (Vec::<Sentence>::new(), Vec::new());
    for entry in &resource.body {
        let read = match entry {
            Entry::Message(message) => sentence(message),
            Entry::Term(term) => Err(format!("-{}: terms are not read", term.id.name)),
            _ => continue,
        };
        match read {
            Ok(sentence) if sentences.iter().any(|known| known.name == sentence.name) => {
                wrong.push(format!("{file}: {} stands twice.", sentence.name));
            }
            Ok(sentence) => sentences.push(sentence),
            Err(why) => wrong.push(format!("{file}: {why}.")),
        }
    }
    if wrong.is_empty() { Ok(sentences) } else { Err(wrong) }
}

/// What `sentences` of `file` lack of the French ones, or have too much, a line each.
pub(super) fn differences(french: &[Sentence], file: &str, sentences: &[Sentence]) -> Vec<String> {
    let named = |name: &str, among: &[Sentence]| among.iter().any(|sentence| sentence.name == name);
    let missing = french.iter().filter(|wanted| !named(&wanted.name, sentences));
    let mut wrong: Vec<String> = missing.map(|wanted| format!("{file}: {} is missing.", wanted.name)).collect();
    for sentence in sentences {
        let Some(wanted) = french.iter().find(|wanted| wanted.name == sentence.name) else {
            wrong.push(format!("{file}: fr.ftl has no {}.", sentence.name));
            continue;
        };
        for place in wanted.places.symmetric_difference(&sentence.places) {
            let where_not = if wanted.places.contains(place) { file } else { "fr.ftl" };
            wrong.push(format!("{file}: {}: {where_not} has no place ${place}.", sentence.name));
        }
    }
    wrong
}

fn sentence(message: &Message<&str>) -> Result<Sentence, String> {
    let name = message.id.name;
    let (Some(pattern), [] | [_]) = (&message.value, &message.attributes[..]) else {
        return Err(format!("{name}: a message has a text and at most one attribute"));
    };
    let mut places = BTreeSet::new();
    let why = |why| format!("{name}: {why}");
    let pieces = pieces(pattern, &mut places).map_err(why)?;
    let tiny = message.attributes.first().map(|attribute| tiny(attribute, &places)).transpose().map_err(why)?;
    let comment = message.comment.iter().flat_map(|comment| &comment.content).map(|&line| line.to_owned()).collect();
    Ok(Sentence { name: name.to_owned(), comment, pieces, tiny, places })
}

/// What is said on a tiny screen, with the same places.
fn tiny(attribute: &Attribute<&str>, wanted: &BTreeSet<String>) -> Result<Vec<Piece>, &'static str> {
    let mut places = BTreeSet::new();
    if attribute.id.name != "tiny" {
        return Err("the only attribute is .tiny");
    }
    let said = pieces(&attribute.value, &mut places)?;
    if places == *wanted { Ok(said) } else { Err(".tiny has the same places to fill") }
}

fn pieces(pattern: &Pattern<&str>, places: &mut BTreeSet<String>) -> Result<Vec<Piece>, &'static str> {
    let mut pieces = Vec::new();
    for element in &pattern.elements {
        let piece = match element {
            PatternElement::TextElement { value } => Piece::Text((*value).to_owned()),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::StringLiteral { value } => {
                    Piece::Text(unicode::unescape_unicode_to_string(value).into_owned())
                }
                InlineExpression::VariableReference { id } => Piece::Place(place(id.name, places)),
                _ => return Err("only texts and places can be put in"),
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else {
                    return Err("only a place can choose between variants");
                };
                let [one, other] = &variants[..] else {
                    return Err("there are two variants, one and other");
                };
                let named = |key, wanted| matches!(key, &VariantKey::Identifier { name } if name == wanted);
                if !named(&one.key, "one") || !named(&other.key, "other") || !other.default {
                    return Err("the variants are [one] and *[other]");
                }
                let (one, other) = (self::pieces(&one.value, places)?, self::pieces(&other.value, places)?);
                Piece::Count(place(id.name, places), one, other)
            }
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(more)) => before.push_str(&more),
            (_, piece) => pieces.push(piece),
        }
    }
    Ok(pieces)
}

fn place(name: &str, places: &mut BTreeSet<String>) -> String {
    places.insert(name.to_owned());
    name.to_owned()
}

//! Writes the sentences of all languages as Rust: one struct with a field for each, its documentation the comment in the
//! French file, and two values of it for each language, the second for tiny screens. A sentence with places to fill is a method that takes them.

use super::ftl::{self, Piece, Sentence};

/// The number among the names of places; each other one is a text.
const NUMBER: &str = "n";

/// The Rust of the languages, of which the first is French: `(Fr, fr.ftl, its text)`. Else what is wrong, a line each.
pub(super) fn of(files: &[(&str, &str, &str)]) -> Result<String, Vec<String>> {
    let mut wrong = Vec::new();
    let mut languages = Vec::new();
    for &(language, file, text) in files {
        match ftl::read(file, text) {
            Ok(sentences) => languages.push((language, file, sentences)),
            Err(said) => wrong.extend(said),
        }
    }
    if let Some((_, french_file, french)) = languages.first() {
        wrong.extend(languages[1..].iter().flat_map(|(_, file, said)| ftl::differences(french, file, said)));
        let silent = french.iter().filter(|sentence| sentence.comment.is_empty());
        wrong.extend(silent.map(|sentence| format!("{french_file}: no comment says what {} is for.", sentence.name)));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let french = languages.first().map_or(&[][..], |(_, _, french)| french);
    let mut rust = structure(french) + &methods(french);
    for (language, _, sentences) in &languages {
        rust += &value(language, french, sentences, false);
        rust += &value(language, french, sentences, true);
    }
    Ok(rust)
}

fn field(sentence: &Sentence) -> String {
    sentence.name.replace('-', "_")
}

fn comment(sentence: &Sentence, indent: &str) -> String {
    sentence.comment.iter().fold(String::new(), |text, line| text + &format!("{indent}/// {line}\n"))
}

fn structure(french: &[Sentence]) -> String {
    let mut rust = "/// Everything that is said to a shopper. What has places to fill is a method.\n\
                    #[derive(Debug)]\npub struct Words {\n    language: Language,\n"
        .to_owned();
    for sentence in french {
        let name = field(sentence);
        rust += &if sentence.places.is_empty() {
            format!("{}    pub {name}: &'static str,\n", comment(sentence, "    "))
        } else {
            format!("    {name}: &'static [Piece],\n")
        };
    }
    rust + "}\n\n"
}

fn methods(french: &[Sentence]) -> String {
    let mut rust = "impl Words {\n".to_owned();
    for sentence in french.iter().filter(|sentence| !sentence.places.is_empty()) {
        let name = field(sentence);
        let (mut arguments, mut values) = (String::new(), String::new());
        for place in &sentence.places {
            let (kind, value) = if place == NUMBER { ("u64", "Number") } else { ("&str", "Text") };
            arguments += &format!(", {place}: {kind}");
            values += &format!("Value::{value}({place}), ");
        }
        rust += &comment(sentence, "    ");
        rust += &format!("    pub fn {name}(&self{arguments}) -> String {{\n");
        rust += &format!(
            "        pattern::said(self.{name}, self.language, &[{}])\n    }}\n",
            values.trim_end_matches(", ")
        );
    }
    rust + "}\n\n"
}

fn value(language: &str, french: &[Sentence], sentences: &[Sentence], tiny: bool) -> String {
    let name = language.to_uppercase() + if tiny { "_TINY" } else { "" };
    let mut rust = format!("static {name}: Words = Words {{\n    language: Language::{language},\n");
    for wanted in french {
        let Some(said) = sentences.iter().find(|sentence| sentence.name == wanted.name) else { continue };
        let places: Vec<&String> = wanted.places.iter().collect();
        let said = said.tiny.as_ref().filter(|_| tiny).unwrap_or(&said.pieces);
        rust += &match (&said[..], places.is_empty()) {
            ([Piece::Text(text)], true) => format!("    {}: {text:?},\n", field(wanted)),
            (pieces, _) => format!("    {}: {},\n", field(wanted), pieces_of(pieces, &places)),
        };
    }
    rust + "};\n\n"
}

fn pieces_of(pieces: &[Piece], places: &[&String]) -> String {
    let at = |name: &String| places.iter().position(|place| *place == name).unwrap_or_default();
    let list: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => format!("Piece::Text({text:?})"),
            Piece::Place(name) => format!("Piece::Place({})", at(name)),
            Piece::Count(name, one, other) => {
                format!("Piece::Count({}, {}, {})", at(name), pieces_of(one, places), pieces_of(other, places))
            }
        })
        .collect();
    format!("&[{}]", list.join(", "))
}

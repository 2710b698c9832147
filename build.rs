//! Makes the sentences of every language (`src/words/*.ftl`) part of the program. A sentence that one language lacks, a
//! name or a place that French does not have, fails the build with file and message.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/words/ftl.rs"]
mod ftl;
#[path = "src/words/statics.rs"]
mod statics;

/// The languages, French first: it is the list of all that is said.
const LANGUAGES: [&str; 7] = ["Fr", "En", "De", "Es", "It", "Nl", "Pt"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/words");
    let mut texts = Vec::new();
    for language in LANGUAGES {
        let file = format!("{}.ftl", language.to_lowercase());
        let text = fs::read_to_string(Path::new("src/words").join(&file))?;
        texts.push((language, file, text));
    }
    let files: Vec<_> = texts.iter().map(|(language, file, text)| (*language, file.as_str(), text.as_str())).collect();
    let made = statics::of(&files).map_err(|wrong| format!("in src/words:\n{}", wrong.join("\n")))?;
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    fs::write(Path::new(&folder).join("words.rs"), made)?;
    Ok(())
}

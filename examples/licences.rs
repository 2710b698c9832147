//! Writes the licences of all libraries that are in the program for the Pi, as their own packages hold them: a binary that
//! is handed on must bring them along.
//!
//!     cargo metadata --format-version 1 --locked --no-default-features --filter-platform aarch64-unknown-linux-gnu |
//!         cargo run --example licences > licences.txt

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// How the files begin that hold a licence or a notice, in small letters.
const NAMES: [&str; 7] = ["license", "licence", "copying", "copyright", "notice", "unlicense", "authors"];

fn main() -> io::Result<()> {
    let mut metadata = String::new();
    io::stdin().read_to_string(&mut metadata)?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let libraries = libraries(&metadata);
    if libraries.is_empty() {
        return Err(io::Error::other("There is no library in what cargo metadata says; hand it to standard input."));
    }
    let mut out = io::stdout().lock();
    writeln!(out, "scanslip is made with these libraries, each under the licence that stands behind it.")?;
    writeln!(out, "Their own words follow; of those without any, the licence is the one named.\n")?;
    // Most of them bring the same text of the same licence.
    let mut texts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for library in &libraries {
        let (name, version) = (word(library, "name"), word(library, "version"));
        writeln!(out, "{name} {version}: {}", word(library, "license"))?;
        for text in texts_of(library)? {
            texts.entry(text).or_default().insert(name);
        }
    }
    for (text, names) in &texts {
        let names: Vec<&str> = names.iter().copied().collect();
        writeln!(out, "\n{}\n{}\n\n{}", "=".repeat(80), names.join(", "), text.trim_end())?;
    }
    Ok(())
}

fn word<'a>(package: &'a Value, name: &str) -> &'a str {
    package[name].as_str().unwrap_or("its own, below")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The packages of others that are linked in, by name: what is needed to build or to test is not, and macros are not.
fn libraries(metadata: &Value) -> Vec<&Value> {
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).iter().map(|package| (word(package, "id"), package)).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (word(node, "id"), node)).collect();
    let mut linked = BTreeSet::new();
    let mut open = vec![word(&metadata["resolve"], "root")];
    while let Some(id) = open.pop() {
        let Some(package) = packages.get(id).filter(|package| !is_macro(package)) else { continue };
        if !linked.insert((word(package, "name"), word(package, "version"), id)) {
            continue;
        }
        let needed = list(&nodes[id]["deps"]).iter();
        let needed = needed.filter(|needed| list(&needed["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()));
        open.extend(needed.map(|needed| word(needed, "pkg")));
    }
    linked.iter().map(|(.., id)| packages[id]).filter(|package| !package["source"].is_null()).collect()
}

fn is_macro(package: &Value) -> bool {
    list(&package["targets"]).iter().any(|target| list(&target["kind"]).iter().any(|kind| kind == "proc-macro"))
}

fn texts_of(package: &Value) -> io::Result<Vec<String>> {
    let Some(folder) = Path::new(word(package, "manifest_path")).parent() else { return Ok(Vec::new()) };
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if NAMES.iter().any(|begin| name.starts_with(begin)) && entry.file_type()?.is_file() {
            texts.push(String::from_utf8_lossy(&fs::read(entry.path())?).replace('\r', ""));
        }
    }
    texts.sort();
    Ok(texts)
}

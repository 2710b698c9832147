//! What must not stand in the project: things left undone, exceptions without a reason, paths of somebody's machine, a
//! build by cross that does not find its settings.

use super::none;
use super::source::code;
use super::tree::{File, files, text};

/// What is left undone, in code.
const UNDONE: [&str; 4] = ["todo!", "unimplemented!", "#[ignore", "dbg!"];

/// What cross is told to do; in two parts, so that this file does not break its own rule.
const CROSS: [&str; 5] = [
    concat!("cross", " build"),
    concat!("cross", " test"),
    concat!("cross", " run"),
    concat!("cross", " check"),
    concat!("cross", " rustc"),
];

/// Written in two parts, so that this file does not break its own rule.
fn elsewhere() -> [String; 4] {
    [concat!("..", "/shared"), concat!("/wo", "rk/"), concat!("/tm", "p/wt"), concat!("/ro", "ot/")].map(str::to_owned)
}

fn notes() -> [String; 3] {
    [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("XX", "X:")].map(str::to_owned)
}

fn in_rust(file: &File) -> Vec<String> {
    let code = code(&file.text);
    let dense: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let mut sentences = Vec::new();
    for word in UNDONE.iter().filter(|word| dense.contains(**word)) {
        sentences.push(format!("{} has {word}; finish it.", file.path));
    }
    let attributes = || dense.split('#').skip(1).map(|rest| rest.strip_prefix('!').unwrap_or(rest));
    for attribute in attributes().filter(|rest| rest.starts_with('[')) {
        let attribute = attribute.split_once(']').map_or(attribute, |(inside, _)| inside);
        let is = |name: &str| attribute.starts_with(&format!("[{name}(")) || attribute.contains(&format!(",{name}("));
        if is("allow") {
            sentences.push(format!("{} allows a lint; expect it, with the reason.", file.path));
        }
        if is("expect") && !attribute.contains("reason=") {
            sentences.push(format!("{} expects a lint without a reason.", file.path));
        }
    }
    sentences
}

fn in_text(file: &File) -> Vec<String> {
    let mut sentences = Vec::new();
    for word in elsewhere().iter().filter(|word| file.text.contains(word.as_str())) {
        sentences.push(format!("{} names {word}, which is not of the project.", file.path));
    }
    for word in notes().iter().filter(|word| file.text.contains(word.as_str())) {
        sentences.push(format!("{} says {word}; do it, or open an issue.", file.path));
    }
    // cross passes a lower-case cross.toml by, with no more than a warning.
    for (number, line) in file.text.lines().enumerate() {
        if CROSS.iter().any(|order| line.contains(order)) && !line.contains("CROSS_CONFIG=cross.toml") {
            sentences.push(format!(
                "{}, line {}: cross needs CROSS_CONFIG=cross.toml before it.",
                file.path,
                number + 1
            ));
        }
    }
    sentences
}

#[test]
fn nothing_is_left_undone_or_unexplained() {
    let files = files();
    let rust = files.iter().filter(|file| file.is_rust()).flat_map(in_rust);
    none(&rust.chain(files.iter().flat_map(in_text)).collect::<Vec<_>>());
}

#[test]
fn what_is_left_undone_is_seen() {
    let cases = [
        "fn a() { todo!() }",
        "#[test]\n#[ignore = \"slow\"]\nfn a() {}",
        "#[allow(dead_code)]",
        "#![allow(\n    dead_code\n)]",
        "#[cfg_attr(test, allow(dead_code))]",
        "#[expect(dead_code)]",
        "#[expect(\n    dead_code\n)]\nfn a() { let reason = 1; }",
    ];
    for text in cases {
        assert_eq!(in_rust(&File::new("src/a.rs", text)).len(), 1, "{text}");
    }
    for text in [
        "#[expect(dead_code, reason = \"used by nobody [yet]\")]",
        "// todo! is a macro\nconst A: &str = \"#[allow(x)]\";",
        "fn a() { b.expect(\"c\"); }",
    ] {
        assert!(in_rust(&File::new("src/a.rs", text)).is_empty(), "{text}");
    }
}

#[test]
fn paths_of_a_machine_and_a_bare_cross_build_are_seen() {
    let [undone, ..] = notes();
    let bare = CROSS.map(|order| format!("{order} --target aarch64-unknown-linux-gnu"));
    for text in elsewhere().iter().chain([&undone]).chain(&bare) {
        assert_eq!(in_text(&File::new("README.md", text)).len(), 1, "{text}");
    }
    for bare in bare {
        let right = format!("CROSS_CONFIG=cross.toml {bare}");
        assert!(in_text(&File::new("README.md", &right)).is_empty());
    }
}

#[test]
fn the_recipes_of_cross_are_where_they_are_looked_for() {
    let recipes = |path: &str| text(path).lines().filter(|line| line.contains(CROSS[0])).count();
    assert!(recipes("README.md") > 0 && recipes("cross.toml") > 0, "the rule above would hold nothing");
}

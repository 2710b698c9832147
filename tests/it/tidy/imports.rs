//! Who may import whom. The core and the reading of barcodes are pure; the devices know no cart; what becomes of a
//! request and an answer is decided without a network.

use super::none;
use super::source::{code, paths, without_tests};
use super::tree::{File, sources};

/// What one part of the sources may use.
struct Rule {
    /// Files whose path begins with one of these.
    of: &'static [&'static str],
    /// Of this crate, only these modules; `None` for any.
    modules: Option<&'static [&'static str]>,
    /// Of other crates: none but these; `None` for any.
    crates: Option<&'static [&'static str]>,
    /// Never these, crates or paths.
    never: &'static [&'static str],
    /// Whether the files must be there for the rule to mean anything.
    needed: bool,
}

/// Of std, what touches the world or tells the time.
const WORLD: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
];
/// What waits and what talks.
const SHELL: &[&str] = &["tokio", "reqwest", "rusqlite", "axum"];

const RULES: &[Rule] = &[
    Rule {
        of: &["src/till.rs", "src/till/"],
        modules: Some(&["till", "barcode"]),
        crates: Some(&["std"]),
        never: WORLD,
        needed: true,
    },
    Rule {
        of: &["src/barcode.rs", "src/barcode/"],
        modules: Some(&["barcode", "till::article", "till::money", "till::order", "till::settings"]),
        // Pure, and for customers' cards: reading, normal form, wiping.
        crates: Some(&["std", "calcard", "unicode_normalization", "zeroize"]),
        never: WORLD,
        needed: true,
    },
    Rule { of: &["hw/"], modules: None, crates: None, never: &["scanslip"], needed: true },
    Rule {
        of: &["src/kash/request", "src/kash/reply", "src/kash/link", "src/kash/mark", "src/kash/listing"],
        modules: None,
        crates: None,
        never: SHELL,
        needed: false,
    },
    Rule {
        of: &["src/slip.rs", "src/slip/", "src/face.rs", "src/face/", "src/sheet.rs", "src/sheet/"],
        modules: None,
        crates: None,
        never: SHELL,
        needed: true,
    },
];

/// Every crate that a source could name: those of the manifests.
fn crates() -> Vec<String> {
    let manifests = ["Cargo.toml", "hw/Cargo.toml"].map(super::tree::text);
    let mut names: Vec<String> = manifests.iter().flat_map(|text| super::manifests::dependencies(text)).collect();
    names.extend(["std", "core", "alloc", "scanslip"].map(str::to_owned));
    names.iter().map(|name| name.replace('-', "_")).collect()
}

/// Whether `path` is `of` or below it.
fn is_of(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The path of the module that a file is: `src/till/money.rs` is `till::money`.
fn module(file: &str) -> Vec<&str> {
    let inside = file.strip_prefix("src/").or_else(|| file.strip_prefix("hw/")).unwrap_or(file);
    inside.trim_end_matches(".rs").split('/').filter(|step| *step != "lib" && *step != "main").collect()
}

/// `crate::...` and `super::...` as a path from the root of the crate; `None` for what begins otherwise.
fn from_root(file: &str, path: &str) -> Option<String> {
    if let Some(rest) = path.strip_prefix("crate::") {
        return Some(rest.to_owned());
    }
    let mut base = module(file);
    let mut rest = path;
    while let Some(below) = rest.strip_prefix("super::") {
        base.pop();
        rest = below;
    }
    (rest.len() < path.len()).then(|| base.into_iter().chain([rest]).collect::<Vec<_>>().join("::"))
}

/// What a file uses and must not.
fn broken(rule: &Rule, file: &File, crates: &[String]) -> Vec<String> {
    let code = code(&file.text);
    let mut broken = Vec::new();
    for path in paths(without_tests(&code)) {
        let root = path.split("::").next().unwrap_or_default();
        let foreign = path.contains("::") && crates.iter().any(|name| name == root);
        let own = from_root(&file.path, &path);
        let wrong_crate = foreign && rule.crates.is_some_and(|allowed| !allowed.contains(&root));
        let wrong_module = own.zip(rule.modules).is_some_and(|(own, allowed)| {
            // A path that ends above what is allowed is followed where its items are named.
            !allowed.iter().any(|module| is_of(&own, module))
        });
        let never = foreign && rule.never.iter().any(|never| is_of(&path, never));
        if wrong_crate || wrong_module || never {
            broken.push(format!("{} must not use {path}.", file.path));
        }
    }
    broken
}

fn check(files: &[File], crates: &[String]) -> Vec<String> {
    let mut sentences = Vec::new();
    for rule in RULES {
        // Tests may use what they like, in a file of their own as well as in another's.
        let of = files.iter().filter(|file| !file.path.ends_with("/tests.rs"));
        let of: Vec<&File> = of.filter(|file| rule.of.iter().any(|start| file.path.starts_with(start))).collect();
        if rule.needed && of.is_empty() {
            sentences.push(format!("There is no file of {:?}; the rule on its imports holds nothing.", rule.of));
        }
        sentences.extend(of.iter().flat_map(|file| broken(rule, file, crates)));
    }
    sentences
}

#[test]
fn each_part_imports_only_what_it_may() {
    none(&check(&sources(), &crates()));
}

#[test]
fn a_wrong_import_is_seen_however_it_is_written() {
    let crates = crates();
    let cases = [
        ("src/till/cart.rs", "use tokio::sync::mpsc;"),
        ("src/till/cart.rs", "use {std::fmt, tracing::info};"),
        ("src/till/cart.rs", "use crate::{barcode, journal::Journal};"),
        ("src/till/cart.rs", "fn a() { crate::kash::send() }"),
        ("src/till/cart.rs", "use super::super::kash;"),
        ("src/till/cart/line.rs", "use super::super::super::kash::Key;"),
        ("src/till.rs", "use super::config;"),
        ("src/till/cart.rs", "let now = std::time::Instant::now();"),
        ("src/till/cart.rs", "use std::{collections::BTreeMap, fs};"),
        ("src/barcode/read.rs", "use crate::till::cart::Cart;"),
        ("src/barcode/read.rs", "use crate::till::{money, screen};"),
        ("src/barcode/read.rs", "use serde::Deserialize;"),
        ("hw/printer.rs", "use scanslip::till::Order;"),
        ("src/kash/reply.rs", "use reqwest::Response;"),
        ("src/kash/listing/rows.rs", "async fn a() { tokio::task::yield_now().await }"),
        ("src/face/line.rs", "use tokio::time;"),
    ];
    for (path, text) in cases {
        let file = File::new(path, text);
        let seen: usize = RULES
            .iter()
            .filter(|rule| rule.of.iter().any(|start| path.starts_with(start)))
            .map(|rule| broken(rule, &file, &crates).len())
            .sum();
        assert_eq!(seen, 1, "{path}: {text}");
    }
}

#[test]
fn a_right_import_is_let_be() {
    let crates = crates();
    let cases = [
        ("src/till/cart.rs", "use crate::barcode::{Card, Key};\nuse super::money::Cents;\nuse std::{fmt, sync::Arc};"),
        ("src/till/cart.rs", "// use tokio::spawn;\nconst A: &str = \"std::fs::read\";"),
        (
            "src/till/cart.rs",
            "use self::line::Line;\nfn a() { Self::b(); money::Cents::new(1); std::time::Duration::ZERO; }",
        ),
        ("src/till/cart.rs", "fn a() {}\n#[cfg(test)]\nmod tests { use proptest::prelude; }"),
        (
            "src/barcode/read.rs",
            "use crate::till::{money::Cents, settings::Language};\nuse super::{Meaning, gtin::Gtin};",
        ),
        ("hw/printer.rs", "use crate::Listening;\nuse scanslip_hw::printer;"),
        ("src/kash/client.rs", "use reqwest::Client;"),
    ];
    for (path, text) in cases {
        let file = File::new(path, text);
        for rule in RULES.iter().filter(|rule| rule.of.iter().any(|start| path.starts_with(start))) {
            none(&broken(rule, &file, &crates));
        }
    }
    assert_eq!(check(&[], &crates).len(), 4, "a rule whose files are gone says so");
}

//! What the manifests owe their reader: a reason for each dependency, and a `rust-version` that is true.

use super::none;
use super::tree::text;
use serde_json::Value;
use std::process::Command;

/// The names of the dependencies in a manifest, one `name = ...` a line.
pub(super) fn dependencies(manifest: &str) -> Vec<String> {
    listed(manifest).into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// Each dependency, and whether the comment that leads its lines stands above it: right above, or above the one before
/// it, for a library and its companion.
fn listed(manifest: &str) -> Vec<(&str, bool)> {
    let mut listed = Vec::new();
    let mut in_dependencies = false;
    let mut since_comment = usize::MAX;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
        }
        match line.split_once('=') {
            _ if line.starts_with('#') => since_comment = 0,
            Some((name, _)) if in_dependencies => {
                listed.push((name.trim(), since_comment < 2));
                since_comment = since_comment.saturating_add(1);
            }
            _ => since_comment = usize::MAX,
        }
    }
    listed
}

fn unexplained(path: &str, manifest: &str) -> Vec<String> {
    let unexplained = listed(manifest).into_iter().filter(|(_, explained)| !explained);
    unexplained.map(|(name, _)| format!("{path} does not say in a comment above it what {name} is for.")).collect()
}

/// `1.89` or `1.89.0`.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?];
    parts.next().is_none().then_some(version)
}

/// Checks `rust-version` of our packages against each other and against the packages that they depend on.
fn rust_versions(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wanted = |package: &Value| package["rust_version"].as_str().and_then(version);
    let (ours, others): (Vec<&Value>, Vec<&Value>) = packages.iter().partition(|package| package["source"].is_null());
    let name = |package: &Value| package["name"].as_str().unwrap_or_default().to_owned();
    let Some(floor) = ours.first().and_then(|package| wanted(package)) else {
        return vec!["There is no package of ours with a rust-version.".to_owned()];
    };
    let differ = ours.iter().filter(|package| wanted(package) != Some(floor));
    let mut sentences: Vec<String> =
        differ.map(|package| format!("{} has another rust-version than {}.", name(package), name(ours[0]))).collect();
    for package in others {
        if let Some(version) = wanted(package).filter(|version| *version > floor) {
            sentences.push(format!("{} needs Rust {version:?}, our rust-version says {floor:?}.", name(package)));
        }
    }
    sentences
}

/// What cargo knows of the packages that are built for this machine; nothing is fetched.
fn metadata() -> Value {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        let output = output.expect("cargo can be run");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("cargo writes UTF-8")
    };
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo says its host");
    let filter = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host];
    serde_json::from_str(&cargo(&filter)).expect("cargo writes JSON")
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let broken =
        ["Cargo.toml", "hw/Cargo.toml", "fuzz/Cargo.toml"].into_iter().flat_map(|path| unexplained(path, &text(path)));
    none(&broken.collect::<Vec<_>>());
}

#[test]
fn the_rust_version_is_true_and_one() {
    none(&rust_versions(&metadata()));
}

#[test]
fn a_dependency_without_a_reason_is_seen() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\nb = \"1\"\n# Why c.\nc = \"1\"\nc-more = \"1\"\nd = \"1\"\n\n\
                    [target.'cfg(unix)'.dependencies]\n# Why e.\n\ne = { version = \"1\" }\n[lints]\nf = 1";
    let named: Vec<String> = unexplained("Cargo.toml", manifest);
    assert_eq!(named.len(), 3, "{named:?}");
    for (sentence, name) in named.iter().zip(["b is for", "d is for", "e is for"]) {
        assert!(sentence.contains(name), "{sentence}");
    }
    assert_eq!(dependencies(manifest), ["b", "c", "c-more", "d", "e"]);
}

#[test]
fn a_rust_version_that_is_too_low_or_not_one_is_seen() {
    let package = |name: &str, version: Option<&str>, foreign: bool| {
        let source = foreign.then_some("registry");
        serde_json::json!({ "name": name, "rust_version": version, "source": source })
    };
    let check = |packages: &[Value]| rust_versions(&serde_json::json!({ "packages": packages })).len();
    let ours = package("a", Some("1.89"), false);
    assert_eq!(check(&[ours.clone(), package("b", Some("1.89.0"), true), package("c", None, true)]), 0);
    assert_eq!(check(&[ours.clone(), package("b", Some("1.89.1"), true)]), 1);
    assert_eq!(check(&[ours.clone(), package("b", Some("1.9"), true)]), 0, "1.9 is before 1.89");
    assert_eq!(check(&[ours, package("hw", Some("1.88"), false)]), 1);
    assert_eq!(check(&[]), 1, "no package at all is no proof");
}

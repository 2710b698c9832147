//! How long files may be. Functions are clippy's to measure (`clippy.toml`).

use super::none;
use super::tree::{File, sources};

/// The longest file, in lines.
const LONGEST: usize = 400;
/// The longest that half of the files may be.
const MEDIAN: usize = 150;

fn check(files: &[File]) -> Vec<String> {
    let mut lengths: Vec<usize> = files.iter().map(|file| file.text.lines().count()).collect();
    let long = files.iter().zip(&lengths).filter(|(_, lines)| **lines > LONGEST);
    let mut sentences: Vec<String> =
        long.map(|(file, lines)| format!("{} has {lines} lines; cut it at {LONGEST}.", file.path)).collect();
    lengths.sort_unstable();
    if let Some(median) = lengths.get(lengths.len() / 2).filter(|median| **median > MEDIAN) {
        sentences.push(format!("Half of the files have more than {median} lines; it should be {MEDIAN}."));
    }
    sentences
}

#[test]
fn files_are_short() {
    none(&check(&sources()));
}

#[test]
fn a_long_file_and_a_long_median_are_seen() {
    let file = |lines: usize| File::new("src/a.rs", &"\n".repeat(lines));
    assert!(check(&[file(400), file(150), file(10)]).is_empty());
    assert_eq!(check(&[file(401), file(150), file(10)]).len(), 1);
    assert_eq!(check(&[file(400), file(151), file(10)]).len(), 1);
    assert!(check(&[]).is_empty());
}

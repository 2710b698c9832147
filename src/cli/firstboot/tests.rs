//! Cards as people write them, and power that is cut at every step.

use super::*;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

const GOOD: &str = "[kash]\nshop-id = \"12345\"\n";
const SECRET: &str = "k3y-of-the-shop";

/// A boot partition and a folder of settings.
struct Card {
    _folder: TempDir,
    boot: PathBuf,
    file: PathBuf,
}

impl Card {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (boot, etc) = (folder.path().join("boot"), folder.path().join("etc"));
        for made in [&boot, &etc] {
            fs::create_dir(made).expect("made");
        }
        for (name, text) in files {
            fs::write(boot.join(name), text).expect("written");
        }
        Self { file: etc.join("scanslip.toml"), boot, _folder: folder }
    }

    fn run(&self) -> Result<String, Failure> {
        let mut out = Vec::new();
        run(&Args { boot: vec![self.boot.clone()] }, &self.file, &mut out)?;
        Ok(String::from_utf8(out).expect("text"))
    }

    fn on_card(&self) -> Vec<String> {
        let names = fs::read_dir(&self.boot).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.file.with_file_name(name)).expect("there").permissions().mode() & 0o777
    }

    fn key(&self) -> Option<String> {
        fs::read_to_string(self.file.with_file_name(KEY)).ok()
    }
}

#[test]
fn settings_and_key_are_taken_and_only_root_reads_the_key() {
    let card = Card::with(&[(SETTINGS, GOOD), (KEY, SECRET), (WRONG, "of another day"), ("config.txt", "")]);
    let said = card.run().expect("taken");
    assert!(said.contains("kash.key now") && said.contains("scanslip.toml now") && !said.contains(SECRET), "{said}");
    assert_eq!(card.on_card(), ["config.txt", TAKEN]);
    assert_eq!(fs::read_to_string(&card.file).expect("there"), GOOD);
    assert_eq!(card.key().as_deref(), Some(SECRET));
    assert_eq!((card.mode(SETTINGS), card.mode(KEY)), (0o644, 0o600));
    assert_eq!(card.run().expect("nothing to do"), "");
}

#[test]
fn what_is_wrong_stays_where_it_is_with_a_text_beside_it() {
    let bad = "[kash]\nshop-id = \"12345\"\nshopid = 1\n";
    let card = Card::with(&[(SETTINGS, bad), (KEY, "two\nlines")]);
    fs::write(&card.file, GOOD).expect("written");
    fs::write(card.file.with_file_name(KEY), SECRET).expect("written");
    let failure = card.run().expect_err("refused");
    assert_eq!(failure.exit_code(), 2);
    assert_eq!(card.on_card(), [KEY, WRONG, SETTINGS]);
    let text = fs::read_to_string(card.boot.join(WRONG)).expect("there");
    assert!(text.contains("shopid") && text.contains("holds no key") && !text.contains("lines\n"), "{text}");
    assert_eq!(fs::read_to_string(&card.file).expect("there"), GOOD, "what worked goes on");
    assert_eq!(card.key().as_deref(), Some(SECRET));

    fs::write(card.boot.join(SETTINGS), GOOD).expect("mended");
    fs::write(card.boot.join(KEY), "another-key").expect("mended");
    card.run().expect("taken");
    assert_eq!(card.on_card(), [TAKEN]);
    assert_eq!(card.key().as_deref(), Some("another-key"));
}

#[test]
fn a_card_without_anything_is_left_alone() {
    let card = Card::with(&[("config.txt", "")]);
    assert_eq!(card.run().expect("nothing to do"), "");
    assert_eq!(card.on_card(), ["config.txt"]);
    let nowhere = Args { boot: vec![card.boot.join("none")] };
    run(&nowhere, &card.file, &mut Vec::new()).expect("nothing to do");
}

/// Runs until power is cut before step `stop`; the steps that were begun.
fn cut(card: &Card, stop: usize) -> Vec<&'static str> {
    let mut steps = Vec::new();
    let mut before = |step| {
        if steps.len() == stop {
            return Err(io::Error::other("the power is cut"));
        }
        steps.push(step);
        Ok(())
    };
    let _ = take(&card.boot, &card.file, &mut Mover { before: Some(&mut before) });
    steps
}

#[test]
fn power_that_is_cut_at_any_step_loses_nothing_and_leaves_no_key_behind() {
    let files = [(SETTINGS, GOOD), (KEY, SECRET)];
    let whole = cut(&Card::with(&files), usize::MAX);
    assert_eq!(whole.len(), 16, "{whole:?}");
    for stop in 0..whole.len() {
        let card = Card::with(&files);
        // Again and again at the same step: each start comes further than the one before, or begins anew.
        for _ in 0..3 {
            cut(&card, stop);
            let on_card = fs::read_to_string(card.boot.join(KEY)).ok();
            assert!(card.key().or(on_card).as_deref() == Some(SECRET), "{stop}: the key is lost");
            let settings = [card.file.clone(), card.boot.join(SETTINGS)];
            assert!(settings.iter().any(|file| fs::read_to_string(file).is_ok_and(|text| text == GOOD)), "{stop}");
        }
        card.run().expect("taken");
        assert_eq!(card.key().as_deref(), Some(SECRET), "{stop}");
        assert_eq!(card.on_card(), [TAKEN], "{stop}");
    }
}

#[test]
fn each_change_is_on_the_medium_before_the_next_and_the_key_is_safe_before_it_is_wiped() {
    let steps = cut(&Card::with(&[(KEY, SECRET)]), usize::MAX);
    let place = ["write aside", "sync aside", "rename", "sync folder"];
    let wipe = ["rename", "sync folder", "overwrite", "sync overwritten", "remove", "sync folder"];
    assert_eq!(steps, [&place[..], &wipe[..]].concat());
}

#[test]
fn a_key_that_was_half_wiped_is_no_key() {
    let card = Card::with(&[(WIPING, "\0\0\0-of-the-shop")]);
    fs::write(card.file.with_file_name(KEY), SECRET).expect("written");
    card.run().expect("wiped");
    assert!(card.on_card().is_empty());
    assert_eq!(card.key().as_deref(), Some(SECRET));
}

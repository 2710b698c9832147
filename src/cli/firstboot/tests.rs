//! Cards as people write them, and power that is cut at every step.

use super::*;
use crate::cli::mover::Step;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

const GOOD: &str = "[kash]\nshop-id = \"12345\"\n";
const SECRET: &str = "k3y-of-the-shop";

/// Whoever runs the tests may have their folders in memory.
const KEPT: Look = |_| Ok(Medium::Kept);

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
        run_looking(&Args { boot: vec![self.boot.clone()] }, &self.file, KEPT, &mut out)?;
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

    /// What is said of it, on the card and to whoever started it.
    fn complaint(&self) -> String {
        let failure = self.run().expect_err("refused");
        assert_eq!(failure.exit_code(), 2);
        let text = fs::read_to_string(self.boot.join(WRONG)).expect("there");
        assert_eq!(text.trim_end().replace('\n', " "), failure.to_string());
        text
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
    let text = card.complaint();
    assert_eq!(card.on_card(), [KEY, WRONG, SETTINGS]);
    assert!(text.contains("shopid") && text.contains("holds no key") && !text.contains("lines\n"), "{text}");
    assert_eq!(fs::read_to_string(&card.file).expect("there"), GOOD, "what worked goes on");
    assert_eq!(card.key().as_deref(), Some(SECRET));

    fs::write(card.boot.join(SETTINGS), GOOD).expect("mended");
    fs::write(card.boot.join(KEY), "another-key").expect("mended");
    let other = GOOD.to_owned() + "# another\n";
    fs::write(&card.file, &other).expect("written");
    fs::set_permissions(&card.file, fs::Permissions::from_mode(0o640)).expect("set");
    card.run().expect("taken");
    assert_eq!(card.on_card(), [TAKEN]);
    assert_eq!(card.key().as_deref(), Some("another-key"));
    assert_eq!(fs::read_to_string(card.file.with_file_name(OLD)).expect("there"), other);
    assert_eq!((card.mode(OLD), card.mode(SETTINGS)), (0o640, 0o644), "no more readable than it was");
}

#[test]
fn a_card_without_anything_is_left_alone() {
    let card = Card::with(&[("config.txt", "")]);
    assert_eq!(card.run().expect("nothing to do"), "");
    assert_eq!(card.on_card(), ["config.txt"]);
    let nowhere = Args { boot: vec![card.boot.join("none")] };
    run(&nowhere, &card.file, &mut Vec::new()).expect("nothing to do");
}

/// Runs until power is cut before step `stop`; the steps that were taken.
fn cut(card: &Card, stop: usize) -> Vec<String> {
    let mut steps = Vec::new();
    let mut instead = |step: Step<'_>| {
        if steps.len() == stop {
            return Err(io::Error::other("the power is cut"));
        }
        steps.push(format!("{step:?}"));
        step.take()
    };
    let _ = take(&card.boot, &card.file, KEPT, &mut Mover { instead: Some(&mut instead) });
    steps
}

#[test]
fn power_that_is_cut_at_any_step_loses_nothing_and_leaves_no_key_behind() {
    let files = [(SETTINGS, GOOD), (KEY, SECRET)];
    let before = "[kash]\nshop-id = \"1\"\n";
    let card = || {
        let card = Card::with(&files);
        fs::write(&card.file, before).expect("written");
        card
    };
    let whole = cut(&card(), usize::MAX);
    assert_eq!(whole.len(), 20, "{whole:?}");
    for stop in 0..whole.len() {
        let card = card();
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
        assert_eq!(fs::read_to_string(&card.file).expect("there"), GOOD, "{stop}");
        assert_eq!(fs::read_to_string(card.file.with_file_name(OLD)).expect("there"), before, "{stop}");
        assert_eq!(card.on_card(), [TAKEN], "{stop}");
    }
}

#[test]
fn each_change_is_on_the_medium_before_the_next_and_the_key_is_safe_before_it_is_wiped() {
    let steps = cut(&Card::with(&[(KEY, SECRET), (SETTINGS, GOOD)]), usize::MAX);
    let expected = [
        "write kash.key.part",
        "sync kash.key.part",
        "write scanslip.toml.part",
        "sync scanslip.toml.part",
        "rename kash.key.part kash.key",
        "sync etc",
        "rename scanslip.toml.part scanslip.toml",
        "sync etc",
        "rename kash.key kash.key.wiping",
        "sync boot",
        "overwrite kash.key.wiping",
        "sync kash.key.wiping",
        "remove kash.key.wiping",
        "sync boot",
        "rename scanslip.toml scanslip.toml.taken",
        "sync boot",
    ];
    assert_eq!(steps, expected);
}

#[test]
fn a_wait_for_the_medium_asks_the_kernel() {
    // A device that keeps nothing refuses it, and would not hear of anything less.
    let refused = Step::Sync(Path::new("/dev/null")).take().expect_err("nothing can be synced");
    assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
}

#[test]
fn the_bytes_of_the_key_are_overwritten_on_the_card() {
    let card = Card::with(&[(KEY, SECRET)]);
    // Another name of the same bytes, which stays when the file is taken away.
    let witness = card.boot.join("witness");
    fs::hard_link(card.boot.join(KEY), &witness).expect("linked");
    card.run().expect("taken");
    assert_eq!(card.on_card(), ["witness"]);
    assert_eq!(fs::read(&witness).expect("there"), [0; SECRET.len()]);
    assert_eq!(card.key().as_deref(), Some(SECRET), "and they are where they belong");
}

#[test]
fn a_key_that_was_half_wiped_is_no_key() {
    let card = Card::with(&[(WIPING, "\0\0\0-of-the-shop")]);
    fs::write(card.file.with_file_name(KEY), SECRET).expect("written");
    card.run().expect("wiped");
    assert!(card.on_card().is_empty());
    assert_eq!(card.key().as_deref(), Some(SECRET));
}

#[test]
fn if_one_of_both_is_wrong_neither_is_taken() {
    for (key, settings) in [(SECRET, "[kash]\n"), ("two\nlines", GOOD)] {
        let card = Card::with(&[(SETTINGS, settings), (KEY, key)]);
        card.complaint();
        assert_eq!(card.on_card(), [KEY, WRONG, SETTINGS]);
        assert_eq!((card.key(), card.file.exists()), (None, false), "{settings}");
        assert_eq!(fs::read_to_string(card.boot.join(KEY)).expect("there"), key);
    }
}

#[test]
fn settings_for_which_the_service_would_not_start_are_not_taken() {
    let cases = [
        ("[[staff.person]]\nid = \"anna\"\n[staff]\nkey-file = \"ETC/none\"\n", "cannot come by card"),
        ("[printer]\nprofile = \"ETC/none.toml\"\n", "printer profile"),
        ("[printer]\nprofile = \"epson-tm-t2O\"\n", "epson-tm-t2O"),
        ("[kiosk]\nstate-dir = \"ETC/none\"\n", "kiosk.state-dir"),
        #[cfg(feature = "console")]
        ("[console]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"ETC/none\"\n", "token file"),
        ("[[staff.person]]\nid = \"anna\"\n[staff]\nkey-file = \"ETC/alone\"\n", "by root alone"),
        #[cfg(feature = "console")]
        ("[console]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"ETC/alone\"\n", "by root alone"),
    ];
    for (settings, what) in cases {
        let card = Card::with(&[(KEY, SECRET)]);
        let etc = card.file.parent().expect("a folder");
        let settings = format!("{GOOD}{settings}").replace("ETC", &etc.display().to_string());
        fs::write(card.boot.join(SETTINGS), settings).expect("written");
        fs::write(etc.join("alone"), "0123456789abcdef").expect("written");
        fs::set_permissions(etc.join("alone"), fs::Permissions::from_mode(0o600)).expect("set");
        let text = card.complaint();
        assert!(text.contains(what) && text.lines().count() == 1, "{what}: {text}");
        assert_eq!((card.key(), card.file.exists()), (None, false), "{what}");
        // What it wants is there now.
        fs::set_permissions(etc.join("alone"), fs::Permissions::from_mode(0o640)).expect("set");
        if what == "by root alone" {
            card.run().expect("taken");
        }
    }
}

#[test]
fn settings_wait_for_a_key_and_are_taken_with_the_one_that_is_there() {
    let card = Card::with(&[(SETTINGS, "[kash]\nshop-id = \"1\"\nkey-file = \"/nowhere/kash.key\"\n")]);
    assert!(card.complaint().contains("There is no key yet"));
    fs::write(card.file.with_file_name(KEY), SECRET).expect("written");
    card.run().expect("taken");
    assert_eq!(card.on_card(), [TAKEN]);
}

#[test]
fn where_it_would_be_forgotten_or_could_not_be_wiped_nothing_is_taken() {
    let on = |boot: Look, etc: Look| -> [Look; 2] { [boot, etc] };
    let cases = [
        (on(KEPT, |_| Ok(Medium::Overlay)), "under an overlay that forgets"),
        (on(KEPT, |_| Ok(Medium::Memory)), "in memory, which forgets"),
        (on(KEPT, |_| Ok(Medium::ReadOnly)), "remount,rw /,"),
        (on(|_| Ok(Medium::ReadOnly), KEPT), "read only (EROFS)"),
        (on(|_| Ok(Medium::Overlay), KEPT), "not the card itself"),
    ];
    for ([boot, etc], what) in cases {
        let card = Card::with(&[(SETTINGS, GOOD), (KEY, SECRET)]);
        let wrong =
            judge::media(&card.boot, boot(&card.boot).expect("known"), &card.file, etc(&card.file).expect("known"));
        assert!(wrong.len() == 1 && wrong[0].contains(what), "{what}: {wrong:?}");
    }
    for medium in [(|_| Ok(Medium::Overlay)) as Look, |_| Ok(Medium::Memory), |_| Ok(Medium::ReadOnly)] {
        let card = Card::with(&[(SETTINGS, GOOD), (KEY, SECRET)]);
        let taken = take(&card.boot, &card.file, medium, &mut Mover::default()).expect("judged");
        assert_eq!(taken.wrong.len(), 2, "{taken:?}");
        assert_eq!(card.on_card(), [KEY, WRONG, SETTINGS]);
        assert_eq!((card.key(), card.file.exists()), (None, false));
        let empty = Card::with(&[]);
        let taken = take(&empty.boot, &empty.file, medium, &mut Mover::default()).expect("judged");
        assert!(taken.wrong.is_empty(), "a card without anything is no trouble");
    }
}

#[test]
fn names_that_windows_gives_are_told_and_nothing_is_taken() {
    for (name, meant) in [("kash.key.txt", KEY), ("scanslip.toml.txt", SETTINGS)] {
        let card = Card::with(&[(name, SECRET), (SETTINGS, GOOD)]);
        fs::write(card.file.with_file_name(KEY), "another").expect("written");
        let text = card.complaint();
        assert!(text.contains(&format!("{name} must be called {meant}:")), "{text}");
        assert!(!card.file.exists());
        fs::remove_file(card.boot.join(name)).expect("there");
        card.run().expect("taken");
        assert_eq!(card.on_card(), [TAKEN]);
    }
}

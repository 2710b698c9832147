use super::file::{KEYS, lines};
use super::*;
use proptest::prelude::*;
use std::path::Path;

const PLAIN: Level = Level { shift: false, alt_gr: false };
const SHIFT: Level = Level { shift: true, alt_gr: false };
const ALT_GR: Level = Level { shift: false, alt_gr: true };
const BOTH: Level = Level { shift: true, alt_gr: true };

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scanner/hid_keyboard")
}

#[test]
fn every_file_has_every_key_of_every_row_and_a_name() {
    for layout in Layout::all() {
        let name = layout.name;
        let path = folder().join(format!("layouts/{name}.txt"));
        let text = std::fs::read_to_string(&path).expect("a file");
        let origin = text.lines().next().unwrap_or_default();
        assert!(origin.starts_with("# ") && origin.contains(" of xkeyboard-config "), "{name}: {origin}");
        let lines: Vec<&str> = lines(&text).collect();
        for (number, line) in lines.iter().take(20).enumerate() {
            assert_eq!(line.split(' ').count(), KEYS[number / 4].len(), "{name}: {line}");
        }
        assert_eq!(lines.len(), 20 + layout.spaced.len() + layout.soft.len(), "{name}");
    }
    let files = std::fs::read_dir(folder().join("layouts")).expect("a folder").count();
    assert_eq!(files, known().count(), "a file that no name leads to");
}

/// Where xkeyboard-config is installed in the release that the script names (another one has other layouts), and what the
/// script needs.
#[test]
fn the_files_are_what_the_script_writes() {
    let script = folder().join("layouts.py");
    let wanted = std::fs::read_to_string(&script).expect("the script");
    let release = wanted.lines().find_map(|line| line.strip_prefix("RELEASE = ")).expect("it names its release");
    let installed = std::fs::read_to_string("/usr/share/pkgconfig/xkeyboard-config.pc").unwrap_or_default();
    if !installed.contains(&format!("Version: {}", release.trim_matches('"'))) {
        return;
    }
    let Ok(checked) = std::process::Command::new("python3").arg(&script).arg("--check").output() else { return };
    let fine = matches!(checked.status.code(), Some(0 | 3));
    assert!(fine, "{}{}", String::from_utf8_lossy(&checked.stdout), String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn an_unknown_name_lists_the_known_ones() {
    assert_eq!(Layout::named("FR").map(|layout| layout.name), Ok("fr"));
    assert_eq!(Layout::named("uk").map(|layout| layout.name), Ok("gb"));
    let error = Choice::named("xx").expect_err("there is none").to_string();
    assert!(error.starts_with("The keyboard layout \"xx\" is not known; use one of us, fr, gb, de,"), "{error}");
    assert!(error.ends_with(" hu, tr, or auto."), "{error}");
    assert_eq!(Choice::named("auto").map(|choice| (choice.layout.name, choice.auto)), Ok(("us", true)));
    assert_eq!(Choice::named("cz").map(|choice| (choice.layout.name, choice.auto)), Ok(("cz", false)));
}

#[test]
fn keys_give_what_is_printed_on_them() {
    let cases = [
        ("us", 0x1e, PLAIN, Some('1')),
        ("us", 0x31, PLAIN, Some('\\')),
        ("us", 0x30, SHIFT, Some('}')),
        ("us", 0x1e, ALT_GR, None),
        ("us", 0x3a, PLAIN, None),
        ("us", 0x2c, SHIFT, Some(' ')),
        ("us-intl", 0x34, PLAIN, Some('\u{301}')),
        ("us-intl", 0x23, SHIFT, Some('\u{302}')),
        ("gb", 0x34, SHIFT, Some('@')),
        ("gb", 0x32, PLAIN, Some('#')),
        ("fr", 0x1e, PLAIN, Some('&')),
        ("fr", 0x1e, SHIFT, Some('1')),
        ("fr", 0x14, PLAIN, Some('a')),
        ("fr", 0x10, PLAIN, Some(',')),
        ("fr", 0x2d, ALT_GR, Some(']')),
        ("fr", 0x27, ALT_GR, Some('@')),
        ("fr", 0x31, PLAIN, Some('*')),
        ("fr-bepo", 0x1e, SHIFT, Some('1')),
        ("fr-bepo", 0x2c, ALT_GR, Some('_')),
        ("be", 0x30, ALT_GR, Some(']')),
        ("be", 0x38, PLAIN, Some('=')),
        ("ch-fr", 0x2f, PLAIN, Some('è')),
        ("ch-de", 0x2f, PLAIN, Some('ü')),
        ("de", 0x1c, PLAIN, Some('z')),
        ("de", 0x24, SHIFT, Some('/')),
        ("de", 0x14, ALT_GR, Some('@')),
        ("de", 0x35, PLAIN, Some('\u{302}')),
        ("de-nodeadkeys", 0x35, PLAIN, Some('^')),
        ("es", 0x33, PLAIN, Some('ñ')),
        ("es", 0x20, SHIFT, Some('·')),
        ("es", 0x30, ALT_GR, Some(']')),
        ("it", 0x2f, BOTH, Some('{')),
        ("cz", 0x1e, SHIFT, Some('1')),
        ("cz", 0x1f, PLAIN, Some('ě')),
        ("hu", 0x35, PLAIN, Some('0')),
        ("hu", 0x27, PLAIN, Some('ö')),
        ("se", 0x2f, PLAIN, Some('å')),
        ("tr", 0x0c, PLAIN, Some('ı')),
        ("pl", 0x04, ALT_GR, Some('ą')),
    ];
    for (name, key, level, expected) in cases {
        let layout = Layout::named(name).expect("known");
        assert_eq!(layout.character(key, level), expected, "{name} {key:#x} {level:?}");
    }
}

#[test]
fn caps_lock_is_for_letters() {
    for (name, key, expected) in [
        ("us", 0x04, true),
        ("us", 0x1e, false),
        ("fr", 0x1f, false),
        ("tr", 0x0c, true),
        ("tr", 0x34, true),
        ("de", 0x2d, false),
    ] {
        assert_eq!(Layout::named(name).expect("known").obeys_caps(key), expected, "{name} {key:#x}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_file_that_can_be_read(text in "(#\n)?([·␣◌UA+0-9 ]{0,30}\n){0,30}") {
        let layout = file::read("us", &text);
        prop_assert!(layout.spaced.len() <= 30);
    }
}

//! The command, up to its files and to a printer that is a file.

use super::*;
use clap::Parser;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

/// A folder with settings: one of the staff, many notes, and a printer that is the file `paper`.
fn kiosk() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let notes = "[[note]]\ntext = \"Sans couverts\"\n".repeat(5);
    let text = format!(
        "[kiosk]\nlanguage = \"de\"\n[staff]\nkey-file = \"{}\"\n[[staff.person]]\nid = \"anna\"\n[printer]\nkind = \
         \"file\"\npath = \"{}\"\n{notes}",
        at("staff.key"),
        at("paper")
    );
    fs::write(at("scanslip.toml"), text).expect("written");
    fs::write(at("staff.key"), "0123456789abcdef\n").expect("written");
    folder
}

fn said(folder: &Path, line: &[&str]) -> Result<String, Failure> {
    let line = Line::try_parse_from([&["sheet"], line].concat()).expect("a command line");
    let mut out = Vec::new();
    run(&line.args, &folder.join("scanslip.toml"), None, &mut out)?;
    Ok(String::from_utf8(out).expect("text"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn pages_come_in_two_forms_and_are_numbered_from_the_second_on() {
    let folder = kiosk();
    for ending in ["png", "SVG"] {
        let path = folder.path().join(format!("codes.v1.{ending}"));
        let second = folder.path().join(format!("codes.v1-2.{ending}"));
        let said = said(folder.path(), &["--out", path.to_str().expect("text")]).expect("written");
        assert_eq!(said, format!("{}\n{}\n", path.display(), second.display()));
    }
    let picture = image::open(folder.path().join("codes.v1.png")).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (2_480, 3_508));
    let drawn = fs::read_to_string(folder.path().join("codes.v1-2.SVG")).expect("text");
    assert!(drawn.starts_with("<svg ") && drawn.contains(">Sans couverts</text>") && drawn.contains("SLIP-NOTE-5"));
    let first = fs::read_to_string(folder.path().join("codes.v1.SVG")).expect("text");
    assert!(first.contains("Codes zum Scannen") && first.contains("Français") && first.contains("Deutsch"));
    assert!(!names(folder.path()).iter().any(|name| name.contains(".part")));
}

#[test]
fn the_words_may_be_in_another_language_than_the_shops() {
    let folder = kiosk();
    let path = folder.path().join("a.svg");
    said(folder.path(), &["--out", path.to_str().expect("text"), "--language", "nl"]).expect("written");
    let drawn = fs::read_to_string(path).expect("text");
    assert!(drawn.contains("Codes om te scannen"), "the words");
}

#[test]
fn codes_of_staff_are_on_a_sheet_that_only_its_owner_reads() {
    let folder = kiosk();
    let path = folder.path().join("staff.svg");
    let mode = || fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
    let line = ["--out", path.to_str().expect("text")];
    said(folder.path(), &line).expect("written");
    assert!(!fs::read_to_string(&path).expect("text").contains("SLIP-STAFF"), "none on the shoppers' sheet");
    // Somebody's file that lies in the way is not written into.
    fs::write(folder.path().join("staff.svg.part"), "").expect("written");
    said(folder.path(), &[line.as_slice(), &["--staff"]].concat()).expect("written");
    assert_eq!(mode(), 0o600);
    let drawn = fs::read_to_string(&path).expect("text");
    assert!(drawn.contains("SLIP-STAFF-anna-") && drawn.contains("SLIP-AGE-anna-") && !drawn.contains("SLIP-CONFIRM"));
    fs::remove_file(folder.path().join("staff.key")).expect("it is there");
    let failure = said(folder.path(), &[line.as_slice(), &["--staff"]].concat()).expect_err("no secret");
    assert_eq!(failure.exit_code(), 2);
}

#[test]
fn the_sheet_is_printed_on_the_printer_of_the_settings() {
    let folder = kiosk();
    let said = said(folder.path(), &["--print"]).expect("printed");
    assert!(said.starts_with("The sheet was sent"), "{said}");
    let bytes = fs::read(folder.path().join("paper")).expect("it is there");
    assert!(bytes.windows(12).any(|part| part == b"SLIP-CONFIRM"));
    assert_eq!(names(folder.path()), ["paper", "scanslip.toml", "staff.key"], "no file was asked for");
}

#[test]
fn what_cannot_be_done_is_said_in_one_sentence() {
    let folder = kiosk();
    let nowhere = folder.path().join("no/such/folder.png");
    for (line, code, hint) in [
        (["--out", "codes.pdf"], 2, ".png or .svg"),
        (["--out", nowhere.to_str().expect("text")], 1, "a folder that you may write to"),
    ] {
        let failure = said(folder.path(), &line).expect_err(hint);
        assert_eq!(failure.exit_code(), code);
        assert!(failure.to_string().contains(hint), "{failure}");
    }
    assert!(said(&folder.path().join("none"), &["--print"]).is_err(), "settings that were asked for must be there");
    assert!(Line::try_parse_from(["sheet"]).is_err(), "there is something to do");
    assert!(Line::try_parse_from(["sheet", "--print", "--language", "xx"]).is_err());
}

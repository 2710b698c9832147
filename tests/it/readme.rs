//! The README tells the truth: its pictures are what today's program makes, its figures and commands are real.

use scanslip::face;
use scanslip::sheet;
use scanslip::slip;
use scanslip::till::settings::Language;
use scanslip_hw::printer::Profile;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the project")
}

fn readme() -> String {
    String::from_utf8(read("README.md")).expect("text")
}

#[test]
fn its_pictures_are_what_the_program_makes_today() {
    for (path, profile, language) in [
        ("docs/slip-80mm-fr.png", "generic-80mm", Language::Fr),
        ("docs/slip-80mm-en.png", "generic-80mm", Language::En),
        ("docs/slip-58mm-fr.png", "generic-58mm", Language::Fr),
        ("docs/slip-58mm-en.png", "generic-58mm", Language::En),
    ] {
        assert!(readme().contains(path), "{path} is not shown");
        let profile = Profile::named(profile).expect("a shipped profile");
        let sample = scanslip::till::slip::Slip { language, ..slip::sample() };
        let picture = slip::picture(&sample, &slip::sample_dressing(), &profile).expect("a picture");
        assert!(read(path) == picture, "{path} is of yesterday; make it anew with `scanslip slip preview`");
    }
}

#[test]
fn its_screen_is_what_the_program_shows_today() {
    let (_, cart) = face::samples(Language::Fr).into_iter().find(|(name, _)| *name == "cart").expect("a sample cart");
    let picture = face::picture::draw(&cart, "EUR", (480, 320)).png();
    assert!(read("docs/screen-cart.png") == picture, "make it anew with `scanslip screens --size 480x320`");
}

#[test]
fn its_picture_of_all_screens_is_what_the_program_shows_today() {
    let all = face::picture::contact_sheet(&face::samples(Language::Fr), "EUR", (320, 240)).small_png();
    assert!(readme().contains("docs/screens.png"), "it is not shown");
    assert!(read("docs/screens.png") == all, "make it anew with `scanslip screens --size 320x240`");
}

#[test]
fn its_sheet_is_what_the_program_makes_today() {
    let made = sheet::pages(&sheet::Sheet::of_shoppers(&sheet::Offer::default(), Language::Fr));
    assert!(readme().contains("docs/sheet-fr.png") && made.len() == 1);
    assert!(read("docs/sheet-fr.png") == made[0].png(), "make it anew with `scanslip sheet --language fr`");
}

#[test]
fn its_goods_are_as_many_as_it_says() {
    let articles = String::from_utf8(read("src/demo/articles.csv")).expect("text").lines().skip(1).count();
    assert!(readme().contains(&format!("{articles} real products")), "there are {articles}");
}

/// What stands between back quotes in the cells of a row.
fn quoted(row: &str) -> Vec<String> {
    row.split('`').skip(1).step_by(2).map(|cell| cell.replace("{GS}", "\u{1d}")).collect()
}

#[test]
fn its_codes_are_explained_as_it_says() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let settings = folder.path().join("scanslip.toml");
    let text = readme();
    let (_, section) = text.split_once("### Codes of goods").expect("the section");
    let (section, _) = section.split_once("\n### ").expect("its end");
    let (_, example) = section.split_once("```toml\n").expect("the settings of the examples");
    let (example, _) = example.split_once("```").expect("their end");
    fs::write(&settings, format!("[kash]\nshop-id = \"77\"\n{example}")).expect("it can be written");
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() >= 19, "{} rows", rows.len());
    for row in rows {
        let cells = quoted(row);
        let [.., code, expected] = cells.as_slice() else { panic!("{row}") };
        let command = ["--config", settings.to_str().expect("a path"), "barcode", "explain", "--json", code];
        let output = Command::new(env!("CARGO_BIN_EXE_scanslip")).args(command).output().expect("the program runs");
        let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let expected: Value = serde_json::from_str(expected).expect("a part of it");
        for (name, value) in expected.as_object().expect("an object") {
            assert_eq!(&told[name], value, "{row}");
        }
    }
}

#[test]
fn every_command_it_names_exists() {
    let help = Command::new(env!("CARGO_BIN_EXE_scanslip")).arg("--help").output().expect("the program runs").stdout;
    let help = String::from_utf8(help).expect("text");
    let text = readme();
    let named = text.split("`scanslip ").skip(1).filter_map(|rest| rest.split([' ', '\n', '`']).next());
    // What stands before the command is an option.
    let named = named.filter(|word| !word.starts_with('-'));
    let mut count = 0;
    for command in named {
        count += 1;
        assert!(help.contains(&format!("\n  {command} ")), "there is no `scanslip {command}`");
    }
    assert!(count > 5, "the README names commands");
}

//! The codes of the sheet, read by a program that knows nothing of us: from the PNG file, from the SVG file, from the roll.

use super::tools::{Tools, beside};
use scanslip::sheet::{Offer, PAGE, Sheet, blocks, pages};
use scanslip::slip::picture_of;
use scanslip::till::article::Title;
use scanslip::till::settings::{Language, Person};
use scanslip_hw::printer::profile::{Overrides, QrWay};
use scanslip_hw::printer::{Profile, encode};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn sheets(language: Language) -> [Sheet; 2] {
    let notes = ["Sans couverts", "</text> & 🧀"].into_iter().filter_map(Title::clean).collect();
    let all = Offer { language, notes, table: Some(12), pager: Some(9_999), covers: true, delivery: true };
    // The codes of a shop are the same in all languages: one language has all that there can be, the others one page.
    let offer = if language == Language::Fr { all } else { Offer { language, ..Offer::default() } };
    let person = |id: &str| Person { id: id.into(), staff_check: "0123456789".into(), age_check: "ABCDEFGHJK".into() };
    let people = [person("anna"), person("abcdefghijklmnopqrstuvwx")];
    [Sheet::of_shoppers(&offer, language), Sheet::of_staff(&people, language)]
}

/// Every code so many times, sorted.
fn codes(sheet: &Sheet, times: usize) -> Vec<String> {
    let codes = sheet.groups.iter().flatten().flat_map(|entry| std::iter::repeat_n(entry.code.clone(), times));
    let mut codes: Vec<String> = codes.collect();
    codes.sort();
    codes
}

fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort();
    codes
}

fn read(tools: &Tools, picture: &Path) -> Vec<String> {
    tools.codes_on(picture).lines().map(str::to_owned).collect()
}

#[test]
fn it_reads_every_code_of_the_png_files_of_every_language() {
    let Some(tools) = Tools::find() else { return };
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("page.png");
    for language in Language::ALL {
        for sheet in sheets(language) {
            let mut found = Vec::new();
            for page in pages(&sheet) {
                fs::write(&file, page.png()).expect("written");
                found.extend(read(&tools, &file));
            }
            assert_eq!(sorted(found), codes(&sheet, 2), "{language:?}: bars and QR");
        }
    }
}

#[test]
fn it_reads_every_code_of_the_svg_files() {
    let Some(tools) = Tools::find() else { return };
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("page.png");
    for sheet in sheets(Language::Fr) {
        let mut found = Vec::new();
        for page in pages(&sheet) {
            rendered(&page.svg()).save(&file).expect("written");
            found.extend(read(&tools, &file));
        }
        assert_eq!(sorted(found), codes(&sheet, 2), "bars and QR");
    }
}

/// The rectangles of a page: `Mx yhWvHh-Wz`, and nothing else of it.
fn rendered(svg: &str) -> image::GrayImage {
    let mut picture = image::GrayImage::from_pixel(PAGE.0, PAGE.1, image::Luma([255]));
    let paths = svg.lines().filter_map(|line| line.strip_prefix("<path shape-rendering=\"crispEdges\" d=\""));
    let rectangles = paths.flat_map(|path| path.trim_end_matches("\"/>").split('M').skip(1));
    for rectangle in rectangles {
        let numbers: Vec<u32> =
            rectangle.split([' ', 'h', 'v', '-', 'z']).filter_map(|part| part.parse().ok()).collect();
        let [left, top, width, height, back] = numbers[..] else { panic!("{rectangle}") };
        assert_eq!(width, back, "{rectangle}");
        for (x, y) in (left..left + width).flat_map(|x| (top..top + height).map(move |y| (x, y))) {
            picture.put_pixel(x, y, image::Luma([0]));
        }
    }
    picture
}

#[test]
fn it_reads_every_code_of_the_roll_and_so_does_our_own_paper() {
    let Some(tools) = Tools::find() else { return };
    for (ours, theirs) in [("generic-80mm", "80mm.yaml"), ("generic-58mm", "58mm.yaml")] {
        for qr in [QrWay::Native, QrWay::Raster] {
            let overrides = Overrides { qr: Some(qr), ..Overrides::default() };
            let profile = Profile::named(ours).and_then(|profile| profile.with(&overrides)).expect("a sane printer");
            let folder = TempDir::new().expect("a folder");
            let [shoppers, staff] = sheets(Language::Fr);
            for (name, sheet) in [("shoppers", &shoppers), ("staff", &staff)] {
                let bytes = encode(&blocks(sheet, &profile), &profile).expect("it can be encoded").bytes;
                let picture = folder.path().join("ours.png");
                fs::write(&picture, picture_of(&bytes, &profile)).expect("written");
                assert_eq!(sorted(read(&tools, &picture)), codes(sheet, 1), "{name} on {ours}");
                fs::write(folder.path().join(name).with_extension("bin"), bytes).expect("written");
            }
            let said = tools.python("interpret.py", &[beside(theirs).as_os_str(), folder.path().as_os_str()]);
            for answer in said.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")) {
                assert_eq!((&answer["receipts"], &answer["unknown"]), (&json!(1), &json!([])), "{answer}");
            }
            for (name, sheet) in [("shoppers", &shoppers), ("staff", &staff)] {
                let found = read(&tools, &folder.path().join(name).with_extension("png"));
                assert_eq!(sorted(found), codes(sheet, 1), "{name} on {ours}, {qr:?}");
            }
        }
    }
}

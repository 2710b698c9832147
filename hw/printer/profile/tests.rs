//! Profiles as they are shipped, read and refused.

use super::*;

#[test]
fn every_shipped_profile_is_one_and_bears_its_name() {
    for name in Profile::names() {
        let profile = Profile::named(name).expect(name);
        assert_eq!(profile.name, name);
        assert_eq!(profile.cell(), 12, "font A is 12 dots wide on {name}");
        assert!(profile.columns_b.is_none() || profile.cell_b() == 9, "font B is 9 dots wide on {name}");
        assert!(profile.code_pages.contains_key(&Page::Wpc1252), "{name} prints the euro sign");
        let written = toml::to_string(&profile).expect("a profile can be written");
        assert_eq!(Profile::parse(&written), Ok(profile), "written and read again");
    }
}

#[test]
fn every_file_of_the_folder_is_shipped() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/printers");
    let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path());
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect();
    let mut shipped: Vec<&str> = Profile::names().collect();
    names.sort_unstable();
    shipped.sort_unstable();
    assert_eq!(names, shipped);
}

#[test]
fn an_unknown_name_is_answered_with_the_known_ones() {
    let why = Profile::named("epsom").expect_err("nobody knows it").to_string();
    assert_eq!(
        why,
        format!(
            "There is no printer profile \"epsom\"; known ones are {}.",
            Profile::names().collect::<Vec<_>>().join(", ")
        )
    );
}

#[test]
fn the_settings_have_the_last_word() {
    let overrides = Overrides {
        columns: Some(42),
        dots: Some(512),
        code_page: Some("PC858".to_owned()),
        qr: Some(QrWay::Raster),
        cut: Some(Cut::Full),
    };
    let profile = Profile::named("epson-tm-t20").and_then(|p| p.with(&overrides)).expect("a sane printer");
    assert_eq!((profile.columns, profile.dots, profile.qr, profile.cut), (42, 512, QrWay::Raster, Cut::Full));
    assert_eq!(profile.code_pages, BTreeMap::from([(Page::Pc858, 19)]));
}

#[test]
fn what_no_printer_can_be_is_refused_with_the_bounds() {
    let with = |overrides: Overrides| Profile::named("generic-80mm").and_then(|p| p.with(&overrides));
    let cases = [
        (Overrides { columns: Some(0), ..Overrides::default() }, "16 to 96"),
        (Overrides { dots: Some(9_000), ..Overrides::default() }, "128 to 2048"),
        (Overrides { columns: Some(96), ..Overrides::default() }, "8 to 32 dots"),
        (Overrides { code_page: Some("klingon".to_owned()), ..Overrides::default() }, "wpc1252, pc858"),
        (Overrides { code_page: Some("iso8859-15".to_owned()), ..Overrides::default() }, "wpc1252, pc858"),
    ];
    for (overrides, hint) in cases {
        let why = with(overrides).expect_err(hint).to_string();
        assert!(why.contains(hint), "{why}");
    }
    assert!(Profile::parse("name = 'x'\ncolums = 3").is_err_and(|why| why.to_string().contains("colums")));
}

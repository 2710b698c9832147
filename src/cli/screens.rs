//! `scanslip screens`: a picture of everything that a kiosk can show, to look at before there is one.

use super::Failure;
use crate::face;
use crate::slip::sample_dressing;
use crate::till::settings::Language;
use clap::Args as ClapArgs;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Sides that can be asked for, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=4_096;

/// The picture that shows them all.
const ALL: &str = "screens.png";

/// `scanslip screens`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// The folder that the pictures are put into; it is made if there is none
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The size of each screen in pixels
    #[arg(long, value_name = "WxH", default_value = "800x480", value_parser = size)]
    pub size: (u32, u32),
    /// In this language: fr, en, de, es, it, nl or pt
    #[arg(long, value_name = "xx", default_value = "fr", value_parser = super::language)]
    pub language: Language,
}

/// Writes a picture of each, one of all, and their paths on `out`.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    fs::create_dir_all(&args.out)
        .map_err(|error| Failure::Failed(format!("The folder {} cannot be made: {error}.", args.out.display())))?;
    let currency = sample_dressing().currency;
    for (name, screen) in face::samples(args.language) {
        let path = args.out.join(format!("{name}.png"));
        write(&path, &face::picture::draw(&screen, &currency, args.size).png(), out)?;
    }
    let all = face::picture::contact_sheet(&face::samples(args.language), &currency, args.size);
    write(&args.out.join(ALL), &all.small_png(), out)
}

fn write(path: &Path, picture: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
    fs::write(path, picture)
        .map_err(|error| Failure::Failed(format!("The picture {} cannot be written: {error}.", path.display())))?;
    writeln!(out, "{}", path.display())?;
    Ok(())
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let side = |text: &str| text.parse().ok().filter(|side| SIDES.contains(side));
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some((side(width)?, side(height)?)));
    sides.ok_or_else(|| format!("two sides of {} to {} pixels are needed, such as 800x480", SIDES.start(), SIDES.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn every_screen_becomes_a_picture_of_the_size_that_was_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("a/b");
        let below = below.to_str().expect("text");
        let line = Line::try_parse_from(["screens", "--out", below, "--size", "400x200", "--language", "it"]);
        let mut out = Vec::new();
        run(&line.expect("a command line").args, &mut out).expect("written");
        let out = String::from_utf8(out).expect("text");
        let (all, each): (Vec<&str>, Vec<&str>) = out.lines().partition(|path| path.ends_with("/screens.png"));
        assert_eq!((each.len(), all.len()), (face::samples(Language::It).len(), 1));
        let sheet = image::open(all[0]).expect("a picture");
        assert!(sheet.width() > 400 * 6 && sheet.height() > 200 * 10, "all of them are on it, each of that size");
        for path in each {
            let picture = image::open(path).expect("a picture");
            assert_eq!((picture.width(), picture.height()), (400, 200), "{path}");
        }
        assert!(out.contains("welcome.png") && out.contains("notice-help.png"));
    }

    #[test]
    fn what_is_no_size_or_no_language_is_answered_with_what_is() {
        for (line, hint) in [
            (["--size", "800"], "800x480"),
            (["--size", "63x480"], "64 to 4096"),
            (["--size", "800x99999"], "64 to 4096"),
            (["--language", "xx"], "fr, en, de"),
        ] {
            let refused = Line::try_parse_from([["screens", "--out"].as_slice(), &["a"], &line].concat());
            let Err(why) = refused else { panic!("{line:?}") };
            assert!(why.to_string().contains(hint), "{why}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let args = Args { out: "/dev/null/screens".into(), size: (64, 64), language: Language::Fr };
        let why = run(&args, &mut Vec::new()).expect_err("no folder");
        assert!(why.exit_code() == 1 && why.to_string().contains("/dev/null/screens"), "{why}");
    }
}

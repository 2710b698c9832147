//! `scanslip slip preview`: a slip as a picture, as text, or as the bytes that a printer gets.

use super::Failure;
use crate::slip;
use crate::till::settings::Language;
use clap::{Args as ClapArgs, Subcommand};
use scanslip_hw::printer::Profile;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `scanslip slip`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with slips.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Write a slip to a file, as it would be printed
    Preview(Preview),
}

/// `scanslip slip preview`.
#[derive(Debug, ClapArgs)]
pub struct Preview {
    /// A slip of a shop that does not exist
    #[arg(long, required = true)]
    pub sample: bool,
    /// Where to: a name ending in .png, .txt or .bin
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// For this printer
    #[arg(long, value_name = "NAME", default_value = "generic-80mm")]
    pub profile: String,
    /// In this language: fr, en, de, es, it, nl or pt
    #[arg(long, value_name = "xx", default_value = "fr")]
    pub language: String,
}

/// What a preview is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Picture,
    Text,
    Bytes,
}

/// Writes the preview and says on `out` what it wrote.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let Action::Preview(preview) = &args.action;
    let form = form(&preview.out)?;
    let profile = Profile::named(&preview.profile).map_err(|why| Failure::Usage(why.to_string()))?;
    let language = Language::from_code(&preview.language).ok_or_else(|| {
        let known = Language::ALL.map(Language::code).join(", ");
        Failure::Usage(format!("There is no language {:?}; known ones are {known}.", preview.language))
    })?;
    let sample = crate::till::slip::Slip { language, ..slip::sample() };
    let dressing = slip::sample_dressing();
    let failed = |why: scanslip_hw::printer::EncodeError| Failure::Failed(why.to_string());
    let contents = match form {
        Form::Picture => slip::picture(&sample, &dressing, &profile).map_err(failed)?,
        Form::Text => slip::text(&sample, &dressing, &profile).into_bytes(),
        Form::Bytes => slip::bytes(&sample, &dressing, &profile).map_err(failed)?.bytes,
    };
    fs::write(&preview.out, &contents).map_err(|error| {
        Failure::Failed(format!("The preview could not be written to {}: {error}.", preview.out.display()))
    })?;
    writeln!(out, "{}: {} bytes for {}", preview.out.display(), contents.len(), profile.name)?;
    Ok(())
}

fn form(path: &Path) -> Result<Form, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("png") => Ok(Form::Picture),
        Some("txt") => Ok(Form::Text),
        Some("bin") => Ok(Form::Bytes),
        _ => Err(Failure::Usage(format!(
            "The preview cannot be written to {}: name a file that ends in .png, .txt or .bin.",
            path.display()
        ))),
    }
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

    fn said(line: &[&str]) -> Result<String, Failure> {
        let line = Line::try_parse_from([&["slip"], line].concat()).expect("a command line");
        let mut out = Vec::new();
        run(&line.args, &mut out)?;
        Ok(String::from_utf8(out).expect("text"))
    }

    #[test]
    fn a_preview_comes_in_three_forms() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, begins) in [("a.png", b"\x89PNG".as_slice()), ("a.txt", b" "), ("a.BIN", b"\x1b@")] {
            let path = folder.path().join(name);
            let path = path.to_str().expect("text");
            for profile in Profile::names() {
                let said = said(&["preview", "--sample", "--out", path, "--profile", profile, "--language", "de"]);
                assert!(said.expect("it is written").contains(profile));
                assert!(fs::read(path).expect("it is there").starts_with(begins), "{name}");
            }
        }
    }

    #[test]
    fn what_is_not_known_is_answered_with_what_is() {
        for (line, hint) in [
            (["--out", "slip.jpg", "--language", "fr"], ".png, .txt or .bin"),
            (["--out", "slip.png", "--language", "xx"], "fr, en, de"),
            (["--out", "slip.png", "--profile", "star"], "generic-58mm"),
        ] {
            let why = said(&[["preview", "--sample"].as_slice(), &line].concat()).expect_err(hint);
            assert_eq!(why.exit_code(), 2);
            assert!(why.to_string().contains(hint), "{why}");
        }
    }
}

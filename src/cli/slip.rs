//! `scanslip slip preview`: a slip as a picture, as text, or as the bytes that a printer gets.

use super::orders::named;
use super::{Failure, orders, press};
use crate::config::Config;
use crate::devices::Press;
use crate::journal;
use crate::slip::{self, Shortfall};
use crate::till::entry::Entry;
use crate::till::settings::Language;
use crate::till::slip::Slip;
use clap::{ArgGroup, Args as ClapArgs, Subcommand};
use scanslip_hw::printer::Profile;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The paper of a preview that names none.
const PROFILE: &str = "generic-80mm";

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
#[command(group(ArgGroup::new("which").required(true).args(["sample", "order"])))]
pub struct Preview {
    /// A slip of a shop that does not exist
    #[arg(long)]
    pub sample: bool,
    /// The slip of this order, as a copy: by its reference or the last six characters of it, the kiosk's number, or the shop's
    #[arg(long, value_name = "ORDER")]
    pub order: Option<String>,
    /// Where to: a name ending in .png, .txt or .bin
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// For this printer; generic-80mm, or for an order the one of the settings
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// In this language: fr, en, de, es, it, nl or pt; fr, or for an order the shopper's
    #[arg(long, value_name = "xx")]
    pub language: Option<String>,
}

/// What a preview is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Picture,
    Text,
    Bytes,
}

/// Writes the preview and says on `out` what it wrote. `settings` are read only for an order.
pub fn run(
    args: &Args,
    settings: impl FnOnce() -> Result<Config, Failure>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Action::Preview(preview) = &args.action;
    let form = form(&preview.out)?;
    let wanted = preview.profile.as_deref().map(named).transpose()?;
    let (mut shown, Press { dressing, profile }) = if let Some(id) = &preview.order {
        let config = settings()?;
        let profile = wanted.map_or_else(|| press::profile(&config), |wanted| Ok(Some(wanted)))?;
        let profile = profile.map_or_else(|| named(PROFILE), Ok)?;
        (of_order(id, &config)?, press::press(&config, profile))
    } else {
        let profile = wanted.map_or_else(|| named(PROFILE), Ok)?;
        (slip::sample(), Press { dressing: slip::sample_dressing(), profile })
    };
    if let Some(code) = &preview.language {
        shown.language = language(code)?;
    }
    let encoded = slip::bytes(&shown, &dressing, &profile).map_err(|why| Failure::Failed(why.to_string()))?;
    let shortfall = Shortfall::of(&shown, &encoded, &profile);
    let contents = match form {
        Form::Picture => slip::picture_of(&encoded.bytes, &profile),
        Form::Text => slip::text(&shown, &dressing, &profile).into_bytes(),
        Form::Bytes => encoded.bytes,
    };
    fs::write(&preview.out, &contents).map_err(|error| {
        Failure::Failed(format!("The preview could not be written to {}: {error}.", preview.out.display()))
    })?;
    let short = if shortfall.is_none() { String::new() } else { format!("; {shortfall}") };
    writeln!(out, "{}: {} bytes for {}{short}", preview.out.display(), contents.len(), profile.name)?;
    Ok(())
}

/// The slip of an order in the journal, marked as a copy: a preview can be printed.
fn of_order(id: &str, config: &Config) -> Result<Slip, Failure> {
    let failed = |error: journal::Error| Failure::Failed(error.to_string());
    let journal = orders::read(config)?;
    let entries = journal.entries_of(named::order(id, &journal)?).map_err(failed)?;
    let order = entries.iter().find_map(|(entry, _)| match entry {
        Entry::Confirmed(order) => Some(order),
        _ => None,
    });
    let acceptance = entries.iter().rev().find_map(|(entry, _)| match entry {
        Entry::Accepted { acceptance, .. } => Some(acceptance),
        _ => None,
    });
    let order = order.ok_or_else(|| named::unknown(id))?;
    Ok(acceptance.map_or_else(|| Slip::provisional(order, 1), |acceptance| Slip::accepted(order, acceptance, 1)))
}

fn named(profile: &str) -> Result<Profile, Failure> {
    Profile::named(profile).map_err(|why| Failure::Usage(why.to_string()))
}

fn language(code: &str) -> Result<Language, Failure> {
    Language::from_code(code).ok_or_else(|| {
        let known = Language::ALL.map(Language::code).join(", ");
        Failure::Usage(format!("There is no language {code:?}; known ones are {known}."))
    })
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

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn said(line: &[&str]) -> Result<String, Failure> {
        let line = Line::try_parse_from([&["slip"], line].concat()).expect("a command line");
        let mut out = Vec::new();
        run(&line.args, || Err(Failure::Usage("no settings here".to_owned())), &mut out)?;
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
    fn whoever_says_not_which_slip_hears_of_both_ways() {
        for (line, both) in [(&["--out", "a.png"][..], false), (&["--out", "a.png", "--sample", "--order", "1"], true)]
        {
            let refused =
                Line::try_parse_from([&["slip", "preview"], line].concat()).expect_err("one of two").to_string();
            assert!(
                refused.contains("--sample") && refused.contains("--order") && (both || refused.contains('|')),
                "{refused}"
            );
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

//! `scanslip sheet`: the control barcodes, to be printed as pages of A4 or on the kiosk's own printer.

use super::mover::{anew, beside};
use super::{Failure, press, printer};
use crate::config::{Config, is_unasked};
use crate::sheet::{Page, Sheet, blocks, pages};
use crate::till::settings::Language;
use clap::Args as ClapArgs;
use scanslip_hw::printer::{Job, Outcome, encode};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// `scanslip sheet`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// Where to: a name ending in .png or .svg; further pages get -2, -3 and so on before the ending
    #[arg(long, value_name = "FILE", required_unless_present = "print")]
    pub out: Option<PathBuf>,
    /// Print them on the printer of the settings; stop the service before, a USB printer is one program's
    #[arg(long)]
    pub print: bool,
    /// The codes of each of the staff instead, which let whoever holds them act as that person
    #[arg(long)]
    pub staff: bool,
    /// In this language: fr, en, de, es, it, nl or pt; the shop's otherwise
    #[arg(long, value_name = "xx", value_parser = super::language)]
    pub language: Option<Language>,
}

/// What a page is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Png,
    Svg,
}

/// Writes the pages, and their paths on `out`, and prints. `file` is that of the settings, `credentials` systemd's
/// `$CREDENTIALS_DIRECTORY`.
pub fn run(args: &Args, file: &Path, credentials: Option<&Path>, out: &mut dyn Write) -> Result<(), Failure> {
    let form = args.out.as_deref().map(|path| form(path).map(|form| (path, form))).transpose()?;
    let config = settings(file)?;
    let language = args.language.unwrap_or(config.kiosk.language);
    let sheet =
        if args.staff { staff(&config, credentials, language)? } else { Sheet::of_shoppers(&config.offer(), language) };
    if let Some((path, form)) = form {
        // Whoever can read the codes of staff can act as they.
        let mode = if args.staff { 0o600 } else { 0o666 };
        for (number, page) in (1..).zip(pages(&sheet)) {
            let path = numbered(path, number);
            place(&path, &contents(&page, form), mode).map_err(|error| {
                let path = path.display();
                Failure::Failed(format!(
                    "The sheet could not be written to {path}: {error}; name a file with --out in a folder that you may \
                     write to."
                ))
            })?;
            writeln!(out, "{}", path.display())?;
        }
    }
    if args.print { print(&sheet, &config, out) } else { Ok(()) }
}

/// The settings of `file`; those of a kiosk without any where there is no such file and nobody asked for it.
fn settings(file: &Path) -> Result<Config, Failure> {
    Ok(if is_unasked(file) { Config::default() } else { Config::load_without_shop(file)? })
}

fn staff(config: &Config, credentials: Option<&Path>, language: Language) -> Result<Sheet, Failure> {
    let people = config.staff(credentials).map_err(|error| Failure::Usage(error.to_string()))?;
    if people.is_empty() {
        return Err(super::staff::nobody());
    }
    Ok(Sheet::of_staff(&people, language))
}

fn contents(page: &Page, form: Form) -> Vec<u8> {
    match form {
        Form::Png => page.png(),
        Form::Svg => page.svg().into_bytes(),
    }
}

fn form(path: &Path) -> Result<Form, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("png") => Ok(Form::Png),
        Some("svg") => Ok(Form::Svg),
        _ => Err(Failure::Usage(format!(
            "The sheet cannot be written to {}: name a file that ends in .png or .svg.",
            path.display()
        ))),
    }
}

/// The file of a page: `codes.png`, `codes-2.png`, and so on.
fn numbered(path: &Path, number: u32) -> PathBuf {
    let (Some(stem), Some(ending), 2..) = (path.file_stem(), path.extension(), number) else {
        return path.to_owned();
    };
    let mut name = stem.to_owned();
    name.push(format!("-{number}."));
    name.push(ending);
    path.with_file_name(name)
}

/// Whoever reads the file sees the old one or the new one, never a part.
fn place(path: &Path, contents: &[u8], mode: u32) -> io::Result<()> {
    let part = beside(path, ".part");
    let placed = anew(&part, mode).and_then(|mut open| open.write_all(contents)).and_then(|()| fs::rename(&part, path));
    if placed.is_err() {
        // What is left of it would only be in the way; that it failed is already known.
        let _ = fs::remove_file(&part);
    }
    placed
}

fn print(sheet: &Sheet, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let (Some((port, ..)), Some(profile)) = (config.printer(), press::profile(config)?) else {
        return Err(Failure::Usage("The settings name no printer; add a section [printer].".to_owned()));
    };
    let encoded = encode(&blocks(sheet, &profile), &profile).map_err(|why| Failure::Failed(why.to_string()))?;
    let (body, cut) = encoded.bytes.split_at(encoded.cut_at);
    match printer::print(&port, &profile, Job { id: 1, body: body.to_vec(), cut: cut.to_vec() }) {
        Outcome::Nothing(why) | Outcome::Broken(why) => {
            Err(Failure::Unusable(format!("The printer did not print the sheet: {why}.")))
        }
        Outcome::Proven => Ok(writeln!(out, "The sheet is on paper; the printer has proved it.")?),
        Outcome::Sent => Ok(writeln!(out, "The sheet was sent; the printer proves nothing, so look at it.")?),
    }
}

#[cfg(test)]
mod tests;

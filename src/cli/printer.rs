//! `scanslip printer probe`: asks the printer of the settings, prints a test slip, and writes a profile of what was found.

use super::{Failure, press};
use crate::config::Config;
use clap::{Args as ClapArgs, Subcommand};
use scanslip_hw::Presence;
use scanslip_hw::printer::block::{Align, Style};
use scanslip_hw::printer::page::Page;
use scanslip_hw::printer::profile::{Fence, QrWay, Status};
use scanslip_hw::printer::{self, Block, EncodeError, Found, Job, Outcome, Port, Profile, Report, Task, encode};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// What stands in the codes of the test slip.
const CODE: &str = "https://kash.click/";

/// What stands above the profile of a printer that answered nothing.
const SILENT: &str = "# It answered nothing when it was asked, so it is not asked for its state (status) and proves no slip \
                      (fence).\n# Whether it does can be tried again: scanslip printer probe, when it is on and has paper.\n";

/// What a page must print: the letters of its language that others lack.
const LETTERS: [(Page, &str); 11] = [
    (Page::Wpc1252, "é è ç œ ’ — … € Ô ®"),
    (Page::Pc858, "é è ç € Ô ® ½ ß"),
    (Page::Pc850, "é è ç Ô ® ½ ß"),
    (Page::Pc437, "é è ç ½ ß ─"),
    (Page::Iso8859_15, "é è ç œ € Ô"),
    (Page::Pc860, "ã õ ç ê"),
    (Page::Pc863, "é è ê Ê ç"),
    (Page::Pc865, "å ø æ Ø"),
    (Page::Pc852, "ł ą ę č ř ő"),
    (Page::Pc866, "Ж я Ю щ"),
    (Page::Iso8859_7, "Ω λ ή €"),
];

/// `scanslip printer`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with the printer.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Ask the printer what it answers, print a test slip, and write a profile
    Probe(Probe),
}

/// `scanslip printer probe`.
#[derive(Debug, ClapArgs)]
pub struct Probe {
    /// Where the profile is written to; its name is the profile's name
    #[arg(long, value_name = "PROFILE.toml")]
    pub out: Option<PathBuf>,
    /// Write over a profile that is there already
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// Probes the printer of the settings and tells on `out` what was found.
///
/// Stop the service before: a USB printer is one program's. What a person must see (columns, letters, codes, cut) is on
/// the test slip; what the printer answers goes into the profile. What cannot be written is said before paper is used.
pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let Action::Probe(probe) = &args.action;
    let (Some((port, ..)), Some(mut profile)) = (config.printer(), press::profile(config)?) else {
        return Err(Failure::Usage("The settings name no printer; add a section [printer].".to_owned()));
    };
    if let Port::File(path) = &port {
        let path = path.display();
        let why = format!(
            "The printer of the settings is the file {path}, which answers nothing; name a printer in [printer] (kind = \
             \"usb\", \"serial\" or \"tcp\")."
        );
        return Err(Failure::Usage(why));
    }
    if let (false, Some(out)) = (probe.force, &probe.out)
        && out.symlink_metadata().is_ok()
    {
        return Err(is_there(out));
    }
    let unusable = |why: &dyn std::fmt::Display| Failure::Unusable(format!("The printer does not print: {why}."));
    let found = printer::probe(&port).map_err(|fault| unusable(&fault))?;
    if let Some(fault) = found.fault {
        return Err(unusable(&fault));
    }
    (profile.status, profile.fence) = (found.status, found.fence);
    if let Some(name) = probe.out.as_deref().and_then(|file| file.file_stem()) {
        profile.name = name.to_string_lossy().into_owned();
    }
    let outcome = print(&port, &profile, test_slip(&profile).map_err(|why| Failure::Failed(why.to_string()))?);
    match outcome {
        Outcome::Nothing(why) | Outcome::Broken(why) => return Err(unusable(&why)),
        Outcome::Proven => writeln!(out, "The test slip is on paper; the printer has proved it.")?,
        Outcome::Sent => writeln!(out, "The test slip was sent; the printer proves nothing, so look at it.")?,
    }
    if found.paper_low {
        writeln!(out, "Its roll comes to its end.")?;
    }
    let text = written(&profile, &found)?;
    let Some(file) = &probe.out else { return Ok(out.write_all(text.as_bytes())?) };
    write(file, &text, probe.force)?;
    writeln!(
        out,
        "{}: correct in it what the slip shows otherwise, then name its absolute path in [printer] profile",
        file.display()
    )?;
    Ok(())
}

/// The profile file of what was found.
fn written(profile: &Profile, found: &Found) -> Result<String, Failure> {
    let text = toml::to_string(profile).map_err(|error| Failure::Failed(format!("The profile: {error}.")))?;
    let is_silent = found.status == Status::None && found.fence == Fence::None;
    let note = match &found.called {
        Some(name) => format!("# It calls itself {name}; what it does outranks that.\n"),
        None if is_silent => SILENT.to_owned(),
        None => String::new(),
    };
    Ok(note + &text)
}

/// Writes the profile; what is there already stays, unless it may go.
fn write(file: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let mut how = File::options();
    how.write(true).create(true).truncate(true).create_new(!force);
    let written = how.open(file).and_then(|mut open| open.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => is_there(file),
        why => Failure::Failed(format!(
            "The profile could not be written to {}: {why}; name a file with --out in a folder that you may write to.",
            file.display()
        )),
    })
}

fn is_there(file: &Path) -> Failure {
    let file = file.display();
    Failure::Usage(format!("{file} is there already; name another file with --out, or write over it with --force."))
}

/// Prints one job and waits for what becomes of it.
pub(super) fn print(port: &Port, profile: &Profile, job: Job) -> Outcome {
    let (tasks, inbox) = mpsc::channel();
    let mut outcome = Outcome::Nothing("the printer's worker ended".to_owned());
    // Its other end is here.
    let _ = tasks.send(Task::Print(job));
    drop(tasks);
    printer::run(port, profile.manner(), &inbox, &Presence::default(), |report| {
        if let Report::Done { outcome: done, .. } = report {
            outcome = done;
        }
        ControlFlow::Continue(())
    });
    outcome
}

/// A ruler of the columns, the letters of each page, the code in both ways, and the cut.
pub(super) fn test_slip(profile: &Profile) -> Result<Job, EncodeError> {
    let mut body = Vec::new();
    let ruler: String = (1..=profile.columns).map(|column| char::from(b'0' + column % 10)).collect();
    let head = [
        Block::line(Align::Center, Style::large(2, 2), "scanslip"),
        Block::line(Align::Center, Style::default(), profile.name.clone()),
        Block::plain(ruler),
        Block::plain(format!("{} columns, {} dots, cut {:?}", profile.columns, profile.dots, profile.cut)),
    ];
    body.extend(encode(&head, profile)?.bytes);
    for (&page, &number) in &profile.code_pages {
        let alone = Profile { code_pages: BTreeMap::from([(page, number)]), ..profile.clone() };
        let letters = LETTERS.iter().find(|(known, _)| *known == page).map_or("", |(_, letters)| letters);
        body.extend(encode(&[Block::plain(format!("{number:>3} {:<10} {letters}", page.name()))], &alone)?.bytes);
    }
    for (way, name) in [(QrWay::Native, "native"), (QrWay::Raster, "raster")] {
        let drawn = Profile { qr: way, ..profile.clone() };
        let title = Block::line(Align::Center, Style::default(), format!("qr = \"{name}\""));
        body.extend(encode(&[title, Block::Qr(CODE.to_owned())], &drawn)?.bytes);
    }
    let end = encode(&[Block::Cut], profile)?;
    let (feed, cut) = end.bytes.split_at(end.cut_at);
    body.extend_from_slice(feed);
    Ok(Job { id: 1, body, cut: cut.to_vec() })
}

#[cfg(test)]
mod tests;

//! `scanslip setup`: asks what a kiosk must know, tries what was answered at once, and writes it at the end.
//!
//! A person answers at the terminal, or a file does. Until all is answered nothing is written; every step may be left out,
//! taken again, and begins with what the settings say.

mod answers;
mod asker;
mod draft;
mod heading;
mod interrupt;
mod kiosk;
mod memory;
mod place;
mod printer;
mod question;
mod scanner;
mod service;
mod shop;
mod stock;
mod terminal;

use super::Failure;
use super::paste::Paste;
use crate::config::kiosk::Trust;
use crate::config::{Config, DEFAULT_FILE};
use crate::till::Wall;
use answers::Answers;
use asker::{Asker, Choice, Halt, Then, Trouble};
use draft::Draft;
use interrupt::Interrupt;
use question::Question;
use service::Service;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use terminal::Terminal;
use tokio::runtime::Runtime;

/// `scanslip setup`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Take the answers from a file and ask nobody
    ///
    /// TOML, one line for each answer; what is left out stays as it is, or as it comes. The names: language, kiosk,
    /// state-dir, scanner (any, listen, serial, keep, or the path of one), scanner-path, scanner-baud, printer (usb,
    /// network, serial, file, none, keep, or the path of one), printer-path, printer-address, printer-baud, profile,
    /// test-slip (print, skip), slip-is (right), url, login (code, key, keep, skip), email, account, code, shop-id, key, register (none, or
    /// its number), register-closed (go-on), catalogue (fetch, skip), sync-every-h, header (the lines above a slip, with | between
    /// two; none), write (write, leave), service (start, leave).
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
}

/// The time, if a time service keeps it or it is trusted.
type Now = fn(bool) -> Option<Wall>;

/// One part of it.
type Step = fn(&mut dyn Asker, &mut Draft) -> Result<(), Halt>;

/// The parts, by what they are called, and by what an answers file says to leave out what did not work of one.
const STEPS: [(&str, &str, &str, Step); 6] = [
    ("kiosk", "The kiosk", "write = \"leave\"", kiosk::ask),
    ("scanner", "The scanner", "scanner = \"any\"", scanner::ask),
    ("printer", "The printer", "test-slip = \"skip\"", printer::ask),
    ("shop", "The shop", "login = \"skip\"", shop::ask),
    ("catalogue", "The articles", "catalogue = \"skip\"", stock::ask),
    ("slip", "The slip", "header = \"none\"", heading::ask),
];

/// Asks, and writes the settings to `file`, which `paste` puts into commands. `now` is the time, if it is right.
pub fn run(args: &Args, file: &Path, now: Now, paste: &Paste, out: &mut dyn Write) -> Result<(), Failure> {
    let file = std::path::absolute(file).map_err(Failure::from)?;
    let interrupt = Interrupt::heed(paste)?;
    let mut asker: Box<dyn Asker + '_> = match &args.answers {
        Some(answers) => Box::new(Answers::load(answers, out)?),
        None => Box::new(Terminal::new(paste)?),
    };
    let mut draft = Draft::begin(&file)?;
    // A key that nobody says where to keep is kept beside its settings.
    if file != Path::new(DEFAULT_FILE) && draft.config()?.kash.key_file.is_none() {
        let key = file.with_file_name("kash.key").display().to_string();
        draft.set("kash", "key-file", Some(key.into()), "The file that holds the key, and nothing else.");
    }
    match ask(&mut *asker, &mut draft, now, &interrupt) {
        Ok(()) => Ok(()),
        Err(Halt::Trouble(failure, _) | Halt::Ended(failure)) => Err(failure),
    }
}

fn ask(asker: &mut dyn Asker, draft: &mut Draft, now: Now, interrupt: &Interrupt) -> Result<(), Halt> {
    if !asker.is_file() {
        asker.say("Enter takes what is marked. Nothing is written before you say so at the end; Ctrl-C stops.")?;
    }
    for place in 0..STEPS.len() {
        step(asker, draft, place)?;
    }
    let mut failed = false;
    loop {
        match finish(asker, failed)? {
            Finish::Step(place) => step(asker, draft, place)?,
            Finish::Leave => {
                asker.say("Nothing was written. This would be the settings:\n")?;
                return asker.say(&draft.text());
            }
            Finish::Write => {
                let now = now(draft.config()?.kiosk.clock == Trust::Battery);
                let put = {
                    let _held = interrupt.held();
                    place::put(draft, now)
                };
                match put {
                    Ok(done) => done.iter().try_for_each(|what| asker.say(&format!("  {what}")))?,
                    Err(failure) if asker.is_file() => {
                        asker.trouble(Trouble { failure, mend: &[], left_out: "write = \"leave\"" })?;
                        return Ok(());
                    }
                    Err(failure) => {
                        asker.say(&failure.to_string())?;
                        failed = true;
                        continue;
                    }
                }
                break;
            }
        }
    }
    if shop::settings(draft)?.is_none() {
        return asker.say("Done but for the shop: scanslip setup, once its number and key are there.");
    }
    taken(asker, "The service", "service = \"leave\"", |asker| Service::default().ask(asker))?;
    asker.say("Done. What else there is to know: scanslip check --online")
}

/// Takes one of the parts.
fn step(asker: &mut dyn Asker, draft: &mut Draft, place: usize) -> Result<(), Halt> {
    let (_, title, left_out, step) = STEPS[place];
    taken(asker, title, left_out, |asker| step(asker, draft))
}

/// Does something until it works or is left out.
fn taken(
    asker: &mut dyn Asker,
    title: &str,
    left_out: &'static str,
    mut what: impl FnMut(&mut dyn Asker) -> Result<(), Halt>,
) -> Result<(), Halt> {
    asker.say(&format!("\n{title}"))?;
    asker.begin();
    loop {
        match what(asker) {
            Err(Halt::Trouble(failure, mend)) => match asker.trouble(Trouble { failure, mend, left_out })? {
                Then::Again => {}
                Then::LeaveOut => return Ok(()),
            },
            other => return other,
        }
    }
}

/// What to do when all has been asked.
enum Finish {
    Write,
    Leave,
    Step(usize),
}

/// `failed` is whether it could not be written: then Enter leaves it, and does not try for ever.
fn finish(asker: &mut dyn Asker, failed: bool) -> Result<Finish, Halt> {
    let mut choices = vec![Choice::new("write", "write it"), Choice::new("leave", "leave everything as it was")];
    // A file has answered each once.
    if !asker.is_file() {
        choices
            .extend(STEPS.map(|(name, title, ..)| Choice::new(name, format!("once more: {}", title.to_lowercase()))));
    }
    asker.say("")?;
    Ok(match asker.choose(Question::Write, &choices, usize::from(failed))? {
        0 => Finish::Write,
        1 => Finish::Leave,
        step => Finish::Step(step.saturating_sub(2)),
    })
}

/// Whether the reader of the settings takes this text for a key of a section; what it must be otherwise.
fn fits(section: &str, key: &str, text: &str, file: &Path) -> Result<(), String> {
    fits_value(section, key, &toml_edit::Value::from(text), file)
}

/// The same for a whole number.
fn fits_number(section: &str, key: &str, text: &str, file: &Path) -> Result<(), String> {
    let number: i64 = text.parse().map_err(|_| "it must be a whole number".to_owned())?;
    fits_value(section, key, &toml_edit::Value::from(number), file)
}

fn fits_value(section: &str, key: &str, value: &toml_edit::Value, file: &Path) -> Result<(), String> {
    let text = format!("[{section}]\n{key} = {value}\n");
    match Config::parse_without_shop(&text, file) {
        Ok(_) => Ok(()),
        Err(error) => {
            let why = error.to_string();
            Err(why.rsplit_once(": ").map_or(why.as_str(), |(_, why)| why).trim_end_matches('.').to_owned())
        }
    }
}

/// Whether this is the speed of a serial line.
fn is_baud(text: &str) -> Result<(), String> {
    let fits = text.parse::<u32>().is_ok_and(|baud| (300..=921_600).contains(&baud));
    if fits { Ok(()) } else { Err("it must be 300 to 921600".to_owned()) }
}

/// What waits for the shop.
fn runtime() -> Result<Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error: io::Error| Failure::Failed(format!("The network cannot be used: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn its_help_has_the_name_of_every_question() {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            _args: Args,
        }
        let help = Line::command().render_long_help().to_string();
        let words: Vec<&str> = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).collect();
        let missing: Vec<_> = Question::names().into_iter().filter(|name| !words.contains(name)).collect();
        assert!(missing.is_empty(), "{missing:?} are not in it");
    }
}

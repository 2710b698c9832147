//! The command line: one file for each command. A command writes its answer to `out` and its one-sentence failure into
//! a [`Failure`]; only `main` turns that into an exit code.

pub mod barcode;
pub mod catalogue;
pub mod check;
#[cfg(feature = "demo")]
pub mod demo;
pub mod devices;
pub mod firstboot;
mod mover;
pub mod orders;
pub mod paste;
pub mod press;
pub mod printer;
mod rights;
pub mod run;
#[cfg(feature = "demo")]
pub mod sandbox;
pub mod scanner;
pub mod screens;
pub mod setup;
pub mod sheet;
#[cfg(feature = "simulate")]
pub mod simulate;
pub mod slip;
pub mod staff;
pub mod table;

use crate::config::kiosk::Trust;
use crate::config::{Config, DEFAULT_FILE};
use crate::runtime::clock;
use crate::runtime::tail::Tail;
use crate::till::settings::Language;
use clap::{Parser, Subcommand};
use paste::Paste;
use std::fmt;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use table::Look;

/// A self-service order kiosk for shops on Kash.click: barcode scanner in, order slip with payment QR out.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Cli {
    /// The settings file
    #[arg(long, global = true, value_name = "FILE", default_value = DEFAULT_FILE)]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

/// What this process was given: what a service manager or sudo said, and its own log.
#[derive(Clone, Debug, Default)]
pub struct Supervisor {
    /// The folder into which it put `kash.key`.
    pub credentials: Option<PathBuf>,
    /// Whether it wants to hear how the service is.
    pub listens: bool,
    /// Whether somebody started it by sudo, and needs that for other commands too.
    pub by_sudo: bool,
    /// The last lines of the log.
    pub log: Tail,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The whole kiosk without hardware: type barcodes, get slips as pictures
    #[cfg(feature = "demo")]
    Demo(demo::Args),
    /// The kiosk itself: scan, order, print, until it is told to stop
    Run(run::Args),
    /// Ask what a kiosk must know, try it, and write the settings
    Setup(setup::Args),
    /// Say what is wrong with the settings, the devices and the shop, and how to mend it
    Check(check::Args),
    /// List the scanners, keypads, printers and displays of this machine
    Devices(devices::Args),
    /// Take settings and key from the boot partition, and wipe the key there
    Firstboot(firstboot::Args),
    /// Replay what a scanner sent
    Scanner(scanner::Args),
    /// Fill the local catalogue, or look something up in it
    Catalogue(catalogue::Args),
    /// Explain what a barcode means to the kiosk
    Barcode(barcode::Args),
    /// List the orders of this kiosk, or show one
    Orders(orders::Args),
    /// Make a picture, a text or the printer's bytes of a slip
    Slip(slip::Args),
    /// Find out what the printer can do
    Printer(printer::Args),
    /// Make a picture of every screen
    Screens(screens::Args),
    /// Make the sheet of control barcodes
    Sheet(sheet::Args),
    /// Print the codes of each of the staff
    Staff(staff::Args),
    /// Serve a shop that behaves like Kash, to try things on
    #[cfg(feature = "demo")]
    Sandbox(sandbox::Args),
    /// Order under faults drawn from seeds, and say whether one was lost or doubled
    #[cfg(feature = "simulate")]
    Simulate(simulate::Args),
}

impl Cli {
    /// Does what was asked.
    pub fn run(&self, supervisor: &Supervisor, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
        let paste = self.paste();
        let mut out = paste.over(out);
        let done = self.done(supervisor, input, &mut out);
        out.flush()?;
        done.map_err(|failure| failure.with(|why| paste.text(why)))
    }

    /// What puts the settings that this was started with into the commands that it names.
    pub fn paste(&self) -> Paste {
        Paste::of(&self.config)
    }

    fn done(&self, supervisor: &Supervisor, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
        let credentials = supervisor.credentials.as_deref();
        match &self.command {
            #[cfg(feature = "demo")]
            Command::Demo(args) => demo::run(args, &supervisor.log, out),
            Command::Run(run::Args {}) => run::run(&self.settings()?, supervisor),
            Command::Setup(args) => setup::run(args, &self.config, clock::right_wall, &self.paste(), out),
            Command::Check(args) => {
                let look = Look::of_standard_output();
                check::run(*args, &self.config, credentials, clock::wall_now(), run::ask_shop, look, out)
            }
            Command::Devices(args) => devices::run(args, Look::of_standard_output(), out),
            Command::Firstboot(args) => firstboot::run(args, &self.config, out),
            Command::Scanner(args) => scanner::run(args, input, out),
            Command::Catalogue(args) => {
                let config = self.settings()?;
                // The service counts on it: a time that may be wrong is none.
                let now = clock::right_wall(config.kiosk.clock == Trust::Battery);
                catalogue::run(args, &config, credentials, now, out)
            }
            Command::Barcode(args) => barcode::run(args, &self.config, input, out),
            Command::Orders(args) => orders::run(args, &self.settings()?, supervisor, out),
            Command::Slip(args) => slip::run(args, || self.settings(), out),
            Command::Printer(args) => printer::run(args, &Config::load_without_shop(&self.config)?, out),
            Command::Screens(args) => screens::run(args, out),
            Command::Sheet(args) => sheet::run(args, &self.config, credentials, out),
            Command::Staff(args) => staff::run(*args, &self.settings()?, credentials, out),
            #[cfg(feature = "demo")]
            Command::Sandbox(args) => sandbox::run(args, out),
            #[cfg(feature = "simulate")]
            Command::Simulate(args) => simulate::run(*args, out),
        }
    }

    /// What is logged unless somebody says otherwise: a service tells its life, a demo would be spoilt by it.
    pub const fn log_filter(&self) -> &'static str {
        match self.command {
            Command::Run(_) => "warn,scanslip=info,scanslip_hw=info",
            _ => "error",
        }
    }

    fn settings(&self) -> Result<Config, Failure> {
        Ok(Config::load(&self.config)?)
    }
}

/// A language on the command line.
fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| format!("known ones are {}", Language::ALL.map(Language::code).join(", ")))
}

/// Why a command did not do what it was asked; one sentence that says what happened, to what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It failed. Exit code 1.
    Failed(String),
    /// Wrong usage or settings. Exit code 2.
    Usage(String),
    /// A device or the shop is not usable. Exit code 3.
    Unusable(String),
}

impl Failure {
    /// The exit code of the process.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Unusable(_) => 3,
        }
    }
}

impl Failure {
    /// The same with other words.
    #[must_use]
    pub fn with(self, say: impl FnOnce(&str) -> String) -> Self {
        match self {
            Self::Failed(why) => Self::Failed(say(&why)),
            Self::Usage(why) => Self::Usage(say(&why)),
            Self::Unusable(why) => Self::Unusable(say(&why)),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(why) | Self::Usage(why) | Self::Unusable(why) => out.write_str(why),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(format!("The answer could not be written: {error}."))
    }
}

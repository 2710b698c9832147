//! `scanslip firstboot`: takes `scanslip.toml` and `kash.key` from the boot partition, where whoever wrote the card put them.
//! The key ends where only root reads it, and its bytes on the boot partition are overwritten.
//!
//! Power may be cut at any step: what is taken is on the medium in its new place before anything happens to the old one, and
//! a key whose wiping was cut off is wiped at the next start and never taken for a key. What is no settings file, or no key,
//! stays where it is with a text beside it that says what is wrong, because nobody has a screen there.

mod mover;

use super::Failure;
use crate::config::{self, Config};
use mover::Mover;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The boot partition of Raspberry Pi OS 12, and of those before it.
const FOLDERS: [&str; 2] = ["/boot/firmware", "/boot"];
/// What is taken.
const SETTINGS: &str = "scanslip.toml";
const KEY: &str = "kash.key";
/// The key, once it is safe elsewhere.
const WIPING: &str = "kash.key.wiping";
/// The settings, once they are in place: whoever looks at the card sees that it worked.
const TAKEN: &str = "scanslip.toml.taken";
/// What is wrong with what was not taken.
const WRONG: &str = "scanslip-error.txt";

/// `scanslip firstboot`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// The folder of the boot partition; may be given more than once (/boot/firmware and /boot)
    #[arg(long, value_name = "DIR")]
    boot: Vec<PathBuf>,
}

/// Runs the command: the settings end at `file`, and the key beside it.
pub fn run(args: &Args, file: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let usual: Vec<PathBuf> = FOLDERS.iter().map(PathBuf::from).collect();
    let folders = if args.boot.is_empty() { &usual } else { &args.boot };
    let mut wrong = Vec::new();
    for folder in folders {
        let taken = take(folder, file, &mut Mover::default()).map_err(|error| {
            let shown = folder.display();
            Failure::Failed(format!("What is in {shown} could not be put in place ({error}); start again as root."))
        })?;
        for what in taken.done {
            writeln!(out, "{what}")?;
        }
        wrong.extend(taken.wrong);
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Usage(wrong.join(" "))) }
}

/// What became of one folder, in sentences.
#[derive(Debug, Default)]
struct Taken {
    done: Vec<String>,
    wrong: Vec<String>,
}

fn take(folder: &Path, file: &Path, mover: &mut Mover<'_>) -> io::Result<Taken> {
    let mut taken = Taken::default();
    let (key, wiping, settings) = (folder.join(KEY), folder.join(WIPING), folder.join(SETTINGS));
    let target = file.with_file_name(KEY);
    if wiping.exists() {
        mover.wipe(&wiping)?;
        taken.done.push(format!("A key in {} that was taken before is wiped.", folder.display()));
    }
    if key.exists() {
        match config::read_key(key.clone()) {
            Ok(_) => {
                mover.place(&fs::read(&key)?, &target, 0o600)?;
                mover.rename(&key, &wiping)?;
                mover.wipe(&wiping)?;
                taken.done.push(format!("The key is in {} now, and wiped in {}.", target.display(), folder.display()));
            }
            Err(error) => taken.wrong.push(error.to_string()),
        }
    }
    if settings.exists() {
        match Config::load(&settings) {
            Ok(_) => {
                mover.place(&fs::read(&settings)?, file, 0o644)?;
                mover.rename(&settings, &folder.join(TAKEN))?;
                taken.done.push(format!("The settings of {} are in {} now.", folder.display(), file.display()));
            }
            Err(error) => taken.wrong.push(error.to_string()),
        }
    }
    tell(folder, &taken, mover)?;
    Ok(taken)
}

/// Leaves a text that says what is wrong, and none if nothing is.
fn tell(folder: &Path, taken: &Taken, mover: &mut Mover<'_>) -> io::Result<()> {
    let text = folder.join(WRONG);
    if !taken.wrong.is_empty() {
        mover.place(format!("{}\n", taken.wrong.join("\n")).as_bytes(), &text, 0o644)
    } else if !taken.done.is_empty() && text.exists() {
        mover.remove(&text)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;

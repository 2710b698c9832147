//! `scanslip firstboot`: takes `scanslip.toml` and `kash.key` from the boot partition, where whoever wrote the card put them.
//! The key ends where only root reads it, and its bytes on the boot partition are overwritten.
//!
//! All that `run` would refuse is found before anything is touched, and if anything is wrong nothing is taken: a new key with
//! old settings is no kiosk. What is wrong stays where it is with a text beside it that says so, because nobody has a screen
//! there. Power may be cut at any step: what is taken is on the medium in its new place before anything happens to the old
//! one, and a key whose wiping was cut off is wiped at the next start and never taken for a key.

mod judge;

use super::Failure;
use super::mover::Mover;
use judge::{Look, judge};
use scanslip_hw::medium::Medium;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
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
/// The settings that were replaced, beside the new ones.
const OLD: &str = "scanslip.toml.old";
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
    run_looking(args, file, Medium::of, out)
}

fn run_looking(args: &Args, file: &Path, look: Look, out: &mut dyn Write) -> Result<(), Failure> {
    let usual: Vec<PathBuf> = FOLDERS.iter().map(PathBuf::from).collect();
    let folders = if args.boot.is_empty() { &usual } else { &args.boot };
    let mut wrong = Vec::new();
    for folder in folders {
        let taken = take(folder, file, look, &mut Mover::default()).map_err(|error| {
            let shown = folder.display();
            let why = format!("What is in {shown} could not be put in place ({error}); start again as root.");
            // It may be the card that fails.
            let _ = Mover::default().place(format!("{why}\n").as_bytes(), &folder.join(WRONG), 0o644);
            Failure::Failed(why)
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

fn take(folder: &Path, file: &Path, look: Look, mover: &mut Mover<'_>) -> io::Result<Taken> {
    let mut taken = Taken::default();
    let (key, wiping, settings) = (folder.join(KEY), folder.join(WIPING), folder.join(SETTINGS));
    let target = file.with_file_name(KEY);
    if wiping.exists() {
        mover.wipe(&wiping)?;
        taken.done.push(format!("A key in {} that was taken before is wiped.", folder.display()));
    }
    taken.wrong = judge(folder, file.parent().unwrap_or(file), look)?;
    if taken.wrong.is_empty() {
        put(&[(&key, &target, 0o600), (&settings, file, 0o644)], mover)?;
        if key.exists() {
            mover.rename(&key, &wiping)?;
            mover.wipe(&wiping)?;
            taken.done.push(format!("The key is in {} now, and wiped in {}.", target.display(), folder.display()));
        }
        if settings.exists() {
            mover.rename(&settings, &folder.join(TAKEN))?;
            taken.done.push(format!("The settings of {} are in {} now.", folder.display(), file.display()));
        }
    }
    tell(folder, &taken, mover);
    Ok(taken)
}

/// Puts copies of those files that are there in place, with their modes. What may fail for want of space comes before the
/// first of them is seen. Settings that are replaced stay beside the new ones.
fn put(files: &[(&Path, &Path, u32)], mover: &mut Mover<'_>) -> io::Result<()> {
    let mut ready = Vec::new();
    for &(from, to, mode) in files.iter().filter(|(from, ..)| from.exists()) {
        let (new, old) = (fs::read(from)?, fs::read(to).ok());
        // After a power cut they are there already, and what is beside them is older.
        if old.as_ref() == Some(&new) {
            continue;
        }
        if let Some(old) = old.filter(|_| from.ends_with(SETTINGS)) {
            let kept = to.with_file_name(OLD);
            // No more readable than it was.
            let mode = fs::metadata(to).map_or(mode, |is| is.permissions().mode() & mode);
            ready.push((mover.prepare(&old, &kept, mode)?, kept));
        }
        ready.push((mover.prepare(&new, to, mode)?, to.to_owned()));
    }
    ready.iter().try_for_each(|(aside, to)| mover.rename(aside, to))
}

/// Leaves a text that says what is wrong, and none if nothing is. Who started this hears it too, so that a card that takes
/// no text stops nothing.
fn tell(folder: &Path, taken: &Taken, mover: &mut Mover<'_>) {
    let text = folder.join(WRONG);
    let told = if !taken.wrong.is_empty() {
        mover.place(format!("{}\n", taken.wrong.join("\n")).as_bytes(), &text, 0o644)
    } else if !taken.done.is_empty() && text.exists() {
        mover.remove(&text)
    } else {
        Ok(())
    };
    if let Err(error) = told {
        tracing::warn!(%error, "{} could not be kept up to date", text.display());
    }
}

#[cfg(test)]
mod tests;

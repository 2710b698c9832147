//! Whether what lies on the card may be taken: everything that `run` would refuse is found before anything is touched.

use super::{KEY, SETTINGS};
use crate::cli::press;
#[cfg(feature = "console")]
use crate::cli::run;
use crate::config::kiosk::Kiosk;
#[cfg(feature = "console")]
use crate::config::value::Place;
use crate::config::{self, Config, KeyError};
use crate::kash::Client;
use scanslip_hw::medium::Medium;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Tells where a folder is.
pub(super) type Look = fn(&Path) -> io::Result<Medium>;

/// The names under which Windows saves files whose names shall be others.
const MISNAMED: [(&str, &str); 2] = [("kash.key.txt", KEY), ("scanslip.toml.txt", SETTINGS)];

/// What is wrong with what lies in `folder` and is to go to `etc`. Nothing, if nothing lies there.
pub(super) fn judge(folder: &Path, etc: &Path, look: Look) -> io::Result<Vec<String>> {
    let (key, settings) = (folder.join(KEY), folder.join(SETTINGS));
    let mut wrong = misnamed(folder);
    if key.exists() || settings.exists() {
        wrong.extend(media(folder, look(folder)?, etc, look(etc)?));
    }
    if key.exists() {
        wrong.extend(config::read_key(key.clone()).err().map(|error| error.to_string()));
    }
    if settings.exists() {
        match Config::load(&settings) {
            Ok(config) => wrong.extend(refusals(&config, if key.exists() { folder } else { etc })),
            Err(error) => wrong.push(error.to_string()),
        }
    }
    // A key that is none is found with the settings again.
    wrong.dedup();
    Ok(wrong)
}

fn misnamed(folder: &Path) -> Vec<String> {
    let there = MISNAMED.iter().filter(|(name, _)| folder.join(name).exists());
    let sentence = |(name, meant): &(&str, &str)| {
        format!(
            "{} must be called {meant}: Windows hides the end of a name; let the Explorer show it (View, File name \
             extensions), and rename the file.",
            folder.join(name).display()
        )
    };
    there.map(sentence).collect()
}

/// What is put where it is forgotten is lost with the next start, and what cannot be written to cannot be wiped.
pub(super) fn media(folder: &Path, card: Medium, etc: &Path, target: Medium) -> Vec<String> {
    let (folder, etc) = (folder.display(), etc.display());
    let off =
        "switch it off (sudo raspi-config, Performance Options, Overlay File System), restart, and switch it on again";
    let sentences = [
        match target {
            Medium::Kept => None,
            Medium::ReadOnly => {
                Some(format!("{etc} is read only, so nothing was taken: sudo mount -o remount,rw /, and restart."))
            }
            Medium::Overlay => Some(format!(
                "{etc} lies under an overlay that forgets what is put there, so nothing was taken: {off}."
            )),
            Medium::Memory => Some(format!(
                "{etc} is in memory, which forgets what is put there, so nothing was taken: put key and settings into the image instead."
            )),
        },
        match card {
            Medium::Kept => None,
            Medium::ReadOnly => Some(format!(
                "{folder} is read only (EROFS), so that a key could not be wiped there and nothing was taken: sudo mount -o \
                 remount,rw {folder}, then sudo scanslip firstboot."
            )),
            Medium::Overlay | Medium::Memory => Some(format!(
                "{folder} is not the card itself, so that a key could not be wiped there and nothing was taken; if an overlay \
                 is laid over it: {off}."
            )),
        },
    ];
    sentences.into_iter().flatten().collect()
}

/// Everything for which `run` would not start with these settings and the key in `key_folder`.
fn refusals(config: &Config, key_folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    match config.kash(Some(key_folder)) {
        Ok(shop) => wrong.extend(Client::new(shop).err().map(|error| format!("{error}."))),
        Err(KeyError::Missing(_)) => wrong
            .push(format!("There is no key yet: put the API key of your shop, alone, into {KEY} beside {SETTINGS}.")),
        Err(error) => wrong.push(error.to_string()),
    }
    let staff = config.staff_place(None);
    if let Some(error) = config.staff(None).err().filter(|_| !is_hidden(&staff)) {
        wrong.push(format!(
            "{error} It cannot come by card: make it on the kiosk, and leave [[staff.person]] out until then."
        ));
    } else if !config.staff.person.is_empty() {
        wrong.extend(of_root_alone(&staff));
    }
    #[cfg(feature = "console")]
    if let Some(file) = config.console.listen.and(config.console.token_file.as_ref()).map(Place::path) {
        let error = run::token(config).err().filter(|_| !is_hidden(file));
        wrong.extend(error.map(|error| error.to_string()).or_else(|| of_root_alone(file)));
    }
    if let Err(error) = press::profile(config) {
        wrong.push(error.to_string());
    }
    wrong.extend(folder(config.kiosk.state_dir.path()));
    wrong
}

/// The folder of the orders: its usual place is made with the service, another is not.
fn folder(folder: &Path) -> Option<String> {
    let usual = Kiosk::default().state_dir;
    let shown = folder.display();
    match fs::metadata(folder) {
        Ok(is) if !is.is_dir() => Some(format!("kiosk.state-dir {shown} is not a folder; name one.")),
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder != usual.path() => Some(format!(
            "kiosk.state-dir {shown} is not there; make it (sudo install -d -m 700 -o scanslip -g scanslip {shown}) or leave \
             the setting out."
        )),
        Ok(_) | Err(_) => None,
    }
}

/// Whether a file cannot be judged: the service's user may read it, and root without its powers may not.
fn is_hidden(file: &Path) -> bool {
    File::open(file).is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// What is wrong with a file that the service's user must read and that is there for whoever runs this alone: root.
fn of_root_alone(file: &Path) -> Option<String> {
    let me = fs::metadata("/proc/self").ok()?.uid();
    let shown = file.display();
    fs::metadata(file).is_ok_and(|is| is.uid() == me && is.mode() & 0o044 == 0).then(|| {
        format!("{shown} may be read by root alone, and not by the service: sudo chgrp scanslip {shown}; sudo chmod 640 {shown}.")
    })
}

//! How the settings want slips: the printer's profile, the shop's header, footer and logo.

use super::Failure;
use crate::config::Config;
use crate::config::value::Place;
use crate::devices::Press;
use crate::slip::{Dressing, logo};
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::picture::Picture;
use scanslip_hw::printer::profile::ProfileError;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};

/// The largest file that is read as a logo, in bytes.
const LOGO_MAX: u64 = 4 << 20;

/// What the printer of the settings can do; none without a printer.
pub fn profile(config: &Config) -> Result<Option<Profile>, Failure> {
    let Some((_, name, overrides)) = config.printer() else { return Ok(None) };
    let usage = |error: ProfileError| Failure::Usage(error.to_string());
    let profile = if name.starts_with('/') { of_file(&name)? } else { Profile::named(&name).map_err(usage)? };
    profile.with(&overrides).map(Some).map_err(usage)
}

/// A profile that came not with the program.
fn of_file(file: &str) -> Result<Profile, Failure> {
    let unreadable = |why: &dyn fmt::Display| {
        let known = Profile::names().collect::<Vec<_>>().join(", ");
        Failure::Usage(format!(
            "The printer profile {file} cannot be read: {why}; name in [printer] profile a file that `scanslip printer \
             probe --out` wrote, or one of {known}."
        ))
    };
    let text = fs::read_to_string(file).map_err(|error| unreadable(&plainly(&error)))?;
    Profile::parse(&text).map_err(|error| match error {
        ProfileError::Unreadable(why) => unreadable(&why),
        error => Failure::Usage(error.to_string()),
    })
}

/// Why a file cannot be read, without the system's number of it.
fn plainly(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        kind => kind.to_string(),
    }
}

/// The press of this kiosk. A logo that cannot be printed is left out and told in the log.
pub fn press(config: &Config, profile: Profile) -> Press {
    let logo = logo(config, &profile).unwrap_or_else(|why| {
        tracing::warn!("{why}");
        None
    });
    Press { dressing: Dressing { logo, ..dressing(config) }, profile }
}

/// The shop's logo for this paper, if it has one; what is wrong with its file otherwise.
pub fn logo(config: &Config, profile: &Profile) -> Result<Option<Picture>, String> {
    let Some(path) = config.slip.logo.as_ref().map(Place::path) else { return Ok(None) };
    let wrong = |why: &dyn fmt::Display| {
        format!(
            "The logo {} cannot be printed: {why}; slips come without it until there is a PNG file that everybody may \
             read, or slip.logo names another.",
            path.display()
        )
    };
    let mut file = Vec::new();
    let read = File::open(path).and_then(|open| open.take(LOGO_MAX).read_to_end(&mut file));
    read.map_err(|error| wrong(&plainly(&error)))?;
    logo::logo(&file, profile.dots).map(Some).map_err(|why| wrong(&why))
}

/// What is the same on all slips of this kiosk, but for the logo.
fn dressing(config: &Config) -> Dressing {
    let printer = config.printer.as_ref();
    Dressing {
        logo: None,
        buzzes: printer.is_some_and(|printer| printer.buzzer),
        opens_drawer: printer.is_some_and(|printer| printer.drawer),
        header: config.slip.header_lines(),
        footer: config.slip.footer_lines(),
        currency: config.kiosk.currency.as_str().to_owned(),
        kiosk_id: config.kiosk.id.as_str().to_owned(),
        zone: jiff::tz::TimeZone::system(),
    }
}

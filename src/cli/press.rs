//! How the settings want slips: the printer's profile, the shop's header, footer and logo.

use super::Failure;
use crate::config::Config;
use crate::config::value::Place;
use crate::devices::Press;
use crate::slip::{Dressing, logo};
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::picture::Picture;
use scanslip_hw::printer::profile::ProfileError;
use std::fs::{self, File};
use std::io::Read;

/// The largest file that is read as a logo, in bytes.
const LOGO_MAX: u64 = 4 << 20;

/// What the printer of the settings can do; none without a printer.
pub fn profile(config: &Config) -> Result<Option<Profile>, Failure> {
    let Some((_, name, overrides)) = config.printer() else { return Ok(None) };
    let usage = |error: ProfileError| Failure::Usage(error.to_string());
    let profile = if name.starts_with('/') {
        let unreadable = |error| Failure::Usage(format!("The printer profile {name} cannot be read: {error}."));
        Profile::parse(&fs::read_to_string(&name).map_err(unreadable)?)
    } else {
        Profile::named(&name)
    };
    profile.and_then(|profile| profile.with(&overrides)).map(Some).map_err(usage)
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
    let wrong = |why: &dyn std::fmt::Display| {
        format!("The logo {} cannot be printed: {why}; slips come without it.", path.display())
    };
    let mut file = Vec::new();
    let read = File::open(path).and_then(|open| open.take(LOGO_MAX).read_to_end(&mut file));
    read.map_err(|why| wrong(&why))?;
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

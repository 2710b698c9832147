//! Whether slips look as the settings want: the printer's profile, the logo, buzzer and drawer.

use super::{Finding, lettering};
use crate::cli::{Failure, press};
use crate::config::Config;
use scanslip_hw::printer::profile::{Buzzer, Drawer};

/// Reads the profile and the logo, and holds what is wanted of the printer against what it can do.
pub(super) fn check(config: &Config, found: &mut Vec<Finding>) {
    let profile = match press::profile(config) {
        Ok(Some(profile)) => profile,
        Ok(None) => return,
        Err(Failure::Usage(why) | Failure::Failed(why) | Failure::Unusable(why)) => {
            return found.push(Finding::Settings(why));
        }
    };
    match press::logo(config, &profile) {
        Ok(Some(logo)) if !profile.pictures => found.push(Finding::Warning(format!(
            "slip.logo is set, and the printer profile {} draws no pictures; its {} rows are left out.",
            profile.name,
            logo.height()
        ))),
        Ok(Some(logo)) => {
            found.push(Finding::Fine(format!("The logo is {} x {} dots on paper.", logo.width(), logo.height())));
        }
        Ok(None) => {}
        Err(why) => found.push(Finding::Settings(why)),
    }
    lettering::check(config, &profile, found);
    let Some(printer) = &config.printer else { return };
    for (is_set, key, has_none) in [
        (printer.buzzer, "buzzer", profile.buzzer == Buzzer::None),
        (printer.drawer, "drawer", profile.drawer == Drawer::None),
    ] {
        if is_set && has_none {
            found.push(Finding::Warning(format!(
                "printer.{key} is set, and the printer profile {} has none; write one that says how: scanslip printer \
                 probe --out FILE.toml.",
                profile.name
            )));
        }
    }
}

//! Whether there is anything to sell, and how old it is.

use super::Finding;
use crate::catalogue::Error;
use crate::catalogue::standing::{Source, Standing, age_in_words, age_s};
use crate::cli::rights::{self, By};
use crate::config::Config;
use crate::till::Wall;

/// How to get one.
const FILL: &str = "fill it: scanslip catalogue import FILE, or from the shop: scanslip catalogue sync";

/// What is said of one that came when nobody knew the time.
const UNKNOWN: &str = "of unknown age, for the clock was not known to be right when they came (`timedatectl`, or kiosk.clock = \"battery\")";

/// Checks the catalogue. None, or an empty one, is a warning: settings are checked before it is filled.
pub(super) fn check(config: &Config, now: Option<Wall>, found: &mut Vec<Finding>) {
    let path = config.catalogue();
    let shown = path.display();
    if let Some(why) = rights::denied("The catalogue", &path, By::Service, "check") {
        return found.push(Finding::Warning(why));
    }
    match Standing::of(&path) {
        Ok(None) => found.push(Finding::Warning(format!(
            "There is no catalogue {shown} yet, so every scan will be unknown; {FILL}."
        ))),
        Ok(Some(standing)) => {
            if standing.articles == 0 {
                found.push(Finding::Warning(format!(
                    "The catalogue {shown} holds no article, so every scan will be unknown; {FILL}."
                )));
            } else {
                found.push(age(config, &standing, now));
            }
            found.extend(failure(&standing, now));
        }
        // The service would not start with it.
        Err(error @ (Error::NotACatalogue(_) | Error::Newer(_))) => found.push(Finding::Settings(error.to_string())),
        // Perhaps only whoever checks may not read it.
        Err(error) => found.push(Finding::Warning(error.to_string())),
    }
}

/// How much there is; that it is old is told where the settings say how old it may be.
fn age(config: &Config, standing: &Standing, now: Option<Wall>) -> Finding {
    let from = if standing.source == Some(Source::Shop) { "the shop" } else { "a file" };
    let age = age_s(standing.good_at, now);
    let words = age.map_or_else(|| UNKNOWN.to_owned(), |age| age_in_words(age) + " old");
    let Standing { articles, cards, .. } = standing;
    let what = format!("The catalogue holds {articles} articles and {cards} customer cards from {from}, {words}");
    let every_h = u64::from(config.catalogue.sync_every_h.get());
    // One attempt may fail before anybody need care.
    if every_h > 0 && age.is_some_and(|age| age > every_h.saturating_mul(2 * 3_600)) {
        return Finding::Warning(format!(
            "{what}, although catalogue.sync-every-h is {every_h}; see why: journalctl -u scanslip, or renew it now: \
             scanslip catalogue sync."
        ));
    }
    Finding::Fine(format!("{what}."))
}

fn failure(standing: &Standing, now: Option<Wall>) -> Option<Finding> {
    let why = standing.trouble()?;
    let ago = age_s(standing.tried_at, now).map_or_else(String::new, |age| format!(" {} ago", age_in_words(age)));
    Some(Finding::Warning(format!("The shop's lists were asked for in vain{ago}: {why}")))
}

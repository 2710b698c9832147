//! `scanslip catalogue sync`: the shop's own lists into the local catalogue.

use crate::catalogue::{Catalogue, Error};
use crate::cli::Failure;
use crate::cli::check::folder;
use crate::config::Config;
use crate::kash::reference::{List, Told, Trouble};
use crate::kash::{Client, lists};
use crate::till::Wall;
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// `scanslip catalogue sync`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Take the list over although it has less than half of the articles of before
    #[arg(long)]
    accept_shrunk: bool,
    /// Answer with one JSON object
    #[arg(long)]
    json: bool,
}

/// Asks, reads, takes over. The catalogue stays as it is if anything is in doubt.
pub(super) fn run(
    args: &Args,
    config: &Config,
    credentials: Option<&Path>,
    now: Option<Wall>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let settings = config.kash(credentials).map_err(|error| Failure::Usage(error.to_string()))?;
    let client = Client::new(settings.clone()).map_err(|error| Failure::Usage(format!("{error}.")))?;
    // Opened first: a folder that cannot be written is told before the shop is asked.
    if let Some(why) = folder::missing(config.kiosk.state_dir.path()) {
        return Err(Failure::Failed(why));
    }
    let mut catalogue = Catalogue::open(&config.catalogue())?;
    let mut progress = |told: Told| {
        if !args.json {
            // Whoever closed the terminal does not miss it.
            let _ = show(told, out);
        }
    };
    let lists = match lists::gather(&client, &settings, &config.catalogue.rules(), &mut progress) {
        Ok(lists) => lists,
        Err(trouble) => {
            catalogue.sync_failed(&trouble.to_string(), now)?;
            return Err(failure(&trouble));
        }
    };
    let synced = match catalogue.sync(&lists, args.accept_shrunk, now) {
        Err(held @ Error::Shrunk { .. }) => {
            catalogue.sync_failed(&held.to_string(), now)?;
            return Err(held.into());
        }
        synced => synced?,
    };
    if args.json {
        let answer = json!({
            "articles": synced.articles,
            "without_code": synced.without_code,
            "invisible": lists.invisible,
            "departments": lists.departments.len(),
            "variations": lists.variations.len(),
            "cards": synced.cards,
            "remarks": lists.remarks.count + synced.remarks.count,
        });
        return Ok(writeln!(out, "{answer}")?);
    }
    for remark in &lists.remarks.listed {
        writeln!(out, "{}, row {}: {}", remark.list.name(), remark.row, remark.text)?;
    }
    for remark in &synced.remarks.listed {
        writeln!(out, "row {}: {}", remark.line, remark.text)?;
    }
    let listed = lists.remarks.listed.len() + synced.remarks.listed.len();
    let all = lists.remarks.count + synced.remarks.count;
    let unlisted = all.saturating_sub(u64::try_from(listed).unwrap_or(u64::MAX));
    if unlisted > 0 {
        writeln!(out, "and {unlisted} more remarks")?;
    }
    let (articles, cards, without) = (synced.articles, synced.cards, synced.without_code);
    Ok(writeln!(out, "Articles: {articles} ({without} without a code). Customer cards: {cards}.")?)
}

fn show(told: Told, out: &mut dyn Write) -> std::io::Result<()> {
    match told {
        Told::Asking(list) => write!(out, "{} ... ", list.name())?,
        Told::Read { list: List::Settings, rows: 0, .. } => writeln!(out, "not told")?,
        Told::Read { rows, bad: 0, .. } => writeln!(out, "{rows}")?,
        Told::Read { rows, bad, .. } => writeln!(out, "{rows}, of which {bad} were left out")?,
    }
    out.flush()
}

/// A shop that cannot be used is one thing, a list that makes no sense another.
fn failure(trouble: &Trouble) -> Failure {
    match trouble {
        Trouble::Unreachable(..) | Trouble::Refused(..) => Failure::Unusable(trouble.to_string()),
        Trouble::Unreadable(..) | Trouble::BadRows { .. } => Failure::Failed(trouble.to_string()),
    }
}

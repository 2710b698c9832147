//! What it sells: the shop's own lists, read here and put into the catalogue when the settings are written.

use super::asker::{Asker, Choice, Halt};
use super::draft::Draft;
use super::question::Question;
use super::shop;
use crate::catalogue::Catalogue;
use crate::cli::Failure;
use crate::kash::reference::Told;
use crate::kash::{Client, lists};
use crate::till::Wall;
use scanslip_hw::owner::as_owner;
use toml_edit::Value;

/// How many lists there are.
const LISTS: u64 = 6;
/// How often the lists are renewed, in hours, unless somebody says otherwise.
const EVERY_H: &str = "24";

pub(super) fn ask(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    let Some(settings) = shop::settings(draft)? else {
        return asker.say("  There is no shop yet whose articles could be fetched; later: scanslip catalogue sync.");
    };
    let choices = [
        Choice::new("fetch", "fetch them from the shop"),
        Choice::new("skip", "leave them as they are (scanslip catalogue import)"),
    ];
    if asker.choose(Question::Catalogue, &choices, 0)? == 1 {
        return Ok(());
    }
    let config = draft.config()?;
    let client = Client::new(settings.clone()).map_err(|error| Failure::Usage(format!("{error}.")))?;
    let mut done = 0;
    let mut progress = |told: Told| {
        done += u64::from(matches!(told, Told::Read { .. }));
        asker.progress(told, done, LISTS);
    };
    let lists = lists::gather(&client, &settings, &config.catalogue.rules(), &mut progress);
    let lists = lists.map_err(|trouble| {
        Failure::Unusable(format!(
            "{} The catalogue stays as it is; a file does as well: scanslip catalogue import.",
            sentence(&trouble)
        ))
    })?;
    draft.lists = Some(lists);
    let now = config.catalogue.sync_every_h.get().to_string();
    let preset = if draft.before.is_some() && now != "0" { now.as_str() } else { EVERY_H };
    let file = draft.file.clone();
    let fits = |text: &str| super::fits_number("catalogue", "sync-every-h", text, &file);
    let every_h = asker.text(Question::SyncEveryH, Some(preset), &fits)?;
    let every_h: i64 = every_h.parse().unwrap_or_default();
    let other = (every_h != 0).then(|| Value::from(every_h));
    draft.set("catalogue", "sync-every-h", other, "Hours between two looks at the shop's articles.");
    Ok(())
}

fn sentence(trouble: &dyn std::fmt::Display) -> String {
    let text = trouble.to_string();
    if text.ends_with('.') { text } else { format!("{text}.") }
}

/// Puts the lists into the catalogue, as whoever owns its folder.
pub(super) fn put(draft: &mut Draft, now: Option<Wall>) -> Result<Option<String>, Failure> {
    let Some(lists) = draft.lists.take() else { return Ok(None) };
    let config = draft.config()?;
    let folder = config.kiosk.state_dir.path();
    let put = || Catalogue::open(&config.catalogue())?.sync(&lists, false, now);
    let synced = as_owner(folder, put).map_err(|error| {
        Failure::Failed(format!("The folder {} cannot be used: {error}; start the setup as root.", folder.display()))
    })??;
    let (articles, cards, without) = (synced.articles, synced.cards, synced.without_code);
    Ok(Some(format!("Articles: {articles} ({without} without a code). Customer cards: {cards}.")))
}

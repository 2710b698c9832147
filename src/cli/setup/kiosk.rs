//! Which kiosk it is.

use super::asker::{Asker, Choice, Halt};
use super::draft::Draft;
use super::question::Question;
use crate::config::{Config, DEFAULT_FILE};
use crate::till::settings::Language;
use crate::words::own_name;
use std::path::Path;
use toml_edit::Value;

pub(super) fn ask(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    let (now, usual) = (draft.config()?.kiosk, Config::default().kiosk);
    let choices: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.code(), own_name(*language))).collect();
    let preset = Language::ALL.iter().position(|language| *language == now.language).unwrap_or(0);
    let language = Language::ALL[asker.choose(Question::Language, &choices, preset)?];
    let other = (language != usual.language).then(|| Value::from(language.code()));
    draft.set("kiosk", "language", other, "The language that a new shopper meets.");

    let id = asker.text(Question::Kiosk, Some(now.id.as_str()), &|text| fits(draft, "id", text))?;
    let other = (id != usual.id.as_str()).then(|| id.into());
    draft.set("kiosk", "id", other, "The kiosk's name; two kiosks of one shop need two.");

    if draft.file != Path::new(DEFAULT_FILE) {
        let shown = now.state_dir.path().display().to_string();
        let folder = asker.text(Question::StateDir, Some(&shown), &|text| fits(draft, "state-dir", text))?;
        let other = (Path::new(&folder) != usual.state_dir.path()).then(|| folder.into());
        draft.set("kiosk", "state-dir", other, "The folder of its orders and articles.");
    }
    Ok(())
}

/// Whether the reader of the settings takes this.
fn fits(draft: &Draft, key: &str, text: &str) -> Result<(), String> {
    super::fits("kiosk", key, text, &draft.file)
}

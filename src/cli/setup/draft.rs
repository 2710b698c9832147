//! What shall be: the settings as they are with what was answered, the key, the shop's lists. Writes nothing.

use crate::cli::Failure;
use crate::config::Config;
use crate::kash::Key;
use crate::kash::reference::Reference;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Table, Value};

/// What stands above settings that were begun here.
const HEAD: &str = "\
# scanslip: settings of this kiosk, begun by `scanslip setup`, which may be run again. What stands here is otherwise than the
# default. Every setting is explained in https://github.com/scanslip/scanslip/blob/main/systemd/scanslip.toml, which the
# package brings as /usr/share/doc/scanslip/examples/scanslip.toml. Then: scanslip check

";

/// The settings that are being made.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where they shall be.
    pub(super) file: PathBuf,
    /// What is there now.
    pub(super) before: Option<String>,
    /// The key that was given or fetched; the one that is there stays if there is none.
    pub(super) key: Option<Key>,
    /// The shop's lists, if they were fetched.
    pub(super) lists: Option<Reference>,
    /// What stands above all settings.
    head: String,
    settings: DocumentMut,
}

impl Draft {
    /// Begins with what is in `file`, or with nothing if it is not there.
    ///
    /// # Errors
    ///
    /// It is there and is refused.
    pub(super) fn begin(file: &Path) -> Result<Self, Failure> {
        // Whether it is there may be hidden; then it is not made anew.
        let is_there = file.try_exists().unwrap_or(true);
        let before = is_there.then(|| Config::text(file)).transpose()?;
        let text = before.clone().unwrap_or_default();
        Config::parse_without_shop(&text, file)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let settings = text.parse::<DocumentMut>();
        let mut settings = settings
            .map_err(|error| Failure::Usage(format!("{} cannot be read: {}.", file.display(), error.message())))?;
        let mut head = before.as_ref().map_or(HEAD, |_| "").to_owned();
        // What stands in a file of comments alone would come behind whatever is put in.
        if settings.is_empty() {
            head.push_str(settings.trailing().as_str().unwrap_or_default());
            settings.set_trailing("");
        }
        Ok(Self { file: file.to_owned(), before, key: None, lists: None, head, settings })
    }

    /// As a file.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.head, self.settings)
    }

    /// What the program makes of it; the shop's number may be missing.
    ///
    /// # Errors
    ///
    /// What was answered does not go together.
    pub(super) fn config(&self) -> Result<Config, Failure> {
        Ok(Config::parse_without_shop(&self.text(), &self.file)?)
    }

    /// Sets a key of a section, or takes it out if it is `None`: the default then. `why` is written above one that is new.
    pub(super) fn set(&mut self, section: &str, key: &str, value: Option<Value>, why: &str) {
        let is_there = self.settings.contains_key(section);
        let Some(value) = value else {
            if let Some(table) = self.settings.get_mut(section).and_then(Item::as_table_like_mut) {
                table.remove(key);
                if table.is_empty() && self.before.is_none() {
                    self.settings.remove(section);
                }
            }
            return;
        };
        let new = || Item::Table(Table::new());
        let Some(table) = self.settings.entry(section).or_insert_with(new).as_table_like_mut() else { return };
        if let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) {
            // What is written beside it stays.
            let mut value = value;
            *value.decor_mut() = old.decor().clone();
            *old = value;
            return;
        }
        table.insert(key, Item::Value(value));
        if let Some(mut key) = table.key_mut(key) {
            key.leaf_decor_mut().set_prefix(format!("# {why}\n"));
        }
        if !is_there && let Some(table) = self.settings.get_mut(section).and_then(Item::as_table_mut) {
            table.decor_mut().set_prefix("\n");
        }
    }

    /// Puts these scanners in the place of those that are there: lines of `[[scanner]]`, or none for any.
    ///
    /// # Errors
    ///
    /// The lines are no settings, which is a bug.
    pub(super) fn set_scanners(&mut self, lines: &[String]) -> Result<(), Failure> {
        self.settings.remove("scanner");
        if lines.is_empty() {
            return Ok(());
        }
        let text = format!("\n# Found by `scanslip setup`.\n{}\n", lines.join("\n"));
        let broken = |why: &str| Failure::Failed(format!("The scanner's lines cannot be read, which is a bug: {why}."));
        let mut made: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| broken(error.message()))?;
        let scanners = made.remove("scanner").ok_or_else(|| broken("there are none"))?;
        self.settings.insert("scanner", scanners);
        Ok(())
    }

    /// Whether the settings name scanners.
    pub(super) fn has_scanners(&self) -> bool {
        self.settings.contains_key("scanner")
    }

    /// Whether the settings have a printer.
    pub(super) fn has_printer(&self) -> bool {
        self.settings.contains_key("printer")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        Draft::begin(file.path()).expect("settings")
    }

    #[test]
    fn what_is_not_asked_stays_with_what_is_written_beside_it() {
        let text = "# ours\n[kash]\n# the number\nshop-id = \"7\" # of Kash\ntimeout-s = 20\n\n[[note]]\ntext = \"Sans\" # yes\n";
        let mut draft = draft(text);
        draft.set("kash", "shop-id", Some("8".into()), "unused");
        draft.set("kash", "timeout-s", None, "unused");
        draft.set("kiosk", "id", Some("k2".into()), "Its name.");
        let expected = "# ours\n[kash]\n# the number\nshop-id = \"8\" # of Kash\n\n[[note]]\ntext = \"Sans\" # yes\n\n\
                        [kiosk]\n# Its name.\nid = \"k2\"\n";
        assert_eq!(draft.text(), expected);
        assert_eq!(draft.config().expect("settings").kiosk.id.as_str(), "k2");
    }

    #[test]
    fn comments_stay_above_what_is_put_in() {
        let mut draft = draft("# ours\n");
        draft.set("kash", "shop-id", Some("8".into()), "Its number.");
        assert_eq!(draft.text(), "# ours\n\n[kash]\n# Its number.\nshop-id = \"8\"\n");
    }

    #[test]
    fn scanners_are_put_in_the_place_of_others_and_may_be_taken_out() {
        let mut draft = draft("[[scanner]]\nkind = \"stdin\"\n[kash]\nshop-id = \"7\"\n");
        let lines = ["[[scanner]]", "kind = \"serial\"", "path = \"/dev/ttyACM0\""].map(str::to_owned);
        draft.set_scanners(&lines).expect("lines");
        assert_eq!(draft.config().expect("settings").scanner.len(), 1, "{}", draft.text());
        assert!(draft.text().contains("ttyACM0") && !draft.text().contains("stdin"), "{}", draft.text());
        draft.set_scanners(&[]).expect("none");
        assert!(!draft.has_scanners() && draft.config().is_ok());
    }

    #[test]
    fn settings_that_are_refused_are_not_begun_with() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("scanslip.toml");
        std::fs::write(&file, "[kash]\nshop_id = \"7\"\n").expect("written");
        assert!(matches!(Draft::begin(&file), Err(Failure::Usage(why)) if why.contains("the nearest is shop-id")));
        let begun = Draft::begin(&folder.path().join("other.toml")).expect("begun");
        assert!(begun.text().starts_with("# scanslip: settings") && begun.config().is_ok());
    }
}

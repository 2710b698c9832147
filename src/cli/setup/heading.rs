//! What stands above each slip: the shop's name and address.

use super::asker::{Asker, Halt};
use super::draft::Draft;
use super::question::Question;
use super::shop;
use crate::kash::Client;
use toml_edit::Value;

/// What parts two lines where they are typed in one.
const BAR: char = '|';
/// What is answered for no line at all.
const NONE: &str = "none";

pub(super) fn ask(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    let now = draft.config()?.slip.header_lines();
    let preset = if now.is_empty() { name(draft).unwrap_or_else(|| NONE.to_owned()) } else { now.join(" | ") };
    let file = draft.file.clone();
    let fits = |text: &str| match lines(text) {
        _ if text == preset => Ok(()),
        lines if lines.is_empty() => Ok(()),
        lines => super::fits_value("slip", "header", &Value::from_iter(lines), &file),
    };
    let text = asker.text(Question::Header, Some(&preset), &fits)?;
    let lines = lines(&text);
    // Of a line that has a bar itself two would be made.
    let is_confirmed = text == preset && !now.is_empty();
    if lines != now && !is_confirmed {
        let header = (!lines.is_empty()).then(|| Value::from_iter(lines));
        draft.set("slip", "header", header, "The lines above each slip: the shop's name and address.");
    }
    Ok(())
}

/// The shop's name, if the shop is there and tells one that fits.
fn name(draft: &Draft) -> Option<String> {
    let client = Client::new(shop::settings(draft).ok()??).ok()?;
    let name = super::runtime().ok()?.block_on(client.shop_name())?;
    Some(name.replace(BAR, " ").trim().to_owned()).filter(|name| !name.is_empty())
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.split([BAR, '\n']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    Some(lines.collect())
        .filter(|lines: &Vec<String>| !matches!(lines.as_slice(), [one] if one == NONE))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::*;
    use std::fs;

    /// The settings after these answers to a kiosk with these, or why they are refused.
    fn told(settings: &str, answers: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let [file, said] = ["scanslip.toml", "answers.toml"].map(|name| folder.path().join(name));
        fs::write(&file, settings).expect("written");
        fs::write(&said, answers).expect("written");
        let mut draft = Draft::begin(&file).expect("settings");
        let mut out = Vec::new();
        match ask(&mut Answers::load(&said, &mut out).expect("answers"), &mut draft) {
            Ok(()) => Ok(draft.text()),
            Err(Halt::Trouble(failure, _) | Halt::Ended(failure)) => Err(failure.to_string()),
        }
    }

    #[test]
    fn lines_are_parted_by_bars_and_none_takes_them_out() {
        let before = "[slip]\nheader = [\"A\", \"B\"] # ours\n";
        assert_eq!(told(before, "").as_deref(), Ok(before), "what nobody answers stays");
        let barred = "[slip]\nheader = [\"A | B\"]\n";
        assert_eq!(told(barred, "").as_deref(), Ok(barred), "whatever it is");
        assert_eq!(
            told("", "").as_deref().map(|text| text.contains("[slip]")),
            Ok(false),
            "and there is no shop to tell"
        );
        let made = told("", "header = \"Chez Anna |3, rue du Port|  44000 Nantes|\"").expect("settings");
        assert!(made.contains("header = [\"Chez Anna\", \"3, rue du Port\", \"44000 Nantes\"]"), "{made}");
        assert_eq!(told("", "header = \"Chez Anna\\n3, rue du Port\\n44000 Nantes\""), Ok(made));
        let other = told(before, "header = \"C\"").expect("settings");
        assert!(other.contains("header = [\"C\"] # ours"), "{other}");
        assert!(!told(before, "header = \"none\"").expect("settings").contains("header"));
    }

    #[test]
    fn what_has_no_room_is_told() {
        let long = told("", &format!("header = \"{}\"", "x".repeat(65))).expect_err("too long");
        assert!(long.contains("answer header wrongly") && long.contains("64"), "{long}");
        let many = told("", &format!("header = \"{}\"", "x|".repeat(11))).expect_err("too many");
        assert!(many.contains("10"), "{many}");
    }
}

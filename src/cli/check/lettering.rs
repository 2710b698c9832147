//! Whether the printer can print what the settings themselves put on slips: header, footer and titles.

use super::Finding;
use crate::config::Config;
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::text::{Pages, Replaced};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Names each key whose text is not on paper as it was meant, with the characters that are not.
pub(super) fn check(config: &Config, profile: &Profile, found: &mut Vec<Finding>) {
    let pages = Pages::new(&profile.code_pages);
    for (key, text) in texts(config) {
        let missing = missing(&text, &pages);
        if !missing.is_empty() {
            found.push(Finding::Warning(format!(
                "{key} holds what the printer profile {} cannot print: {}; use other characters.",
                profile.name,
                missing.join(", ")
            )));
        }
    }
}

/// What the settings put on slips, with the key of each.
fn texts(config: &Config) -> Vec<(String, String)> {
    let lines = |key: &str, lines: Vec<String>| {
        let named = |(place, line): (usize, String)| (format!("{key}, line {},", place.saturating_add(1)), line);
        lines.into_iter().enumerate().map(named).collect::<Vec<_>>()
    };
    let mut texts = lines("slip.header", config.slip.header_lines());
    texts.extend(lines("slip.footer", config.slip.footer_lines()));
    let free = config.kash.free_title.as_ref();
    texts.extend(free.map(|title| ("kash.free-title".to_owned(), title.to_text())));
    let titles = config.department.iter().enumerate();
    texts.extend(titles.map(|(place, each)| (format!("department.{place}.title"), each.title.to_text())));
    texts
}

/// Each character that is not on paper as it was meant, once, with what stands for it.
fn missing(text: &str, pages: &Pages<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    text.nfc()
        .filter_map(|c| {
            let mut paper = Vec::new();
            let replaced = pages.write(c.encode_utf8(&mut [0; 4]), &mut pages.first(), &mut paper);
            let is_new = replaced != Replaced::default() && seen.insert(c);
            is_new.then(|| format!("{c} (printed as {:?})", String::from_utf8_lossy(&paper)))
        })
        .collect()
}

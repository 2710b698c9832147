//! `[[keypad]]`: keys beside the screen.

use super::scanner::Matching;
use super::value::Place;
use scanslip_hw::keypad::Settings;
use serde::Deserialize;

/// One keypad.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Keypad {
    /// How it speaks.
    pub kind: Kind,
    /// By what it is recognised; any number pad and all buttons if both this and the path are absent.
    #[serde(rename = "match")]
    pub matching: Option<Matching>,
    /// Its device file, or a link to it.
    pub path: Option<Place>,
}

impl Keypad {
    /// The most keypads.
    pub const MAX: usize = 4;

    /// As the device's worker takes it.
    pub fn settings(&self) -> Settings {
        let wanted = self.matching.as_ref().map(Matching::known).unwrap_or_default();
        Settings { wanted, path: self.path.as_ref().map(|place| place.path().to_owned()) }
    }
}

/// How a keypad speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The kernel's input events: a USB numeric keypad, or gpio-keys.
    #[default]
    Evdev,
}

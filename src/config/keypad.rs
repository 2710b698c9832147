//! `[[keypad]]`: keys beside the screen.

use serde::Deserialize;

/// One keypad.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Keypad {
    /// How it speaks.
    pub kind: Kind,
}

impl Keypad {
    /// The most keypads.
    pub const MAX: usize = 4;
}

/// How a keypad speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The kernel's input events: a USB numeric keypad, or gpio-keys.
    #[default]
    Evdev,
}

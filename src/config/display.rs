//! `[display]`: where the screen is shown.

use super::value::Place;
use super::wrong::Wrong;
use serde::Deserialize;

/// `[display]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Display {
    /// How.
    pub kind: Kind,
    /// The device, or the picture that is replaced; `/dev/fb0`, or `screen.png` in the state folder, if absent.
    pub path: Option<Place>,
}

/// How the screen is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// On a frame buffer of the kernel.
    #[default]
    Framebuffer,
    /// As a picture file.
    Png,
    /// Not at all.
    None,
}

impl Display {
    pub(super) fn check(&self) -> Result<(), Wrong> {
        if self.kind == Kind::None && self.path.is_some() {
            return Err(Wrong::new("display.path", "is of no use with kind = \"none\"; take it out"));
        }
        Ok(())
    }
}

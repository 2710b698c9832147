//! `[display]`: where the screen is shown.

use super::value::Place;
use super::wrong::Wrong;
use scanslip_hw::display::Turn;
use serde::Deserialize;

/// `[display]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Display {
    /// How.
    pub kind: Kind,
    /// The device, or the picture that is replaced; `/dev/fb0`, or `screen.png` in the state folder, if absent.
    pub path: Option<Place>,
    /// How far the picture is turned clockwise on a frame buffer that hangs on its side or upside down, in degrees: 0, 90,
    /// 180 or 270.
    pub rotate: u16,
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
        if Turn::degrees(self.rotate).is_none() {
            return Err(Wrong::new("display.rotate", "must be 0, 90, 180 or 270"));
        }
        if self.kind != Kind::Framebuffer && self.rotate != 0 {
            return Err(Wrong::new("display.rotate", "turns only kind = \"framebuffer\"; take it out"));
        }
        Ok(())
    }
}

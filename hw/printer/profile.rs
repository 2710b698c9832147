//! What a printer model can do: data files in `hw/printers`, and what the settings say otherwise.

mod ability;

pub use ability::{Buzzer, Cut, Drawer, Fence, QrWay, Status};

use super::Manner;
use super::page::Page;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The profiles that come with the crate, by name.
const SHIPPED: [(&str, &str); 16] = [
    ("generic-80mm", include_str!("../printers/generic-80mm.toml")),
    ("generic-58mm", include_str!("../printers/generic-58mm.toml")),
    ("bixolon-srp-350", include_str!("../printers/bixolon-srp-350.toml")),
    ("citizen-ct-s", include_str!("../printers/citizen-ct-s.toml")),
    ("epson-tm-m30", include_str!("../printers/epson-tm-m30.toml")),
    ("epson-tm-t20", include_str!("../printers/epson-tm-t20.toml")),
    ("epson-tm-t20ii", include_str!("../printers/epson-tm-t20ii.toml")),
    ("epson-tm-t20iii", include_str!("../printers/epson-tm-t20iii.toml")),
    ("epson-tm-t88", include_str!("../printers/epson-tm-t88.toml")),
    ("epson-tm-t88vi", include_str!("../printers/epson-tm-t88vi.toml")),
    ("kkmoon-pos-5802", include_str!("../printers/kkmoon-pos-5802.toml")),
    ("rongta-80mm", include_str!("../printers/rongta-80mm.toml")),
    ("star-escpos", include_str!("../printers/star-escpos.toml")),
    ("sunmi-58mm", include_str!("../printers/sunmi-58mm.toml")),
    ("sunmi-80mm", include_str!("../printers/sunmi-80mm.toml")),
    ("xprinter-80mm", include_str!("../printers/xprinter-80mm.toml")),
];

/// Characters of font A in a line.
const COLUMNS: RangeInclusive<u8> = 16..=96;
/// Dots in a line.
const DOTS: RangeInclusive<u16> = 128..=2_048;
/// Characters of font B in a line.
const COLUMNS_B: RangeInclusive<u8> = 16..=128;
/// Dots in the width of one character, of either font.
const CELL: RangeInclusive<u16> = 8..=32;
/// The most lines that a profile may feed before it cuts.
const FEED_MAX: u8 = 20;

/// One printer model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Profile {
    /// What the settings call it.
    pub name: String,
    /// Characters of font A in a line, 16 to 96.
    pub columns: u8,
    /// Characters of the smaller font B in a line, 16 to 128, and more than of font A; it has none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns_b: Option<u8>,
    /// Dots in a line, 128 to 2,048.
    pub dots: u16,
    /// Whether it draws pictures (`GS v 0`).
    #[serde(default = "yes")]
    pub pictures: bool,
    /// How it prints a QR code.
    pub qr: QrWay,
    /// How it cuts.
    pub cut: Cut,
    /// Lines to feed before the cut, 0 to 20.
    #[serde(default)]
    pub feed_before_cut: u8,
    /// How it proves that a slip is on paper; what it is silent to is found out and not asked again.
    #[serde(default)]
    pub fence: Fence,
    /// Whether it tells its state when it is asked (`DLE EOT`).
    #[serde(default)]
    pub status: Status,
    /// How it sounds its buzzer.
    #[serde(default)]
    pub buzzer: Buzzer,
    /// Where its cash drawer is.
    #[serde(default)]
    pub drawer: Drawer,
    /// The code pages that it has, and the number that `ESC t` selects each by.
    #[serde(default)]
    pub code_pages: BTreeMap<Page, u8>,
}

/// What the settings say otherwise than the profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Characters of font A in a line.
    pub columns: Option<u8>,
    /// Dots in a line.
    pub dots: Option<u16>,
    /// The only code page to use, by name; must be one of the profile's.
    pub code_page: Option<String>,
    /// How it prints a QR code.
    pub qr: Option<QrWay>,
    /// How it cuts.
    pub cut: Option<Cut>,
}

/// Why there is no such profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Nobody knows the name.
    #[error("There is no printer profile {name:?}; known ones are {}.", known())]
    Unknown {
        /// As it was asked for.
        name: String,
    },
    /// The text is not a profile.
    #[error("The printer profile cannot be read: {0}.")]
    Unreadable(String),
    /// A figure is out of its bounds.
    #[error("The printer profile {name:?} says {what}; it must be {bounds}.")]
    OutOfBounds {
        /// Which profile.
        name: String,
        /// The figure.
        what: String,
        /// What it may be.
        bounds: String,
    },
    /// The settings name a code page that the printer does not have.
    #[error("The printer profile {name:?} has no code page {page:?}; it has {has}.")]
    NoSuchPage {
        /// Which profile.
        name: String,
        /// As it was asked for.
        page: String,
        /// The pages of the profile.
        has: String,
    },
}

const fn yes() -> bool {
    true
}

fn known() -> String {
    Profile::names().collect::<Vec<_>>().join(", ")
}

impl Profile {
    /// The names of the profiles that come with the crate.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.into_iter().map(|(name, _)| name)
    }

    /// One of the profiles that come with the crate.
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        let known = SHIPPED.into_iter().find(|(known, _)| *known == name);
        let (_, text) = known.ok_or_else(|| ProfileError::Unknown { name: name.to_owned() })?;
        Self::parse(text)
    }

    /// Reads a profile file.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(text).map_err(|error| {
            ProfileError::Unreadable(
                error.message().lines().next().unwrap_or_default().trim_end_matches('.').to_owned(),
            )
        })?;
        profile.checked()
    }

    /// This profile as the settings want it.
    pub fn with(mut self, overrides: &Overrides) -> Result<Self, ProfileError> {
        if overrides.columns.is_some() || overrides.dots.is_some() {
            // Of a printer that is not quite this one nobody knows its font B.
            self.columns_b = None;
        }
        self.columns = overrides.columns.unwrap_or(self.columns);
        self.dots = overrides.dots.unwrap_or(self.dots);
        self.qr = overrides.qr.unwrap_or(self.qr);
        self.cut = overrides.cut.unwrap_or(self.cut);
        if let Some(wanted) = &overrides.code_page {
            let page = Page::named(wanted).filter(|page| self.code_pages.contains_key(page));
            let Some(page) = page else {
                let has = self.code_pages.keys().map(|page| page.name()).collect::<Vec<_>>().join(", ");
                return Err(ProfileError::NoSuchPage { name: self.name, page: wanted.clone(), has });
            };
            self.code_pages.retain(|known, _| *known == page);
        }
        self.checked()
    }

    /// How its worker speaks to it.
    pub const fn manner(&self) -> Manner {
        Manner { fence: self.fence, status: self.status }
    }

    /// Dots in the width of one character of font A.
    pub fn cell(&self) -> u16 {
        self.dots / u16::from(self.columns).max(1)
    }

    /// Dots in the width of one character of font B; of font A if it has no other.
    pub fn cell_b(&self) -> u16 {
        self.columns_b.map_or_else(|| self.cell(), |columns| self.dots / u16::from(columns).max(1))
    }

    fn checked(self) -> Result<Self, ProfileError> {
        let out_of =
            |what: String, bounds: String| Err(ProfileError::OutOfBounds { name: self.name.clone(), what, bounds });
        if !COLUMNS.contains(&self.columns) {
            return out_of(format!("columns = {}", self.columns), format!("{} to {}", COLUMNS.start(), COLUMNS.end()));
        }
        if !DOTS.contains(&self.dots) {
            return out_of(format!("dots = {}", self.dots), format!("{} to {}", DOTS.start(), DOTS.end()));
        }
        if !CELL.contains(&self.cell()) {
            let what = format!("columns = {} and dots = {}", self.columns, self.dots);
            return out_of(what, format!("{} to {} dots for each column", CELL.start(), CELL.end()));
        }
        if let Some(columns) = self.columns_b
            && !(COLUMNS_B.contains(&columns) && columns > self.columns && CELL.contains(&self.cell_b()))
        {
            let bounds = format!("more than columns, at most {}, with 8 dots each or more", COLUMNS_B.end());
            return out_of(format!("columns-b = {columns}"), bounds);
        }
        if self.feed_before_cut > FEED_MAX {
            return out_of(format!("feed-before-cut = {}", self.feed_before_cut), format!("0 to {FEED_MAX}"));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests;

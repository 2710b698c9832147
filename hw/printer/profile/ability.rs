//! What printer models differ in.

use serde::{Deserialize, Serialize};

/// How a printer prints a QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QrWay {
    /// From its text, by `GS ( k`.
    Native,
    /// As a picture, by `GS v 0`.
    Raster,
    /// Not at all.
    None,
}

/// How a printer cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// All but one point, so that the slip does not fall.
    Partial,
    /// Right through.
    Full,
    /// It has no blade.
    None,
}

/// The command whose answer says that everything before it has been printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fence {
    /// `GS ( H`, function 48: the answer bears our number.
    GsH,
    /// `GS r 1`: queued like text, answered with the paper sensors' state.
    #[default]
    GsR,
    /// It answers neither.
    None,
}

/// Whether a printer tells its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// By `DLE EOT 1` to `4`.
    #[default]
    DleEot,
    /// It is never asked.
    None,
}

/// How a printer sounds its own buzzer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Buzzer {
    /// By `ESC ( A`, function 48: Epson's own, or the one that it sells for the drawer's connector.
    EscA,
    /// By `ESC B`, as most printers from China have it.
    EscB,
    /// It has none, or nobody knows how.
    #[default]
    None,
}

/// Where a printer has the connector of a cash drawer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drawer {
    /// On pin 2, as all drawers are wired that come alone.
    #[default]
    Pin2,
    /// On pin 5.
    Pin5,
    /// Nowhere.
    None,
}

//! `[catalogue]`: where articles come from.

use super::value::Whole;
use serde::Deserialize;

/// `[catalogue]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Catalogue {
    /// How often the shop is asked, in hours, 0 to 168; 0 is only by command. The last good copy is always kept.
    pub sync_every_h: Whole<0, 168>,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self { sync_every_h: Whole::of::<0>() }
    }
}

//! `[offline]`: how much the kiosk takes on while the shop does not answer.

use super::value::Whole;
use serde::Deserialize;

/// `[offline]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Offline {
    /// How many orders may wait for the shop, 1 to 10,000.
    pub max_orders: Whole<1, 10_000>,
    /// How long an order may wait before it is held for staff, in hours, 1 to 720.
    pub max_age_h: Whole<1, 720>,
}

impl Offline {
    /// The default of `max-age-h`: seven days.
    pub(super) const MAX_AGE_H: Whole<1, 720> = Whole::of::<168>();
}

impl Default for Offline {
    fn default() -> Self {
        Self { max_orders: Whole::of::<500>(), max_age_h: Self::MAX_AGE_H }
    }
}

//! `[customer]`: how a customer is known.

use super::value;
use crate::barcode::CardPattern;
use crate::till::settings as till;
use serde::{Deserialize, Deserializer};

/// The pattern of the shop's cards in the API's own example.
const CARDS: &str = "CUST-*";

/// `[customer]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Customer {
    /// Codes of this form are customer cards, besides Kash's `$3` prefix and cards of the catalogue; none if empty.
    #[serde(deserialize_with = "card_pattern")]
    pub card_pattern: Option<CardPattern>,
    /// Whether an unknown customer is made in the same request as the order.
    pub create: Create,
}

impl Default for Customer {
    fn default() -> Self {
        Self { card_pattern: CardPattern::new(CARDS), create: Create::Never }
    }
}

/// Whether an unknown customer is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Create {
    /// No; the order goes without a customer.
    Never,
    /// Under the code of the card.
    Card,
    /// Under the name in a vCard or MECARD.
    Vcard,
}

impl From<Create> for till::Create {
    fn from(create: Create) -> Self {
        match create {
            Create::Never => Self::Never,
            Create::Card => Self::Card,
            Create::Vcard => Self::Vcard,
        }
    }
}

fn card_pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<CardPattern>, D::Error> {
    let expected = "empty, or 1 to 64 letters, digits and signs with at least one that is neither * nor ?";
    value::text(deserializer, expected, |text| {
        if text.is_empty() {
            return Some(None);
        }
        // A pattern of wildcards alone would take every product for a card.
        let fixed = text.chars().any(|c| c != '*' && c != '?');
        let plain = text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_graphic());
        (fixed && plain).then(|| CardPattern::new(text)).flatten().map(Some)
    })
}

//! `[catalogue]`: where articles come from.

use super::value::{Id, Text, Whole};
use crate::kash::reference;
use serde::Deserialize;

/// `[catalogue]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Catalogue {
    /// How often the shop is asked, in hours, 0 to 168; 0 is only by command. The last good copy is always kept.
    pub sync_every_h: Whole<0, 168>,
    /// Whether the prices of the shop's lists include tax.
    pub prices: Prices,
    /// The shop's number of the unit kilogram, where its name does not tell.
    pub kilogram_unit: Option<Id>,
    /// What the shop calls the columns of its list of articles, where that is not guessed.
    pub columns: Columns,
}

/// Whether the prices of the shop's lists include tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prices {
    /// As the shop says; they do where it does not.
    #[default]
    Ask,
    /// They do.
    WithTax,
    /// They do not.
    WithoutTax,
}

/// `[catalogue.columns]`: each at most 64 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Columns {
    /// The article's number.
    pub id: Option<Text<64>>,
    /// Its code.
    pub barcode: Option<Text<64>>,
    /// Its name.
    pub title: Option<Text<64>>,
    /// Its price.
    pub price: Option<Text<64>>,
    /// Its VAT rate.
    pub vat_rate: Option<Text<64>>,
    /// The number of its department.
    pub department_id: Option<Text<64>>,
    /// How it is measured.
    pub unit: Option<Text<64>>,
    /// Whether it is for sale.
    pub active: Option<Text<64>>,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self { sync_every_h: Whole::of::<0>(), prices: Prices::Ask, kilogram_unit: None, columns: Columns::default() }
    }
}

impl Catalogue {
    /// How the shop's lists are read.
    pub fn rules(&self) -> reference::Rules {
        let columns = &self.columns;
        let named = [
            ("id", &columns.id),
            ("barcode", &columns.barcode),
            ("title", &columns.title),
            ("price", &columns.price),
            ("vat-rate", &columns.vat_rate),
            ("department-id", &columns.department_id),
            ("unit", &columns.unit),
            ("active", &columns.active),
        ];
        reference::Rules {
            columns: named.into_iter().filter_map(|(ours, theirs)| Some((ours, theirs.as_ref()?.to_text()))).collect(),
            prices: match self.prices {
                Prices::Ask => reference::Prices::Ask,
                Prices::WithTax => reference::Prices::WithTax,
                Prices::WithoutTax => reference::Prices::WithoutTax,
            },
            kilogram_unit: self.kilogram_unit.map(Id::get),
        }
    }
}

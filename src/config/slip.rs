//! `[slip]`: what stands on paper besides the order.

use super::kiosk;
use super::value::{Place, Text, Whole};
use super::wrong::Wrong;
use crate::till::paper::{PaperPolicy, Papers};
use serde::{Deserialize, Deserializer};

/// The most lines above, and below.
const LINES_MAX: usize = 10;

/// `[slip]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Slip {
    /// A PNG file of the shop's logo, for the top of each slip.
    pub logo: Option<Place>,
    /// Lines above, at most 10 of at most 64 characters; longer than the paper is wide, they are broken.
    pub header: Vec<Text<64>>,
    /// Lines below, of the same bounds.
    pub footer: Vec<Text<64>>,
    /// How long a slip prints by itself, in minutes after the order was confirmed, 0 to 1,440; later ones wait for staff.
    pub late_minutes: Whole<0, 1_440>,
    /// How many copies of a slip that broke off come by themselves, each marked as one, 0 to 2.
    pub reprints: Whole<0, 2>,
    /// When the slip of an order that is paid already is printed; as `kiosk.paper` if absent, like the others below.
    #[serde(deserialize_with = "paper")]
    pub paid_paper: Option<PaperPolicy>,
    /// When the slip of a quote is printed.
    #[serde(deserialize_with = "paper")]
    pub quote_paper: Option<PaperPolicy>,
    /// When the slip of an order that the shop has not answered is printed.
    #[serde(deserialize_with = "paper")]
    pub provisional_paper: Option<PaperPolicy>,
    /// When a slip is printed whose shopper has gone meanwhile.
    #[serde(deserialize_with = "paper")]
    pub late_paper: Option<PaperPolicy>,
}

impl Default for Slip {
    fn default() -> Self {
        Self {
            logo: None,
            header: Vec::new(),
            footer: Vec::new(),
            late_minutes: Whole::of::<10>(),
            reprints: Whole::of::<1>(),
            paid_paper: None,
            quote_paper: None,
            provisional_paper: None,
            late_paper: None,
        }
    }
}

impl Slip {
    pub(super) fn check(&self) -> Result<(), Wrong> {
        Wrong::at_most("slip.header", self.header.len(), LINES_MAX)?;
        Wrong::at_most("slip.footer", self.footer.len(), LINES_MAX)
    }

    /// The lines above, as text.
    pub fn header_lines(&self) -> Vec<String> {
        self.header.iter().map(Text::to_text).collect()
    }

    /// The lines below, as text.
    pub fn footer_lines(&self) -> Vec<String> {
        self.footer.iter().map(Text::to_text).collect()
    }

    /// When which slip is printed: as is said here, else like `order`.
    pub(super) fn papers(&self, order: PaperPolicy) -> Papers {
        Papers {
            order,
            paid: self.paid_paper.unwrap_or(order),
            quote: self.quote_paper.unwrap_or(order),
            provisional: self.provisional_paper.unwrap_or(order),
            late: self.late_paper.unwrap_or(order),
        }
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(&self, say: &mut Vec<String>) {
        if self.late_minutes.get() == 0 {
            say.push("slip.late-minutes is 0; a slip that cannot be printed at once waits for staff.".to_owned());
        }
    }
}

fn paper<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PaperPolicy>, D::Error> {
    kiosk::paper(deserializer).map(Some)
}

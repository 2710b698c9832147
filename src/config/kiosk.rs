//! `[kiosk]`: which kiosk this is and how it behaves.

use super::value::{self, Name, Place, Whole};
use crate::barcode::currency_number;
use crate::till::paper::PaperPolicy;
use crate::till::settings::Language;
use serde::{Deserialize, Deserializer};

/// Currencies whose minor unit is not a hundredth (ISO 4217): prices are kept in hundredths.
const NO_CENTS: [&str; 22] = [
    "BHD", "BIF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD", "LYD", "OMR", "PYG", "RWF",
    "TND", "UGX", "VND", "VUV", "XAF", "XOF",
];

/// `[kiosk]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kiosk {
    /// Its name, unique in the shop: 1 to 24 of `a-z 0-9 -`. Part of the mark by which an order is found again.
    pub id: Name,
    /// The folder of the journal and the catalogue.
    pub state_dir: Place,
    /// The language a new shopper meets.
    #[serde(deserialize_with = "language")]
    pub language: Language,
    /// ISO 4217, three capital letters; only shown, never converted.
    pub currency: Currency,
    /// Quiet time before the countdown, in seconds, 10 to 600.
    pub idle_after_s: Whole<10, 600>,
    /// Length of the countdown, in seconds, 20 to 120. EN 301 549 (2.2.1 of WCAG, Timing Adjustable) asks for 20.
    pub countdown_s: Whole<20, 120>,
    /// When a slip is printed; `[slip]` may say otherwise for some of them.
    #[serde(deserialize_with = "paper")]
    pub paper: PaperPolicy,
    /// When the wall clock is believed.
    pub clock: Trust,
    /// How long an order that is over stays in the journal, in days, 31 to 3,650; then it goes into an archive. An order that
    /// waits for the shop may be 30 days old.
    pub keep_days: Whole<31, 3_650>,
    /// How long the customer of an order that is over stays in the journal, in days, 1 to 3,650.
    pub wipe_after_days: Whole<1, 3_650>,
}

/// When the wall clock is believed: times on slips, the age of an order after a reboot, the period of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// While the kernel says that a time service keeps it.
    #[default]
    TimeService,
    /// Always: the machine has a clock battery.
    Battery,
}

impl Default for Kiosk {
    fn default() -> Self {
        Self {
            id: Name::literal("kiosk-1"),
            state_dir: Place::literal("/var/lib/scanslip"),
            language: Language::Fr,
            currency: Currency(*b"EUR"),
            idle_after_s: Whole::of::<60>(),
            countdown_s: Whole::of::<30>(),
            paper: PaperPolicy::Always,
            clock: Trust::TimeService,
            keep_days: Whole::of::<90>(),
            wipe_after_days: Whole::of::<30>(),
        }
    }
}

impl Kiosk {
    /// The currency's number in ISO 4217; 0 for one that has none, which is the number of no price.
    pub(super) fn currency_number(&self) -> u16 {
        currency_number(self.currency.as_str()).unwrap_or_default()
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(&self, say: &mut Vec<String>) {
        let currency = self.currency.as_str();
        if NO_CENTS.contains(&currency) {
            say.push(format!(
                "kiosk.currency is {currency}, whose smallest unit is not a hundredth; prices are kept and shown with \
                 two decimals."
            ));
        }
    }
}

/// Three capital letters of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The three letters.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("EUR")
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "three capital letters such as EUR", |text| {
            let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
            letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
        })
    }
}

fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
    let codes = Language::ALL.map(Language::code).join(", ");
    value::text(deserializer, format_args!("one of {codes}"), Language::from_code)
}

pub(super) fn paper<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PaperPolicy, D::Error> {
    value::text(deserializer, "always, ask or never", |text| match text {
        "always" => Some(PaperPolicy::Always),
        "ask" => Some(PaperPolicy::Ask),
        "never" => Some(PaperPolicy::Never),
        _ => None,
    })
}

//! The settings that the till itself needs.

use super::article::{DepartmentId, Title};
use super::paper::{PaperPolicy, Papers};
use crate::barcode;
use std::fmt;
use std::sync::Arc;

/// How long after its last reading the same code is the same thing, in milliseconds, where the settings do not say.
pub const DOUBLE_READ_MS: u32 = 400;

/// A language of the kiosk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Dutch.
    Nl,
    /// Portuguese.
    Pt,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Fr, Self::En, Self::De, Self::Es, Self::It, Self::Nl, Self::Pt];

    /// The two letters of ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
            Self::Nl => "nl",
            Self::Pt => "pt",
        }
    }

    /// The one after it; after the last comes the first.
    #[must_use]
    pub fn next(self) -> Self {
        let after = Self::ALL.into_iter().skip_while(|language| *language != self).nth(1);
        after.unwrap_or(Self::ALL[0])
    }

    /// By its two letters, in either case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

/// How an order is made at the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    /// In one request.
    #[default]
    Direct,
    /// As a draft first, which is validated once.
    DraftFirst,
}

/// What the till needs to know of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language a new shopper meets.
    pub language: Language,
    /// Quiet time before the countdown, in seconds.
    pub idle_after_s: u32,
    /// Length of the countdown, in seconds.
    pub countdown_s: u32,
    /// When which slip is printed.
    pub paper: Papers,
    /// How an order is made at the shop.
    pub protocol: Protocol,
    /// How many orders may wait for the shop.
    pub max_orders: usize,
    /// How long a slip prints by itself, in seconds after the order was confirmed.
    pub late_s: u32,
    /// How many marked copies of a slip that broke off come by themselves, 0 to [`super::slip::COPIES_UNASKED`].
    pub reprints: u16,
    /// How long after an attempt the shop's listings must lack an order before it is believed absent, in seconds.
    pub absent_after_s: u32,
    /// How long an order may wait for the shop before it is left to staff, in seconds.
    pub max_age_s: u32,
    /// How long the shop's client may take to answer, in seconds; longer than its own timeout.
    pub send_limit_s: u32,
    /// How codes are read.
    pub barcode: barcode::Settings,
    /// Whether the shop is told the titles and prices that the shopper was shown, so that they rule.
    pub shown_prices: bool,
    /// The comments that a shopper may pick, the first as number 1; none if they may pick none.
    pub notes: Vec<Title>,
    /// What a free line without a department is called.
    pub free_title: Title,
    /// The departments in which free lines may be made, and what such a line is called.
    pub departments: Vec<(DepartmentId, Title)>,
    /// Who may do what a shopper alone may not.
    pub staff: Vec<Person>,
    /// Whether an unknown customer is made together with the order.
    pub create: Create,
    /// For each scanner, by its place: how long after its last reading the same code is the same thing, in milliseconds;
    /// [`DOUBLE_READ_MS`] for one beyond them.
    pub double_read_ms: Vec<u32>,
}

/// Whether an unknown customer is made together with the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Create {
    /// No; the order goes without a customer.
    #[default]
    Never,
    /// Under the code of the card.
    Card,
    /// Under the name in a vCard or MECARD.
    Vcard,
}

/// One of the staff.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// As it stands in the codes and in the log.
    pub id: Arc<str>,
    /// The check of this person's `SLIP-STAFF-` code, upper case.
    pub staff_check: Arc<str>,
    /// The check of this person's `SLIP-AGE-` code, upper case.
    pub age_check: Arc<str>,
}

/// Tells no check: whoever reads a log is not thereby staff.
impl fmt::Debug for Person {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Person({})", self.id)
    }
}

impl Settings {
    /// How long the screen of an order stays if nobody does anything: the quiet time and its countdown, in seconds.
    pub const fn stays_s(&self) -> u32 {
        self.idle_after_s.saturating_add(self.countdown_s)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::Fr,
            idle_after_s: 60,
            countdown_s: 30,
            paper: Papers::all(PaperPolicy::Always),
            protocol: Protocol::Direct,
            max_orders: 500,
            late_s: 600,
            reprints: 1,
            absent_after_s: 60,
            max_age_s: 168 * 3_600,
            send_limit_s: 30,
            barcode: barcode::Settings::default(),
            shown_prices: false,
            notes: Vec::new(),
            free_title: Title::clean("Vente libre").expect("two words are a title"),
            departments: Vec::new(),
            staff: Vec::new(),
            create: Create::Never,
            double_read_ms: Vec::new(),
        }
    }
}

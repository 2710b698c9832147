//! What the shopper sees, without a pixel of how it is drawn. A function of the till's state.

use super::article::ChoiceId;
use super::event::PrinterTrouble;
use super::money::{Cents, Quantity};
use super::order::Service;
use super::settings::Language;
use super::slip::Document;
use std::sync::Arc;

/// One screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// In this language.
    pub language: Language,
    /// The main thing.
    pub view: View,
    /// What happened last, if it needs saying. Shown over the view, large.
    pub notice: Option<Notice>,
    /// Seconds until the cart is thrown away, or the order goes from the screen, while the countdown runs.
    pub countdown_s: Option<u32>,
    /// Why no slip can be printed at the moment.
    pub printer_trouble: Option<PrinterTrouble>,
}

impl Screen {
    /// Whether it asks if a slip is wanted on paper.
    pub fn asks_for_paper(&self) -> bool {
        matches!(self.view, View::Done { paper: Paper::Asked, .. } | View::Kept { paper: Paper::Asked, .. })
    }
}

/// The main thing on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Nobody there: how to start.
    Welcome,
    /// No order can be taken, and why.
    OutOfService(OutOfService),
    /// Scanning.
    Cart {
        /// In order of scanning, the last one last.
        lines: Vec<CartLine>,
        /// Which line changed last.
        last: Option<usize>,
        /// The sum.
        total: Cents,
        /// What must be chosen before the cart can be ordered.
        question: Option<Question>,
        /// Whose purchase it is.
        customer: Guest,
        /// Table, pager, covers, delivery and comments.
        service: Service,
        /// Who of the staff is at the kiosk.
        staff: Option<Arc<str>>,
        /// Quantity that the next scan will have.
        next_quantity: Option<u32>,
        /// Whether the next scan only shows its price.
        price_check: bool,
        /// What keeps it from being ordered until one of the staff has looked at the buyer.
        hold: Option<Hold>,
    },
    /// Confirmed; the shop is being asked.
    Sending {
        /// To pay.
        total: Cents,
    },
    /// Registered.
    Done {
        /// Kash's number.
        number: u64,
        /// To pay.
        total: Cents,
        /// What the QR code holds.
        link: Option<String>,
        /// What it comes to by the shop's own account, where that is something else.
        shop_total: Option<Cents>,
        /// Whether nothing is left to pay.
        paid: bool,
        /// The paper that the shop made of it.
        document: Option<Document>,
        /// Where the slip is.
        paper: Paper,
    },
    /// Kept; the shop has not answered. Pay at the counter with this reference.
    Kept {
        /// The kiosk's own number.
        local_number: u32,
        /// The kiosk's short reference of the order.
        reference: String,
        /// To pay.
        total: Cents,
        /// Whether the shop may have it all the same: it is looked up, and must not be ordered again.
        in_doubt: bool,
        /// Where the slip is.
        paper: Paper,
    },
}

/// One line of the cart on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLine {
    /// The article's name.
    pub title: String,
    /// What was chosen with it.
    pub choices: Vec<String>,
    /// How much of it.
    pub quantity: Quantity,
    /// For one.
    pub unit_price: Cents,
    /// For all of them.
    pub total: Cents,
    /// Whether it is there because of the line above: a deposit, a bag.
    pub linked: bool,
}

/// An age that a person must check. Staff are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// In years.
    pub age: u8,
    /// Who of the staff is asked: confirm is yes, undo and cancel are no.
    pub asked: Option<Arc<str>>,
}

/// Whose purchase it is, without a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guest {
    /// Nobody's in particular.
    #[default]
    Unknown,
    /// A customer's of the shop.
    Known,
    /// Somebody's whom the shop will know from this order on.
    New,
}

/// Something to choose before the cart can be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// With which article.
    pub article: String,
    /// What is to be chosen, where it has a name.
    pub variation: Option<String>,
    /// From what; a digit key takes one by its place, from 1.
    pub choices: Vec<Answer>,
    /// How often the shopper asked, by key 0, for those that a small screen had no room for.
    pub turned: u8,
}

/// One answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `SLIP-VAR-` and this number takes it.
    pub id: ChoiceId,
    /// Its name.
    pub title: String,
    /// What it adds to the price of one.
    pub delta: Cents,
}

/// Where the slip of a settled order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Is it wanted? Confirm and cancel answer.
    Asked,
    /// On its way.
    Printing,
    /// To be taken.
    Printed,
    /// There will be none; the screen is the slip.
    None,
    /// The printer failed; the screen is the slip.
    Failed,
}

/// Why the kiosk takes no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfService {
    /// The journal cannot be written: disk full, read-only, broken.
    Disk,
    /// As many orders wait for the shop as the settings allow.
    QueueFull,
    /// No scanner can read.
    NoScanner,
    /// The shop's cash register is closed for the night; it would refuse the order.
    RegisterClosed,
}

/// What happened last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Not in the catalogue. Stays until the next valid scan.
    UnknownCode {
        /// As it was read.
        code: String,
        /// What was refused since, and not by the catalogue.
        then: Option<Box<Self>>,
    },
    /// A misread: scan again.
    ScanAgain,
    /// Known, and not to be had here.
    Refused {
        /// The article's name, if it is one.
        title: Option<String>,
        /// Why.
        why: Refusal,
    },
    /// The price of an article that was not put into the cart.
    Price {
        /// Its name.
        title: String,
        /// For one piece or one kilogram.
        price: Cents,
        /// Whether it is per kilogram.
        per_kilogram: bool,
        /// What is sold along with each one, a deposit or a bag, and what that costs.
        along: Vec<(String, Cents)>,
    },
    /// It is in the cart, and its best-before date is past.
    BestBeforePast {
        /// The article's name.
        title: String,
    },
    /// The card is known.
    CardTaken,
    /// The card is not known.
    CardUnknown,
    /// The card is not known, and its owner will be a customer of the shop from this order on.
    CardNew,
    /// Something of [`Service`] was taken: table, pager, covers, delivery or a comment.
    ServiceTaken,
    /// One of the staff is at the kiosk until the order is confirmed or the cart thrown away.
    StaffTaken,
    /// One of the staff has seen that the buyer is old enough.
    AgePassed,
    /// One of the staff has seen that the buyer is not old enough; what they may not buy is out of the cart.
    AgeFailed,
    /// The shop refused the order, in these words. The cart is kept.
    ShopRefused(String),
    /// The order could not be written to disk; it was not sent. The cart is kept.
    NotRecorded,
    /// The catalogue could not be read.
    CatalogueUnreadable,
    /// As many orders wait for the shop as the settings allow; nothing was ordered.
    QueueFull,
    /// How to use the kiosk.
    Help,
}

impl Notice {
    /// Nobody knows this code.
    pub fn unknown(code: impl Into<String>) -> Self {
        Self::UnknownCode { code: code.into(), then: None }
    }
}

/// Why something known is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The shop does not sell it at the moment.
    NotForSale,
    /// Its buyer's age must be checked by a person, and this kiosk can call none.
    AgeBound,
    /// It must be weighed first.
    NeedsWeighing,
    /// The cart has as many lines as the kiosk allows.
    CartFull,
    /// More of one article, or a larger total, than the kiosk allows.
    TooMuch,
    /// A code that means something to the shop and nothing to a shopper.
    NotForShoppers,
    /// Not one of the choices of the last line, or not to be had at the moment.
    NotAChoice,
    /// Only one of the staff may do it.
    StaffOnly,
    /// Nothing is there whose buyer's age must be checked.
    NothingToCheck,
    /// Its use-by date is past.
    UseByPast,
    /// This very one, by its serial number, is in the cart already.
    SameSerial,
}

//! Everything that can happen to the till, in the past tense.

use super::article::{Article, CustomerId};
use super::entry::{Entry, Resolution};
use super::moment::Moment;
use super::order::{Acceptance, OrderId};
use super::slip::SlipId;
use crate::barcode::Scan;
use std::sync::Arc;

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A scanner read a code. `fresh` is the id that an order confirmed by this very code would bear.
    Scanned {
        /// Which scanner, by its place in the settings; none for a code that was typed or picked on purpose.
        scanner: Option<usize>,
        /// What was read.
        scan: Scan,
        /// An id never used before, drawn by the runtime.
        fresh: OrderId,
    },
    /// A key was pressed. `fresh` as above.
    Pressed {
        /// Which key.
        key: Key,
        /// An id never used before, drawn by the runtime.
        fresh: OrderId,
    },
    /// The catalogue answered a [`super::Effect::LookUp`].
    LookedUp {
        /// Which look-up.
        look_up: LookUpId,
        /// What it found.
        found: Found,
    },
    /// The shop answered a [`super::Effect::Send`], or it is known that it will not.
    Answered {
        /// Which order.
        order: OrderId,
        /// What came of it.
        answer: Answer,
    },
    /// A [`super::Effect::Seek`] came back.
    Sought {
        /// Which order.
        order: OrderId,
        /// Whether the shop has it.
        finding: Finding,
    },
    /// One of the staff found out what became of an order that is held.
    Resolved {
        /// Which order.
        order: OrderId,
        /// What they say.
        resolution: Resolution,
    },
    /// One of the staff wants one more slip of an order.
    CopyWanted {
        /// Which order.
        order: OrderId,
        /// All that the journal has of it, oldest first, and when it was written if that is known: it may be over since long.
        remembered: Vec<(Entry, Option<Moment>)>,
    },
    /// The shop says whether the kiosk's cash register is open.
    RegisterChanged {
        /// Whether it takes orders.
        open: bool,
    },
    /// The shop asked to be left alone for so long, in seconds.
    ShopRests {
        /// 1 or more.
        for_s: u32,
    },
    /// The printer finished with a [`super::Effect::Print`].
    Printed {
        /// Which slip.
        slip: SlipId,
        /// How it went.
        outcome: Printing,
    },
    /// The printer's own state changed.
    PrinterChanged(PrinterState),
    /// The number of scanners that can read changed.
    ScannersChanged {
        /// How many are open now.
        open: usize,
    },
    /// The turn that asked for these records could not be written to disk, and so did not happen.
    NotRecorded,
    /// After [`Event::NotRecorded`]: the disk takes records again.
    Recordable,
    /// The deadline came, or the loop starts.
    Tick,
}

/// A key of the keypad, or a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Order what is in the cart.
    Confirm,
    /// Throw the cart away.
    Cancel,
    /// Remove the last line, or the last pieces added to it.
    Undo,
    /// One more of the last article; after the order, one more slip.
    More,
    /// A digit of a quantity, 0 to 9.
    Digit(u8),
    /// The digits typed are the quantity of the next scan; without any it is [`Key::PriceCheck`].
    Times,
    /// The next scan only shows its price; or after all it does not.
    PriceCheck,
    /// Say how to use the kiosk; or no longer.
    Help,
    /// Speak the next language.
    Language,
    /// One more slip of the order on the screen.
    Copy,
}

/// Numbers the look-ups, so that an answer finds its scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookUpId(pub u64);

/// What the catalogue knows of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// An article.
    Article(Arc<Article>),
    /// A customer.
    Customer(CustomerId),
    /// Nothing by that key.
    Nothing,
    /// The catalogue could not be read.
    Unreadable,
}

/// What became of one attempt to register an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The shop has it.
    Accepted(Acceptance),
    /// The shop has it as a draft of this number.
    Drafted(u64),
    /// The shop said no, in these words (cleaned, bounded).
    Refused(String),
    /// It is known that the shop saw nothing of it: no route, refused, no byte of the body handed over.
    NotSent(String),
    /// It may have happened.
    InDoubt(String),
}

/// What a search for an order in doubt found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The shop has it.
    There(Acceptance),
    /// The shop has it as a draft of this number, which was asked for.
    Draft(u64),
    /// A whole, fresh listing lacks it; or the draft that was to be validated is still one.
    Missing,
    /// The shop has more than one, or one that may be it: a person must look.
    Ambiguous(String),
    /// The shop could not be asked, or its answer says nothing.
    Unknown(String),
}

/// What became of one slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printing {
    /// The printer proved that it is on paper.
    Proven,
    /// Every byte was taken by a printer that cannot prove more.
    Sent,
    /// Not one byte was taken: it may be printed again without a mark.
    Nothing(String),
    /// Some of it went out: another one must say that it is a copy.
    Broken(String),
}

/// Whether the printer would print now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrinterState {
    /// As far as it can tell.
    #[default]
    Ready,
    /// Nobody has looked at it yet: slips wait for that.
    Unseen,
    /// It cannot, and why.
    Trouble(PrinterTrouble),
    /// The settings name none.
    Absent,
}

/// Why a printer cannot print, as far as shopper and staff can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterTrouble {
    /// The roll is at its end.
    NoPaper,
    /// Its cover is open.
    CoverOpen,
    /// Its blade is stuck.
    Cutter,
    /// It reports an error that only switching it off and on mends, if that.
    Failed,
    /// It says that it is off-line and not why.
    OffLine,
    /// It takes no data.
    Wedged,
    /// It used to answer and is silent.
    Silent,
    /// There is no way to it.
    Gone,
}

impl PrinterTrouble {
    /// Each of them.
    pub const ALL: [Self; 8] = [
        Self::NoPaper,
        Self::CoverOpen,
        Self::Cutter,
        Self::Failed,
        Self::OffLine,
        Self::Wedged,
        Self::Silent,
        Self::Gone,
    ];

    /// Its name, for scripts: the same for good.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoPaper => "no-paper",
            Self::CoverOpen => "cover-open",
            Self::Cutter => "cutter",
            Self::Failed => "failed",
            Self::OffLine => "off-line",
            Self::Wedged => "wedged",
            Self::Silent => "silent",
            Self::Gone => "gone",
        }
    }
}

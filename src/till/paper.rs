//! Which slips are put on paper: decided by what a slip is, and by whether its shopper is still there to be asked.
//!
//! In France a slip that must be shown to get the goods may always be printed, the receipt of what is paid only if it is
//! asked for (code de l'environnement, L. 541-15-10 IV; "AGEC"). Which of the two a slip is depends on the shop's answer.

use super::order::Acceptance;
use super::slip::Document;

/// When a slip is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperPolicy {
    /// For every order.
    #[default]
    Always,
    /// When the shopper says so.
    Ask,
    /// Never; the QR code is on the screen.
    Never,
}

/// When each slip is printed. A copy that the shopper asks for by its own code is printed whatever stands here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// Of an accepted order that is yet to be paid.
    pub order: PaperPolicy,
    /// Of an order that is paid already.
    pub paid: PaperPolicy,
    /// Of a quote.
    pub quote: PaperPolicy,
    /// Of an order that the shop has not answered.
    pub provisional: PaperPolicy,
    /// Of any of them that could not be printed while its shopper stood there. It lets nothing through that the slip's own
    /// policy keeps back, and asks nobody: what was not asked for in time is left to staff.
    pub late: PaperPolicy,
}

impl Papers {
    /// The same for every slip.
    pub const fn all(policy: PaperPolicy) -> Self {
        Self { order: policy, paid: policy, quote: policy, provisional: policy, late: policy }
    }

    /// For the slip of an order that the shop has taken.
    pub fn accepted(self, acceptance: &Acceptance) -> PaperPolicy {
        match Document::of(acceptance) {
            Some(Document::Quote(_)) => self.quote,
            _ if acceptance.paid => self.paid,
            Some(Document::Invoice(_)) | None => self.order,
        }
    }

    /// Whether a slip that is due and whose shopper has gone still comes; `asked` says that the shopper asked for it.
    pub fn comes_late(self, asked: bool) -> bool {
        match self.late {
            PaperPolicy::Always => true,
            PaperPolicy::Ask => asked,
            PaperPolicy::Never => false,
        }
    }

    /// Whether any slip is printed, a copy aside.
    pub fn any(self) -> bool {
        [self.order, self.paid, self.quote, self.provisional].iter().any(|policy| *policy != PaperPolicy::Never)
    }
}

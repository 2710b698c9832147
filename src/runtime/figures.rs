//! What is counted since the start, for the owner. Numbers only: no code, no card, no amount.

use crate::till::entry::Entry;
use crate::till::event::Printing;

/// The counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Codes that came in, by whatever way.
    pub scans: u64,
    /// Codes that the catalogue does not know.
    pub unknown_codes: u64,
    /// Cards that nobody knows.
    pub unknown_cards: u64,
    /// Scans that were refused without a look-up.
    pub refused_scans: u64,
    /// Prices that shoppers asked for.
    pub price_checks: u64,
    /// Languages that shoppers chose.
    pub language_changes: u64,
    /// Calls for staff because of an age.
    pub staff_calls: u64,
    /// Buyers that staff found old enough.
    pub age_passed: u64,
    /// Buyers that they did not.
    pub age_failed: u64,
    /// What staff did that a shopper may not.
    pub staff_acts: u64,
    /// Carts thrown away by the shopper or by the idle timeout.
    pub abandoned_carts: u64,
    /// Payment links to hosts that the settings do not allow.
    pub forbidden_links: u64,
    /// Orders that the shop makes come to something else than the kiosk showed.
    pub other_totals: u64,
    /// Orders that shoppers confirmed.
    pub confirmed: u64,
    /// Requests that were sent for orders.
    pub requests: u64,
    /// Drafts that the shop took.
    pub drafted: u64,
    /// Orders that the shop took.
    pub accepted: u64,
    /// Orders that the shop refused while the shopper waited.
    pub refused: u64,
    /// Attempts to register an order of which nobody knew at once what became of them.
    pub in_doubt: u64,
    /// Attempts that are known not to have reached the shop.
    pub not_sent: u64,
    /// Orders in doubt that the shop turned out not to have.
    pub absent: u64,
    /// Orders that were left to staff.
    pub held: u64,
    /// Orders that staff settled.
    pub resolved: u64,
    /// Slips that the printer took to the end.
    pub slips: u64,
    /// Slips among them that the printer proved to be on paper.
    pub proven_slips: u64,
    /// Slips among them that say that they are copies.
    pub copies: u64,
    /// Slips of which nothing came out.
    pub failed_slips: u64,
    /// Slips that broke off, or of which nobody knows whether they came out.
    pub unknown_slips: u64,
    /// Slips that do not print by themselves: not wanted, too late, without a printer, broken off too often.
    pub withheld_slips: u64,
    /// Characters of slips that are not on paper as they were meant, because the printer has none like them.
    pub replaced_characters: u64,
    /// QR codes of slips whose text was printed instead.
    pub codes_as_text: u64,
    /// Screens that were shown.
    pub screens: u64,
}

impl Figures {
    /// Counts a step in the life of an order that is on disk.
    pub(super) fn record(&mut self, entry: &Entry) {
        match entry {
            Entry::Confirmed(_) => self.confirmed += 1,
            Entry::Sending { .. } => self.requests += 1,
            Entry::Drafted { .. } => self.drafted += 1,
            Entry::Accepted { .. } => self.accepted += 1,
            Entry::Refused { .. } => self.refused += 1,
            Entry::InDoubt { .. } => self.in_doubt += 1,
            Entry::NotSent { .. } => self.not_sent += 1,
            Entry::Absent { .. } => self.absent += 1,
            Entry::Held { .. } => self.held += 1,
            Entry::Resolved { .. } => self.resolved += 1,
            Entry::Printed { slip, outcome: outcome @ (Printing::Proven | Printing::Sent) } => {
                self.slips += 1;
                self.proven_slips += u64::from(*outcome == Printing::Proven);
                self.copies += u64::from(slip.copy > 0);
            }
            Entry::Printed { outcome: Printing::Nothing(_), .. } => self.failed_slips += 1,
            Entry::Printed { outcome: Printing::Broken(_), .. } => self.unknown_slips += 1,
            Entry::SlipWithheld { .. } => self.withheld_slips += 1,
            // It is counted by its outcome.
            Entry::Printing { .. } => {}
        }
    }
}

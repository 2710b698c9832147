//! What one order is due for, and when: a function of what is known of it, never of the time, so that the moment for
//! which the till asks to be woken is the moment at which it acts.
//!
//! Sending is not here: it depends on the other orders (`till/ledger.rs`).

use super::case::{Case, Stage};
use super::entry::Withheld;
use super::event::PrinterState;
use super::moment::Moment;
use super::settings::Settings;
use super::slip::Kind;
use super::trail::Trail;

/// Something that is to be done for one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Send,
    DoubtAnswer,
    Seek,
    EndSearch,
    Hold,
    Print(Kind),
    DoubtPrint(Kind),
    Withhold(Withheld),
}

/// What is next with the shop for one order, but for sending, and what with each of its slips: one does not wait for the
/// other.
pub(super) fn of_case(
    case: &Case,
    settings: &Settings,
    printer: PrinterState,
    is_shown: bool,
) -> impl Iterator<Item = (Moment, Act)> + use<> {
    let expires = case.waiting_since.after_s(settings.max_age_s);
    // An order of unknown age may be too old, so it counts as such.
    let too_late = case.confirmed.map(|confirmed| confirmed.after_s(settings.late_s));
    let slip = |kind, trail| of_slip(kind, trail, too_late, settings, printer, is_shown);
    let stage = match &case.stage {
        Stage::Sending { answer_by, .. } => Some((*answer_by, Act::DoubtAnswer)),
        Stage::InDoubt(doubt) if doubt.searching => Some((doubt.next, Act::EndSearch)),
        Stage::InDoubt(doubt) if doubt.next < expires => Some((doubt.next, Act::Seek)),
        Stage::Queued { .. } | Stage::InDoubt(_) => Some((expires, Act::Hold)),
        Stage::Accepted(_) => slip(Kind::Final, case.final_slip),
        Stage::Refused | Stage::Held => None,
    };
    // Of a provisional slip that does not come nothing is recorded: the order has more to tell.
    let provisional = slip(Kind::Provisional, case.provisional_slip);
    let provisional = provisional.filter(|(_, act)| !matches!(act, Act::Withhold(_)));
    stage.into_iter().chain(provisional)
}

fn of_slip(
    kind: Kind,
    trail: Trail,
    too_late: Option<Moment>,
    settings: &Settings,
    printer: PrinterState,
    is_shown: bool,
) -> Option<(Moment, Act)> {
    match trail {
        Trail::Asking { until } => Some((until, Act::Withhold(Withheld::NotWanted))),
        Trail::Due { .. } if printer == PrinterState::Unseen => None,
        Trail::Due { not_before, .. } if printer == PrinterState::Absent => {
            Some((not_before, Act::Withhold(Withheld::NoPrinter)))
        }
        Trail::Due { copy, not_before, wanted: false, .. } if copy > settings.reprints => {
            Some((not_before, Act::Withhold(Withheld::BrokeOff)))
        }
        Trail::Due { not_before, wanted: false, asked, .. } if !is_shown && !settings.paper.comes_late(asked) => {
            Some((not_before, Act::Withhold(Withheld::TooLate)))
        }
        Trail::Due { not_before, wanted, .. } if wanted || too_late.is_some_and(|too_late| not_before < too_late) => {
            Some((not_before, Act::Print(kind)))
        }
        Trail::Due { not_before, .. } => Some((too_late.unwrap_or(not_before), Act::Withhold(Withheld::TooLate))),
        Trail::Printing { answer_by, .. } => Some((answer_by, Act::DoubtPrint(kind))),
        Trail::Unasked | Trail::Printed { .. } | Trail::Failed { .. } | Trail::Withheld { .. } => None,
    }
}

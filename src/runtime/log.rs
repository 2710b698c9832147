//! What is written to the log: each turn's event by its kind, each step of an order, what the owner wants counted.
//! Never a card, a name, a key or a link.

use super::figures::Figures;
use crate::slip::Shortfall;
use crate::till::Event;
use crate::till::effect::Tally;
use crate::till::entry::Entry;
use crate::till::order::AgeCheck;
use crate::till::slip::{Kind, SlipId};

/// What has happened, by its kind alone.
pub(super) fn event(event: &Event) {
    let kind = match event {
        Event::Scanned { .. } => "scanned",
        Event::Pressed { .. } => "pressed",
        Event::LookedUp { .. } => "looked up",
        Event::Answered { .. } => "answered",
        Event::Sought { .. } => "sought",
        Event::Resolved { .. } => "resolved",
        Event::CopyWanted { .. } => "copy wanted",
        Event::RegisterChanged { .. } => "register changed",
        Event::ShopRests { .. } => "shop rests",
        Event::Printed { .. } => "printed",
        Event::PrinterChanged(_) => "printer changed",
        Event::ScannersChanged { .. } => "scanners changed",
        Event::NotRecorded => "not recorded",
        Event::Recordable => "recordable",
        Event::Tick => "tick",
    };
    tracing::debug!(kind, "event");
}

/// A step in the life of an order that is on disk now.
pub(super) fn entry(entry: &Entry) {
    let order = entry.order();
    match entry {
        Entry::Confirmed(confirmed) => {
            tracing::info!(%order, number = confirmed.number, total = %confirmed.total, "order confirmed");
        }
        Entry::Sending { attempt, request, .. } => tracing::info!(%order, attempt, ?request, "order sending"),
        Entry::Drafted { number, .. } => tracing::info!(%order, number, "the shop has a draft of the order"),
        Entry::Accepted { acceptance, .. } => tracing::info!(%order, number = acceptance.number, "order accepted"),
        Entry::Refused { why, .. } => tracing::warn!(%order, why, "order refused by the shop"),
        Entry::NotSent { why, .. } => tracing::warn!(%order, why, "order not sent"),
        Entry::InDoubt { why, .. } => tracing::warn!(%order, why, "order in doubt"),
        Entry::Absent { .. } => tracing::info!(%order, "order is not at the shop and may be sent again"),
        Entry::Held { why, .. } => tracing::error!(%order, why, "order held for staff"),
        Entry::Resolved { resolution, .. } => tracing::info!(%order, ?resolution, "order resolved by staff"),
        Entry::Printing { slip } => tracing::info!(%order, slip = name(*slip), copy = slip.copy, "slip printing"),
        Entry::Printed { slip, outcome } => {
            tracing::info!(%order, slip = name(*slip), copy = slip.copy, ?outcome, "slip done");
        }
        Entry::SlipWithheld { why, .. } => tracing::info!(%order, ?why, "no slip by itself"),
    }
}

const fn name(slip: SlipId) -> &'static str {
    match slip.kind {
        Kind::Final => "final",
        Kind::Provisional => "provisional",
    }
}

/// Counts what of a slip is not on paper as it was meant, and says so by numbers alone: the text may be a customer's.
pub(super) fn shortfall(figures: &mut Figures, slip: SlipId, shortfall: Shortfall) {
    if shortfall.is_none() {
        return;
    }
    figures.replaced_characters += u64::from(shortfall.characters());
    figures.codes_as_text += u64::from(shortfall.codes_as_text);
    let Shortfall { rewritten, lost, codes_as_text } = shortfall;
    tracing::warn!(
        order = %slip.order,
        slip = name(slip),
        copy = slip.copy,
        rewritten,
        lost,
        codes_as_text,
        "the printer's profile cannot print all of the slip as it was meant"
    );
}

/// Counts, and says so. An unknown code may be a card of some other shop: only what `is_retail`, the number of a product, is
/// written out.
pub(super) fn tally(figures: &mut Figures, tally: &Tally, is_retail: bool) {
    match tally {
        Tally::UnknownCode(code) => {
            figures.unknown_codes += 1;
            let code = if is_retail { code.as_str() } else { "(no number of a product)" };
            tracing::info!(code, so_far = figures.unknown_codes, "a code that the catalogue does not know");
        }
        Tally::RefusedScan => {
            figures.refused_scans += 1;
            tracing::info!(so_far = figures.refused_scans, "a scan was refused");
        }
        Tally::AbandonedCart => {
            figures.abandoned_carts += 1;
            tracing::info!(so_far = figures.abandoned_carts, "a cart was given up");
        }
        Tally::UnknownCard => {
            figures.unknown_cards += 1;
            tracing::info!(so_far = figures.unknown_cards, "a card that nobody knows");
        }
        Tally::PriceTold => figures.price_checks += 1,
        Tally::LanguageChosen => figures.language_changes += 1,
        Tally::StaffActed { person, what } => {
            figures.staff_acts += 1;
            tracing::info!(%person, what, "one of the staff did this");
        }
        Tally::AgeAsked(age) => {
            figures.staff_calls += 1;
            tracing::info!(age, "staff were called to look at a buyer");
        }
        Tally::AgeChecked(AgeCheck { person, age, passed }) => {
            let count = if *passed { &mut figures.age_passed } else { &mut figures.age_failed };
            *count += 1;
            tracing::info!(%person, age, passed, "one of the staff looked at a buyer");
        }
        Tally::OtherTotal(order) => {
            figures.other_totals += 1;
            tracing::warn!(
                %order,
                so_far = figures.other_totals,
                "by the shop's account the order comes to something else than the kiosk showed"
            );
        }
        Tally::ForbiddenLink(order) => {
            figures.forbidden_links += 1;
            tracing::warn!(
                %order,
                so_far = figures.forbidden_links,
                "the shop sent a payment link to a host that payment-link-hosts does not allow"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_paper_as_meant_is_counted_over_all_slips() {
        let mut figures = Figures::default();
        let slip = crate::slip::sample().id;
        shortfall(&mut figures, slip, Shortfall::default());
        assert_eq!(figures, Figures::default());
        for _ in 0..2 {
            shortfall(&mut figures, slip, Shortfall { rewritten: 3, lost: 2, codes_as_text: 1 });
        }
        assert_eq!((figures.replaced_characters, figures.codes_as_text), (10, 2));
    }

    /// Where something is counted.
    type Count = fn(&mut Figures) -> &mut u64;

    #[test]
    fn whatever_the_owner_wants_to_know_is_counted_by_itself() {
        let order = crate::slip::sample().id.order;
        let person: std::sync::Arc<str> = "anna".into();
        let check = |passed| Tally::AgeChecked(AgeCheck { person: person.clone(), age: 18, passed });
        let cases: [(Tally, Count); 12] = [
            (Tally::UnknownCode("4006381333931".to_owned()), |figures| &mut figures.unknown_codes),
            (Tally::UnknownCard, |figures| &mut figures.unknown_cards),
            (Tally::RefusedScan, |figures| &mut figures.refused_scans),
            (Tally::PriceTold, |figures| &mut figures.price_checks),
            (Tally::LanguageChosen, |figures| &mut figures.language_changes),
            (Tally::AbandonedCart, |figures| &mut figures.abandoned_carts),
            (Tally::StaffActed { person: person.clone(), what: "came" }, |figures| &mut figures.staff_acts),
            (Tally::AgeAsked(18), |figures| &mut figures.staff_calls),
            (check(true), |figures| &mut figures.age_passed),
            (check(false), |figures| &mut figures.age_failed),
            (Tally::ForbiddenLink(order), |figures| &mut figures.forbidden_links),
            (Tally::OtherTotal(order), |figures| &mut figures.other_totals),
        ];
        for (what, count) in cases {
            let mut figures = Figures::default();
            tally(&mut figures, &what, true);
            assert_eq!(std::mem::take(count(&mut figures)), 1, "{what:?}");
            assert_eq!(figures, Figures::default(), "{what:?} and nothing else");
        }
    }
}

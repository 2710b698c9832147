//! The slips that the other printer gets to read: each kind, in each language.

use scanslip::slip::sample;
use scanslip::till::order::PaymentLink;
use scanslip::till::settings::Language;
use scanslip::till::slip::{Document, Kind, Outcome, Slip, SlipId};

/// The slip of every kind, with a name for each. The sample has a weighed line.
pub(super) fn kinds() -> Vec<(&'static str, Slip)> {
    let sample = sample();
    let Outcome::Accepted { number, payment, .. } = sample.outcome.clone() else { panic!("the sample is accepted") };
    let outcome = |payment, paid, document| Outcome::Accepted { number, payment, shop_total: None, paid, document };
    let quote = Document::Quote("https://kash.click/quote/1042.pdf".to_owned());
    let with = |outcome| Slip { outcome, ..sample.clone() };
    let id = |kind, copy| SlipId { kind, copy, ..sample.id };
    vec![
        ("accepted", sample.clone()),
        ("copy", Slip { id: id(Kind::Final, 2), ..sample.clone() }),
        ("provisional", Slip { id: id(Kind::Provisional, 0), ..with(Outcome::Provisional) }),
        ("provisional-copy", Slip { id: id(Kind::Provisional, 1), ..with(Outcome::Provisional) }),
        ("paid", with(outcome(PaymentLink::Absent, true, None))),
        ("quote", with(outcome(payment, false, Some(quote)))),
        ("no-link", with(outcome(PaymentLink::Forbidden, false, None))),
    ]
}

/// Every kind in every language.
pub(super) fn all() -> impl Iterator<Item = (String, Slip)> {
    let in_language = |language| {
        kinds().into_iter().map(move |(kind, slip)| (format!("{kind}-{language:?}"), Slip { language, ..slip }))
    };
    Language::ALL.into_iter().flat_map(in_language)
}

/// The link that is on it as a code.
pub(super) fn link(slip: &Slip) -> Option<&str> {
    match &slip.outcome {
        Outcome::Accepted { payment, paid: false, .. } => payment.allowed(),
        Outcome::Accepted { .. } | Outcome::Provisional => None,
    }
}

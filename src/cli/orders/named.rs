//! One order by what staff call it.

use super::summaries;
use crate::cli::Failure;
use crate::journal::Journal;
use crate::till::order::OrderId;

/// How an order can be named on a command line.
pub(crate) const NAMES: &str = "its reference (26 characters) or the last six of it, the kiosk's number, or the shop's";

/// The one order that is called so. Never one of several: what is done to it cannot be undone.
pub(crate) fn order(name: &str, journal: &Journal) -> Result<OrderId, Failure> {
    let failed = |error: crate::journal::Error| Failure::Failed(error.to_string());
    // A slip shows the kiosk's name before the end of the reference.
    let bare = name.split_whitespace().next_back().unwrap_or_default();
    let found = journal.named(bare).map_err(failed)?;
    match found.first() {
        Some(order) if found.len() == 1 => Ok(*order),
        Some(_) => {
            let candidates = found.iter().map(|order| told(*order, journal)).collect::<Result<Vec<_>, _>>();
            let candidates = candidates.map_err(failed)?.join("; ");
            Err(Failure::Usage(format!(
                "{} orders are called {name:?}: {candidates}; name one of them by its reference.",
                found.len()
            )))
        }
        None => Err(unknown(name)),
    }
}

/// There is no such order.
pub(crate) fn unknown(name: &str) -> Failure {
    Failure::Usage(format!("There is no order {name:?}; name it by {NAMES}, as `scanslip orders list` shows them."))
}

/// An order by all its names.
fn told(order: OrderId, journal: &Journal) -> Result<String, crate::journal::Error> {
    let entries = journal.entries_of(order)?;
    let summary = summaries(&entries).into_iter().next();
    Ok(summary.map_or_else(
        || order.to_string(),
        |summary| {
            let shop = summary.number.map_or_else(String::new, |number| format!(", the shop's {number}"));
            format!("{order} (kiosk's {}{shop}, {}, {})", summary.order.number, summary.state, summary.order.total)
        },
    ))
}

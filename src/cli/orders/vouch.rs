//! Whether the shop has an order under the number that staff give, asked before it is recorded: a number that was misread
//! would print a slip of somebody else's order, and the shop would never see this one.

use super::is_held;
use crate::cli::{Failure, Supervisor};
use crate::config::Config;
use crate::config::kiosk::Trust;
use crate::journal::Journal;
use crate::kash::Client;
use crate::kash::listing::claim::Verdict;
use crate::runtime::{clock, socket};
use crate::till::entry::Entry;
use crate::till::event::Finding;
use crate::till::moment::Wall;
use crate::till::order::{Order, OrderId, Request};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::sync::Arc;

/// Whether the shop says so. If it did not say, `false` where a person at the terminal wants it recorded all the same.
///
/// # Errors
///
/// The shop has no such order or another one; the order is not held; nobody can say.
pub(super) fn check(order: OrderId, number: u64, config: &Config, supervisor: &Supervisor) -> Result<bool, Failure> {
    let said = match super::read(config).and_then(|journal| Here::read(&journal, order)) {
        Ok(here) => {
            let ours = here.ours(order, number)?;
            ask(&ours, number, &here, config, supervisor)
        }
        Err(failure) => Verdict::Unknown(failure.to_string()),
    };
    match said {
        Verdict::Right => Ok(true),
        Verdict::Wrong(why) => Err(Failure::Failed(format!(
            "The shop {why}; nothing was recorded: look the number up at the till once more, and if it is order {order} all \
             the same, add --unchecked."
        ))),
        Verdict::Unknown(why) => unknown(order, &format!("has order {order} as {number}"), &why),
    }
}

/// Whether the shop shows nothing of an order that is to be sent once more: else there would be two.
///
/// # Errors
///
/// The shop shows it, or what may be it; the order is not held; nobody can say.
pub(super) fn check_absence(order: OrderId, config: &Config, supervisor: &Supervisor) -> Result<bool, Failure> {
    let said = match super::read(config).and_then(|journal| Here::read(&journal, order)) {
        Ok(here) => {
            let ours = here.held(order)?;
            seek(&ours, &here, config, supervisor)
        }
        Err(failure) => Finding::Unknown(failure.to_string()),
    };
    let shown = |what: &str| {
        Err(Failure::Failed(format!(
            "{what}; nothing was recorded: if that is order {order}, settle it with --as accepted:NUMBER, and if it shall be \
             sent once more all the same, add --unchecked."
        )))
    };
    match said {
        Finding::Missing => Ok(true),
        Finding::There(acceptance) => shown(&format!("The shop has it as {}", acceptance.number)),
        Finding::Draft(number) => shown(&format!("The shop has it as the draft {number}")),
        Finding::Ambiguous(why) => shown(&format!("It may be at the shop: {}", why.trim_end_matches('.'))),
        Finding::Unknown(why) => unknown(order, &format!("lacks order {order}"), &why),
    }
}

/// What this kiosk knows.
pub(crate) struct Here {
    life: Vec<Entry>,
    /// The shop's numbers of its orders.
    pub(crate) taken: BTreeSet<u64>,
}

impl Here {
    pub(crate) fn read(journal: &Journal, order: OrderId) -> Result<Self, Failure> {
        let failed = |error: crate::journal::Error| Failure::Failed(error.to_string());
        let life = journal.entries_of(order).map_err(failed)?.into_iter().map(|(entry, _)| entry).collect();
        Ok(Self { life, taken: journal.latest_numbers().map_err(failed)?.into_iter().collect() })
    }

    /// Whether it went to the shop as a draft.
    pub(crate) fn was_drafted(&self) -> bool {
        let as_draft = |entry: &Entry| matches!(entry, Entry::Sending { request, .. } if *request != Request::Whole);
        self.life.iter().any(as_draft)
    }

    /// The order, if it waits for staff and none of ours has the number.
    pub(crate) fn ours(&self, order: OrderId, number: u64) -> Result<Arc<Order>, Failure> {
        let ours = self.held(order)?;
        if self.taken.contains(&number) {
            return Err(Failure::Failed(socket::taken(number)));
        }
        Ok(ours)
    }

    /// The order, if it waits for staff.
    fn held(&self, order: OrderId) -> Result<Arc<Order>, Failure> {
        let confirmed = |entry: &Entry| if let Entry::Confirmed(order) = entry { Some(order.clone()) } else { None };
        let ours = self.life.iter().find_map(confirmed).filter(|_| is_held(self.life.iter()));
        ours.ok_or_else(|| Failure::Failed(socket::not_held(order)))
    }

    /// What was asked of the shop last.
    fn request(&self) -> Request {
        let asked = |entry: &Entry| if let Entry::Sending { request, .. } = entry { Some(*request) } else { None };
        self.life.iter().rev().find_map(asked).unwrap_or(Request::Whole)
    }
}

fn ask(order: &Order, number: u64, here: &Here, config: &Config, supervisor: &Supervisor) -> Verdict {
    let vouched = at_shop(config, supervisor, async |client, now| {
        client.vouch(order, number, here.was_drafted(), &here.taken, now).await
    });
    vouched.unwrap_or_else(Verdict::Unknown)
}

fn seek(order: &Order, here: &Here, config: &Config, supervisor: &Supervisor) -> Finding {
    let sought =
        at_shop(config, supervisor, async |client, now| client.seek(order, here.request(), &here.taken, now).await);
    sought.unwrap_or_else(Finding::Unknown)
}

/// Asks the shop something; why that cannot be done. `now` is the time, if the clock is known to be right.
fn at_shop<T>(
    config: &Config,
    supervisor: &Supervisor,
    asked: impl AsyncFnOnce(&Client, Option<Wall>) -> T,
) -> Result<T, String> {
    let now = clock::right_wall(config.kiosk.clock == Trust::Battery);
    let shop = config.kash(supervisor.credentials.as_deref()).map_err(|error| error.to_string())?;
    let client = Client::new(shop).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|error| error.to_string())?.block_on(asked(&client, now)))
}

/// Nobody knows: a person may still say so, a script must have said so before. `what` is what the shop should have said.
fn unknown(order: OrderId, what: &str, why: &str) -> Result<bool, Failure> {
    let why = why.trim_end_matches('.');
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let question =
            format!("It was not checked whether the shop {what}: {why}.\nAre you sure, and shall it be recorded?");
        let sure = dialoguer::Confirm::new().with_prompt(question).default(false).interact();
        return match sure {
            Ok(true) => Ok(false),
            Ok(false) => Err(Failure::Failed(format!("Nothing was recorded; order {order} is still held."))),
            Err(dialoguer::Error::IO(error)) => {
                Err(Failure::Failed(format!("Nothing was recorded, for the terminal cannot be read: {error}.")))
            }
        };
    }
    Err(Failure::Unusable(format!(
        "It was not checked whether the shop {what}, so nothing was recorded: {why}; try again, or if you are sure, add \
         --unchecked."
    )))
}

//! Whether the shop has an order under the number that staff give, asked before it is recorded: a number that was misread
//! would print a slip of somebody else's order, and the shop would never see this one.

use super::is_held;
use crate::cli::{Failure, Supervisor};
use crate::config::Config;
use crate::config::kiosk::Trust;
use crate::kash::Client;
use crate::kash::listing::claim::Verdict;
use crate::runtime::{clock, socket};
use crate::till::entry::Entry;
use crate::till::order::{Order, OrderId};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::sync::Arc;

/// Whether the shop says so. If it did not say, `false` where a person at the terminal wants it recorded all the same.
///
/// # Errors
///
/// The shop has no such order or another one; the order is not held; nobody can say.
pub(super) fn check(order: OrderId, number: u64, config: &Config, supervisor: &Supervisor) -> Result<bool, Failure> {
    let said = match Here::read(order, config) {
        Ok(here) => {
            let ours = here.ours(order, number)?;
            ask(&ours, number, &here.taken, config, supervisor)
        }
        Err(failure) => Verdict::Unknown(failure.to_string()),
    };
    match said {
        Verdict::Right => Ok(true),
        Verdict::Wrong(why) => Err(Failure::Failed(format!(
            "The shop {why}; nothing was recorded: look the number up at the till once more, and if it is order {order} all \
             the same, add --unchecked."
        ))),
        Verdict::Unknown(why) => unknown(order, number, &why),
    }
}

/// What this kiosk knows.
struct Here {
    life: Vec<Entry>,
    /// The shop's numbers of its orders.
    taken: BTreeSet<u64>,
}

impl Here {
    fn read(order: OrderId, config: &Config) -> Result<Self, Failure> {
        let failed = |error: crate::journal::Error| Failure::Failed(error.to_string());
        let journal = super::read(config)?;
        let life = journal.entries_of(order).map_err(failed)?.into_iter().map(|(entry, _)| entry).collect();
        Ok(Self { life, taken: journal.latest_numbers().map_err(failed)?.into_iter().collect() })
    }

    /// The order, if it waits for staff and none of ours has the number.
    fn ours(&self, order: OrderId, number: u64) -> Result<Arc<Order>, Failure> {
        let confirmed = |entry: &Entry| if let Entry::Confirmed(order) = entry { Some(order.clone()) } else { None };
        let ours = self.life.iter().find_map(confirmed).filter(|_| is_held(self.life.iter()));
        let ours = ours.ok_or_else(|| Failure::Failed(socket::not_held(order)))?;
        if self.taken.contains(&number) {
            return Err(Failure::Failed(socket::taken(number)));
        }
        Ok(ours)
    }
}

fn ask(order: &Order, number: u64, taken: &BTreeSet<u64>, config: &Config, supervisor: &Supervisor) -> Verdict {
    let now = clock::right_wall(config.kiosk.clock == Trust::Battery);
    let said = || {
        let shop = config.kash(supervisor.credentials.as_deref()).map_err(|error| error.to_string())?;
        let client = Client::new(shop).map_err(|error| error.to_string())?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        Ok(runtime.block_on(client.vouch(order, number, taken, now)))
    };
    said().unwrap_or_else(Verdict::Unknown)
}

/// Nobody knows: a person may still say so, a script must have said so before.
fn unknown(order: OrderId, number: u64, why: &str) -> Result<bool, Failure> {
    let why = why.trim_end_matches('.');
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let question = format!(
            "It was not checked whether the shop has order {order} as {number}: {why}.\nAre you sure, and shall it be recorded?"
        );
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
        "It was not checked whether the shop has order {order} as {number}, so nothing was recorded: {why}; try again, or if \
         you are sure, add --unchecked."
    )))
}

//! `scanslip orders resolve`: what staff found out of an order that the kiosk could not settle.
//!
//! The service has the journal while it runs, so it is told; without a service the journal is written here, and the next
//! start takes it up. A number of the shop's is looked up there before it is recorded ([`vouch`]).

use super::{is_held, named, vouch};
use crate::cli::rights::{self, By};
use crate::cli::{Failure, Supervisor};
use crate::config::Config;
use crate::config::kiosk::Trust;
use crate::journal::{self, Journal, Stamp};
use crate::runtime::clock::Clock;
use crate::runtime::socket;
use crate::till::entry::{Entry, Resolution};
use crate::till::order::OrderId;
use std::io::Write;

/// `scanslip orders resolve`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its reference or the last six characters of it, the kiosk's number, or the shop's
    #[arg(value_name = "ORDER")]
    id: String,
    /// `accepted:NUMBER` (the shop has it under this number), `refused` (the shop shall not have it), or `resend` (the shop
    /// does not have it and shall)
    #[arg(long = "as", value_name = "WHAT", value_parser = parse)]
    resolution: Resolution,
    /// Record accepted:NUMBER or resend without asking the shop
    ///
    /// Otherwise a number that the shop does not have, or has for another order, is refused, and so is to send an order once
    /// more that the shop shows; if the shop cannot be asked, nothing is recorded, or at a terminal you are.
    #[arg(long)]
    unchecked: bool,
    /// Answer with a JSON object
    #[arg(long)]
    json: bool,
}

fn parse(text: &str) -> Result<Resolution, String> {
    socket::resolution(text).ok_or_else(|| {
        "write refused, resend, or accepted: with the shop's number behind it, such as accepted:17724460".to_owned()
    })
}

/// Settles the order, by the service or in the journal.
pub(super) fn run(args: &Args, config: &Config, supervisor: &Supervisor, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(why) = rights::denied("The journal", &config.journal(), By::Root, "orders list") {
        return Err(Failure::Failed(why));
    }
    // The whole reference is enough for a journal of an earlier version too.
    let order = OrderId::parse(&args.id.to_ascii_uppercase())
        .map_or_else(|| named::order(&args.id, &super::read(config)?), Ok)?;
    let checked = match args.resolution {
        Resolution::Accepted(number) if !args.unchecked => vouch::check(order, number, config, supervisor)?,
        Resolution::Resend if !args.unchecked => vouch::check_absence(order, config, supervisor)?,
        Resolution::Accepted(_) | Resolution::Refused | Resolution::Resend => false,
    };
    match Journal::open(&config.journal()) {
        Ok(journal) => in_journal(journal, config, order, args.resolution).map_err(Failure::Failed)?,
        Err(journal::Error::InUse(_)) => {
            let told = socket::tell(&config.socket(), order, args.resolution);
            let told = told.map_err(|error| {
                Failure::Failed(format!(
                    "The service could not be told ({error}); run this as its user, or stop it and try again."
                ))
            })?;
            told.map_err(Failure::Failed)?;
        }
        Err(error) => return Err(Failure::Failed(error.to_string())),
    }
    if args.json {
        let told = serde_json::json!({ "id": order.as_str(), "resolved": true, "checked": checked });
        return Ok(writeln!(out, "{told}")?);
    }
    match args.resolution {
        Resolution::Accepted(number) if checked => {
            writeln!(out, "Order {order} is settled; the shop has it as {number}.")?;
        }
        Resolution::Accepted(number) => {
            writeln!(out, "Order {order} is settled; whether the shop has it as {number} was not checked.")?;
        }
        Resolution::Refused => writeln!(out, "Order {order} is settled.")?,
        Resolution::Resend => writeln!(out, "Order {order} is sent once more, and may be held again.")?,
    }
    Ok(())
}

fn in_journal(mut journal: Journal, config: &Config, order: OrderId, resolution: Resolution) -> Result<(), String> {
    let entries = journal.entries_of(order).map_err(|error| error.to_string())?;
    if !is_held(entries.iter().map(|(entry, _)| entry)) {
        return Err(socket::not_held(order));
    }
    if let Resolution::Accepted(number) = resolution
        && journal.latest_numbers().map_err(|error| error.to_string())?.contains(&number)
    {
        return Err(socket::taken(number));
    }
    let clock = Clock::start(config.kiosk.clock == Trust::Battery);
    let stamp: Stamp = clock.stamp(clock.now());
    journal.append(&stamp, &[Entry::Resolved { order, resolution }]).map_err(|error| error.to_string())
}

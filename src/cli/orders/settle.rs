//! What staff can do about orders that wait for them: the commands, as they are pasted.

use super::Summary;
use crate::cli::Failure;
use std::io::Write;

/// What can have become of an order, as `--as` takes it.
const WAYS: [(&str, &str); 3] = [
    ("accepted:NUMBER", "the shop has it, and NUMBER is the shop's number of it (which is looked up there first)"),
    ("refused", "the shop shall not have it"),
    ("resend", "the shop does not have it and shall (it is looked up there first)"),
];

/// Tells what is held, and of each its commands alone on their lines. `by_sudo` is whether whoever reads it needs sudo.
pub(super) fn tell(summaries: &[Summary], by_sudo: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let sudo = if by_sudo { "sudo " } else { "" };
    let mut held = summaries.iter().filter(|summary| summary.state == "held").peekable();
    if held.peek().is_some() {
        writeln!(out, "\nStaff must settle what is held, by one of the commands below it:")?;
        for (way, what) in WAYS {
            writeln!(out, "  {way:<15}  {what}")?;
        }
    }
    for Summary { order, why, .. } in held {
        let why = why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        writeln!(out, "\n  order {} of {}{why}", order.number, order.total)?;
        for (way, _) in WAYS {
            writeln!(out, "    {sudo}scanslip orders resolve {} --as {way}", order.id)?;
        }
    }
    let in_doubt: Vec<String> = summaries
        .iter()
        .filter(|summary| summary.state == "in-doubt")
        .map(|summary| summary.order.number.to_string())
        .collect();
    if !in_doubt.is_empty() {
        let numbers = in_doubt.join(", ");
        writeln!(
            out,
            "\nThe service itself looks up at the shop what became of order {numbers}; staff need do nothing unless it is held."
        )?;
    }
    Ok(())
}

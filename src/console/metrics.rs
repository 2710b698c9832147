//! The figures in the text format of Prometheus (exposition format 0.0.4). Counters begin anew with the process.

use super::stock::Stock;
use crate::runtime::Report;
use crate::till::event::PrinterState;
use std::fmt::Write as _;

/// The answer of `/metrics`.
pub(super) fn text(report: &Report, stock: &Stock, scanners: usize) -> String {
    let figures = &report.figures;
    let counters = [
        ("scans", "Codes that came in.", figures.scans),
        ("unknown_codes", "Codes that the catalogue does not know.", figures.unknown_codes),
        ("refused_scans", "Scans refused without a look-up.", figures.refused_scans),
        ("abandoned_carts", "Carts thrown away by the shopper or by the idle timeout.", figures.abandoned_carts),
        ("other_totals", "Orders that the shop makes come to something else than was shown.", figures.other_totals),
        ("forbidden_links", "Payment links to hosts that are not allowed.", figures.forbidden_links),
        ("orders_confirmed", "Orders that shoppers confirmed.", figures.confirmed),
        ("orders_accepted", "Orders that the shop took.", figures.accepted),
        ("orders_refused", "Orders that the shop refused while the shopper waited.", figures.refused),
        ("orders_in_doubt", "Attempts whose outcome was not known at once.", figures.in_doubt),
        ("orders_held", "Orders left to staff.", figures.held),
        ("slips", "Slips that the printer took to the end.", figures.slips),
        ("slips_proven", "Slips that the printer proved to be on paper.", figures.proven_slips),
        ("slips_copies", "Slips among them that say that they are copies.", figures.copies),
        ("slips_failed", "Slips of which nothing came out.", figures.failed_slips),
        ("slips_unknown", "Slips that broke off, or of which nobody knows.", figures.unknown_slips),
        ("slip_characters_replaced", "Characters not on paper as they were meant.", figures.replaced_characters),
        ("slip_codes_as_text", "QR codes whose text was printed instead.", figures.codes_as_text),
    ];
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let gauges = [
        ("orders_waiting", "Orders that wait for the shop.", count(report.waiting_orders)),
        ("scanners_configured", "Scanners of the settings.", count(scanners)),
        ("scanners_open", "Scanners that can read.", count(report.open_scanners.len())),
        ("printer_ready", "Whether the printer would print now.", u64::from(report.printer == PrinterState::Ready)),
        ("printer_paper_low", "Whether the printer's roll comes to its end.", u64::from(report.paper_low)),
        ("journal_failing", "Whether the last turn could not be recorded.", u64::from(report.disk_fails)),
    ];
    let mut text = String::new();
    for (name, help, value) in counters {
        // A String takes whatever fits into memory.
        let _ = writeln!(text, "# HELP scanslip_{name}_total {help}\n# TYPE scanslip_{name}_total counter");
        let _ = writeln!(text, "scanslip_{name}_total {value}");
    }
    for (name, help, value) in gauges.into_iter().chain(stock.gauges()) {
        let _ = writeln!(text, "# HELP scanslip_{name} {help}\n# TYPE scanslip_{name} gauge\nscanslip_{name} {value}");
    }
    text
}

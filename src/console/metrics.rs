//! The figures in the text format of Prometheus (exposition format 0.0.4). Counters begin anew with the process. Times are
//! seconds, written from whole microseconds.

use super::Equipment;
use super::state;
use super::stock::Stock;
use crate::runtime::Report;
use crate::runtime::figures::Figures;
use crate::runtime::health::Health;
use crate::runtime::latency::Histogram;
use crate::till::event::{PrinterState, PrinterTrouble};
use std::fmt::Write as _;

/// The answer of `/metrics`.
pub(super) fn text(report: &Report, stock: &Stock, equipment: &Equipment) -> String {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let gauges = [
        ("orders_waiting", "Orders that wait for the shop.", count(report.waiting_orders)),
        ("scanners_configured", "Scanners of the settings.", count(equipment.scanners.len())),
        ("scanners_open", "Scanners that can read.", count(report.open_scanners.len())),
        ("keypads_configured", "Keypads of the settings.", count(equipment.keypads.len())),
        ("keypads_open", "Keypads that can be pressed.", count(state::open_keypads(report))),
        ("printer_ready", "Whether the printer would print now.", u64::from(report.printer == PrinterState::Ready)),
        ("printer_paper_low", "Whether the printer's roll comes to its end.", u64::from(report.paper_low)),
        ("journal_failing", "Whether the last turn could not be recorded.", u64::from(report.disk_fails)),
    ];
    let mut text = format!(
        "# HELP scanslip_build_info The version that runs.\n# TYPE scanslip_build_info gauge\n\
         scanslip_build_info{{version=\"{}\"}} 1\n",
        env!("CARGO_PKG_VERSION")
    );
    for (name, help, value) in counters(&report.figures) {
        // A String takes whatever fits into memory.
        let _ = writeln!(text, "# HELP scanslip_{name}_total {help}\n# TYPE scanslip_{name}_total counter");
        let _ = writeln!(text, "scanslip_{name}_total {value}");
    }
    // What nobody knows is left out.
    let known = [
        ("display_ok", "Whether the display shows the screen.", equipment.display.as_ref().map(|_| &report.display)),
        ("shop_reachable", "Whether the shop answered when it was asked last.", Some(&report.shop)),
    ];
    let known = known.into_iter().filter_map(|(name, help, health)| match health? {
        Health::Unknown => None,
        Health::Well | Health::Partly(_) => Some((name, help, 1)),
        Health::Ill(_) => Some((name, help, 0)),
    });
    age_checks(&mut text, &report.figures);
    for (name, help, value) in gauges.into_iter().chain(known).chain(stock.gauges()) {
        let _ = writeln!(text, "# HELP scanslip_{name} {help}\n# TYPE scanslip_{name} gauge\nscanslip_{name} {value}");
    }
    printer_state(&mut text, report.printer);
    let latency = &report.latency;
    for (name, help, of) in [
        (
            "scan_to_screen",
            "From the last byte of a scan until the screen that it makes is handed to whoever shows it.",
            &latency.scan_to_screen,
        ),
        (
            "confirm_to_disk",
            "From the confirming key or code until the order is on the medium.",
            &latency.confirm_to_disk,
        ),
        (
            "answer_to_paper",
            "From the answer of the shop until the slip is on paper, or taken by a printer that proves nothing.",
            &latency.answer_to_paper,
        ),
    ] {
        histogram(&mut text, &format!("scanslip_{name}_seconds"), help, of);
    }
    text
}

/// Name, meaning and value of each.
const fn counters(figures: &Figures) -> [(&'static str, &'static str, u64); 29] {
    [
        ("scans", "Codes that came in.", figures.scans),
        ("unknown_codes", "Codes that the catalogue does not know.", figures.unknown_codes),
        ("unknown_cards", "Cards that nobody knows.", figures.unknown_cards),
        ("refused_scans", "Scans refused without a look-up.", figures.refused_scans),
        ("abandoned_carts", "Carts thrown away by the shopper or by the idle timeout.", figures.abandoned_carts),
        ("price_checks", "Prices that shoppers asked for.", figures.price_checks),
        ("language_changes", "Languages that shoppers chose.", figures.language_changes),
        ("staff_calls", "Calls for staff because of an age.", figures.staff_calls),
        ("staff_acts", "What staff did that a shopper may not.", figures.staff_acts),
        ("other_totals", "Orders that the shop makes come to something else than was shown.", figures.other_totals),
        ("forbidden_links", "Payment links to hosts that are not allowed.", figures.forbidden_links),
        ("orders_confirmed", "Orders that shoppers confirmed.", figures.confirmed),
        ("order_requests", "Requests that were sent to the shop for orders.", figures.requests),
        ("orders_drafted", "Drafts that the shop took.", figures.drafted),
        ("orders_accepted", "Orders that the shop took.", figures.accepted),
        ("orders_refused", "Orders that the shop refused while the shopper waited.", figures.refused),
        ("orders_in_doubt", "Attempts whose outcome was not known at once.", figures.in_doubt),
        ("orders_not_sent", "Attempts that are known not to have reached the shop.", figures.not_sent),
        ("orders_absent", "Orders in doubt that the shop turned out not to have.", figures.absent),
        ("orders_held", "Orders left to staff.", figures.held),
        ("orders_resolved", "Orders that staff settled.", figures.resolved),
        ("slips", "Slips that the printer took to the end.", figures.slips),
        ("slips_proven", "Slips that the printer proved to be on paper.", figures.proven_slips),
        ("slips_copies", "Slips among them that say that they are copies.", figures.copies),
        ("slips_failed", "Slips of which nothing came out.", figures.failed_slips),
        ("slips_unknown", "Slips that broke off, or of which nobody knows.", figures.unknown_slips),
        ("slips_withheld", "Slips that do not print by themselves.", figures.withheld_slips),
        ("slip_characters_replaced", "Characters not on paper as they were meant.", figures.replaced_characters),
        ("slip_codes_as_text", "QR codes whose text was printed instead.", figures.codes_as_text),
    ]
}

/// What staff answered.
fn age_checks(text: &mut String, figures: &Figures) {
    text.push_str(
        "# HELP scanslip_age_checks_total Buyers that staff looked at, by what they found.\n# TYPE scanslip_age_checks_total counter\n",
    );
    for (result, count) in [("passed", figures.age_passed), ("failed", figures.age_failed)] {
        let _ = writeln!(text, "scanslip_age_checks_total{{result=\"{result}\"}} {count}");
    }
}

/// 1 for the state that the printer is in, 0 for each other.
fn printer_state(text: &mut String, now: PrinterState) {
    text.push_str(
        "# HELP scanslip_printer_state What the printer says of itself.\n# TYPE scanslip_printer_state gauge\n",
    );
    let states = [PrinterState::Ready, PrinterState::Unseen, PrinterState::Absent];
    for state in states.into_iter().chain(PrinterTrouble::ALL.map(PrinterState::Trouble)) {
        let name = if let PrinterState::Trouble(trouble) = state { trouble.name() } else { state::printer(state) };
        let _ = writeln!(text, "scanslip_printer_state{{state=\"{name}\"}} {}", u64::from(state == now));
    }
}

fn histogram(text: &mut String, name: &str, help: &str, of: &Histogram) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} histogram");
    for (bound, count) in of.buckets() {
        let bound = bound.map_or_else(|| "+Inf".to_owned(), |us| seconds(us.into()));
        let _ = writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {count}");
    }
    let _ = writeln!(text, "{name}_sum {}\n{name}_count {}", seconds(of.sum_us()), of.count());
}

/// `0.0005`, `1`.
fn seconds(us: u64) -> String {
    let text = format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_are_written_without_a_float() {
        let cases = [(0, "0"), (500, "0.0005"), (1_000_000, "1"), (30_000_000, "30"), (1_250_001, "1.250001")];
        for (us, text) in cases {
            assert_eq!(seconds(us), text);
        }
    }
}

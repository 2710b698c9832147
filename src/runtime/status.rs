//! What `systemctl status` shows of a kiosk, in a line for staff. No code, no card, no name, no amount.

use crate::till::event::PrinterState;
use crate::till::settings::Language;
use crate::words;

/// What a kiosk knows of itself between two turns of its loop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Scanners that can read.
    pub(super) open_scanners: usize,
    /// Why none can, as a scanner's worker said last.
    pub(super) scanner_why: Option<String>,
    /// `epson-tm-t20 on /dev/usb/lp0`; none if the settings name none.
    pub(super) printer: Option<String>,
    pub(super) printer_state: PrinterState,
    /// Why it cannot print.
    pub(super) printer_why: Option<String>,
    pub(super) paper_low: bool,
    /// Articles of the catalogue; unknown until it was asked.
    pub(super) articles: Option<u32>,
    pub(super) waiting_orders: usize,
    pub(super) disk_fails: bool,
}

/// The line. What keeps the kiosk from selling comes first.
pub(super) fn line(facts: &Facts) -> String {
    let mut parts = Vec::new();
    if facts.disk_fails {
        parts.push("the journal cannot be written, see to the disk".to_owned());
    }
    if facts.open_scanners > 0 {
        parts.push(counted(facts.open_scanners, "scanner"));
    }
    parts.extend(facts.printer.as_ref().map(|name| format!("printer {name} {}", printer(facts))));
    match facts.articles {
        Some(0) => parts.push("no articles, import or sync the catalogue".to_owned()),
        Some(articles) => parts.push(counted(usize::try_from(articles).unwrap_or(usize::MAX), "article")),
        None => {}
    }
    if facts.waiting_orders > 0 {
        parts.push(format!("{} waiting", counted(facts.waiting_orders, "order")));
    }
    let line = if facts.open_scanners > 0 {
        format!("ready: {}", parts.join(", "))
    } else {
        let why = facts.scanner_why.as_deref().unwrap_or("look at `scanslip devices`").trim_end_matches('.');
        let head = format!("no scanner can be read: {why}");
        if parts.is_empty() { head } else { format!("{head}; {}", parts.join(", ")) }
    };
    // It is one line, whatever a device calls itself.
    line.replace(char::is_control, " ")
}

fn printer(facts: &Facts) -> String {
    match facts.printer_state {
        PrinterState::Ready if facts.paper_low => "ok and soon without paper".to_owned(),
        PrinterState::Ready => "ok".to_owned(),
        PrinterState::Unseen => "not seen yet".to_owned(),
        PrinterState::Trouble(_) | PrinterState::Absent => {
            format!("in trouble ({})", facts.printer_why.as_deref().unwrap_or("see the log").trim_end_matches('.'))
        }
    }
}

/// `1 scanner`, `12,345 articles`.
fn counted(count: usize, what: &str) -> String {
    let grouped = words::grouped(u64::try_from(count).unwrap_or(u64::MAX), Language::En);
    format!("{grouped} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::till::event::PrinterTrouble;

    #[test]
    fn staff_read_what_there_is_and_what_is_wrong() {
        let well = Facts {
            open_scanners: 1,
            printer: Some("epson-tm-t20 on /dev/usb/lp0".to_owned()),
            articles: Some(12_345),
            waiting_orders: 2,
            ..Facts::default()
        };
        let cases = [
            (
                well.clone(),
                "ready: 1 scanner, printer epson-tm-t20 on /dev/usb/lp0 ok, 12,345 articles, 2 orders waiting",
            ),
            (
                Facts { paper_low: true, waiting_orders: 1, articles: Some(1), ..well.clone() },
                "ready: 1 scanner, printer epson-tm-t20 on /dev/usb/lp0 ok and soon without paper, 1 article, 1 order waiting",
            ),
            (
                Facts {
                    open_scanners: 0,
                    scanner_why: Some(
                        "/dev/hidraw0 may not be opened by this user; install the udev rules.".to_owned(),
                    ),
                    printer_state: PrinterState::Trouble(PrinterTrouble::NoPaper),
                    printer_why: Some("no\npaper.".to_owned()),
                    ..well
                },
                "no scanner can be read: /dev/hidraw0 may not be opened by this user; install the udev rules; printer \
                 epson-tm-t20 on /dev/usb/lp0 in trouble (no paper), 12,345 articles, 2 orders waiting",
            ),
            (
                Facts { open_scanners: 1_000, disk_fails: true, articles: Some(0), ..Facts::default() },
                "ready: the journal cannot be written, see to the disk, 1,000 scanners, no articles, import or sync the \
                 catalogue",
            ),
            (Facts::default(), "no scanner can be read: look at `scanslip devices`"),
        ];
        for (facts, expected) in cases {
            assert_eq!(line(&facts), expected);
        }
    }
}

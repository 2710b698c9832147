//! How the kiosk is: devices, journal, catalogue, how long things take, what the catalogue lacks, the log.

use super::Glance;
use crate::console::html::Html;
use crate::console::state;
use crate::runtime::Report;
use crate::runtime::latency::Histogram;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use scanslip_hw::scanner::{Match, Settings, Source};

/// How many lines of the log are shown, the latest.
const LINES: usize = 40;

pub(super) fn devices(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    html.raw("<section id=\"kiosk\">\n<h2>Kiosk</h2>\n<dl>\n");
    let Some(report) = &glance.report else {
        html.raw("<dt>Loop<dd><strong>does not answer</strong>\n</dl>\n</section>\n");
        return html;
    };
    for (place, scanner) in glance.scanners.iter().enumerate() {
        html.raw("<dt>Scanner ").text(place + 1).raw("<dd>").text(name(scanner));
        html.raw(if report.open_scanners.contains(&place) { ": ok\n" } else { ": <strong>cannot be read</strong>\n" });
    }
    if glance.scanners.is_empty() {
        html.raw("<dt>Scanner<dd>none in the settings\n");
    }
    if report.open_scanners.len() < glance.scanners.len()
        && let Some(why) = &report.scanner_why
    {
        html.raw("<dt>Why<dd>").text(why).raw("\n");
    }
    html.add(&printer(report));
    html.raw("<dt>Journal<dd>").raw(if report.disk_fails { "<strong>cannot be written</strong>" } else { "ok" });
    html.raw("\n<dt>Orders that wait for the shop<dd>").text(report.waiting_orders);
    if let Some(stock) = &glance.stock {
        html.raw("\n<dt>Catalogue<dd id=\"catalogue\">").text(stock.sentence());
        if let Some(trouble) = stock.trouble() {
            html.raw(" <strong>").text(trouble).raw("</strong>");
        }
    }
    html.raw("\n</dl>\n</section>\n");
    html
}

fn printer(report: &Report) -> Html {
    let mut html = Html::new();
    html.raw("<dt>Printer<dd>");
    if let Some(name) = &report.printer_name {
        html.text(name).raw(": ");
    }
    html.text(state::printer(report.printer));
    if let Some(why) = &report.printer_why {
        html.raw(", <strong>").text(why).raw("</strong>");
    }
    if report.paper_low {
        html.raw(", <strong>the roll comes to its end</strong>");
    }
    html.raw("\n");
    html
}

/// What the settings call it.
fn name(scanner: &Settings) -> String {
    match &scanner.source {
        Source::Serial { path, .. } => path.display().to_string(),
        Source::Stdin => "standard input".to_owned(),
        Source::Hid(Match { serial, port, vid, pid }) => {
            let id = |id: &Option<u16>| id.map(|id| format!("{id:04x}"));
            let parts =
                [("port ", port.clone()), ("serial number ", serial.clone()), ("vid ", id(vid)), ("pid ", id(pid))];
            let parts: Vec<String> =
                parts.into_iter().filter_map(|(what, value)| Some(format!("{what}{}", value?))).collect();
            if parts.is_empty() { "any HID scanner".to_owned() } else { format!("HID scanner, {}", parts.join(", ")) }
        }
    }
}

pub(super) fn latency(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    let Some(report) = &glance.report else { return html };
    html.raw("<section id=\"latency\">\n<h2>How long it takes</h2>\n<table>\n<thead><tr><th>From … to<th>Half within<th>99 of 100 within<th>Times</thead>\n<tbody>\n");
    let latency = &report.latency;
    for (what, of) in [
        ("Scan to screen", &latency.scan_to_screen),
        ("Confirm to disk", &latency.confirm_to_disk),
        ("Answer to paper", &latency.answer_to_paper),
    ] {
        html.raw("<tr><td>").raw(what).raw("<td>").text(quantile(of, 500)).raw("<td>").text(quantile(of, 990));
        html.raw("<td>").text(of.count()).raw("\n");
    }
    html.raw("</tbody></table>\n<p>Of the latest 1,000 since the start.</p>\n</section>\n");
    html
}

fn quantile(of: &Histogram, per_mille: usize) -> String {
    of.quantile_us(per_mille).map_or_else(|| "–".to_owned(), duration)
}

/// Two digits and a little: `0.85 ms`, `12.3 ms`, `1.45 s`.
fn duration(us: u32) -> String {
    match us {
        0..1_000_000 => format!("{}.{:02} ms", us / 1_000, us % 1_000 / 10),
        _ => format!("{}.{:02} s", us / 1_000_000, us % 1_000_000 / 10_000),
    }
}

pub(super) fn unknown(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    let Some(report) = &glance.report else { return html };
    html.raw("<section id=\"unknown\">\n<h2>Codes that the catalogue lacks</h2>\n");
    let mut codes = report.unknown.codes().peekable();
    if codes.peek().is_none() {
        html.raw("<p>None since the start.</p>\n");
    } else {
        html.raw("<table>\n<thead><tr><th>Code<th>Times<th>Last</thead>\n<tbody>\n");
        for code in codes {
            let last = code.last.and_then(|wall| Timestamp::from_second(wall.0).ok());
            let last = last.map(|last| TimeZone::system().to_datetime(last).time());
            html.raw("<tr><td>").text(&code.code).raw("<td>").text(code.times).raw("<td>");
            html.text(last.map_or_else(|| "–".to_owned(), |last| format!("{:02}:{:02}", last.hour(), last.minute())))
                .raw("\n");
        }
        html.raw("</tbody></table>\n");
    }
    if report.unknown.others() > 0 {
        html.raw("<p>And ").text(report.unknown.others());
        html.raw(" scans of codes that are no retail numbers: they may be somebody’s card, and are not kept.</p>\n");
    }
    html.raw("</section>\n");
    html
}

pub(super) fn log(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    html.raw("<section id=\"log\">\n<h2>Log, latest first</h2>\n<pre>");
    for line in glance.log.iter().rev().take(LINES) {
        html.text(line).raw("\n");
    }
    html.raw("</pre>\n</section>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_at_a_glance() {
        let cases =
            [(0, "0.00 ms"), (850, "0.85 ms"), (12_345, "12.34 ms"), (999_999, "999.99 ms"), (1_450_000, "1.45 s")];
        for (us, text) in cases {
            assert_eq!(duration(us), text);
        }
    }

    #[test]
    fn a_scanner_is_named_as_the_settings_name_it() {
        let named = |source| {
            name(&Settings {
                source,
                suffix: scanslip_hw::scanner::Suffix::Newline,
                layout: String::new(),
                idle_ms: 50,
            })
        };
        assert_eq!(named(Source::Hid(Match::default())), "any HID scanner");
        let wanted = Match { vid: Some(0x05e0), pid: Some(0x1200), ..Match::default() };
        assert_eq!(named(Source::Hid(wanted)), "HID scanner, vid 05e0, pid 1200");
        assert_eq!(named(Source::Serial { path: "/dev/ttyACM0".into(), baud: 9_600 }), "/dev/ttyACM0");
    }
}

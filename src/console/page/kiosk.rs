//! How the kiosk does: how long things take, what the catalogue lacks, the log.

use super::Glance;
use crate::console::html::Html;
use crate::runtime::latency::Histogram;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How many lines of the log are shown, the latest.
const LINES: usize = 40;

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
    let others = report.unknown.others();
    if others > 0 {
        html.raw("<p>And ").text(others).raw(if others == 1 { " scan" } else { " scans" });
        html.raw(" of what is no retail number: it may be somebody’s card, and is not kept.</p>\n");
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
}
